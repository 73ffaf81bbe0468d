/** How records stand to each other. */
import { z } from 'zod'
import { RELATION_ENDS, RELATION_TYPES } from '#domain/relations.ts'
import {
  AllowedView,
  BilingualView,
  DateView,
  DoneView,
  IdParams,
  IdSchema,
  PersonRefView,
  ReasonInput,
} from './common.ts'

const RelationView = z
  .object({
    id: IdSchema,
    type: z.enum(RELATION_TYPES),
    /** `from`: the record that was asked for states it; `to`: the other does. */
    end: z.enum(RELATION_ENDS),
    /** As it reads from the record that was asked for. */
    name: BilingualView,
    other: z.object({ id: IdSchema, title: z.string(), archivalCode: z.string().nullable() }),
    reason: z.string(),
    relatedOn: DateView,
    relatedBy: PersonRefView,
  })
  .meta({ id: 'Relation' })

/** Others that the reader does not see neither show nor count. */
export const RelationsView = z
  .object({ items: z.array(RelationView), allowed: z.object({ relate: AllowedView }) })
  .meta({ id: 'Relations' })
export type RelationsView = z.output<typeof RelationsView>

export const RelateInput = z
  .strictObject({
    type: z.enum(RELATION_TYPES),
    /** Archival code of the other record. */
    code: z.string().trim().min(1).max(200),
    reason: ReasonInput,
  })
  .meta({ id: 'Relate' })
export const RelatedView = z.object({ relationId: IdSchema }).meta({ id: 'Related' })
export const WithdrawRelationInput = z.strictObject({ reason: ReasonInput }).meta({ id: 'WithdrawRelation' })

/** Rows of the table of the wire. */
export const RELATION_ROUTES = {
  'GET /api/records/:id/relations': { params: IdParams, response: RelationsView },
  'POST /api/records/:id/relations': {
    params: IdParams,
    body: RelateInput,
    response: RelatedView,
    status: 201,
  },
  'POST /api/relations/:id/withdrawal': {
    params: IdParams,
    body: WithdrawRelationInput,
    response: DoneView,
  },
} as const
