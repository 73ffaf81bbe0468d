import { finishJob } from '#domain/acts/engine.ts'
import { startOfDay, type PlainDate } from '#domain/dates.ts'
import { renewUntil, type LockStanding } from '#domain/lock.ts'
import type { Sql } from '#db/client.ts'
import { StoreFault } from '#db/objects/fault.ts'
import type { JobProgress, JobTicket } from '#activities/contract.ts'
import { asEngine, mustAct, type EngineDeps } from '#activities/engine.ts'

/** Lets the store follow a hold, its lifting, or the end of an approval: legal holds and locks of one record's copies, at once. */
export async function secureCopies(deps: EngineDeps, { subjectId, jobId }: JobTicket): Promise<JobProgress> {
  const ids = await asEngine(
    deps,
    (tx) => tx<{ id: string }[]>`
    select id from object_copy where subject_id = ${subjectId} and state = 'stored' and bucket in ('masters', 'evidence') order by id`,
  )
  for (const { id } of ids) await secureCopy(deps, id)
  const act = { name: 'job.secure-copies', key: `job/${jobId}/done`, facts: { subjects: [subjectId] } }
  await mustAct(deps, act, (facts) => finishJob(facts, { subjectId, jobId, outcome: null, events: [] }))
  return { kind: 'done' }
}

interface LockedCopy {
  readonly id: string
  readonly subjectId: string
  readonly bucket: 'masters' | 'evidence'
  readonly key: string
  readonly versionId: string | null
  readonly dueOn: PlainDate | null
  readonly isDue: boolean
  readonly isHeld: boolean
  readonly isApproved: boolean
  /** The list on which its record stands; null for none. */
  readonly listId: string | null
  readonly zone: string
}

export interface Secured {
  readonly renewed: boolean
  /** The store has no such version any more. */
  readonly missing: boolean
}

/** As often as a decision may overtake the work on one copy before it is left to the next patrol. */
const TRIES = 5

/**
 * Brings the legal hold and the lock of one copy to what the ledger says. The standing is read right before and again right
 * after: whoever writes last has seen the newest decision, so that two such works never leave the older one standing.
 */
export async function secureCopy(deps: EngineDeps, copyId: string): Promise<Secured> {
  let copy = await lockedCopy(deps, copyId)
  let renewed = false
  for (let attempt = 0; attempt < TRIES && copy !== undefined; attempt += 1) {
    const before = copy
    try {
      await followHold(deps, before)
      renewed = (await renewUnapproved(deps, before)) || renewed
    } catch (error) {
      if (!(error instanceof StoreFault) || error.code !== 'store.not-found') throw error
      // Gone by the delete gate meanwhile, or gone without it.
      return { renewed, missing: (await lockedCopy(deps, copyId)) !== undefined }
    }
    copy = await lockedCopy(deps, copyId)
    if (copy === undefined || standingText(copy) === standingText(before)) break
  }
  return { renewed, missing: false }
}

function standingText({ isHeld, isApproved, isDue, dueOn }: LockedCopy): string {
  return JSON.stringify({ isHeld, isApproved, isDue, dueOn })
}

async function lockedCopy(deps: EngineDeps, copyId: string): Promise<LockedCopy | undefined> {
  return asEngine(deps, (tx) => readLocked(tx, copyId))
}

async function readLocked(tx: Sql, copyId: string): Promise<LockedCopy | undefined> {
  const [copy] = await tx<LockedCopy[]>`
    select c.id, c.subject_id as "subjectId", c.bucket, c.key, c.version_id as "versionId", r.due_on::text as "dueOn",
      coalesce(r.due_on <= archive_today(), false) as "isDue", coalesce(r.active_holds > 0, false) as "isHeld",
      coalesce(r.active_holds = 0 and (r.destruction_begun_at is not null or r.quarantine = 'declared' or (l.approved_by is not null and l.ended_on is null)), false) as "isApproved", (select zone from site) as zone,
      r.disposal_list_id as "listId"
    from object_copy c left join record r on r.id = c.subject_id left join disposal_list l on l.id = r.disposal_list_id
    where c.id = ${copyId} and c.state = 'stored' and c.bucket in ('masters', 'evidence')`
  return copy
}

function refOf({ bucket, key, versionId }: LockedCopy) {
  return { bucket, key, versionId }
}

/** The store's own legal hold is the second wall: the gate refuses a destruction under hold whatever the store says. */
async function followHold(deps: EngineDeps, copy: LockedCopy): Promise<void> {
  const wanted = copy.isHeld ? 'held' : 'free'
  if ((await deps.store.legalHoldOf(refOf(copy))) === wanted) return
  await (copy.isHeld ? deps.store.setLegalHold(refOf(copy)) : deps.store.clearLegalHold(refOf(copy)))
}

function standingOf(copy: LockedCopy): LockStanding {
  if (copy.isApproved) return { kind: 'destruction-approved' }
  if (copy.isDue) return { kind: 'due' }
  return {
    kind: 'not-due',
    earliestLawfulEndMs: copy.dueOn === null ? null : startOfDay(copy.dueOn, copy.zone),
  }
}

/**
 * An approval of the copy's list commits before this or after it, never between the look at the standing and the writing of
 * the lock: what was approved would be locked once more, and its destruction would wait for that.
 */
async function renewUnapproved(deps: EngineDeps, copy: LockedCopy): Promise<boolean> {
  const { listId } = copy
  if (listId === null) return renew(deps, copy)
  return asEngine(deps, async (tx) => {
    await tx`select pg_advisory_xact_lock_shared(lock_name_of_list(${listId}))`
    const now = await readLocked(tx, copy.id)
    return now !== undefined && now.listId === listId ? renew({ ...deps, sql: tx }, now) : false
  })
}

async function renew(deps: EngineDeps, copy: LockedCopy): Promise<boolean> {
  const retention = await deps.store.retentionOf(refOf(copy))
  const retainUntilMs = retention.kind === 'retained' ? retention.retainUntilMs : null
  const storeNowMs = await deps.store.clockMs()
  const renewal = renewUntil({
    siteMode: deps.siteMode,
    storeNowMs,
    standing: standingOf(copy),
    retainUntilMs,
  })
  const lockedUntilMs =
    renewal.kind === 'renew'
      ? (await deps.store.extendLock(refOf(copy), renewal.untilMs)).retainUntilMs
      : retainUntilMs
  if (lockedUntilMs !== null) {
    const lockedUntil = new Date(lockedUntilMs).toISOString()
    await deps.sql`insert into copy_patrol (copy_id, locked_until, checked_at) values (${copy.id}, ${lockedUntil}, now())
      on conflict (copy_id) do update set locked_until = excluded.locked_until, checked_at = excluded.checked_at`
  }
  return renewal.kind === 'renew'
}
