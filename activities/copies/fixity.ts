import { ApplicationFailure } from '@temporalio/activity'
import { finishJob } from '#domain/acts/engine.ts'
import { askForCheck } from '#domain/acts/secure-copies.ts'
import type { Bucket } from '#domain/vocabulary.ts'
import { findingOf } from '#db/objects/patrol.ts'
import type { JobProgress, JobTicket } from '#activities/contract.ts'
import { asEngine, engineAct, mustAct, type EngineDeps } from '#activities/engine.ts'

export interface StoredCopy {
  readonly id: string
  readonly subjectId: string
  readonly bucket: Bucket
  readonly key: string
  readonly versionId: string | null
  readonly sha256: string
  readonly sizeBytes: number
}

/** Problem code of a copy that is not, byte for byte, what was stored; undefined when it is sound. */
type Fault = 'store.digest-mismatch' | 'store.not-found'

/** Reads all copies of one subject whole. What is not sound fails without retry: it is an incident, and its retry looks again. */
export async function checkFixity(deps: EngineDeps, { subjectId, jobId }: JobTicket): Promise<JobProgress> {
  const copies = await asEngine(
    deps,
    (tx) => tx<StoredCopy[]>`
    select c.id, c.subject_id as "subjectId", c.bucket, c.key, c.version_id as "versionId", o.sha256, o.size_bytes::float8 as "sizeBytes"
    from object_copy c join digital_object o on o.id = c.object_id where c.subject_id = ${subjectId} and c.state = 'stored' order by c.id`,
  )
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
    await deps.sql`insert into copy_patrol (copy_id, digested_at, fault)
      values (${copy.id}, now(), ${fault ?? null})
      on conflict (copy_id) do update set digested_at = excluded.digested_at, fault = excluded.fault`
  // A copy that the delete gate has taken meanwhile is no fault.
  return fault === 'store.not-found' && !(await isStored(deps, copy.id)) ? undefined : fault
}

async function isStored(deps: EngineDeps, copyId: string): Promise<boolean> {
  const rows = await asEngine(
    deps,
    (tx) => tx`select 1 from object_copy where id = ${copyId} and state = 'stored'`,
  )
  return rows.length === 1
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
    const page = await longestUnread(deps)
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

async function longestUnread(deps: EngineDeps): Promise<readonly StoredCopy[]> {
  return asEngine(
    deps,
    (tx) => tx<StoredCopy[]>`
    select c.id, c.subject_id as "subjectId", c.bucket, c.key, c.version_id as "versionId", o.sha256, o.size_bytes::float8 as "sizeBytes"
    from object_copy c join digital_object o on o.id = c.object_id left join copy_patrol p on p.copy_id = c.id
    where c.state = 'stored' and c.bucket in ('masters', 'evidence')
      and (p.digested_at is null or p.digested_at < now() - make_interval(days => ${ROUND_DAYS}))
    order by p.digested_at nulls first, c.id limit ${PAGE}`,
  )
}

/** Starts the check of its subject, which makes the incident. A life that has ended has nobody to work on it: the health page says it. */
export async function reportDamage(
  deps: EngineDeps,
  { id, subjectId }: Pick<StoredCopy, 'id' | 'subjectId'>,
): Promise<void> {
  const [now] = await deps.sql<{ day: string }[]>`select current_date::text as day`
  const key = `damage/${id}/${now?.day ?? ''}`
  await engineAct(deps, { name: 'fixity.ask', key, facts: { subjects: [subjectId] } }, (facts) =>
    askForCheck(facts, { subjectId }),
  )
}
