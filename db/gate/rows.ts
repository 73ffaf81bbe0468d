import {
  APPOINTMENT_TABLES,
  ORGANISATION_TABLES,
  PROJECTED_TABLES,
  Rows,
  type RowTypes,
  type TableName,
} from '#domain/state.ts'
import { columnsOf, usualColumnsOf } from './tables.ts'

export type SqlRow = Record<string, unknown>

const INSTANTS = /At$|Until$/

const SHAPES = new Map(
  [...PROJECTED_TABLES, ...ORGANISATION_TABLES, ...APPOINTMENT_TABLES].map((table) => {
    const { sqlName, columns } = columnsOf(table)
    const usualColumns = usualColumnsOf(table)
    const pairs = [...columns].map(([name, column]) => ({
      name,
      column,
      isInstant: INSTANTS.test(name),
      isUsual: name === 'id' || usualColumns.has(name),
    }))
    const usual = usualColumns.size === 0 ? [] : pairs.filter((pair) => pair.isUsual)
    return [table, { sqlName, pairs, usual }] as const
  }),
)

/** Rows of one subject from the facts' JSON: SQL names to code names, instants to the ledger's one form. */
export function rowsFrom(
  json: Readonly<Record<string, readonly SqlRow[] | null>>,
  tables: readonly TableName[] = PROJECTED_TABLES,
): Rows {
  const rows = new Rows()
  for (const table of tables) {
    const shape = shapeOf(table)
    for (const row of json[shape.sqlName] ?? []) rows.load(table, fromSql(table, row))
  }
  return rows
}

/** One row as the code knows it. The column set is the schema's, so the cast states what the schema guarantees. */
export function fromSql<T extends TableName>(table: T, row: SqlRow): RowTypes[T] {
  const known: SqlRow = {}
  for (const { name, column, isInstant } of shapeOf(table).pairs) {
    const value = row[column] ?? null
    // A civil date of ten characters is none: only instants have a time.
    known[name] =
      isInstant && typeof value === 'string' && value.length > 10 ? new Date(value).toISOString() : value
  }
  return known as unknown as RowTypes[T]
}

/** What the commit does to one row: a new one whole, a known one whole, or of a known one the usual columns alone. */
export interface SqlChange {
  readonly way: 'insert' | 'change' | 'update'
  readonly columns: SqlRow
}

export function toSqlChange<T extends TableName>(
  table: T,
  known: RowTypes[T] | undefined,
  row: RowTypes[T],
): SqlChange {
  const { pairs, usual } = shapeOf(table)
  const after = row as unknown as SqlRow
  if (known === undefined) return { way: 'insert', columns: columnsFrom(after, pairs) }
  const before = known as unknown as SqlRow
  const isUsual = pairs.every(({ name, isUsual }) => isUsual || Object.is(before[name], after[name]))
  return isUsual && usual.length > 0
    ? { way: 'change', columns: literalsFrom(after, usual) }
    : { way: 'update', columns: columnsFrom(after, pairs) }
}

export function toSql<T extends TableName>(table: T, row: RowTypes[T]): SqlRow {
  return columnsFrom(row as unknown as SqlRow, shapeOf(table).pairs)
}

function columnsFrom(
  row: SqlRow,
  pairs: readonly { readonly name: string; readonly column: string }[],
): SqlRow {
  const columns: SqlRow = {}
  for (const { name, column } of pairs) columns[column] = row[name] ?? null
  return columns
}

/** The usual columns are read one by one: a list comes as SQL writes it. */
function literalsFrom(
  row: SqlRow,
  pairs: readonly { readonly name: string; readonly column: string }[],
): SqlRow {
  const columns = columnsFrom(row, pairs)
  for (const [column, value] of Object.entries(columns)) {
    if (Array.isArray(value)) columns[column] = arrayLiteral(value.map(String))
  }
  return columns
}

function arrayLiteral(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replaceAll(/["\\]/g, String.raw`\$&`)}"`).join(',')}}`
}

export function sqlNameOf(table: TableName): string {
  return shapeOf(table).sqlName
}

function shapeOf(table: TableName) {
  const shape = SHAPES.get(table)
  if (shape === undefined) throw new Error(`table ${table} is not projected`)
  return shape
}
