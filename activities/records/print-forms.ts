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
import {
  readFileForForms,
  type FormFileRow,
  type FormItemRow,
  type FormTaskRow,
} from '#db/queries/file-forms.ts'
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

async function printableOf(deps: EngineDeps, recordId: string): Promise<Printable> {
  const read = await asEngine(deps, (tx) => readFileForForms(tx, recordId))
  if (read === undefined) throw new Error(`record ${recordId} does not exist`)
  const { file: row, items, done, place } = read
  const shelf = place === null ? null : { barcode: place.barcode, boxNumber: place.boxNumber }
  return {
    file: fileOf(row, { items, done, shelf }),
    placementId: place?.id ?? null,
    siteName: row.siteName,
    createdAt: row.createdAt.toISOString(),
  }
}

interface Beside {
  readonly items: readonly FormItemRow[]
  readonly done: readonly FormTaskRow[]
  readonly shelf: FileForPrint['shelf']
}

function fileOf(row: FormFileRow, { items, done, shelf }: Beside): FileForPrint {
  const last = (step: string, slot: string): FormTaskRow | undefined =>
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

function dayOf({ on }: FormTaskRow): PlainDate {
  if (!isPlainDate(on)) throw new Error('an event has no day')
  return on
}

function textIn({ form }: FormTaskRow, name: string): string {
  const value = form?.[name]
  return typeof value === 'string' ? value : ''
}

function numberIn({ form }: FormTaskRow, name: string): number | null {
  const value = form?.[name]
  return typeof value === 'number' ? value : null
}
