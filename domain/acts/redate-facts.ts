/** What becomes of a record's dates when an act has changed the data from which they start. */
import type { NewEvent } from '#domain/events.ts'
import type { RetentionVerdict } from '#domain/explanation.ts'
import type { RecordState } from '#domain/state.ts'
import { decided, type ActFacts, type Decided } from './act.ts'
import { type GivenData, givenBy, relatedOf, startedEvents, startedRecord } from './data-starts.ts'
import { datingEventsBy, rewokenBy } from './dating.ts'
import { eligibilityToday, keepUntil, subjectOf } from './place.ts'
import type { RecordSubject } from './record-subject.ts'

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

/** Records among the facts whose term may start with that of this one: the side volumes of its case, and those that say so of themselves. */
export function redatedOthers(facts: ActFacts, moved: RecordState): Redated {
  const all = [...facts.subjects.keys()].flatMap((id): readonly Redated[] => {
    const one = subjectOf(facts, id)
    if (one?.kind !== 'record' || one.row.id === moved.id) return []
    if (one.row.mainRecordId === moved.id) return [redatedBy(facts, one, { record: one.row, main: moved })]
    const related = relatedTo(facts, one, moved)
    return related === undefined ? [] : [redatedBy(facts, one, { record: one.row, related })]
  })
  return { events: all.flatMap(({ events }) => events), nudged: all.flatMap(({ nudged }) => nudged) }
}

/** What a record states of its relations, where one of them is to the record that has moved: as that stands from now on. */
function relatedTo(facts: ActFacts, { rows }: RecordSubject, moved: RecordState): GivenData['related'] {
  const stands = rows
    .all('recordRelation')
    .some(({ otherId, withdrawnOn }) => otherId === moved.id && withdrawnOn === null)
  if (!stands) return undefined
  const related = Object.entries(relatedOf(facts, rows)).map(([type, others]) => [
    type,
    others.map((other) => (other.id === moved.id ? moved : other)),
  ])
  return Object.fromEntries(related) as GivenData['related']
}

/** A record whose main volume, or another on which it rests, has begun since, by an act whose actor did not see this one. */
export function redatedByOthers(facts: ActFacts, subject: RecordSubject): Redated {
  const { main, related } = givenBy(facts, subject)
  return redatedBy(facts, subject, {
    record: subject.row,
    ...(main === undefined ? {} : { main }),
    ...(related === undefined ? {} : { related }),
  })
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
  const others = redatedOthers(facts, startedRecordOf(given.record, own))
  return decided(
    [...said, ...own.events, ...others.events],
    { ...answer, redated: own.answer ?? null },
    {
      nudged: [...own.nudged, ...others.nudged],
    },
  )
}

function startedRecordOf(record: RecordState, { events }: Redated): RecordState {
  return startedRecord(
    record,
    events.flatMap((event) => (event.type === 'retention.started' ? [event] : [])),
  )
}
