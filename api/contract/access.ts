/** Looks at records of others, asked for and granted for some days, and what a person could do on a day. */
import { z } from 'zod'
import { PURPOSE_KINDS } from '#domain/personal-files.ts'
import {
  ACCESS_GRANT_STATES,
  DEADLINE_STATES,
  GRADES,
  PERSON_STATES,
  RECORD_FAMILIES,
  ROLES,
} from '#domain/vocabulary.ts'
import {
  BilingualView,
  DateInput,
  DateView,
  DoneView,
  IdParams,
  IdSchema,
  InstantView,
  PageQuery,
  PersonRefView,
  PurposeInput,
  ReasonInput,
  TotalView,
  pageOf,
} from './common.ts'

export const AccessRequestsQuery = PageQuery.extend({
  view: z.enum(['mine', 'to-decide', 'given']).default('mine'),
})

/** A class of one unit instead of one record. */
const ClassLookView = z
  .object({
    unitId: IdSchema,
    unitName: BilingualView,
    classCode: z.string(),
    /** First and last year of forming; null: all years. */
    years: z.object({ from: z.int(), to: z.int() }).nullable(),
    /** While the reader may decide it: how many records that they see it would open. Who stands in for the head sees none. */
    opens: TotalView.nullable(),
  })
  .meta({ id: 'ClassLook' })

/** `title` is null where its reader may know of the record and not what it says. */
export const AccessRequestView = z
  .object({
    id: IdSchema,
    person: PersonRefView,
    code: z.string(),
    /** Null while its reader does not see the record. */
    recordId: IdSchema.nullable(),
    title: z.string().nullable(),
    /** Null where one record is asked for. */
    ofClass: ClassLookView.nullable(),
    days: z.int(),
    purpose: z.string(),
    /** `over`: granted, and its last day has passed. */
    state: z.enum([...ACCESS_GRANT_STATES, 'over']),
    askedAt: InstantView,
    decidedBy: PersonRefView.nullable(),
    reason: z.string().nullable(),
    fromOn: DateView.nullable(),
    toOn: DateView.nullable(),
    /** Last day for a decision in time. */
    dueOn: DateView,
    deadline: z.enum(DEADLINE_STATES),
    daysLeft: z.int(),
  })
  .meta({ id: 'AccessRequest' })
export type AccessRequestView = z.output<typeof AccessRequestView>
export const AccessRequestPageView = pageOf(AccessRequestView, 'AccessRequestPage')
  .extend({
    /** How far a look at a class may reach. */
    limits: z.object({ classDays: z.int(), classYears: z.int() }),
  })
  .meta({ id: 'AccessRequestPage' })

export const AskAccessInput = z
  .strictObject({
    code: z.string().trim().min(1).max(200),
    days: z.int().min(1).max(90),
    /** What for, such as the number of a case. */
    purpose: PurposeInput,
  })
  .meta({ id: 'AskAccess' })
const FormingYear = z.int().min(1900).max(2299)
export const AskClassInput = z
  .strictObject({
    unitId: IdSchema,
    classCode: z.string().trim().min(1).max(40),
    /** Null: all years. */
    years: z.strictObject({ from: FormingYear, to: FormingYear }).nullable(),
    days: z.int().min(1).max(366),
    purpose: z.string().trim().min(2).max(300),
  })
  .meta({ id: 'AskClass' })
export const AskedAccessView = z.object({ requestId: IdSchema }).meta({ id: 'AskedAccess' })

export const DecideAccessInput = z
  .strictObject({
    decision: z.enum(['grant', 'refuse']),
    reason: ReasonInput,
    /** Fewer days than were asked for. */
    days: z.int().min(1).max(366).optional(),
  })
  .meta({ id: 'DecideAccess' })

/** What a person's file is opened for, said once for each record in a session. */
export const SayPurposeInput = z
  .strictObject({ kind: z.enum(PURPOSE_KINDS), text: PurposeInput })
  .meta({ id: 'SayPurpose' })

export const RightsQuery = z.object({ personId: IdSchema, on: DateInput })
export const RightsFileQuery = RightsQuery.extend({
  language: z.enum(['zh-CN', 'en']).default('zh-CN'),
}).strict()

/** All rights that a person had at the end of a day, made of events alone. */
export const RightsView = z
  .object({
    on: DateView,
    /** Null: the person had no account yet. */
    person: PersonRefView.extend({
      login: z.string(),
      state: z.enum(PERSON_STATES),
      clearance: z.enum(GRADES),
    }).nullable(),
    posts: z.array(
      z.object({
        id: IdSchema,
        role: z.enum(ROLES),
        unitName: BilingualView,
        fromOn: DateView,
        toOn: DateView.nullable(),
        /** Whether it showed the records of its unit; else only what its holder was asked for. */
        showsUnit: z.boolean(),
        families: z.array(z.enum(RECORD_FAMILIES)),
      }),
    ),
    deputyFor: z.array(
      z.object({
        role: z.enum(ROLES),
        unitName: BilingualView,
        principal: PersonRefView,
        fromOn: DateView,
        toOn: DateView,
      }),
    ),
    looks: z.array(
      z.object({
        id: IdSchema,
        code: z.string(),
        /** Null where it showed one record; years null: of all years. */
        ofClass: z
          .object({
            unitName: BilingualView,
            years: z.object({ from: z.int(), to: z.int() }).nullable(),
            /** The highest grade that it opened. */
            grade: z.enum(GRADES),
          })
          .nullable(),
        purpose: z.string(),
        fromOn: DateView,
        toOn: DateView,
        decidedBy: PersonRefView.nullable(),
      }),
    ),
    /** Of a business system: the keys by which it could prove who it was. */
    keys: z.array(
      z.object({
        id: IdSchema,
        name: z.string(),
        fromOn: DateView,
        /** The last day on which it opens. */
        toOn: DateView,
        replacesId: IdSchema.nullable(),
      }),
    ),
    acts: z.array(z.string()),
    /** Events that it rests on. */
    events: z.int(),
  })
  .meta({ id: 'Rights' })
export type RightsView = z.output<typeof RightsView>

/** Rows of the table of the wire. */
export const ACCESS_ROUTES = {
  'GET /api/audit/rights': { query: RightsQuery, response: RightsView },
  'GET /api/access-requests': { query: AccessRequestsQuery, response: AccessRequestPageView },
  'POST /api/access-requests': {
    body: AskAccessInput,
    response: AskedAccessView,
    status: 201,
  },
  'POST /api/access-requests/class': {
    body: AskClassInput,
    response: AskedAccessView,
    status: 201,
  },
  'POST /api/access-requests/:id/decision': {
    params: IdParams,
    body: DecideAccessInput,
    response: DoneView,
  },
  'POST /api/access-requests/:id/end': { params: IdParams, response: DoneView },
} as const
