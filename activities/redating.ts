import { ApplicationFailure } from '@temporalio/activity'
import { finishRedating, redateRecords } from '#domain/acts/redate.ts'
import { REDATING_VERDICTS, type RedatingVerdict } from '#domain/vocabulary.ts'
import {
  countVerdicts,
  readFailedOf,
  readRecordsToRedate,
  readRedating,
  writeVerdicts,
  type RedatingRow,
} from '#db/queries/bulk.ts'
import type { BulkActivities, BulkProgress, BulkStep } from './contract.ts'
import { asEngine, engineAct, mustAct, type EngineDeps } from './engine.ts'

/** Records in one commit: enough to share its cost, few enough that people's acts on the same records do not wait. */
const PAGE = 50

/** A record that cannot be moved now is tried once more at the end, then it is a person's. */
const LAST_ROUND = 2

export function createBulkActivities(deps: EngineDeps): BulkActivities {
  return { redatePage: async (progress) => redatePage(deps, progress) }
}

/** One page of a re-dating. Its key is the page, so a retry finds the verdicts that were reached. */
async function redatePage(deps: EngineDeps, { jobId, round, after }: BulkProgress): Promise<BulkStep> {
  const job = await asEngine(deps, (tx) => readRedating(tx, jobId))
  if (job === undefined) throw ApplicationFailure.nonRetryable('there is no such work', 'not-found')
  if (job.state === 'finished') return { kind: 'finished', counts: job.counts ?? {} }
  if (job.state === 'paused') return { kind: 'paused' }
  const ids = await asEngine(deps, (tx) =>
    round === 1
      ? readRecordsToRedate(tx, { jobId, versionId: job.versionId, after, limit: PAGE })
      : readFailedOf(tx, { jobId, after, limit: PAGE }),
  )
  if (ids.length > 0) {
    const verdicts = await redate(deps, { job, ids, key: `${jobId}/${round}/${after ?? ''}` })
    await asEngine(deps, (tx) => writeVerdicts(tx, jobId, verdicts))
    deps.run.beat()
  }
  const last = ids.at(-1)
  if (ids.length === PAGE && last !== undefined) return { kind: 'page', round, after: last }
  if (round < LAST_ROUND) return { kind: 'page', round: round + 1, after: null }
  return finish(deps, job)
}

interface Page {
  readonly job: RedatingRow
  readonly ids: readonly string[]
  readonly key: string
}

/** The whole page in one commit; when something in it keeps moving, one by one, so that only that one fails. */
async function redate(
  deps: EngineDeps,
  { job, ids, key }: Page,
): Promise<readonly (readonly [string, RedatingVerdict])[]> {
  const act = async (recordIds: readonly string[], name: string) =>
    engineAct(deps, { name: 'record.redate', key: name, facts: { subjects: recordIds } }, (facts) =>
      redateRecords(facts, { versionId: job.versionId, recordIds }),
    )
  const whole = await act(ids, `redate/${key}`)
  if (whole.kind === 'accepted') return verdictsIn(whole.answer['verdicts'])
  const found: (readonly [string, RedatingVerdict])[] = []
  for (const id of ids) {
    const one = await act([id], `redate/${key}/${id}`)
    found.push(...(one.kind === 'accepted' ? verdictsIn(one.answer['verdicts']) : [[id, 'failed'] as const]))
    deps.run.beat()
  }
  return found
}

function verdictsIn(answer: unknown): readonly (readonly [string, RedatingVerdict])[] {
  if (typeof answer !== 'object' || answer === null) throw new Error('the act answered no verdicts')
  return Object.entries(answer).map(([id, said]) => {
    const verdict = REDATING_VERDICTS.find((one) => one === said)
    if (verdict === undefined) throw new Error(`"${String(said)}" is no verdict`)
    return [id, verdict] as const
  })
}

async function finish(deps: EngineDeps, { id: jobId, versionId }: RedatingRow): Promise<BulkStep> {
  const counts = await asEngine(deps, (tx) => countVerdicts(tx, jobId))
  await mustAct(
    deps,
    { name: 'schedule.redating-finish', key: `redate/${jobId}/finish`, facts: { subjects: [versionId] } },
    (facts) => finishRedating(facts, { id: versionId, jobId, counts }),
  )
  return { kind: 'finished', counts }
}
