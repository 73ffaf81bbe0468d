/**
 * When a record's retention ends, and why. Pure: facts and a schedule row in, a dated and explained answer out. Everything an
 * answer holds is plain data of strings, integers and booleans, fit to be stored beside the event that it caused.
 */
import {
  addYears,
  dayAfter,
  dayBefore,
  endOfYear,
  LAST_YEAR,
  laterOf,
  type PlainDate,
  startOfNext,
  startOfNextYear,
  yearOf,
} from './dates.ts'
import type { DecidedTerm, EarlierDate, Reason, RetentionExplanation, RetentionStep } from './explanation.ts'
import { precedenceOf, type OwnPeriod } from './precedence.ts'
import {
  isRecordFact,
  isUsable,
  type CutOff,
  type ScheduleRow,
  type Trigger,
  type TriggerEvent,
} from './schedule.ts'
import type { StartFault, StartSource } from './starts.ts'

/** An event in the record's life, with its own date. Only one that a second person confirmed starts a clock. */
export type RecordEvent = {
  readonly kind: TriggerEvent
  readonly on: PlainDate
  readonly confirmed: boolean
  /** The field or the relation in which a fact stands; absent: whichever the rule names. */
  readonly of?: string
  /** Who or what gave the date. */
  readonly from?: StartSource
}

/** A fact that the record's own data do not give, and why; of a day that has not come, the day. */
export type UnfoundStart = {
  readonly event: TriggerEvent
  readonly of?: string
  readonly why: StartFault | 'in-future'
  readonly on?: PlainDate
  readonly from: StartSource
}

export type RecordFacts = {
  /** The last date of formation in the record; of a volume with several years, the latest (regulations 1.5). */
  readonly formedOn?: PlainDate
  /** Events that stand: one that was withdrawn is left out. */
  readonly events: readonly RecordEvent[]
  readonly unfound?: readonly UnfoundStart[]
  /** The whole period that an expiry appraisal has set instead of the row's, from the same trigger. */
  readonly extendedYears?: number
  /** Who proposed and who authorised it, where that was just decided. */
  readonly decided?: DecidedTerm
  /** What a rule of the file itself says, whatever its class says. */
  readonly ownPeriod?: OwnPeriod
  /** A last day entered by hand, with its reason in the ledger; it counts when it is later than the computed one. */
  readonly manualEndsOn?: PlainDate
  readonly earlier?: readonly EarlierDate[]
  /** Since when the succession of its fonds is open: it stops disposal, and moves no date. */
  readonly frozenSince?: PlainDate
  /** Holds on its class or its file that it is under as a member: they stop disposal, and move no date (REQ-39). */
  readonly heldBy?: readonly string[]
}

export type RetentionEnd = {
  readonly verdict: 'ends'
  readonly triggeredOn: PlainDate
  readonly startsOn: PlainDate
  readonly periodYears: number
  /** Last day on which the record must be kept. */
  readonly endsOn: PlainDate
  /** The day after: from it on the record may be put on a list. */
  readonly dueOn: PlainDate
  readonly reasons: readonly Reason[]
  readonly explanation: RetentionExplanation
}

export type Retention =
  | RetentionEnd
  | {
      readonly verdict: 'permanent' | 'waiting_for_event' | 'conflict' | 'cannot_evaluate'
      readonly reasons: readonly Reason[]
      readonly explanation: RetentionExplanation
    }

/** The retention of a record under one row. Holds do not come in: they stand beside the date and never change it. */
export function retentionOf(facts: RecordFacts, row: ScheduleRow): Retention {
  if (!isUsable(row))
    return unended(row, facts, { verdict: 'cannot_evaluate', reasons: [{ code: 'schedule.row-inactive' }] })
  const found = triggerOf(facts, row.trigger)
  if (found.verdict !== 'triggered') return unended(row, facts, found)
  const { period, reasons } = precedenceOf(row, facts.ownPeriod)
  const trigger = { ...found, reasons: [...found.reasons, ...reasons] }
  if (period.kind === 'permanent') return forEver(row, facts, trigger)
  return period.kind === 'years'
    ? retentionEnd({ facts, row, trigger, years: period.years })
    : unended(row, facts, { verdict: 'cannot_evaluate', reasons: [{ code: 'schedule.follows-other-rows' }] })
}

/** Kept for ever, unless only the file's own rule says so and the class has a longest lawful term. */
function forEver(row: ScheduleRow, facts: RecordFacts, trigger: Counting['trigger']): Retention {
  if (row.period.kind !== 'years' || row.maximumYears === undefined)
    return unended(row, facts, { ...trigger, verdict: 'permanent' })
  const reason: Reason = { code: 'retention.maximum-exceeded', codes: [row.code] }
  return unended(row, facts, { ...trigger, verdict: 'conflict', reasons: [...trigger.reasons, reason] })
}

/**
 * Last day on which the record must be kept; undefined where the row has no fixed term. The clock starts on 1 January after the
 * year of the trigger (令3; accounting: after the fiscal year, 令79 Art 14), so ten years from 2019 end on 2029-12-31.
 * @throws RangeError beyond the year 2299
 */
export function retentionEndOf(
  triggeredOn: PlainDate,
  row: Pick<ScheduleRow, 'cutOff' | 'period'>,
): PlainDate | undefined {
  if (row.period.kind !== 'years') return undefined
  return dayBefore(addYears(startOf(triggeredOn, row.cutOff), row.period.years))
}

/** First day on which the record is due: the day after its retention ended. Undefined where there is no fixed term. */
export function dueOnOf(
  triggeredOn: PlainDate,
  row: Pick<ScheduleRow, 'cutOff' | 'period'>,
): PlainDate | undefined {
  const endsOn = retentionEndOf(triggeredOn, row)
  return endsOn === undefined ? undefined : dayAfter(endsOn)
}

/** First day that counts. With no cut-off it is the day after the trigger, which itself is not counted (民法典 Art 201). */
export function startOf(triggeredOn: PlainDate, cutOff: CutOff): PlainDate {
  switch (cutOff) {
    case 'none':
      return dayAfter(triggeredOn)
    case 'month':
    case 'quarter':
      return startOfNext(cutOff, triggeredOn)
    case 'fiscal-year':
    case 'next-1-jan':
      return startOfNextYear(triggeredOn)
  }
}

export type Triggering =
  | {
      readonly verdict: 'triggered'
      readonly on: PlainDate
      readonly reasons: readonly Reason[]
      readonly from?: StartSource
    }
  | {
      readonly verdict: 'permanent' | 'waiting_for_event' | 'conflict' | 'cannot_evaluate'
      readonly reasons: readonly Reason[]
    }

/** The trigger's own date, never the day on which it was heard of. */
export function triggerOf(facts: RecordFacts, trigger: Trigger): Triggering {
  switch (trigger.kind) {
    case 'formed':
      return formedOf(facts, (formedOn) => formedOn)
    case 'fiscal-year-end':
      return formedOf(facts, endOfYear)
    case 'event':
      return eventOf(facts, trigger)
    case 'none':
      return untriggered(facts)
    case 'follows':
      return {
        verdict: 'cannot_evaluate',
        reasons: [{ code: 'schedule.follows-other-rows', codes: trigger.codes }],
      }
  }
}

function formedOf(facts: RecordFacts, triggerDateOf: (formedOn: PlainDate) => PlainDate): Triggering {
  return facts.formedOn === undefined
    ? { verdict: 'cannot_evaluate', reasons: [{ code: 'record.formed-on-missing' }] }
    : { verdict: 'triggered', on: triggerDateOf(facts.formedOn), reasons: [] }
}

export type LastOfSet =
  | { readonly kind: 'last'; readonly on: PlainDate }
  | { readonly kind: 'incomplete'; readonly undated: number }

/** The day on which the last of a set was formed (regulations 1.5: of a volume the latest); of an empty or undated set nobody knows it. */
export function lastOfSet(formed: readonly (PlainDate | null)[]): LastOfSet {
  const dated = formed.filter((on) => on !== null)
  const on = dated.toSorted().at(-1)
  if (on === undefined || dated.length < formed.length)
    return { kind: 'incomplete', undated: formed.length - dated.length }
  return { kind: 'last', on }
}

/**
 * Two confirmed dates of one event contradict each other; a person must settle it, no date is chosen. An event that has not come
 * is waited for; a fact of the record that is not known stops the computation.
 */
function eventOf(facts: RecordFacts, trigger: EventTrigger): Triggering {
  const { event } = trigger
  const ofKind = facts.events.filter((one) => one.kind === event && isOfSame(one, trigger))
  const confirmed = datesOf(ofKind.filter((one) => one.confirmed))
  const unconfirmed = datesOf(ofKind.filter((one) => !one.confirmed && !confirmed.includes(one.on)))
  const reasons: readonly Reason[] =
    unconfirmed.length === 0 ? [] : [{ code: 'event.unconfirmed', event, on: unconfirmed }]
  const [on, other] = confirmed
  if (on === undefined) {
    const unfound = facts.unfound?.find((one) => one.event === event && isOfSame(one, trigger))
    if (unfound !== undefined) return notFound(unfound, reasons)
    const missing: Reason = { code: isRecordFact(event) ? 'fact.missing' : 'event.missing', event }
    return {
      verdict: isRecordFact(event) ? 'cannot_evaluate' : 'waiting_for_event',
      reasons: reasons.length > 0 ? reasons : [missing],
    }
  }
  if (other !== undefined) {
    return { verdict: 'conflict', reasons: [{ code: 'event.conflicting', event, on: confirmed }] }
  }
  const from = ofKind.find((one) => one.confirmed)?.from
  return { verdict: 'triggered', on, reasons, ...(from === undefined ? {} : { from }) }
}

type EventTrigger = Extract<Trigger, { kind: 'event' }>

/** Whether both speak of the same field or relation; who names none speaks of any. */
function isOfSame(one: { readonly of?: string }, { of }: { readonly of?: string }): boolean {
  return one.of === undefined || of === undefined || one.of === of
}

/** Where the record on which it rests has no start yet, this one waits with it; anything else is a person's to find. */
function notFound(
  { event, why, on, from }: UnfoundStart,
  unconfirmed: readonly Reason[],
): Exclude<Triggering, { verdict: 'triggered' }> {
  const reason: Reason = {
    code: `fact.${why}`,
    event,
    ...(on === undefined ? {} : { on: [on] }),
    ...(from.kind === 'metadata' ? { field: { id: from.field, zh: from.zh, en: from.en } } : {}),
  }
  const verdict = why === 'waiting' ? 'waiting_for_event' : 'cannot_evaluate'
  return { verdict, reasons: [...unconfirmed, reason] }
}

/** A class without a trigger (a living person's file) is left by its event: until it is reclassified nothing is computed. */
function untriggered(facts: RecordFacts): Triggering {
  const event = facts.events.find((one) => one.confirmed)
  return event === undefined
    ? { verdict: 'permanent', reasons: [] }
    : { verdict: 'conflict', reasons: [{ code: 'event.not-foreseen', event: event.kind, on: [event.on] }] }
}

function datesOf(events: readonly RecordEvent[]): readonly PlainDate[] {
  return [...new Set(events.map((event) => event.on))].toSorted()
}

type Counting = {
  readonly facts: RecordFacts
  readonly row: ScheduleRow
  readonly trigger: Extract<Triggering, { verdict: 'triggered' }>
  readonly years: number
}

function retentionEnd({ facts, row, trigger, years }: Counting): Retention {
  const { on: triggeredOn, reasons } = trigger
  const periodYears = Math.max(years, facts.extendedYears ?? 0)
  const dueInYear = yearOf(triggeredOn) + periodYears + 1
  if (dueInYear > LAST_YEAR) {
    return unended(row, facts, { verdict: 'cannot_evaluate', reasons: [{ code: 'retention.out-of-range' }] })
  }
  const startsOn = startOf(triggeredOn, row.cutOff)
  const countedEndsOn = dayBefore(addYears(startsOn, periodYears))
  const endsOn = laterOf(countedEndsOn, facts.manualEndsOn ?? countedEndsOn)
  if (row.maximumYears !== undefined && endsOn > dayBefore(addYears(startsOn, row.maximumYears))) {
    const reason: Reason = { code: 'retention.maximum-exceeded', codes: [row.code], on: [endsOn] }
    return unended(row, facts, { ...trigger, verdict: 'conflict', reasons: [...reasons, reason] })
  }
  const dueOn = dayAfter(endsOn)
  const allReasons = [...reasons, ...ignoredOf(facts, years, countedEndsOn)]
  const byHand: readonly RetentionStep[] =
    endsOn === countedEndsOn ? [] : [{ kind: 'by-hand', from: countedEndsOn, to: endsOn }]
  const explanation: RetentionExplanation = {
    ...explanationHead(row, facts),
    period: { kind: 'years', years: periodYears },
    steps: [
      triggerStep(trigger),
      { kind: 'cut-off', from: triggeredOn, to: startsOn },
      { kind: 'term', from: startsOn, years: periodYears, to: countedEndsOn },
      ...byHand,
      { kind: 'due', from: endsOn, to: dueOn },
    ],
    verdict: 'ends',
    endsOn,
    dueOn,
    reasons: allReasons,
  }
  return {
    verdict: 'ends',
    triggeredOn,
    startsOn,
    periodYears,
    endsOn,
    dueOn,
    reasons: allReasons,
    explanation,
  }
}

/** What was entered to lengthen and would shorten: it does not count, and the answer says so. */
function ignoredOf(facts: RecordFacts, years: number, countedEndsOn: PlainDate): readonly Reason[] {
  const reasons: Reason[] = []
  if (facts.extendedYears !== undefined && facts.extendedYears <= years) {
    reasons.push({ code: 'retention.extension-not-longer' })
  }
  if (facts.manualEndsOn !== undefined && facts.manualEndsOn < countedEndsOn) {
    reasons.push({ code: 'retention.manual-not-later', on: [facts.manualEndsOn] })
  }
  return reasons
}

type Unended = Exclude<Retention, RetentionEnd>['verdict']

function unended(
  row: ScheduleRow,
  facts: RecordFacts,
  found: {
    readonly verdict: Unended
    readonly reasons: readonly Reason[]
    readonly on?: PlainDate
    readonly from?: StartSource
  },
): Retention {
  const { verdict, reasons, on, from } = found
  const steps: readonly RetentionStep[] =
    on === undefined ? [] : [triggerStep({ on, ...(from === undefined ? {} : { from }) })]
  const head = explanationHead(row, facts)
  const period = verdict === 'permanent' ? { period: { kind: 'permanent' as const } } : {}
  return { verdict, reasons, explanation: { ...head, ...period, steps, verdict, reasons } }
}

function triggerStep({ on, from }: { readonly on: PlainDate; readonly from?: StartSource }): RetentionStep {
  return { kind: 'trigger', on, ...(from === undefined ? {} : { from }) }
}

function explanationHead(row: ScheduleRow, facts: RecordFacts) {
  return {
    ruleCode: row.code,
    ruleTitleZh: row.titleZh,
    scheduleVersion: row.scheduleVersion,
    source: row.source,
    confidence: row.confidence,
    trigger: row.trigger,
    cutOff: row.cutOff,
    scheduledPeriod: row.period,
    period: row.period,
    isMinimumTerm: row.period.kind === 'years',
    earlier: facts.earlier ?? [],
    ...(facts.ownPeriod === undefined ? {} : { ownPeriod: facts.ownPeriod }),
    ...(facts.decided === undefined ? {} : { decided: facts.decided }),
  }
}
