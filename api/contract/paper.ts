import { z } from 'zod'
import { PRINTED_FORMS } from '#domain/printed-forms.ts'
import { MOST_PAGES_A_CALL, QUALITY_FAULTS } from '#domain/scan.ts'
import { QUALITY_VERDICTS, SCAN_OUTCOMES } from '#domain/vocabulary.ts'
import {
  AllowedView,
  BilingualView,
  DateInput,
  DateView,
  IdSchema,
  InstantView,
  PersonRefView,
  ReasonInput,
  Sha256View,
} from './common.ts'

const PageNumber = z.int().min(1).max(100_000)

/** An entry of a file's contents list (卷内目录, form F06). The words are null once the file is destroyed. */
export const ContentsEntryView = z
  .object({
    no: z.int(),
    /** Code of its file and its own number; null before the file has one. */
    archivalCode: z.string().nullable(),
    title: z.string().nullable(),
    responsible: z.string().nullable(),
    documentNo: z.string().nullable(),
    formedOn: DateView,
    id: IdSchema,
    firstPage: z.int(),
    lastPage: z.int(),
  })
  .meta({ id: 'ContentsEntry' })

export const ContentsView = z
  .object({
    entries: z.array(ContentsEntryView),
    /** Last page of the list; null before there is one. */
    pages: z.int().nullable(),
    /** Whether the reader may save the list now: they hold the task of arranging. */
    edit: AllowedView,
    /** Whether the reader may add and take out items of a file that was opened again. */
    changeItems: AllowedView,
    /** Numbers that stay empty, with their notes. */
    withdrawn: z.array(z.object({ no: z.int(), note: z.string() })),
  })
  .meta({ id: 'Contents' })
export type ContentsView = z.output<typeof ContentsView>

export const ContentsEntryInput = z
  .strictObject({
    title: z.string().trim().max(400),
    responsible: z.string().trim().max(400),
    documentNo: z.string().trim().max(400).nullable(),
    formedOn: DateInput,
    /** Where it is known: what is of another class or period than its file is refused. */
    classCode: z.string().trim().max(20).nullish(),
    firstPage: z.int(),
    lastPage: z.int(),
  })
  .meta({ id: 'NewContentsEntry' })
export const SaveContentsInput = z
  .strictObject({ entries: z.array(ContentsEntryInput).max(1000) })
  .meta({ id: 'SaveContents' })
export const SavedContentsView = z.object({ entries: z.int(), pages: z.int() }).meta({ id: 'SavedContents' })

/** What the machine measured of a page. */
export const PageMeasureView = z
  .object({
    widthPx: z.int(),
    heightPx: z.int(),
    dpi: z.int().nullable(),
    skewDegrees: z.number().nullable(),
    deviation: z.number(),
  })
  .meta({ id: 'PageMeasure' })

export const PageView = z
  .object({
    page: z.int(),
    objectId: IdSchema,
    name: z.string().nullable(),
    mediaType: z.string(),
    sizeBytes: z.int(),
    sha256: Sha256View,
    /** Codes of the machine's faults, `scan.…`; null before it has looked. */
    machineFaults: z.array(z.string()).nullable(),
    /** Codes of the last judgement's faults of this page, `quality.…`. */
    qualityFaults: z.array(z.enum(QUALITY_FAULTS)),
    /** The scanner says that the paper itself is so. */
    isAsOriginal: z.boolean(),
    measured: PageMeasureView.nullable(),
    /** The entry of the contents list in which the page lies. */
    entryNo: z.int().nullable(),
    imageUrl: z.string().nullable(),
    contentUrl: z.string(),
    isLocked: z.boolean(),
  })
  .meta({ id: 'PageImage' })

/** One pass of scanning with the machine's and the second person's judgement (form F29). */
export const ScanPassView = z
  .object({
    id: IdSchema,
    round: z.int(),
    pages: z.int(),
    asOriginal: z.array(z.int()),
    scannedBy: PersonRefView,
    submittedAt: InstantView,
    outcome: z.enum(SCAN_OUTCOMES).nullable(),
    missing: z.array(z.int()),
    examinedAt: InstantView.nullable(),
    verdict: z.enum(QUALITY_VERDICTS).nullable(),
    faults: z.array(z.object({ page: z.int(), code: z.enum(QUALITY_FAULTS) })),
    judgedBy: PersonRefView.nullable(),
    judgedAt: InstantView.nullable(),
  })
  .meta({ id: 'ScanPass' })

export const PagesView = z
  .object({
    /** Pages by the contents list. */
    listed: z.int().nullable(),
    items: z.array(PageView),
    missing: z.array(z.int()),
    extra: z.array(z.int()),
    /** Oldest first. */
    passes: z.array(ScanPassView),
    /** Whether the reader may add and take out images now: they hold the task of scanning. */
    change: AllowedView,
    limits: z.object({ version: z.string(), minDpi: z.int(), maxSkewDegrees: z.number() }),
  })
  .meta({ id: 'Pages' })
export type PagesView = z.output<typeof PagesView>

export const AddPagesInput = z
  .strictObject({
    pages: z
      .array(z.strictObject({ uploadId: IdSchema, page: PageNumber.optional() }))
      .min(1)
      .max(MOST_PAGES_A_CALL),
  })
  .meta({ id: 'AddPages' })
export const AddedPagesView = z
  .object({ pages: z.array(z.object({ page: z.int(), objectId: IdSchema })) })
  .meta({ id: 'AddedPages' })
export const PageOfRecordParams = z.object({
  id: IdSchema,
  page: z.coerce.number().int().min(1).max(100_000),
})

const CellFacts = {
  id: IdSchema,
  barcode: z.string(),
  name: BilingualView,
  capacity: z.int(),
  /** Over all files, whoever may see them. */
  free: z.int(),
}
export const LocationsView = z
  .object({
    rooms: z.array(
      z.object({
        id: IdSchema,
        barcode: z.string(),
        name: BilingualView,
        capacity: z.int(),
        free: z.int(),
        racks: z.array(
          z.object({
            id: IdSchema,
            barcode: z.string(),
            name: BilingualView,
            capacity: z.int(),
            free: z.int(),
            cells: z.array(z.object(CellFacts)),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'Locations' })
export type LocationsView = z.output<typeof LocationsView>

export const CellView = z
  .object({
    ...CellFacts,
    rack: BilingualView,
    room: BilingualView,
    /** Those that the reader may see. */
    files: z.array(
      z.object({
        recordId: IdSchema,
        archivalCode: z.string().nullable(),
        title: z.string(),
        slot: z.int(),
        boxNumber: z.string().nullable(),
        placedOn: DateView,
      }),
    ),
  })
  .meta({ id: 'Cell' })
export type CellView = z.output<typeof CellView>
export const BarcodeParams = z.object({ barcode: z.string().min(1).max(60) })

export const PlacementView = z
  .object({
    barcode: z.string(),
    slot: z.int(),
    boxNumber: z.string().nullable(),
    placedBy: PersonRefView,
    placedAt: InstantView,
    freedAt: InstantView.nullable(),
    /** `destroyed`, `transferred`, `withdrawn` with the import that brought it, or why it was moved. */
    freedReason: z.string().nullable(),
  })
  .meta({ id: 'Placement' })
export const PlacementsView = z
  .object({ current: PlacementView.nullable(), earlier: z.array(PlacementView), move: AllowedView })
  .meta({ id: 'Placements' })
export type PlacementsView = z.output<typeof PlacementsView>

export const MovePaperInput = z
  .strictObject({
    barcode: z.string().trim().min(1).max(60),
    /** Why it is moved; a first place needs none. */
    reason: ReasonInput.optional(),
    boxNumber: z.string().trim().min(1).max(30).optional(),
    /** The cell in which the caller saw it, null: in none. Where it stands elsewhere by now, nothing is moved. */
    from: z.string().max(60).nullable().optional(),
  })
  .meta({ id: 'MovePaper' })
/** `from` null: it stood nowhere before. */
export const MovedPaperView = z
  .object({ barcode: z.string(), from: z.string().nullable(), slot: z.int() })
  .meta({ id: 'MovedPaper' })

/** Forms of a paper file as PDF/A-2b. They are made by the machine after the step that fills them. */
export const PrintedFormsView = z
  .object({
    forms: z.array(
      z.object({
        form: z.enum(PRINTED_FORMS),
        name: BilingualView,
        /** A path of this API, answered with the PDF; null while the form cannot be printed yet. */
        url: z.string().nullable(),
        madeAt: InstantView.nullable(),
      }),
    ),
  })
  .meta({ id: 'PrintedForms' })
export type PrintedFormsView = z.output<typeof PrintedFormsView>
export const FormParams = z.object({ id: IdSchema, form: z.enum(PRINTED_FORMS) })
