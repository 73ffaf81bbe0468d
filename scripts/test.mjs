// @ts-check
// `npm test`: everything the tests need, on a clone with nothing installed, beside a running site. Arguments go to vitest.
import { requireNode } from './bootstrap/prerequisites.mjs'

requireNode()
const { testCommand } = await import('./bootstrap/test-command.mjs')
const { exitCode, closingLine } = await testCommand(process.argv.slice(2))
console.log(closingLine)
process.exitCode = exitCode
