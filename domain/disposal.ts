/** What may become of a record on a day. The screen, the list builder, the what-if and the executor ask this one function. */
import { addYears, LAST_YEAR, type PlainDate, yearOf } from './dates.ts'
import type { Reason, RetentionExplanation } from './explanation.ts'
import { type RecordFacts, triggerOf } from './retention.ts'
import { isUsable, type Rules, type ScheduleRow, type TransferRule } from './schedule.ts'
import { retentionUnder } from './several-rules.ts'

type Stop =
  | { readonly code: 'fonds.frozen'; readonly since: PlainDate }
  | { readonly code: 'record.on-hold'; readonly standingHoldIds: readonly string[] }

type Answer = {
  /** When the record falls due to leave for another archive, beside and before its expiry. */
  readonly transferDueOn?: PlainDate
  readonly reasons: readonly Reason[]
  readonly explanation: RetentionExplanation
  /** What stands beside the date and stops destruction and transfer: a frozen fonds, or a hold on the class or the file; absent: neither. */
  readonly stoppedBy?: Stop
}

/** `due` means only that a list may be made: nothing happens by itself, ever. */
export type Eligibility =
  | (Answer & { readonly verdict: 'not_due' | 'due'; readonly endsOn: PlainDate; readonly dueOn: PlainDate })
  | (Answer & { readonly verdict: 'permanent' | 'waiting_for_event' | 'conflict' | 'cannot_evaluate' })

export type EligibilityVerdict = Eligibility['verdict']

/**
 * Whether the record's retention has run out on a day (令3: an unexpired record enters no list). Holds, loans and open tickets
 * stand beside this answer; they stop the disposal and never hide the date.
 */
export function eligibilityOf(record: RecordFacts, rules: Rules, asOf: PlainDate): Eligibility {
  const { retention } = retentionUnder(record, rules)
  const transferDueOn = transferDueUnder(record, rules)
  const { reasons, explanation } = retention
  const stoppedBy = stopOf(record)
  const answer: Answer = {
    ...(transferDueOn === undefined ? {} : { transferDueOn }),
    ...(stoppedBy === undefined ? {} : { stoppedBy }),
    reasons,
    explanation,
  }
  if (retention.verdict !== 'ends') return { ...answer, verdict: retention.verdict }
  const { endsOn, dueOn } = retention
  return { ...answer, verdict: asOf < dueOn ? 'not_due' : 'due', endsOn, dueOn }
}

function stopOf({ frozenSince, heldBy = [] }: RecordFacts): Stop | undefined {
  if (heldBy.length > 0) return { code: 'record.on-hold', standingHoldIds: heldBy }
  return frozenSince === undefined ? undefined : { code: 'fonds.frozen', since: frozenSince }
}

/**
 * The day on which the record falls due for transfer, or undefined: none is foreseen, its date is not known, or the row is not
 * active. Permanent records and those of thirty years and more leave ten years after formation (实施条例 Art 20, county); a dead
 * retiree's file five years after the death (企业职工档案管理工作规定).
 */
export function transferDueOf(record: RecordFacts, rule: ScheduleRow): PlainDate | undefined {
  if (rule.transfer.kind === 'none' || !isUsable(rule)) return undefined
  const from = startOfTransfer(record, rule.transfer.from)
  if (from === undefined || yearOf(from) + rule.transfer.years > LAST_YEAR) return undefined
  return addYears(from, rule.transfer.years)
}

/** Where several rules foresee a transfer, the first of its days: what one rule orders no other puts off. */
export function transferDueUnder(record: RecordFacts, rules: readonly ScheduleRow[]): PlainDate | undefined {
  const days = rules.map((rule) => transferDueOf(record, rule)).filter((day) => day !== undefined)
  return days.toSorted()[0]
}

/** The earlier of the two dates on which somebody must look: expiry, or transfer. Undefined: only the yearly look. */
export function wakeOnOf(eligibility: Eligibility): PlainDate | undefined {
  const dueOn = 'dueOn' in eligibility ? eligibility.dueOn : undefined
  const { transferDueOn } = eligibility
  if (dueOn === undefined || transferDueOn === undefined) return dueOn ?? transferDueOn
  return dueOn < transferDueOn ? dueOn : transferDueOn
}

/** From which day the years of a transfer are counted; undefined while it is not known. */
export function startOfTransfer(
  record: RecordFacts,
  from: Extract<TransferRule, { kind: 'after' }>['from'],
): PlainDate | undefined {
  if (from === 'formed') return record.formedOn
  const event = from.slice('event:'.length)
  const confirmed = record.events.filter((one) => one.confirmed && one.kind === event)
  const [kind] = confirmed.map((one) => one.kind)
  if (kind === undefined) return undefined
  const found = triggerOf(record, { kind: 'event', event: kind })
  return found.verdict === 'triggered' ? found.on : undefined
}
