// @ts-check
// `npm run reset -- --yes`: removes all data of a demo or test site, so that the next start begins anew.
import { requireNode } from './bootstrap/prerequisites.mjs'

requireNode()
const { resetCommand } = await import('./bootstrap/reset-command.mjs')
process.exitCode = await resetCommand(process.argv.slice(2))
