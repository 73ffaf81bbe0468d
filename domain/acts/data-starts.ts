/**
 * Starts that stand in the data of a record: a date among its metadata, the last of its contents, the record that it belongs to. An
 * act that changes these data settles the dates that rest on them in the same commit.
 */
import type { PlainDate } from '#domain/dates.ts'
import type { NewEvent } from '#domain/events.ts'
import type { MetadataValues } from '#domain/metadata.ts'
import { dateFieldOf } from '#domain/metadata-scheme.ts'
import { isRelationType, type RelationType } from '#domain/relations.ts'
import { lastOfSet, triggerOf } from '#domain/retention.ts'
import type { Rules } from '#domain/schedule.ts'
import {
  type Awaited,
  dayOfValues,
  MAIN_VOLUME,
  retentionFactsOf,
  type Start,
  type Startable,
  startedBy,
  startKeyOf,
  startsAwaited,
} from '#domain/starts.ts'
import type { RecordState, Rows } from '#domain/state.ts'
import type { RecordRelationRow } from '#domain/state/metadata.ts'
import type { ActFacts } from './act.ts'
import { itemsOf } from './paper-effects.ts'
import type { RecordSubject } from './record-subject.ts'

type Seen = Pick<ActFacts, 'reference' | 'today'>

/** The data of a record from which a start can be read, as they stand or as an act leaves them. What was not looked at says nothing. */
export interface GivenData<R extends Dated = RecordState> {
  readonly record: R
  readonly values?: MetadataValues
  readonly items?: readonly { readonly formedOn: PlainDate | null }[]
  /** Of a side volume: the main volume of its case. */
  readonly main?: Other
  /** The records to which it stands so, by type; of a type that is absent nobody has looked. */
  readonly related?: Readonly<Partial<Record<RelationType, readonly Other[]>>>
}

/** A record on which the date of another may rest. */
export type Other = Dated & Pick<RecordState, 'archivalCode' | 'scheduleVersionId'>

/** A record as far as its dates rest on its own row. */
export type Dated = Startable & Pick<RecordState, 'id' | 'classCode'>

/** All data of a record whose metadata and contents are among the facts. */
export function givenBy(facts: Pick<ActFacts, 'subjects'>, { row, rows }: RecordSubject): GivenData {
  const main = row.mainRecordId === null ? undefined : facts.subjects.get(row.mainRecordId)
  const mainRow = row.mainRecordId === null ? undefined : main?.get('record', row.mainRecordId)
  return {
    record: row,
    values: rows.get('recordMetadata', row.id)?.values ?? {},
    items: itemsOf(rows),
    ...(mainRow === undefined ? {} : { main: mainRow }),
    related: relatedOf(facts, rows),
  }
}

/** The records among the facts to which a record states that it stands, by type. One that was not read leaves its type unsaid. */
export function relatedOf(
  { subjects }: Pick<ActFacts, 'subjects'>,
  rows: Rows,
): NonNullable<GivenData['related']> {
  const standing = rows.all('recordRelation').filter(({ withdrawnOn }) => withdrawnOn === null)
  return relatedBy(standing, (id) => subjects.get(id)?.get('record', id))
}

/** The same by relations that stand, wherever the records were read. */
export function relatedBy<O extends Other>(
  standing: readonly Pick<RecordRelationRow, 'type' | 'otherId'>[],
  recordOf: (id: string) => O | undefined,
): Readonly<Partial<Record<RelationType, readonly O[]>>> {
  const byType = Map.groupBy(standing, ({ type }) => type)
  return Object.fromEntries(
    [...byType].flatMap(([type, relations]) => {
      const others = relations.flatMap(({ otherId }) => recordOf(otherId) ?? [])
      return others.length === relations.length ? [[type, others]] : []
    }),
  )
}

/** What the data say of one start; undefined where they cannot say it: it is told by persons then. */
export function dataStartOf(facts: Seen, given: GivenData<Dated>, awaited: Awaited): Start | undefined {
  switch (awaited.event) {
    case 'metadata-date':
      return startInField(facts, given, awaited.of)
    case 'last-of-set':
      return startOfContents(given)
    case 'related-record':
      if (awaited.of === undefined || awaited.of === MAIN_VOLUME)
        return given.main === undefined ? undefined : startOfOther(facts, given.main)
      return isRelationType(awaited.of) ? startOfRelated(facts, given, awaited.of) : undefined
    default:
      return undefined
  }
}

function startInField(
  { reference }: Seen,
  { record, values }: GivenData<Dated>,
  id: string | undefined,
): Start | undefined {
  const family = reference.recordClass(record.classCode)?.family ?? ''
  const field = id === undefined ? undefined : dateFieldOf(reference.metadataScheme(), { family, id })
  if (field === undefined || id === undefined || values === undefined) return undefined
  const from = { kind: 'metadata', field: id, zh: field.zh, en: field.en } as const
  return { ...dayOfValues(values[field.element ?? field.id] ?? []), from }
}

/** A file whose class counts from the last of its contents; with an entry undated, nobody knows which that is. */
function startOfContents({ items }: GivenData<Dated>): Start | undefined {
  if (items === undefined || items.length === 0) return undefined
  const from = { kind: 'contents', entries: items.length } as const
  const last = lastOfSet(items.map(({ formedOn }) => formedOn))
  return last.kind === 'last' ? { on: last.on, from } : { on: null, why: 'undated', from }
}

/** The day on which the term of another record starts, by that record's own rule: of the main volume, or of one to which it stands so. */
function startOfOther(facts: Seen, other: Other, relation?: RelationType): Start {
  const named =
    relation === undefined ? { archivalCode: other.archivalCode } : { archivalCode: null, relation }
  const from = { kind: 'record', recordId: other.id, ...named } as const
  const versionId =
    other.scheduleVersionId ?? facts.reference.recordClass(other.classCode)?.scheduleVersionId ?? ''
  const rules = facts.reference.rules(versionId, other.classCode)
  if (rules === undefined) return { on: null, why: 'missing', from }
  const found = triggerOf(retentionFactsOf(other, rules, facts.today), rules[0].trigger)
  if (found.verdict === 'triggered') return { on: found.on, from }
  return { on: null, why: found.verdict === 'waiting_for_event' ? 'waiting' : 'missing', from }
}

/** By the record to which it stands so. Of several the days must agree; where the last relation was withdrawn its day goes with it. */
function startOfRelated(
  facts: Seen,
  { record, related }: GivenData<Dated>,
  type: RelationType,
): Start | undefined {
  const others = related?.[type]
  if (others === undefined) return undefined
  const starts = others.map((other) => startOfOther(facts, other, type))
  const [first] = starts
  if (first === undefined) {
    const known = record.starts?.[startKeyOf({ event: 'related-record', of: type })]?.data
    return known === undefined ? undefined : { on: null, why: 'missing', from: known.from }
  }
  const isAgreed = starts.every(({ on }) => on === first.on)
  return isAgreed ? first : { on: null, why: 'several', from: first.from }
}

export type StartedEvent = Extract<NewEvent, { type: 'retention.started' }>

/** What has changed of the starts that stand in its data, under these rules; nothing where all is as it was. */
export function startedEvents(facts: Seen, given: GivenData<Dated>, rules: Rules): readonly StartedEvent[] {
  return startsAwaited(rules).flatMap((awaited): readonly StartedEvent[] => {
    const start = dataStartOf(facts, given, awaited)
    const known = given.record.starts?.[startKeyOf(awaited)]?.data
    if (start === undefined || (known !== undefined && isSame(start, known))) return []
    const { event, of } = awaited
    const data = { kind: event, ...(of === undefined ? {} : { of }), ...start }
    return [{ stream: { kind: 'record', id: given.record.id }, type: 'retention.started', data }]
  })
}

function isSame(one: Start, other: Start): boolean {
  return one.on === other.on && one.why === other.why && textOf(one) === textOf(other)
}

function textOf({ from }: Start): string {
  return JSON.stringify(Object.entries(from).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

/** The record as it stands once these events are written. */
export function startedRecord<R extends Startable>(record: R, events: readonly StartedEvent[]): R {
  return events.reduce((row, { data }) => ({ ...row, ...startedBy(row, data) }), record)
}
