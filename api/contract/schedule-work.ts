import { z } from 'zod'
import { REDATING_VERDICTS } from '#domain/vocabulary.ts'
import { DateView, IdSchema, PageQuery, pageOf } from './common.ts'
import { RowChangeView } from './schedules.ts'

/** Without a version to compare with, the one on which this version is based. */
export const ScheduleChangesQuery = z.object({ with: IdSchema.optional() })

/** How a version differs from another of the same schedule, row by row and cell by cell. */
export const ScheduleChangesView = z
  .object({
    /** The version that stands on the left; null for a version that is based on none. */
    withId: IdSchema.nullable(),
    withVersion: z.string().nullable(),
    items: z.array(RowChangeView),
  })
  .meta({ id: 'ScheduleChanges' })
export type ScheduleChangesView = z.output<typeof ScheduleChangesView>

export const RedatedQuery = PageQuery.extend({ verdict: z.enum(REDATING_VERDICTS).optional() })

/** What became of one record in a re-dating, with its date as it stands now. */
export const RedatedRecordView = z
  .object({
    recordId: IdSchema,
    title: z.string(),
    archivalCode: z.string().nullable(),
    classCode: z.string(),
    verdict: z.enum(REDATING_VERDICTS),
    endsOn: DateView.nullable(),
  })
  .meta({ id: 'RedatedRecord' })
export type RedatedRecordView = z.output<typeof RedatedRecordView>
export const RedatedPageView = pageOf(RedatedRecordView, 'RedatedPage')
