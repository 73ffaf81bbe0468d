// @ts-check
import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { canEnter, choosePostgres, serverUser } from './postgres-programs.mjs'
import { launch, waitUntilReady } from './processes.mjs'

/** @import { ServerPart, ServerUser, Site } from './part.ts' */

const DATABASE_NAME = 'everfile'
const SUPERUSER = 'postgres'
const ANSWER_TIMEOUT_MS = 2_000

/**
 * Sized for one machine that also runs the rest. 200 connections: the processes of the product, a pool per test file, and
 * room for an operator. The commit is the acknowledgement to a clerk, so it is always waited for.
 */
const SETTINGS = Object.freeze({
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '256MB',
  synchronous_commit: 'on',
  wal_compression: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
})

/** @type {ServerPart} */
export const postgres = {
  name: 'postgres',
  title: 'PostgreSQL',
  ports: [{ name: 'postgres' }],
  given: (env) => {
    const url = env['DATABASE_ADMIN_URL'] ?? env['DATABASE_URL']
    return url === undefined ? undefined : { DATABASE_ADMIN_URL: url }
  },
  start: async (site) => {
    const user = serverUser()
    const home = join(site.dataDir, 'postgres')
    const cluster = join(home, 'cluster')
    mkdirSync(home, { recursive: true, mode: 0o700 })
    if (user !== undefined) chownSync(home, user.uid, user.gid)
    if (!canEnter(home, user)) throw new Error(cannotEnter(home, user))
    const programs = choosePostgres(site, { cluster, user })
    site.state.postgres = programs
    site.saveState()
    if (!existsSync(join(cluster, 'PG_VERSION'))) initialise(site, { home, cluster, bin: programs.bin, user })

    const port = site.ports['postgres'] ?? 0
    const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    const child = launch({
      name: 'postgres',
      command: join(programs.bin, 'postgres'),
      args: ['-D', cluster, '-p', String(port), ...settings],
      logFile: join(site.dataDir, 'logs', 'postgres.log'),
      env: plainEnvironment(site),
      user,
      // Fast shutdown: open transactions are rolled back, everything committed is written out.
      stopSignal: 'SIGINT',
    })
    try {
      await waitUntilReady(child, { isReady: () => acceptsConnections(port) })
      const url = `postgres://${SUPERUSER}:${site.secrets['postgresSuperuser']}@127.0.0.1:${port}`
      await createDatabase(url)
      return {
        env: { DATABASE_ADMIN_URL: `${url}/postgres` },
        child,
        note: `${programs.version}, ${programs.source}, port ${port}`,
      }
    } catch (error) {
      await child.stop()
      throw error
    }
  },
}

/**
 * @param {Site} site
 * @param {{ readonly home: string, readonly cluster: string, readonly bin: string, readonly user: ServerUser | undefined }} options
 */
function initialise(site, { home, cluster, bin, user }) {
  // Made beside its place and moved there when whole: an interrupted first start leaves nothing that looks like data.
  const draft = `${cluster}.draft`
  const passwordFile = join(home, 'password')
  rmSync(draft, { recursive: true, force: true })
  writeFileSync(passwordFile, site.secrets['postgresSuperuser'] ?? '', { mode: 0o600 })
  if (user !== undefined) chownSync(passwordFile, user.uid, user.gid)
  try {
    const answer = spawnSync(
      join(bin, 'initdb'),
      [
        `--pgdata=${draft}`,
        `--username=${SUPERUSER}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--data-checksums',
        // The order of text is the order of its code points, as in the program; screens ask for pinyin order by name.
        '--encoding=UTF8',
        '--locale=C.UTF-8',
        '--lc-messages=C',
      ],
      {
        encoding: 'utf8',
        cwd: '/',
        env: plainEnvironment(site),
        ...(user === undefined ? {} : { uid: user.uid, gid: user.gid }),
      },
    )
    if (answer.status !== 0) {
      const said =
        answer.error?.message ?? `${answer.stdout}${answer.stderr}`.trim().split('\n').slice(-6).join('\n')
      throw new Error(`PostgreSQL could not make its data folder ${draft}:\n${said}`)
    }
    renameSync(draft, cluster)
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

/** @param {string} url */
async function createDatabase(url) {
  const { default: connect } = await import('postgres')
  const sql = connect(`${url}/postgres`, { max: 1, onnotice: () => {} })
  try {
    const rows = await sql`select 1 from pg_database where datname = ${DATABASE_NAME}`
    if (rows.length > 0) return
    await sql.unsafe(
      `create database ${DATABASE_NAME} encoding 'UTF8' lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8' template template0`,
    )
  } finally {
    await sql.end()
  }
}

/**
 * True when the server on this port answers a start-up packet by asking who we are; while it starts or recovers, it
 * answers with an error instead.
 * @param {number} port
 * @returns {Promise<boolean>}
 */
export function acceptsConnections(port) {
  return new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port, timeout: ANSWER_TIMEOUT_MS })
    const close = (/** @type {boolean} */ answer) => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('error', () => close(false))
    socket.once('timeout', () => close(false))
    socket.once('end', () => close(false))
    socket.once('connect', () => socket.write(startupPacket()))
    socket.once('data', (data) => close(data.subarray(0, 1).toString() === 'R'))
  })
}

function startupPacket() {
  const PROTOCOL_3_0 = 196_608
  const body = Buffer.from(`user\0${SUPERUSER}\0database\0postgres\0\0`)
  const head = Buffer.alloc(8)
  head.writeInt32BE(body.length + head.length, 0)
  head.writeInt32BE(PROTOCOL_3_0, 4)
  return Buffer.concat([head, body])
}

/**
 * Neither the caller's PG* variables nor his language reach the server, so that it runs alike for everyone.
 * @param {Site} site
 */
function plainEnvironment(site) {
  return { PATH: site.env['PATH'], LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', TZ: 'UTC' }
}

/**
 * @param {string} folder
 * @param {ServerUser | undefined} user
 */
function cannotEnter(folder, user) {
  const who =
    user === undefined
      ? 'This account'
      : `PostgreSQL does not run as root but as the account \`${user.name}\`, which`
  return `${who} cannot enter ${folder}: a folder above it is closed to others. Set EVERFILE_DATA to a folder that it may enter, for example /var/lib/everfile, or start as a plain user.`
}
