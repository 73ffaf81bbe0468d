import { type DocumentFailureCode } from '#domain/documents.ts'
import { runBounded, type BoundedEnd, type KilledFor, type ProcessLimits } from '#db/bounded-process.ts'
import { DocumentFailure } from './failure.ts'
import { frame, unframe, type Frame } from './child/frame.ts'

/** Its memory is the resident one of the whole child; it also bounds its script heap and its WebAssembly memory. */
export type ChildLimits = ProcessLimits

export type ChildOptions = { readonly limits?: Partial<ChildLimits>; readonly signal?: AbortSignal }

export type ChildJob = {
  readonly script: 'pdf' | 'pdf-pages' | 'image' | 'ocr' | 'mail'
  readonly request: Readonly<Record<string, unknown>>
  readonly payload: Uint8Array
  readonly limits: ChildLimits
  readonly signal?: AbortSignal | undefined
}

const MIB = 1024 * 1024
const WASM_PAGE_BYTES = 64 * 1024
/** Native decoders cannot run under a ban on addons; everything else stays banned for all children: writing, spawning. */
const GRANTS = {
  pdf: [],
  'pdf-pages': [],
  image: ['--allow-addons'],
  ocr: ['--allow-addons'],
  mail: [],
} as const

/**
 * Runs one document job in a process of its own, so that a poisonous document takes nothing else with it.
 * @throws {DocumentFailure} with the child's own refusal, or with what became of the child
 */
export async function runChild({ script, request, payload, limits, signal }: ChildJob): Promise<Frame> {
  if (signal?.aborted === true) throw new DocumentFailure('document.interrupted')
  const { memoryMiB, timeoutMs } = limits
  const end = await runBounded({
    script: new URL(`./child/${script}.ts`, import.meta.url),
    args: [String(timeoutMs), String(memoryMiB)],
    grants: [
      `--wasm-max-mem-pages=${Math.floor((memoryMiB * MIB) / WASM_PAGE_BYTES)}`,
      '--allow-worker',
      ...GRANTS[script],
    ],
    input: frame(request, payload),
    limits,
    signal,
  })
  if (end.killedFor !== undefined) throw new DocumentFailure(FAILURES[end.killedFor])
  const reply = unframe(end.output)
  if (reply === undefined) throw new DocumentFailure(causeOf(end), end.complaint.slice(0, 300))
  const { failure, detail } = reply.header
  if (failure !== undefined) throw DocumentFailure.from(failure, detail)
  return reply
}

const FAILURES: { readonly [K in KilledFor]: DocumentFailureCode } = {
  interrupted: 'document.interrupted',
  'timed-out': 'document.timed-out',
  'too-much-output': 'document.too-much-output',
}

/** The child's own watchdog and the kernel both end it by SIGKILL when memory runs out; V8 aborts with a message. */
function causeOf(end: BoundedEnd): DocumentFailureCode {
  if (end.signal === 'SIGKILL') return 'document.out-of-memory'
  return /out of memory|allocation failed|memory access out of bounds|Aborted\(OOM\)/i.test(end.complaint)
    ? 'document.out-of-memory'
    : 'document.crashed'
}
