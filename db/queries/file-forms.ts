import type { Tx } from '#db/actor.ts'

export interface FormFileRow {
  readonly archivalCode: string | null
  readonly title: string
  readonly fondsCode: string
  readonly fondsName: string
  readonly className: string
  readonly formingUnit: string
  readonly custodyUnit: string
  readonly formedOn: string
  readonly pages: number | null
  readonly siteName: string
  readonly createdAt: Date
}

export interface FormItemRow {
  readonly title: string | null
  readonly responsible: string | null
  readonly documentNo: string | null
  readonly formedOn: string
  readonly firstPage: number
  readonly lastPage: number
}

/** A task of the file's filing or handing over, as it was completed. */
export interface FormTaskRow {
  readonly step: string
  readonly slot: string
  readonly by: string
  readonly on: string
  readonly form: Readonly<Record<string, unknown>> | null
}

/** What the forms of a file say of it. */
export interface FileForForms {
  readonly file: FormFileRow
  readonly items: readonly FormItemRow[]
  readonly done: readonly FormTaskRow[]
  /** Where it stands; null while it stands nowhere. */
  readonly place: { readonly id: string; readonly barcode: string; readonly boxNumber: string | null } | null
}

/** Undefined: there is no such record. */
export async function readFileForForms(tx: Tx, recordId: string): Promise<FileForForms | undefined> {
  const [file] = await tx<FormFileRow[]>`
    select r.archival_code as "archivalCode", r.title, f.code as "fondsCode", f.name_zh as "fondsName", c.name_zh as "className",
      u.name_zh as "formingUnit", a.name_zh as "custodyUnit", r.formed_on::text as "formedOn", r.pages, r.created_at as "createdAt",
      s.name_zh as "siteName"
    from record r join fonds f on f.id = r.fonds_id join record_class c on c.code = r.class_code
      join unit u on u.id = r.forming_unit_id join unit a on a.id = f.archives_unit_id cross join site s where r.id = ${recordId}`
  if (file === undefined) return undefined
  const items = await tx<FormItemRow[]>`
    select title, responsible, document_no as "documentNo", formed_on::text as "formedOn", first_page as "firstPage", last_page as "lastPage"
    from record_item where record_id = ${recordId} and withdrawn_note is null order by position`
  const done = await tx<FormTaskRow[]>`
    select t.step, t.slot, p.name_zh as by, (e.canonical::jsonb->>'on') as on, e.canonical::jsonb->'data'->'form' as form
    from task t join person p on p.id = t.completed_by
      join event e on e.stream_id = t.subject_id and e.type = 'task.completed' and e.canonical::jsonb->'data'->>'taskId' = t.id::text
    where t.subject_id = ${recordId} and t.step in ('file', 'hand-over') and t.state = 'completed' and t.outcome in ('filed', 'signed')
    order by t.round, t.completed_at`
  const [place = null] = await tx<{ id: string; barcode: string; boxNumber: string | null }[]>`
    select id, barcode, box_number as "boxNumber" from placement where subject_id = ${recordId} and freed_at is null`
  return { file, items, done, place }
}
