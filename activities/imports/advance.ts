import { ApplicationFailure } from '@temporalio/activity'
import { readImport } from '#db/queries/imports.ts'
import type { ImportActivities, ImportStep, ImportTicket } from '#activities/contract.ts'
import { asEngine, type EngineDeps } from '#activities/engine.ts'
import { checkTable } from './check.ts'
import { clearTable } from './clear.ts'
import { importPage } from './import-page.ts'
import { withdrawPage } from './withdraw-page.ts'

/** A third of what the workflow waits for: one beat may be lost on a busy machine. */
const HEARTBEAT_MS = 15_000

export function createImportActivities(deps: EngineDeps): ImportActivities {
  return {
    async advanceImport(ticket) {
      const beat = setInterval(() => deps.run.beat(), HEARTBEAT_MS)
      try {
        return await advanceFor(deps, { ticket, ms: STEP_MS })
      } finally {
        clearInterval(beat)
      }
    },
  }
}

/** So long pages follow each other in one step of the workflow: less than a worker has for its stop. */
const STEP_MS = 8_000

/**
 * Pages in one step of the workflow, each in a commit of its own: where Temporal has much to do, such as to begin the workflows of this
 * very import, the next page does not wait for its turn there. A pause is heard with the next page all the same.
 */
async function advanceFor(
  deps: EngineDeps,
  { ticket, ms }: { readonly ticket: ImportTicket; readonly ms: number },
): Promise<ImportStep> {
  const endsAt = performance.now() + ms
  for (;;) {
    const step = await advanceImport(deps, ticket)
    if (step.kind === 'rest' || performance.now() >= endsAt) return step
  }
}

/** What the import needs next, by the state in which the ledger has it. */
export async function advanceImport(deps: EngineDeps, { importId }: ImportTicket): Promise<ImportStep> {
  const batch = await asEngine(deps, (tx) => readImport(tx, importId))
  if (batch === undefined) throw ApplicationFailure.nonRetryable('there is no such import', 'not-found')
  switch (batch.state) {
    case 'checking':
      return checkTable(deps, batch)
    case 'running':
      return importPage(deps, batch)
    case 'withdrawing':
      return withdrawPage(deps, batch)
    case 'discarded':
      await clearTable(deps, importId)
      return { kind: 'rest', state: batch.state }
    default:
      return { kind: 'rest', state: batch.state }
  }
}
