import { z } from 'zod'
import { SAMPLE_INTERVAL } from '#domain/sample.ts'
import { IdSchema, PersonRefView, ReasonInput } from './common.ts'
import { OwnPeriodSchema } from './own-rule.ts'

/** What is kept of a class of which the list destroys the rest. */
export const ListSampleView = z
  .object({
    classCode: z.string(),
    rule: z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('every-nth'),
        n: z.int(),
        /** The place, from 1, at which the counting began. */
        start: z.int(),
      }),
      z.object({ kind: z.literal('chosen') }),
    ]),
    period: OwnPeriodSchema,
    reason: z.string(),
    /** Items of the class that were on the list. */
    population: z.int(),
    drawn: z.int(),
    /** Of the drawn: those that have left the list as a sample. */
    kept: z.int(),
    /** Of the drawn: those to which the second person did not agree. */
    refused: z.int(),
    /** Of the drawn: those that are still on the list and wait for the second person. */
    open: z.int(),
    drawnBy: PersonRefView,
  })
  .meta({ id: 'ListSample' })
export type ListSampleView = z.output<typeof ListSampleView>

export const DrawSampleInput = z
  .strictObject({
    classCode: z.string().min(1).max(20),
    rule: z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('every-nth'),
        n: z.int().min(SAMPLE_INTERVAL.least).max(SAMPLE_INTERVAL.most),
      }),
      z.strictObject({ kind: z.literal('chosen'), recordIds: z.array(IdSchema).min(1).max(500) }),
    ]),
    period: OwnPeriodSchema,
    reason: ReasonInput,
  })
  .meta({ id: 'DrawSample' })
export const SampleDrawnView = z
  .object({ listId: IdSchema, drawn: z.int(), population: z.int() })
  .meta({ id: 'SampleDrawn' })
