import { PROJECTED_TABLES, Rows, type RowTypes, type TableName } from '#domain/state.ts'
import { columnsOf } from './apply-sql.ts'

type SqlRow = Record<string, unknown>

const SHAPES = new Map(
  PROJECTED_TABLES.map((table) => {
    const { sqlName, columns } = columnsOf(table)
    return [table, { sqlName, pairs: [...columns] }] as const
  }),
)

const INSTANTS = /At$|Until$/

/** Rows of one subject from the facts' JSON: SQL names to code names, instants to the ledger's one form. */
export function rowsFrom(json: Readonly<Record<string, readonly SqlRow[] | null>>): Rows {
  const rows = new Rows()
  for (const table of PROJECTED_TABLES) {
    const shape = shapeOf(table)
    for (const row of json[shape.sqlName] ?? []) rows.load(table, fromSql(table, row))
  }
  return rows
}

/** One row as the code knows it. The column set is the schema's, so the cast states what the schema guarantees. */
export function fromSql<T extends TableName>(table: T, row: SqlRow): RowTypes[T] {
  const entries = shapeOf(table).pairs.map(([name, column]) => [name, fromSqlValue(name, row[column])] as const)
  return Object.fromEntries(entries) as unknown as RowTypes[T]
}

function fromSqlValue(name: string, value: unknown): unknown {
  if (typeof value === 'string' && INSTANTS.test(name) && value.length > 10) return new Date(value).toISOString()
  return value ?? null
}

export function toSql<T extends TableName>(table: T, row: RowTypes[T]): SqlRow {
  const source = row as unknown as SqlRow
  return Object.fromEntries(shapeOf(table).pairs.map(([name, column]) => [column, source[name] ?? null]))
}

export function sqlNameOf(table: TableName): string {
  return shapeOf(table).sqlName
}

function shapeOf(table: TableName) {
  const shape = SHAPES.get(table)
  if (shape === undefined) throw new Error(`table ${table} is not projected`)
  return shape
}
