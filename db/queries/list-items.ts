import type { PlainDate } from '#domain/dates.ts'
import type { LeaveReason, ListItemState } from '#domain/vocabulary.ts'
import type { Tx } from '#db/actor.ts'
import { readPage, type Page, type PageRequest } from './page.ts'

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

/** Records of a list whose destruction goes on, in their order. */
export async function readRecordsToDestroy(tx: Tx, listId: string): Promise<readonly string[]> {
  const rows = await tx<{ recordId: string }[]>`
    select record_id as "recordId" from disposal_list_item where subject_id = ${listId} and state = 'destroying' order by position`
  return rows.map(({ recordId }) => recordId)
}

/** Whether a record is under no hold and before its point of no return. */
export async function isFreeToDestroy(tx: Tx, recordId: string): Promise<boolean> {
  const rows = await tx`
    select 1 from record where id = ${recordId} and active_holds = 0 and destruction_begun_at is null`
  return rows.length === 1
}

/** The items of one list in the order in which it was sealed. */
export async function readListItems(
  tx: Tx,
  listId: string,
  request: PageRequest,
): Promise<Page<ListItemLine>> {
  return await readPage<ListItemLine>(tx, request, {
    direction: 'asc',
    key: { position: [tx`position`, 'int'] },
    rows: ({ beyond, by, limit }) => tx<ListItemLine[]>`
      select position, archival_code as "archivalCode", title, class_code as "classCode", formed_on::text as "formedOn",
        retention_ends_on::text as "retentionEndsOn", pages, state, leave_reason as "leaveReason"
      from disposal_list_item where subject_id = ${listId} ${beyond} order by ${by} limit ${limit}`,
  })
}
