// @ts-check
// `npm run everfile -- VERB`: the operator's commands, on the Node that the product runs on.
import { requireNode } from './bootstrap/prerequisites.mjs'

requireNode()
const { everfileCommand } = await import('./bootstrap/everfile-command.mjs')
process.exitCode = await everfileCommand(process.argv.slice(2))
