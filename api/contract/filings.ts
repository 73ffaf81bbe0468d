import { z } from 'zod'
import { FILING_WORK_KINDS } from '#domain/filing-work.ts'
import { DEADLINE_STATES } from '#domain/vocabulary.ts'
import { CADENCES, CASE_STATES } from '#domain/vocabulary/structure.ts'
import {
  AllowedView,
  BilingualView,
  DateInput,
  DateView,
  IdParams,
  IdSchema,
  PersonRefView,
  ReasonInput,
} from './common.ts'

export const FILING_STATES = ['filed', 'filed-late', 'open', 'due', 'late'] as const

export const FilingPeriodView = z
  .object({
    fromOn: DateView,
    toOn: DateView,
    dueOn: DateView,
    state: z.enum(FILING_STATES),
    filedOn: DateView.nullable(),
    /** Records that stood filed when it was stated. */
    records: z.int().nullable(),
    caseId: IdSchema.nullable(),
  })
  .meta({ id: 'FilingPeriod' })
export type FilingPeriodView = z.output<typeof FilingPeriodView>

/** What one unit owes of one class in a year. */
export const FilingRowView = z
  .object({
    unitId: IdSchema,
    unitName: BilingualView,
    classId: IdSchema,
    classCode: z.string(),
    className: BilingualView,
    cadence: z.enum(CADENCES),
    periods: z.array(FilingPeriodView),
    /** Whether the reader states for this unit. */
    state: AllowedView,
  })
  .meta({ id: 'FilingRow' })
export type FilingRowView = z.output<typeof FilingRowView>
export const FilingCalendarView = z
  .object({ year: z.int(), today: DateView, rows: z.array(FilingRowView) })
  .meta({ id: 'FilingCalendar' })
export type FilingCalendarView = z.output<typeof FilingCalendarView>
export const FilingCalendarQuery = z.object({ year: z.coerce.number().int().min(1949).max(2298).optional() })

export const StateFilingInput = z
  .strictObject({
    unitId: IdSchema,
    classId: IdSchema,
    fromOn: DateInput,
    toOn: DateInput,
    note: z.string().trim().max(300).default(''),
  })
  .meta({ id: 'StateFiling' })
export const StatedFilingView = z.object({ statementId: IdSchema }).meta({ id: 'StatedFiling' })

const RespondentView = z.object({ person: PersonRefView, as: z.enum(['head', 'direct']) })

/** A period that was not filed in time. */
export const FilingAlertView = z
  .object({
    id: IdSchema,
    unitId: IdSchema,
    unitName: BilingualView,
    classCode: z.string(),
    className: BilingualView,
    fromOn: DateView,
    toOn: DateView,
    dueOn: DateView,
    raisedOn: DateView,
    caseId: IdSchema.nullable(),
    caseNumber: z.string().nullable(),
    /** Whom a case could be on. */
    respondents: z.array(RespondentView),
  })
  .meta({ id: 'FilingAlert' })
export type FilingAlertView = z.output<typeof FilingAlertView>
export const FilingAlertsView = z
  .object({ items: z.array(FilingAlertView), openCase: AllowedView })
  .meta({ id: 'FilingAlerts' })

const SaidView = z.object({ by: PersonRefView, on: DateView, text: z.string() })

export const CaseView = z
  .object({
    id: IdSchema,
    number: z.string(),
    state: z.enum(CASE_STATES),
    unitName: BilingualView,
    classCode: z.string(),
    className: BilingualView,
    fromOn: DateView,
    toOn: DateView,
    dueOn: DateView,
    head: PersonRefView,
    direct: PersonRefView,
    opened: z.object({ by: PersonRefView, on: DateView }),
    order: SaidView.extend({ dueOn: DateView }).nullable(),
    reply: SaidView.nullable(),
    result: SaidView.nullable(),
    /** The day on which the period was filed after all. */
    correctedOn: DateView.nullable(),
    /** Whether the order's deadline is over without correction. */
    isOverdue: z.boolean(),
    allowed: z.object({ order: AllowedView, reply: AllowedView, close: AllowedView }),
  })
  .meta({ id: 'AccountabilityCase' })
export type CaseView = z.output<typeof CaseView>
export const CasesView = z
  .object({ items: z.array(CaseView), today: DateView })
  .meta({ id: 'AccountabilityCases' })
/** A row of the worklist of whoever must act on late filing, read from the alerts and cases themselves. */
export const FilingWorkItemView = z
  .object({
    /** What is to be done on which alert or case. */
    id: z.string(),
    kind: z.enum(FILING_WORK_KINDS),
    dueOn: DateView,
    deadline: z.enum(DEADLINE_STATES),
    daysLeft: z.int(),
    unitId: IdSchema,
    unitName: BilingualView,
    classId: IdSchema,
    classCode: z.string(),
    className: BilingualView,
    fromOn: DateView,
    toOn: DateView,
    case: CaseView.nullable(),
    alert: FilingAlertView.nullable(),
  })
  .meta({ id: 'FilingWorkItem' })
export type FilingWorkItemView = z.output<typeof FilingWorkItemView>
export const FilingWorkView = z.object({ items: z.array(FilingWorkItemView) }).meta({ id: 'FilingWork' })

export const OpenCaseInput = z
  .strictObject({ alertId: IdSchema, headId: IdSchema, directId: IdSchema })
  .meta({ id: 'OpenCase' })
export const OrderInput = z
  .strictObject({ text: ReasonInput, dueOn: DateInput })
  .meta({ id: 'OrderCorrection' })
export const CaseTextInput = z.strictObject({ text: ReasonInput }).meta({ id: 'CaseText' })
export const CaseActView = z.object({ caseId: IdSchema }).meta({ id: 'CaseAct' })

/** Rows of the table of the wire. */
export const FILING_ROUTES = {
  'GET /api/filing-calendar': { query: FilingCalendarQuery, response: FilingCalendarView },
  'POST /api/filing-calendar/statements': {
    body: StateFilingInput,
    response: StatedFilingView,
    status: 201,
  },
  'GET /api/filing-alerts': { response: FilingAlertsView },
  'GET /api/filing-work': { response: FilingWorkView },
  'GET /api/accountability-cases': { response: CasesView },
  'POST /api/accountability-cases': { body: OpenCaseInput, response: CaseActView, status: 201 },
  'POST /api/accountability-cases/:id/order': { params: IdParams, body: OrderInput, response: CaseActView },
  'POST /api/accountability-cases/:id/reply': {
    params: IdParams,
    body: CaseTextInput,
    response: CaseActView,
  },
  'POST /api/accountability-cases/:id/closing': {
    params: IdParams,
    body: CaseTextInput,
    response: CaseActView,
  },
} as const
