import { PERSONAL_FAMILIES, type PurposeStanding } from '#domain/personal-files.ts'
import type { Tx } from '#db/actor.ts'

export interface Opened {
  readonly subject: { readonly of: 'record' | 'object'; readonly id: string }
  /** SHA-256 of the session's token. */
  readonly session: string
}

/** Whether a record is a person's file, and what its reader said or works on; undefined where the reader sees no such record. */
export async function readPurpose(
  tx: Tx,
  { subject, session }: Opened,
): Promise<(PurposeStanding & { readonly recordId: string }) | undefined> {
  const recordId =
    subject.of === 'record'
      ? tx`${subject.id}::uuid`
      : tx`(select o.subject_id from digital_object o where o.id = ${subject.id})`
  const [row] = await tx<(PurposeStanding & { readonly recordId: string })[]>`
    select r.id as "recordId", r.family = any(${[...PERSONAL_FAMILIES]}::text[]) as "isPersonal",
      (select v.purpose from view_purpose v where v.session_id = ${session} and v.record_id = r.id) as said,
      (select t.id from task t where t.subject_id = r.id and t.state = 'claimed' and t.assignee_id = (select scope_person()) limit 1) as "taskId"
    from record r where r.id = ${recordId}`
  return row
}

/** Keeps what a record was opened for until the session ends; said anew it replaces what was said. */
export async function savePurpose(
  tx: Tx,
  {
    session,
    recordId,
    purpose,
  }: { readonly session: string; readonly recordId: string; readonly purpose: string },
): Promise<boolean> {
  const rows = await tx`
    insert into view_purpose (session_id, record_id, purpose) select ${session}, r.id, ${purpose} from record r where r.id = ${recordId}
    on conflict (session_id, record_id) do update set purpose = excluded.purpose returning record_id`
  return rows.length === 1
}
