import {
  allHandlersFinished,
  condition,
  continueAsNew,
  proxyActivities,
  setHandler,
} from '@temporalio/workflow'
import type { BulkActivities, BulkProgress } from '#activities/contract.ts'
import { nudge } from './messages.ts'

const bulk = proxyActivities<BulkActivities>({
  startToCloseTimeout: '10 minutes',
  heartbeatTimeout: '1 minute',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
})

/** Pages after which a run hands over to a fresh one. */
const PAGES_PER_RUN = 500

/**
 * Work over many records, a page at a time. Id: `bulk/<jobId>`. How far it came, whether it is paused and what became of each
 * record is asked of the database with every page; a nudge says "look again".
 */
export async function bulkJob(from: BulkProgress): Promise<Readonly<Record<string, number>>> {
  let nudges = 0
  setHandler(nudge, () => {
    nudges += 1
  })
  let at = from
  for (let pages = 1; ; pages += 1) {
    const seen = nudges
    const step = await bulk.redatePage(at)
    if (step.kind === 'finished') return step.counts
    if (step.kind === 'paused') await condition(() => nudges > seen)
    else at = { ...at, round: step.round, after: step.after }
    if (pages >= PAGES_PER_RUN) {
      await condition(allHandlersFinished)
      await continueAsNew<typeof bulkJob>(at)
    }
  }
}
