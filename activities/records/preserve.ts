import { ApplicationFailure } from '@temporalio/activity'
import { ownerOfSideWork } from '#domain/acts/side-work.ts'
import { decided, type ActFacts } from '#domain/acts/act.ts'
import { finishJob } from '#domain/acts/engine.ts'
import { subjectOf } from '#domain/acts/place.ts'
import { securingEvents } from '#domain/acts/secure-copies.ts'
import type { NewEvent } from '#domain/events.ts'
import { copiesOfOldVersions } from '#domain/old-versions.ts'
import { renewUntil, type LockStanding } from '#domain/lock.ts'
import { refuse } from '#domain/refusal.ts'
import { startOfDay } from '#domain/dates.ts'
import { canonicalJson } from '#db/gate/canonical.ts'
import { idOf } from '#db/ids.ts'
import { objectKeyOf } from '#db/objects/keys.ts'
import { readUnreadPages, type ObjectWithCopies } from '#db/queries/objects.ts'
import { readDue } from '#db/queries/patrol.ts'
import type { JobProgress, JobTicket } from '#activities/contract.ts'
import { asEngine, mustAct, type EngineDeps } from '#activities/engine.ts'
import { keptOf, objectsOf } from './objects.ts'

/**
 * At filing the bytes are promoted from the intake bucket to the locked one: only now, because a wrong upload must not become
 * indelible (ADR 6). Then the intake copies go, by the delete gate.
 */
export async function preserve(deps: EngineDeps, ticket: JobTicket): Promise<JobProgress> {
  const recordId = ticket.subjectId
  const standing = await lockStandingOf(deps, recordId)
  const promoted: NewEvent[] = []
  for (const stored of keptOf(await objectsOf(deps, recordId))) {
    // A variant that nobody has confirmed must not become indelible.
    if (stored.object.variant?.state === 'proposed') continue
    if (stored.copies.some((copy) => copy.bucket === 'masters')) continue
    promoted.push(await promote(deps, { recordId, stored, standing }))
  }
  if (promoted.length > 0) {
    const act = {
      name: 'objects.preserve',
      key: `job/${ticket.jobId}/preserved`,
      facts: { subjects: [recordId], want: { objects: true } as const },
    }
    await mustAct(deps, act, (facts) =>
      subjectOf(facts, recordId) === undefined ? refuse('not-found') : decided(promoted, { recordId }),
    )
  }
  const destroyed = await clearIntake(deps, recordId)
  const sideJobs = await recognitionJobs(deps, ticket)
  const act = {
    name: 'job.preserve',
    key: `job/${ticket.jobId}/done`,
    facts: { subjects: [recordId], want: { objects: true } as const },
  }
  await mustAct(deps, act, (facts) =>
    finishJob(facts, {
      subjectId: recordId,
      jobId: ticket.jobId,
      outcome: 'preserved',
      events: [...destroyed, ...sideJobs, ...ofHold(facts, recordId)],
    }),
  )
  return { kind: 'done' }
}

/** Masters that are made under a hold stand under it as well. */
function ofHold(facts: ActFacts, recordId: string): readonly NewEvent[] {
  const subject = subjectOf(facts, recordId)
  return subject?.kind === 'record' && subject.row.activeHolds > 0 ? securingEvents(facts, subject.row) : []
}

interface Promoting {
  readonly recordId: string
  readonly stored: ObjectWithCopies
  readonly standing: LockStanding
}

async function promote(deps: EngineDeps, { recordId, stored, standing }: Promoting): Promise<NewEvent> {
  const { object } = stored
  const intake = stored.copies.find((copy) => copy.bucket === 'intake')
  if (intake === undefined)
    throw ApplicationFailure.nonRetryable(`object ${object.id} has no intake copy`, 'store.not-found')
  const storeNowMs = await deps.store.clockMs()
  const lock = renewUntil({ siteMode: deps.siteMode, storeNowMs, standing, retainUntilMs: null })
  if (lock.kind === 'leave')
    throw ApplicationFailure.nonRetryable(
      `no lock for object ${object.id}: ${lock.reason}`,
      'store.lock-not-set',
    )
  const toKey = objectKeyOf({ area: 'record', ownerId: recordId, objectId: object.id })
  const { sha256, sizeBytes } = object
  const master = await deps.store.promote({
    fromKey: intake.key,
    toKey,
    lockUntilMs: lock.untilMs,
    sha256,
    sizeBytes,
  })
  return {
    stream: { kind: 'record', id: recordId },
    type: 'object.preserved',
    data: {
      objectId: object.id,
      copy: { id: idOf(object.id, 'master'), bucket: 'masters', key: toKey, versionId: master.versionId },
      lockedUntil: new Date(master.retainUntilMs).toISOString(),
    },
  }
}

async function lockStandingOf(deps: EngineDeps, recordId: string): Promise<LockStanding> {
  const due = await asEngine(deps, (tx) => readDue(tx, recordId))
  return { kind: 'not-due', earliestLawfulEndMs: due === undefined ? null : startOfDay(due.on, due.zone) }
}

/** Copies of older versions, and what came in before it was locked, leave the store one by one; the daily patrol reclaims their space. */
async function clearIntake(deps: EngineDeps, recordId: string): Promise<readonly NewEvent[]> {
  const stored = await objectsOf(deps, recordId)
  const copies = copiesOfOldVersions(
    stored.map(({ object }) => object),
    stored.flatMap((one) => one.copies),
  )
  const events: NewEvent[] = []
  for (const copy of copies) {
    const answer = await deps.store.destroyAllVersions({ bucket: copy.bucket, key: copy.key })
    const proof = canonicalJson({ bucket: copy.bucket, key: copy.key, answer })
    if (answer.kind === 'destroyed')
      events.push({
        stream: { kind: 'record', id: recordId },
        type: 'copy.destroyed',
        data: { copyId: copy.id, proof },
      })
  }
  return events
}

/** Pages without text are read by OCR beside the lifecycle: nobody waits for it. */
async function recognitionJobs(deps: EngineDeps, ticket: JobTicket): Promise<readonly NewEvent[]> {
  const unread = await asEngine(deps, (tx) => readUnreadPages(tx, ticket.subjectId))
  if (unread === undefined) return []
  const { bureauUnitId, isScanned } = unread
  const data = {
    id: idOf(ticket.jobId, 'recognise'),
    // The pages that were scanned here are read and laid behind their pictures in one go.
    kind: isScanned ? 'make-dual-layer' : 'recognise-text',
    step: null,
    ownerGroup: ownerOfSideWork({ bureauUnitId }),
  } as const
  return [{ stream: { kind: 'record', id: ticket.subjectId }, type: 'job.started', data }]
}
