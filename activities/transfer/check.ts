import { ApplicationFailure } from '@temporalio/activity'
import { finishCheck } from '#domain/acts/run-batch.ts'
import { SHIPPED_FORMATS } from '#domain/archive-formats.ts'
import { PAYLOAD } from '#domain/bag.ts'
import { runChecks, type CheckFacts } from '#domain/four-nature.ts'
import { contentPath, metadataPath } from '#domain/transfer-tree.ts'
import { readFormatLists } from '#db/queries/archive-formats.ts'
import type { JobProgress, JobTicket } from '#activities/contract.ts'
import { asEngine, mustAct, type EngineDeps } from '#activities/engine.ts'
import { readPackage, type ReadPackage } from './bag-tar.ts'
import { packageCopy } from './packages.ts'
import { readXml } from './read-xml.ts'
import { batchPapers, packedRecord, sentBatch, type BatchPapers, type PackedRecord } from './rows.ts'

/** Reads the package back from the store, byte for byte, and answers the sender's four-nature check on it. */
export async function checkPackage(
  deps: EngineDeps,
  { subjectId: batchId, jobId }: JobTicket,
): Promise<JobProgress> {
  const papers = await batchPapers(deps, batchId)
  const copy = await packageCopy(deps, batchId)
  if (copy === undefined)
    throw ApplicationFailure.nonRetryable(`batch ${batchId} has no package`, 'package.not-whole')
  const read = await readPackage(
    await deps.store.get({ bucket: copy.bucket, key: copy.key, versionId: copy.versionId }),
  )
  const records: PackedRecord[] = []
  for (const item of papers.items) records.push(await packedRecord(deps, item, papers.zone))
  const [newest = SHIPPED_FORMATS] = await asEngine(deps, async (tx) => readFormatLists(tx))
  const { mediaTypes } = newest
  const answers = runChecks(checkFacts({ papers, records, read, mediaTypes }))
  const act = {
    name: 'job.check-package',
    key: `job/${jobId}/done`,
    facts: { subjects: [batchId], want: { items: true } as const },
  }
  await mustAct(deps, act, (facts) =>
    finishCheck(facts, { batchId, jobId, checks: answers.map((answer) => ({ ...answer })) }),
  )
  return { kind: 'done' }
}

interface Seen {
  readonly papers: BatchPapers
  readonly records: readonly PackedRecord[]
  readonly read: ReadPackage
  readonly mediaTypes: readonly string[]
}

function checkFacts({ papers, records, read, mediaTypes }: Seen): CheckFacts {
  const batch = sentBatch(papers, records)
  const contents = records.flatMap((record) => record.contents)
  return {
    today: papers.today,
    mediaTypes,
    bag: read.bag,
    digestMade: papers.batch.packageSha256 ?? '',
    digestRead: read.sha256,
    readme: read.texts.get(`${PAYLOAD}说明文件.TXT`),
    catalogue: readXml(read.texts.get(`${PAYLOAD}目录文件.XML`)),
    form: {
      records: papers.items.length,
      contentFiles: papers.items.reduce((sum, item) => sum + item.objects, 0),
      contentBytes: papers.items.reduce((sum, item) => sum + item.sizeBytes, 0),
    },
    records: records.map(({ sent, acts, contents: stored }) => {
      const path = `${PAYLOAD}${metadataPath(batch, sent)}`
      return {
        ...sent,
        metadataPath: path,
        metadata: readXml(read.texts.get(path)),
        objects: stored.map(({ object }, index) => ({
          path: `${PAYLOAD}${contentPath(batch, sent, index)}`,
          sizeBytes: object.sizeBytes,
          sha256: object.sha256,
          mediaType: object.mediaType,
          findings: contents.find((one) => one.object.id === object.id)?.object.findings ?? [],
        })),
        acts,
      }
    }),
  }
}
