import { mayAct } from '#domain/access.ts'
import type { PlainDate } from '#domain/dates.ts'
import type { NewEvent } from '#domain/events.ts'
import { refuse } from '#domain/refusal.ts'
import { successorsOf, type TriggerEvent } from '#domain/schedule.ts'
import { startKeyOf, startsAwaited, withStart } from '#domain/starts.ts'
import { decided, type ActFacts, type Decision } from './act.ts'
import { datingEvents, rewoken } from './dating.ts'
import { subjectOf } from './place.ts'
import { ruleOf } from './record-effects.ts'
import { recordFor } from './record-subject.ts'
import { redatedOthers } from './redate-facts.ts'

export interface NewTrigger {
  readonly recordId: string
  readonly kind: TriggerEvent
  /** Where the rules wait for several facts of this kind, the field or the relation that is meant; otherwise the only one. */
  readonly of?: string | undefined
  readonly on: PlainDate
  readonly evidence: string
}

/** Enters an event with its own date, such as a death; it starts no clock before a second person confirms it. */
export function enterTrigger(facts: ActFacts, { recordId, kind, of, on, evidence }: NewTrigger): Decision {
  const subject = recordFor(facts, recordId, 'event.enter')
  if (subject.kind === 'refused') return subject
  if (subject.row.endedOn !== null) return refuse('record.ended')
  if (on > facts.today) return refuse('record.formed-in-future', { today: facts.today })
  const rule = ruleOf(facts, subject.row)
  if (rule.kind === 'refused') return rule
  const awaited = startsAwaited(rule.rules).find(
    (one) => one.event === kind && (of === undefined || one.of === of),
  )
  if (awaited === undefined && (of !== undefined || successorsOf(subject.row.classCode, kind).length === 0))
    return refuse('event.unknown', { kind })
  const known = awaited === undefined ? {} : (subject.row.starts?.[startKeyOf(awaited)] ?? {})
  if (known.data?.on !== undefined && known.data.on !== null && known.told === undefined)
    return refuse('event.from-data', { kind, from: known.data.from.kind })
  const id = facts.newId()
  const data = { id, kind, on, evidence, ...(awaited?.of === undefined ? {} : { of: awaited.of }) }
  return decided([{ stream: { kind: 'record', id: recordId }, type: 'trigger.entered', data }], {
    triggerId: id,
  })
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
  const start = startKeyOf({ event: trigger.kind, ...(trigger.of === null ? {} : { of: trigger.of }) })
  const confirmed: NewEvent = { stream, type: 'trigger.confirmed', data: { triggerId, start } }
  const told = { on: trigger.on, from: { kind: 'persons' as const } }
  const record = {
    ...row,
    triggeredOn: trigger.on,
    starts: withStart(row, { key: start, slot: 'told', start: told }),
  }
  const sides = redatedOthers(facts, record)
  return decided(
    [
      confirmed,
      ...reclassified,
      ...datingEvents(facts, { record, rules: rule.rules, jobs: subject.rows.all('job') }),
      ...rewoken(facts, record, 'triggered'),
      ...sides.events,
    ],
    { triggerId },
    { nudged: [recordId, ...sides.nudged] },
  )
}
