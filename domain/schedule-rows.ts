/**
 * From the cells of the reference tables to a schedule row. Two tables speak of one code: the retention schedule (item, period,
 * source) and the class rules (trigger, cut-off, expiry, transfer). They must agree; a doubt is a refusal, never a default.
 */
import {
  CONFIDENCES,
  type Confidence,
  CUT_OFFS,
  PERIOD_YEARS,
  type Period,
  type ScheduleRow,
  type TransferReceiver,
  type TransferRule,
  type Trigger,
  TRIGGER_EVENTS,
} from './schedule.ts'
import { RECORD_FAMILIES, SCAN_POLICIES } from './vocabulary.ts'

export const SCHEDULE_COLUMNS = ['code', 'category_zh', 'item_zh', 'retention', 'source'] as const
export const RULE_COLUMNS = [
  'code',
  'family',
  'trigger',
  'cut_off',
  'period_years',
  'follows',
  'at_expiry',
  'transfer_due',
  'scan_policy_default',
  'usual_definition',
  'may_be_active',
  'confidence_of_period',
  'basis_of_trigger',
] as const

export type ScheduleCells = Readonly<Record<(typeof SCHEDULE_COLUMNS)[number], string>>
export type RuleCells = Readonly<Record<(typeof RULE_COLUMNS)[number], string>>

export const SCHEDULE_ROW_FAULTS = [
  'schedule.code-invalid',
  'schedule.codes-differ',
  'schedule.title-missing',
  'schedule.source-missing',
  'schedule.confidence-missing',
  'schedule.confidence-differs',
  'schedule.family-unknown',
  'schedule.trigger-unknown',
  'schedule.cut-off-unknown',
  'schedule.period-unknown',
  'schedule.periods-differ',
  'schedule.follows-unknown',
  'schedule.expiry-unknown',
  'schedule.expiry-unfit',
  'schedule.transfer-unknown',
  'schedule.scan-policy-unknown',
] as const
export type ScheduleRowFault = (typeof SCHEDULE_ROW_FAULTS)[number]
export type ScheduleRowRefusal = {
  readonly kind: 'refused'
  readonly code: ScheduleRowFault
  readonly row: string
  readonly cell: string
}
export type ParsedScheduleRow = { readonly kind: 'ok'; readonly row: ScheduleRow } | ScheduleRowRefusal

export type RowInput = {
  readonly scheduleVersion: string
  readonly schedule: ScheduleCells
  readonly rule: RuleCells
}

/**
 * One row of a schedule version. It is active only when its period's confidence is better than `?` and `may_be_active` says
 * plainly `yes`; every row, active or not, names a source (regulations 0.2).
 */
export function scheduleRowOf({ scheduleVersion, schedule, rule }: RowInput): ParsedScheduleRow {
  const refuse = (code: ScheduleRowFault, cell: string): ScheduleRowRefusal => ({
    kind: 'refused',
    code,
    row: schedule.code,
    cell,
  })
  const disagreement = disagreementOf(schedule, rule)
  if (disagreement !== undefined) return refuse(...disagreement)
  const provenance = provenanceOf(schedule.source)
  if (typeof provenance === 'string') return refuse(provenance, schedule.source)
  if (provenance.confidence !== rule.confidence_of_period) {
    return refuse('schedule.confidence-differs', rule.confidence_of_period)
  }
  const family = RECORD_FAMILIES.find((one) => one === rule.family)
  if (family === undefined) return refuse('schedule.family-unknown', rule.family)
  const follows = followsOf(rule.follows)
  if (follows === undefined) return refuse('schedule.follows-unknown', rule.follows)
  const period = periodOf(rule.period_years, follows)
  if (period === undefined) return refuse('schedule.period-unknown', rule.period_years)
  const trigger = follows.length > 0 ? { kind: 'follows' as const, codes: follows } : triggerOf(rule.trigger)
  if (trigger === undefined) return refuse('schedule.trigger-unknown', rule.trigger)
  const cutOff = CUT_OFFS.find((one) => one === rule.cut_off)
  if (cutOff === undefined) return refuse('schedule.cut-off-unknown', rule.cut_off)
  const atExpiry = EXPIRIES.get(rule.at_expiry)
  if (atExpiry === undefined) return refuse('schedule.expiry-unknown', rule.at_expiry)
  if (atExpiry !== EXPIRY_OF_PERIOD[period.kind]) return refuse('schedule.expiry-unfit', rule.at_expiry)
  if (period.kind === 'years' && trigger.kind === 'none')
    return refuse('schedule.trigger-unknown', rule.trigger)
  const transfer = transferOf(rule.transfer_due)
  if (transfer === undefined) return refuse('schedule.transfer-unknown', rule.transfer_due)
  const scanPolicy = SCAN_POLICIES.find((one) => one === rule.scan_policy_default)
  if (scanPolicy === undefined) return refuse('schedule.scan-policy-unknown', rule.scan_policy_default)
  const row: ScheduleRow = {
    code: schedule.code,
    scheduleVersion,
    family,
    categoryZh: schedule.category_zh,
    titleZh: schedule.item_zh,
    trigger,
    cutOff,
    period,
    atExpiry,
    transfer,
    scanPolicy,
    isActive: rule.may_be_active === 'yes' && provenance.confidence !== '?',
    ...provenance,
    triggerBasis: rule.basis_of_trigger,
  }
  return { kind: 'ok', row }
}

const CODE = /^[A-Z]{2}-(?:\d-)?\d{2}$/

function disagreementOf(
  schedule: ScheduleCells,
  rule: RuleCells,
): readonly [ScheduleRowFault, string] | undefined {
  if (!CODE.test(schedule.code)) return ['schedule.code-invalid', schedule.code]
  if (schedule.code !== rule.code) return ['schedule.codes-differ', rule.code]
  if (schedule.item_zh.trim() === '') return ['schedule.title-missing', schedule.item_zh]
  const ruled = rule.period_years === '' ? 'per-accounting-rule' : rule.period_years
  return schedule.retention === ruled ? undefined : ['schedule.periods-differ', rule.period_years]
}

type Provenance = Pick<ScheduleRow, 'source' | 'confidence' | 'confidenceNote'>

/** `source text [; [tag] note]`: the tag that stands in the source says how far the period was seen (regulations 0.1). */
function provenanceOf(text: string): Provenance | 'schedule.source-missing' | 'schedule.confidence-missing' {
  const tagged = /^(?<source>.*?);?\s*\[(?<tag>V2|V|R|C|\?)\](?<note>[^[\]]*)$/u.exec(text)
  const confidence = CONFIDENCES.find((one): one is Confidence => one === tagged?.groups?.['tag'])
  if (confidence === undefined)
    return text.trim() === '' ? 'schedule.source-missing' : 'schedule.confidence-missing'
  const source = tagged?.groups?.['source']?.trim() ?? ''
  if (source === '') return 'schedule.source-missing'
  return { source, confidence, confidenceNote: tagged?.groups?.['note']?.trim() ?? '' }
}

/** `KU-16 vouchers; KU-18/19 statements` names KU-16, KU-18 and KU-19. */
function followsOf(text: string): readonly string[] | undefined {
  if (text === '') return []
  const codes = text.split(';').flatMap((part) => {
    const named = /^([A-Z]{2})-(\d{2}(?:\/\d{2})*)(?: [a-z ]+)?$/.exec(part.trim())
    return named === null ? [undefined] : (named[2] ?? '').split('/').map((number) => `${named[1]}-${number}`)
  })
  const known = codes.filter((code) => code !== undefined)
  return known.length === codes.length ? known : undefined
}

function periodOf(text: string, follows: readonly string[]): Period | undefined {
  if (follows.length > 0) return text === '' ? { kind: 'follows' } : undefined
  if (text === 'permanent') return { kind: 'permanent' }
  const years = PERIOD_YEARS.find((one) => String(one) === text)
  return years === undefined ? undefined : { kind: 'years', years }
}

function triggerOf(text: string): Trigger | undefined {
  if (text === 'formed' || text === 'fiscal-year-end' || text === 'none') return { kind: text }
  const read = /^event:(?<event>[a-z-]+)(?:\((?<of>[\w.-]{1,40})\))?$/.exec(text)
  const event = TRIGGER_EVENTS.find((one) => one === read?.groups?.['event'])
  if (event === undefined) return undefined
  const of = read?.groups?.['of']
  return of === undefined ? { kind: 'event', event } : { kind: 'event', event, of }
}

const EXPIRIES = new Map<string, ScheduleRow['atExpiry']>([
  ['appraise', 'appraise'],
  ['none', 'none'],
  ['see KU rows', 'follows'],
])

/** A fixed term ends in an appraisal, a permanent one never, and a row without a period has no say. */
const EXPIRY_OF_PERIOD: Readonly<Record<Period['kind'], ScheduleRow['atExpiry']>> = {
  years: 'appraise',
  permanent: 'none',
  follows: 'follows',
}

const RECEIVERS = new Map<string, TransferReceiver>([
  ['to the city archive (county rule)', 'city-archive'],
  ['to the general archives unit', 'general-archives'],
  ['to the archive of the same level', 'same-level-archive'],
])

/** `formed + 10 years, to the city archive (county rule)[; note]`; without years the transfer is due at once. */
function transferOf(text: string): TransferRule | undefined {
  if (text === 'none') return { kind: 'none' }
  const [ruleText, ...notes] = text.split('; ')
  const read = /^(?<from>[a-z:-]+)(?: \+ (?<years>\d+) years)?, (?<to>.+)$/.exec(ruleText ?? '')
  const trigger = triggerOf(read?.groups?.['from'] ?? '')
  const to = RECEIVERS.get(read?.groups?.['to'] ?? '')
  if (to === undefined) return undefined
  const years = Number(read?.groups?.['years'] ?? 0)
  const note = notes.length === 0 ? {} : { note: notes.join('; ') }
  if (trigger?.kind === 'formed') return { kind: 'after', from: 'formed', years, to, ...note }
  return trigger?.kind === 'event'
    ? { kind: 'after', from: `event:${trigger.event}`, years, to, ...note }
    : undefined
}
