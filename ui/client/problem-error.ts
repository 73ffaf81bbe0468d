import type { ProblemView } from '#api/contract/common.ts'
import { isProblemCode, problemOf, type ProblemCode } from '#domain/problems.ts'

/** An answer that is not a success, as the server explained it; `offline` when none came at all. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly code: ProblemCode
  readonly isOffline: boolean
  readonly detail: unknown
  readonly traceId: string | undefined
  readonly fix: string

  constructor(
    problem: Pick<ProblemView, 'title' | 'code' | 'fix'> & Partial<ProblemView>,
    kind: 'answered' | 'offline' = 'answered',
  ) {
    super(problem.title)
    this.code = problem.code
    this.fix = problem.fix
    this.detail = problem.detail
    this.traceId = problem.traceId
    this.isOffline = kind === 'offline'
  }

  /** Whether the same act may be sent again as it is. */
  get isRetryable(): boolean {
    return this.isOffline || problemOf(this.code).retryable === true
  }
}

export function offlineError(): ProblemError {
  const { title, fix } = problemOf('service.unavailable')
  return new ProblemError({ code: 'service.unavailable', title, fix }, 'offline')
}

/** Reads problem+json; anything else that failed is an internal error with its trace id from the header. */
export async function problemFrom(response: Response): Promise<ProblemError> {
  const body: unknown = await response.json().catch(() => undefined)
  const traceId = response.headers.get('x-trace-id') ?? undefined
  if (isProblem(body)) return new ProblemError(body)
  const code: ProblemCode =
    response.status >= 502 ? 'service.unavailable' : response.status === 404 ? 'not-found' : 'internal'
  const { title, fix } = problemOf(code)
  return new ProblemError({ code, title, fix, ...(traceId === undefined ? {} : { traceId }) })
}

function isProblem(body: unknown): body is ProblemView {
  if (typeof body !== 'object' || body === null || !('code' in body)) return false
  return typeof body.code === 'string' && isProblemCode(body.code)
}

/** Any thrown value as a problem that a person can be shown. */
export function asProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error
  const { title, fix } = problemOf('internal')
  return new ProblemError({ code: 'internal', title, fix })
}

type Shape = Readonly<Record<string, 'string' | 'number'>>
type Fault<S extends Shape> = { readonly [K in keyof S]: S[K] extends 'number' ? number : string }

/** What a refusal names one by one in its detail, each with these fields; none where it was refused for something else. */
export function faultsIn<const S extends Shape>(error: unknown, shape: S): readonly Fault<S>[] {
  if (error === null || error === undefined) return []
  const { detail } = asProblem(error)
  if (typeof detail !== 'object' || detail === null || !('faults' in detail)) return []
  const isFault = (fault: unknown): fault is Fault<S> =>
    typeof fault === 'object' &&
    fault !== null &&
    Object.entries(shape).every(([field, kind]) => typeof Reflect.get(fault, field) === kind)
  return Array.isArray(detail.faults) ? detail.faults.filter(isFault) : []
}
