/**
 * Re-dating: after an activation the records of a schedule move to the version in force, each with its new date and the
 * explanation of it. A batch is ordered by a person and done by the engine; what cannot be computed is left where it is, by name.
 */
import { mayAct } from '#domain/access.ts'
import type { NewEvent } from '#domain/events.ts'
import { refuse } from '#domain/refusal.ts'
import { namingOf, waitsForData } from '#domain/starts.ts'
import type { RecordState } from '#domain/state.ts'
import type { RedatingVerdict } from '#domain/vocabulary.ts'
import type { Movement, MovementKind } from '#domain/what-if.ts'
import { movementOfRecord, type RowChange } from '#domain/what-if-records.ts'
import { decided, type ActFacts, type Decision } from './act.ts'
import { givenBy, startedEvents, type StartedEvent, startedRecord } from './data-starts.ts'
import { datingEventsBy } from './dating.ts'
import { eligibilityToday, keepUntil, subjectOf, type Subject } from './place.ts'
import { versionOf } from './schedules.ts'

/** A person orders that every record of the schedule moves to the version in force; one batch of a version at a time. */
export function orderRedating(facts: ActFacts, { id }: { readonly id: string }): Decision {
  const found = versionOf(facts, id)
  if (found === undefined) return refuse('not-found')
  if (!mayAct(facts.actor, 'schedule.redate')) return refuse('access.denied', { act: 'schedule.redate' })
  if (found.version.state !== 'active') return refuse('schedule.out-of-order', { state: found.version.state })
  if (found.version.editors.includes(facts.actor.personId)) return refuse('schedule.second-person')
  if (found.jobs.some((job) => job.state !== 'finished')) return refuse('schedule.redating-runs')
  const jobId = facts.newId()
  return decided(
    [{ stream: { kind: 'schedule', id }, type: 'schedule.redating-ordered', data: { jobId } }],
    { jobId },
    { bulkJobs: [jobId] },
  )
}

/** Pauses a batch after its present page, or lets it go on. */
export function steerRedating(
  facts: ActFacts,
  { id, jobId, to }: { readonly id: string; readonly jobId: string; readonly to: 'paused' | 'running' },
): Decision {
  const found = versionOf(facts, id)
  const job = found?.jobs.find((one) => one.id === jobId)
  if (job === undefined) return refuse('not-found')
  if (!mayAct(facts.actor, 'schedule.redate')) return refuse('access.denied', { act: 'schedule.redate' })
  if (job.state === 'finished' || job.state === to)
    return refuse('schedule.out-of-order', { state: job.state })
  const type = to === 'paused' ? 'schedule.redating-paused' : 'schedule.redating-resumed'
  return decided(
    [{ stream: { kind: 'schedule', id }, type, data: { jobId } }],
    { jobId },
    { bulkJobs: [jobId] },
  )
}

/** The engine says that every record was looked at, and what became of them. */
export function finishRedating(
  facts: ActFacts,
  {
    id,
    jobId,
    counts,
  }: { readonly id: string; readonly jobId: string; readonly counts: Readonly<Record<string, number>> },
): Decision {
  if (!mayAct(facts.actor, 'record.redate')) return refuse('access.denied', { act: 'record.redate' })
  const job = versionOf(facts, id)?.jobs.find((one) => one.id === jobId)
  if (job === undefined) return refuse('not-found')
  if (job.state === 'finished') return decided([], { jobId })
  return decided(
    [{ stream: { kind: 'schedule', id }, type: 'schedule.redating-finished', data: { jobId, counts } }],
    { jobId },
  )
}

/** A page of records, by the engine: an event with the new date for each that moves, and a verdict for every one. */
export function redateRecords(
  facts: ActFacts,
  { versionId, recordIds }: { readonly versionId: string; readonly recordIds: readonly string[] },
): Decision {
  if (!mayAct(facts.actor, 'record.redate')) return refuse('access.denied', { act: 'record.redate' })
  const redated = recordIds.map((recordId) => redatedOne(facts, versionId, recordId))
  return decided(
    redated.flatMap(({ events }) => events),
    { verdicts: Object.fromEntries(redated.map(({ recordId, verdict }) => [recordId, verdict])) },
    { nudged: redated.filter(({ wakes }) => wakes === 'sooner').map(({ recordId }) => recordId) },
  )
}

interface Redated {
  readonly recordId: string
  readonly verdict: RedatingVerdict
  readonly events: readonly NewEvent[]
  /** Only a record whose new date comes before its next wake-up is woken: the others sleep on and look when they wake. */
  readonly wakes: 'sooner' | 'as-before'
}

function redatedOne(facts: ActFacts, versionId: string, recordId: string): Redated {
  const left = (verdict: RedatingVerdict): Redated => ({ recordId, verdict, events: [], wakes: 'as-before' })
  const subject = subjectOf(facts, recordId)
  if (subject?.kind !== 'record' || subject.row.endedOn !== null) return left('ended')
  const { row } = subject
  if (row.scheduleVersionId === null || row.scheduleVersionId === versionId) return left('same-version')
  if (row.disposalListId !== null || row.transferBatchId !== null || row.destructionBegunAt !== null)
    return left('on-list')
  const to = facts.reference.rules(versionId, row.classCode)
  const from = facts.reference.rules(row.scheduleVersionId, row.classCode)
  const started = startsUnder(facts, subject, { from, to })
  const known = startedRecord(row, started)
  const movement = movementOfRecord(known, { from, to }, facts.today)
  const { kind } = movement
  if (to === undefined || kind === 'conflict' || kind === 'cannot_evaluate')
    return left(kind === 'conflict' ? 'conflict' : 'cannot_evaluate')
  const pinned: RecordState = { ...known, scheduleVersionId: versionId }
  const stream = { kind: 'record' as const, id: recordId }
  const answer = eligibilityToday(facts, pinned, to)
  const wakeOn = keepUntil(facts, pinned, answer)
  const isSooner = row.placeStep === 'keep' && row.wakeOn !== null && wakeOn < row.wakeOn
  const repinned: NewEvent = {
    stream,
    type: 'record.repinned',
    data: { from: row.scheduleVersionId, scheduleVersionId: versionId },
  }
  const woken: readonly NewEvent[] = isSooner
    ? [{ stream, type: 'retention.looked-at', data: { asOf: facts.today, verdict: 're-dated', wakeOn } }]
    : []
  return {
    recordId,
    verdict: verdictOf(row, movement, kind),
    events: [
      repinned,
      ...started,
      ...datingEventsBy(facts, { record: pinned, answer, jobs: subject.rows.all('job') }),
      ...woken,
    ],
    wakes: isSooner ? 'sooner' : 'as-before',
  }
}

/**
 * The starts that the rules after the move find in the record's data; and a day from before days were kept by name is named as the
 * rules so far read it, so that no other rule takes it for its own.
 */
function startsUnder(
  facts: ActFacts,
  subject: Extract<Subject, { kind: 'record' }>,
  { from, to }: RowChange,
): readonly StartedEvent[] {
  const naming = namingOf(subject.row, from ?? [])
  const stream = { kind: 'record' as const, id: subject.row.id }
  const named: readonly StartedEvent[] =
    naming === undefined ? [] : [{ stream, type: 'retention.started', data: naming }]
  if (to === undefined) return named
  const record = startedRecord(subject.row, named)
  const data = waitsForData(to) ? givenBy(facts, subject) : {}
  return [...named, ...startedEvents(facts, { ...data, record }, to)]
}

/** An end set by hand is never passed over in silence: the verdict says whether it still counts. */
function verdictOf(
  { manualEndsOn }: RecordState,
  { to, reasons }: Movement,
  kind: Exclude<MovementKind, 'conflict' | 'cannot_evaluate'>,
): RedatingVerdict {
  if (manualEndsOn === null || to.endsOn === undefined) return kind
  return reasons.some(({ code }) => code === 'retention.manual-not-later')
    ? 'by-hand-overtaken'
    : 'by-hand-kept'
}
