import {
  contentsFaults,
  pagesOf,
  readContents,
  type ContentsEntry,
  type ContentsFault,
} from '#domain/contents.ts'
import type { NewEvent } from '#domain/events.ts'
import { refuse, type Refusal } from '#domain/refusal.ts'
import { pagesMissing, readPageFaults, readPages, type PageFault } from '#domain/scan.ts'
import type { DigitalObjectRow, Rows } from '#domain/state.ts'
import type { PlacementRow, ScanPassRow } from '#domain/state/paper.ts'
import type { ScheduleRow } from '#domain/schedule.ts'
import { startsAwaited } from '#domain/starts.ts'
import { volumeFaults, volumeRuleOf } from '#domain/volume-rules.ts'
import type { ActFacts, Cell } from './act.ts'
import type { EffectContext, EffectResult } from './effect.ts'
import { fondsOf } from './place.ts'
import type { RecordSubject } from './record-subject.ts'
import { ownerOfSideWork } from './side-work.ts'

type RecordContext = EffectContext<RecordSubject>

/** What a unit archivist says of the contents: typed with the form, or listed before by an act of its own. */
export function listContents(context: RecordContext): Refusal | EffectResult {
  const { facts, subject, form } = context
  const total = typeof form['pages'] === 'number' ? form['pages'] : null
  const text = form['contents']
  if (typeof text === 'string') {
    const read = readContents(text)
    if (read.kind === 'refused') return refuse('contents.faulty', { faults: read.faults })
    return listed(facts, { subject, entries: read.entries, total })
  }
  const standing = itemsOf(subject.rows)
  if (standing.length === 0)
    return refuse('contents.faulty', { faults: [{ no: null, code: 'contents.empty' }] })
  const pages = pagesOf(standing)
  return total === null || total === pages
    ? { kind: 'effect', events: [] }
    : refuse('contents.faulty', {
        faults: [{ no: null, code: 'contents.total-differs', detail: `${pages}/${total}` }],
      })
}

interface Listing {
  readonly subject: RecordSubject
  readonly entries: readonly ContentsEntry[]
  readonly total: number | null
}

/** The whole list anew: pages without gap or overlap, titles and authors kept apart from the ledger. */
export function listed(facts: ActFacts, { subject, entries, total }: Listing): Refusal | EffectResult {
  const faults = contentsFaults(entries, { total, today: facts.today })
  const mixed = mixedFaults(facts, subject, entries)
  if (faults.length + mixed.length > 0) return refuse('contents.faulty', { faults: [...faults, ...mixed] })
  const texts = entries.map(({ title, responsible, documentNo }) => ({ title, responsible, documentNo }))
  const event: NewEvent = {
    stream: { kind: 'record', id: subject.row.id },
    type: 'record.contents-listed',
    data: {
      items: entries.map(({ formedOn, classCode, firstPage, lastPage }) => ({
        ...(classCode === undefined || classCode === null ? {} : { classCode }),
        id: facts.newId(),
        formedOn,
        firstPage,
        lastPage,
      })),
      pages: pagesOf(entries),
      textsDigest: null,
    },
    personal: { textsDigest: JSON.stringify(texts) },
  }
  return { kind: 'effect', events: [event] }
}

/** What may not lie in the file together, entry by entry (regulations 1.6). Where the latest paper starts the clock, years may meet. */
export function mixedFaults(
  facts: Pick<ActFacts, 'reference'>,
  { row }: Pick<RecordSubject, 'row'>,
  entries: readonly Pick<ContentsEntry, 'formedOn' | 'classCode'>[],
): readonly ContentsFault[] {
  const { reference } = facts
  const found = volumeRuleOf(reference.volumeRules(), reference.recordClass(row.classCode)?.family ?? '')
  const own = rowFor(reference, row.classCode)
  const rule =
    found !== undefined && own !== undefined && startsAwaited([own])[0]?.event === 'last-of-set'
      ? { ...found, years: 'any' as const }
      : found
  const items = entries.map(({ formedOn, classCode }, index) => ({
    no: index + 1,
    formedOn,
    ...(classCode === undefined || classCode === null
      ? {}
      : { classCode, period: periodOf(rowFor(reference, classCode)) }),
  }))
  return volumeFaults(rule, {
    file: { formedOn: row.formedOn, classCode: row.classCode, period: periodOf(own) },
    items,
  })
}

function rowFor(reference: ActFacts['reference'], classCode: string): ScheduleRow | undefined {
  const version = reference.recordClass(classCode)?.scheduleVersionId
  return version === undefined ? undefined : reference.scheduleRow(version, classCode)
}

function periodOf(row: ScheduleRow | undefined): number | 'permanent' | undefined {
  if (row === undefined) return undefined
  return row.period.kind === 'years' ? row.period.years : 'permanent'
}

/** The standing contents list, in its order. */
export function itemsOf(rows: Rows) {
  return rows
    .all('recordItem')
    .filter((item) => item.withdrawnNote === null)
    .toSorted((a, b) => a.position - b.position)
}

/** The page images that count, in page order. */
export function pageImagesOf(rows: Rows): readonly DigitalObjectRow[] {
  return rows
    .all('digitalObject')
    .filter((object) => object.role === 'content' && object.withdrawnAt === null)
    .toSorted((a, b) => a.position - b.position)
}

/** The last pass of scanning, undefined before the first. */
export function lastPassOf(rows: Rows): ScanPassRow | undefined {
  return rows
    .all('scanPass')
    .toSorted((a, b) => b.submittedAt.localeCompare(a.submittedAt) || b.round - a.round)[0]
}

/** The scanner hands a pass over to the machine; the images stay in intake until a second person has accepted them. */
export function submitScans({ facts, subject, form, task }: RecordContext): Refusal | EffectResult {
  const images = pageImagesOf(subject.rows)
  if (images.length === 0) return refuse('scan.no-pages')
  const asOriginal = typeof form['asOriginal'] === 'string' ? readPages(form['asOriginal']) : []
  if (asOriginal === undefined)
    return refuse('task.form-invalid', { faults: [{ field: 'asOriginal', code: 'form.not-a-choice' }] })
  const pages = form['pages']
  if (typeof pages === 'number' && pages !== images.length)
    return refuse('pages.differ', { listed: subject.row.pages, scanned: images.length, counted: pages })
  const submitted: NewEvent = {
    stream: { kind: 'record', id: subject.row.id },
    type: 'scan.submitted',
    data: { id: facts.newId(), round: task.round, pages: images.length, asOriginal },
  }
  return { kind: 'effect', events: [submitted] }
}

/** Who scanned a page of this file in any round cannot judge it (DOMAIN: scanner ≠ checker). */
function judging({
  facts,
  subject,
}: RecordContext): Refusal | { readonly kind: 'pass'; readonly pass: ScanPassRow } {
  const me = facts.actor.personId
  const scanned = subject.rows.all('digitalObject').some((o) => o.role === 'content' && o.addedBy === me)
  if (scanned || subject.rows.all('scanPass').some((row) => row.scannedBy === me))
    return refuse('duty.scanner-checks')
  const pass = lastPassOf(subject.rows)
  return pass === undefined ? refuse('scan.no-pages') : { kind: 'pass', pass }
}

/** Acceptance lets the bytes become indelible, so a store that cannot hold a lock stops it here. */
export function acceptScans(context: RecordContext): Refusal | EffectResult {
  const judged = judging(context)
  if (judged.kind === 'refused') return judged
  const { facts, subject } = context
  if (!facts.site.storeFit) return refuse('store.unfit')
  const { missing, extra } = pagesMissing(
    pageImagesOf(subject.rows).map((image) => image.position),
    subject.row.pages,
  )
  if (missing.length > 0 || extra.length > 0) return refuse('scan.pages-missing', { missing, extra })
  return judgement(context, { pass: judged.pass, verdict: 'accepted', faults: [] })
}

/** Back to the scanner with the faults of each page, by key. */
export function returnScans(context: RecordContext): Refusal | EffectResult {
  const judged = judging(context)
  if (judged.kind === 'refused') return judged
  const text = context.form['faults']
  const faults = typeof text === 'string' ? readPageFaults(text) : []
  const pages = new Set(pageImagesOf(context.subject.rows).map((image) => image.position))
  const isKnown = (fault: PageFault): boolean =>
    pages.has(fault.page) || fault.code === 'quality.missing-page'
  if (faults === undefined || !faults.every(isKnown))
    return refuse('task.form-invalid', { faults: [{ field: 'faults', code: 'form.not-a-choice' }] })
  return judgement(context, { pass: judged.pass, verdict: 'returned', faults })
}

interface Judgement {
  readonly pass: ScanPassRow
  readonly verdict: 'accepted' | 'returned'
  readonly faults: readonly PageFault[]
}

function judgement({ subject }: RecordContext, { pass, verdict, faults }: Judgement): EffectResult {
  const stream = { kind: 'record' as const, id: subject.row.id }
  return {
    kind: 'effect',
    events: [{ stream, type: 'scan.judged', data: { passId: pass.id, verdict, faults } }],
  }
}

/** Contents list, images and paper are counted against each other; the volume is bound only when all agree. */
export function bind({ subject, form }: RecordContext): Refusal | EffectResult {
  const counted = typeof form['countedPages'] === 'number' ? form['countedPages'] : 0
  const listedPages = subject.row.pages
  const isScanned = subject.row.scanPolicy === 'always'
  const scanned = isScanned ? pageImagesOf(subject.rows).length : null
  if (listedPages !== counted || (scanned !== null && scanned !== counted))
    return refuse('pages.differ', { listed: listedPages, scanned, counted })
  const stream = { kind: 'record' as const, id: subject.row.id }
  return {
    kind: 'effect',
    events: [{ stream, type: 'record.bound', data: { listed: listedPages, scanned, counted } }],
  }
}

/** The keeper puts the box into a cell by its barcode; from here on the record is kept. */
export function shelve({ facts, subject, form }: RecordContext): Refusal | EffectResult {
  const barcode = typeof form['barcode'] === 'string' ? form['barcode'] : ''
  const boxNumber = typeof form['boxNumber'] === 'string' ? form['boxNumber'] : null
  const placed = placing(facts, { subject, barcode, boxNumber })
  if (placed.kind === 'refused') return placed
  return { kind: 'effect', events: [placed.event], ...printing(facts, subject) }
}

/** The forms of a paper file are printed beside the lifecycle whenever a step has written something that stands in them. */
export function printing(facts: ActFacts, { row }: RecordSubject): { readonly after?: readonly NewEvent[] } {
  if (row.carrier !== 'paper') return {}
  const ownerGroup = ownerOfSideWork(fondsOf(facts, row.fondsId))
  const data = { id: facts.newId(), kind: 'print-forms' as const, step: null, ownerGroup }
  return { after: [{ stream: { kind: 'record', id: row.id }, type: 'job.started', data }] }
}

interface Placing {
  readonly subject: RecordSubject
  readonly barcode: string
  readonly boxNumber: string | null
}

/** The lowest free place of a cell. Two files for the same place at once: one commit wins, the other is decided again. */
export function placing(
  facts: ActFacts,
  { subject, barcode, boxNumber }: Placing,
): Refusal | { readonly kind: 'placed'; readonly event: NewEvent; readonly slot: number } {
  const { cell } = facts
  if (cell === undefined || cell.barcode !== barcode) return refuse('cell.unknown', { barcode })
  if (standingOf(subject.rows)?.cellId === cell.id) return refuse('cell.same', { barcode })
  const slot = freeSlotOf(cell)
  if (slot === undefined) return refuse('cell.full', { barcode, capacity: cell.capacity })
  const data = { id: facts.newId(), cellId: cell.id, barcode, slot, boxNumber }
  return {
    kind: 'placed',
    slot,
    event: { stream: { kind: 'record', id: subject.row.id }, type: 'record.shelved', data },
  }
}

/** Undefined: the cell is full. */
export function freeSlotOf(cell: Cell): number | undefined {
  const taken = new Set(cell.taken)
  return Array.from({ length: cell.capacity }, (_, index) => index + 1).find((slot) => !taken.has(slot))
}

/** Where the file stands now. */
export function standingOf(rows: Rows): PlacementRow | undefined {
  return rows.all('placement').find((placement) => placement.freedAt === null)
}
