/**
 * Re-dating: after an activation the records of a schedule move to the version in force, each with its new date and the
 * explanation of it. A batch is ordered by a person and done by the engine; what cannot be computed is left where it is, by name.
 */
import { mayAct } from '#domain/access.ts'
import type { NewEvent } from '#domain/events.ts'
import { refuse } from '#domain/refusal.ts'
import type { RecordState } from '#domain/state.ts'
import type { RedatingVerdict } from '#domain/vocabulary.ts'
import type { Movement, MovementKind } from '#domain/what-if.ts'
import { decided, type ActFacts, type Decision } from './act.ts'
import { type GivenData, givenBy } from './data-starts.ts'
import { datingEventsBy } from './dating.ts'
import { leftBy, moverInto } from './moved.ts'
import { eligibilityToday, keepUntil, subjectOf } from './place.ts'
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
  const move = moverInto({ ...facts, versionId, givenOf: (id) => givenOf(facts, id) })
  const redated = recordIds.map((recordId) => redatedOne(facts, { versionId, recordId, move }))
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

interface ToRedate {
  readonly versionId: string
  readonly recordId: string
  readonly move: ReturnType<typeof moverInto>
}

function redatedOne(facts: ActFacts, { versionId, recordId, move }: ToRedate): Redated {
  const left = (verdict: RedatingVerdict): Redated => ({ recordId, verdict, events: [], wakes: 'as-before' })
  const subject = subjectOf(facts, recordId)
  if (subject?.kind !== 'record') return left('ended')
  const { row } = subject
  const as = leftBy(row, versionId)
  if (as !== undefined || row.scheduleVersionId === null) return left(as ?? 'same-version')
  const { to, started, known, movement } = move(givenBy(facts, subject))
  const { kind } = movement
  if (to === undefined || kind === 'conflict' || kind === 'cannot_evaluate')
    return left(kind === 'conflict' ? 'conflict' : 'cannot_evaluate')
  const pinned: RecordState = {
    ...row,
    starts: known.starts,
    triggeredOn: known.triggeredOn,
    scheduleVersionId: versionId,
  }
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

/** The data of any record among the facts. */
function givenOf(facts: ActFacts, id: string): GivenData | undefined {
  const subject = subjectOf(facts, id)
  return subject?.kind === 'record' ? givenBy(facts, subject) : undefined
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
