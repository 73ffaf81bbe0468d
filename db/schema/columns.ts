import { sql, type SQL } from 'drizzle-orm'
import { customType, date, timestamp, uuid, type AnyPgColumn } from 'drizzle-orm/pg-core'
import type { PlainDate } from '#domain/dates.ts'

/** A legal date: a civil day, the same text in code, on the wire and here. */
export const civilDate = (name: string) => date(name, { mode: 'string' }).$type<PlainDate>()
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'string', precision: 3 })
export const id = () => uuid('id').primaryKey()
export const bytes = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' })

/** The SQL of a check that a column holds one of a closed list. */
export function oneOf(column: AnyPgColumn, values: readonly string[]): SQL {
  return sql`${column} in (${sql.raw(values.map((value) => `'${value}'`).join(', '))})`
}
