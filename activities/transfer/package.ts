import { ApplicationFailure } from '@temporalio/activity'
import { finishEmpty, finishPackage } from '#domain/acts/run-batch.ts'
import { itemsHashOf } from '#domain/acts/leave-batch.ts'
import { cataloguesOf } from '#domain/catalogues.ts'
import type { NewEvent } from '#domain/events.ts'
import { renewUntil } from '#domain/lock.ts'
import { refuse } from '#domain/refusal.ts'
import type { ObjectRole } from '#domain/vocabulary.ts'
import {
  catalogueSchema,
  catalogueXml,
  contentPath,
  metadataPath,
  metadataXml,
  readmeText,
  type SentBatch,
} from '#domain/transfer-tree.ts'
import { sha256Hex } from '#db/gate/canonical.ts'
import { idOf } from '#db/ids.ts'
import { objectKeyOf } from '#db/objects/keys.ts'
import type { JobProgress, JobTicket } from '#activities/contract.ts'
import { renderCatalogue } from '#activities/documents/catalogue.ts'
import { renderTransferForm } from '#activities/documents/transfer-form.ts'
import { mustAct, type EngineDeps } from '#activities/engine.ts'
import { bagOf, sourceOf, tarOf, type BagSource } from './bag-tar.ts'
import { discardPackages } from './packages.ts'
import { batchPapers, packedRecord, sentBatch, type BatchPapers, type PackedRecord } from './rows.ts'

const WANT = { items: true, listed: true, objects: true } as const

/**
 * Makes the package of this round: a BagIt bag with the tree of regulations 5.3, streamed from the store into one object of the
 * bucket that can be emptied again, because it holds records that one day must go. Its manifest and its form are evidence.
 */
export async function packageBatch(
  deps: EngineDeps,
  { subjectId: batchId, jobId }: JobTicket,
): Promise<JobProgress> {
  const act = { key: `job/${jobId}/done`, facts: { subjects: [batchId], want: WANT } }
  await discardPackages(deps, batchId)
  const papers = await batchPapers(deps, batchId)
  if (papers.items.length === 0) {
    await mustAct(deps, { ...act, name: 'batch.empty' }, (facts) => finishEmpty(facts, { batchId, jobId }))
    return { kind: 'done' }
  }
  const made = await makePackage(deps, papers)
  await mustAct(
    deps,
    { ...act, name: 'job.package' },
    (facts) =>
      finishPackage(facts, { batchId, jobId, packaged: made.packaged, objects: made.objects }) ??
      refuse('act.stale'),
  )
  return { kind: 'done' }
}

async function makePackage(deps: EngineDeps, papers: BatchPapers) {
  const { batch, zone } = papers
  const records: PackedRecord[] = []
  for (const item of papers.items) records.push(await packedRecord(deps, item, zone))
  const sent = sentBatch(papers, records)
  const { form, catalogues } = await renderPapers(papers, sent)
  const payload = payloadOf(deps, { sent, records, form, catalogues })
  const { files, manifest } = bagOf(payload, [
    ['Source-Organization', papers.sender],
    ['External-Identifier', batch.number],
    ['External-Description', batch.title],
    // RFC 8493, 2.2.2: the day on which the content was prepared. It is a civil date by the archive's clock, as every date of the
    // papers that travel with the bag, and of the round that made it: a retry on the next day makes the same bag (ADR 12).
    ['Bagging-Date', sent.packagedOn],
  ])
  const { added, sha256, sizeBytes } = await storePackage(deps, papers, files)
  return {
    objects: [added, ...(await keepEvidence(deps, batch, { manifest, form }))],
    packaged: {
      packageObjectId: packageIdOf(batch),
      sha256,
      sizeBytes,
      payloadFiles: payload.length,
      payloadBytes: payload.reduce((sum, file) => sum + file.sizeBytes, 0),
      itemsHash: itemsHashOf({ digest: sha256Hex }, batch, papers.items),
    },
  }
}

/** When the batch was made, as all papers of it say, however often they are printed. */
function madeAt({ batch }: BatchPapers): string {
  return batch.sealedAt ?? batch.compiledAt
}

/** The form and the catalogues that travel with the records. */
async function renderPapers(
  papers: BatchPapers,
  sent: SentBatch,
): Promise<Pick<Payload, 'form' | 'catalogues'>> {
  const { siteName, compiler: filledBy, batch } = papers
  const createdAt = madeAt(papers)
  const form = await renderTransferForm({ siteName, batch: sent, filledBy, createdAt })
  const of = `批次 Batch ${batch.number}`
  const catalogues = await Promise.all(
    cataloguesOf(sent).map(async (catalogue) => ({
      name: `${catalogue.name.zh}.pdf`,
      body: await renderCatalogue({ catalogue, siteName, of, createdAt }),
    })),
  )
  return { form, catalogues }
}

type Batch = BatchPapers['batch']

/** Made again in the same round, a package and its evidence are the same. */
function roundOf({ id, placeVersion }: Batch): string {
  return `${id}/${placeVersion}`
}

function packageIdOf(batch: Batch): string {
  return idOf(roundOf(batch), 'package')
}

async function storePackage(deps: EngineDeps, papers: BatchPapers, files: readonly BagSource[]) {
  const { batch } = papers
  const id = packageIdOf(batch)
  const key = objectKeyOf({ area: 'batch', ownerId: batch.id, objectId: id })
  const madeAtMs = Date.parse(madeAt(papers))
  const body = tarOf({ root: batch.number, files, madeAtMs })
  const mediaType = 'application/x-tar'
  const { versionId, sizeBytes, sha256 } = await deps.store.put({
    bucket: 'derived',
    key,
    body,
    contentType: mediaType,
  })
  const stored = { bucket: 'derived', key, versionId, sizeBytes, sha256 } as const
  const name = `${batch.number}.tar`
  const added = addedEvent({ batchId: batch.id, id, role: 'package', name, mediaType, stored })
  return { added, sha256, sizeBytes }
}

/** Manifest and form stay when the package is gone. */
async function keepEvidence(
  deps: EngineDeps,
  batch: Batch,
  { manifest, form }: { readonly manifest: string; readonly form: Buffer },
): Promise<readonly NewEvent[]> {
  return [
    await keepPaper(deps, {
      batchId: batch.id,
      id: idOf(roundOf(batch), 'manifest'),
      role: 'bag-manifest',
      name: `${batch.number}-manifest-sha256.txt`,
      mediaType: 'text/plain',
      body: Buffer.from(manifest, 'utf8'),
    }),
    await keepPaper(deps, {
      batchId: batch.id,
      id: idOf(roundOf(batch), 'form'),
      role: 'transfer-form',
      name: `${batch.number}-F19.pdf`,
      mediaType: 'application/pdf',
      body: form,
    }),
  ]
}

interface Payload {
  readonly sent: SentBatch
  readonly records: readonly PackedRecord[]
  readonly form: Buffer
  readonly catalogues: readonly { readonly name: string; readonly body: Buffer }[]
}

function payloadOf(deps: EngineDeps, { sent, records, form, catalogues }: Payload): readonly BagSource[] {
  const ofRecords = records.flatMap(({ sent: record, contents }) => [
    sourceOf(metadataPath(sent, record), metadataXml(sent, record)),
    ...contents.map(({ object, copy }, index): BagSource => ({
      path: contentPath(sent, record, index),
      sha256: object.sha256,
      sizeBytes: object.sizeBytes,
      open: async () => deps.store.get({ bucket: copy.bucket, key: copy.key, versionId: copy.versionId }),
    })),
  ])
  return [
    sourceOf('说明文件.TXT', readmeText(sent)),
    sourceOf('目录文件.XML', catalogueXml(sent)),
    ...ofRecords,
    sourceOf('其他/目录文件.XSD', catalogueSchema()),
    sourceOf('其他/移交登记表.pdf', form),
    ...catalogues.map(({ name, body }) => sourceOf(`其他/${name}`, body)),
  ]
}

interface Paper {
  readonly batchId: string
  readonly id: string
  readonly role: Extract<ObjectRole, 'bag-manifest' | 'transfer-form'>
  readonly name: string
  readonly mediaType: string
  readonly body: Buffer
}

/** What proves the transfer for good lies in the locked bucket. */
async function keepPaper(deps: EngineDeps, paper: Paper): Promise<NewEvent> {
  const key = objectKeyOf({ area: 'batch', ownerId: paper.batchId, objectId: paper.id })
  const storeNowMs = await deps.store.clockMs()
  const standing = { kind: 'not-due', earliestLawfulEndMs: null } as const
  const lock = renewUntil({ siteMode: deps.siteMode, storeNowMs, standing, retainUntilMs: null })
  if (lock.kind === 'leave')
    throw ApplicationFailure.nonRetryable(`no lock for ${paper.name}: ${lock.reason}`, 'store.lock-not-set')
  const { versionId, sizeBytes, sha256 } = await deps.store.put({
    bucket: 'evidence',
    key,
    body: paper.body,
    contentType: paper.mediaType,
    lockUntilMs: lock.untilMs,
  })
  return addedEvent({ ...paper, stored: { bucket: 'evidence', key, versionId, sizeBytes, sha256 } })
}

interface Added {
  readonly batchId: string
  readonly id: string
  readonly role: ObjectRole
  readonly name: string
  readonly mediaType: string
  readonly stored: {
    readonly bucket: 'derived' | 'evidence'
    readonly key: string
    readonly versionId: string | null
    readonly sizeBytes: number
    readonly sha256: string
  }
}

const POSITIONS: Readonly<Partial<Record<ObjectRole, number>>> = {
  package: 1,
  'bag-manifest': 2,
  'transfer-form': 3,
}

function addedEvent({ batchId, id, role, name, mediaType, stored }: Added): NewEvent {
  const { bucket, key, versionId, sizeBytes, sha256 } = stored
  return {
    stream: { kind: 'transfer-batch', id: batchId },
    type: 'object.added',
    data: {
      id,
      role,
      position: POSITIONS[role] ?? 9,
      mediaType,
      sizeBytes,
      sha256,
      derivedFrom: null,
      nameDigest: null,
      copy: { id: idOf(id, 'copy'), bucket, key, versionId },
    },
    personal: { nameDigest: name },
  }
}
