/** Keyset paging: a cursor holds the sort key of the last row that was shown. */
export interface PageRequest {
  readonly cursor?: string | undefined
  readonly limit: number
}

/** Comes before every id: where a walk along ids begins. */
export const NO_ID = '00000000-0000-0000-0000-000000000000'

export interface Page<T> {
  readonly items: readonly T[]
  readonly nextCursor: string | null
}

export interface Total {
  readonly count: number
  readonly isCapped: boolean
}

/** Nobody reads further than this, and counting must not cost more than showing. */
export const COUNT_CAP = 1000

export function totalOf(counted: number): Total {
  return counted > COUNT_CAP ? { count: COUNT_CAP, isCapped: true } : { count: counted, isCapped: false }
}

/** The rows beyond the page only say that there is a next one. */
export function pageFrom<T>(
  rows: readonly T[],
  limit: number,
  keyOf: (row: T) => readonly (string | number)[],
): Page<T> {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, nextCursor: rows.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null }
}

export function encodeCursor(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key), 'utf8').toString('base64url')
}

/** A cursor that did not come from a page of ours. */
export class CursorFault extends Error {
  override readonly name = 'CursorFault'
  readonly code = 'cursor.invalid'
}

/** The key of a cursor; undefined when there is none. @throws CursorFault */
export function decodeCursor(cursor: string | undefined): readonly string[] | undefined {
  if (cursor === undefined) return undefined
  const key = parsed(Buffer.from(cursor, 'base64url').toString('utf8'))
  if (!Array.isArray(key)) throw new CursorFault('the cursor is not one of ours')
  return key.map(String)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new CursorFault('the cursor is not one of ours', { cause: error })
  }
}
