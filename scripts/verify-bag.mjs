// @ts-check
// `npm run verify-bag -- PACKAGE.tar…`: has packages for another archive checked by a program that is not ours, the Library of
// Congress' `bagit` for Python (RFC 8493). It is installed from the Python package index into the data folder; nothing else of
// the product needs it. Exit codes: 0 all are valid bags, 1 one is not, 2 it could not be asked.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { requireNode } from './bootstrap/prerequisites.mjs'

requireNode()
const { programsDirOf } = await import('./servers/data-folder.mjs')
const { findInPath, pythonInstaller } = await import('./servers/programs.mjs')

const VERSION = '1.9.0'

process.exitCode = main(process.argv.slice(2))

/** @param {readonly string[]} paths */
function main(paths) {
  const absent = paths.filter((path) => !existsSync(path))
  if (paths.length === 0 || absent.length > 0) {
    console.error(paths.length === 0 ? 'Name the packages.' : `There is no ${absent.join(', ')}.`)
    return 2
  }
  const python = findInPath(['python3', 'python'], process.env)
  const library = python === undefined ? undefined : installed()
  if (python === undefined || library === undefined) return 2
  const invalid = paths.filter((path) => !isValid({ python, library, path: resolve(path) }))
  return invalid.length === 0 ? 0 : 1
}

/** The folder with the library, installed when it is not there yet. */
function installed() {
  const folder = join(programsDirOf(process.env), `bagit-${VERSION}`)
  if (existsSync(join(folder, 'bagit.py'))) return folder
  const installer = pythonInstaller(process.env)
  if (installer === undefined) {
    console.error('Neither `python3 -m pip` nor `uv` is here.')
    return undefined
  }
  mkdirSync(join(folder, '..'), { recursive: true })
  const draft = mkdtempSync(`${folder}.installing-`)
  const args = [...installer.args, '--target', draft, '--no-deps', `bagit==${VERSION}`]
  const answer = spawnSync(installer.command, args, { encoding: 'utf8' })
  if (answer.status !== 0) {
    console.error(answer.stderr || String(answer.error))
    rmSync(draft, { recursive: true, force: true })
    return undefined
  }
  rmSync(folder, { recursive: true, force: true })
  renameSync(draft, folder)
  return folder
}

/** @param {{ readonly python: string, readonly library: string, readonly path: string }} given */
function isValid({ python, library, path }) {
  const place = mkdtempSync(join(tmpdir(), 'everfile-bag-'))
  try {
    const unpack = [
      '-c',
      'import sys, tarfile; tarfile.open(sys.argv[1]).extractall(sys.argv[2], filter="data")',
      path,
      place,
    ]
    const unpacked = spawnSync(python, unpack, { encoding: 'utf8' })
    if (unpacked.status !== 0) return told(path, unpacked.stderr.trim().split('\n').at(-1) ?? 'not a tar')
    const [bag, ...others] = readdirSync(place)
    if (bag === undefined || others.length > 0) return told(path, 'it does not hold exactly one folder')
    const env = { ...process.env, PYTHONPATH: library }
    const answer = spawnSync(python, ['-m', 'bagit', '--quiet', '--validate', join(place, bag)], {
      encoding: 'utf8',
      env,
    })
    return answer.status === 0 ? told(path, undefined) : told(path, answer.stderr.trim())
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
}

/**
 * @param {string} path
 * @param {string | undefined} fault
 */
function told(path, fault) {
  console.log(fault === undefined ? `${basename(path)}: a valid bag` : `${basename(path)}: ${fault}`)
  return fault === undefined
}
