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
        return await advanceImport(deps, ticket)
      } finally {
        clearInterval(beat)
      }
    },
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
