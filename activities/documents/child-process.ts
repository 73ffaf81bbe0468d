import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { constants, setPriority } from 'node:os'
import { join } from 'node:path'
import { type DocumentFailureCode } from '#domain/documents.ts'
import { DocumentFailure } from './failure.ts'
import { frame, unframe, type Frame } from './child/frame.ts'

/** What one child may use before it is killed. */
export type ChildLimits = {
  readonly timeoutMs: number
  /** Resident memory of the whole child; also bounds its script heap and its WebAssembly memory. */
  readonly memoryMiB: number
  readonly outputBytes: number
}

export type ChildOptions = { readonly limits?: Partial<ChildLimits>; readonly signal?: AbortSignal }

export type ChildJob = {
  readonly script: 'pdf' | 'image' | 'ocr'
  readonly request: Readonly<Record<string, unknown>>
  readonly payload: Uint8Array
  readonly limits: ChildLimits
  readonly signal?: AbortSignal | undefined
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
/** Where the decoders really lie: the folder of dependencies may be a link, and permission is asked of the file behind it. */
const DEPENDENCIES = join(ROOT, 'node_modules')
const READABLE = [ROOT, ...(existsSync(DEPENDENCIES) ? [realpathSync(DEPENDENCIES)] : [])]
const MIB = 1024 * 1024
const WASM_PAGE_BYTES = 64 * 1024
/** Enough of the child's complaints to tell an exhausted heap from a crash. */
const MAX_COMPLAINT_CHARS = 16_384
/** Native decoders cannot run under a ban on addons; everything else stays banned for all children: writing, spawning. */
const GRANTS = { pdf: [], image: ['--allow-addons'], ocr: ['--allow-addons'] } as const

/**
 * Runs one document job in a process of its own, so that a poisonous document takes nothing else with it.
 * The child inherits no environment, may not write files or start processes, and is killed at its limits.
 * @throws {DocumentFailure} with the child's own refusal, or with what became of the child
 */
export async function runChild(job: ChildJob): Promise<Frame> {
  if (job.signal?.aborted === true) throw new DocumentFailure('document.interrupted')
  const child = spawn(process.execPath, childArguments(job), {
    cwd: ROOT,
    env: {},
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  yieldToPeople(child)
  const end = await endOf(child, job)
  if (end.killedFor !== undefined) throw new DocumentFailure(end.killedFor)
  const reply = unframe(end.output)
  if (reply === undefined) throw new DocumentFailure(causeOf(end), end.complaint.slice(0, 300))
  const { failure, detail } = reply.header
  if (failure !== undefined) throw DocumentFailure.from(failure, detail)
  return reply
}

function childArguments(job: ChildJob): string[] {
  const { memoryMiB, timeoutMs } = job.limits
  return [
    `--max-old-space-size=${memoryMiB}`,
    `--wasm-max-mem-pages=${Math.floor((memoryMiB * MIB) / WASM_PAGE_BYTES)}`,
    '--permission',
    '--allow-worker',
    ...READABLE.map((folder) => `--allow-fs-read=${folder}`),
    ...GRANTS[job.script],
    '--no-warnings',
    fileURLToPath(new URL(`./child/${job.script}.ts`, import.meta.url)),
    String(timeoutMs),
    String(memoryMiB),
  ]
}

type ChildEnd = {
  readonly killedFor: DocumentFailureCode | undefined
  readonly signal: NodeJS.Signals | null
  readonly output: Buffer
  readonly complaint: string
}

function endOf(
  child: ChildProcess & { stdin: NodeJS.WritableStream | null },
  job: ChildJob,
): Promise<ChildEnd> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let received = 0
    let complaint = ''
    let killedFor: DocumentFailureCode | undefined
    const kill = (why: DocumentFailureCode): void => {
      killedFor ??= why
      child.kill('SIGKILL')
    }
    const interrupt = (): void => kill('document.interrupted')
    const timer = setTimeout(() => kill('document.timed-out'), job.limits.timeoutMs)
    job.signal?.addEventListener('abort', interrupt, { once: true })
    const settle = (): void => {
      clearTimeout(timer)
      job.signal?.removeEventListener('abort', interrupt)
    }
    child.stdout?.on('data', (chunk: Buffer) => {
      received += chunk.length
      if (received > job.limits.outputBytes) return kill('document.too-much-output')
      chunks.push(chunk)
    })
    child.stderr?.on('data', (chunk: Buffer) => {
      complaint = (complaint + chunk.toString('utf8')).slice(0, MAX_COMPLAINT_CHARS)
    })
    // A child that dies before it has read everything closes the pipe; its end is reported by `close` all the same.
    child.stdin?.on('error', () => undefined)
    child.on('error', (cause) => {
      settle()
      reject(new Error('The process for reading documents could not be started', { cause }))
    })
    child.on('close', (_code, signal) => {
      settle()
      resolve({ killedFor, signal, output: Buffer.concat(chunks), complaint })
    })
    child.stdin?.end(frame(job.request, job.payload))
  })
}

/** The child's own watchdog and the kernel both end it by SIGKILL when memory runs out; V8 aborts with a message. */
function causeOf(end: ChildEnd): DocumentFailureCode {
  if (end.signal === 'SIGKILL') return 'document.out-of-memory'
  return /out of memory|allocation failed|memory access out of bounds|Aborted\(OOM\)/i.test(end.complaint)
    ? 'document.out-of-memory'
    : 'document.crashed'
}

function yieldToPeople(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL)
  } catch (error) {
    // The child may already be gone, or the platform may refuse: priority is a courtesy, its absence no fault.
    if (!(error instanceof Error)) throw error
  }
}
