import type { Fragment, Tx } from '#db/actor.ts'

/** A count for people: how many there are, or how many at least. */
export interface Total {
  readonly count: number
  /** There are more than `count`. */
  readonly isCapped: boolean
}

/** Nobody reads further than this, and counting must not cost more than showing. */
export const COUNT_CAP = 1000

/** How many rows are counted at most: the one beyond the cap says that there are more. */
export const MOST_COUNTED = COUNT_CAP + 1

/** What a count up to `MOST_COUNTED` says. */
export function totalOf(counted: number): Total {
  return counted > COUNT_CAP ? { count: COUNT_CAP, isCapped: true } : { count: counted, isCapped: false }
}

/** The first so many, and whether there are more: for a select that asks for one more than are shown. */
export interface First<T> {
  readonly items: readonly T[]
  readonly isCapped: boolean
}

export function firstOf<T>(rows: readonly T[], most: number): First<T> {
  return { items: rows.slice(0, most), isCapped: rows.length > most }
}

/** How many rows a select has, counted no further than anybody reads; an `order by` in it keeps the count in that index. */
export async function readTotal(tx: Tx, rows: Fragment): Promise<Total> {
  const [row] = await tx<{ n: number }[]>`select count(*)::int as n from ${cappedRows(tx, rows)} q`
  return totalOf(row?.n ?? 0)
}

/** The same count inside of a larger query: an int, `MOST_COUNTED` at most, for `totalOf`. */
export function cappedCount(tx: Tx, rows: Fragment): Fragment {
  return tx`(select count(*)::int from ${cappedRows(tx, rows)} q)`
}

/** The rows of a select as a table in parentheses that ends where counting does, for counts of several things at once. */
export function cappedRows(tx: Tx, rows: Fragment): Fragment {
  return tx`(${rows} limit ${MOST_COUNTED})`
}
