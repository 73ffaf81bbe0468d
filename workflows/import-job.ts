import {
  allHandlersFinished,
  condition,
  continueAsNew,
  proxyActivities,
  setHandler,
} from '@temporalio/workflow'
import type { ImportActivities, ImportTicket } from '#activities/contract.ts'
import { nudge } from './messages.ts'

const imports = proxyActivities<ImportActivities>({
  startToCloseTimeout: '4 hours',
  heartbeatTimeout: '1 minute',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
})

/** Pages after which a run hands over to a fresh one. */
const PAGES_PER_RUN = 500

/**
 * The import of a backlog, a page at a time. Id: `import/<importId>`. Where it stands is asked of the database with every page; when there
 * is nothing to do until a person acts it ends, and that person's act begins it again.
 */
export async function importJob(ticket: ImportTicket): Promise<string> {
  let nudges = 0
  setHandler(nudge, () => {
    nudges += 1
  })
  for (let pages = 1; ; pages += 1) {
    const seen = nudges
    const step = await imports.advanceImport(ticket)
    if (step.kind === 'rest' && nudges === seen) return step.state
    if (pages >= PAGES_PER_RUN) {
      await condition(allHandlersFinished)
      await continueAsNew<typeof importJob>(ticket)
    }
  }
}
