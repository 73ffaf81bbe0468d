import { finishJob } from '#domain/acts/engine.ts'
import { startOfDay } from '#domain/dates.ts'
import { renewUntil, type LockStanding } from '#domain/lock.ts'
import type { Asking } from '#db/client.ts'
import { StoreFault } from '#db/objects/fault.ts'
import {
  keepUnapproved,
  noteLock,
  readLockedCopiesOf,
  readLockedCopy,
  type LockedCopy,
} from '#db/queries/patrol.ts'
import type { JobProgress, JobTicket } from '#activities/contract.ts'
import { asEngine, mustAct, type EngineDeps } from '#activities/engine.ts'

/** Lets the store follow a hold, its lifting, or the end of an approval: legal holds and locks of one record's copies, at once. */
export async function secureCopies(deps: EngineDeps, { subjectId, jobId }: JobTicket): Promise<JobProgress> {
  const copies = await asEngine(deps, (tx) => readLockedCopiesOf(tx, subjectId))
  for (const { id } of copies) await secureCopy(deps, id)
  const act = { name: 'job.secure-copies', key: `job/${jobId}/done`, facts: { subjects: [subjectId] } }
  await mustAct(deps, act, (facts) => finishJob(facts, { subjectId, jobId, outcome: null, events: [] }))
  return { kind: 'done' }
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
  return asEngine(deps, (tx) => readLockedCopy(tx, copyId))
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
  if (listId === null) return renew(deps, deps.sql, copy)
  return asEngine(deps, async (tx) => {
    await keepUnapproved(tx, listId)
    const now = await readLockedCopy(tx, copy.id)
    return now !== undefined && now.listId === listId ? renew(deps, tx, now) : false
  })
}

async function renew(deps: EngineDeps, tx: Asking, copy: LockedCopy): Promise<boolean> {
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
    await noteLock(tx, { copyId: copy.id, lockedUntil })
  }
  return renewal.kind === 'renew'
}
