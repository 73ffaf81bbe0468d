/** Looks at records of others, asked for and granted for some days, and what a person could do on a day. */
import { z } from 'zod'
import { ACCESS_GRANT_STATES } from '#domain/vocabulary.ts'
import { DateView, IdSchema, InstantView, PageQuery, pageOf, PersonRefView, ReasonInput } from './common.ts'

export const AccessRequestsQuery = PageQuery.extend({ view: z.enum(['mine', 'to-decide']).default('mine') })

/** `title` is null where its reader may know of the record and not what it says. */
export const AccessRequestView = z
  .object({
    id: IdSchema,
    person: PersonRefView,
    code: z.string(),
    /** Null while its reader does not see the record. */
    recordId: IdSchema.nullable(),
    title: z.string().nullable(),
    days: z.int(),
    purpose: z.string(),
    /** `over`: granted, and its last day has passed. */
    state: z.enum([...ACCESS_GRANT_STATES, 'over']),
    askedAt: InstantView,
    decidedBy: PersonRefView.nullable(),
    reason: z.string().nullable(),
    fromOn: DateView.nullable(),
    toOn: DateView.nullable(),
  })
  .meta({ id: 'AccessRequest' })
export type AccessRequestView = z.output<typeof AccessRequestView>
export const AccessRequestPageView = pageOf(AccessRequestView, 'AccessRequestPage')

export const AskAccessInput = z
  .strictObject({
    code: z.string().trim().min(1).max(200),
    days: z.int().min(1).max(90),
    /** What for, such as the number of a case. */
    purpose: z.string().trim().min(2).max(300),
  })
  .meta({ id: 'AskAccess' })
export const AskedAccessView = z.object({ requestId: IdSchema }).meta({ id: 'AskedAccess' })

export const DecideAccessInput = z
  .strictObject({ decision: z.enum(['grant', 'refuse']), reason: ReasonInput })
  .meta({ id: 'DecideAccess' })
