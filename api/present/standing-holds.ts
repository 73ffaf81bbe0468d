import { mayAct, type Actor } from '#domain/access.ts'
import { answersFor } from '#domain/acts/standing-holds.ts'
import { maskIdentityNumbers } from '#domain/identity-number.ts'
import type { Names } from '#db/queries/organisation.ts'
import { totalOf } from '#db/queries/total.ts'
import type { StandingHoldListRow } from '#db/queries/standing-holds.ts'
import type { AllowedView } from '#api/contract/common.ts'
import type { StandingHoldView } from '#api/contract/standing-holds.ts'
import { isoOrNull, personView } from './words.ts'

interface Seeing {
  readonly actor: Actor
  readonly names: Names
}

export function standingHoldView(row: StandingHoldListRow, { actor, names }: Seeing): StandingHoldView {
  const { liftProposedBy, liftReason, liftExtent, liftedBy } = row
  const liftedAt = isoOrNull(row.liftedAt)
  return {
    id: row.id,
    scope: scopeView(row),
    state: row.state,
    reason: row.reason,
    authority: row.authority,
    placedBy: personView(names, row.placedBy),
    placedAt: row.placedAt.toISOString(),
    reviewOn: row.reviewOn,
    held: totalOf(row.held),
    later: row.later,
    departed: row.departed,
    work: row.work,
    waiting: totalOf(row.waiting),
    liftProposal:
      liftProposedBy === null || liftExtent === null
        ? null
        : { by: personView(names, liftProposedBy), reason: liftReason ?? '', extent: liftExtent },
    lifted: liftedBy === null || liftedAt === null ? null : { by: personView(names, liftedBy), at: liftedAt },
    allowedActions: { proposeLift: proposeOf(row, actor), confirmLift: confirmOf(row, actor) },
  }
}

function scopeView(row: StandingHoldListRow): StandingHoldView['scope'] {
  if (row.recordId !== null)
    return {
      kind: 'file',
      recordId: row.recordId,
      title: maskIdentityNumbers(row.fileTitle ?? ''),
      archivalCode: row.fileCode,
    }
  const { classCode, className, unitId, unitNameZh, unitNameEn } = row
  return {
    kind: 'class',
    classCode: classCode ?? '',
    className: className ?? '',
    unit: unitId === null ? null : { id: unitId, name: { zh: unitNameZh ?? '', en: unitNameEn ?? '' } },
  }
}

const ALLOWED: AllowedView = { allowed: true, reason: null }

function refused(reason: NonNullable<AllowedView['reason']>): AllowedView {
  return { allowed: false, reason }
}

function proposeOf(row: StandingHoldListRow, actor: Actor): AllowedView {
  if (!mayAct(actor, 'hold.place-standing') || !answersFor({ actor }, row)) return refused('access.denied')
  if (row.state !== 'active') return refused('hold.not-active')
  return row.work === null ? ALLOWED : refused('hold.work-runs')
}

function confirmOf(row: StandingHoldListRow, actor: Actor): AllowedView {
  if (!mayAct(actor, 'hold.confirm-lift') || !answersFor({ actor }, row)) return refused('access.denied')
  if (row.state !== 'lift-proposed') return refused('hold.not-proposed')
  return row.liftProposedBy === actor.personId ? refused('hold.second-person') : ALLOWED
}

/** Whether the reader may place one on a class of a unit of theirs or on a file, and on a class of the whole site. */
export function placingOf(actor: Actor): { readonly place: AllowedView; readonly placeOnSite: AllowedView } {
  const place = mayAct(actor, 'hold.place-standing') ? ALLOWED : refused('access.denied')
  const placeOnSite = mayAct(actor, 'hold.answer-for-site') ? place : refused('access.denied')
  return { place, placeOnSite }
}
