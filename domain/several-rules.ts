/** Several schedule rows for one record: the longest wins, or a conflict is flagged; no row wins over another in silence. */
import { addYears, dayBefore, type PlainDate } from './dates.ts'
import type { Reason } from './explanation.ts'
import { type RecordFacts, type Retention, type RetentionEnd, retentionOf } from './retention.ts'
import type { Rules, ScheduleRow } from './schedule.ts'

/** What each row says of the record, and what they say together. */
export type RuledRetention = {
  readonly retention: Retention
  /** The row that decided: of the longest term, or the one that stands in the way. */
  readonly row: ScheduleRow
}

type Ruled<R extends Retention = Retention> = { readonly retention: R; readonly row: ScheduleRow }

/**
 * The retention of a record to which all these rows apply. Fixed terms are minimum terms (令3; 令79), so only the longest of them
 * satisfies all; it may not go beyond the longest lawful term of any row. What one row cannot answer, none answers for it.
 */
export function retentionUnder(facts: RecordFacts, [first, ...others]: Rules): RuledRetention {
  const head = ruled(facts, first)
  if (others.length === 0) return head
  const all = [head, ...others.map((row) => ruled(facts, row))]
  const blocked =
    all.find(({ retention }) => retention.verdict === 'conflict') ??
    all.find(({ retention }) => retention.verdict === 'cannot_evaluate')
  if (blocked !== undefined) return blocked
  const longest = all.reduce((a, b) => (isLonger(b.retention, a.retention) ? b : a))
  const limiting = all.find(({ row, retention }) => exceeds(longest.retention, row, retention))
  if (limiting !== undefined) return conflicting(longest, limiting)
  const rest = all.filter((one) => one !== longest).map(({ row }) => row.code)
  return withReason(longest, { code: 'rules.longest-wins', codes: rest })
}

function ruled(facts: RecordFacts, row: ScheduleRow): Ruled {
  return { retention: retentionOf(facts, row), row }
}

/** A date, then an event that has not come, then no end at all. */
const RANKS: Readonly<Record<Retention['verdict'], number>> = {
  ends: 0,
  waiting_for_event: 1,
  conflict: 1,
  cannot_evaluate: 1,
  permanent: 2,
}

/** How far a retention reaches beside those of another verdict: a longer one has the higher rank. */
export function rankOf(verdict: Retention['verdict']): number {
  return RANKS[verdict]
}

function isLonger(one: Retention, other: Retention): boolean {
  if (one.verdict === 'ends' && other.verdict === 'ends') return one.endsOn > other.endsOn
  return rankOf(one.verdict) > rankOf(other.verdict)
}

function exceeds(longest: Retention, row: ScheduleRow, own: Retention): boolean {
  if (row.maximumYears === undefined) return false
  if (longest.verdict === 'permanent') return true
  return (
    longest.verdict === 'ends' &&
    own.verdict === 'ends' &&
    longest.endsOn > maximumEndOf(own, row.maximumYears)
  )
}

function maximumEndOf({ startsOn }: RetentionEnd, maximumYears: number): PlainDate {
  return dayBefore(addYears(startsOn, maximumYears))
}

function conflicting(longest: Ruled, limiting: Ruled): RuledRetention {
  const reason: Reason = {
    code: 'retention.maximum-exceeded',
    codes: [limiting.row.code],
    ...(longest.retention.verdict === 'ends' ? { on: [longest.retention.endsOn] } : {}),
  }
  const reasons = [...longest.retention.reasons, reason]
  const { endsOn: _endsOn, dueOn: _dueOn, ...head } = longest.retention.explanation
  const explanation = {
    ...head,
    steps: head.steps.filter((step) => step.kind === 'trigger'),
    verdict: 'conflict' as const,
    reasons,
  }
  return { row: longest.row, retention: { verdict: 'conflict', reasons, explanation } }
}

function withReason({ retention, row }: Ruled, reason: Reason): RuledRetention {
  const reasons = [...retention.reasons, reason]
  return { row, retention: { ...retention, reasons, explanation: { ...retention.explanation, reasons } } }
}
