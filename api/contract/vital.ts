/** Vital records: why, how often they are reviewed, what was found, and whose review is due. */
import { z } from 'zod'
import { LONGEST_CYCLE, SHORTEST_CYCLE } from '#domain/vital.ts'
import { VITAL_OUTCOMES } from '#domain/vocabulary/vital.ts'
import {
  AllowedView,
  BilingualView,
  DateView,
  DoneView,
  IdParams,
  IdSchema,
  PageQuery,
  PersonRefView,
  ReasonInput,
  pageOf,
} from './common.ts'

const CycleInput = z.int().min(SHORTEST_CYCLE).max(LONGEST_CYCLE)

export const VitalView = z
  .object({
    /** Null where the record is not vital. */
    vital: z
      .object({
        reason: z.string(),
        cycleMonths: CycleInput,
        setBy: PersonRefView,
        setOn: DateView,
        reviewOn: DateView,
        isReviewOverdue: z.boolean(),
        /** How the day of the next review comes about. */
        explanation: BilingualView,
        /** Null before the first review. */
        review: z
          .object({ on: DateView, by: PersonRefView, note: z.string(), isCopyReadable: z.boolean() })
          .nullable(),
      })
      .nullable(),
    allowed: z.object({ set: AllowedView, review: AllowedView }),
  })
  .meta({ id: 'Vital' })
export type VitalView = z.output<typeof VitalView>

export const SetVitalInput = z
  .strictObject({ reason: ReasonInput, cycleMonths: CycleInput })
  .meta({ id: 'SetVital' })
export const ReviewVitalInput = z
  .strictObject({ outcome: z.enum(VITAL_OUTCOMES), note: ReasonInput, isCopyReadable: z.boolean() })
  .meta({ id: 'ReviewVital' })

export const VitalRecordView = z
  .object({
    id: IdSchema,
    archivalCode: z.string().nullable(),
    title: z.string(),
    unitName: BilingualView,
    cycleMonths: CycleInput,
    reviewOn: DateView,
    isReviewOverdue: z.boolean(),
    /** Null before the first review, like what it found of the protection copy. */
    reviewedOn: DateView.nullable(),
    isCopyReadable: z.boolean().nullable(),
  })
  .meta({ id: 'VitalRecord' })
export type VitalRecordView = z.output<typeof VitalRecordView>

export const VitalQuery = PageQuery.extend({ overdue: z.enum(['yes', 'no']).optional() })

export const VITAL_ROUTES = {
  'GET /api/vital-records': { query: VitalQuery, response: pageOf(VitalRecordView, 'VitalRecordPage') },
  'GET /api/records/:id/vital': { params: IdParams, response: VitalView },
  'POST /api/records/:id/vital': { params: IdParams, body: SetVitalInput, response: DoneView },
  'POST /api/records/:id/vital-review': { params: IdParams, body: ReviewVitalInput, response: DoneView },
} as const
