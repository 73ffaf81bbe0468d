// @ts-check
import { spawn, spawnSync } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { constants, setPriority } from 'node:os'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'

/** @import { Child, Ending, LaunchOptions } from './part.ts' */

const POLL_MS = 40
/** A store that is writing out its last volumes was seen to take four seconds; thirty is far beyond that and not for ever. */
const STOP_GRACE_MS = 30_000
const LAST_LINES = 25
const TAIL_BYTES = 16 * 1024
/** A log beyond this is set aside at the next start, so that years of development do not fill a disk. */
const LOG_LIMIT_BYTES = 32 * 1024 * 1024

/**
 * A lower priority for a program and all its threads to come. Linux may share the processor among sessions first, and ours each have one:
 * then the session's own priority counts. Where neither is allowed the program simply runs as others do.
 * @param {number} pid
 */
function stepBack(pid) {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL)
    writeFileSync(`/proc/${pid}/autogroup`, String(constants.priority.PRIORITY_BELOW_NORMAL))
  } catch {
    // It has ended already, or the system has no such setting.
  }
}

/**
 * Starts a program in its own process group, so that Ctrl-C in a terminal reaches this program alone and the order of
 * stopping stays ours. Output goes to the log file.
 * @param {LaunchOptions} options
 * @returns {Child}
 */
export function launch(options) {
  const { name, command, args, logFile, cwd, env, user, stopSignal = 'SIGTERM', onLine } = options
  mkdirSync(dirname(logFile), { recursive: true })
  setAsideLargeLog(logFile)
  const log = openSync(logFile, 'a', 0o600)
  const logStart = statSync(logFile).size
  const process_ = spawn(command, [...args], {
    cwd: cwd ?? '/',
    env: env ?? process.env,
    detached: true,
    stdio: onLine === undefined ? ['ignore', log, log] : ['ignore', 'pipe', 'pipe'],
    ...(user === undefined ? {} : { uid: user.uid, gid: user.gid }),
  })
  if (options.isBackground === true && process_.pid !== undefined) stepBack(process_.pid)
  if (onLine !== undefined) {
    for (const stream of [process_.stdout, process_.stderr]) {
      if (stream === null) continue
      createInterface({ input: stream }).on('line', (line) => {
        writeSync(log, `${line}\n`)
        onLine(line)
      })
    }
  }
  /** @type {Ending | undefined} */
  let ending
  /** @type {Promise<Ending>} */
  const ended = new Promise((resolve) => {
    process_.once('error', (error) => resolve({ code: null, signal: null, error }))
    process_.once(onLine === undefined ? 'exit' : 'close', (code, signal) => resolve({ code, signal }))
  }).then((/** @type {Ending} */ value) => {
    ending = value
    closeSync(log)
    return value
  })
  return {
    name,
    pid: process_.pid,
    logFile,
    ended,
    hasEnded: () => ending !== undefined,
    lastLines: (count = LAST_LINES) => lastLinesOf(logFile, { from: logStart, count }),
    stop: async () => {
      if (ending !== undefined || process_.pid === undefined) return
      process_.kill(stopSignal)
      const isGone = await Promise.race([ended.then(() => true), delay(STOP_GRACE_MS, false, { ref: false })])
      if (!isGone) process_.kill('SIGKILL')
      await ended
    },
  }
}

/**
 * Waits until `isReady` answers true. Stops waiting when the process has ended or the time is over, and then throws an
 * error that holds the last lines of its log.
 * @param {Child} child
 * @param {{ readonly isReady: () => Promise<boolean>, readonly timeoutMs?: number }} options
 */
export async function waitUntilReady(child, { isReady, timeoutMs = 60_000 }) {
  const endsAt = performance.now() + timeoutMs
  while (!child.hasEnded()) {
    if (await isReady()) return
    if (performance.now() > endsAt)
      throw await failureOf(child, `did not get ready within ${timeoutMs / 1000} s`)
    await Promise.race([delay(POLL_MS), child.ended])
  }
  throw await failureOf(child, describeEnding(await child.ended))
}

/**
 * An error about a part that says where its log is and ends with its last lines.
 * @param {Child} child
 * @param {string} what
 */
export async function failureOf(child, what) {
  const lines = await child.lastLines()
  const tail = lines.length === 0 ? '  (it wrote nothing)' : lines.map((line) => `  | ${line}`).join('\n')
  return new Error(`${child.name} ${what}. Its last lines, from ${child.logFile}:\n${tail}`)
}

/** @param {Ending} ending */
export function describeEnding({ code, signal, error }) {
  if (error !== undefined) return `could not be started (${error.message})`
  return signal === null ? `ended with code ${code}` : `was ended by ${signal}`
}

/**
 * Names one life of a process id: the id and when it began. Undefined when no such process runs; one that has ended and
 * waits for its parent to notice counts as gone.
 * @param {number} pid
 * @returns {string | undefined}
 */
export function processIdentity(pid) {
  if (existsSync('/proc/self/stat')) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      // The name in parentheses may hold spaces; state is the first field after it and the start time the twentieth.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return fields[0] === 'Z' || fields[0] === 'X' ? undefined : `${pid}/${fields[19]}`
    } catch {
      return undefined
    }
  }
  const answer = spawnSync('ps', ['-o', 'state=,lstart=', '-p', String(pid)], { encoding: 'utf8' })
  const line = (answer.stdout ?? '').trim()
  return answer.status !== 0 || line === '' || line.startsWith('Z')
    ? undefined
    : `${pid}/${line.replace(/^\S+\s+/, '')}`
}

/**
 * Asks the process of this identity to end and waits until it has vanished; kills it after the grace time.
 * @param {string} identity
 * @param {{ readonly signal?: NodeJS.Signals, readonly graceMs?: number }} [options]
 */
export async function endProcess(identity, { signal = 'SIGTERM', graceMs = STOP_GRACE_MS } = {}) {
  const pid = Number(identity.split('/')[0])
  if (processIdentity(pid) !== identity) return
  process.kill(pid, signal)
  const killsAt = performance.now() + graceMs
  let hasKilled = false
  while (processIdentity(pid) === identity) {
    if (!hasKilled && performance.now() > killsAt) {
      process.kill(pid, 'SIGKILL')
      hasKilled = true
    }
    await delay(POLL_MS)
  }
}

/**
 * @param {string} file
 * @param {{ readonly from: number, readonly count: number }} options
 */
async function lastLinesOf(file, { from, count }) {
  const handle = await open(file, 'r')
  try {
    const { size } = await handle.stat()
    const start = Math.max(from, size - TAIL_BYTES)
    const buffer = Buffer.alloc(Math.max(0, size - start))
    await handle.read(buffer, 0, buffer.length, start)
    return buffer
      .toString('utf8')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .slice(-count)
  } finally {
    await handle.close()
  }
}

/** @param {string} logFile */
function setAsideLargeLog(logFile) {
  if (existsSync(logFile) && statSync(logFile).size > LOG_LIMIT_BYTES) renameSync(logFile, `${logFile}.1`)
}
