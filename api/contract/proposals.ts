/** What one person proposed and the reader decides. */
import { z } from 'zod'
import { PROPOSAL_KINDS } from '#domain/proposal-work.ts'
import { DEADLINE_STATES } from '#domain/vocabulary.ts'
import { BilingualView, DateView, IdSchema, InstantView, PersonRefView } from './common.ts'

/** A row of the worklist of whoever decides, read from the record or the hold itself. */
export const ProposalWorkItemView = z
  .object({
    id: z.string(),
    kind: z.enum(PROPOSAL_KINDS),
    /** Null for a hold on a class. */
    recordId: IdSchema.nullable(),
    /** Archival code, or that of the class; null until it is filed. */
    code: z.string().nullable(),
    /** Title of the record, or name of the class. */
    title: z.string(),
    /** Null for a class of the whole site. */
    unitName: BilingualView.nullable(),
    proposedBy: PersonRefView,
    proposedAt: InstantView,
    dueOn: DateView,
    deadline: z.enum(DEADLINE_STATES),
    daysLeft: z.int(),
  })
  .meta({ id: 'ProposalWorkItem' })
export type ProposalWorkItemView = z.output<typeof ProposalWorkItemView>
export const ProposalWorkView = z
  .object({
    items: z.array(ProposalWorkItemView),
    /** More wait than are told at once. */
    isCapped: z.boolean(),
  })
  .meta({ id: 'ProposalWork' })
export type ProposalWorkView = z.output<typeof ProposalWorkView>

/** Rows of the table of the wire. */
export const PROPOSAL_ROUTES = {
  'GET /api/proposal-work': { response: ProposalWorkView },
} as const
