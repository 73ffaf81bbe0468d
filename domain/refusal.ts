import type { ProblemCode } from './problems.ts'

/** Why an act was refused: a value, which the edges turn into problem+json or a non-retryable failure. */
export interface Refusal {
  readonly kind: 'refused'
  readonly code: ProblemCode
  /** Facts that help the caller: names of fields, ids, dates. Never personal data. */
  readonly detail?: Readonly<Record<string, unknown>>
}

export function refuse(code: ProblemCode, detail?: Refusal['detail']): Refusal {
  return detail === undefined ? { kind: 'refused', code } : { kind: 'refused', code, detail }
}
