import type { PlainDate } from '#domain/dates.ts'
import type { Grade } from '#domain/vocabulary.ts'
import type { VariantState } from '#domain/vocabulary/variants.ts'

/** Of a digital object that is the public variant of another: why it was made, and who answers for it. */
export interface PublicVariant {
  /** From which clearance on the original is shown; everybody else who sees the record is shown the variant. */
  readonly originalGrade: Grade
  /** What was taken out and why; kept for ever, so it names no person. */
  readonly removed: string
  /** The clause on which that rests. */
  readonly clause: string
  readonly state: VariantState
  readonly proposedBy: string
  readonly proposedOn: PlainDate
  /** Null until a second person has decided, like the two that follow. */
  readonly decidedBy: string | null
  readonly decidedOn: PlainDate | null
  readonly reason: string | null
}

export interface VariantEvents {
  /** The object itself is added by an event of its own; here stands what it is a variant of, and why. */
  'variant.proposed': { objectId: string; originalId: string } & Pick<
    PublicVariant,
    'originalGrade' | 'removed' | 'clause'
  >
  'variant.confirmed': { objectId: string; reason: string }
  'variant.refused': { objectId: string; reason: string }
}
