// @ts-check
import { fork } from 'node:child_process'
import { openSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { cloneRoot, createDataDir, dataDirOf } from '#scripts/servers/data-folder.mjs'
import { runSite } from './site.mjs'

/** @import { Log } from '#scripts/servers/part.ts' */

const USAGE = 'npm start -- [--detach] [--data DIR] [--port N]'
const START_SCRIPT = fileURLToPath(new URL('../start.mjs', import.meta.url))

/**
 * Runs the command and answers with its exit code.
 * @param {readonly string[]} args
 * @returns {Promise<number>}
 */
export async function startCommand(args) {
  try {
    const options = readOptions(args)
    if (options.detach) return await startDetached(options)
    const log = options.supervised ? tellParent : (/** @type {string} */ line) => console.log(line)
    await runSite({ mode: 'serve', ...options, log, onReady: releaseParent })
    return 0
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    sendToParent({ line: message })
    console.error(message)
    return 1
  } finally {
    if (process.connected) process.disconnect()
  }
}

/**
 * @param {readonly string[]} args
 */
export function readOptions(args) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      detach: { type: 'boolean' },
      data: { type: 'string' },
      port: { type: 'string' },
      supervised: { type: 'boolean' },
    },
  })
  const port = values.port === undefined ? undefined : Number(values.port)
  if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65_536))
    throw new Error(`--port takes a number from 1 to 65535, not ${values.port}. Usage: ${USAGE}`)
  return {
    detach: values.detach === true,
    supervised: values.supervised === true,
    dataDir: dataDirOf(process.env, values.data),
    ...(port === undefined ? {} : { port }),
  }
}

/**
 * Leaves a supervisor in the background and returns when the site is ready, or with what the supervisor said when it is not.
 * @param {{ readonly dataDir: string, readonly port?: number }} options
 * @returns {Promise<number>}
 */
async function startDetached({ dataDir, port }) {
  createDataDir(dataDir)
  const logFile = join(dataDir, 'logs', 'supervisor.log')
  const log = openSync(logFile, 'a', 0o600)
  const args = ['--supervised', '--data', dataDir, ...(port === undefined ? [] : ['--port', String(port)])]
  const supervisor = fork(START_SCRIPT, args, {
    detached: true,
    stdio: ['ignore', log, log, 'ipc'],
    cwd: cloneRoot,
  })
  return new Promise((resolve) => {
    supervisor.on('message', (/** @type {{ line?: string, ready?: true }} */ message) => {
      if (message.line !== undefined) console.log(message.line)
      if (message.ready !== true) return
      console.log('It runs in the background. Stop it with `npm stop`.')
      supervisor.disconnect()
      supervisor.unref()
      resolve(0)
    })
    supervisor.once('exit', (code) => resolve(code === 0 ? 0 : 1))
    // Stopping the command before the site is ready stops the site; afterwards this process is gone.
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
      process.on(signal, () => supervisor.kill('SIGTERM'))
  })
}

/** @type {Log} */
function tellParent(line) {
  console.log(`${new Date().toISOString()} ${line}`)
  sendToParent({ line })
}

function releaseParent() {
  sendToParent({ ready: true })
}

/**
 * The parent leaves when the site is ready, or may have been killed; either way there is nobody to tell any more.
 * @param {{ readonly line: string } | { readonly ready: true }} message
 */
function sendToParent(message) {
  if (process.connected) process.send?.(message, undefined, undefined, () => {})
}
