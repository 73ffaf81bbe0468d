import { z } from 'zod'
import { AllowedView, DateView, IdSchema, PersonRefView, ReasonInput } from './common.ts'

export const OwnPeriodSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('years'), years: z.int().min(1).max(300) }),
  z.strictObject({ kind: z.literal('permanent') }),
])

/** `class`: that the rule of its class alone decides again. */
const ProposedPeriodSchema = z.discriminatedUnion('kind', [
  ...OwnPeriodSchema.options,
  z.strictObject({ kind: z.literal('class') }),
])

/** A rule of one record beside that of its class, and what waits for a second person. */
export const OwnRuleView = z
  .object({
    inForce: z
      .object({
        period: OwnPeriodSchema,
        reason: z.string(),
        proposedBy: PersonRefView,
        confirmedBy: PersonRefView,
        confirmedOn: DateView,
        /** The rule of the class precedes it: it is not longer than the minimum term by now. */
        isPreceded: z.boolean(),
      })
      .nullable(),
    proposed: z
      .object({
        ruleId: IdSchema,
        period: ProposedPeriodSchema,
        reason: z.string(),
        proposedBy: PersonRefView,
        proposedOn: DateView,
        decide: AllowedView,
      })
      .nullable(),
    propose: AllowedView,
  })
  .meta({ id: 'OwnRule' })
export type OwnRuleView = z.output<typeof OwnRuleView>

export const OwnRuleInput = z
  .strictObject({ period: ProposedPeriodSchema, reason: ReasonInput })
  .meta({ id: 'ProposeOwnRule' })
export const DecideOwnRuleInput = z
  .strictObject({ decision: z.enum(['confirm', 'refuse']), reason: ReasonInput.optional() })
  .meta({ id: 'DecideOwnRule' })
