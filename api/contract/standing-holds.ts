import { z } from 'zod'
import { HOLD_WORKS, LIFT_EXTENTS } from '#domain/vocabulary/holds.ts'
import { HOLD_STATES } from '#domain/vocabulary.ts'
import {
  AllowedView,
  BilingualView,
  DateInput,
  DateView,
  IdSchema,
  InstantView,
  PageQuery,
  pageOf,
  PersonRefView,
  ReasonInput,
  TotalView,
} from './common.ts'

/** A hold on a class or a file: it covers whatever is in it, now and later. Counts are of what the reader may see. */
export const StandingHoldView = z
  .object({
    id: IdSchema,
    scope: z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('class'),
        classCode: z.string(),
        className: z.string(),
        /** Null: of every unit of the site. */
        unit: z.object({ id: IdSchema, name: BilingualView }).nullable(),
      }),
      z.object({
        kind: z.literal('file'),
        recordId: IdSchema,
        title: z.string(),
        archivalCode: z.string().nullable(),
      }),
    ]),
    state: z.enum(HOLD_STATES),
    reason: z.string(),
    authority: z.string(),
    placedBy: PersonRefView,
    placedAt: InstantView,
    reviewOn: DateView,
    held: TotalView,
    /** Of these, what became a member after the hold was placed. */
    later: z.int().min(0),
    /** Of these, what is a member no more. */
    departed: z.int().min(0),
    /** What the engine still does to its records; null when there is nothing. */
    work: z.enum(HOLD_WORKS).nullable(),
    /** Records at which it has still to do that. */
    waiting: TotalView,
    /** Null while nobody has proposed to lift it. */
    liftProposal: z
      .object({ by: PersonRefView, reason: z.string(), extent: z.enum(LIFT_EXTENTS) })
      .nullable(),
    lifted: z.object({ by: PersonRefView, at: InstantView }).nullable(),
    allowedActions: z.object({ proposeLift: AllowedView, confirmLift: AllowedView }),
  })
  .meta({ id: 'StandingHold' })
export type StandingHoldView = z.output<typeof StandingHoldView>

export const StandingHoldPageView = pageOf(StandingHoldView, 'StandingHoldPage').extend({
  allowedActions: z.object({ place: AllowedView, placeOnSite: AllowedView }),
})

export const StandingHoldsQuery = PageQuery.extend({ state: z.enum(['standing', 'lifted']).optional() })

/** What a hold would stand over: a class, of one unit or of the whole site, or a file. */
export const StandingHoldPreviewQuery = z
  .strictObject({
    recordId: IdSchema.optional(),
    classCode: z.string().min(1).max(60).optional(),
    unitId: IdSchema.optional(),
  })
  .refine(
    (asked) => (asked.recordId === undefined) !== (asked.classCode === undefined),
    'names a class or a file',
  )

/** How many records it would stand over now, and how many of these would leave a list or a batch. */
export const StandingHoldPreviewView = z
  .object({ records: TotalView, leaving: TotalView })
  .meta({ id: 'StandingHoldPreview' })

export const PlaceStandingHoldInput = z
  .strictObject({
    scope: z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('class'),
        classCode: z.string().min(1).max(60),
        /** Null: of every unit of the site. */
        unitId: IdSchema.nullable(),
      }),
      z.strictObject({ kind: z.literal('file'), recordId: IdSchema }),
    ]),
    reason: ReasonInput,
    authority: z.string().trim().min(1).max(200),
    reviewOn: DateInput,
  })
  .meta({ id: 'PlaceStandingHold' })

export const PlacedStandingHoldView = z
  .object({ standingHoldId: IdSchema })
  .meta({ id: 'PlacedStandingHold' })

/** `departed`: it is taken off what is no member any more, and goes on. */
export const ProposeStandingLiftInput = z
  .strictObject({ reason: ReasonInput, extent: z.enum(LIFT_EXTENTS) })
  .meta({ id: 'ProposeStandingLift' })
