// @ts-check
import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { endProcess, processIdentity } from './processes.mjs'

/** @import { Child, Environment, Log, SiteState } from './part.ts' */

/** The folder of the clone that these scripts belong to. */
export const cloneRoot = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

/**
 * @typedef {{ readonly pid: number, readonly identity: string, readonly url?: string }} Running
 */

/**
 * The folder of this site's data: what was asked for on the command line, else `EVERFILE_DATA`, else `.everfile` in the clone.
 * @param {Environment} env
 * @param {string} [asked]
 */
export function dataDirOf(env, asked) {
  return resolve(asked ?? env['EVERFILE_DATA'] ?? join(cloneRoot, '.everfile'))
}

/**
 * Where programs are installed: beside the default data, so that tests and several sites share one copy.
 * @param {Environment} env
 */
export function programsDirOf(env) {
  return join(resolve(env['EVERFILE_DATA'] ?? join(cloneRoot, '.everfile')), 'programs')
}

/**
 * Where packages for another archive are put: what the environment says, else a folder beside the data.
 * @param {Environment} env
 * @param {string} dataDir
 */
export function transferFolderOf(env, dataDir) {
  return resolve(env['TRANSFER_FOLDER'] ?? join(dataDir, 'transfer'))
}

/**
 * Creates a folder. Others may pass through it (the database runs as another account where we are root) but not list it;
 * every secret in it is a file of mode 0600.
 * @param {string} dataDir
 */
export function createDataDir(dataDir) {
  mkdirSync(dataDir, { recursive: true, mode: 0o711 })
  mkdirSync(join(dataDir, 'logs'), { recursive: true, mode: 0o700 })
}

/**
 * @param {string} dataDir
 * @returns {SiteState}
 */
export function readState(dataDir) {
  const file = join(dataDir, 'state.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { ports: {} }
}

/**
 * @param {string} dataDir
 * @param {SiteState} state
 */
export function saveState(dataDir, state) {
  writePrivately(join(dataDir, 'state.json'), JSON.stringify(state, undefined, 2))
}

/**
 * Keeps the variables of a running site, so that an operator's command finds its servers. As private as the secrets.
 * @param {string} dataDir
 * @param {Environment} env
 */
export function rememberEnvironment(dataDir, env) {
  writePrivately(join(dataDir, 'environment.json'), JSON.stringify(env, undefined, 2))
}

/**
 * The variables of the site that runs in a folder; none when none runs.
 * @param {string} dataDir
 * @returns {Environment}
 */
export function rememberedEnvironment(dataDir) {
  const file = join(dataDir, 'environment.json')
  return runningIn(dataDir) === undefined || !existsSync(file) ? {} : JSON.parse(readFileSync(file, 'utf8'))
}

/** Secrets of a site by name, with their length in bytes: made once, kept, never printed. */
const SECRETS = Object.freeze({
  postgresSuperuser: 24,
  appDatabase: 24,
  auditorDatabase: 24,
  secretKey: 32,
  signingKey: 32,
  s3AccessKey: 10,
  s3SecretKey: 30,
  storeSigning: 32,
  storeSigningRead: 32,
  filerSigning: 32,
  filerSigningRead: 32,
  redis: 24,
})

/**
 * The site's secrets; missing ones are made. Hexadecimal, so that they need no escaping in URLs and configuration files.
 * @param {string} dataDir
 * @returns {Record<string, string>}
 */
export function secretsOf(dataDir) {
  const file = join(dataDir, 'secrets.json')
  /** @type {Record<string, string>} */
  const kept = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  const missing = Object.entries(SECRETS).filter(([name]) => kept[name] === undefined)
  if (missing.length === 0) return kept
  for (const [name, bytes] of missing) kept[name] = randomBytes(bytes).toString('hex')
  writePrivately(file, JSON.stringify(kept, undefined, 2))
  return kept
}

/**
 * Takes the data folder for this process. Throws when another living process has it, naming its URL. A lock left behind
 * by a process that is gone is taken over.
 * @param {string} dataDir
 * @returns {{ announce(url: string): void, release(): void }}
 */
export function lockDataDir(dataDir) {
  const file = join(dataDir, 'running.json')
  const identity = processIdentity(process.pid)
  if (identity === undefined)
    throw new Error(
      'This system tells neither by /proc nor by ps when a process began; the data folder cannot be locked.',
    )
  const draft = `${file}.${process.pid}`
  writePrivately(draft, JSON.stringify({ pid: process.pid, identity }))
  try {
    takeLock(file, draft)
  } finally {
    rmSync(draft, { force: true })
  }
  return {
    announce: (url) => writePrivately(file, JSON.stringify({ pid: process.pid, identity, url })),
    release: () => {
      if (readRunning(file)?.identity === identity) rmSync(file, { force: true })
    },
  }
}

/**
 * The living process that has the data folder, or undefined.
 * @param {string} dataDir
 * @returns {Running | undefined}
 */
export function runningIn(dataDir) {
  const running = readRunning(join(dataDir, 'running.json'))
  return isAlive(running) ? running : undefined
}

/** The living process that has the data folder of this environment, for programs that only look at a running site. */
export function runningHere() {
  return runningIn(dataDirOf(process.env))
}

/**
 * @param {string} file
 * @param {string} draft
 */
function takeLock(file, draft) {
  // A link is made or refused in one step, so two starters cannot both believe that they have it.
  try {
    linkSync(draft, file)
    return
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'EEXIST') throw error
  }
  refuseIfAlive(readRunning(file), dirname(file))
  // Moved aside rather than removed: if another starter took the stale lock over in between, what was moved is its lock.
  const aside = `${draft}.stale`
  renameSync(file, aside)
  const moved = readRunning(aside)
  linkSync(isAlive(moved) ? aside : draft, file)
  rmSync(aside, { force: true })
  refuseIfAlive(moved, dirname(file))
}

/** @param {Running | undefined} holder */
function isAlive(holder) {
  return holder !== undefined && processIdentity(holder.pid) === holder.identity
}

/**
 * @param {Running | undefined} holder
 * @param {string} dataDir
 */
function refuseIfAlive(holder, dataDir) {
  if (holder === undefined || !isAlive(holder)) return
  const where = holder.url === undefined ? 'it is still starting' : holder.url
  throw new Error(
    `Everfile is already running in ${dataDir} (process ${holder.pid}): ${where}. Stop it with \`npm stop\`, or choose another folder with --data.`,
  )
}

/**
 * Notes a started process, so that the next start can end it should this one be killed before it could.
 * @param {string} dataDir
 * @param {readonly Child[]} children
 */
export function rememberChildren(dataDir, children) {
  const rows = children.flatMap((child) => {
    const identity = child.pid === undefined ? undefined : processIdentity(child.pid)
    return identity === undefined ? [] : [{ name: child.name, identity }]
  })
  writePrivately(join(dataDir, 'children.json'), JSON.stringify(rows))
}

/**
 * Ends what an earlier run that was killed left running, and waits for it to vanish. Only for the holder of the lock.
 * @param {string} dataDir
 * @param {Log} log
 */
export async function endLeftovers(dataDir, log) {
  const file = join(dataDir, 'children.json')
  if (!existsSync(file)) return
  /** @type {{ name: string, identity: string }[]} */
  const rows = JSON.parse(readFileSync(file, 'utf8'))
  for (const { name, identity } of rows.toReversed()) {
    if (processIdentity(Number(identity.split('/')[0])) !== identity) continue
    log(`${name}: ending process ${identity.split('/')[0]}, left over from a run that was killed`)
    await endProcess(identity, { signal: name === 'postgres' ? 'SIGINT' : 'SIGTERM' })
  }
  rmSync(file, { force: true })
}

/**
 * Writes a file of mode 0600 so that a reader sees the old or the new content, never half of it.
 * @param {string} file
 * @param {string} text
 */
export function writePrivately(file, text) {
  const draft = `${file}.draft-${process.pid}`
  writeFileSync(draft, text, { mode: 0o600 })
  renameSync(draft, file)
}

/**
 * @param {string} file
 * @returns {Running | undefined}
 */
function readRunning(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}
