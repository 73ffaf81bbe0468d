/**
 * The order of precedence where an aggregation (案卷, or an item filed by itself) has a retention rule of its own and its class has
 * one too. Fixed, in this order:
 *
 * 1. The rule of the class is a minimum term (令3, 令79, 办案规则 Art 24): no rule of a file shortens it.
 * 2. A longer rule of the file precedes it, for lengthening is lawful (令3).
 * 3. Where both say the same, the rule of the class is named: it rests on law.
 * 4. Beyond the longest lawful term of the class nobody precedes anybody: that is a conflict, which a person settles.
 * 5. What the rule of the class cannot answer, the rule of the file does not answer in its stead.
 *
 * Noark 5 (6.1.3) asks that there be one such order; law decides which. The one place that computes due dates asks this function.
 */
import type { PlainDate } from './dates.ts'
import type { Reason } from './explanation.ts'
import { lengthOf } from './retention-extension.ts'
import type { Period, ScheduleRow } from './schedule.ts'

/** What a rule of one file can say: a whole period from the same trigger as its class, or for ever. */
export type OwnPeriod = Exclude<Period, { kind: 'follows' }>

/** A rule of one file in force: proposed by one person with a reason, confirmed by another. */
export interface OwnRule {
  readonly id: string
  readonly period: OwnPeriod
  readonly reason: string
  readonly proposedBy: string
  readonly confirmedBy: string
  readonly confirmedOn: PlainDate
}

/** What waits for the second person; `class`: that the rule of the class alone decides again. */
export interface OwnRuleProposal {
  readonly id: string
  readonly period: OwnPeriod | { readonly kind: 'class' }
  readonly reason: string
  readonly proposedBy: string
  readonly proposedOn: PlainDate
}

export interface Precedence {
  readonly by: 'class' | 'file'
  /** The period that counts. */
  readonly period: Period
  /** Which rule precedes which and why, where both speak. */
  readonly reasons: readonly Reason[]
}

/** Which rule decides the period of a record. */
export function precedenceOf(
  { code, period }: Pick<ScheduleRow, 'code' | 'period'>,
  own: OwnPeriod | undefined,
): Precedence {
  if (own === undefined || period.kind === 'follows') return { by: 'class', period, reasons: [] }
  const terms = { file: own, class: period }
  return lengthOf(own) > lengthOf(period)
    ? { by: 'file', period: own, reasons: [{ code: 'precedence.file', codes: [code], terms }] }
    : { by: 'class', period, reasons: [{ code: 'precedence.class', codes: [code], terms }] }
}

/** The whole period of a record in years by its class's row, its own rule and an appraisal; null: for ever, or by other rows. */
export function wholeYearsOf(
  row: Pick<ScheduleRow, 'code' | 'period'>,
  record: { readonly ownRule: OwnRule | null; readonly extendedYears: number | null },
): number | null {
  const { period } = precedenceOf(row, record.ownRule?.period)
  return period.kind === 'years' ? Math.max(period.years, record.extendedYears ?? 0) : null
}

/** What is in force once a proposal is confirmed: null where the class alone decides again. */
export function ruleFrom(
  { id, period, reason, proposedBy }: OwnRuleProposal,
  by: Pick<OwnRule, 'confirmedBy' | 'confirmedOn'>,
): OwnRule | null {
  return period.kind === 'class' ? null : { id, period, reason, proposedBy, ...by }
}
