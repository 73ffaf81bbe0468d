import { Worker } from 'node:worker_threads'
import { type DocumentFailureCode } from '#domain/documents.ts'
import { frame, unframe, type Frame } from './frame.ts'

/** A refusal that the child found itself; it travels to the parent as code and detail. */
export class Refusal extends Error {
  readonly code: DocumentFailureCode

  constructor(code: DocumentFailureCode, detail = '') {
    super(detail)
    this.code = code
  }
}

export type Reply = { readonly header: Readonly<Record<string, unknown>>; readonly payload?: Uint8Array }

/** Beyond the parent's own limit: it matters only when the parent itself has died. */
const ORPHAN_GRACE_MS = 5_000

/**
 * Reads one request from standard input, answers it on standard output, and ends.
 * A second thread watches meanwhile, because a decoder that loops never lets this one look at the clock.
 */
export async function serveOnce(answer: (request: Frame) => Promise<Reply>): Promise<void> {
  startWatchdog(Number(process.argv[2]) + ORPHAN_GRACE_MS, Number(process.argv[3]))
  const request = unframe(await readAll())
  if (request === undefined) throw new Error('The request is incomplete')
  const reply = await answer(request).catch((error: unknown): Reply => {
    if (error instanceof Refusal) return { header: { failure: error.code, detail: error.message } }
    throw error
  })
  await write(frame(reply.header, reply.payload ?? new Uint8Array()))
  process.exit(0)
}

function startWatchdog(timeoutMs: number, memoryMiB: number): void {
  const watch = `
    const parent = process.ppid, started = performance.now(), limit = ${memoryMiB} * 1048576
    setInterval(() => {
      const late = performance.now() - started > ${timeoutMs}
      if (late || process.ppid !== parent || process.memoryUsage.rss() > limit) process.kill(process.pid, 'SIGKILL')
    }, 25)`
  new Worker(watch, { eval: true, execArgv: [] }).unref()
}

async function readAll(): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

function write(bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(bytes, (error) => (error ? reject(error) : resolve()))
  })
}

export function numberOf(request: Frame, key: string): number {
  const value = request.header[key]
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw new Error(`The request has no number "${key}"`)
  return value
}

export function wordOf(request: Frame, key: string): string {
  const value = request.header[key]
  if (typeof value !== 'string') throw new Error(`The request has no word "${key}"`)
  return value
}
