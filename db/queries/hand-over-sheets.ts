import type { BilingualText } from '#domain/lifecycle.ts'
import type { PostRegister } from '#domain/organisation.ts'
import type { Role } from '#domain/vocabulary.ts'
import type { Tx } from '#db/actor.ts'

/** A hand-over that all have signed, with the names that its sheet prints. */
export interface SignedHandOverRow {
  readonly id: string
  readonly postId: string
  readonly fromId: string
  readonly toId: string
  readonly unitId: string
  readonly role: Role
  readonly note: string
  readonly register: PostRegister
  readonly registerHash: string
  readonly proposedAt: Date
  readonly confirmedAt: Date
  readonly acceptedAt: Date
  readonly fromName: string
  readonly toName: string
  readonly proposedBy: string
  readonly confirmedBy: string
  readonly unitName: string
  readonly siteName: string
  readonly siteId: string
}

/** Hand-overs that all have signed and whose sheet does not lie there yet. */
export async function readUnprintedHandOvers(tx: Tx, limit: number): Promise<readonly SignedHandOverRow[]> {
  return await tx<SignedHandOverRow[]>`
    select h.id, h.post_id as "postId", h.from_id as "fromId", h.to_id as "toId", h.unit_id as "unitId", h.role, h.note, h.register,
      h.register_hash as "registerHash", h.proposed_at as "proposedAt", h.confirmed_at as "confirmedAt", h.accepted_at as "acceptedAt",
      a.name_zh as "fromName", b.name_zh as "toName", p.name_zh as "proposedBy", c.name_zh as "confirmedBy", u.name_zh as "unitName",
      s.name_zh as "siteName", s.id as "siteId"
    from post_hand_over h join person a on a.id = h.from_id join person b on b.id = h.to_id join person p on p.id = h.proposed_by
      join person c on c.id = h.confirmed_by join unit u on u.id = h.unit_id cross join site s
    where h.state = 'done' and h.sheet_key is null order by h.id limit ${limit}`
}

export interface SheetRef {
  readonly key: string
  readonly versionId: string | null
}

/** All sheets that lie in the store. */
export async function readSheets(tx: Tx): Promise<readonly SheetRef[]> {
  return await tx<SheetRef[]>`
    select sheet_key as key, sheet_version_id as "versionId" from post_hand_over where sheet_key is not null order by id`
}

/** What a sheet says beside its register: codes of subjects, names of deputies and steps, and the tasks that did not pass. */
export interface SheetWords {
  readonly codes: ReadonlyMap<string, string>
  readonly deputies: ReadonlyMap<string, string>
  readonly steps: ReadonlyMap<string, BilingualText>
  readonly stayed: ReadonlySet<string>
}

export async function readSheetWords(
  tx: Tx,
  { register, fromId }: Pick<SignedHandOverRow, 'register' | 'fromId'>,
): Promise<SheetWords> {
  const subjects = [...register.tasks, ...register.holds].map(({ subjectId }) => subjectId)
  const tasks = register.tasks.map(({ id }) => id)
  const codes = await tx<{ id: string; code: string }[]>`
    select id, archival_code as code from record where id = any(${subjects}::uuid[]) and archival_code is not null
    union all select id, number from disposal_list where id = any(${subjects}::uuid[])
    union all select id, number from transfer_batch where id = any(${subjects}::uuid[])`
  const deputies = await tx<{ id: string; name: string }[]>`
    select id, name_zh as name from person where id = any(${register.deputies.map(({ deputyId }) => deputyId)}::uuid[])`
  const steps = await tx<{ id: string; name: BilingualText }[]>`
    select t.id, s->'name' as name from task t
      left join record r on r.id = t.subject_id left join disposal_list l on l.id = t.subject_id left join transfer_batch b on b.id = t.subject_id
      join definition d on d.id = coalesce(r.definition_id, l.definition_id, b.definition_id)
      cross join lateral jsonb_array_elements(d.document->'steps') s
    where t.id = any(${tasks}::uuid[]) and s->>'id' = t.step`
  const stayed = await tx<{ id: string }[]>`
    select id from task where id = any(${tasks}::uuid[]) and state = 'claimed' and assignee_id = ${fromId}`
  return {
    codes: new Map(codes.map(({ id, code }) => [id, code])),
    deputies: new Map(deputies.map(({ id, name }) => [id, name])),
    steps: new Map(steps.map(({ id, name }) => [id, name])),
    stayed: new Set(stayed.map(({ id }) => id)),
  }
}
