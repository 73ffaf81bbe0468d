/** What becomes of a record's dates when an act has changed the data from which they start. */
import type { NewEvent } from '#domain/events.ts'
import type { RetentionVerdict } from '#domain/explanation.ts'
import type { RecordState } from '#domain/state.ts'
import { decided, type ActFacts, type Decided } from './act.ts'
import { type GivenData, givenBy, startedEvents, startedRecord } from './data-starts.ts'
import { datingEventsBy, rewokenBy } from './dating.ts'
import { eligibilityToday, keepUntil, subjectOf, type Subject } from './place.ts'

type RecordSubject = Extract<Subject, { kind: 'record' }>

export interface Redated {
  readonly events: readonly NewEvent[]
  /** The record whose new date comes before its next wake-up; the others sleep on and look when they wake. */
  readonly nudged: readonly string[]
  /** What the rules answer by now; absent where no start has changed. */
  readonly answer?: {
    readonly verdict: RetentionVerdict
    readonly endsOn: string | null
    readonly dueOn: string | null
  }
}

const UNCHANGED: Redated = { events: [], nudged: [] }

/**
 * The events of new starts and of the date that follows, in the act's own commit. Before its filing a record has no date. What stands on a list
 * or a batch keeps the date that was listed, as in a re-dating; its new start is known, so that nothing of it goes on by the old one.
 */
export function redatedBy(facts: ActFacts, subject: RecordSubject, given: GivenData): Redated {
  const { record } = given
  if (record.scheduleVersionId === null || record.endedOn !== null) return UNCHANGED
  const rules = facts.reference.rules(record.scheduleVersionId, record.classCode)
  if (rules === undefined) return UNCHANGED
  const started = startedEvents(facts, given, rules)
  if (started.length === 0) return UNCHANGED
  if (isElsewhere(record)) return { events: started, nudged: [] }
  const after = startedRecord(record, started)
  const answer = eligibilityToday(facts, after, rules)
  const wakeOn = keepUntil(facts, after, answer)
  const isSooner = record.placeStep === 'keep' && record.wakeOn !== null && wakeOn < record.wakeOn
  return {
    events: [
      ...started,
      ...datingEventsBy(facts, { record: after, answer, jobs: subject.rows.all('job') }),
      ...rewokenBy(facts, after, { verdict: 'fact-changed', wakeOn }),
    ],
    nudged: isSooner ? [record.id] : [],
    answer: {
      verdict: answer.explanation.verdict,
      endsOn: 'endsOn' in answer ? answer.endsOn : null,
      dueOn: 'dueOn' in answer ? answer.dueOn : null,
    },
  }
}

function isElsewhere(record: RecordState): boolean {
  return (
    record.disposalListId !== null || record.transferBatchId !== null || record.destructionBegunAt !== null
  )
}

/** The side volumes of a case among the facts, whose term may start with that of their main volume. */
export function redatedSides(facts: ActFacts, main: RecordState): Redated {
  const sides = [...facts.subjects.keys()]
    .map((id) => subjectOf(facts, id))
    .flatMap((one) => (one?.kind === 'record' && one.row.mainRecordId === main.id ? [one] : []))
  const all = sides.map((side) => redatedBy(facts, side, { record: side.row, main }))
  return { events: all.flatMap(({ events }) => events), nudged: all.flatMap(({ nudged }) => nudged) }
}

/** A side volume whose main volume has begun since, by an act whose actor did not see this one. */
export function redatedByMain(facts: ActFacts, subject: RecordSubject): Redated {
  const { main } = givenBy(facts, subject)
  return main === undefined ? UNCHANGED : redatedBy(facts, subject, { record: subject.row, main })
}

/** An act that has changed the data of a record, with the dates that follow for it and for its side volumes. */
export function decidedAnew(
  facts: ActFacts,
  {
    subject,
    given,
    said,
  }: { readonly subject: RecordSubject; readonly given: GivenData; readonly said: readonly NewEvent[] },
  answer: Decided['answer'],
): Decided {
  const own = redatedBy(facts, subject, given)
  const sides = redatedSides(facts, startedRecordOf(given.record, own))
  return decided(
    [...said, ...own.events, ...sides.events],
    { ...answer, redated: own.answer ?? null },
    {
      nudged: [...own.nudged, ...sides.nudged],
    },
  )
}

function startedRecordOf(record: RecordState, { events }: Redated): RecordState {
  return startedRecord(
    record,
    events.flatMap((event) => (event.type === 'retention.started' ? [event] : [])),
  )
}
