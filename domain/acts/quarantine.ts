/** Content that bears the mark of a state secret: closed to everybody until the security administrator decides (保密法 Arts 30 and 31). */
import { candidateGroup } from '#domain/access.ts'
import type { NewEvent } from '#domain/events.ts'
import { refuse } from '#domain/refusal.ts'
import { decided, type ActFacts, type Decision } from './act.ts'
import { finishJob, type JobRef } from './engine.ts'
import { standingOf } from './paper-effects.ts'
import { fondsOf, holdRefusal, subjectOf } from './place.ts'
import { recordFor, type RecordSubject } from './record-subject.ts'

/** With what a job stops that meets such a mark in the pages it reads. */
export const MARK_FOUND = 'record.state-secret'

export interface MarkedContent {
  readonly recordId: string
  readonly objectIds: readonly string[]
}

/** Closes a record from the commit in which a machine has found the mark; one that is closed already stays so. */
export function quarantineEvents(
  facts: ActFacts,
  { recordId, objectIds }: MarkedContent,
): readonly NewEvent[] {
  const subject = subjectOf(facts, recordId)
  if (subject?.kind !== 'record' || subject.row.quarantine !== null || objectIds.length === 0) return []
  return [{ stream: streamOf(subject), type: 'record.quarantined', data: { objectIds } }]
}

/** As `quarantineEvents`, as an act of its own: the job that found it stops with an incident. */
export function quarantine(facts: ActFacts, marked: MarkedContent): Decision {
  const subject = subjectOf(facts, marked.recordId)
  if (subject?.kind !== 'record' || subject.row.endedOn !== null) return refuse('not-found')
  return decided(quarantineEvents(facts, marked), { recordId: marked.recordId })
}

export type QuarantineDecision =
  | { readonly recordId: string; readonly finding: 'no-secret'; readonly reason: string }
  | {
      readonly recordId: string
      readonly finding: 'secret'
      /** Number of the decision of whoever classifies. */
      readonly reference: string
    }

/**
 * The security administrator states what whoever classifies has decided. No secret: the record is open again and goes on where it stood.
 * A secret: it stays closed for ever, and every copy goes by the delete gate as soon as its lock allows. Facts: the record, its objects.
 */
export function decideQuarantine(facts: ActFacts, decision: QuarantineDecision): Decision {
  const subject = recordFor(facts, decision.recordId, 'secret.decide')
  if (subject.kind === 'refused') return subject
  const { row } = subject
  if (row.quarantine !== 'found' || row.endedOn !== null) return refuse('content.not-quarantined')
  const answer = { recordId: row.id }
  if (decision.finding === 'no-secret') return decided(liftEvents(facts, subject, decision.reason), answer)
  const isElsewhere =
    row.disposalListId !== null || (row.transferBatchId !== null && row.transferredOn === null)
  if (isElsewhere || holdRefusal(facts, row, {}) !== undefined)
    return refuse('record.not-in-keep', { place: row.placeStep })
  return decided(
    [
      {
        stream: streamOf(subject),
        type: 'record.declared-secret',
        data: { reference: decision.reference },
      },
      jobEvent(facts, subject, 'remove-secret'),
    ],
    answer,
  )
}

/** What the mark had stopped goes on: reading that became an incident, and the locking of what came with a backlog. */
function liftEvents(facts: ActFacts, subject: RecordSubject, reason: string): readonly NewEvent[] {
  const stream = streamOf(subject)
  const content = subject.rows.all('digitalObject').filter(({ role }) => role === 'content')
  const digests = [...new Set(content.map(({ sha256 }) => sha256))]
  const jobs = subject.rows.all('job')
  const stopped = jobs.filter(({ state, errorCode }) => state === 'incident' && errorCode === MARK_FOUND)
  const locked = new Set(
    subject.rows
      .all('objectCopy')
      .filter(({ bucket }) => bucket === 'masters')
      .map(({ objectId }) => objectId),
  )
  const isUnlocked = content.some(({ id, withdrawnAt }) => withdrawnAt === null && !locked.has(id))
  const isImported = subject.row.importId !== null && subject.row.archivalCode !== null
  return [
    { stream, type: 'record.quarantine-lifted', data: { reason, digests } },
    ...stopped.map(({ id }): NewEvent => ({ stream, type: 'job.retried', data: { jobId: id } })),
    ...(isImported && isUnlocked && jobs.length === 0 ? [jobEvent(facts, subject, 'preserve')] : []),
  ]
}

/**
 * Ends the record when no copy of a declared secret is left: texts and personal values go in the same commit. Its paper lies with the
 * classified system under the reference of the declaration, so that its place on the shelf is free.
 */
export function finishRemoval(facts: ActFacts, { subjectId, jobId }: JobRef): Decision {
  const subject = subjectOf(facts, subjectId)
  if (subject?.kind !== 'record' || subject.row.quarantine !== 'declared') return refuse('not-found')
  const copies = subject.rows.all('objectCopy')
  if (copies.some(({ state }) => state !== 'destroyed'))
    return refuse('task.out-of-order', { recordId: subjectId })
  const stream = streamOf(subject)
  const standing = standingOf(subject.rows)
  const freed: readonly NewEvent[] =
    standing === undefined
      ? []
      : [{ stream, type: 'record.unshelved', data: { placementId: standing.id, reason: 'withdrawn' } }]
  return finishJob(facts, {
    subjectId,
    jobId,
    outcome: null,
    events: [...freed, { stream, type: 'record.secret-removed', data: { copies: copies.length } }],
    more: { erase: [subjectId] },
  })
}

function jobEvent(facts: ActFacts, { row }: RecordSubject, kind: 'preserve' | 'remove-secret'): NewEvent {
  const ownerGroup = candidateGroup('archives-clerk', fondsOf(facts, row.fondsId).archivesUnitId)
  const stream = { kind: 'record' as const, id: row.id }
  return { stream, type: 'job.started', data: { id: facts.newId(), kind, step: null, ownerGroup } }
}

function streamOf({ row }: RecordSubject) {
  return { kind: 'record' as const, id: row.id }
}
