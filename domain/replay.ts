import type { PlainDate } from './dates.ts'
import type { RecordedEvent } from './events.ts'
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
const BOOKKEEPING: ReadonlySet<string> = new Set([
  'headHash',
  'placeVersion',
  'streamVersion',
  'id',
  'subjectId',
])
/** Whose `version` counts events; a schedule's is its name. */
const COUNTED: ReadonlySet<TableName> = new Set(['record', 'disposalList', 'transferBatch'])
const TABLES: readonly TableName[] = [...ORGANISATION_TABLES, ...APPOINTMENT_TABLES, ...PROJECTED_TABLES]

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
      before: was[field] ?? null,
      after: is[field] ?? null,
    }))
    .filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after))
}
