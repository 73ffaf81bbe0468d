// @ts-check
// `npm run requirements [-- --json]`: every requirement that a test names, with the result of the last run.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { requireNode } from './bootstrap/prerequisites.mjs'

requireNode()
const { ensureDependencies, productNode } = await import('./bootstrap/dependencies.mjs')
const root = join(import.meta.dirname, '..')

// What is said on the way goes to the error stream: the output may be read by a program.
await ensureDependencies({ log: console.error, logFile: join(root, '.everfile-test', 'logs', 'npm.log') })
const report = join(root, 'scripts', 'checks', 'requirements.ts')
const { status } = spawnSync(productNode(), [report, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
})
process.exitCode = status ?? 1
