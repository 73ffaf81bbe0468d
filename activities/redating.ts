import { ApplicationFailure } from '@temporalio/activity'
import { finishRedating, redateRecords } from '#domain/acts/redate.ts'
import { REDATING_VERDICTS, type RedatingVerdict } from '#domain/vocabulary.ts'
import {
  countVerdicts,
  isOneMissed,
  readFailedOf,
  readRecordsToRedate,
  readRedating,
  waitsForDataOf,
  writeVerdicts,
  type RedatingRow,
} from '#db/queries/bulk.ts'
import type { BulkActivities, BulkProgress, BulkStep } from './contract.ts'
import type { Want } from '#db/gate/facts.ts'
import { sha256Hex } from '#db/gate/canonical.ts'
import { asEngine, engineAct, mustAct, type EngineDeps } from './engine.ts'
import { holdPage } from './standing-holds.ts'

/** Records in one commit: enough to share its cost, few enough that people's acts on the same records do not wait. */
const COMMIT = 250

/** Commits under way at once: while the database writes one, the next is decided. */
const LANES = 2

/** Records in one step of the workflow. */
const PAGE = 2000

/** A record that cannot be moved now is tried once more at the end, then it is a person's. */
const LAST_ROUND = 2

export function createBulkActivities(deps: EngineDeps): BulkActivities {
  return { redatePage: async (progress) => redatePage(deps, progress) }
}

/** One page of a re-dating, or of what a standing hold does to its records. Each commit has its records for a key, so a retry finds the verdicts that were reached. */
async function redatePage(deps: EngineDeps, { jobId, round, after }: BulkProgress): Promise<BulkStep> {
  const job = await asEngine(deps, (tx) => readRedating(tx, jobId))
  const held = job === undefined ? await holdPage(deps, { jobId, round, after }) : undefined
  if (held !== undefined) return held
  if (job === undefined) throw ApplicationFailure.nonRetryable('there is no such work', 'not-found')
  if (job.state === 'finished') return { kind: 'finished', counts: job.counts ?? {} }
  if (job.state === 'paused') return { kind: 'paused' }
  const ids = await asEngine(deps, (tx) =>
    round === 1
      ? readRecordsToRedate(tx, { versionId: job.versionId, after, limit: PAGE })
      : readFailedOf(tx, { jobId, after, limit: PAGE }),
  )
  const waitsForData = await asEngine(deps, (tx) => waitsForDataOf(tx, job.versionId))
  await redateAll(deps, { job, round, ids, data: waitsForData ? { data: true, case: true } : {} })
  const last = ids.at(-1)
  if (ids.length === PAGE && last !== undefined) return { kind: 'page', round, after: last }
  if (round < LAST_ROUND) return { kind: 'page', round: round + 1, after: null }
  const { versionId } = job
  const isMissed = await asEngine(deps, (tx) => isOneMissed(tx, { jobId, versionId }))
  return isMissed ? { kind: 'page', round: 1, after: null } : finish(deps, job)
}

interface Page {
  readonly job: RedatingRow
  readonly round: number
  readonly ids: readonly string[]
  /** What the dates of these records rest on beside their own rows. */
  readonly data: Pick<Want, 'data' | 'case'>
}

async function redateAll(deps: EngineDeps, { job, round, ids, data }: Page): Promise<void> {
  const commits = Array.from({ length: Math.ceil(ids.length / COMMIT) }, (_one, n) =>
    ids.slice(n * COMMIT, (n + 1) * COMMIT),
  ).values()
  const lane = async () => {
    for (const some of commits) {
      const verdicts = await redate(deps, { job, round, ids: some, data })
      await asEngine(deps, (tx) => writeVerdicts(tx, job.id, verdicts))
      deps.run.beat()
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
}

/** Some records in one commit; when something in it keeps moving, one by one, so that only that one fails. */
async function redate(
  deps: EngineDeps,
  { job, round, ids, data }: Page,
): Promise<readonly (readonly [string, RedatingVerdict])[]> {
  const act = async (recordIds: readonly string[]) => {
    const key = `redate/${job.id}/${round}/${sha256Hex(recordIds.join())}`
    const facts = { subjects: recordIds, want: { dating: true, ...data } as const }
    return engineAct(deps, { name: 'record.redate', key, facts }, (seen) =>
      redateRecords(seen, { versionId: job.versionId, recordIds }),
    )
  }
  const whole = await act(ids)
  if (whole.kind === 'accepted') return verdictsIn(whole.answer['verdicts'])
  const found: (readonly [string, RedatingVerdict])[] = []
  for (const id of ids) {
    const one = await act([id])
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
