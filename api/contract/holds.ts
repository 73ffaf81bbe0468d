import { z } from 'zod'
import { HOLD_STATES } from '#domain/vocabulary.ts'
import {
  AllowedView,
  DateInput,
  DateView,
  IdSchema,
  InstantView,
  PageQuery,
  pageOf,
  PersonRefView,
  ReasonInput,
} from './common.ts'

/** A stop on disposal. Lifting it takes two persons. */
export const HoldView = z
  .object({
    id: IdSchema,
    recordId: IdSchema,
    recordTitle: z.string(),
    archivalCode: z.string().nullable(),
    state: z.enum(HOLD_STATES),
    reason: z.string(),
    authority: z.string(),
    placedBy: PersonRefView,
    placedAt: InstantView,
    reviewOn: DateView,
    /** Null while nobody has proposed to lift it. */
    liftProposal: z.object({ by: PersonRefView, reason: z.string() }).nullable(),
    lifted: z.object({ by: PersonRefView, at: InstantView }).nullable(),
    /** The hold on a class or a file that it is a part of, and is lifted with; null for one on this record alone. */
    standingHoldId: IdSchema.nullable(),
    allowedActions: z.object({ proposeLift: AllowedView, confirmLift: AllowedView }),
  })
  .meta({ id: 'Hold' })
export type HoldView = z.output<typeof HoldView>
export const HoldPageView = pageOf(HoldView, 'HoldPage')

/** `standing`: whatever still stops a disposal, whether or not somebody has proposed to lift it. */
export const HoldsQuery = PageQuery.extend({
  state: z.enum([...HOLD_STATES, 'standing']).optional(),
  /** Those of one hold on a class or a file, or `none`: those that were placed on single records. */
  of: z.union([z.literal('none'), IdSchema]).optional(),
})

export const PlaceHoldInput = z
  .strictObject({ reason: ReasonInput, authority: z.string().trim().min(1).max(200), reviewOn: DateInput })
  .meta({ id: 'PlaceHold' })

/** The list that the hold takes its record off, if it stood on one. */
export const PlacedHoldView = z
  .object({ holdId: IdSchema, leftListId: IdSchema.nullable() })
  .meta({ id: 'PlacedHold' })

export const ProposeLiftInput = z.strictObject({ reason: ReasonInput }).meta({ id: 'ProposeLift' })
export const LiftInput = z
  .strictObject({ decision: z.enum(['confirm', 'refuse']), reason: ReasonInput.optional() })
  .meta({ id: 'LiftHold' })
