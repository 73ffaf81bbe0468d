/** The words of a retention schedule (保管期限表): what a row says about trigger, cut-off, period, expiry and transfer. */
import type { RECORD_FAMILIES, SCAN_POLICIES } from './vocabulary.ts'

/**
 * What starts a clock beside the formation, each with its own date. Events: death 死亡, case closed 结案, injury decision
 * 工伤认定决定, asset written off 固定资产报废清理. Facts of the record: a date among its metadata, the last of a set 成套中最晚者,
 * a related record 相关案卷.
 */
export const TRIGGER_EVENTS = [
  'death',
  'case-closed',
  'injury-decision',
  'asset-written-off',
  'metadata-date',
  'last-of-set',
  'related-record',
] as const
export type TriggerEvent = (typeof TRIGGER_EVENTS)[number]

/** An event may never come, and until then the record waits; a fact of the record itself is missing, and somebody must find it. */
export function isRecordFact(event: TriggerEvent): boolean {
  return event === 'metadata-date' || event === 'last-of-set' || event === 'related-record'
}

export function isTriggerEvent(kind: unknown): kind is TriggerEvent {
  return TRIGGER_EVENTS.some((event) => event === kind)
}

/**
 * Classes that a record leaves by an event: a living retiree's file has no date at all, and by a confirmed death it becomes one
 * that is kept five years more and then transferred (RS-02), or that of a person of merit (RS-03) (企业职工档案管理工作规定).
 */
const SUCCESSIONS: readonly {
  readonly from: string
  readonly event: TriggerEvent
  readonly to: readonly [string, ...string[]]
}[] = [{ from: 'RS-01', event: 'death', to: ['RS-02', 'RS-03'] }]

/** Classes into which an event takes a record, the usual one first; empty where it stays in its class. */
export function successorsOf(classCode: string, event: TriggerEvent): readonly string[] {
  return SUCCESSIONS.find((one) => one.from === classCode && one.event === event)?.to ?? []
}

/**
 * Where the clock starts after the trigger: on the next 1 January (令3), after the fiscal year (令79), after the quarter or the
 * month, or on the day after.
 */
export const CUT_OFFS = ['next-1-jan', 'fiscal-year', 'quarter', 'month', 'none'] as const
export type CutOff = (typeof CUT_OFFS)[number]

/** V: the rule's text was read; V2: second-hand; R: recalled; C: confirmed here by a person, with a note; ?: a proposal, never active. */
export const CONFIDENCES = ['V', 'V2', 'R', 'C', '?'] as const
export type Confidence = (typeof CONFIDENCES)[number]

/** The grades of periods in years: of today's schedules, and of older labels (25, 15, 3) that stay readable. */
export const PERIOD_YEARS = [100, 50, 30, 25, 15, 10, 5, 3] as const

export type Trigger =
  | { readonly kind: 'formed' }
  | { readonly kind: 'fiscal-year-end' }
  /** `of`: which element of the metadata, or which relation. */
  | { readonly kind: 'event'; readonly event: TriggerEvent; readonly of?: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'follows'; readonly codes: readonly string[] }

export type Period =
  | { readonly kind: 'permanent' }
  | { readonly kind: 'years'; readonly years: number }
  | { readonly kind: 'follows' }

export const TRANSFER_RECEIVERS = ['city-archive', 'general-archives', 'same-level-archive'] as const
export type TransferReceiver = (typeof TRANSFER_RECEIVERS)[number]

export type TransferRule =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'after'
      readonly from: 'formed' | `event:${TriggerEvent}`
      readonly years: number
      readonly to: TransferReceiver
      readonly note?: string
    }

/** One line of a schedule version. Only `scheduleRowOf` makes one from reference data. */
export type ScheduleRow = {
  readonly code: string
  readonly scheduleVersion: string
  readonly family: (typeof RECORD_FAMILIES)[number]
  readonly categoryZh: string
  readonly titleZh: string
  readonly trigger: Trigger
  readonly cutOff: CutOff
  readonly period: Period
  /** The longest lawful term in years from the same start, where a rule sets one beside its minimum; absent: there is none. */
  readonly maximumYears?: number
  /** What happens when the period has run out; `follows`: as the rows that it follows say. */
  readonly atExpiry: 'appraise' | 'none' | 'follows'
  /** Classes to which this rule applies beside the rule of their own row: of several the longest wins. Absent: to its own alone. */
  readonly alsoFor?: readonly string[]
  readonly transfer: TransferRule
  readonly scanPolicy: (typeof SCAN_POLICIES)[number]
  readonly isActive: boolean
  readonly source: string
  readonly confidence: Confidence
  readonly confidenceNote: string
  readonly triggerBasis: string
}

/** The rules that govern a class: its own row first, then those that apply to it as well. */
export type Rules = readonly [ScheduleRow, ...ScheduleRow[]]

/** What a version says of a class; undefined where it has no row of its own for it, whatever else applies to it. */
export function rulesFor(classCode: string, version: readonly ScheduleRow[]): Rules | undefined {
  const own = version.find(({ code }) => code === classCode)
  if (own === undefined) return undefined
  return [own, ...version.filter((row) => row !== own && row.alsoFor?.includes(classCode) === true)]
}

/** A proposal never decides: a row counts only when it is active, sourced and more than a guess. */
export function isUsable(row: Pick<ScheduleRow, 'isActive' | 'confidence' | 'source'>): boolean {
  return row.isActive && row.confidence !== '?' && row.source.trim() !== ''
}
