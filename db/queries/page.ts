import type { Fragment, Tx } from '#db/actor.ts'
import type { Total } from './total.ts'

export interface PageRequest {
  /** Where the page before ended, as its `nextCursor` said; undefined for the first page. */
  readonly cursor?: string | undefined
  /** How many rows are shown at most. */
  readonly limit: number
}

/** Comes before every id: where a walk along ids begins. */
export const NO_ID = '00000000-0000-0000-0000-000000000000'

export interface Page<T> {
  readonly items: readonly T[]
  /** Null: this was the last page. */
  readonly nextCursor: string | null
}

export type CountedPage<T> = Page<T> & { readonly total: Total }

/** What the text of a cursor is read as, so that it is compared as the column is. */
type KeyType = 'uuid' | 'date' | 'timestamptz' | 'int' | 'bigint' | 'text'

/**
 * What a list is ordered by: the fields of its rows, the first first, each with the expression that it was read from. One direction for
 * all of them and none ever null, because the place is a row comparison, which an index answers as a whole; together they are unique, or
 * rows between two pages would be lost.
 */
export interface Keyset<Row> {
  readonly direction: 'asc' | 'desc'
  readonly key: { readonly [Field in keyof Row]?: readonly [column: Fragment, type: KeyType] }
}

/** What a list's query says of the page that is wanted. */
export interface Cut {
  /** `and (…) > (…)`: what follows the page before. Empty for the first page. */
  readonly beyond: Fragment
  /** What stands after `order by`. */
  readonly by: Fragment
  /** One row more than is shown, which says only that there is a next page. */
  readonly limit: number
  /** The key of the row before, for what cuts without SQL of ours; empty for the first page. */
  readonly after: readonly string[]
}

interface PagedList<Row> extends Keyset<Row> {
  readonly rows: (cut: Cut) => PromiseLike<readonly Row[]>
}

/** One page of a list, by key: it costs the same however far one has read. @throws CursorFault */
export async function readPage<Row>(
  tx: Tx,
  { cursor, limit }: PageRequest,
  { direction, key, rows }: PagedList<Row>,
): Promise<Page<Row>> {
  const after = keyIn(
    cursor,
    columnsOf(key).map(([, type]) => type),
  )
  const found = await rows({
    beyond: beyondOf(tx, { direction, key }, after),
    by: orderOf(tx, { direction, key }),
    limit: limit + 1,
    after,
  })
  const items = found.slice(0, limit)
  const last = items.at(-1)
  const hasMore = found.length > limit && last !== undefined
  return { items, nextCursor: hasMore ? cursorAt(keyOf(last, key)) : null }
}

/** A page and the count of the whole list, asked for together. @throws CursorFault */
export async function countedPage<T>(page: Promise<Page<T>>, total: Promise<Total>): Promise<CountedPage<T>> {
  const [shown, counted] = await Promise.all([page, total])
  return { ...shown, total: counted }
}

/** What stands after `order by`. */
export function orderOf<Row>(tx: Tx, { direction, key }: Keyset<Row>): Fragment {
  return listed(
    tx,
    columnsOf(key).map(([column]) => (direction === 'desc' ? tx`${column} desc` : column)),
  )
}

/** A cursor that did not come from a page of ours. */
export class CursorFault extends Error {
  override readonly name = 'CursorFault'
  readonly code = 'cursor.invalid'
}

/** The id after which a page begins, for a walk along ids that answers fewer than it looks at. @throws CursorFault */
export function afterOf(cursor: string | undefined): string | undefined {
  return keyIn(cursor, ['uuid'])[0]
}

export function cursorAfter(id: string): string {
  return cursorAt([id])
}

function beyondOf<Row>(tx: Tx, { direction, key }: Keyset<Row>, after: readonly string[]): Fragment {
  if (after.length === 0) return tx``
  const columns = listed(
    tx,
    columnsOf(key).map(([column]) => column),
  )
  const values = listed(
    tx,
    columnsOf(key).map(([, type], index) => typed(tx, type, after[index] ?? '')),
  )
  return direction === 'desc' ? tx`and (${columns}) < (${values})` : tx`and (${columns}) > (${values})`
}

function columnsOf<Row>(key: Keyset<Row>['key']): readonly (readonly [column: Fragment, type: KeyType])[] {
  return Object.values<readonly [column: Fragment, type: KeyType] | undefined>(key).filter(
    (column) => column !== undefined,
  )
}

function listed(tx: Tx, parts: readonly Fragment[]): Fragment {
  return parts.reduce((all, part) => tx`${all}, ${part}`)
}

function typed(tx: Tx, type: KeyType, value: string): Fragment {
  switch (type) {
    case 'uuid':
      return tx`${value}::uuid`
    case 'date':
      return tx`${value}::date`
    case 'timestamptz':
      return tx`${value}::timestamptz`
    case 'int':
      return tx`${value}::int`
    case 'bigint':
      return tx`${value}::bigint`
    case 'text':
      return tx`${value}::text`
  }
}

function keyOf<Row>(row: Row, key: Keyset<Row>['key']): readonly (string | number)[] {
  return Object.keys(key).map((field) => {
    const value: unknown = row[field as keyof Row]
    if (value instanceof Date) return value.toISOString()
    if (typeof value === 'string' || typeof value === 'number') return value
    throw new Error(`${field} is in the key of a page and has no value: rows after this one would be lost`)
  })
}

function cursorAt(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key), 'utf8').toString('base64url')
}

/** Forms of values that the database would otherwise refuse, or the driver before it. */
const FORMS: Readonly<Record<KeyType, RegExp>> = {
  uuid: /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i,
  date: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
  timestamptz: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3])(:[0-5]\d){2}\.\d{3}Z$/,
  int: /^-?\d{1,9}$/,
  bigint: /^-?\d{1,15}$/,
  text: /^[^\0]*$/,
}

/** The key in a cursor, one text for each column; empty when there is none. @throws CursorFault */
function keyIn(cursor: string | undefined, types: readonly KeyType[]): readonly string[] {
  if (cursor === undefined) return []
  const key = parsed(Buffer.from(cursor, 'base64url').toString('utf8'))
  if (!Array.isArray(key) || key.length !== types.length) throw new CursorFault(NOT_OURS)
  const values = key.map(String)
  if (!types.every((type, index) => FORMS[type].test(values[index] ?? ''))) throw new CursorFault(NOT_OURS)
  return values
}

const NOT_OURS = 'the cursor is not one of ours'

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new CursorFault(NOT_OURS, { cause: error })
  }
}
