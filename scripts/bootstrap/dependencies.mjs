// @ts-check
import { spawn, spawnSync } from 'node:child_process'
import { createWriteStream, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { cloneRoot } from '#scripts/servers/data-folder.mjs'

/** @import { Log } from '#scripts/servers/part.ts' */

/** @typedef {{ readonly version?: string, readonly integrity?: string, readonly optional?: boolean, readonly os?: unknown, readonly cpu?: unknown, readonly link?: boolean }} LockEntry */

const LEAST_PRODUCT_NODE_MAJOR = 24
const PROGRESS_EVERY_MS = 10_000

/**
 * Installs the npm packages when they are missing or are not those of the lock file.
 * @param {{ readonly log: Log, readonly logFile: string }} options
 */
export async function ensureDependencies({ log, logFile }) {
  const why = whyInstall(cloneRoot)
  if (why === undefined) return
  const begunAt = performance.now()
  log(`packages: ${why}, running npm ci`)
  const ticking = setInterval(() => log(`packages: still installing, ${seconds(begunAt)}`), PROGRESS_EVERY_MS)
  mkdirSync(dirname(logFile), { recursive: true })
  try {
    await runNpmCi(logFile)
  } finally {
    clearInterval(ticking)
  }
  const still = whyInstall(cloneRoot)
  if (still !== undefined)
    throw new Error(
      `npm ci ended well, yet ${still}. If install scripts are switched off (ignore-scripts), switch them on for this folder. Its output is in ${logFile}.`,
    )
  log(`packages: installed in ${seconds(begunAt)}`)
}

/**
 * The reason why packages must be installed, or undefined when what is there is what the lock file says. Compared by
 * content, package by package, because times of files change with every checkout.
 * @param {string} root
 * @returns {string | undefined}
 */
export function whyInstall(root) {
  const installedFile = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(installedFile)) return 'none are installed'
  const wanted = packagesIn(join(root, 'package-lock.json'))
  const installed = packagesIn(installedFile)
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '' || entry.link === true) continue
    const have = installed[path]
    const mayBeAbsent = entry.optional === true || entry.os !== undefined || entry.cpu !== undefined
    if (
      have === undefined ? !mayBeAbsent : have.version !== entry.version || have.integrity !== entry.integrity
    ) {
      return `${path.replace(/^node_modules\//, '')} is not the one of the lock file`
    }
  }
  return nodeWorks(productNodePath(root)) ? undefined : 'the bundled Node does not run'
}

/** The Node that runs the product: the one installed with the packages, else this one if it is new enough. */
export function productNode() {
  const bundled = productNodePath(cloneRoot)
  if (nodeWorks(bundled)) return bundled
  if (Number(process.versions.node.split('.')[0]) >= LEAST_PRODUCT_NODE_MAJOR) return process.execPath
  throw new Error(
    `The product runs on Node ${LEAST_PRODUCT_NODE_MAJOR}; ${bundled} does not run and this is Node ${process.versions.node}. Delete node_modules and start again.`,
  )
}

/** @param {string} root */
function productNodePath(root) {
  return join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
}

/** @param {string} path */
function nodeWorks(path) {
  return existsSync(path) && spawnSync(path, ['--version']).status === 0
}

/** @param {string} logFile */
async function runNpmCi(logFile) {
  // npm tells its scripts where it is; on its own, it is found on the search path.
  const npm = process.env['npm_execpath']
  const [command, ...first] =
    npm !== undefined && /npm-cli\.c?js$/.test(npm) ? [process.execPath, npm] : ['npm']
  const child = spawn(command ?? 'npm', [...first, 'ci', '--no-audit', '--no-fund'], {
    cwd: cloneRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const out = createWriteStream(logFile, { flags: 'a', mode: 0o600 })
  /** @type {string[]} */
  const said = []
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data) => {
      out.write(data)
      said.push(String(data))
    })
  }
  /** @type {number | Error | null} */
  const ending = await new Promise((resolve) => {
    child.once('error', resolve)
    child.once('close', resolve)
  })
  out.end()
  if (ending === 0) return
  const reason =
    ending instanceof Error
      ? `npm could not be started (${ending.message})`
      : `npm ci ended with code ${ending}`
  throw new Error(
    `${reason}. Its last lines, from ${logFile}:\n${said.join('').trim().split('\n').slice(-12).join('\n')}`,
  )
}

/**
 * @param {string} file
 * @returns {Record<string, LockEntry>}
 */
function packagesIn(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages ?? {}
}

/** @param {number} since */
function seconds(since) {
  return `${Math.round((performance.now() - since) / 1000)} s`
}
