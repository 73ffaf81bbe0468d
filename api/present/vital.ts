import type { ActFacts } from '#domain/acts/act.ts'
import { reviewVital, setVital } from '#domain/acts/vital.ts'
import { maskIdentityNumbers } from '#domain/identity-number.ts'
import type { RecordState } from '#domain/state.ts'
import { isReviewOverdue, whyReviewedOn } from '#domain/vital.ts'
import type { Names } from '#db/queries/organisation.ts'
import type { VitalRow } from '#db/queries/vital.ts'
import type { VitalRecordView, VitalView } from '#api/contract/vital.ts'
import { allowed } from './allowed.ts'
import { personView } from './words.ts'

interface Seen {
  readonly facts: ActFacts
  readonly record: RecordState
  readonly names: Names
}

/** Why a record is vital and when it is reviewed next, with what the reader may do. */
export function vitalView({ facts, record, names }: Seen): VitalView {
  const { id: recordId, vital, vitalReviewOn } = record
  const review = reviewVital(facts, { recordId, outcome: 'still-vital', note: '-', isCopyReadable: true })
  return {
    vital:
      vital === null || vitalReviewOn === null
        ? null
        : {
            reason: vital.reason,
            cycleMonths: vital.cycleMonths,
            setBy: personView(names, vital.setBy),
            setOn: vital.setOn,
            reviewOn: vitalReviewOn,
            isReviewOverdue: isReviewOverdue(vitalReviewOn, facts.today),
            explanation: whyReviewedOn(vital),
            review:
              vital.review === null ? null : { ...vital.review, by: personView(names, vital.review.by) },
          },
    allowed: {
      set: allowed(setVital(facts, { recordId, reason: '-', cycleMonths: 1 })),
      review: allowed(review),
    },
  }
}

/** A vital record in a list, where nobody has said a purpose: its title without identity numbers. */
export function vitalRecordView(row: VitalRow): VitalRecordView {
  const { id, archivalCode, title, unitZh, unitEn, vital, reviewOn, today } = row
  return {
    id,
    archivalCode,
    title: maskIdentityNumbers(title),
    unitName: { zh: unitZh, en: unitEn },
    cycleMonths: vital.cycleMonths,
    reviewOn,
    isReviewOverdue: isReviewOverdue(reviewOn, today),
    reviewedOn: vital.review?.on ?? null,
    isCopyReadable: vital.review?.isCopyReadable ?? null,
  }
}
