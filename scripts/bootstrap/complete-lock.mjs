// @ts-check
// `node scripts/bootstrap/complete-lock.mjs`: adds to package-lock.json the rows of optional packages for other platforms.
// npm leaves such a row out when the registry it was made with holds no copy for that platform; `npm ci` then refuses the
// whole lock file, on every machine. A row without a digest is enough for it, and is never installed on a foreign platform.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { cloneRoot } from '#scripts/servers/data-folder.mjs'

/**
 * @typedef {{ version?: string, optional?: boolean, os?: string[], cpu?: string[], libc?: string[], optionalDependencies?: Record<string, string> }} LockRow
 * @typedef {Record<string, LockRow>} LockRows
 */

const SYSTEMS = Object.freeze(['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'])
const PROCESSORS = Object.freeze(['arm64', 'arm', 'ia32', 'ppc64', 'riscv64', 's390x', 'x64'])

/**
 * The rows that are missing, by their path in the tree.
 * @param {LockRows} rows
 * @returns {LockRows}
 */
export function missingRows(rows) {
  /** @type {LockRows} */
  const missing = {}
  for (const [path, row] of Object.entries(rows)) {
    for (const [name, version] of Object.entries(row.optionalDependencies ?? {})) {
      if (pathsSeenFrom(path, name).some((candidate) => candidate in rows)) continue
      missing[`node_modules/${name}`] = rowOf(name, version)
    }
  }
  return missing
}

/**
 * Where Node looks for a package from another, nearest first.
 * @param {string} from
 * @param {string} name
 */
function pathsSeenFrom(from, name) {
  const parts = from === '' ? [] : from.split(/(?:^|\/)node_modules\//).slice(1)
  return [...parts.keys(), parts.length]
    .toReversed()
    .map((depth) => [...parts.slice(0, depth), name].map((part) => `node_modules/${part}`).join('/'))
}

/**
 * @param {string} name
 * @param {string} version
 * @returns {LockRow}
 */
function rowOf(name, version) {
  const tokens = name.split(/[/-]/)
  const os = SYSTEMS.filter((system) => tokens.includes(system))
  const cpu = PROCESSORS.filter((processor) => tokens.includes(processor))
  if (os.length !== 1 || cpu.length !== 1 || !/^\d+\.\d+\.\d+/.test(version))
    throw new Error(`${name}@${version} does not say which platform it is for; add its row by hand.`)
  const libc = tokens.some((token) => token.startsWith('musl'))
    ? ['musl']
    : tokens.some((token) => token.startsWith('gnu'))
      ? ['glibc']
      : undefined
  return { version, cpu, ...(libc === undefined ? {} : { libc }), optional: true, os }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const file = join(cloneRoot, 'package-lock.json')
  const lock = JSON.parse(readFileSync(file, 'utf8'))
  const missing = missingRows(lock.packages)
  lock.packages = Object.fromEntries(
    Object.entries({ ...lock.packages, ...missing }).toSorted(([left], [right]) =>
      left.localeCompare(right, 'en'),
    ),
  )
  writeFileSync(file, `${JSON.stringify(lock, undefined, 2)}\n`)
  console.log(`${Object.keys(missing).length} rows added to package-lock.json`)
}
