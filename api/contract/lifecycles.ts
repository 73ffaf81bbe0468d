import { z } from 'zod'
import { BilingualView, IdSchema, PathStepView, PlaceView, Sha256View } from './common.ts'
import { CreateRecordInput, OpenTaskView } from './records.ts'

/** What a business system hands in. As multipart: a part `record` with this as JSON, and one part per file. */
export const StartLifecycleInput = CreateRecordInput.extend({
  /** Reference of the sending system, such as its case number. */
  sourceReference: z.string().trim().min(1).max(200),
  uploadIds: CreateRecordInput.shape.uploadIds.default([]),
}).meta({ id: 'StartLifecycle' })

const LinksView = z
  .object({ self: z.string(), record: z.string(), events: z.string() })
  .meta({ id: 'LifecycleLinks' })

export const StartedLifecycleView = z
  .object({
    recordId: IdSchema,
    place: PlaceView,
    missing: z.array(z.object({ code: z.string(), label: BilingualView })),
    links: LinksView,
  })
  .meta({ id: 'StartedLifecycle' })

export const LifecycleView = z
  .object({
    recordId: IdSchema,
    sourceReference: z.string().nullable(),
    archivalCode: z.string().nullable(),
    place: PlaceView,
    path: z.array(PathStepView),
    tasks: z.array(OpenTaskView),
    events: z.int(),
    headHash: Sha256View,
    isEnded: z.boolean(),
    links: LinksView,
  })
  .meta({ id: 'Lifecycle' })
export type LifecycleView = z.output<typeof LifecycleView>
