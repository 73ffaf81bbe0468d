/** An end of retention that a person sets by hand: only ever later than the computed one, with a reason, and lifted by another person. */
import type { ActName } from '#domain/access.ts'
import type { PlainDate } from '#domain/dates.ts'
import type { NewEvent } from '#domain/events.ts'
import { refuse, type Refusal } from '#domain/refusal.ts'
import { endByHand } from '#domain/retention-extension.ts'
import type { Rules } from '#domain/schedule.ts'
import { retentionUnder } from '#domain/several-rules.ts'
import { retentionFactsOf } from '#domain/starts.ts'
import type { RecordState } from '#domain/state.ts'
import { decided, type ActFacts, type Decision } from './act.ts'
import { datingEvents, rewoken } from './dating.ts'
import { ruleOf } from './record-effects.ts'
import { recordFor, type RecordSubject } from './record-subject.ts'

export interface HandEnd {
  readonly recordId: string
  /** Last day on which the record must be kept. */
  readonly endsOn: PlainDate
  readonly reason: string
}

/** Sets the last day by hand (a fixed term is a minimum term: longer is lawful, shorter never; 令3). It counts while it is the later one. */
export function setEndByHand(facts: ActFacts, { recordId, endsOn, reason }: HandEnd): Decision {
  const found = dated(facts, recordId, 'retention.set-end')
  if (found.kind === 'refused') return found
  const { record, rules } = found
  const { retention } = retentionUnder(retentionFactsOf(record, rules, facts.today), rules)
  const set = endByHand(retention, { endsOn, reason })
  if (set.kind === 'refused') return refuse(set.code, dueOnOf(retention))
  if (retention.verdict === 'ends' && retention.dueOn <= facts.today) return refuse('retention.already-due')
  const changed = { ...record, manualEndsOn: endsOn, manualSetBy: facts.actor.personId }
  if (retentionUnder(retentionFactsOf(changed, rules, facts.today), rules).retention.verdict !== 'ends')
    return refuse('retention.maximum-exceeded', { endsOn })
  const stream = { kind: 'record' as const, id: recordId }
  return redated(facts, { ...found, record: changed }, [
    { stream, type: 'retention.set-by-hand', data: { endsOn, reason } },
  ])
}

function dueOnOf(retention: object): { readonly endsOn?: unknown } {
  return 'endsOn' in retention ? { endsOn: retention.endsOn } : {}
}

/** Takes the day away again: another person than who set it, because from now on the shorter date counts. */
export function liftEndByHand(facts: ActFacts, { recordId, reason }: Omit<HandEnd, 'endsOn'>): Decision {
  const found = dated(facts, recordId, 'retention.lift-end')
  if (found.kind === 'refused') return found
  const { record } = found
  if (record.manualEndsOn === null) return refuse('retention.no-hand-end')
  if (record.manualSetBy === facts.actor.personId) return refuse('retention.second-person')
  if (reason.trim() === '') return refuse('retention.reason-missing')
  const stream = { kind: 'record' as const, id: recordId }
  const lifted: NewEvent = {
    stream,
    type: 'retention.hand-lifted',
    data: { endsOn: record.manualEndsOn, reason },
  }
  return redated(facts, { ...found, record: { ...record, manualEndsOn: null, manualSetBy: null } }, [lifted])
}

interface Found {
  readonly kind: 'found'
  readonly subject: RecordSubject
  readonly record: RecordState
  readonly rules: Rules
}

/** A filed record on no list and not due yet: what has fallen due is prolonged by an appraisal, by nobody alone. */
export function dated(facts: ActFacts, recordId: string, act: ActName): Found | Refusal {
  const subject = recordFor(facts, recordId, act)
  if (subject.kind === 'refused') return subject
  const { row: record } = subject
  if (record.endedOn !== null) return refuse('record.ended')
  if (record.scheduleVersionId === null) return refuse('retention.not-fixed')
  if (record.destructionBegunAt !== null) return refuse('record.being-destroyed')
  const isElsewhere = record.disposalListId !== null || record.transferBatchId !== null
  if (isElsewhere || record.placeStep === 'due') return refuse('retention.already-due')
  const rule = ruleOf(facts, record)
  if (rule.kind === 'refused') return rule
  return { kind: 'found', subject, record, rules: rule.rules }
}

/** The new day after what was said, with its explanation. */
export function redated(facts: ActFacts, found: Found, said: readonly NewEvent[]): Decision {
  const { record, rules, subject } = found
  const events = datingEvents(facts, { record, rules, jobs: subject.rows.all('job') })
  return decided([...said, ...events, ...rewoken(facts, record, 'by-hand')], { recordId: record.id })
}
