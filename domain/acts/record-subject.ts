/** The record that an act is on, and what bars every act on it before the act's own rules are asked. */
import { mayAct, type ActName } from '#domain/access.ts'
import { refuse, type Refusal } from '#domain/refusal.ts'
import type { RecordState } from '#domain/state.ts'
import type { ActFacts } from './act.ts'
import { subjectOf, type Subject } from './place.ts'

export type RecordSubject = Extract<Subject, { kind: 'record' }>

/** Who does not see the record is told that there is none, before anything of their post. */
export function recordFor(facts: ActFacts, recordId: string, act: ActName): RecordSubject | Refusal {
  const subject = subjectOf(facts, recordId)
  if (subject?.kind !== 'record') return refuse('not-found')
  return mayAct(facts.actor, act) ? subject : refuse('access.denied', { act })
}

/** The same while the record stands: it has neither ended nor passed the point of no return. */
export function standingRecord(facts: ActFacts, recordId: string, act: ActName): RecordSubject | Refusal {
  const subject = recordFor(facts, recordId, act)
  return subject.kind === 'refused' ? subject : (endRefusal(subject.row) ?? subject)
}

/** The same where its contents are touched: what waits for the security administrator is closed. */
export function readableRecord(facts: ActFacts, recordId: string, act: ActName): RecordSubject | Refusal {
  const subject = recordFor(facts, recordId, act)
  if (subject.kind === 'refused') return subject
  if (subject.row.quarantine !== null) return refuse('content.quarantined')
  return endRefusal(subject.row) ?? subject
}

function endRefusal({ endedOn, destructionBegunAt }: RecordState): Refusal | undefined {
  if (endedOn !== null) return refuse('record.ended')
  return destructionBegunAt === null ? undefined : refuse('record.being-destroyed')
}
