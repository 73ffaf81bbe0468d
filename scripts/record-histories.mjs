// @ts-check
// `npm run record-histories`: whole runs of every workflow on servers of their own, kept for the replay test.
import { requireNode } from './bootstrap/prerequisites.mjs'
import { runProgram } from './bootstrap/run-program.mjs'

requireNode()
process.exitCode = runProgram('scripts/histories/main.ts', process.argv.slice(2))
