// @ts-check
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { cloneRoot } from '#scripts/servers/data-folder.mjs'
import { failureOf, describeEnding, launch } from '#scripts/servers/processes.mjs'
import { productNode } from './dependencies.mjs'

/** @import { Child, Environment, Log } from '#scripts/servers/part.ts' */

/** The long-running processes of the product. To add one, add a line. Those that follow the ledger leave the processor to people's acts. */
export const PRODUCT_PARTS = Object.freeze([
  { name: 'api', entry: 'api/main.ts', isBackground: false },
  { name: 'worker', entry: 'activities/worker.ts', isBackground: true },
  { name: 'relay', entry: 'api/relay.ts', isBackground: true },
])

/** What the built UI is made of; one file of it newer than the build makes the build stale. */
const UI_SOURCES = Object.freeze(['ui', 'domain', 'api/contract', 'vite.config.ts', 'package-lock.json'])
const CLI = 'scripts/cli/main.ts'

export const NOT_FOUNDED = `This is to be a production site, and nobody has founded it yet: there is no unit and nobody who could sign in. Found it, then start again:

  npm run everfile -- init --name-zh 名称 --name-en NAME --fonds J019 --bureau-zh 局名 --bureau-en BUREAU \\
    --system-admin LOGIN:姓名:NAME --security-admin LOGIN:姓名:NAME --audit-admin LOGIN:姓名:NAME

Three administrators, three persons. Their first passwords are printed once.`

/**
 * @typedef {{ readonly dataDir: string, readonly env: Environment, readonly log: Log, readonly onChild?: (child: Child) => void }} ProductOptions
 */

/** Brings the database's form up to date, then fills an empty demo site.
 * @param {ProductOptions} options
 */
export async function prepareDatabase(options) {
  await runToEnd({ name: 'migrate', title: 'database', args: [CLI, 'migrate'] }, options)
  if (options.env['EVERFILE_SITE_MODE'] === 'production') await requireFoundedSite(options)
  await runToEnd({ name: 'seed', title: 'demo archive', args: [CLI, 'seed', '--if-empty'] }, options)
}

/**
 * A production site gets no invented people: its first rows are the operator's to give.
 * @param {ProductOptions} options
 */
async function requireFoundedSite(options) {
  const mode = (await askCli(['site-mode'], options)).trim().split('\n').at(-1)
  if (mode === 'none') throw new Error(NOT_FOUNDED)
}

/** Builds the UI when it was never built or its sources are newer.
 * @param {ProductOptions} options
 */
export async function ensureUi(options) {
  if (isUiFresh(cloneRoot)) return
  await runToEnd(
    { name: 'ui-build', title: 'screens', args: ['node_modules/vite/bin/vite.js', 'build'] },
    options,
  )
}

/** Bundles the workflows unless that was done for these very sources: each start of a worker would do it again.
 * @param {ProductOptions} options
 */
export async function ensureWorkflows(options) {
  await runToEnd(
    { name: 'workflow-build', title: 'workflows', args: ['activities/workflow-bundle.ts'] },
    options,
  )
}

/** @param {string} root */
export function isUiFresh(root) {
  const built = join(root, 'dist/ui/index.html')
  if (!existsSync(built)) return false
  const builtAt = statSync(built).mtimeMs
  return UI_SOURCES.every((source) => newestIn(join(root, source)) <= builtAt)
}

/**
 * What the command line prints for one verb, for verbs that answer with text.
 * @param {readonly string[]} verb
 * @param {ProductOptions} options
 * @returns {Promise<string>}
 */
export async function askCli(verb, options) {
  /** @type {string[]} */
  const said = []
  await runToEnd({ name: verb[0] ?? 'cli', args: [CLI, ...verb], onLine: (line) => said.push(line) }, options)
  return said.join('\n')
}

/**
 * Starts every part of the product. In development each is restarted by Node when one of its files changes, and speaks on
 * the terminal under its name.
 * @param {ProductOptions & { readonly watch?: boolean, readonly speak?: (name: string) => Log }} options
 * @returns {readonly Child[]}
 */
export function launchProduct({ dataDir, env, watch = false, speak }) {
  return PRODUCT_PARTS.map(({ name, entry }) =>
    launchNode(
      { name, args: [...(watch ? ['--watch', '--watch-preserve-output'] : []), entry] },
      { dataDir, env, ...(speak === undefined ? {} : { onLine: speak(name) }) },
    ),
  )
}

/**
 * @param {{ readonly name: string, readonly args: readonly string[] }} program
 * @param {{ readonly dataDir: string, readonly env: Environment, readonly onLine?: Log }} options
 * @returns {Child}
 */
export function launchNode({ name, args }, { dataDir, env, onLine }) {
  const logFile = join(dataDir, 'logs', `${name}.log`)
  return launch({
    name,
    command: productNode(),
    args,
    logFile,
    cwd: cloneRoot,
    isBackground: PRODUCT_PARTS.some((part) => part.isBackground && args.includes(part.entry)),
    env: onLine === undefined ? { ...env, NO_COLOR: '1' } : env,
    ...(onLine === undefined ? {} : { onLine }),
  })
}

/**
 * @param {{ readonly name: string, readonly title?: string, readonly args: readonly string[], readonly onLine?: Log }} program
 * @param {ProductOptions} options
 */
async function runToEnd({ name, title, args, onLine }, { dataDir, env, log, onChild }) {
  const begunAt = performance.now()
  const child = launchNode({ name, args }, { dataDir, env, ...(onLine === undefined ? {} : { onLine }) })
  onChild?.(child)
  const ending = await child.ended
  if (ending.code !== 0) throw await failureOf(child, describeEnding(ending))
  if (title !== undefined) log(`${title}: ${name} done in ${Math.round(performance.now() - begunAt)} ms`)
}

/**
 * The time of the newest file under a path, in milliseconds; 0 where there is nothing.
 * @param {string} path
 * @returns {number}
 */
function newestIn(path) {
  if (!existsSync(path)) return 0
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(0, ...readdirSync(path).map((name) => newestIn(join(path, name))))
}
