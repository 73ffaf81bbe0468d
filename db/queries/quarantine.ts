import type { PlainDate } from '#domain/dates.ts'
import type { Quarantine } from '#domain/vocabulary/secrets.ts'
import type { Tx } from '#db/actor.ts'
import { readPage, type Page, type PageRequest } from './page.ts'
import { firstOf, type First } from './total.ts'

export interface QuarantinedRow {
  readonly id: string
  readonly code: string | null
  readonly classCode: string
  readonly unitZh: string
  readonly unitEn: string
  readonly quarantine: Quarantine
}

/** Whether content that bears the mark of a state secret was found to be none, by its digest. */
export async function isContentCleared(tx: Tx, objectId: string): Promise<boolean> {
  const rows = await tx`
    select 1 from digital_object o join record r on r.id = o.subject_id where o.id = ${objectId} and o.sha256 = any(r.cleared_digests)`
  return rows.length > 0
}

/** Records whose content bears the mark of a state secret, for the security administrator alone, and nothing of what they say. */
export async function readQuarantined(tx: Tx, request: PageRequest): Promise<Page<QuarantinedRow>> {
  return await readPage<QuarantinedRow>(tx, request, {
    direction: 'desc',
    key: { id: [tx`q.id`, 'uuid'] },
    rows: ({ after: [id = null], by, limit }) => tx<QuarantinedRow[]>`
      select q.id, q.code, q.class_code as "classCode", u.name_zh as "unitZh", u.name_en as "unitEn", q.quarantine
      from quarantined_records(${id}::uuid, ${limit}) q join unit u on u.id = q.unit_id order by ${by}`,
  })
}

export interface FoundMarkRow extends Omit<QuarantinedRow, 'quarantine'> {
  /** Place of the finding in the ledger. */
  readonly position: number
  readonly foundAt: Date
  readonly foundOn: PlainDate
  readonly actorId: string
  readonly isRead: boolean
}

/** As many as the worklist shows at once; the rest follows as they are decided, and all stand in Settings. */
const MOST_FOUND = 50

/** Marks that wait for the security administrator, the oldest first; nothing for anybody else. */
export async function readFoundMarks(tx: Tx): Promise<First<FoundMarkRow>> {
  const rows = await tx<FoundMarkRow[]>`
    select m.id, m.code, m.class_code as "classCode", u.name_zh as "unitZh", u.name_en as "unitEn", m.place::float8 as position,
      m.said_at as "foundAt", m.said_on::text as "foundOn", m.actor_id as "actorId",
      m.place <= coalesce((select k.position from notice_mark k where k.person_id = (select scope_person())), 0)
        or exists (select 1 from notice_read n where n.person_id = (select scope_person()) and n.position = m.place) as "isRead"
    from marks_found(${MOST_FOUND + 1}) m join unit u on u.id = m.unit_id order by m.place`
  return firstOf(rows, MOST_FOUND)
}

/** Whether nobody may read an object, of those that the reader would see. */
export async function isQuarantined(tx: Tx, objectId: string): Promise<boolean> {
  const rows = await tx`
    select 1 from digital_object o join record r on r.id = o.subject_id where o.id = ${objectId} and r.quarantine is not null`
  return rows.length > 0
}
