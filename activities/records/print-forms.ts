import type { ActFacts, Decision } from '#domain/acts/act.ts'
import { finishJob } from '#domain/acts/engine.ts'
import { parseArchivalCode } from '#domain/archival-code.ts'
import { standingOf } from '#domain/acts/paper-effects.ts'
import type { NewEvent } from '#domain/events.ts'
import { PRINTED_FORMS, printedForms, type FileForPrint, type PrintedForm } from '#domain/printed-forms.ts'
import { isPlainDate, plainDate, type PlainDate } from '#domain/dates.ts'
import { refuse } from '#domain/refusal.ts'
import { Rows } from '#domain/state.ts'
import { canonicalJson, sha256Hex } from '#db/gate/canonical.ts'
import { idOf } from '#db/ids.ts'
import { objectKeyOf } from '#db/objects/keys.ts'
import type { JobProgress, JobTicket } from '#activities/contract.ts'
import { renderPrintedForm } from '#activities/documents/printed-form.ts'
import { asEngine, mustAct, type EngineDeps } from '#activities/engine.ts'
import { objectsOf } from './objects.ts'

interface Printable {
  readonly file: FileForPrint
  /** Where the file stood when the forms were filled in; null while it stands nowhere. */
  readonly placementId: string | null
  readonly siteName: string
  readonly createdAt: string
}

interface Made {
  readonly form: PrintedForm
  readonly id: string
  /** Absent where the form lies there already. */
  readonly added?: NewEvent
}

/**
 * Makes the forms that apply to a file now. A form that says the same as before is left as it is; one that says something new
 * takes its place, and the old one stays on record.
 */
export async function printForms(deps: EngineDeps, ticket: JobTicket): Promise<JobProgress> {
  const recordId = ticket.subjectId
  const printable = await printableOf(deps, recordId)
  const lying = (await objectsOf(deps, recordId)).map(({ object }) => object)
  const made: Made[] = []
  for (const form of printedForms(printable.file)) {
    const says = [recordId, 'form', form.id, sha256Hex(canonicalJson(form))] as const
    const known = lying.find((object) => object.id === idOf(...says))
    // What was withdrawn does not come back: a file moved away and back gets a label of its own each time.
    const id = known === undefined || known.withdrawnAt === null ? idOf(...says) : idOf(...says, ticket.jobId)
    made.push(
      lying.some((object) => object.id === id)
        ? { form, id }
        : { form, id, added: await stored(deps, { recordId, id, form, printable }) },
    )
    deps.run.beat()
  }
  const act = {
    name: 'job.print-forms',
    key: `job/${ticket.jobId}/done`,
    facts: { subjects: [recordId], want: { objects: true } as const },
  }
  await mustAct(deps, act, (facts) => printed(facts, { ticket, made, placementId: printable.placementId }))
  return { kind: 'done' }
}

interface Printed extends Pick<Printable, 'placementId'> {
  readonly ticket: JobTicket
  readonly made: readonly Made[]
}

/**
 * Two printings of one file may run side by side, after two moves for instance. Whichever ends last decides on what stands
 * then, and forms filled in for a cell that the file has left are made once more.
 */
function printed(facts: ActFacts, { ticket, made, placementId }: Printed): Decision {
  const recordId = ticket.subjectId
  const rows = facts.subjects.get(recordId) ?? new Rows()
  if (placementId !== null && standingOf(rows)?.id !== placementId) return refuse('act.stale')
  const forms = rows.all('digitalObject').filter((object) => object.role === 'form')
  const events = made.flatMap(({ form, id, added }): readonly NewEvent[] => {
    const former = forms.filter((one) => one.position === positionOf(form) && one.withdrawnAt === null)
    if (former.some((one) => one.id === id || one.sha256 === sha256Of(added))) return []
    const withdrawn = former.map((object): NewEvent => ({
      stream: { kind: 'record', id: recordId },
      type: 'object.withdrawn',
      data: { objectId: object.id, reason: 'printed anew' },
    }))
    return added === undefined ? withdrawn : [...withdrawn, added]
  })
  return finishJob(facts, { subjectId: recordId, jobId: ticket.jobId, outcome: null, events })
}

function sha256Of(added: NewEvent | undefined): string | undefined {
  return added?.type === 'object.added' ? added.data.sha256 : undefined
}

/** A form is found again by its place among the forms. */
function positionOf(form: PrintedForm): number {
  return PRINTED_FORMS.indexOf(form.id) + 1
}

interface Storing {
  readonly recordId: string
  readonly id: string
  readonly form: PrintedForm
  readonly printable: Printable
}

async function stored(deps: EngineDeps, { recordId, id, form, printable }: Storing): Promise<NewEvent> {
  const { siteName, createdAt } = printable
  const body = await renderPrintedForm({ form, siteName, createdAt })
  const key = objectKeyOf({ area: 'page', ownerId: recordId, objectId: id })
  const copy = await deps.store.put({ bucket: 'derived', key, body, contentType: 'application/pdf' })
  return {
    stream: { kind: 'record', id: recordId },
    type: 'object.added',
    data: {
      id,
      role: 'form',
      position: positionOf(form),
      mediaType: 'application/pdf',
      sizeBytes: copy.sizeBytes,
      sha256: copy.sha256,
      derivedFrom: null,
      nameDigest: null,
      copy: { id: idOf(id, 'copy'), bucket: 'derived', key, versionId: copy.versionId },
    },
    personal: { nameDigest: `${form.id}.pdf` },
  }
}

interface FileRow {
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

interface ItemRow {
  readonly title: string | null
  readonly responsible: string | null
  readonly documentNo: string | null
  readonly formedOn: string
  readonly firstPage: number
  readonly lastPage: number
}

interface DoneRow {
  readonly step: string
  readonly slot: string
  readonly by: string
  readonly on: string
  readonly form: Readonly<Record<string, unknown>> | null
}

async function printableOf(deps: EngineDeps, recordId: string): Promise<Printable> {
  return asEngine(deps, async (tx) => {
    const [row] = await tx<FileRow[]>`
      select r.archival_code as "archivalCode", r.title, f.code as "fondsCode", f.name_zh as "fondsName", c.name_zh as "className",
        u.name_zh as "formingUnit", a.name_zh as "custodyUnit", r.formed_on::text as "formedOn", r.pages, r.created_at as "createdAt",
        s.name_zh as "siteName"
      from record r join fonds f on f.id = r.fonds_id join record_class c on c.code = r.class_code
        join unit u on u.id = r.forming_unit_id join unit a on a.id = f.archives_unit_id cross join site s where r.id = ${recordId}`
    if (row === undefined) throw new Error(`record ${recordId} does not exist`)
    const items = await tx<ItemRow[]>`
      select title, responsible, document_no as "documentNo", formed_on::text as "formedOn", first_page as "firstPage", last_page as "lastPage"
      from record_item where record_id = ${recordId} and withdrawn_note is null order by position`
    const done = await tx<DoneRow[]>`
      select t.step, t.slot, p.name_zh as by, (e.canonical::jsonb->>'on') as on, e.canonical::jsonb->'data'->'form' as form
      from task t join person p on p.id = t.completed_by
        join event e on e.stream_id = t.subject_id and e.type = 'task.completed' and e.canonical::jsonb->'data'->>'taskId' = t.id::text
      where t.subject_id = ${recordId} and t.step in ('file', 'hand-over') and t.state = 'completed' and t.outcome in ('filed', 'signed')
      order by t.round, t.completed_at`
    const [place] = await tx<{ id: string; barcode: string; boxNumber: string | null }[]>`
      select id, barcode, box_number as "boxNumber" from placement where subject_id = ${recordId} and freed_at is null`
    const shelf = place === undefined ? null : { barcode: place.barcode, boxNumber: place.boxNumber }
    return {
      file: fileOf(row, { items, done, shelf }),
      placementId: place?.id ?? null,
      siteName: row.siteName,
      createdAt: row.createdAt.toISOString(),
    }
  })
}

interface Beside {
  readonly items: readonly ItemRow[]
  readonly done: readonly DoneRow[]
  readonly shelf: FileForPrint['shelf']
}

function fileOf(row: FileRow, { items, done, shelf }: Beside): FileForPrint {
  const last = (step: string, slot: string): DoneRow | undefined =>
    done.findLast((task) => task.step === step && task.slot === slot)
  const filing = last('file', 'archivist')
  const [sender, receiver] = [last('hand-over', 'sender'), last('hand-over', 'receiver')]
  return {
    archivalCode: row.archivalCode ?? '',
    title: row.title,
    fondsCode: row.fondsCode,
    fondsName: row.fondsName,
    className: row.className,
    formingUnit: row.formingUnit,
    custodyUnit: row.custodyUnit,
    formedOn: plainDate(row.formedOn),
    period: periodWords(row.archivalCode),
    pages: row.pages ?? 0,
    items: items.map((item) => ({
      ...item,
      title: item.title ?? '',
      responsible: item.responsible ?? '',
      formedOn: plainDate(item.formedOn),
    })),
    filing:
      filing === undefined
        ? null
        : {
            by: filing.by,
            on: dayOf(filing),
            state: textIn(filing, 'volumeState'),
            checkedBy: textIn(filing, 'checkedBy'),
          },
    handOver:
      sender === undefined || receiver === undefined
        ? null
        : {
            sender: sender.by,
            receiver: receiver.by,
            on: dayOf(receiver),
            copies: numberIn(sender, 'copies'),
            pages: numberIn(sender, 'pages'),
            remarks: [textIn(sender, 'remarks'), textIn(receiver, 'differences')]
              .filter((text) => text !== '')
              .join('；'),
          },
    shelf,
  }
}

/** The period as the archival code states it (DA/T 13-2022); empty where it states none. */
function periodWords(code: string | null): string {
  const parsed = code === null ? undefined : parseArchivalCode(code)
  if (parsed?.kind !== 'ok' || parsed.code.block.kind !== 'class') return ''
  const { period } = parsed.code.block
  if (period === undefined) return ''
  return period.kind === 'permanent' ? '永久' : `${period.years}年`
}

function dayOf({ on }: DoneRow): PlainDate {
  if (!isPlainDate(on)) throw new Error('an event has no day')
  return on
}

function textIn({ form }: DoneRow, name: string): string {
  const value = form?.[name]
  return typeof value === 'string' ? value : ''
}

function numberIn({ form }: DoneRow, name: string): number | null {
  const value = form?.[name]
  return typeof value === 'number' ? value : null
}
