import type { PostHandOverRow, PostRegister } from '#domain/organisation.ts'
import type { Role } from '#domain/vocabulary.ts'
import type { Tx } from '#db/actor.ts'

export interface HandOverRow extends Omit<PostHandOverRow, 'proposedAt' | 'confirmedAt' | 'acceptedAt'> {
  readonly proposedAt: Date
  readonly confirmedAt: Date | null
  readonly acceptedAt: Date | null
  readonly unitPath: readonly string[]
}

/** Newest first; who is shown which, the caller decides by `concerns`. */
const MOST = 200

export async function readHandOvers(tx: Tx, id?: string): Promise<readonly HandOverRow[]> {
  return await tx<HandOverRow[]>`
    select h.id, h.post_id as "postId", h.from_id as "fromId", h.to_id as "toId", h.unit_id as "unitId", h.role, h.note, h.state,
      h.proposed_by as "proposedBy", h.proposed_at as "proposedAt", h.confirmed_by as "confirmedBy", h.confirmed_at as "confirmedAt",
      h.accepted_at as "acceptedAt", h.to_post_id as "toPostId", h.register_hash as "registerHash", h.register, h.sheet_key as "sheetKey",
      h.sheet_version_id as "sheetVersionId", h.sheet_sha256 as "sheetSha256", h.sheet_bytes as "sheetBytes", u.path as "unitPath"
    from post_hand_over h join unit u on u.id = h.unit_id
    where ${id === undefined ? tx`true` : tx`h.id = ${id}`} order by h.proposed_at desc, h.id limit ${MOST}`
}

export interface HeldPostRow {
  readonly id: string
  readonly personId: string
  readonly unitId: string
  readonly unitPath: readonly string[]
  readonly role: Role
  readonly isHandedOver: boolean
}

/** Posts that people hold today, or one of them. */
export async function readHeldPosts(tx: Tx, id?: string): Promise<readonly HeldPostRow[]> {
  return await tx<HeldPostRow[]>`
    select o.id, o.person_id as "personId", o.unit_id as "unitId", u.path as "unitPath", o.role,
      exists (select 1 from post_hand_over h where h.post_id = o.id and h.state in ('proposed', 'confirmed')) as "isHandedOver"
    from post o join unit u on u.id = o.unit_id join person p on p.id = o.person_id and p.kind = 'person' and p.state = 'active'
    where o.from_on <= archive_today() and (o.to_on is null or o.to_on >= archive_today())
      and ${id === undefined ? tx`true` : tx`o.id = ${id}`} order by o.unit_id, o.role, o.id limit 2000`
}

export interface SubjectTitleRow {
  readonly id: string
  readonly code: string | null
  readonly title: string
}

/** Codes and titles of what a register names, as far as the reader sees it. */
export async function readTitles(
  tx: Tx,
  register: PostRegister,
): Promise<ReadonlyMap<string, SubjectTitleRow>> {
  const ids = [...register.tasks, ...register.holds].map(({ subjectId }) => subjectId)
  const rows = await tx<SubjectTitleRow[]>`
    select id, archival_code as code, title from record where id = any(${ids}::uuid[])
    union all select id, number, title from disposal_list where id = any(${ids}::uuid[])
    union all select id, number, title from transfer_batch where id = any(${ids}::uuid[])`
  return new Map(rows.map((row) => [row.id, row]))
}
