import { candidateGroup } from '#domain/access.ts'
import type { NewEvent } from '#domain/events.ts'
import { refuse } from '#domain/refusal.ts'
import type { RecordState } from '#domain/state.ts'
import { decided, type ActFacts, type Decision } from './act.ts'
import { fondsOf, subjectOf, type Subject } from './place.ts'

/**
 * The store follows a decision at once: whatever starts or stops the renewal of locks, or a hold, starts this work in its
 * own commit, and the daily patrol is only the net below it (ADR 6). Nothing is locked before filing.
 */
export function securingEvents(facts: ActFacts, record: RecordState): readonly NewEvent[] {
  if (record.archivalCode === null || record.endedOn !== null) return []
  return [jobBeside(facts, { kind: 'record', row: record }, 'secure-copies').event]
}

/**
 * Bytes that are not what they were are a matter for a person: the check reads all copies of the subject again, and what it
 * finds becomes an incident. Nothing is started twice, and nothing for a life that has ended.
 */
export function askForCheck(facts: ActFacts, { subjectId }: { readonly subjectId: string }): Decision {
  const subject = subjectOf(facts, subjectId)
  if (subject === undefined) return refuse('not-found')
  if (subject.row.endedOn !== null) return refuse('record.ended')
  const known = subject.rows
    .all('job')
    .find((job) => job.kind === 'check-fixity' && (job.state === 'running' || job.state === 'incident'))
  return known === undefined
    ? decided([jobBeside(facts, subject, 'check-fixity').event], { subjectId })
    : decided([], { subjectId })
}

/** Work beside the lifecycle. Who repairs it must see the subject: before the hand-over a record is seen in its forming unit alone. */
export function jobBeside(
  facts: ActFacts,
  subject: Pick<Subject, 'kind' | 'row'>,
  kind: 'secure-copies' | 'check-fixity' | 'settle-retention' | 'inspect' | 'preserve',
): { readonly id: string; readonly event: NewEvent } {
  const { id, fondsId, formingUnitId, custodyUnitId } = subject.row
  const ownerGroup =
    custodyUnitId === null
      ? candidateGroup('unit-archivist', formingUnitId)
      : candidateGroup('archives-clerk', fondsOf(facts, fondsId).archivesUnitId)
  const jobId = facts.newId()
  const stream = { kind: subject.kind, id }
  return {
    id: jobId,
    event: { stream, type: 'job.started', data: { id: jobId, kind, step: null, ownerGroup } },
  }
}
