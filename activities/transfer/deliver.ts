import { ApplicationFailure } from '@temporalio/activity'
import { createWriteStream } from 'node:fs'
import { mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { finishDelivery } from '#domain/acts/run-batch.ts'
import { safeSegment } from '#domain/transfer-tree.ts'
import { objectKeyOf } from '#db/objects/keys.ts'
import type { JobProgress, JobTicket } from '#activities/contract.ts'
import { mustAct, type EngineDeps } from '#activities/engine.ts'
import type { ObjectCopyRow } from '#domain/state.ts'
import { packageCopy } from './packages.ts'
import { batchPapers, type BatchPapers } from './rows.ts'

/** Puts the package where the sender has said; for a download it stays where it lies. The place is the operator's, never the caller's. */
export async function deliver(
  deps: EngineDeps,
  { subjectId: batchId, jobId }: JobTicket,
): Promise<JobProgress> {
  const papers = await batchPapers(deps, batchId)
  const copy = await packageCopy(deps, batchId)
  const { packageSha256, packageBytes } = papers.batch
  if (copy === undefined || packageSha256 === null)
    throw ApplicationFailure.nonRetryable(`batch ${batchId} has no package`, 'package.not-whole')
  const { sha256 } = await deps.store.digest({
    bucket: copy.bucket,
    key: copy.key,
    versionId: copy.versionId,
  })
  if (sha256 !== packageSha256)
    throw ApplicationFailure.nonRetryable(
      `the package has digest ${sha256}, made was ${packageSha256}`,
      'package.not-whole',
    )
  const to = await putAt(deps, papers, copy)
  const act = {
    name: 'job.deliver',
    key: `job/${jobId}/done`,
    facts: { subjects: [batchId], want: { items: true } as const },
  }
  await mustAct(deps, act, (facts) =>
    finishDelivery(facts, { batchId, jobId, to, sizeBytes: packageBytes ?? 0 }),
  )
  return { kind: 'done' }
}

async function putAt(deps: EngineDeps, { batch }: BatchPapers, copy: ObjectCopyRow): Promise<string> {
  const open = async () => deps.store.get({ bucket: copy.bucket, key: copy.key, versionId: copy.versionId })
  const name = `${safeSegment(batch.number)}.tar`
  switch (batch.sendMethod) {
    case 'folder': {
      const folder = deps.transfer?.folder
      if (folder === undefined || folder === null) throw noPlace('folder')
      await mkdir(folder, { recursive: true })
      const path = join(folder, name)
      // Under its name only when it is whole and on the disk: nobody fetches half a package, and a power cut leaves none.
      await pipeline(await open(), createWriteStream(`${path}.part`, { mode: 0o640, flush: true }))
      await rename(`${path}.part`, path)
      return name
    }
    case 'bucket': {
      const bucket = deps.transfer?.bucket
      if (bucket === undefined || bucket === null) throw noPlace('bucket')
      const key = objectKeyOf({ area: 'transfer', ownerId: batch.id, objectId: copy.objectId })
      await bucket.put({ bucket: 'intake', key, body: await open(), contentType: 'application/x-tar' })
      return key
    }
    default:
      return 'download'
  }
}

function noPlace(what: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(`this site has no ${what} for packages`, 'transfer.no-destination')
}
