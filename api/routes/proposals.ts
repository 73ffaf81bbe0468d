import type { FastifyInstance } from 'fastify'
import type { Actor } from '#domain/access.ts'
import { proposalsDecidedBy } from '#domain/proposal-work.ts'
import type { Tx } from '#db/actor.ts'
import { readWorkingCalendar } from '#db/queries/filings.ts'
import { readNames } from '#db/queries/organisation.ts'
import { readProposals, type ProposalRow } from '#db/queries/proposals.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { isTheirs, proposalWorkItem } from '#api/present/proposals.ts'
import { readAs } from '#api/reading.ts'
import { serve } from '#api/route.ts'

/** What waits for the reader as the second person. */
export function proposalRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'GET /api/proposal-work', async ({ principal }) =>
    readAs(deps, principal(), async (tx, { actor, today }) => {
      const { items, isCapped } = await proposalsFor(tx, actor)
      if (items.length === 0) return { items: [], isCapped }
      const names = await readNames(
        tx,
        items.map(({ proposedBy }) => proposedBy),
      )
      const calendar = await readWorkingCalendar(tx)
      return { items: items.map((row) => proposalWorkItem(row, { names, calendar, today })), isCapped }
    }),
  )
}

/** One query for every kind that the reader decides, and none for who decides nothing. */
export async function proposalsFor(
  tx: Tx,
  actor: Actor,
): Promise<{ readonly items: readonly ProposalRow[]; readonly isCapped: boolean }> {
  const { items, isCapped } = await readProposals(tx, proposalsDecidedBy(actor))
  return { items: items.filter((row) => isTheirs(actor, row)), isCapped }
}
