/** Content that bears the mark of a state secret: what waits for the security administrator, without a word of what it says. */
import { z } from 'zod'
import { QUARANTINES } from '#domain/vocabulary/secrets.ts'
import { DEADLINE_STATES } from '#domain/vocabulary.ts'
import {
  BilingualView,
  DateView,
  DoneView,
  IdParams,
  IdSchema,
  InstantView,
  PageQuery,
  ReasonInput,
} from './common.ts'

export const QuarantinedView = z
  .object({
    id: IdSchema,
    /** Null until it is filed. */
    archivalCode: z.string().nullable(),
    classCode: z.string(),
    unitName: BilingualView,
    quarantine: z.enum(QUARANTINES),
  })
  .meta({ id: 'Quarantined' })
export type QuarantinedView = z.output<typeof QuarantinedView>
export const QuarantineView = z
  .object({ items: z.array(QuarantinedView), nextCursor: z.string().nullable() })
  .meta({ id: 'Quarantine' })
export type QuarantineView = z.output<typeof QuarantineView>

/** A row of the worklist of whoever decides, read from the records themselves. */
export const MarkWorkItemView = QuarantinedView.omit({ quarantine: true })
  .extend({
    recordId: IdSchema,
    id: z.string(),
    foundAt: InstantView,
    dueOn: DateView,
    deadline: z.enum(DEADLINE_STATES),
    daysLeft: z.int(),
  })
  .meta({ id: 'MarkWorkItem' })
export type MarkWorkItemView = z.output<typeof MarkWorkItemView>
export const MarkWorkView = z
  .object({
    items: z.array(MarkWorkItemView),
    /** More wait than are told at once. */
    isCapped: z.boolean(),
  })
  .meta({ id: 'MarkWork' })
export type MarkWorkView = z.output<typeof MarkWorkView>

export const DecideQuarantineInput = z
  .discriminatedUnion('finding', [
    z.strictObject({ finding: z.literal('no-secret'), reason: ReasonInput }),
    z.strictObject({
      finding: z.literal('secret'),
      /** A number, which can carry no title. */
      reference: z
        .string()
        .trim()
        .regex(/^[A-Za-z0-9密解定〔〕()（）第号年./·-]{2,40}$/u),
    }),
  ])
  .meta({ id: 'DecideQuarantine' })

/** Rows of the table of the wire. */
export const QUARANTINE_ROUTES = {
  'GET /api/quarantine': { query: PageQuery, response: QuarantineView },
  'GET /api/quarantine-work': { response: MarkWorkView },
  'POST /api/quarantine/:id/decision': {
    params: IdParams,
    body: DecideQuarantineInput,
    response: DoneView,
  },
} as const
