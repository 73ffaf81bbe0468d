// @ts-check
// `npm run demo [-- --input DIR]`: two records' whole lives on the running site, through its public API.
import { requireNode } from './bootstrap/prerequisites.mjs'

requireNode()
const { demoCommand } = await import('./bootstrap/demo-command.mjs')
process.exitCode = await demoCommand(process.argv.slice(2))
