/** Looks at a whole class of one unit for some days (利用审批): asked for with a purpose, decided by who heads the unit. */
import { candidateGroup, gradeRank } from '#domain/access.ts'
import { addDays } from '#domain/dates.ts'
import type { AccessGrantRow } from '#domain/organisation.ts'
import { PERSONAL_FAMILIES } from '#domain/personal-files.ts'
import { refuse, type Refusal } from '#domain/refusal.ts'
import { askLook, decideAccess, endAccess, writeLook, type AccessDecision } from './access-requests.ts'
import type { ActFacts, Decision } from './act.ts'

/** How far a look at a class may reach; data of the bureau, like everything that it decides itself. */
export interface LookLimits {
  readonly version: string
  readonly source: string
  /** The most days from the grant on. */
  readonly classDays: number
  /** The most years of forming that are named at once; without years a look reaches over all of them. */
  readonly classYears: number
}

/** What of a unit's records a look at a class opens. */
export interface ClassLook {
  readonly unitId: string
  readonly classCode: string
  /** Years of forming, both included; null: all of them. */
  readonly years: { readonly from: number; readonly to: number } | null
}

export interface NewClassLook extends ClassLook {
  readonly days: number
  readonly purpose: string
}

/**
 * Somebody asks to look at all records of a class that one unit formed, within their clearance. How many there are is told to nobody by
 * this. Facts: the unit. Files of persons are asked for one by one, since each is opened for a purpose of its own (个人信息保护法 Art 6).
 */
export function requestClassLook(facts: ActFacts, asked: NewClassLook, limits: LookLimits): Decision {
  const { actor } = facts
  if (actor.kind !== 'person') return refuse('access.denied')
  const fault = askingFault(facts, asked, limits)
  if (fault !== undefined) return fault
  const { unitId, classCode, years, days, purpose } = asked
  return askLook(facts, {
    personId: actor.personId,
    recordId: null,
    code: classCode,
    unitId,
    classCode,
    fromYear: years?.from ?? null,
    toYear: years?.to ?? null,
    days,
    purpose,
    grade: actor.clearance,
    deciderGroups: [candidateGroup('unit-head', unitId)],
  })
}

function askingFault(
  { unit, reference }: ActFacts,
  { classCode, years, days }: NewClassLook,
  { classDays, classYears }: LookLimits,
): Refusal | undefined {
  if (days < 1 || days > classDays) return refuse('request.invalid', { field: 'days', most: classDays })
  if (years !== null && (years.to < years.from || years.to - years.from >= classYears))
    return refuse('request.invalid', { field: 'years', most: classYears })
  if (unit === undefined) return refuse('unit.unknown')
  const family = reference.recordClass(classCode)?.family
  if (family === undefined) return refuse('record.class-unknown', { classCode })
  if (isPersonal(family)) return refuse('access.class-personal', { classCode })
  return unit.seenFamilies?.includes(family) === true ? refuse('access.seen-already') : undefined
}

function isPersonal(family: string): boolean {
  return PERSONAL_FAMILIES.some((personal) => personal === family)
}

/** The head grants or refuses a look, at one record or at a class. */
export function decideLook(facts: ActFacts, said: AccessDecision): Decision {
  const request = facts.accessGrant
  return request?.classCode === null || request === undefined
    ? decideAccess(facts, said)
    : decideClassLook(facts, request, said)
}

/**
 * Only who heads the unit, or stands in for its head, decides. What is opened reaches no higher than the clearance of either of the
 * two: nobody opens what they may not see. Facts: the request, whose unit the actor heads, and who asked.
 */
function decideClassLook(facts: ActFacts, request: AccessGrantRow, said: AccessDecision): Decision {
  const { actor, headOfUnit } = facts
  if (request.id !== said.requestId || headOfUnit === undefined) return refuse('not-found')
  if (request.state !== 'asked') return refuse('access.decided-already')
  if (request.personId === actor.personId) return refuse('access.own-request')
  const asker = facts.people?.find(({ personId }) => personId === request.personId)
  if (asker === undefined) return refuse('not-found')
  const acting = headOfUnit === actor.personId ? {} : { onBehalfOf: headOfUnit }
  const { requestId: id, reason } = said
  const decidedAs = {
    decidedBy: actor.personId,
    decidedAt: facts.now,
    decidedSeq: facts.site.version + 1,
    reason,
  }
  if (said.decision === 'refuse') {
    const refused: AccessGrantRow = { ...request, ...decidedAs, state: 'refused' }
    return writeLook(facts, refused, { type: 'access.refused', data: { id, reason }, acting })
  }
  const days = said.days ?? request.days
  if (days < 1 || days > request.days) return refuse('request.invalid', { field: 'days', most: request.days })
  const family = facts.reference.recordClass(request.classCode ?? '')?.family
  if (family === undefined || isPersonal(family))
    return refuse('access.class-personal', { classCode: request.classCode })
  if (asker.state !== 'active') return refuse('access.not-cleared')
  const grade = [asker.clearance, actor.clearance].toSorted((a, b) => gradeRank(a) - gradeRank(b))[0]
  const dated = { fromOn: facts.today, toOn: addDays(facts.today, days - 1), grade: grade ?? 'public' }
  const granted: AccessGrantRow = { ...request, ...decidedAs, ...dated, state: 'granted' }
  const people = [{ id: asker.personId, rightsVersion: asker.rightsVersion }]
  return writeLook(facts, granted, { type: 'access.granted', data: { id, reason, ...dated }, people, acting })
}

/** Ends a look before its day: its holder, or who heads the unit. */
export function endLook(facts: ActFacts, { requestId }: { readonly requestId: string }): Decision {
  const request = facts.accessGrant
  if (request === undefined || request.classCode === null || request.id !== requestId)
    return endAccess(facts, { requestId })
  if (request.personId !== facts.actor.personId && facts.headOfUnit === undefined) return refuse('not-found')
  if (request.state !== 'granted') return refuse('access.not-granted')
  return writeLook(facts, { ...request, state: 'ended' }, { type: 'access.ended', data: { id: requestId } })
}
