import type { PlainDate } from './dates.ts'
import type { RecordedEvent } from './events.ts'
import type { BilingualText } from './lifecycle.ts'
import { project } from './projection.ts'
import {
  APPOINTMENT_TABLES,
  keyOf,
  ORGANISATION_TABLES,
  PROJECTED_TABLES,
  Rows,
  type TableName,
} from './state.ts'

/** A field of a row that is not the same at two moments. A row that was not there has nothing but null before. */
export interface FieldChange {
  readonly table: TableName
  readonly rowId: string
  readonly field: string
  readonly before: unknown
  readonly after: unknown
}

/** Counters and hashes move with every event: they say that something happened, never what. */
export const BOOKKEEPING: ReadonlySet<string> = new Set([
  'headHash',
  'placeVersion',
  'streamVersion',
  'id',
  'subjectId',
])
/** Whose `version` counts events; a schedule's is its name. */
const COUNTED: ReadonlySet<TableName> = new Set([
  'record',
  'disposalList',
  'transferBatch',
  'importBatch',
  'standingHold',
])
const TABLES: readonly TableName[] = [...ORGANISATION_TABLES, ...APPOINTMENT_TABLES, ...PROJECTED_TABLES]

/** What a row is known by, in the order of preference. Two languages where it has them. */
const NAMING = [
  'archivalCode',
  'number',
  'code',
  'login',
  'title',
  'name',
  'fileName',
  'checkId',
  'version',
] as const

/** The days of the clock of the law on which something happened, in order. */
export function daysOf(events: readonly RecordedEvent[]): readonly PlainDate[] {
  return [...new Set(events.map((event) => event.on))]
}

/**
 * How many of a history's events had happened by the end of a civil day. The clock of the law never goes back, so they are the
 * beginning of it.
 */
export function happenedBy(events: readonly RecordedEvent[], on: PlainDate): number {
  const next = events.findIndex((event) => event.on > on)
  return next === -1 ? events.length : next
}

/** The rows of a subject after so many of its events: what stood in the tables then, less what was erased since. */
export function rowsAfter(events: readonly RecordedEvent[], count: number): Rows {
  const rows = new Rows()
  for (const event of events.slice(0, count)) project(rows, event)
  return rows
}

/** What two moments of one subject do not have in common, table by table, in the order of the rows' making. */
export function differencesBetween(before: Rows, after: Rows): readonly FieldChange[] {
  return TABLES.flatMap((table) => {
    const [was, is] = [rowsById(before, table), rowsById(after, table)]
    return [...new Set([...was.keys(), ...is.keys()])].flatMap((rowId) =>
      fieldsOf(table, rowId, { was: was.get(rowId), is: is.get(rowId) }),
    )
  })
}

/** An empty list says no more than nothing at all. */
function somethingIn(value: unknown): unknown {
  return Array.isArray(value) && value.length === 0 ? null : (value ?? null)
}

type Fields = Readonly<Record<string, unknown>>

function rowsById(rows: Rows, table: TableName): ReadonlyMap<string, Fields> {
  return new Map(rows.all(table).map((row) => [keyOf(table, row), { ...row }]))
}

function fieldsOf(
  table: TableName,
  rowId: string,
  { was = {}, is = {} }: { readonly was: Fields | undefined; readonly is: Fields | undefined },
): readonly FieldChange[] {
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter((field) => !BOOKKEEPING.has(field) && !(field === 'version' && COUNTED.has(table)))
    .map((field) => ({
      table,
      rowId,
      field,
      before: somethingIn(was[field]),
      after: somethingIn(is[field]),
    }))
    .filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after))
}

/** What the rows of a subject are called, by their ids; an item of a list or batch names its record as well. */
export function namesIn(rows: Rows): ReadonlyMap<string, BilingualText> {
  const named = TABLES.flatMap((table) =>
    rows.all(table).flatMap((row) => {
      const fields: Fields = { ...row }
      const name = nameOf(fields)
      if (name === undefined) return []
      const { recordId } = fields
      const own = [keyOf(table, row), name] as const
      return typeof recordId === 'string' ? [own, [recordId, name] as const] : [own]
    }),
  )
  return new Map(named)
}

function nameOf(fields: Fields): BilingualText | undefined {
  const { nameZh: zh, nameEn: en } = fields
  if (typeof zh === 'string' && typeof en === 'string') return { zh, en }
  const word = NAMING.map((field) => fields[field]).find((value) => typeof value === 'string' && value !== '')
  return typeof word === 'string' ? { zh: word, en: word } : undefined
}
