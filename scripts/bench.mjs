// @ts-check
// `npm run bench -- <name> [--json]`: each bench is a program of its own in scripts/bench, on servers of its own.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { productNode } from './bootstrap/dependencies.mjs'
import { requireNode } from './bootstrap/prerequisites.mjs'
import { cloneRoot } from './servers/data-folder.mjs'

/** To add a bench, add its name; the program has the same. */
const BENCHES = Object.freeze(['lifecycle'])

requireNode()
const [name = '', ...args] = process.argv.slice(2)
if (BENCHES.includes(name)) {
  const program = join(cloneRoot, 'scripts', 'bench', `${name}.ts`)
  const answer = spawnSync(productNode(), [program, ...args], { cwd: cloneRoot, stdio: 'inherit' })
  process.exitCode = answer.status ?? 1
} else {
  console.error(`There is no bench "${name}". There are: ${BENCHES.join(', ')}.`)
  process.exitCode = 1
}
