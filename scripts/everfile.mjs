// @ts-check
// `npm run everfile -- VERB`: the operator's commands, on the Node that the product runs on.
import { requireNode } from './bootstrap/prerequisites.mjs'

requireNode()
const { runProductScript } = await import('./bootstrap/run-product-script.mjs')
process.exitCode = await runProductScript('scripts/cli/main.ts', process.argv.slice(2))
