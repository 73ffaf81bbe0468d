/**
 * Holds on a class or a file (REQ-37). Placed and lifted by people like any hold; put on its members of the day, and taken off again,
 * by the engine (`cover-records`). Whatever becomes a member later is held in the commit that makes it one (`membership`).
 */
import { isGranted, mayAct } from '#domain/access.ts'
import type { PlainDate } from '#domain/dates.ts'
import type { NewEvent } from '#domain/events.ts'
import { refuse, type Refusal } from '#domain/refusal.ts'
import type { HoldScope, StandingHoldRow } from '#domain/state/holds.ts'
import type { LiftExtent } from '#domain/vocabulary/holds.ts'
import { decided, type ActFacts, type Decision } from './act.ts'
import { subjectOf } from './place.ts'

/** What a person wants to hold: `unitId` null is the class in every unit of the site. */
export type WantedScope =
  | { readonly kind: 'class'; readonly classCode: string; readonly unitId: string | null }
  | { readonly kind: 'file'; readonly recordId: string }

export interface NewStandingHold {
  readonly scope: WantedScope
  readonly reason: string
  readonly authority: string
  readonly reviewOn: PlainDate
}

/**
 * Places a hold on a class or a file. From this commit on nothing of it is disposed of: the rule of eligibility and every act of
 * disposal ask for it by membership, also before the engine has put it on each record. Facts: the unit, or the file.
 */
export function placeStandingHold(facts: ActFacts, input: NewStandingHold): Decision {
  if (!mayAct(facts.actor, 'hold.place-standing'))
    return refuse('access.denied', { act: 'hold.place-standing' })
  if (input.reviewOn <= facts.today) return refuse('request.invalid', { field: 'reviewOn' })
  const scope = scopeOf(facts, input.scope)
  if ('kind' in scope) return scope
  const { reason, authority, reviewOn } = input
  const [id, jobId] = [facts.newId(), facts.newId()]
  const placed: NewEvent = {
    stream: { kind: 'standing-hold', id },
    type: 'standing-hold.placed',
    data: { ...scope, reason, authority, reviewOn, jobId },
  }
  return decided([placed], { standingHoldId: id, jobId }, { standingHolds: 'changed', bulkJobs: [jobId] })
}

function scopeOf(facts: ActFacts, wanted: WantedScope): HoldScope | Refusal {
  switch (wanted.kind) {
    case 'class':
      return classScope(facts, wanted)
    case 'file':
      return fileScope(facts, wanted.recordId)
  }
}

/** A class of a unit is held by who acts in that unit, a class of the whole site by who answers for the site. */
function classScope(
  { actor, reference, unit }: ActFacts,
  { classCode, unitId }: Extract<WantedScope, { kind: 'class' }>,
): HoldScope | Refusal {
  const family = reference.recordClass(classCode)?.family
  if (family === undefined) return refuse('record.class-unknown', { classCode })
  if (!isGranted(actor, family)) return refuse('class.not-granted', { classCode })
  if (unitId === null && !mayAct(actor, 'hold.answer-for-site'))
    return refuse('access.denied', { act: 'hold.answer-for-site' })
  const scope: HoldScope = { scopeKind: 'class', classCode, family, unitId, recordId: null }
  if (unitId !== null && (unit?.id !== unitId || !answersFor({ actor }, scope))) return refuse('not-found')
  return scope
}

function fileScope(facts: ActFacts, recordId: string): HoldScope | Refusal {
  const subject = subjectOf(facts, recordId)
  if (subject?.kind !== 'record') return refuse('not-found')
  if (subject.row.level !== 'file') return refuse('hold.not-a-file', { recordId })
  if (subject.row.endedOn !== null) return refuse('record.ended')
  return { scopeKind: 'file', classCode: null, family: null, unitId: null, recordId }
}

/** The standing hold of that id as the actor sees it. */
export function standingOf(facts: ActFacts, id: string): StandingHoldRow | undefined {
  return facts.subjects.get(id)?.get('standingHold', id)
}

export interface StandingLift {
  readonly standingHoldId: string
  readonly reason: string
  readonly extent: LiftExtent
}

/** Who placed a hold on a class of the site may propose to lift it; a unit's head does so for holds on the unit. */
export function proposeStandingLift(
  facts: ActFacts,
  { standingHoldId, reason, extent }: StandingLift,
): Decision {
  const hold = standingOf(facts, standingHoldId)
  if (hold === undefined) return refuse('not-found')
  if (!mayAct(facts.actor, 'hold.place-standing') || !answersFor(facts, hold))
    return refuse('access.denied', { act: 'hold.place-standing' })
  if (hold.state !== 'active') return refuse('hold.not-active')
  if (hold.work !== null) return refuse('hold.work-runs', { work: hold.work })
  const stream = { kind: 'standing-hold' as const, id: standingHoldId }
  return decided([{ stream, type: 'standing-hold.lift-proposed', data: { reason, extent } }], {
    standingHoldId,
  })
}

/** A hold on a class of one unit is answered for in that unit, every one by who answers for the site; one on a file by who sees that. */
export function answersFor(
  { actor }: Pick<ActFacts, 'actor'>,
  { scopeKind, unitId }: Pick<HoldScope, 'scopeKind' | 'unitId'>,
): boolean {
  if (scopeKind === 'file' || mayAct(actor, 'hold.answer-for-site')) return true
  return unitId !== null && actor.units.includes(unitId)
}

export interface StandingLiftDecision {
  readonly standingHoldId: string
  readonly decision: 'confirm' | 'refuse'
  readonly reason: string
}

/** The second person confirms or refuses (REQ-40); the engine then takes the hold off whatever the lifting frees. */
export function decideStandingLift(
  facts: ActFacts,
  { standingHoldId, decision, reason }: StandingLiftDecision,
): Decision {
  const hold = standingOf(facts, standingHoldId)
  if (hold === undefined) return refuse('not-found')
  if (!mayAct(facts.actor, 'hold.confirm-lift') || !answersFor(facts, hold))
    return refuse('access.denied', { act: 'hold.confirm-lift' })
  if (hold.state !== 'lift-proposed' || hold.liftExtent === null) return refuse('hold.not-proposed')
  if (hold.liftProposedBy === facts.actor.personId) return refuse('hold.second-person')
  const stream = { kind: 'standing-hold' as const, id: standingHoldId }
  if (decision === 'refuse')
    return decided([{ stream, type: 'standing-hold.lift-refused', data: { reason } }], { standingHoldId })
  const jobId = facts.newId()
  return decided(
    [{ stream, type: 'standing-hold.lifted', data: { extent: hold.liftExtent, jobId } }],
    { standingHoldId, jobId },
    { standingHolds: 'changed', bulkJobs: [jobId] },
  )
}
