/** Own data at the service window: whose records they are, what may be given, and the register of what was. */
import { z } from 'zod'
import { GIVING_RULES } from '#domain/givings.ts'
import {
  GIVING_APPROVALS,
  GIVING_ASKERS,
  GIVING_GROUNDS,
  GIVING_STATES,
  GIVING_WAYS,
  IDENTITY_PROOFS,
} from '#domain/vocabulary/givings.ts'
import {
  AllowedView,
  BilingualView,
  DateView,
  DoneView,
  IdParams,
  IdSchema,
  PageQuery,
  PersonRefView,
  PurposeInput,
  ReasonInput,
  pageOf,
} from './common.ts'

const ProvenInput = z.strictObject({
  name: z.string().trim().min(2).max(100),
  /** As it stands on the paper that is shown. It is compared and never kept whole. */
  number: z.string().trim().min(5).max(40),
})

export const FindOwnInput = z
  .strictObject({ subject: ProvenInput, purpose: PurposeInput })
  .meta({ id: 'FindOwn' })

export const OwnRecordView = z
  .object({
    id: IdSchema,
    code: z.string().nullable(),
    title: z.string(),
    classCode: z.string(),
    className: z.string(),
    formedOn: DateView,
    /** `name-only`: nothing in the record tells two persons of one name apart, so a second person must agree. */
    ownership: z.enum(['own', 'name-only']),
    /** What its class gives, and by which rule. */
    gives: z.enum(GIVING_RULES),
    source: BilingualView,
    approval: z.enum(GIVING_APPROVALS),
    /** Whether it may be read out, and why not. */
    mayRead: AllowedView,
    items: z.array(
      z.object({
        id: IdSchema,
        name: z.string().nullable(),
        mediaType: z.string(),
        pages: z.int().nullable(),
        mayCopy: AllowedView,
      }),
    ),
  })
  .meta({ id: 'OwnRecord' })
export type OwnRecordView = z.output<typeof OwnRecordView>
export const OwnRecordsView = z.object({ items: z.array(OwnRecordView) }).meta({ id: 'OwnRecords' })

const RefusalInput = z.strictObject({ ground: z.enum(GIVING_GROUNDS), reason: ReasonInput })

export const AskGivingInput = z
  .strictObject({
    subject: ProvenInput,
    /** Null where the person came; else who came with which authority in writing. */
    agent: ProvenInput.extend({ authority: z.string().trim().min(2).max(200) }).nullable(),
    proof: z.enum(IDENTITY_PROOFS),
    way: z.enum(GIVING_WAYS),
    purpose: PurposeInput,
    objectIds: z.array(IdSchema).max(200),
    /** Null where it is to be given; else it is entered and refused at once. */
    refusal: RefusalInput.nullable(),
  })
  .meta({ id: 'AskGiving' })
export const AskedGivingView = z
  .object({ givingId: IdSchema, number: z.string(), state: z.enum(GIVING_STATES) })
  .meta({ id: 'AskedGiving' })

export const DecideGivingInput = z
  .discriminatedUnion('decision', [
    z.strictObject({ decision: z.literal('approve'), reason: ReasonInput }),
    RefusalInput.extend({ decision: z.literal('refuse') }),
  ])
  .meta({ id: 'DecideGiving' })

export const GivingsQuery = PageQuery.extend({ state: z.enum(GIVING_STATES).optional() })

/** A line of the register. */
export const GivingView = z
  .object({
    id: IdSchema,
    /** Such as LY2026-00012. */
    number: z.string(),
    recordId: IdSchema,
    code: z.string().nullable(),
    title: z.string(),
    way: z.enum(GIVING_WAYS),
    asker: z.enum(GIVING_ASKERS),
    proof: z.enum(IDENTITY_PROOFS),
    approval: z.enum(GIVING_APPROVALS),
    state: z.enum(GIVING_STATES),
    /** Numbers are masked. Null once the record is destroyed. */
    applicant: z
      .object({
        name: z.string(),
        number: z.string(),
        purpose: z.string(),
        agent: z.object({ name: z.string(), number: z.string(), authority: z.string() }).nullable(),
      })
      .nullable(),
    items: z.int(),
    askedBy: PersonRefView,
    askedOn: DateView,
    decidedBy: PersonRefView.nullable(),
    decidedOn: DateView.nullable(),
    /** What a refusal rests on, as the applicant is told it. */
    refusal: z.object({ ground: z.enum(GIVING_GROUNDS), source: BilingualView }).nullable(),
    reason: z.string().nullable(),
    givenBy: PersonRefView.nullable(),
    givenOn: DateView.nullable(),
    allowed: z.object({ approve: AllowedView, refuse: AllowedView, give: AllowedView, print: AllowedView }),
  })
  .meta({ id: 'Giving' })
export type GivingView = z.output<typeof GivingView>
export const GivingPageView = pageOf(GivingView, 'GivingPage')

export const GIVING_ROUTES = {
  'GET /api/givings': { query: GivingsQuery, response: GivingPageView },
  /** A question and no act; its body keeps the number out of addresses and logs. */
  'POST /api/givings/search': { body: FindOwnInput, response: OwnRecordsView },
  'POST /api/records/:id/givings': {
    params: IdParams,
    body: AskGivingInput,
    response: AskedGivingView,
    status: 201,
  },
  'POST /api/givings/:id/decision': { params: IdParams, body: DecideGivingInput, response: DoneView },
  'POST /api/givings/:id/giving': { params: IdParams, response: DoneView },
} as const
