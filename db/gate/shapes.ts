import { getTableColumns, getTableName } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Field, Shape, ValueType } from '#domain/export-xml.ts'
import { ORGANISATION_TABLES, APPOINTMENT_TABLES, PROJECTED_TABLES, type TableName } from '#domain/state.ts'
import type { PAGED_TABLE, REFERENCE_TABLES } from '#domain/export.ts'
import { bulkVerdict } from '#db/schema/bulk.ts'
import { location } from '#db/schema/paper.ts'
import { workingDayException } from '#db/schema/organisation.ts'
import { codeCounter, definition, recordClass, referenceTable } from '#db/schema/rules.ts'
import { columnsOf, tableOf } from './tables.ts'

/** Tables that histories fold into. */
export const FOLDED_TABLES: readonly TableName[] = [
  ...PROJECTED_TABLES,
  ...ORGANISATION_TABLES,
  ...APPOINTMENT_TABLES,
]

type Unstated = (typeof REFERENCE_TABLES)[number] | typeof PAGED_TABLE

const REFERENCE: { readonly [T in Unstated]: PgTable } = {
  bulkVerdict,
  recordClass,
  definition,
  referenceTable,
  location,
  workingDayException,
  codeCounter,
}

/** How the rows of a table stand in an exported document: by its columns in the schema, so that none can be forgotten. */
export function shapeOfTable(table: TableName): Shape {
  return shapeOf(table, tableOf(table), [...columnsOf(table).columns.keys()])
}

/** The same of a table that no event states. */
export function shapeOfReference(table: Unstated): Shape {
  return shapeOf(table, REFERENCE[table], Object.keys(getTableColumns(REFERENCE[table])))
}

function shapeOf(element: string, table: PgTable, names: readonly string[]): Shape {
  const columns = getTableColumns(table)
  return {
    element,
    fields: names.flatMap((name): readonly Field[] => {
      const column = columns[name]
      if (column === undefined) return []
      return [{ name, type: typeOf(column.columnType, name), presence: column.notNull ? 'always' : 'maybe' }]
    }),
  }
}

const TYPES: Readonly<Record<string, ValueType>> = {
  PgUUID: 'text',
  PgText: 'text',
  PgInteger: 'integer',
  PgBigInt53: 'integer',
  PgBigSerial53: 'integer',
  PgBoolean: 'boolean',
  PgDateString: 'date',
  PgTimestampString: 'instant',
  PgJsonb: 'json',
  PgArray: 'list',
}

function typeOf(columnType: string, name: string): ValueType {
  const type = TYPES[columnType]
  if (type === undefined) throw new Error(`column ${name} is of a kind that no export knows: ${columnType}`)
  return type
}

/** Names in SQL of a shape's table and of its columns. */
export function namesOf({ element, fields }: Shape): {
  readonly table: string
  readonly columns: ReadonlyMap<string, string>
} {
  const table = tableNamed(element)
  const columns = getTableColumns(table)
  return {
    table: getTableName(table),
    columns: new Map(fields.map(({ name }) => [name, columns[name]?.name ?? name])),
  }
}

function tableNamed(element: string): PgTable {
  const reference = Object.entries(REFERENCE).find(([name]) => name === element)?.[1]
  const folded = FOLDED_TABLES.find((table) => table === element)
  if (reference !== undefined) return reference
  if (folded === undefined) throw new Error(`there is no table ${element}`)
  return tableOf(folded)
}
