import {
  beginDestruction,
  dropFromDestruction,
  finishDestruction,
  recordCopyDestroyed,
} from '#domain/acts/destroy-record.ts'
import { finishJob } from '#domain/acts/engine.ts'
import { ApplicationFailure } from '@temporalio/activity'
import { isFreeToDestroy, readRecordsToDestroy } from '#db/queries/list-items.ts'
import type { JobProgress, JobTicket } from '#activities/contract.ts'
import { asEngine, engineAct, mustAct, type EngineDeps } from '#activities/engine.ts'
import { destroyCopies, waitForLocks } from '#activities/copies/destroy-copy.ts'
import { objectsOf } from '#activities/records/objects.ts'

interface Item {
  readonly listId: string
  readonly recordId: string
}

/**
 * The delete gate (ADR 23): for each record on the approved register the point of no return, then every version of every
 * copy, read back and proved; then the store's reclaim; then the tombstone. Interrupted anywhere it resumes to the same end,
 * and a copy that is still locked is waited for.
 */
export async function destroy(deps: EngineDeps, ticket: JobTicket): Promise<JobProgress> {
  const listId = ticket.subjectId
  const items = await itemsToDestroy(deps, listId)
  const waits: number[] = []
  const emptied: Item[] = []
  for (const item of items) {
    if (!(await begin(deps, item))) continue
    const locked = await destroyCopies(deps, item.recordId, recordCopyDestroyed)
    if (locked.length === 0) emptied.push(item)
    // One record is looked at again when the last of its locks has lapsed.
    else waits.push(Math.max(...locked))
  }
  if (emptied.length > 0) await deps.store.reclaim()
  for (const item of emptied) await finish(deps, item)
  if (waits.length > 0) return waitForLocks(deps, waits)
  return conclude(deps, ticket)
}

async function itemsToDestroy(deps: EngineDeps, listId: string): Promise<readonly Item[]> {
  const records = await asEngine(deps, (tx) => readRecordsToDestroy(tx, listId))
  return records.map((recordId) => ({ listId, recordId }))
}

/** A hold may take an item off the list while others are being destroyed. */
async function isStillToDestroy(deps: EngineDeps, { listId, recordId }: Item): Promise<boolean> {
  const items = await itemsToDestroy(deps, listId)
  return items.some((item) => item.recordId === recordId)
}

const WANT = { items: true, objects: true } as const

/** Refusals by which a record leaves the list instead of being destroyed. */
const LEAVES_BECAUSE: ReadonlyMap<string, 'on-hold' | 'not-due' | 'fonds-frozen'> = new Map([
  ['record.on-hold', 'on-hold'],
  ['content.quarantined', 'on-hold'],
  ['record.not-due', 'not-due'],
  ['fonds.frozen', 'fonds-frozen'],
])

/** True past the point of no return; a record under hold leaves the list instead. */
async function begin(deps: EngineDeps, item: Item): Promise<boolean> {
  await refuseHeld(deps, item)
  const facts = { subjects: [item.listId, item.recordId], want: WANT }
  const begun = await engineAct(
    deps,
    { name: 'destruction.begin', key: `destroy/${item.listId}/${item.recordId}/begin`, facts },
    (f) => beginDestruction(f, item),
  )
  if (begun.kind === 'accepted') return true
  if (begun.code === 'task.out-of-order' && !(await isStillToDestroy(deps, item))) return false
  if (begun.code === 'act.stale')
    throw ApplicationFailure.retryable('the record changed meanwhile', begun.code)
  const why = LEAVES_BECAUSE.get(begun.code)
  if (why === undefined)
    throw ApplicationFailure.nonRetryable(
      `destruction of ${item.recordId} is refused: ${begun.code}`,
      begun.code,
    )
  const key = `destroy/${item.listId}/${item.recordId}/drop`
  await mustAct(deps, { name: 'destruction.drop', key, facts }, (f) =>
    dropFromDestruction(f, { ...item, why }),
  )
  return false
}

/**
 * Before the point of no return no copy may stand under the store's own legal hold: one that the ledger knows makes the
 * record leave the list in the act that follows, one that it does not know is tried again and then a person's matter.
 */
async function refuseHeld(deps: EngineDeps, { recordId }: Item): Promise<void> {
  if (!(await asEngine(deps, (tx) => isFreeToDestroy(tx, recordId)))) return
  const copies = (await objectsOf(deps, recordId)).flatMap((stored) => stored.copies)
  for (const { id, bucket, key, versionId } of copies) {
    if (bucket !== 'masters' && bucket !== 'evidence') continue
    if ((await deps.store.legalHoldOf({ bucket, key, versionId })) === 'held')
      throw ApplicationFailure.retryable(`copy ${id} is under a legal hold of the store`, 'record.on-hold')
  }
}

async function finish(deps: EngineDeps, item: Item): Promise<void> {
  const facts = { subjects: [item.listId, item.recordId], want: WANT }
  const key = `destroy/${item.listId}/${item.recordId}/finish`
  await mustAct(deps, { name: 'destruction.finish', key, facts }, (f) => finishDestruction(f, item))
}

async function conclude(deps: EngineDeps, ticket: JobTicket): Promise<JobProgress> {
  const { subjectId, jobId } = ticket
  const act = { name: 'job.destroy', key: `job/${jobId}/done`, facts: { subjects: [subjectId], want: WANT } }
  await mustAct(deps, act, (facts) => {
    const items = facts.subjects.get(subjectId)?.all('disposalListItem') ?? []
    const outcome = items.some((item) => item.state === 'destroyed') ? 'destroyed' : 'empty'
    return finishJob(facts, { subjectId, jobId, outcome, events: [] })
  })
  return { kind: 'done' }
}
