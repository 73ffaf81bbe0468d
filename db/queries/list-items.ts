import type { PlainDate } from '#domain/dates.ts'
import type { LeaveReason, ListItemState } from '#domain/vocabulary.ts'
import type { Tx } from '#db/actor.ts'
import { decodeCursor, pageFrom, type Page, type PageRequest } from './page.ts'

export interface ListItemLine {
  readonly position: number
  readonly archivalCode: string
  readonly title: string
  readonly classCode: string
  readonly formedOn: PlainDate
  readonly retentionEndsOn: PlainDate
  readonly pages: number | null
  readonly state: ListItemState
  readonly leaveReason: LeaveReason | null
}

/** The items of one list in the order in which it was sealed. */
export async function readListItems(
  tx: Tx,
  listId: string,
  { cursor, limit }: PageRequest,
): Promise<Page<ListItemLine>> {
  const after = decodeCursor(cursor)
  const beyond = after === undefined ? tx`` : tx`and position > ${after[0] ?? ''}::int`
  const rows = await tx<ListItemLine[]>`
    select position, archival_code as "archivalCode", title, class_code as "classCode", formed_on::text as "formedOn",
      retention_ends_on::text as "retentionEndsOn", pages, state, leave_reason as "leaveReason"
    from disposal_list_item where subject_id = ${listId} ${beyond} order by position limit ${limit + 1}`
  return pageFrom(rows, limit, (row) => [row.position])
}
