// @ts-check
// `npm run dev`: the same servers as `npm start`, the product with reload, one output with a name before each line.
import { requireNode } from './bootstrap/prerequisites.mjs'

requireNode()
const [{ runSite }, { readOptions }, { speakAs }] = await Promise.all([
  import('./bootstrap/site.mjs'),
  import('./bootstrap/start-command.mjs'),
  import('./bootstrap/speak.mjs'),
])
try {
  const { detach: _detach, ...options } = readOptions(process.argv.slice(2))
  await runSite({ mode: 'develop', ...options, log: speakAs('everfile'), speak: speakAs })
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
