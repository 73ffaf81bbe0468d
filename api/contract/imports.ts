/** Shapes of the import of a backlog (存量导入). */
import { z } from 'zod'
import { IMPORT_FAULTS, TABLE_FAULTS_OF_IMPORT, type ImportFaultCode } from '#domain/import-faults.ts'
import { IMPORT_FIELDS } from '#domain/import-columns.ts'
import { CARRIERS, GRADES } from '#domain/vocabulary.ts'
import { DORMANCIES, IMPORT_FORMATS, IMPORT_STATES } from '#domain/vocabulary/import.ts'
import {
  AllowedView,
  BilingualView,
  IdSchema,
  InstantView,
  pageOf,
  PersonRefView,
  ReasonInput,
  Sha256View,
} from './common.ts'

/** Files that come with a table over the wire; a folder of more is brought in at the command line. */
export const MOST_IMPORT_FILES = 2_000
/** As many columns as a table may have. */
const MOST_COLUMN = 200

/** Field to the place of its column, from 0. */
const MappingShape = z
  .partialRecord(z.enum(IMPORT_FIELDS), z.int().min(0).max(MOST_COLUMN))
  .meta({ id: 'ImportMapping' })

/** A table that was uploaded, before anybody says what its columns mean. */
export const ImportTableView = z
  .object({
    uploadId: IdSchema,
    fileName: z.string(),
    sizeBytes: z.int(),
    format: z.enum(IMPORT_FORMATS),
    /** Null for XLSX, which says so itself. */
    encoding: z.enum(['utf-8', 'gb18030']).nullable(),
    headers: z.array(z.string()),
    /** The first rows as they stand there. */
    rows: z.array(z.array(z.string())),
    mapping: MappingShape,
    /** Whether persons have mapped these headers before, some of them, or none. */
    mappedFrom: z.enum(['same-headers', 'some-headers', 'headers-alone']),
  })
  .meta({ id: 'ImportTable' })
export type ImportTableView = z.output<typeof ImportTableView>

export const BringImportInput = z
  .strictObject({
    uploadId: IdSchema,
    /** What it is called, and what is typed to start it and to take it back. */
    name: z.string().trim().min(1).max(100),
    mapping: MappingShape,
    /** Of rows that name no unit. */
    formingUnitId: IdSchema,
    /** Of rows that name no class; null: every row names its own. */
    classCode: z.string().max(20).nullable(),
    grade: z.enum(GRADES),
    carrier: z.enum(CARRIERS),
    dormancy: z.enum(DORMANCIES).default('sweep'),
    fileIds: z.array(IdSchema).max(MOST_IMPORT_FILES).default([]),
  })
  .meta({ id: 'BringImport' })

export const BroughtImportView = z.object({ importId: IdSchema }).meta({ id: 'BroughtImport' })

export const ImportView = z
  .object({
    id: IdSchema,
    name: z.string(),
    state: z.enum(IMPORT_STATES),
    format: z.enum(IMPORT_FORMATS),
    fileName: z.string(),
    sizeBytes: z.int(),
    unitName: BilingualView,
    broughtBy: PersonRefView,
    broughtAt: InstantView,
    /** Who sat at the machine, where it came by the command line. */
    operator: z.string().nullable(),
    /** Null while the table is read. */
    rows: z.int().nullable(),
    goodRows: z.int().nullable(),
    /** Rows by what became of them; empty while nothing has. */
    counts: z.record(z.string(), z.int()),
  })
  .meta({ id: 'Import' })
export type ImportView = z.output<typeof ImportView>

export const ImportPageView = pageOf(ImportView, 'ImportPage').extend({ bring: AllowedView })

const SignedView = z.object({ by: PersonRefView, at: InstantView })
const TouchedRecordView = z.object({ id: IdSchema, title: z.string(), archivalCode: z.string().nullable() })

export const ImportDetailView = ImportView.extend({
  fileSha256: Sha256View,
  headers: z.array(z.string()),
  mapping: MappingShape,
  formingUnitId: IdSchema,
  grade: z.enum(GRADES),
  classCode: z.string().nullable(),
  carrier: z.enum(CARRIERS),
  dormancy: z.enum(DORMANCIES),
  /** Rows that were read so far of a table that is being checked. */
  staged: z.int(),
  /** What a person approves; null before the check has ended. */
  checkDigest: Sha256View.nullable(),
  fileFault: z.enum(TABLE_FAULTS_OF_IMPORT).nullable(),
  /** Faults by code. */
  faults: z.record(z.string(), z.int()),
  approved: SignedView.nullable(),
  finishedAt: InstantView.nullable(),
  withdrawnBy: PersonRefView.nullable(),
  withdrawReason: z.string().nullable(),
  endedAt: InstantView.nullable(),
  /** Records that somebody has worked on since: while there is one, the import is not taken back. */
  touched: z.object({ count: z.int(), records: z.array(TouchedRecordView) }),
  allowed: z.object({
    approve: AllowedView,
    discard: AllowedView,
    pause: AllowedView,
    resume: AllowedView,
    withdraw: AllowedView,
  }),
}).meta({ id: 'ImportDetail' })
export type ImportDetailView = z.output<typeof ImportDetailView>

const FAULT_CODES = Object.keys(IMPORT_FAULTS) as [ImportFaultCode, ...ImportFaultCode[]]

export const FaultyRowView = z
  .object({
    /** As a spreadsheet program counts: the header is row 1. */
    number: z.int(),
    code: z.string().nullable(),
    faults: z.array(
      z.object({
        /** Null where it is of the whole row. */
        field: z.string().nullable(),
        code: z.enum(FAULT_CODES),
        detail: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
      }),
    ),
  })
  .meta({ id: 'FaultyRow' })
export type FaultyRowView = z.output<typeof FaultyRowView>

export const FaultyRowsView = pageOf(FaultyRowView, 'FaultyRows')

/** The digest of what the check found, and the name of the import typed out. */
export const ApproveImportInput = z
  .strictObject({ checkDigest: Sha256View, confirm: z.string().max(200) })
  .meta({ id: 'ApproveImport' })

export const SteerImportInput = z
  .strictObject({ to: z.enum(['paused', 'running']) })
  .meta({ id: 'SteerImport' })

export const DiscardImportInput = z.strictObject({ reason: ReasonInput }).meta({ id: 'DiscardImport' })

export const WithdrawImportInput = z
  .strictObject({ confirm: z.string().max(200), reason: ReasonInput })
  .meta({ id: 'WithdrawImport' })

export const ImportActView = z
  .object({ importId: IdSchema, state: z.enum(IMPORT_STATES) })
  .meta({ id: 'ImportAct' })
