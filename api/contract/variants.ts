/** Public variants of files: proposed with grounds, confirmed by a second person, shown to who may not see the original. */
import { z } from 'zod'
import { GRADES } from '#domain/vocabulary.ts'
import { VARIANT_STATES } from '#domain/vocabulary/variants.ts'
import { AllowedView, DateView, DoneView, IdParams, IdSchema, PersonRefView, ReasonInput } from './common.ts'

export const VariantView = z
  .object({
    /** The variant itself, an object of the record. */
    objectId: IdSchema,
    originalId: IdSchema.nullable(),
    name: z.string().nullable(),
    originalName: z.string().nullable(),
    /** From which clearance on the original is shown; everybody else is shown the variant. */
    originalGrade: z.enum(GRADES),
    removed: z.string(),
    clause: z.string(),
    state: z.enum(VARIANT_STATES),
    isInspected: z.boolean(),
    proposedBy: PersonRefView,
    proposedOn: DateView,
    decidedBy: PersonRefView.nullable(),
    decidedOn: DateView.nullable(),
    reason: z.string().nullable(),
    allowed: z.object({ confirm: AllowedView, refuse: AllowedView }),
  })
  .meta({ id: 'PublicVariant' })
export type VariantView = z.output<typeof VariantView>
export const VariantsView = z
  .object({
    items: z.array(VariantView),
    /** Files that may get one, where the reader may propose it. */
    open: z.array(z.object({ id: IdSchema, name: z.string().nullable() })),
    /** Grades that may be named, the lowest first. */
    grades: z.array(z.enum(GRADES)),
  })
  .meta({ id: 'PublicVariants' })
export type VariantsView = z.output<typeof VariantsView>

export const ProposeVariantInput = z
  .strictObject({
    originalId: IdSchema,
    uploadId: IdSchema,
    originalGrade: z.enum(GRADES),
    /** What was taken out and why. */
    removed: ReasonInput,
    clause: z.string().trim().min(2).max(300),
  })
  .meta({ id: 'ProposeVariant' })
export const ProposedVariantView = z.object({ objectId: IdSchema }).meta({ id: 'ProposedVariant' })
export const DecideVariantInput = z
  .strictObject({ decision: z.enum(['confirm', 'refuse']), reason: ReasonInput })
  .meta({ id: 'DecideVariant' })

export const VARIANT_ROUTES = {
  'GET /api/records/:id/variants': { params: IdParams, response: VariantsView },
  'POST /api/records/:id/variants': {
    params: IdParams,
    body: ProposeVariantInput,
    response: ProposedVariantView,
    status: 201,
  },
  'POST /api/records/:id/variants/:objectId/decision': {
    params: z.object({ id: IdSchema, objectId: IdSchema }),
    body: DecideVariantInput,
    response: DoneView,
  },
} as const
