import type { PlainDate } from '#domain/dates.ts'
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
    select ${handOver(tx)}
    from post_hand_over h join unit u on u.id = h.unit_id
    where ${id === undefined ? tx`true` : tx`h.id = ${id}`} order by h.proposed_at desc, h.id limit ${MOST}`
}

export interface WaitingHandOverRow extends HandOverRow {
  /** Place of its last word in the ledger, and that word's day. */
  readonly position: number
  readonly saidOn: PlainDate
  readonly isRead: boolean
}

/** Those that wait for a signature, the newest word first. */
export async function readWaitingHandOvers(tx: Tx): Promise<readonly WaitingHandOverRow[]> {
  return await tx<WaitingHandOverRow[]>`
    with open as materialized (
      select id from post_hand_over where state in ('proposed', 'confirmed') order by proposed_at desc, id limit ${MOST})
    select ${handOver(tx)}, s.place::float8 as position, s.said_on::text as "saidOn",
      s.place <= coalesce((select m.position from notice_mark m where m.person_id = (select scope_person())), 0)
        or exists (select 1 from notice_read n where n.person_id = (select scope_person()) and n.position = s.place) as "isRead"
    from hand_overs_said(array(select id from open)) s
      join post_hand_over h on h.id = s.hand_over_id join unit u on u.id = h.unit_id order by s.place desc`
}

function handOver(tx: Tx) {
  return tx`h.id, h.post_id as "postId", h.from_id as "fromId", h.to_id as "toId", h.unit_id as "unitId", h.role, h.note, h.state,
      h.proposed_by as "proposedBy", h.proposed_at as "proposedAt", h.confirmed_by as "confirmedBy", h.confirmed_at as "confirmedAt",
      h.accepted_at as "acceptedAt", h.to_post_id as "toPostId", h.register_hash as "registerHash", h.register, h.sheet_key as "sheetKey",
      h.sheet_version_id as "sheetVersionId", h.sheet_sha256 as "sheetSha256", h.sheet_bytes as "sheetBytes", u.path as "unitPath"`
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
