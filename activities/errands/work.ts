import type { ProblemCode } from '#domain/problems.ts'
import type { TakenErrand } from '#db/queries/errands.ts'
import type { EngineDeps } from '#activities/engine.ts'

/** One errand that is being done. */
export interface ErrandWork {
  readonly deps: EngineDeps
  readonly errand: TakenErrand
  /** Says how far it has come, to who waits and to the other workers. */
  readonly progress: (done: number, total: number) => Promise<void>
}

/** Nothing can be made of what was asked, however often it is tried. */
export class RefusedErrand extends Error {
  override readonly name = 'RefusedErrand'
  readonly code: ProblemCode
  readonly detail: unknown

  constructor(code: ProblemCode, detail?: unknown) {
    super(code)
    this.code = code
    this.detail = detail
  }
}
