// @ts-check
// `npm run check`: everything that can be said of the source without running the product.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { requireNode } from './bootstrap/prerequisites.mjs'

requireNode()
const { ensureDependencies, productNode } = await import('./bootstrap/dependencies.mjs')
const root = join(import.meta.dirname, '..')

/** @typedef {{ readonly name: string, readonly args: readonly string[] }} Step */

/** @param {string} path */
const tool = (path) => join(root, 'node_modules', ...path.split('/'))

/**
 * The slow ones first, so that the short ones fill the gaps.
 * @type {readonly Step[]}
 */
const steps = Object.freeze([
  { name: 'types', args: [tool('typescript/bin/tsc'), '--noEmit', '-p', '.'] },
  { name: 'unused code', args: [tool('knip/bin/knip.js'), '--no-progress'] },
  { name: 'lint', args: [tool('oxlint/bin/oxlint'), '--type-aware', '--deny-warnings', '.'] },
  { name: 'OpenAPI', args: ['scripts/openapi.ts', '--check'] },
  { name: 'migrations', args: ['scripts/checks/migrations.ts'] },
  { name: 'format', args: [tool('oxfmt/bin/oxfmt'), '--check', '.'] },
  { name: 'languages', args: ['scripts/checks/languages.ts'] },
  { name: 'packages', args: ['scripts/checks/packages.ts'] },
  { name: 'texts', args: ['scripts/checks/text-guards.ts'] },
])

await ensureDependencies({ log: console.log, logFile: join(root, '.everfile-test', 'logs', 'npm.log') })
const node = productNode()
const begunAt = performance.now()
const waiting = [...steps]
let failures = 0
await Promise.all(Array.from({ length: Math.min(availableParallelism(), 4) }, runSteps))
console.log(`${steps.length - failures} of ${steps.length} checks passed in ${secondsSince(begunAt)}`)
if (failures > 0) process.exitCode = 1

async function runSteps() {
  for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
    const stepBegunAt = performance.now()
    const { code, output } = await run(step)
    console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${step.name.padEnd(12)} ${secondsSince(stepBegunAt)}`)
    if (code === 0) continue
    failures += 1
    console.log(output.trimEnd().replaceAll(/^/gm, '       '))
  }
}

/**
 * @param {Step} step
 * @returns {Promise<{ readonly code: number, readonly output: string }>}
 */
function run({ args }) {
  const script = args[0] ?? ''
  if (!existsSync(join(root, script)) && !existsSync(script))
    return Promise.resolve({ code: 1, output: `${script} is missing` })
  const child = spawn(node, args, {
    cwd: root,
    env: { ...process.env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const take = (/** @type {Buffer} */ chunk) => (output += chunk.toString())
  child.stdout.on('data', take)
  child.stderr.on('data', take)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

/** @param {number} begunAtMs */
function secondsSince(begunAtMs) {
  return `${((performance.now() - begunAtMs) / 1000).toFixed(1)} s`
}
