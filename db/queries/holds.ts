import type { PlainDate } from '#domain/dates.ts'
import type { HoldJoining } from '#domain/vocabulary/holds.ts'
import type { HoldState } from '#domain/vocabulary.ts'
import type { Tx } from '#db/actor.ts'
import { countedPage, readPage, type CountedPage, type PageRequest } from './page.ts'
import { readTotal } from './total.ts'

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
  { state, of, ...request }: HoldsRequest,
): Promise<CountedPage<HoldListRow>> {
  const ofState =
    state === undefined
      ? tx``
      : state === 'standing'
        ? tx`and h.state <> 'lifted'`
        : tx`and h.state = ${state}`
  const ofWhole =
    of === undefined ? tx`` : of === 'none' ? tx`and h.standing_id is null` : tx`and h.standing_id = ${of}`
  const page = readPage<HoldListRow>(tx, request, {
    direction: 'asc',
    key: { reviewOn: [tx`h.review_on`, 'date'], id: [tx`h.id`, 'uuid'] },
    rows: ({ beyond, by, limit }) => tx<HoldListRow[]>`
      select h.id, h.subject_id as "subjectId", r.title, r.archival_code as "archivalCode", h.state, h.reason, h.authority,
        h.placed_by as "placedBy", h.placed_at as "placedAt", h.review_on::text as "reviewOn", h.lift_proposed_by as "liftProposedBy",
        h.lift_reason as "liftReason", h.lifted_by as "liftedBy", h.lifted_at as "liftedAt",
        h.standing_id as "standingId", h.joining
      from hold h join record r on r.id = h.subject_id
      where true ${ofState} ${ofWhole} ${beyond} order by ${by} limit ${limit}`,
  })
  const total = readTotal(
    tx,
    tx`select 1 from hold h join record r on r.id = h.subject_id where true ${ofState} ${ofWhole}`,
  )
  return await countedPage(page, total)
}

/** The record that a hold is on; undefined when there is no such hold for this person. */
export async function recordOfHold(tx: Tx, holdId: string): Promise<string | undefined> {
  const [row] = await tx<{ id: string }[]>`select subject_id as id from hold where id = ${holdId}`
  return row?.id
}
