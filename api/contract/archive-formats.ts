import { z } from 'zod'
import { CONVERSION_MOMENTS } from '#domain/archive-formats.ts'
import { AllowedView, DateView, IdSchema, PageQuery, pageOf, PersonRefView } from './common.ts'

const MediaTypeInput = z.string().regex(/^[a-z]+\/[a-z0-9][a-z0-9.+-]{0,90}$/)

const FormatListView = z.object({
  number: z.int(),
  mediaTypes: z.array(z.string()),
  moment: z.enum(CONVERSION_MOMENTS),
  basis: z.string(),
  by: PersonRefView,
  on: DateView,
})

/** In which formats contents are kept, and by when a file must be in one of them. */
export const ArchiveFormatsView = z
  .object({
    mediaTypes: z.array(z.string()),
    moment: z.enum(CONVERSION_MOMENTS),
    /** Every list that was set, the newest first; empty while the one with which the product comes is in force. */
    lists: z.array(FormatListView),
    allowed: z.object({ set: AllowedView }),
  })
  .meta({ id: 'ArchiveFormats' })
export type ArchiveFormatsView = z.output<typeof ArchiveFormatsView>

export const SetArchiveFormatsInput = z
  .strictObject({
    mediaTypes: z.array(MediaTypeInput).min(1).max(60),
    moment: z.enum(CONVERSION_MOMENTS),
    /** The standard or notice on which the list rests. */
    basis: z.string().trim().min(2).max(300),
  })
  .meta({ id: 'SetArchiveFormats' })

/** A file of a filed record that is in no archive format, or that cannot be read without its maker. */
export const FailingFileView = z
  .object({
    id: IdSchema,
    recordId: IdSchema,
    archivalCode: z.string(),
    title: z.string(),
    name: z.string().nullable(),
    mediaType: z.string(),
    formatName: z.string().nullable(),
    findings: z.array(z.string()),
  })
  .meta({ id: 'FailingFile' })
export type FailingFileView = z.output<typeof FailingFileView>

/** Rows of the table of the wire. */
export const ARCHIVE_FORMAT_ROUTES = {
  'GET /api/archive-formats': { response: ArchiveFormatsView },
  'POST /api/archive-formats': {
    body: SetArchiveFormatsInput,
    response: z.object({ formatsId: IdSchema }).meta({ id: 'SetArchiveFormatsAct' }),
    status: 201,
  },
  'GET /api/archive-formats/failing': {
    query: PageQuery,
    response: pageOf(FailingFileView, 'FailingFilePage'),
  },
} as const
