import { ApplicationFailure } from '@temporalio/activity'
import { finishJob } from '#domain/acts/engine.ts'
import { askForCheck } from '#domain/acts/secure-copies.ts'
import { findingOf } from '#db/objects/patrol.ts'
import {
  isStored,
  noteDigest,
  readLongestUnread,
  readStoredCopies,
  type CopyOfSubject,
  type StoredCopy,
} from '#db/queries/patrol.ts'
import { readClockDay } from '#db/queries/standing.ts'
import type { JobProgress, JobTicket } from '#activities/contract.ts'
import { asEngine, engineAct, mustAct, type EngineDeps } from '#activities/engine.ts'

/** Problem code of a copy that is not, byte for byte, what was stored; undefined when it is sound. */
type Fault = 'store.digest-mismatch' | 'store.not-found'

/** Reads all copies of one subject whole. What is not sound fails without retry: it is an incident, and its retry looks again. */
export async function checkFixity(deps: EngineDeps, { subjectId, jobId }: JobTicket): Promise<JobProgress> {
  const copies = await asEngine(deps, (tx) => readStoredCopies(tx, subjectId))
  const faults: { readonly copy: StoredCopy; readonly fault: Fault }[] = []
  for (const copy of copies) {
    const fault = await compare(deps, copy)
    if (fault !== undefined) faults.push({ copy, fault })
    deps.run.beat()
  }
  const [first] = faults
  if (first !== undefined) {
    const named = faults.map(({ copy, fault }) => `${copy.bucket}/${copy.key}: ${fault}`).join('; ')
    throw ApplicationFailure.nonRetryable(
      `${faults.length} of ${copies.length} copies: ${named}`,
      first.fault,
    )
  }
  const act = { name: 'job.check-fixity', key: `job/${jobId}/done`, facts: { subjects: [subjectId] } }
  await mustAct(deps, act, (facts) => finishJob(facts, { subjectId, jobId, outcome: null, events: [] }))
  return { kind: 'done' }
}

/** Compares one copy with its digest, and notes when and with what result where the bucket is a locked one. */
async function compare(deps: EngineDeps, copy: StoredCopy): Promise<Fault | undefined> {
  const finding = await findingOf(deps.store, copy)
  const fault =
    finding === 'sound'
      ? undefined
      : finding === 'missing'
        ? ('store.not-found' as const)
        : ('store.digest-mismatch' as const)
  if (copy.bucket === 'masters' || copy.bucket === 'evidence')
    await noteDigest(deps.sql, { copyId: copy.id, fault: fault ?? null })
  // A copy that the delete gate has taken meanwhile is no fault.
  if (fault !== 'store.not-found') return fault
  return (await asEngine(deps, (tx) => isStored(tx, copy.id))) ? fault : undefined
}

/** Each locked copy is read whole at least this often: twelve times a year. */
const ROUND_DAYS = 30
/** Copies in a night: a pilot of a hundred thousand records has gone round in a month. */
const MOST_A_NIGHT = 5_000
const PAGE = 100

export interface FixityReport {
  readonly checked: number
  readonly damaged: number
}

/** Reads the locked copies that waited longest, and makes an incident of each that is not what it was. */
export async function patrolFixity(deps: EngineDeps): Promise<FixityReport> {
  let [checked, damaged] = [0, 0]
  while (checked < MOST_A_NIGHT) {
    const page = await asEngine(deps, (tx) => readLongestUnread(tx, { days: ROUND_DAYS, limit: PAGE }))
    for (const copy of page) {
      const fault = await compare(deps, copy)
      if (fault !== undefined) {
        damaged += 1
        await reportDamage(deps, copy)
      }
      deps.run.beat()
    }
    checked += page.length
    if (page.length < PAGE) break
  }
  return { checked, damaged }
}

/** Starts the check of its subject, which makes the incident. A life that has ended has nobody to work on it: the health page says it. */
export async function reportDamage(deps: EngineDeps, { id, subjectId }: CopyOfSubject): Promise<void> {
  const key = `damage/${id}/${await readClockDay(deps.sql)}`
  await engineAct(deps, { name: 'fixity.ask', key, facts: { subjects: [subjectId] } }, (facts) =>
    askForCheck(facts, { subjectId }),
  )
}
