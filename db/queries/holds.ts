import type { PlainDate } from '#domain/dates.ts'
import type { HoldJoining } from '#domain/vocabulary-holds.ts'
import type { HoldState } from '#domain/vocabulary.ts'
import type { Tx } from '#db/actor.ts'
import {
  COUNT_CAP,
  decodeCursor,
  pageFrom,
  totalOf,
  type Page,
  type PageRequest,
  type Total,
} from './page.ts'

export interface HoldListRow {
  readonly id: string
  readonly subjectId: string
  readonly title: string
  readonly archivalCode: string | null
  readonly state: HoldState
  readonly reason: string
  readonly authority: string
  readonly placedBy: string
  readonly placedAt: Date
  readonly reviewOn: PlainDate
  readonly liftProposedBy: string | null
  readonly liftReason: string | null
  readonly liftedBy: string | null
  readonly liftedAt: Date | null
  readonly standingId: string | null
  readonly joining: HoldJoining | null
}

export interface HoldsRequest extends PageRequest {
  /** `standing`: all that have not been lifted. */
  readonly state?: HoldState | 'standing' | undefined
  /** Parts of one hold on a class or a file, or `none`: those that were placed on single records. */
  readonly of?: string | undefined
}

/** All holds on what the person may see, the next review first (REQ-41). */
export async function readHolds(
  tx: Tx,
  { cursor, limit, state, of }: HoldsRequest,
): Promise<Page<HoldListRow> & { readonly total: Total }> {
  const after = decodeCursor(cursor)
  const beyond =
    after === undefined
      ? tx``
      : tx`and (h.review_on, h.id) > (${after[0] ?? ''}::date, ${after[1] ?? ''}::uuid)`
  const ofState =
    state === undefined
      ? tx``
      : state === 'standing'
        ? tx`and h.state <> 'lifted'`
        : tx`and h.state = ${state}`
  const ofWhole =
    of === undefined ? tx`` : of === 'none' ? tx`and h.standing_id is null` : tx`and h.standing_id = ${of}`
  const [rows, [counted]] = await Promise.all([
    tx<HoldListRow[]>`
      select h.id, h.subject_id as "subjectId", r.title, r.archival_code as "archivalCode", h.state, h.reason, h.authority,
        h.placed_by as "placedBy", h.placed_at as "placedAt", h.review_on::text as "reviewOn", h.lift_proposed_by as "liftProposedBy",
        h.lift_reason as "liftReason", h.lifted_by as "liftedBy", h.lifted_at as "liftedAt",
        h.standing_id as "standingId", h.joining
      from hold h join record r on r.id = h.subject_id
      where true ${ofState} ${ofWhole} ${beyond} order by h.review_on, h.id limit ${limit + 1}`,
    tx<{ n: number }[]>`
      select count(*)::int as n from (select 1 from hold h join record r on r.id = h.subject_id where true ${ofState} ${ofWhole} limit ${COUNT_CAP + 1}) q`,
  ])
  return { ...pageFrom(rows, limit, (row) => [row.reviewOn, row.id]), total: totalOf(counted?.n ?? 0) }
}

/** The record that a hold is on; undefined when there is no such hold for this person. */
export async function recordOfHold(tx: Tx, holdId: string): Promise<string | undefined> {
  const [row] = await tx<{ id: string }[]>`select subject_id as id from hold where id = ${holdId}`
  return row?.id
}
