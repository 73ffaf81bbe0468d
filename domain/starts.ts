/**
 * Where the clocks of a record start: for each event and each fact by which its rules begin its own day, and who or what gave it.
 * What stands in the record's own data is kept apart from what two persons told, so that neither overwrites the other in silence.
 */
import { isPlainDate, type PlainDate } from './dates.ts'
import type { DecidedTerm } from './explanation.ts'
import type { OwnRule } from './precedence.ts'
import type { RelationType } from './relations.ts'
import type { RecordEvent, RecordFacts, UnfoundStart } from './retention.ts'
import { isRecordFact, type ScheduleRow, type TriggerEvent } from './schedule.ts'

/** Why the record's own data give no day; `waiting`: the record on which it rests has none yet either. */
export const START_FAULTS = ['missing', 'unreadable', 'several', 'undated', 'waiting'] as const
export type StartFault = (typeof START_FAULTS)[number]

export const START_SOURCES = ['persons', 'metadata', 'contents', 'record'] as const
/** Who or what gave a day. */
export type StartSource =
  | { readonly kind: 'persons' }
  | { readonly kind: 'metadata'; readonly field: string; readonly zh: string; readonly en: string }
  | { readonly kind: 'contents'; readonly entries: number }
  | {
      readonly kind: 'record'
      readonly recordId: string
      readonly archivalCode: string | null
      /** How the record stands to that other, which is not named then: not everybody who sees the one sees the other. Absent: its main volume. */
      readonly relation?: RelationType
    }

export type Start = {
  readonly on: PlainDate | null
  /** Absent where there is a day. */
  readonly why?: StartFault
  readonly from: StartSource
}

/** By the key of what is awaited. `data`: as the record's own data have it; `told`: as a second person confirmed it. */
export type Starts = Readonly<Record<string, { readonly data?: Start; readonly told?: Start }>>

/** What a rule waits for: an event, or a fact with the field or the relation in which it stands. */
export type Awaited = { readonly event: TriggerEvent; readonly of?: string }

/** By what a record's term rests on that of another, beside the relations of `relations.ts`: a side volume's on the main volume of its case (正卷). */
export const MAIN_VOLUME = 'main-volume'

export function startKeyOf({ event, of }: Awaited): string {
  return of === undefined ? event : `${event}(${of})`
}

/** What the rules of a record wait for beside its formation, each once, in the order of the rules. */
export function startsAwaited(rules: readonly ScheduleRow[]): readonly Awaited[] {
  const all = rules.flatMap(({ trigger }) => (trigger.kind === 'event' ? [trigger] : []))
  const keys = all.map(startKeyOf)
  return all
    .filter((one, at) => keys.indexOf(startKeyOf(one)) === at)
    .map(({ event, of }) => (of === undefined ? { event } : { event, of }))
}

/** Whether one of the rules starts from the record's own data, and not from its formation or an event. */
export function waitsForData(rules: readonly ScheduleRow[]): boolean {
  return rules.some(({ trigger }) => trigger.kind === 'event' && isRecordFact(trigger.event))
}

/** A day from before days were kept by name: the first of the rules that waits for one reads it. */
const UNNAMED = '*'

/** The columns of a record on which its dates rest. */
export type Startable = {
  readonly formedOn: PlainDate
  readonly triggeredOn: PlainDate | null
  readonly starts: Starts | null
  readonly extendedYears: number | null
  readonly manualEndsOn: PlainDate | null
  readonly ownRule: OwnRule | null
  /** Who decided the longer term, in the commit that gives it. */
  readonly decided?: DecidedTerm
}

/** The days of a record with one more of them; what was known without a name stays known. */
export function withStart(
  { starts, triggeredOn }: Pick<Startable, 'starts' | 'triggeredOn'>,
  { key, slot, start }: { readonly key: string; readonly slot: 'data' | 'told'; readonly start: Start },
): Starts {
  const former: Starts =
    triggeredOn === null ? {} : { [UNNAMED]: { told: { on: triggeredOn, from: { kind: 'persons' } } } }
  const known = starts ?? former
  return { ...known, [key]: { ...known[key], [slot]: start } }
}

/** What is stated of a start in the record's data, or of what persons told. */
export type Started = {
  readonly kind: TriggerEvent
  readonly of?: string
  readonly on: PlainDate | null
  readonly why?: StartFault
  readonly from?: StartSource
}

/** What such a statement leaves of a record's starts; before days were kept by name there was one for all. */
export function startedBy(
  record: Pick<Startable, 'starts' | 'triggeredOn'>,
  { kind, of, on, why, from }: Started,
): Partial<Pick<Startable, 'starts' | 'triggeredOn'>> {
  if (from === undefined) return { triggeredOn: on }
  const key = startKeyOf({ event: kind, ...(of === undefined ? {} : { of }) })
  const start = { on, from, ...(why === undefined ? {} : { why }) }
  const starts = withStart(record, { key, slot: from.kind === 'persons' ? 'told' : 'data', start })
  if (from.kind !== 'persons') return { starts }
  const { [UNNAMED]: _named, ...others } = starts
  return { starts: others }
}

/** The statement that names a day from before days were kept by name, as the rules so far read it; undefined where there is none. */
export function namingOf(
  { starts, triggeredOn }: Pick<Startable, 'starts' | 'triggeredOn'>,
  rules: readonly ScheduleRow[],
): (Started & { readonly from: StartSource }) | undefined {
  const on = starts === null ? triggeredOn : (starts[UNNAMED]?.told?.on ?? null)
  const [first] = startsAwaited(rules)
  if (on === null || first === undefined) return undefined
  const { event, of } = first
  return { kind: event, ...(of === undefined ? {} : { of }), on, from: { kind: 'persons' } }
}

/** What is known of one start: from the data, and from persons. */
export function startOfKey(record: Startable, awaited: Awaited, isFirst: 'first' | 'later'): Starts[string] {
  const { starts, triggeredOn } = record
  const named = starts?.[startKeyOf(awaited)]
  if (isFirst === 'later' || named?.told !== undefined) return named ?? {}
  const unnamed: Start | undefined =
    starts === null
      ? triggeredOn === null
        ? undefined
        : { on: triggeredOn, from: { kind: 'persons' } }
      : starts[UNNAMED]?.told
  return unnamed === undefined ? (named ?? {}) : { ...named, told: unnamed }
}

/** What is known of a record for its retention on a day: the pure rules ask for no more. Each rule finds its own start among it. */
export function retentionFactsOf(
  record: Startable,
  rules: readonly ScheduleRow[],
  asOf: PlainDate,
): RecordFacts {
  const known = startsAwaited(rules).map((awaited, at) => ({
    awaited,
    start: startOfKey(record, awaited, at === 0 ? 'first' : 'later'),
  }))
  const events = known.flatMap(({ awaited, start: { data, told } }) =>
    [data, told].flatMap((start) => eventOfStart(awaited, start, asOf)),
  )
  const unfound = known.flatMap(({ awaited, start }) => unfoundOf(awaited, start.data, asOf))
  return {
    formedOn: record.formedOn,
    events,
    ...(unfound.length === 0 ? {} : { unfound }),
    ...(record.extendedYears === null ? {} : { extendedYears: record.extendedYears }),
    ...(record.manualEndsOn === null ? {} : { manualEndsOn: record.manualEndsOn }),
    ...(record.ownRule === null ? {} : { ownPeriod: record.ownRule.period }),
    ...(record.decided === undefined ? {} : { decided: record.decided }),
  }
}

function eventOfStart(
  { event, of }: Awaited,
  start: Start | undefined,
  asOf: PlainDate,
): readonly RecordEvent[] {
  if (start?.on === undefined || start.on === null || start.on > asOf) return []
  const { on, from } = start
  return [{ kind: event, on, confirmed: true, ...(of === undefined ? {} : { of }), from }]
}

/** A day that has not come counts only when it has: until then it is no fact. */
function unfoundOf(
  { event, of }: Awaited,
  start: Start | undefined,
  asOf: PlainDate,
): readonly UnfoundStart[] {
  if (start === undefined || (start.on !== null && start.on <= asOf)) return []
  const { on, why = 'missing', from } = start
  const named = { event, ...(of === undefined ? {} : { of }), from }
  return [on === null ? { ...named, why } : { ...named, why: 'in-future', on }]
}

/** The day that the values of a field give: of a span its last one. Several days are no day. */
export function dayOfValues(texts: readonly string[]): Pick<Start, 'on' | 'why'> {
  const days = [...new Set(texts.map((text) => text.split('/').at(-1) ?? ''))]
  const [day, other] = days
  if (day === undefined) return { on: null, why: 'missing' }
  if (other !== undefined) return { on: null, why: 'several' }
  return isPlainDate(day) ? { on: day } : { on: null, why: 'unreadable' }
}
