import { behalfOf, candidateGroup, gradeRank, isCandidate, isCleared, type Actor } from '#domain/access.ts'
import { addDays, addWorkingDays, type PlainDate, type WorkingCalendar } from '#domain/dates.ts'
import type { NewEvent } from '#domain/events.ts'
import type { AccessGrantRow } from '#domain/organisation.ts'
import { refuse, type Refusal } from '#domain/refusal.ts'
import type { RecordState } from '#domain/state.ts'
import { decided, type ActFacts, type Decision, type NamedRecord } from './act.ts'
import { subjectOf } from './place.ts'

/** Longer than this nobody looks at another unit's record without asking anew. */
export const MOST_DAYS = 90

/** Working days for a decision, after which the request stands as overdue with whom it waits for; the bureau's proposal. */
const DAYS_TO_DECIDE = 5

/** Last day on which a request that was made on a day is decided in time. */
export function decisionDueOn(askedOn: PlainDate, calendar: WorkingCalendar): PlainDate {
  return addWorkingDays(askedOn, DAYS_TO_DECIDE, calendar)
}

export interface NewAccessRequest {
  readonly code: string
  readonly days: number
  /** What for, such as the number of a case; it stands in the log and names no person. */
  readonly purpose: string
}

/**
 * Somebody asks to look at a record that they know by its archival code and do not see. Whether there is such a record is told to
 * nobody by this: a request for none is taken like any other, and nobody ever answers it. Facts: what the code names.
 */
export function requestAccess(facts: ActFacts, { code, days, purpose }: NewAccessRequest): Decision {
  const { actor, named } = facts
  if (actor.kind !== 'person') return refuse('access.denied')
  if (days < 1 || days > MOST_DAYS) return refuse('request.invalid', { field: 'days', most: MOST_DAYS })
  if (named?.isSeen === true) return refuse('access.seen-already')
  return askLook(facts, {
    personId: actor.personId,
    recordId: named?.recordId ?? null,
    code,
    days,
    purpose,
    grade: named?.grade ?? null,
    deciderGroups: named === undefined ? [] : [...deciderGroups(named)],
  })
}

type ClassScope = Pick<AccessGrantRow, 'unitId' | 'classCode' | 'fromYear' | 'toYear'>
type Asked = Pick<
  AccessGrantRow,
  'personId' | 'recordId' | 'code' | 'days' | 'purpose' | 'grade' | 'deciderGroups'
> &
  Partial<ClassScope>

/** A look at one record, or at a class where its scope is named, that nobody has answered yet. The event states what is asked for. */
export function askLook(facts: ActFacts, asked: Asked): Decision {
  const row: AccessGrantRow = {
    id: facts.newId(),
    unitId: null,
    classCode: null,
    fromYear: null,
    toYear: null,
    ...asked,
    state: 'asked',
    askedAt: facts.now,
    askedOn: facts.today,
    decidedBy: null,
    decidedAt: null,
    decidedSeq: null,
    reason: null,
    fromOn: null,
    toOn: null,
  }
  return writeLook(facts, row, { type: 'access.requested', data: { id: row.id, ...asked } })
}

export interface AccessDecision {
  readonly requestId: string
  readonly decision: 'grant' | 'refuse'
  readonly reason: string
  /** Fewer days than were asked for; absent: as many. */
  readonly days?: number
}

/** The head of the unit that formed the record, or of the archives office that keeps it, or their deputy, grants the look or refuses it. */
export function decideAccess(
  facts: ActFacts,
  { requestId, decision, reason, days }: AccessDecision,
): Decision {
  const found = toDecide(facts, requestId)
  if ('kind' in found) return found
  const { request, record } = found
  if (request.state !== 'asked') return refuse('access.decided-already')
  if (request.personId === facts.actor.personId) return refuse('access.own-request')
  const asker = facts.people?.find(({ personId }) => personId === request.personId)
  if (asker === undefined) return refuse('not-found')
  const [decidedBy, decidedSeq] = [facts.actor.personId, facts.site.version + 1]
  const decidedAs = { decidedBy, decidedAt: facts.now, decidedSeq, reason }
  const acting = behalfIn(facts.actor, record)
  if (decision === 'refuse') {
    const row: AccessGrantRow = { ...request, ...decidedAs, state: 'refused' }
    return writeLook(facts, row, { type: 'access.refused', data: { id: requestId, reason }, acting })
  }
  // A grant stands in for unit and class, never for the clearance.
  if (asker.state !== 'active' || gradeRank(asker.clearance) < gradeRank(record.grade))
    return refuse('access.not-cleared')
  const forDays = days ?? request.days
  if (forDays < 1 || forDays > request.days)
    return refuse('request.invalid', { field: 'days', most: request.days })
  const [fromOn, toOn] = [facts.today, addDays(facts.today, forDays - 1)]
  const row: AccessGrantRow = { ...request, ...decidedAs, state: 'granted', fromOn, toOn }
  const decidedEvent = { type: 'access.granted' as const, data: { id: requestId, reason, fromOn, toOn } }
  const people = [{ id: asker.personId, rightsVersion: asker.rightsVersion }]
  return writeLook(facts, row, { ...decidedEvent, people, acting })
}

/** Ends a grant before its day: whoever gave it, another head of the unit, or its holder. It shows nothing from this commit on. */
export function endAccess(facts: ActFacts, { requestId }: { readonly requestId: string }): Decision {
  const request = facts.accessGrant
  if (request === undefined || request.id !== requestId) return refuse('not-found')
  if (request.personId !== facts.actor.personId) {
    const found = toDecide(facts, requestId)
    if ('kind' in found) return found
  }
  if (request.state !== 'granted') return refuse('access.not-granted')
  return writeLook(facts, { ...request, state: 'ended' }, { type: 'access.ended', data: { id: requestId } })
}

/** Where a record stands, as far as it says who answers for looks at it. */
type Kept = Pick<RecordState, 'formingUnitId' | 'custodyUnitId'>

/** Whether a person answers for who looks at a record: its unit's head, or the head of the archives office that has it. */
export function mayDecideAccess(actor: Actor, record: Kept): boolean {
  return deciderGroups(record).some((group) => isCandidate(actor, group))
}

function deciderGroups({ formingUnitId, custodyUnitId }: Kept): readonly string[] {
  return [
    candidateGroup('unit-head', formingUnitId),
    ...(custodyUnitId === null ? [] : [candidateGroup('archives-head', custodyUnitId)]),
  ]
}

/** For whose post the actor decides; empty where one of their own posts may. */
function behalfIn(actor: Actor, record: Kept): { readonly onBehalfOf?: string } {
  const held = deciderGroups(record)
    .filter((group) => isCandidate(actor, group))
    .map((group) => behalfOf(actor, group))
  return held.find(({ onBehalfOf }) => onBehalfOf === undefined) ?? held[0] ?? {}
}

interface Found {
  readonly request: AccessGrantRow
  readonly record: Kept & Pick<RecordState, 'grade'>
}

function toDecide(facts: ActFacts, requestId: string): Found | Refusal {
  const { actor, accessGrant: request } = facts
  if (request === undefined || request.id !== requestId || request.recordId === null)
    return refuse('not-found')
  const subject = subjectOf(facts, request.recordId)
  if (subject?.kind !== 'record' || actor.granted.includes(request.recordId))
    return standsIn(actor, facts.named, request.recordId)
      ? { request, record: facts.named }
      : refuse('not-found')
  return mayDecideAccess(actor, subject.row)
    ? { request, record: subject.row }
    : refuse('access.denied', { act: 'access.decide' })
}

/** A deputy answers for the post and does not see its unit's records: what the code names tells them who asks for what, not what it says. */
function standsIn(actor: Actor, named: NamedRecord | undefined, recordId: string): named is NamedRecord {
  if (named?.recordId !== recordId || !isCleared(actor, named.grade)) return false
  return behalfIn(actor, named).onBehalfOf !== undefined
}

type Written = Extract<
  NewEvent,
  { readonly type: 'access.requested' | 'access.granted' | 'access.refused' | 'access.ended' }
>

interface Stated extends Pick<Written, 'type' | 'data'> {
  /** Others on whose rights the decision rests. */
  readonly people?: readonly { readonly id: string; readonly rightsVersion: number }[]
  readonly acting?: { readonly onBehalfOf?: string }
}

/** A request as it stands from now on, in its table and as an event of the site. */
export function writeLook(
  facts: ActFacts,
  row: AccessGrantRow,
  { people = [], acting = {}, ...stated }: Stated,
): Decision {
  const stream = { kind: 'site' as const, id: facts.site.id }
  const beside = { accessGrants: [row], people, ...acting }
  return decided([{ stream, ...stated } as Written], { requestId: row.id }, beside)
}
