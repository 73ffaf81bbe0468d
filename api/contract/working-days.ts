import { z } from 'zod'
import { AllowedView, DateView, IdSchema, PersonRefView } from './common.ts'

/** A day that is not what its weekday says. */
export const CalendarDayView = z.object({
  on: DateView,
  /** `statutory`: of fixed date, counted while no order is known. */
  kind: z.enum(['holiday', 'workday', 'statutory']),
  nameZh: z.string(),
})

/** The working days of a year: with its order, or without one, and then that is said. */
export const WorkingDaysView = z
  .object({
    year: z.int(),
    today: DateView,
    /** The order that the year rests on; null while none is known, and then only Saturdays, Sundays and holidays of fixed date are off. */
    order: z
      .object({
        source: z.string(),
        confidence: z.enum(['compared', 'entered']),
        entered: z.object({ by: PersonRefView, on: DateView }).nullable(),
      })
      .nullable(),
    days: z.array(CalendarDayView),
    /** Years with an order. */
    known: z.array(z.int()),
    /** Years in which deadlines are counted now or soon, without an order. */
    unconfirmed: z.array(z.int()),
    allowed: z.object({ set: AllowedView }),
  })
  .meta({ id: 'WorkingDays' })
export type WorkingDaysView = z.output<typeof WorkingDaysView>
export const WorkingDaysQuery = z.object({ year: z.coerce.number().int().min(1949).max(2298).optional() })

export const SetWorkingDaysInput = z
  .strictObject({
    year: z.int().min(1949).max(2298),
    /** Number and title of the order. */
    source: z.string().trim().min(4).max(300),
    /** Lines `date,kind,name` with the kinds 休 and 班, or holiday and workday. */
    csv: z.string().min(1).max(50_000),
  })
  .meta({ id: 'SetWorkingDays' })

/** Rows of the table of the wire. */
export const WORKING_DAYS_ROUTES = {
  'GET /api/working-days': { query: WorkingDaysQuery, response: WorkingDaysView },
  'POST /api/working-days': {
    body: SetWorkingDaysInput,
    response: z.object({ calendarId: IdSchema }).meta({ id: 'SetWorkingDaysAct' }),
    status: 201,
  },
} as const
