import { ApplicationFailure } from '@temporalio/activity'
import { finishHolding, holdRecords } from '#domain/acts/cover-records.ts'
import { sha256Hex } from '#db/gate/canonical.ts'
import {
  countHoldWork,
  readHoldWork,
  readRecordsToHold,
  type HoldWorkRow,
} from '#db/queries/standing-holds.ts'
import type { BulkProgress, BulkStep } from './contract.ts'
import { asEngine, engineAct, mustAct, type EngineDeps } from './engine.ts'

/** Records in one commit: enough to share its cost, few enough that people's acts on the same records do not wait. */
const COMMIT = 250

/** Records in one step of the workflow. */
const PAGE = 2000

/**
 * One page of putting a standing hold on its members, or of taking it off. Each commit has its records for a key, so a retry finds
 * what was done. After the last page it begins anew until none is left, then says so. Undefined: there is no such work.
 */
export async function holdPage(
  deps: EngineDeps,
  { jobId, round, after }: BulkProgress,
): Promise<BulkStep | undefined> {
  const hold = await asEngine(deps, (tx) => readHoldWork(tx, jobId))
  if (hold === undefined) return undefined
  if (hold.work === null) return { kind: 'finished', counts: {} }
  const ids = await asEngine(deps, (tx) => readRecordsToHold(tx, { hold, after, limit: PAGE }))
  const last = ids.at(-1)
  if (last === undefined)
    return after === null ? finish(deps, hold, jobId) : { kind: 'page', round: round + 1, after: null }
  let done = 0
  for (let from = 0; from < ids.length; from += COMMIT) {
    done += await holdAll(deps, { hold, jobId, round, ids: ids.slice(from, from + COMMIT) })
    deps.run.beat()
  }
  if (done === 0) throw ApplicationFailure.retryable('none of these records can be held now', 'act.stale')
  return { kind: 'page', round, after: last }
}

interface Page {
  readonly hold: HoldWorkRow
  readonly jobId: string
  readonly round: number
  readonly ids: readonly string[]
}

/** Answers of how many it was done. Some records in one commit; when something in it keeps moving, one by one, and what moves even then waits for the next round. */
async function holdAll(deps: EngineDeps, { hold, jobId, round, ids }: Page): Promise<number> {
  const act = async (recordIds: readonly string[]) =>
    engineAct(
      deps,
      {
        name: 'hold.cover',
        key: `hold/${jobId}/${round}/${sha256Hex(recordIds.join())}`,
        facts: { subjects: [hold.id, ...recordIds], want: { holding: true } },
      },
      (seen) => holdRecords(seen, { standingHoldId: hold.id, jobId, recordIds }),
    )
  if ((await act(ids)).kind === 'accepted') return ids.length
  let done = 0
  for (const id of ids) {
    if ((await act([id])).kind === 'accepted') done += 1
    deps.run.beat()
  }
  return done
}

async function finish(deps: EngineDeps, hold: HoldWorkRow, jobId: string): Promise<BulkStep> {
  const records = await asEngine(deps, (tx) => countHoldWork(tx, hold))
  await mustAct(
    deps,
    { name: 'hold.finish', key: `hold/${jobId}/finish`, facts: { subjects: [hold.id] } },
    (facts) => finishHolding(facts, { standingHoldId: hold.id, jobId, records }),
  )
  return { kind: 'finished', counts: { records } }
}
