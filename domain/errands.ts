/**
 * Errands: what a person asks a machine to make for them and that changes no record. They belong to who asked, are done with that
 * person's rights as they stand when the work is done, and lapse with what was made after a day.
 */
import type { BOX_FORMS } from './box-forms.ts'
import type { ProblemCode } from './problems.ts'

/** The forms of a box of items filed by themselves. */
export interface AskedBoxForms {
  readonly kind: 'box-forms'
  readonly unitId: string
  readonly year: number
  /** Null is permanent. */
  readonly periodYears: number | null
}

/** The pages of a scanner's PDF, one file each. */
export interface AskedPdfPages {
  readonly kind: 'pdf-pages'
  /** The PDF, uploaded by who asks. */
  readonly uploadId: string
}

/** A certified copy of what was given at the window. */
export interface AskedCertifiedCopy {
  readonly kind: 'certified-copy'
  readonly givingId: string
}

export type AskedErrand = AskedBoxForms | AskedPdfPages | AskedCertifiedCopy

export interface PrintedBoxForm {
  readonly form: (typeof BOX_FORMS)[number]
  /** Where its bytes lie. */
  readonly key: string
  readonly sha256: string
  readonly sizeBytes: number
}

export interface BoxFormsMade {
  readonly kind: 'box-forms'
  readonly items: number
  /** What is printed in them: who fetches them must see it all still. Absent in those from before that was kept. */
  readonly recordIds?: readonly string[]
  readonly forms: readonly PrintedBoxForm[]
}

/** A page as an upload of its own. */
export interface TakenUpload {
  readonly id: string
  readonly name: string
  readonly mediaType: string
  readonly sizeBytes: number
  readonly sha256: string
}

export interface PdfPagesTaken {
  readonly kind: 'pdf-pages'
  /** In the order of the PDF. */
  readonly pages: readonly TakenUpload[]
}

export interface CertifiedCopyMade {
  readonly kind: 'certified-copy'
  readonly pages: number
  /** Where its bytes lie. */
  readonly key: string
  readonly sha256: string
  readonly sizeBytes: number
}

export type ErrandResult = BoxFormsMade | PdfPagesTaken | CertifiedCopyMade

/** Why nothing was made. */
export interface ErrandRefusal {
  readonly code: ProblemCode
  readonly detail?: unknown
}

/** Open ones of a person at once; more is a script or a mistake. */
export const MOST_OPEN_ERRANDS = 5
/** Attempts after which a fault is no accident any more. */
export const MOST_ERRAND_ATTEMPTS = 3
