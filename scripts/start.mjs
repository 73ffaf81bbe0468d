// @ts-check
// `npm start`: from a clone with nothing installed to a printed address.
import { requireNode } from './bootstrap/prerequisites.mjs'

requireNode()
const { startCommand } = await import('./bootstrap/start-command.mjs')
process.exitCode = await startCommand(process.argv.slice(2))
