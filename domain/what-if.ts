/**
 * What a new version of a schedule would move: for one record, and counted. It asks the same rules as the clock itself, so that
 * what is shown before an activation is what the activation does.
 */
import { daysBetween, type PlainDate, yearOf } from './dates.ts'
import { transferDueUnder } from './disposal.ts'
import type { Reason, RetentionExplanation } from './explanation.ts'
import type { RecordFacts, Retention } from './retention.ts'
import type { ScheduleRow } from './schedule.ts'
import { rankOf, retentionUnder } from './several-rules.ts'

/** `later` and `earlier` tell of the end of retention; the last two get no new date, a person must look at them. */
export const MOVEMENTS = ['same', 'later', 'earlier', 'conflict', 'cannot_evaluate'] as const
export type MovementKind = (typeof MOVEMENTS)[number]

/** Where a record stands under one version. */
export type Position = {
  readonly verdict: Retention['verdict']
  readonly endsOn?: PlainDate
  readonly dueOn?: PlainDate
  readonly transferDueOn?: PlainDate
}

export type Movement = {
  readonly kind: MovementKind
  readonly from: Position
  readonly to: Position
  /** By how many days the end moves, negative when it comes earlier; absent unless both ends are dates. */
  readonly days?: number
  /** How the day of transfer moves: beside the end, and without it. */
  readonly transfer: 'same' | 'later' | 'earlier'
  /** Whether the record would be due on the day of the activation and is not today. */
  readonly dueAtOnce: 'yes' | 'no'
  readonly reasons: readonly Reason[]
  /** Why the new date is what it is; absent where the new version says nothing of the class. */
  readonly explanation?: RetentionExplanation
}

/** The rows that govern a record before and after; several where several apply, none where a version has no row for the class. */
export type Change = {
  readonly from: readonly ScheduleRow[]
  readonly to: readonly ScheduleRow[]
  /** What was known of the record before it moves; absent where that is the same as after. */
  readonly was?: RecordFacts
}

/** What becomes of one record on the day of an activation. */
export function movementOf(facts: RecordFacts, change: Change, asOf: PlainDate): Movement {
  const before = positionOf(change.was ?? facts, change.from)
  const after = positionOf(facts, change.to)
  const [from, to] = [before.position, after.position]
  const isNewlyDue =
    to.dueOn !== undefined && to.dueOn <= asOf && (from.dueOn === undefined || from.dueOn > asOf)
  return {
    kind: kindOf(from, to),
    from,
    to,
    ...(from.endsOn === undefined || to.endsOn === undefined
      ? {}
      : { days: daysBetween(from.endsOn, to.endsOn) }),
    transfer: transferMoveOf(from.transferDueOn, to.transferDueOn),
    dueAtOnce: isNewlyDue ? 'yes' : 'no',
    reasons: after.reasons,
    ...(after.explanation === undefined ? {} : { explanation: after.explanation }),
  }
}

type Placed = {
  readonly position: Position
  readonly reasons: readonly Reason[]
  readonly explanation?: RetentionExplanation
}

function positionOf(facts: RecordFacts, [first, ...others]: readonly ScheduleRow[]): Placed {
  if (first === undefined) {
    return { position: { verdict: 'cannot_evaluate' }, reasons: [{ code: 'schedule.row-missing' }] }
  }
  const { retention } = retentionUnder(facts, [first, ...others])
  const transferDueOn = transferDueUnder(facts, [first, ...others])
  const dates = retention.verdict === 'ends' ? { endsOn: retention.endsOn, dueOn: retention.dueOn } : {}
  return {
    position: {
      verdict: retention.verdict,
      ...dates,
      ...(transferDueOn === undefined ? {} : { transferDueOn }),
    },
    reasons: retention.reasons,
    explanation: retention.explanation,
  }
}

/** A record whose event has not come is kept as long as one with no date: longer than any date, shorter than for ever. */
function kindOf(from: Position, to: Position): MovementKind {
  if (to.verdict === 'conflict' || to.verdict === 'cannot_evaluate') return to.verdict
  if (from.endsOn !== undefined && to.endsOn !== undefined) {
    if (from.endsOn === to.endsOn) return 'same'
    return from.endsOn < to.endsOn ? 'later' : 'earlier'
  }
  const step = rankOf(to.verdict) - rankOf(from.verdict)
  if (step === 0) return 'same'
  return step > 0 ? 'later' : 'earlier'
}

/** No day of transfer is later than any: the record stays. */
function transferMoveOf(from: PlainDate | undefined, to: PlainDate | undefined): Movement['transfer'] {
  if (from === to) return 'same'
  if (to === undefined) return 'later'
  return from === undefined || to < from ? 'earlier' : 'later'
}

/** How many records move and how; all integers, fit to be added up. */
export type Tally = Readonly<Record<MovementKind, number>> & {
  readonly dueAtOnce: number
  readonly transferMoved: number
  /** Records with an end entered by hand that the new minimum term overtakes: shown, never overwritten in silence. */
  readonly byHandOvertaken: number
}

export const NO_MOVEMENT: Tally = {
  same: 0,
  later: 0,
  earlier: 0,
  conflict: 0,
  cannot_evaluate: 0,
  dueAtOnce: 0,
  transferMoved: 0,
  byHandOvertaken: 0,
}

/** The tally with so many records of one movement more. */
export function tallied(tally: Tally, movement: Movement, count = 1): Tally {
  const isOvertaken = movement.reasons.some(({ code }) => code === 'retention.manual-not-later')
  return {
    ...tally,
    [movement.kind]: tally[movement.kind] + count,
    dueAtOnce: tally.dueAtOnce + (movement.dueAtOnce === 'yes' ? count : 0),
    transferMoved: tally.transferMoved + (movement.transfer === 'same' ? 0 : count),
    byHandOvertaken: tally.byHandOvertaken + (isOvertaken ? count : 0),
  }
}

/** A year of the calendar on average over four centuries. */
const DAYS_OF_YEAR = 365.2425

/** By how many years the end moves, as people count it: never 0 where it moves at all; undefined where one of the ends is no date. */
export function shiftYearsOf({ days }: Pick<Movement, 'days'>): number | undefined {
  if (days === undefined || days === 0) return days
  const years = Math.round(days / DAYS_OF_YEAR)
  return years === 0 ? Math.sign(days) : years
}

/** Full years between the two ends where they are whole, else undefined: people count terms in years. */
export function wholeYearsOf({ from, to }: Pick<Movement, 'from' | 'to'>): number | undefined {
  if (from.endsOn === undefined || to.endsOn === undefined) return undefined
  if (from.endsOn.slice(5) !== to.endsOn.slice(5)) return undefined
  return Math.abs(yearOf(to.endsOn) - yearOf(from.endsOn))
}
