// @ts-check
// `npm run everfile -- VERB`: the operator's commands, on the Node that the product runs on.
import { requireNode } from './bootstrap/prerequisites.mjs'

requireNode()
const [{ runProductScript }, { dataDirOf, rememberedEnvironment }] = await Promise.all([
  import('./bootstrap/run-product-script.mjs'),
  import('./servers/data-folder.mjs'),
])
// Servers that the environment names win; otherwise the site that runs in the data folder is meant.
const env =
  process.env['DATABASE_ADMIN_URL'] === undefined
    ? { ...process.env, ...rememberedEnvironment(dataDirOf(process.env)) }
    : process.env
process.exitCode = await runProductScript('scripts/cli/main.ts', process.argv.slice(2), env)
