/** What-if over records as they stand: from a record's row to the rule, and sums by class, unit and year. */
import { type PlainDate, yearOf } from './dates.ts'
import type { RecordFacts } from './retention.ts'
import type { Rules, ScheduleRow } from './schedule.ts'
import { retentionFactsOf, type Startable, startsAwaited } from './starts.ts'
import { type Movement, movementOf, NO_MOVEMENT, shiftYearsOf, type Tally, tallied } from './what-if.ts'

/** The rules of a record's class before and after; absent where a version has none. */
export type RowChange = {
  readonly from?: Rules | undefined
  readonly to?: Rules | undefined
}

/** Everything of a record on which its dates rest. */
export type Datable = Startable

/** What becomes of one record: each rule, before and after, finds the start that it names. `was`: the record with the starts that it had. */
export function movementOfRecord(
  record: Datable,
  { from, to, was = record }: RowChange & { readonly was?: Datable },
  asOf: PlainDate,
): Movement {
  const [before, after] = [from ?? [], to ?? []]
  const factsOf = (one: Datable, rules: readonly ScheduleRow[]) =>
    askedFor(retentionFactsOf(one, [...before, ...after], asOf), rules)
  const change = { from: before, to: after, was: factsOf(was, before) }
  return movementOf(factsOf(record, after), change, asOf)
}

/** Of the events that are known those which some rules ask for: no date that is computed under them rests on another. */
function askedFor(facts: RecordFacts, rules: readonly ScheduleRow[]): RecordFacts {
  const asked = startsAwaited(rules)
  const isAsked = (event: string, of: string | undefined) =>
    asked.some((one) => one.event === event && one.of === of)
  const { unfound, ...known } = facts
  return {
    ...known,
    events: facts.events.filter(({ kind, of }) => isAsked(kind, of)),
    ...(unfound === undefined ? {} : { unfound: unfound.filter(({ event, of }) => isAsked(event, of)) }),
  }
}

/** Records that have everything in common on which a movement rests. */
export type RecordGroup = Datable & {
  readonly classCode: string
  readonly unitId: string
  readonly count: number
}

export type Summary = {
  readonly total: Tally
  readonly byClass: ReadonlyMap<string, Tally>
  readonly byUnit: ReadonlyMap<string, Tally>
  /** By the year in which they would be due; records without a date are in none. */
  readonly byYear: ReadonlyMap<number, Tally>
  /** How many are due in which year as it stands now. */
  readonly dueBefore: ReadonlyMap<number, number>
  /** How many move by so many years, earlier ones below zero; those that do not move by years are in none. */
  readonly byShift: ReadonlyMap<number, number>
}

export const EMPTY_SUMMARY: Summary = {
  total: NO_MOVEMENT,
  byClass: new Map(),
  byUnit: new Map(),
  byYear: new Map(),
  dueBefore: new Map(),
  byShift: new Map(),
}

/** The summary with a page of groups more. */
export function summed<G extends RecordGroup>(
  summary: Summary,
  groups: readonly G[],
  movementOfGroup: (group: G) => Movement,
): Summary {
  let { total } = summary
  const byClass = new Map(summary.byClass)
  const byUnit = new Map(summary.byUnit)
  const byYear = new Map(summary.byYear)
  const dueBefore = new Map(summary.dueBefore)
  const byShift = new Map(summary.byShift)
  for (const group of groups) {
    const movement = movementOfGroup(group)
    const add = (tally: Tally | undefined): Tally => tallied(tally ?? NO_MOVEMENT, movement, group.count)
    total = add(total)
    byClass.set(group.classCode, add(byClass.get(group.classCode)))
    byUnit.set(group.unitId, add(byUnit.get(group.unitId)))
    const { dueOn } = movement.to
    if (dueOn !== undefined) byYear.set(yearOf(dueOn), add(byYear.get(yearOf(dueOn))))
    const { dueOn: wasDueOn } = movement.from
    if (wasDueOn !== undefined) more(dueBefore, yearOf(wasDueOn), group.count)
    const years = shiftYearsOf(movement)
    if (years !== undefined && years !== 0) more(byShift, years, group.count)
  }
  return { total, byClass, byUnit, byYear, dueBefore, byShift }
}

function more(counts: Map<number, number>, key: number, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count)
}
