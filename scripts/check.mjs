// @ts-check
// `npm run check [-- NAME…]`: everything that can be said of the source without running the product.
import { join } from 'node:path'
import { requireNode } from './bootstrap/prerequisites.mjs'
import { runSteps, secondsSince } from './checks/steps.mjs'

requireNode()
const { ensureDependencies, productNode } = await import('./bootstrap/dependencies.mjs')
const root = join(import.meta.dirname, '..')

/** @param {string} path */
const tool = (path) => join('node_modules', ...path.split('/'))

/** The slow ones first, so that the short ones fill the gaps. */
const steps = Object.freeze([
  { name: 'types', args: [tool('typescript/bin/tsc'), '--noEmit', '-p', '.'] },
  { name: 'unused', args: [tool('knip/bin/knip.js'), '--no-progress'] },
  { name: 'lint', args: [tool('oxlint/bin/oxlint'), '--type-aware', '--deny-warnings', '.'] },
  { name: 'openapi', args: ['scripts/openapi.ts', '--check'] },
  { name: 'migrations', args: ['scripts/checks/migrations.ts'] },
  { name: 'format', args: [tool('oxfmt/bin/oxfmt'), '--check', '.'] },
  { name: 'languages', args: ['scripts/checks/languages.ts'] },
  { name: 'packages', args: ['scripts/checks/packages.ts'] },
  { name: 'texts', args: ['scripts/checks/text-guards.ts'] },
  { name: 'access', args: ['scripts/checks/access-policy.ts'] },
])

const names = process.argv.slice(2)
const unknown = names.filter((name) => !steps.some((step) => step.name === name))
if (unknown.length > 0) {
  console.error(
    `No such check: ${unknown.join(', ')}. There are ${steps.map(({ name }) => name).join(', ')}.`,
  )
  process.exit(1)
}
const chosen = names.length === 0 ? steps : steps.filter(({ name }) => names.includes(name))

await ensureDependencies({ log: console.log, logFile: join(root, '.everfile-test', 'logs', 'npm.log') })
const begunAt = performance.now()
const failures = await runSteps(chosen, { node: productNode(), root })
console.log(`${chosen.length - failures} of ${chosen.length} checks passed in ${secondsSince(begunAt)}`)
if (failures > 0) process.exitCode = 1
