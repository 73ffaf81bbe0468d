import type { Quarantine } from '#domain/vocabulary-secrets.ts'
import type { Tx } from '#db/actor.ts'
import { decodeCursor, pageFrom, type Page, type PageRequest } from './page.ts'

export interface QuarantinedRow {
  readonly id: string
  readonly code: string | null
  readonly classCode: string
  readonly unitZh: string
  readonly unitEn: string
  readonly quarantine: Quarantine
}

/** Records whose content bears the mark of a state secret, for the security administrator alone, and nothing of what they say. */
export async function readQuarantined(tx: Tx, { cursor, limit }: PageRequest): Promise<Page<QuarantinedRow>> {
  const [after = null] = decodeCursor(cursor) ?? []
  const rows = await tx<QuarantinedRow[]>`
    select q.id, q.code, q.class_code as "classCode", u.name_zh as "unitZh", u.name_en as "unitEn", q.quarantine
    from quarantined_records(${after}::uuid, ${limit + 1}) q join unit u on u.id = q.unit_id order by q.id desc`
  return pageFrom(rows, limit, (row) => [row.id])
}

/** Whether nobody may read an object, of those that the reader would see. */
export async function isQuarantined(tx: Tx, objectId: string): Promise<boolean> {
  const rows = await tx`
    select 1 from digital_object o join record r on r.id = o.subject_id where o.id = ${objectId} and r.quarantine is not null`
  return rows.length > 0
}
