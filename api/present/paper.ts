import type { ActFacts } from '#domain/acts/act.ts'
import { addPages, movePaper, saveContents } from '#domain/acts/paper-acts.ts'
import { withdrawItem } from '#domain/acts/reopen-record.ts'
import { ITEM_IN_FILE_WIDTH, numberedInside } from '#domain/archival-code.ts'
import { itemsOf, lastPassOf, pageImagesOf } from '#domain/acts/paper-effects.ts'
import type { Subject } from '#domain/acts/place.ts'
import { PRINTED_FORM_NAMES, PRINTED_FORMS, type PrintedFormId } from '#domain/printed-forms.ts'
import { pagesMissing, type ScanLimits } from '#domain/scan.ts'
import type { DigitalObjectRow } from '#domain/state.ts'
import { RELISTED, type MeasuredPage, type ScanPassRow } from '#domain/state/paper.ts'
import { maskIdentityNumbers } from '#domain/identity-number.ts'
import type { Names } from '#db/queries/organisation.ts'
import type { CellRow, LocationRow, PlacementHistoryRow, StandingRow } from '#db/queries/paper.ts'
import type {
  CellView,
  ContentsView,
  LocationsView,
  PagesView,
  PlacementsView,
  PrintedFormsView,
} from '#api/contract/paper.ts'
import { allowedBut } from './allowed.ts'
import { iso, isoOrNull, personOrNull, personView } from './words.ts'

export type RecordSubject = Extract<Subject, { kind: 'record' }>

export function contentsView(facts: ActFacts, { row, rows }: RecordSubject): ContentsView {
  const items = itemsOf(rows)
  const codeOf = (position: number) => itemCodeOf(row.archivalCode, position)
  return {
    entries: items.map(({ id, position, title, responsible, documentNo, formedOn, firstPage, lastPage }) => {
      return {
        id,
        no: position,
        archivalCode: codeOf(position),
        title,
        responsible,
        documentNo,
        formedOn,
        firstPage,
        lastPage,
      }
    }),
    pages: items.at(-1)?.lastPage ?? null,
    edit: allowedBut(saveContents(facts, { recordId: row.id, entries: [] }), ['contents.faulty']),
    changeItems: allowedBut(withdrawItem(facts, { recordId: row.id, itemId: '-', reason: '-' }), [
      'not-found',
    ]),
    withdrawn: rows
      .all('recordItem')
      .flatMap(({ position, withdrawnNote }) =>
        withdrawnNote === null || withdrawnNote === RELISTED ? [] : [{ no: position, note: withdrawnNote }],
      ),
  }
}

/** The code of an entry inside its file; null before the file has one, and where the list has outgrown its digits. */
function itemCodeOf(fileCode: string | null, position: number): string | null {
  const code = fileCode === null ? undefined : numberedInside(fileCode, position, ITEM_IN_FILE_WIDTH)
  return code?.kind === 'ok' ? code.text : null
}

interface Seeing {
  readonly facts: ActFacts
  readonly names: Names
  readonly limits: ScanLimits
}

export function pagesView({ row, rows }: RecordSubject, { facts, names, limits }: Seeing): PagesView {
  const images = pageImagesOf(rows)
  const passes = rows.all('scanPass').toSorted((a, b) => a.submittedAt.localeCompare(b.submittedAt))
  const present = images.map(({ position }) => position)
  return {
    listed: row.pages,
    items: images.map((image) => pageView(image, { subject: { row, rows, kind: 'record' }, passes })),
    missing: images.length === 0 ? [] : [...pagesMissing(present, row.pages).missing],
    extra: [...pagesMissing(present, row.pages).extra],
    passes: passes.map((pass) => passView(pass, names)),
    change: allowedBut(addPages(facts, { recordId: row.id, pages: [] }), ['upload.unknown']),
    limits: {
      version: limits.version,
      minDpi: limits.minDpi,
      maxSkewDegrees: limits.maxSkewCentidegrees / 100,
    },
  }
}

interface PageSeen {
  readonly subject: RecordSubject
  readonly passes: readonly ScanPassRow[]
}

function pageView(
  image: DigitalObjectRow,
  { subject: { rows }, passes }: PageSeen,
): PagesView['items'][number] {
  const last = lastPassOf(rows)
  const page = image.position
  const measured = passes.flatMap((pass) => pass.measured).findLast((known) => known.objectId === image.id)
  const isAfterJudgement =
    last?.judgedAt !== null && last?.judgedAt !== undefined && image.addedAt > last.judgedAt
  const hasImage = rows.all('digitalObject').some((o) => o.role === 'thumbnail' && o.derivedFrom === image.id)
  return {
    page,
    objectId: image.id,
    name: image.name,
    mediaType: image.mediaType,
    sizeBytes: image.sizeBytes,
    sha256: image.sha256,
    machineFaults: image.findings === null ? null : [...image.findings],
    qualityFaults: isAfterJudgement
      ? []
      : (last?.faults ?? []).filter((fault) => fault.page === page).map(({ code }) => code),
    isAsOriginal: last?.asOriginal.includes(page) === true,
    measured: measured === undefined ? null : measureView(measured),
    entryNo: itemsOf(rows).find((item) => item.firstPage <= page && page <= item.lastPage)?.position ?? null,
    imageUrl: hasImage ? `/api/objects/${image.id}/pages/1.png` : null,
    contentUrl: `/api/objects/${image.id}/content`,
    isLocked: rows.all('objectCopy').some((copy) => copy.objectId === image.id && copy.bucket === 'masters'),
  }
}

function measureView({ widthPx, heightPx, dpi, skewCentidegrees, deviationCents }: MeasuredPage) {
  const skewDegrees = skewCentidegrees === null ? null : skewCentidegrees / 100
  return { widthPx, heightPx, dpi, skewDegrees, deviation: deviationCents / 100 }
}

function passView(pass: ScanPassRow, names: Names): PagesView['passes'][number] {
  return {
    id: pass.id,
    round: pass.round,
    pages: pass.pages,
    asOriginal: [...pass.asOriginal],
    scannedBy: personView(names, pass.scannedBy),
    submittedAt: pass.submittedAt,
    outcome: pass.outcome,
    missing: [...pass.missing],
    examinedAt: pass.examinedAt,
    verdict: pass.verdict,
    faults: pass.faults.map((fault) => ({ ...fault })),
    judgedBy: personOrNull(names, pass.judgedBy),
    judgedAt: pass.judgedAt,
  }
}

/** Rooms with their racks and cells; how full each is adds up. */
export function locationsView(rows: readonly LocationRow[]): LocationsView {
  const below = (parent: LocationRow | null, kind: LocationRow['kind']): readonly LocationRow[] =>
    rows.filter((row) => row.kind === kind && row.parentId === (parent?.id ?? null))
  return {
    rooms: below(null, 'room').map((room) => {
      const racks = below(room, 'rack').map((rack) => {
        const cells = below(rack, 'cell').map(cellFacts)
        return { ...named(rack), ...summed(cells), cells }
      })
      return { ...named(room), ...summed(racks), racks }
    }),
  }
}

function named({ id, barcode, nameZh, nameEn }: LocationRow) {
  return { id, barcode, name: { zh: nameZh, en: nameEn } }
}

function cellFacts(row: LocationRow) {
  const capacity = row.capacity ?? 0
  return { ...named(row), capacity, free: Math.max(0, capacity - (row.taken ?? 0)) }
}

function summed(parts: readonly { readonly capacity: number; readonly free: number }[]) {
  return {
    capacity: parts.reduce((sum, part) => sum + part.capacity, 0),
    free: parts.reduce((sum, part) => sum + part.free, 0),
  }
}

export function cellView({
  cell,
  files,
}: {
  readonly cell: CellRow
  readonly files: readonly StandingRow[]
}): CellView {
  return {
    ...cellFacts(cell),
    rack: { zh: cell.rackZh, en: cell.rackEn },
    room: { zh: cell.roomZh, en: cell.roomEn },
    files: files.map((file) => ({ ...file, title: maskIdentityNumbers(file.title) })),
  }
}

export function placementsView(
  facts: ActFacts,
  {
    recordId,
    rows,
    names,
  }: { readonly recordId: string; readonly rows: readonly PlacementHistoryRow[]; readonly names: Names },
): PlacementsView {
  const views = rows.map((row) => ({
    barcode: row.barcode,
    slot: row.slot,
    boxNumber: row.boxNumber,
    placedBy: personView(names, row.placedBy),
    placedAt: iso(row.placedAt),
    freedAt: isoOrNull(row.freedAt),
    freedReason: row.freedReason,
  }))
  const move = movePaper(facts, { recordId, barcode: '', reason: null, boxNumber: null })
  return {
    current: views.find((view) => view.freedAt === null) ?? null,
    earlier: views.filter((view) => view.freedAt !== null),
    move: allowedBut(move, ['cell.unknown']),
  }
}

/** The standing print of a form; undefined before the machine has made it. */
export function printedForm({ rows }: RecordSubject, form: PrintedFormId): DigitalObjectRow | undefined {
  const position = PRINTED_FORMS.indexOf(form) + 1
  return rows
    .all('digitalObject')
    .find(
      (o) => o.role === 'form' && o.position === position && o.withdrawnAt === null && o.destroyedAt === null,
    )
}

export function formsView(subject: RecordSubject): PrintedFormsView {
  return {
    forms: PRINTED_FORMS.map((form) => {
      const object = printedForm(subject, form)
      return {
        form,
        name: PRINTED_FORM_NAMES[form],
        url: object === undefined ? null : `/api/records/${subject.row.id}/forms/${form}.pdf`,
        madeAt: object?.addedAt ?? null,
      }
    }),
  }
}
