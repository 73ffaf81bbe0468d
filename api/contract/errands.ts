/** What a person asks a machine to make for them beside all records: asked, looked after, and fetched within a day. */
import { z } from 'zod'
import { BOX_FORMS } from '#domain/box-forms.ts'
import { ERRAND_STATES } from '#domain/vocabulary/errands.ts'
import { IdParams, IdSchema, InstantView, ProblemCodeSchema } from './common.ts'
import { UploadView } from './objects.ts'

/** The forms of a box of items filed by themselves: stamps (F01), catalogue (F02), reference sheet (F03). */
const AskBoxFormsInput = z.object({
  kind: z.literal('box-forms'),
  unitId: IdSchema,
  year: z.int().min(1900).max(2299),
  /** `permanent`, or years. */
  period: z.union([z.literal('permanent'), z.int().min(1).max(200)]),
})
/** The pages of a scanner's PDF that was uploaded, each as an upload of its own. */
const AskPdfPagesInput = z.object({ kind: z.literal('pdf-pages'), uploadId: IdSchema })
/** A certified copy of what was given at the window. */
const AskCertifiedCopyInput = z.object({ kind: z.literal('certified-copy'), givingId: IdSchema })
export const AskErrandInput = z.discriminatedUnion('kind', [
  AskBoxFormsInput,
  AskPdfPagesInput,
  AskCertifiedCopyInput,
])
export type AskErrandInput = z.output<typeof AskErrandInput>

export const ErrandFileParams = z.object({ id: IdSchema, name: z.string().max(40) })

const BoxFormsMade = z.object({
  kind: z.literal('box-forms'),
  items: z.int(),
  forms: z.array(
    z.object({ form: z.enum(BOX_FORMS), sha256: z.string(), sizeBytes: z.int(), url: z.string() }),
  ),
})
const PdfPagesTaken = z.object({ kind: z.literal('pdf-pages'), pages: z.array(UploadView) })
const CertifiedCopyMade = z.object({
  kind: z.literal('certified-copy'),
  pages: z.int(),
  sha256: z.string(),
  sizeBytes: z.int(),
  url: z.string(),
})
export const ErrandView = z
  .object({
    id: IdSchema,
    state: z.enum(ERRAND_STATES),
    askedAt: InstantView,
    /** Parts that are made, of how many; null until they are counted. */
    done: z.int(),
    total: z.int().nullable(),
    /** What was made; null until then. */
    made: z.discriminatedUnion('kind', [BoxFormsMade, PdfPagesTaken, CertifiedCopyMade]).nullable(),
    /** Why nothing was made; null otherwise. */
    refusal: z.object({ code: ProblemCodeSchema, detail: z.unknown().optional() }).nullable(),
  })
  .meta({ id: 'Errand' })
export type ErrandView = z.output<typeof ErrandView>

export const ERRAND_ROUTES = {
  'POST /api/errands': { body: AskErrandInput, response: ErrandView, status: 201 },
  'GET /api/errands/:id': { params: IdParams, response: ErrandView },
} as const
