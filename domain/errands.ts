/**
 * Errands: what a person asks a machine to make for them and that changes no record. They belong to who asked, are done with that
 * person's rights as they stand when the work is done, and lapse with what was made after a day.
 */
import type { BOX_FORMS } from './box-forms.ts'
import type { ProblemCode } from './problems.ts'

/** What is asked for. */
export interface AskedErrand {
  /** The forms of a box of items filed by themselves. */
  readonly kind: 'box-forms'
  readonly unitId: string
  readonly year: number
  /** Null is permanent. */
  readonly periodYears: number | null
}

export interface PrintedBoxForm {
  readonly form: (typeof BOX_FORMS)[number]
  /** Where its bytes lie. */
  readonly key: string
  readonly sha256: string
  readonly sizeBytes: number
}

/** What was made. */
export interface ErrandResult {
  readonly kind: 'box-forms'
  readonly items: number
  readonly forms: readonly PrintedBoxForm[]
}

/** Why nothing was made. */
export interface ErrandRefusal {
  readonly code: ProblemCode
  readonly detail?: unknown
}

/** Open ones of a person at once; more is a script or a mistake. */
export const MOST_OPEN_ERRANDS = 5
/** Attempts after which a fault is no accident any more. */
export const MOST_ERRAND_ATTEMPTS = 3
