// @ts-check
// `npm run bench -- <name> [--json]`: each bench is a program of its own in scripts/bench, on servers of its own.
import { requireNode } from './bootstrap/prerequisites.mjs'
import { runProgram } from './bootstrap/run-program.mjs'

/** To add a bench, add its name; the program has the same. */
const BENCHES = Object.freeze(['import', 'ingest', 'lifecycle', 'peers', 'schedule', 'search', 'verify'])

requireNode()
const [name = '', ...args] = process.argv.slice(2)
if (BENCHES.includes(name)) process.exitCode = runProgram(`scripts/bench/${name}.ts`, args)
else {
  console.error(`There is no bench "${name}". There are: ${BENCHES.join(', ')}.`)
  process.exitCode = 1
}
