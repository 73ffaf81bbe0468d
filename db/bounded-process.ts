/**
 * Work on bytes from outside in a process of its own, so that what is poisonous in them takes nothing else with it: no environment, no
 * writing of files, no starting of processes, and an end at its limits.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What one process may use before it is killed. */
export interface ProcessLimits {
  readonly timeoutMs: number
  /** Of the script's heap. */
  readonly memoryMiB: number
  readonly outputBytes: number
}

export interface BoundedWork {
  readonly script: URL
  readonly args: readonly string[]
  /** Flags of Node beyond reading the product's own files. */
  readonly grants?: readonly string[]
  readonly input: Uint8Array
  readonly limits: ProcessLimits
  readonly signal?: AbortSignal | undefined
}

export type KilledFor = 'interrupted' | 'timed-out' | 'too-much-output'

export interface BoundedEnd {
  /** Why it was killed from here; undefined where it ended by itself or by its own watchdog. */
  readonly killedFor: KilledFor | undefined
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly output: Buffer
  readonly complaint: string
}

const ROOT = fileURLToPath(new URL('../', import.meta.url))
/** Where decoders really lie: the folder of dependencies may be a link, and permission is asked of the file behind it. */
const DEPENDENCIES = join(ROOT, 'node_modules')
const READABLE = [ROOT, ...(existsSync(DEPENDENCIES) ? [realpathSync(DEPENDENCIES)] : [])]
/** Enough of its complaints to tell an exhausted heap from a crash. */
const MAX_COMPLAINT_CHARS = 16_384

/** Answers how it ended, whatever that was. @throws Error where it could not be started */
export async function runBounded({ script, args, grants = [], ...work }: BoundedWork): Promise<BoundedEnd> {
  const child = spawn(
    process.execPath,
    [
      `--max-old-space-size=${work.limits.memoryMiB}`,
      '--permission',
      ...READABLE.map((folder) => `--allow-fs-read=${folder}`),
      ...grants,
      '--no-warnings',
      fileURLToPath(script),
      ...args,
    ],
    { cwd: ROOT, env: {}, stdio: ['pipe', 'pipe', 'pipe'] },
  )
  yieldToPeople(child)
  return endOf(child, work)
}

type Awaiting = Pick<BoundedWork, 'input' | 'limits' | 'signal'>

async function endOf(
  child: ChildProcess & { stdin: NodeJS.WritableStream | null },
  { input, limits, signal: abort }: Awaiting,
): Promise<BoundedEnd> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let received = 0
    let complaint = ''
    let killedFor: KilledFor | undefined
    const kill = (why: KilledFor): void => {
      killedFor ??= why
      child.kill('SIGKILL')
    }
    const interrupt = (): void => kill('interrupted')
    const timer = setTimeout(() => kill('timed-out'), limits.timeoutMs)
    abort?.addEventListener('abort', interrupt, { once: true })
    const settle = (): void => {
      clearTimeout(timer)
      abort?.removeEventListener('abort', interrupt)
    }
    child.stdout?.on('data', (chunk: Buffer) => {
      received += chunk.length
      if (received > limits.outputBytes) return kill('too-much-output')
      chunks.push(chunk)
    })
    child.stderr?.on('data', (chunk: Buffer) => {
      complaint = (complaint + chunk.toString('utf8')).slice(0, MAX_COMPLAINT_CHARS)
    })
    // A child that dies before it has read everything closes the pipe; its end is reported by `close` all the same.
    child.stdin?.on('error', () => undefined)
    child.on('error', (cause) => {
      settle()
      reject(new Error('The process for reading what came from outside could not be started', { cause }))
    })
    child.on('close', (code, signal) => {
      settle()
      resolve({ killedFor, code, signal, output: Buffer.concat(chunks), complaint })
    })
    child.stdin?.end(input)
  })
}

function yieldToPeople({ pid }: ChildProcess): void {
  if (pid === undefined) return
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL)
  } catch (error) {
    // It may already be gone, or the platform may refuse: priority is a courtesy, its absence no fault.
    if (!(error instanceof Error)) throw error
  }
}
