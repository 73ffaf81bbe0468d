/** Why a due date is what it is: as data, stored beside the date, and as sentences for the reader. */
import type { PlainDate } from './dates.ts'
import {
  TRIGGER_EVENTS,
  type Confidence,
  type CutOff,
  type Period,
  type TransferReceiver,
  type TransferRule,
  type Trigger,
  type TriggerEvent,
} from './schedule.ts'
import type { StartSource } from './starts.ts'
import { sourceWords } from './source-words.ts'
import { fieldText, partText, sourceText } from './start-words.ts'

/** A date computed before: the explanation of a new one shows what it replaces. */
export type EarlierDate = { readonly endsOn: PlainDate; readonly computedOn: PlainDate }

/** By whom an appraisal's longer term was proposed and authorised: ids of persons, never the same. */
export type DecidedTerm = { readonly proposedBy: readonly string[]; readonly authorisedBy: string }

export const REASON_CODES = [
  'schedule.row-inactive',
  'schedule.follows-other-rows',
  'record.formed-on-missing',
  'event.missing',
  'fact.missing',
  'fact.in-future',
  'fact.unreadable',
  'fact.several',
  'fact.undated',
  'fact.waiting',
  'event.unconfirmed',
  'event.conflicting',
  'event.not-foreseen',
  'retention.out-of-range',
  'retention.extension-not-longer',
  'retention.manual-not-later',
  'retention.maximum-exceeded',
  'schedule.row-missing',
  'rules.longest-wins',
  'precedence.file',
  'precedence.class',
] as const
export type ReasonCode = (typeof REASON_CODES)[number]
export type Reason = {
  readonly code: ReasonCode
  readonly event?: TriggerEvent
  readonly on?: readonly PlainDate[]
  readonly codes?: readonly string[]
  /** The field of the metadata in which the fact should stand. */
  readonly field?: { readonly id: string; readonly zh: string; readonly en: string }
  /** What the rule of the file and that of its class say, where both speak. */
  readonly terms?: { readonly file: Period; readonly class: Period }
}

export type RetentionStep =
  | {
      readonly kind: 'trigger'
      readonly on: PlainDate
      /** Who or what gave the day; absent where it is the formation, and in what was explained before days had a source. */
      readonly from?: StartSource
    }
  | { readonly kind: 'cut-off'; readonly from: PlainDate; readonly to: PlainDate }
  | { readonly kind: 'term'; readonly from: PlainDate; readonly years: number; readonly to: PlainDate }
  | { readonly kind: 'by-hand'; readonly from: PlainDate; readonly to: PlainDate }
  | { readonly kind: 'due'; readonly from: PlainDate; readonly to: PlainDate }

/** `ends`: a fixed term with its last day. The others have no last day, or none yet. */
export const RETENTION_VERDICTS = [
  'ends',
  'permanent',
  'waiting_for_event',
  'conflict',
  'cannot_evaluate',
] as const
export type RetentionVerdict = (typeof RETENTION_VERDICTS)[number]

/** Why a date is what it is. Stored as it stands; `explain` reads it aloud. */
export type RetentionExplanation = {
  readonly ruleCode: string
  readonly ruleTitleZh: string
  readonly scheduleVersion: string
  readonly source: string
  readonly confidence: Confidence
  readonly trigger: Trigger
  readonly cutOff: CutOff
  readonly scheduledPeriod: Period
  /** The period that was counted: the row's, or the longer one of the file's own rule or of an appraisal. */
  readonly period: Period
  /** What the file's own rule says, where it has one. */
  readonly ownPeriod?: Period
  /** Fixed terms are the shortest lawful ones (令3; 办案规则 Art 24; 令79). */
  readonly isMinimumTerm: boolean
  readonly steps: readonly RetentionStep[]
  readonly verdict: RetentionVerdict
  readonly endsOn?: PlainDate
  readonly dueOn?: PlainDate
  readonly reasons: readonly Reason[]
  readonly earlier: readonly EarlierDate[]
  readonly decided?: DecidedTerm
}

export type Language = 'zh' | 'en'

/**
 * The explanation as sentences, one thought a line: rule, version, trigger, arithmetic, result, earlier dates. The arithmetic
 * reads like `2027-01-01 ＋ 10 年 − 1 天 ＝ 2036-12-31`.
 */
export function explain(explanation: RetentionExplanation, language: Language): readonly string[] {
  const words = WORDS[language]
  return [
    words.rule(explanation),
    words.version(explanation),
    ...explanation.steps.map((step) => words.step(step, explanation)),
    ...(explanation.verdict === 'ends' ? [] : [words.verdicts[explanation.verdict]]),
    ...explanation.reasons.map((reason) => reasonLine(reason, language)),
    ...explanation.earlier.map((earlier) => words.earlier(earlier)),
  ]
}

/** What stands beside the arithmetic: why there is no date, or what did not count, a sentence each. */
export function explainReasons({ reasons }: RetentionExplanation, language: Language): readonly string[] {
  return reasons.map((reason) => reasonLine(reason, language))
}

/**
 * How the day of a transfer follows from its rule: `应移交：死亡日期 2026-03-05 ＋ 5 年 ＝ 2031-03-05，移交综合档案部门`
 * (实施条例 Art 20; 企业职工档案管理工作规定).
 */
export function explainTransfer(
  rule: Extract<TransferRule, { kind: 'after' }>,
  { start, dueOn }: { readonly start: PlainDate; readonly dueOn: PlainDate },
  language: Language,
): string {
  const event = TRIGGER_EVENTS.find((known) => rule.from === `event:${known}`)
  const trigger: Trigger = event !== undefined ? { kind: 'event', event } : { kind: 'formed' }
  if (language === 'zh')
    return `应移交：${triggerZh(trigger)} ${start}${rule.years === 0 ? '' : ` ＋ ${rule.years} 年`} ＝ ${dueOn}，移交${RECEIVERS_ZH[rule.to]}`
  const years = rule.years === 0 ? '' : ` + ${yearsEn(rule.years)}`
  return `Transfer due: ${triggerEn(trigger)} ${start}${years} = ${dueOn}, to the ${RECEIVERS_EN[rule.to]}`
}

const RECEIVERS_ZH: Readonly<Record<TransferReceiver, string>> = {
  'city-archive': '市档案馆',
  'general-archives': '综合档案部门',
  'same-level-archive': '同级档案馆',
}
const RECEIVERS_EN: Readonly<Record<TransferReceiver, string>> = {
  'city-archive': 'city archive',
  'general-archives': 'general archives unit',
  'same-level-archive': 'archive of the same level',
}

type Words = {
  readonly rule: (explanation: RetentionExplanation) => string
  readonly version: (explanation: RetentionExplanation) => string
  readonly step: (step: RetentionStep, explanation: RetentionExplanation) => string
  readonly earlier: (earlier: EarlierDate) => string
  readonly verdicts: Readonly<Record<Exclude<RetentionVerdict, 'ends'>, string>>
  readonly reasons: Readonly<Record<ReasonCode, string>>
  readonly events: Readonly<Record<TriggerEvent, string>>
}

const ZH: Words = {
  rule: (why) =>
    `规则 ${why.ruleCode} ${why.ruleTitleZh}：${periodZh(why)}，依据 ${sourceWords(why.source).zh}`,
  version: (why) => `期限表版本 ${why.scheduleVersion}`,
  step: (step, why) => {
    switch (step.kind) {
      case 'trigger':
        return `起算事实：${triggerZh(why.trigger)} ${step.on}${sourceText(step.from, 'zh')}`
      case 'cut-off':
        return `起算日：${step.from} → ${CUT_OFF_ZH[why.cutOff]} ${step.to}`
      case 'term':
        return `${step.from} ＋ ${step.years} 年 − 1 天 ＝ ${step.to}`
      case 'by-hand':
        return `人工确定的截止日晚于计算结果，以晚者为准：${step.from} → ${step.to}`
      case 'due':
        return `${step.from} 保管期满，${step.to} 起到期鉴定`
    }
  },
  earlier: (earlier) => `此前结果：${earlier.endsOn}（${earlier.computedOn} 计算）`,
  verdicts: {
    permanent: '永久保管，无到期日',
    waiting_for_event: '等待起算事件，期限尚未开始',
    conflict: '事实相互矛盾，须由人核定，不作计算',
    cannot_evaluate: '依据不足，无法计算',
  },
  reasons: {
    'schedule.row-inactive': '该期限条目未经确认，不得据以处置',
    'schedule.follows-other-rows': '本条目不单定期限，依所列会计条目',
    'record.formed-on-missing': '缺少形成日期',
    'event.missing': '尚无起算事件',
    'fact.missing': '缺少起算依据，须由人补齐',
    'fact.in-future': '起算日期尚未到来，到期前不作计算',
    'fact.unreadable': '所著录的内容不是日期，须由人更正',
    'fact.several': '该项有几个不同的日期，须由人核定',
    'fact.undated': '卷内文件有未著录日期的，须由人补齐',
    'fact.waiting': '所依案卷的期限尚未起算',
    'event.unconfirmed': '事件尚待第二人确认',
    'event.conflicting': '同一事件有不同的确认日期',
    'event.not-foreseen': '本类别不应有此事件，应改归类别',
    'retention.out-of-range': '结果超出 2299 年',
    'retention.extension-not-longer': '所录延长期限不长于规定期限，未采用',
    'retention.manual-not-later': '人工录入的截止日早于最短期限，未采用',
    'retention.maximum-exceeded': '应保管的截止日超过规定的最长期限，须由人核定',
    'schedule.row-missing': '该期限表没有适用于本类别的条目',
    'rules.longest-wins': '几条规则同时适用，以期限最长者为准；另有',
    'precedence.file': '单独期限优先于类别规则：类别期限为最短期限，可延长不可缩短（令3）',
    'precedence.class': '类别规则优先于单独期限：单独期限不长于类别规定的最短期限（令3）',
  },
  events: {
    death: '死亡',
    'case-closed': '结案',
    'injury-decision': '工伤认定决定',
    'asset-written-off': '固定资产报废清理',
    'metadata-date': '元数据项',
    'last-of-set': '成套材料中最晚一件',
    'related-record': '相关案卷办结',
  },
}

const EN: Words = {
  rule: (why) => `Rule ${why.ruleCode} ${why.ruleTitleZh}: ${periodEn(why)}; source ${why.source}`,
  version: (why) => `Schedule version ${why.scheduleVersion}`,
  step: (step, why) => {
    switch (step.kind) {
      case 'trigger':
        return `Trigger: ${triggerEn(why.trigger)} ${step.on}${sourceText(step.from, 'en')}`
      case 'cut-off':
        return `Start of the term: ${step.from} → ${CUT_OFF_EN[why.cutOff]} ${step.to}`
      case 'term':
        return `${step.from} + ${yearsEn(step.years)} − 1 day = ${step.to}`
      case 'by-hand':
        return `An end entered by hand is later than the computed one and counts: ${step.from} → ${step.to}`
      case 'due':
        return `Retention ends on ${step.from}; due for appraisal from ${step.to}`
    }
  },
  earlier: (earlier) => `Earlier result: ${earlier.endsOn} (computed on ${earlier.computedOn})`,
  verdicts: {
    permanent: 'Kept permanently; there is no end',
    waiting_for_event: 'Waiting for the event that starts the term',
    conflict: 'The facts contradict each other; a person must settle them, nothing is computed',
    cannot_evaluate: 'The facts do not suffice; nothing is computed',
  },
  reasons: {
    'schedule.row-inactive': 'This schedule row is not confirmed and decides nothing',
    'schedule.follows-other-rows': 'This row sets no period of its own; the accounting rows decide',
    'record.formed-on-missing': 'The date of formation is missing',
    'event.missing': 'The event has not been entered',
    'fact.missing': 'The fact that starts the term is missing; a person must supply it',
    'fact.in-future': 'The day that starts the term has not come; until then nothing is computed',
    'fact.unreadable': 'What was said there is no date; a person must correct it',
    'fact.several': 'Several different dates were given; a person must settle them',
    'fact.undated': 'An entry of the contents list has no date; a person must supply it',
    'fact.waiting': 'The term of the record on which it rests has not started yet',
    'event.unconfirmed': 'The event awaits confirmation by a second person',
    'event.conflicting': 'One event has several confirmed dates',
    'event.not-foreseen': 'The class does not know this event; the record belongs in another class',
    'retention.out-of-range': 'The result lies beyond the year 2299',
    'retention.extension-not-longer': 'The extended period is not longer than the row and does not count',
    'retention.manual-not-later':
      'The end entered by hand is earlier than the minimum term and does not count',
    'retention.maximum-exceeded':
      'The record would have to be kept beyond the longest term of a rule; a person must settle it',
    'schedule.row-missing': 'The schedule has no row for this class',
    'rules.longest-wins': 'Several rules apply and the longest wins; the others are',
    'precedence.file':
      'The rule of this record precedes that of its class: the class sets a minimum term, which may be lengthened and never shortened (Order 3)',
    'precedence.class':
      'The rule of the class precedes that of this record, which is not longer than the minimum term of the class (Order 3)',
  },
  events: {
    death: 'death',
    'case-closed': 'case closed',
    'injury-decision': 'injury decision',
    'asset-written-off': 'asset written off',
    'metadata-date': 'metadata element',
    'last-of-set': 'last of the set',
    'related-record': 'related record closed',
  },
}

const WORDS: Readonly<Record<Language, Words>> = { zh: ZH, en: EN }

const CUT_OFF_ZH: Readonly<Record<CutOff, string>> = {
  'next-1-jan': '次年 1 月 1 日',
  'fiscal-year': '会计年度终了后第一天',
  quarter: '下一季度第一天',
  month: '次月 1 日',
  none: '次日',
}
const CUT_OFF_EN: Readonly<Record<CutOff, string>> = {
  'next-1-jan': '1 January of the next year',
  'fiscal-year': 'the first day after the fiscal year',
  quarter: 'the first day of the next quarter',
  month: 'the first day of the next month',
  none: 'the next day',
}

function reasonLine(reason: Reason, language: Language): string {
  const words = WORDS[language]
  const about = [
    ...(reason.event === undefined ? [] : [words.events[reason.event]]),
    ...(reason.field === undefined ? [] : [fieldText(reason.field, language)]),
    ...(reason.on ?? []),
    ...(reason.codes ?? []),
    ...(reason.terms === undefined ? [] : [termsText(reason.terms, language)]),
  ]
  const text = words.reasons[reason.code]
  if (about.length === 0) return text
  return language === 'zh' ? `${text}：${about.join('、')}` : `${text}: ${about.join(', ')}`
}

/** `单独 30 年，类别 10 年` */
function termsText({ file, class: of }: NonNullable<Reason['terms']>, language: Language): string {
  return language === 'zh'
    ? `单独 ${termZh(file)}，类别 ${termZh(of)}`
    : `record ${termEn(file)}, class ${termEn(of)}`
}

function termZh(period: Period): string {
  return period.kind === 'years' ? `${period.years} 年` : '永久'
}

function termEn(period: Period): string {
  return period.kind === 'years' ? yearsEn(period.years) : 'permanent'
}

/** Whether the period that counts is that of the file's own rule. */
function isOwn({ period, ownPeriod, scheduledPeriod }: RetentionExplanation): boolean {
  if (ownPeriod === undefined || period.kind !== ownPeriod.kind) return false
  if (period.kind === 'permanent') return scheduledPeriod.kind !== 'permanent'
  return ownPeriod.kind === 'years' && period.kind === 'years' && period.years === ownPeriod.years
}

function periodZh(why: RetentionExplanation): string {
  const { period, scheduledPeriod, isMinimumTerm } = why
  if (period.kind === 'permanent' && !isOwn(why)) return '永久'
  if (period.kind === 'follows') return '依会计档案规定'
  const minimum = isMinimumTerm ? '（最短期限）' : ''
  if (period.kind === 'permanent') return `${termZh(scheduledPeriod)}${minimum}，单独期限永久`
  const isExtended = scheduledPeriod.kind === 'years' && scheduledPeriod.years !== period.years
  return isExtended
    ? `${scheduledPeriod.years} 年${minimum}，${isOwn(why) ? '单独期限' : '经鉴定延长为'} ${period.years} 年`
    : `${period.years} 年${minimum}`
}

function periodEn(why: RetentionExplanation): string {
  const { period, scheduledPeriod, isMinimumTerm } = why
  if (period.kind === 'permanent' && !isOwn(why)) return 'permanent'
  if (period.kind === 'follows') return 'by the accounting rule'
  const minimum = isMinimumTerm ? ' (minimum term)' : ''
  if (period.kind === 'permanent')
    return `${termEn(scheduledPeriod)}${minimum}, permanent by the rule of this record`
  const isExtended = scheduledPeriod.kind === 'years' && scheduledPeriod.years !== period.years
  return isExtended
    ? `${yearsEn(scheduledPeriod.years)}${minimum}, ${isOwn(why) ? `${yearsEn(period.years)} by the rule of this record` : `extended by appraisal to ${yearsEn(period.years)}`}`
    : `${yearsEn(period.years)}${minimum}`
}

function triggerZh(trigger: Trigger): string {
  if (trigger.kind === 'event') return `${ZH.events[trigger.event]}${partZh(trigger.of)}日期`
  return trigger.kind === 'fiscal-year-end' ? '会计年度终了' : '形成日期'
}

function triggerEn(trigger: Trigger): string {
  if (trigger.kind === 'event') return `date of ${EN.events[trigger.event]}${partEn(trigger.of)}`
  return trigger.kind === 'fiscal-year-end' ? 'end of the fiscal year' : 'formed on'
}

function partZh(of: string | undefined): string {
  return of === undefined ? '' : `（${partText(of, 'zh')}）`
}

function partEn(of: string | undefined): string {
  return of === undefined ? '' : ` (${partText(of, 'en')})`
}

function yearsEn(years: number): string {
  return years === 1 ? '1 year' : `${years} years`
}
