import { gradeRank } from '#domain/access.ts'
import { yearOf } from '#domain/dates.ts'
import type { NewEvent } from '#domain/events.ts'
import { stepAt } from '#domain/lifecycle.ts'
import type { RecordState } from '#domain/state.ts'
import { GRADES } from '#domain/vocabulary.ts'
import type { ActFacts, Counter, Fonds } from './act.ts'
import { stepEvents } from './engine.ts'
import { entryEvents, fondsOf, type PlaceFacts } from './place.ts'
import type { RecordSubject } from './record-subject.ts'

/** `D` for disposal lists, `T` for transfer batches. */
export type GatheringLetter = 'D' | 'T'

export interface Gathering {
  /** Letter, fonds, year and running number: `D-J021-2027-001`; of two fonds each counts its own. */
  readonly number: string
  readonly counter: Counter
  readonly fonds: Fonds
  /** The unit that formed all of them, or the agency of the fonds. */
  readonly formingUnitId: string
  /** The highest of the records' grades. */
  readonly grade: RecordState['grade']
}

/** What is alike when records of one fonds are gathered for their disposal or their transfer. At least one record. */
export function gather(
  facts: ActFacts,
  { letter, records }: { readonly letter: GatheringLetter; readonly records: readonly RecordSubject[] },
): Gathering {
  const [first] = records
  if (first === undefined) throw new Error('nothing to gather')
  const fonds = fondsOf(facts, first.row.fondsId)
  const year = yearOf(facts.today)
  const known = facts.counters.find((c) => c.fondsId === fonds.id && c.year === year && c.block === letter)
  const counter = { fondsId: fonds.id, year, block: letter, next: known?.next ?? 1 }
  const isOfOneUnit = records.every(({ row }) => row.formingUnitId === first.row.formingUnitId)
  return {
    number: `${letter}-${fonds.code}-${year}-${String(counter.next).padStart(3, '0')}`,
    counter,
    fonds,
    formingUnitId: isOfOneUnit ? first.row.formingUnitId : fonds.agencyUnitId,
    grade: GRADES[Math.max(...records.map(({ row }) => gradeRank(row.grade)))] ?? 'restricted',
  }
}

/** The tasks of the first step; they are the compiler's own. */
export function openedForCompiler(facts: ActFacts, place: PlaceFacts): readonly NewEvent[] {
  const step = stepAt(place.definition, place.definition.first)
  if (step === undefined) throw new Error(`the definition ${place.definition.key} has no first step`)
  return entryEvents(facts, place, { step, round: 0 }).map((event) =>
    event.type === 'task.opened'
      ? { ...event, data: { ...event.data, assigneeId: facts.actor.personId } }
      : event,
  )
}

/** The record's own task is done by gathering it; there it waits, with a yearly look as armed wake-up. */
export function leaveDueEvents(
  facts: ActFacts,
  subject: RecordSubject,
  outcome: 'listed' | 'batched',
): readonly NewEvent[] {
  const completed = subject.rows
    .all('task')
    .filter((task) => task.step === 'due' && (task.state === 'open' || task.state === 'claimed'))
    .map((task): NewEvent => ({
      stream: { kind: 'record', id: subject.row.id },
      type: 'task.completed',
      data: { taskId: task.id, personId: facts.actor.personId, outcome, form: {} },
    }))
  return [...completed, ...(stepEvents(facts, subject, outcome) ?? [])]
}
