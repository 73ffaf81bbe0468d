// @ts-check
import { join } from 'node:path'
import {
  createDataDir,
  lockDataDir,
  readState,
  rememberChildren,
  rememberEnvironment,
  saveState,
  transferFolderOf,
} from '#scripts/servers/data-folder.mjs'
import { choosePorts } from '#scripts/servers/ports.mjs'
import { describeEnding, failureOf, waitUntilReady } from '#scripts/servers/processes.mjs'
import { startServers } from '#scripts/servers/servers.mjs'
import { ensureDependencies } from './dependencies.mjs'
import { askCli, ensureUi, ensureWorkflows, launchNode, launchProduct, prepareDatabase } from './product.mjs'

/** @import { Child, Environment, Log } from '#scripts/servers/part.ts' */

/** Loading modules of three processes on a busy machine of two cores was seen to take tens of seconds. */
const API_READY_TIMEOUT_MS = 120_000
const ANSWER_TIMEOUT_MS = 5_000
const PARENT_CHECK_MS = 1_000

/** Thrown where a person asked to stop while starting: an end in good order, not a failure. */
class StopRequested extends Error {}

/**
 * Brings up a site, keeps it up until a person asks it to stop, and stops everything in reverse order. Throws when a
 * step fails or a part dies; whatever was running has been stopped by then.
 * @param {{
 *   readonly mode: 'serve' | 'develop',
 *   readonly dataDir: string,
 *   readonly port?: number,
 *   readonly log: Log,
 *   readonly speak?: (name: string) => Log,
 *   readonly onReady?: () => void,
 * }} options
 */
export async function runSite({ mode, dataDir, port, log, speak, onReady }) {
  createDataDir(dataDir)
  const lock = lockDataDir(dataDir)
  const stopAsked = stopSignal()
  /** @type {(() => Promise<void>)[]} */
  const undo = []
  try {
    await ensureDependencies({ log, logFile: join(dataDir, 'logs', 'npm.log') })
    const servers = await startServers({ dataDir, log, withUi: true })
    undo.push(() => servers.stop())
    const alive = servers.parts.flatMap((part) => part.child ?? [])
    const address = await chooseAddress(dataDir, { mode, port })
    const site = {
      ...servers.env,
      ...address.env,
      TRANSFER_FOLDER: transferFolderOf(process.env, dataDir),
    }
    const env = { ...process.env, ...site }
    rememberEnvironment(dataDir, site)
    const guard = guardOf(stopAsked)
    const step = { dataDir, env, log, onChild: (/** @type {Child} */ child) => undo.push(() => child.stop()) }

    await guard(prepareDatabase(step), alive)
    if (mode === 'serve') await guard(ensureUi(step), alive)
    if (mode === 'serve') await guard(ensureWorkflows(step), alive)
    const parts = launchAll({ mode, dataDir, env, log, speak, uiPort: address.uiPort })
    for (const part of parts) undo.push(() => part.stop())
    const everything = [...alive, ...parts]
    rememberChildren(dataDir, everything)
    await guard(waitForApi(parts, { url: address.apiUrl, log }), everything)
    lock.announce(address.url)
    await printWelcome({
      env,
      dataDir,
      log,
      url: address.url,
      ask: () => guard(askCli(['logins'], step), everything),
    })
    onReady?.()
    await guard(new Promise(() => {}), everything)
  } catch (error) {
    if (!(error instanceof StopRequested)) throw error
  } finally {
    if (undo.length > 0) log('stopping')
    for (const stop of undo.toReversed()) await stop()
    lock.release()
    if (undo.length > 0) log('stopped')
  }
}

/**
 * Resolves at the first request to stop. Later ones are taken too and do nothing: stopping in order is already under way.
 * npm does not hand on a request to end that was sent to it alone, so under npm the loss of the parent counts as one.
 * @returns {Promise<void>}
 */
function stopSignal() {
  const parent = process.ppid
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => resolve())
    if (process.env['npm_lifecycle_event'] === undefined || process.connected) return
    const watch = setInterval(() => {
      if (process.ppid === parent) return
      clearInterval(watch)
      resolve()
    }, PARENT_CHECK_MS)
    watch.unref()
  })
}

/**
 * Waits for work, unless a person asks to stop or one of the processes it rests on ends first.
 * @param {Promise<void>} stopAsked
 * @returns {<Value>(work: Promise<Value>, restsOn: readonly Child[]) => Promise<Value>}
 */
function guardOf(stopAsked) {
  return (work, restsOn) => {
    const deaths = restsOn.map(async (child) => {
      const ending = await child.ended
      throw await failureOf(child, describeEnding(ending))
    })
    const stopped = stopAsked.then(() => {
      throw new StopRequested()
    })
    return Promise.race([work, stopped, ...deaths])
  }
}

/**
 * @param {string} dataDir
 * @param {{ readonly mode: 'serve' | 'develop', readonly port: number | undefined }} options
 */
async function chooseAddress(dataDir, { mode, port }) {
  const state = readState(dataDir)
  const wishes = [{ name: 'api' }, { name: 'ui' }]
  const remembered = { ...state.ports, ...(port === undefined ? {} : { api: port }) }
  const ports = await choosePorts({ wishes, remembered })
  if (port !== undefined && ports['api'] !== port)
    throw new Error(`Port ${port} of 127.0.0.1 is taken by another program. Choose another with --port.`)
  saveState(dataDir, { ...state, ports: { ...state.ports, ...ports } })
  const { api: apiPort = 0, ui: uiPort = 0 } = ports
  const apiUrl = `http://127.0.0.1:${apiPort}`
  const url = mode === 'develop' ? `http://127.0.0.1:${uiPort}` : apiUrl
  return {
    apiUrl,
    uiPort,
    url,
    env: {
      EVERFILE_HOST: '127.0.0.1',
      EVERFILE_PORT: String(apiPort),
      EVERFILE_ORIGIN: url,
      API_URL: apiUrl,
    },
  }
}

/**
 * @param {{ readonly mode: 'serve' | 'develop', readonly dataDir: string, readonly env: Environment, readonly log: Log,
 *   readonly speak: ((name: string) => Log) | undefined, readonly uiPort: number }} options
 * @returns {readonly Child[]}
 */
function launchAll({ mode, dataDir, env, log, speak, uiPort }) {
  if (mode === 'serve') return launchProduct({ dataDir, env, log })
  const spoken = speak === undefined ? {} : { speak }
  const vite = [
    'node_modules/vite/bin/vite.js',
    '--host',
    '127.0.0.1',
    '--port',
    String(uiPort),
    '--strictPort',
    '--clearScreen',
    'false',
  ]
  const ui = launchNode(
    { name: 'ui', args: vite },
    { dataDir, env, ...(speak === undefined ? {} : { onLine: speak('ui') }) },
  )
  return [...launchProduct({ dataDir, env, log, watch: true, ...spoken }), ui]
}

/**
 * @param {readonly Child[]} parts
 * @param {{ readonly url: string, readonly log: Log }} options
 */
async function waitForApi(parts, { url, log }) {
  const api = parts.find((part) => part.name === 'api')
  if (api === undefined) return
  const begunAt = performance.now()
  await waitUntilReady(api, { isReady: () => isReady(`${url}/readyz`), timeoutMs: API_READY_TIMEOUT_MS })
  log(
    `Everfile: ${parts.map((part) => part.name).join(', ')} ready in ${Math.round(performance.now() - begunAt)} ms`,
  )
}

/** @param {string} url */
async function isReady(url) {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) })
    await answer.arrayBuffer()
    return answer.ok
  } catch {
    return false
  }
}

/**
 * @param {{ readonly env: Environment, readonly dataDir: string, readonly log: Log, readonly url: string, readonly ask: () => Promise<string> }} options
 */
async function printWelcome({ env, dataDir, log, url, ask }) {
  const logins = await ask()
  log('')
  log(`Everfile is ready: ${url}`)
  if (logins.trim() !== '') log(logins)
  if (env['TEMPORAL_UI_URL'] !== undefined) log(`Temporal UI: ${env['TEMPORAL_UI_URL']}`)
  log(`Data and logs: ${dataDir}, ${join(dataDir, 'logs')}`)
  log('')
}
