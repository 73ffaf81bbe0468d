// @ts-check
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import {
  cloneRoot,
  createDataDir,
  endLeftovers,
  lockDataDir,
  programsDirOf,
  runningIn,
} from '#scripts/servers/data-folder.mjs'
import { installPython, pythonPrograms } from '#scripts/servers/programs.mjs'
import { SERVER_PARTS, startServers } from '#scripts/servers/servers.mjs'
import { ensureDependencies, productNode } from './dependencies.mjs'
import { ensureUi, ensureWorkflows } from './product.mjs'

/** @import { Environment, Log } from '#scripts/servers/part.ts' */

/**
 * @typedef {{ readonly status: string, readonly assertionResults: readonly { readonly status: string }[] }} FileResult
 * @typedef {{ readonly testResults: readonly FileResult[] }} Report
 */

const testRoot = join(cloneRoot, '.everfile-test')
/** The last run's results, test by test; `npm run requirements` reads them. */
const reportFile = join(testRoot, 'last-run.json')

/**
 * Variables that name servers of someone's site. Tests write and destroy, so they never reach one by accident.
 */
const GIVEN = Object.freeze([
  'DATABASE_ADMIN_URL',
  'DATABASE_URL',
  'TEMPORAL_ADDRESS',
  'TEMPORAL_NAMESPACE',
  'S3_ENDPOINT',
  'S3_ACCESS_KEY',
  'S3_SECRET_KEY',
  'REDIS_URL',
])

/**
 * Runs the tests on servers of their own and answers with the exit code and the line to close with.
 * @param {readonly string[]} args
 * @returns {Promise<{ readonly exitCode: number, readonly closingLine: string }>}
 */
export async function testCommand(args) {
  const log = (/** @type {string} */ line) => console.log(line)
  const dataDir = join(testRoot, `run-${process.pid}`)
  const programsDir = programsDirOf(process.env)
  createDataDir(dataDir)
  rmSync(reportFile, { force: true })
  const lock = lockDataDir(dataDir)
  let hasPassed = false
  try {
    await removeEarlierRuns(log)
    await ensureDependencies({ log, logFile: join(dataDir, 'logs', 'npm.log') })
    const env = withoutGiven(process.env)
    const isUiBuilt = await buildUi({ dataDir, env, log })
    mkdirSync(programsDir, { recursive: true, mode: 0o755 })
    const timeSkipping = installPython(pythonPrograms.temporalTestServer, { programsDir, env, log })
    const servers = await startServers({ dataDir, log, env, programsDir })
    try {
      const code = await runVitest(args, {
        ...env,
        ...servers.env,
        TEMPORAL_TEST_SERVER: timeSkipping,
        NODE_ENV: 'test',
      })
      const result = resultOf(code, readReport(), isUiBuilt ? 0 : 1)
      hasPassed = result.exitCode === 0
      return result
    } finally {
      await servers.stop()
      if (!hasPassed) log(`the servers' logs of this run are in ${join(dataDir, 'logs')}`)
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return { exitCode: 1, closingLine: closingLineOf({ passed: 0, failed: 1 }) }
  } finally {
    lock.release()
    if (hasPassed) rmSync(dataDir, { recursive: true, force: true })
  }
}

/**
 * Screens that cannot be built fail the run, but do not keep the other tests from being run.
 * @param {{ readonly dataDir: string, readonly env: Environment, readonly log: Log }} options
 */
async function buildUi(options) {
  try {
    await ensureUi(options)
    await ensureWorkflows(options)
    return true
  } catch (error) {
    options.log(error instanceof Error ? error.message : String(error))
    return false
  }
}

/**
 * The exit code and closing line of a run, with what failed before it. A file that could not be loaded counts as one failure, and a run in which
 * nothing ran has failed, whatever the runner says.
 * @param {number} code
 * @param {Report | undefined} report
 * @param {number} [failedBefore]
 */
export function resultOf(code, report, failedBefore = 0) {
  const files = report?.testResults ?? []
  const tests = files.flatMap((file) => file.assertionResults)
  const passed = tests.filter((test) => test.status === 'passed').length
  const unloaded = files.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length
  const told = tests.filter((test) => test.status === 'failed').length + unloaded + failedBefore
  // A runner that broke before it could tell of a failed test has failed all the same.
  const failed = code === 0 ? told : Math.max(1, told)
  const isGood = code === 0 && failed === 0 && passed > 0
  return { exitCode: isGood ? 0 : code === 0 ? 1 : code, closingLine: closingLineOf({ passed, failed }) }
}

/** @param {{ readonly passed: number, readonly failed: number }} counts */
function closingLineOf({ passed, failed }) {
  return `${passed} passed, ${failed} failed`
}

/**
 * @param {readonly string[]} args
 * @param {Environment} env
 * @returns {Promise<number>}
 */
function runVitest(args, env) {
  const vitest = join(cloneRoot, 'node_modules', 'vitest', 'vitest.mjs')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`]
  const child = spawn(productNode(), [vitest, 'run', ...reporters, ...args], {
    cwd: cloneRoot,
    env,
    stdio: 'inherit',
  })
  // A terminal's Ctrl-C reaches the runner itself; only a request to this process must be handed on. Either way the servers are stopped after it.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
}

/** @returns {Report | undefined} */
function readReport() {
  return existsSync(reportFile) ? JSON.parse(readFileSync(reportFile, 'utf8')) : undefined
}

/**
 * A failed run keeps its data for looking at, until the next run that is not beside it.
 * @param {Log} log
 */
async function removeEarlierRuns(log) {
  for (const name of readdirSync(testRoot)) {
    const folder = join(testRoot, name)
    if (!name.startsWith('run-') || runningIn(folder) !== undefined) continue
    await endLeftovers(folder, log)
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * @param {Environment} env
 * @returns {Environment}
 */
function withoutGiven(env) {
  const own = Object.fromEntries(Object.entries(env).filter(([name]) => !GIVEN.includes(name)))
  for (const part of SERVER_PARTS) {
    if (part.given(own) !== undefined)
      throw new Error(`${part.title} is given by a variable that the tests do not know to set aside.`)
  }
  return own
}
