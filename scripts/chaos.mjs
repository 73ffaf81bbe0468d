// @ts-check
// `npm run chaos -- [--lifecycles N] [--kills N] [--seed S]`: kill -9 at random moments while records live, then every check.
import { requireNode } from './bootstrap/prerequisites.mjs'
import { runProgram } from './bootstrap/run-program.mjs'

requireNode()
process.exitCode = runProgram('scripts/chaos/main.ts', process.argv.slice(2))
