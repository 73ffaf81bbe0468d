import { mayAct } from '#domain/access.ts'
import type { PlainDate } from '#domain/dates.ts'
import type { NewEvent } from '#domain/events.ts'
import { refuse } from '#domain/refusal.ts'
import { successorsOf, type TriggerEvent } from '#domain/schedule.ts'
import { decided, type ActFacts, type Decision } from './act.ts'
import { datingEvents, rewoken } from './dating.ts'
import { subjectOf, triggerNameOf } from './place.ts'
import { ruleOf } from './record-effects.ts'

export interface NewTrigger {
  readonly recordId: string
  readonly kind: TriggerEvent
  readonly on: PlainDate
  readonly evidence: string
}

/** Enters an event with its own date, such as a death; it starts no clock before a second person confirms it. */
export function enterTrigger(facts: ActFacts, { recordId, kind, on, evidence }: NewTrigger): Decision {
  const subject = subjectOf(facts, recordId)
  if (subject?.kind !== 'record') return refuse('not-found')
  if (!mayAct(facts.actor, 'event.enter')) return refuse('access.denied', { act: 'event.enter' })
  if (subject.row.endedOn !== null) return refuse('record.ended')
  if (on > facts.today) return refuse('record.formed-in-future', { today: facts.today })
  const rule = ruleOf(facts, subject.row)
  if (rule.kind === 'refused') return rule
  if (triggerNameOf(rule.rules) !== kind && successorsOf(subject.row.classCode, kind).length === 0)
    return refuse('event.unknown', { kind })
  const id = facts.newId()
  return decided(
    [{ stream: { kind: 'record', id: recordId }, type: 'trigger.entered', data: { id, kind, on, evidence } }],
    { triggerId: id },
  )
}

export interface TriggerDecision {
  readonly recordId: string
  readonly triggerId: string
  readonly decision: 'confirm' | 'refuse'
  readonly reason: string
  /** Where the event takes the record to another class and there is a choice; otherwise the usual one. */
  readonly classCode?: string
}

/**
 * A second person confirms or refuses; on confirmation the due date is computed anew, the former one stays in the ledger. It is
 * of those who answer for the years that the event starts (企业职工档案管理工作规定: the custodian keeps a dead person's file five
 * years): of the archives office, or of the forming unit as long as the record has not been handed over.
 */
export function decideTrigger(
  facts: ActFacts,
  { recordId, triggerId, decision, reason, classCode }: TriggerDecision,
): Decision {
  const subject = subjectOf(facts, recordId)
  const trigger = subject?.rows.get('trigger', triggerId)
  if (subject?.kind !== 'record' || trigger === undefined) return refuse('not-found')
  if (subject.row.endedOn !== null) return refuse('record.ended')
  if (trigger.state !== 'entered') return refuse('task.not-open')
  if (trigger.enteredBy === facts.actor.personId) return refuse('event.second-person')
  const isInUnit = subject.row.custodyUnitId === null && mayAct(facts.actor, 'event.confirm-in-unit')
  if (!isInUnit && !mayAct(facts.actor, 'event.confirm'))
    return refuse('access.denied', { act: 'event.confirm' })
  const stream = { kind: 'record' as const, id: recordId }
  if (decision === 'refuse')
    return decided([{ stream, type: 'trigger.refused', data: { triggerId, reason } }], { triggerId })
  const successors = successorsOf(subject.row.classCode, trigger.kind)
  const successor = classCode ?? successors[0]
  if (classCode !== undefined && !successors.includes(classCode))
    return refuse('record.class-unknown', { classCode })
  const row = { ...subject.row, classCode: successor ?? subject.row.classCode }
  const rule = ruleOf(facts, row)
  if (rule.kind === 'refused') return rule
  const reclassified: readonly NewEvent[] =
    successor === undefined ? [] : [{ stream, type: 'record.described', data: { classCode: successor } }]
  const confirmed: NewEvent = { stream, type: 'trigger.confirmed', data: { triggerId } }
  const record = { ...row, triggeredOn: trigger.on }
  return decided(
    [
      confirmed,
      ...reclassified,
      ...datingEvents(facts, { record, rules: rule.rules, jobs: subject.rows.all('job') }),
      ...rewoken(facts, record, 'triggered'),
    ],
    { triggerId },
  )
}
