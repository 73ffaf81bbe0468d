import { problemOf, type ProblemCode } from '#domain/problems.ts'
import { refuse, type Refusal } from '#domain/refusal.ts'
import type { ProblemView } from './contract/common.ts'

/** A refusal on its way out: thrown where it is met, answered by the one error handler. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super(problemOf(refusal.code).title)
    this.refusal = refusal
  }
}

export function problem(code: ProblemCode, detail?: Refusal['detail']): ProblemError {
  return new ProblemError(refuse(code, detail))
}

/** The value, or the refusal as a problem. */
export function orProblem<T extends { readonly kind: string }>(answer: T | Refusal): Exclude<T, Refusal> {
  if (isRefusal(answer)) throw new ProblemError(answer)
  return answer as Exclude<T, Refusal>
}

function isRefusal(answer: { readonly kind: string }): answer is Refusal {
  return answer.kind === 'refused'
}

/** RFC 9457, from the one table of codes. */
export function problemView({ code, detail }: Refusal, traceId: string): ProblemView {
  const { status, title, fix } = problemOf(code)
  return {
    type: `urn:everfile:problem:${code}`,
    title,
    status,
    code,
    fix,
    ...(detail === undefined ? {} : { detail }),
    traceId,
  }
}
