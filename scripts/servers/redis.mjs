// @ts-check
import { mkdirSync } from 'node:fs'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { writePrivately } from './data-folder.mjs'
import { launch, waitUntilReady } from './processes.mjs'
import { findOrInstall, pythonPrograms } from './programs.mjs'

/** @import { ServerPart, Site, StartedServer } from './part.ts' */

const ANSWER_TIMEOUT_MS = 2_000
/** What an environment says that wants none. */
const OFF = 'off'

/** @type {ServerPart} */
export const redis = {
  name: 'redis',
  title: 'Redis',
  ports: [{ name: 'redis' }],
  given: (env) =>
    env['REDIS_URL'] === undefined || env['REDIS_URL'] === OFF ? undefined : { REDIS_URL: env['REDIS_URL'] },
  start: async (site) => {
    if (site.env['REDIS_URL'] === OFF)
      return { env: { REDIS_URL: OFF }, note: 'off, as asked; everything works without it, only slower' }
    const program = findProgram(site)
    if ('note' in program) return program
    const home = join(site.dataDir, 'redis')
    mkdirSync(home, { recursive: true, mode: 0o700 })
    const port = site.ports['redis'] ?? 0
    const password = site.secrets['redis'] ?? ''
    // The password stands in a file of its own: arguments can be read by every account of the machine.
    const settings = [
      'bind 127.0.0.1',
      `port ${port}`,
      'dir .',
      'appendonly yes',
      'save ""',
      'daemonize no',
      `requirepass ${password}`,
    ]
    writePrivately(join(home, 'redis.conf'), `${settings.join('\n')}\n`)
    const child = launch({
      name: 'redis',
      command: program.path,
      args: ['redis.conf'],
      logFile: join(site.dataDir, 'logs', 'redis.log'),
      cwd: home,
      env: { PATH: site.env['PATH'], TZ: 'UTC' },
    })
    try {
      await waitUntilReady(child, { isReady: () => answersPing(port, password) })
    } catch (error) {
      await child.stop()
      throw error
    }
    return {
      env: { REDIS_URL: `redis://:${password}@127.0.0.1:${port}/0` },
      child,
      note: `${program.version}, ${program.source}, port ${port}`,
    }
  },
}

/**
 * Nothing correct depends on this server, so a machine that cannot have it goes on without.
 * @param {Site} site
 * @returns {ReturnType<typeof findOrInstall> | StartedServer}
 */
function findProgram(site) {
  try {
    return findOrInstall(pythonPrograms.valkey, {
      names: ['redis-server', 'valkey-server'],
      versionArgs: ['--version'],
      least: '6.0',
      ...site,
    })
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error)
    return { env: {}, note: `off, everything works without it, only slower (${reason})` }
  }
}

/**
 * @param {number} port
 * @param {string} password
 * @returns {Promise<boolean>}
 */
function answersPing(port, password) {
  return new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port, timeout: ANSWER_TIMEOUT_MS })
    let said = ''
    const close = (/** @type {boolean} */ answer) => {
      socket.destroy()
      resolve(answer)
    }
    for (const event of ['error', 'timeout', 'end']) socket.once(event, () => close(false))
    socket.once('connect', () => socket.write(`AUTH ${password}\r\nPING\r\n`))
    socket.on('data', (data) => {
      said += data.toString('latin1')
      if (said.includes('+PONG\r\n')) close(true)
      else if (said.includes('-')) close(false)
    })
  })
}
