import type { Decided } from '#domain/acts/act.ts'
import { compileBatch } from '#domain/acts/batches.ts'
import { itemsHashOf, batchItemsOn } from '#domain/acts/leave-batch.ts'
import { finishCheck, finishDelivery, finishPackage } from '#domain/acts/run-batch.ts'
import { plainDate } from '#domain/dates.ts'
import type { CheckVerdict } from '#domain/vocabulary.ts'
import { does, due } from './decided-lives.ts'
import { PEOPLE, type World } from './decisions.ts'

export const DIGEST = 'c'.repeat(64)

/** A permanent record of 2014: its transfer fell due in 2024. */
export function transferDue(world: World): string {
  return due(world, { classCode: 'SI-1-01', formedOn: plainDate('2014-05-06') })
}

export function batchOf(world: World, recordIds: readonly string[]): string {
  const { answer } = world.must(PEOPLE.compiler, (f) => compileBatch(f, { title: '移交', recordIds }))
  const { batchId } = answer
  if (typeof batchId !== 'string') throw new Error('a batch has an id')
  return batchId
}

export function sealedBatch(world: World, recordIds: readonly string[]): string {
  const batchId = batchOf(world, recordIds)
  does(world, PEOPLE.compiler, batchId, { outcome: 'sealed', form: {} })
  return batchId
}

/** The running job of a batch. */
export function jobOf(world: World, subjectId: string): { readonly batchId: string; readonly jobId: string } {
  const job = world
    .rows(subjectId)
    .all('job')
    .find((row) => row.state === 'running')
  if (job === undefined) throw new Error(`${subjectId} has no running job`)
  return { batchId: subjectId, jobId: job.id }
}

export function packs(world: World, batchId: string, itemsHash?: string): Decided | undefined {
  const facts = world.facts(PEOPLE.engine)
  const packaged = {
    packageObjectId: 'package-1',
    sha256: DIGEST,
    sizeBytes: 10_240,
    payloadFiles: 6,
    payloadBytes: 9_000,
    itemsHash: itemsHash ?? itemsHashOf(facts, world.batch(batchId), batchItemsOn(world.rows(batchId))),
  }
  const decision = finishPackage(facts, { ...jobOf(world, batchId), packaged, objects: [] })
  if (decision === undefined) return undefined
  return world.must(PEOPLE.engine, () => decision)
}

export function checks(world: World, batchId: string, verdict: CheckVerdict = 'PASS'): void {
  world.must(PEOPLE.engine, (f) =>
    finishCheck(f, {
      ...jobOf(world, batchId),
      checks: [{ checkId: 'YJ-1-14', nature: 'authenticity', verdict, evidence: 'x' }],
    }),
  )
}

/** Packaged and checked: at `send`. */
export function readyBatch(world: World, recordIds: readonly string[]): string {
  const batchId = sealedBatch(world, recordIds)
  packs(world, batchId)
  checks(world, batchId)
  return batchId
}

export const SENT = { outcome: 'sent', form: { method: 'download' } } as const

/** Sent and delivered: at `receipt`. */
export function sentBatchOf(world: World, recordIds: readonly string[]): string {
  const batchId = readyBatch(world, recordIds)
  does(world, PEOPLE.compiler, batchId, SENT)
  world.must(PEOPLE.engine, (f) =>
    finishDelivery(f, { ...jobOf(world, batchId), to: 'download', sizeBytes: 10_240 }),
  )
  return batchId
}
