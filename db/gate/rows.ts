import { ORGANISATION_TABLES, PROJECTED_TABLES, Rows, type RowTypes, type TableName } from '#domain/state.ts'
import { columnsOf } from './apply-sql.ts'

type SqlRow = Record<string, unknown>

const INSTANTS = /At$|Until$/

const SHAPES = new Map(
  [...PROJECTED_TABLES, ...ORGANISATION_TABLES].map((table) => {
    const { sqlName, columns } = columnsOf(table)
    const pairs = [...columns].map(([name, column]) => ({ name, column, isInstant: INSTANTS.test(name) }))
    return [table, { sqlName, pairs }] as const
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

export function toSql<T extends TableName>(table: T, row: RowTypes[T]): SqlRow {
  const source = row as unknown as SqlRow
  const stored: SqlRow = {}
  for (const { name, column } of shapeOf(table).pairs) stored[column] = source[name] ?? null
  return stored
}

export function sqlNameOf(table: TableName): string {
  return shapeOf(table).sqlName
}

function shapeOf(table: TableName) {
  const shape = SHAPES.get(table)
  if (shape === undefined) throw new Error(`table ${table} is not projected`)
  return shape
}
