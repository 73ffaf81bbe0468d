/** Shapes that several resources share. Ids are names only: whoever may not see a thing gets 404 for it. */
import { z } from 'zod'
import { isPlainDate, plainDate } from '#domain/dates.ts'
import { isLegible } from '#domain/legible.ts'
import { PATH_STATES } from '#domain/lifecycle-path.ts'
import { PROBLEMS, type ProblemCode } from '#domain/problems.ts'
import { ROLES, SUBJECT_KINDS } from '#domain/vocabulary.ts'

export const IdSchema = z.guid()

/** A civil date as `YYYY-MM-DD`. */
export const DateView = z.iso.date()

/** A civil date as it is sent to the product, between the first and the last year that it counts with. */
export const DateInput = z.iso
  .date()
  .refine(isPlainDate, 'is no date between 1900 and 2299')
  .transform((text) => plainDate(text))

/** An instant in UTC with milliseconds. */
export const InstantView = z.iso.datetime({ offset: true })

export const Sha256View = z.string().regex(/^[0-9a-f]{64}$/)

export const BilingualView = z.object({ zh: z.string(), en: z.string() }).meta({ id: 'Bilingual' })
export type BilingualView = z.output<typeof BilingualView>

export const PersonRefView = z.object({ id: IdSchema, name: BilingualView }).meta({ id: 'PersonRef' })
export type PersonRefView = z.output<typeof PersonRefView>

/** `isCapped`: there are more than `count`; the product does not count further. */
export const TotalView = z.object({ count: z.int().min(0), isCapped: z.boolean() }).meta({ id: 'Total' })
export type TotalView = z.output<typeof TotalView>

const PROBLEM_CODES = Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]]
export const ProblemCodeSchema = z.enum(PROBLEM_CODES).meta({ id: 'ProblemCode' })

/** Whether the reader may do an act now; a refusal names the code that the act would answer. */
export const AllowedView = z
  .object({ allowed: z.boolean(), reason: ProblemCodeSchema.nullable() })
  .meta({ id: 'Allowed' })
export type AllowedView = z.output<typeof AllowedView>

/** RFC 9457. `fix` says the way out; `traceId` finds the request in the logs. */
export const ProblemView = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: ProblemCodeSchema,
    fix: z.string(),
    detail: z.unknown().optional(),
    traceId: z.string(),
  })
  .meta({ id: 'Problem' })
export type ProblemView = z.output<typeof ProblemView>

export const GroupView = z
  .object({ role: z.enum(ROLES), unitId: IdSchema, unitName: BilingualView })
  .meta({ id: 'CandidateGroup' })
export type GroupView = z.output<typeof GroupView>

export const PlaceView = z
  .object({ step: z.string(), name: BilingualView, round: z.int().min(0) })
  .meta({ id: 'Place' })
export type PlaceView = z.output<typeof PlaceView>

export const PathStepView = z
  .object({ step: z.string(), name: BilingualView, state: z.enum(PATH_STATES) })
  .meta({ id: 'PathStep' })
export type PathStepView = z.output<typeof PathStepView>

export const SubjectKindSchema = z.enum(SUBJECT_KINDS)

/** Keyset paging: the cursor is opaque and comes from the page before. */
export const PageQuery = z.object({
  cursor: z.string().max(512).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

export function pageOf<T extends z.ZodType>(item: T, id: string) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable(), total: TotalView }).meta({ id })
}

export const IdParams = z.object({ id: IdSchema })

/** What a person writes to explain an act. */
export const ReasonInput = z.string().trim().min(1).max(2000).refine(isLegible, 'holds what cannot be seen')

/** What somebody wants to see something for; it stands in the access log. */
export const PurposeInput = z.string().trim().min(2).max(300).refine(isLegible, 'holds what cannot be seen')

export const TotpInput = z.string().regex(/^\d{6}$/)

/** An act that has nothing to show but that it was done. */
export const DoneView = z.object({ done: z.literal(true) }).meta({ id: 'Done' })
