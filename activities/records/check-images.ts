import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { ApplicationFailure } from '@temporalio/activity'
import { finishJob } from '#domain/acts/engine.ts'
import type { NewEvent } from '#domain/events.ts'
import { isExcusable, pagesMissing } from '#domain/scan.ts'
import type { MeasuredPage } from '#domain/state/paper.ts'
import { readScanLimits } from '#db/reference/scan-limits.ts'
import type { ObjectWithCopies } from '#db/queries/objects.ts'
import { readScannedFile, readScanPasses } from '#db/queries/scans.ts'
import type { JobProgress, JobTicket } from '#activities/contract.ts'
import { examinePage, type ExaminedPage } from '#activities/documents/page-image.ts'
import { asEngine, mustAct, type EngineDeps } from '#activities/engine.ts'
import { storePictures } from './inspect.ts'
import { contentOf, objectsOf, withFile } from './objects.ts'

interface Judged {
  readonly page: number
  readonly faults: readonly string[]
  readonly measured: MeasuredPage | undefined
  readonly events: readonly NewEvent[]
}

/**
 * Measures each new page image in a child of its own and names the faults by page; what was measured in an earlier pass stands.
 * A file with a fault that is not in the paper itself, or with a page missing, goes back to the scanner.
 */
export async function checkImages(deps: EngineDeps, ticket: JobTicket): Promise<JobProgress> {
  const recordId = ticket.subjectId
  const { passes, listed } = await asEngine(deps, async (tx) => ({
    passes: await readScanPasses(tx, recordId),
    listed: (await readScannedFile(tx, recordId))?.pages ?? null,
  }))
  const pass = passes.at(-1)
  if (pass === undefined)
    throw ApplicationFailure.nonRetryable(`record ${recordId} was not scanned`, 'scan.no-pages')
  const known = new Map(
    passes.flatMap((former) => former.measured.map((page) => [page.objectId, page] as const)),
  )
  const judged: Judged[] = []
  for (const stored of contentOf(await objectsOf(deps, recordId)))
    judged.push(await judge(deps, { recordId, stored, known: known.get(stored.object.id) }))
  const { missing, extra } = pagesMissing(
    judged.map(({ page }) => page),
    listed,
  )
  const excused = new Set(pass.asOriginal)
  const isFaulty = judged.some(({ page, faults }) =>
    faults.some((fault) => !(excused.has(page) && isExcusable(fault))),
  )
  const outcome = isFaulty || missing.length > 0 || extra.length > 0 ? 'faulty' : 'passed'
  const examined: NewEvent = {
    stream: { kind: 'record', id: recordId },
    type: 'scan.examined',
    data: {
      passId: pass.id,
      outcome,
      measured: judged.flatMap(({ measured }) => (measured === undefined ? [] : [measured])),
      missing,
    },
  }
  const act = {
    name: 'job.check-images',
    key: `job/${ticket.jobId}/done`,
    facts: { subjects: [recordId], want: { objects: true } as const },
  }
  const events = [...judged.flatMap((page) => page.events), examined]
  await mustAct(deps, act, (facts) =>
    finishJob(facts, { subjectId: recordId, jobId: ticket.jobId, outcome, events }),
  )
  return { kind: 'done' }
}

interface Judging {
  readonly recordId: string
  readonly stored: ObjectWithCopies
  readonly known: MeasuredPage | undefined
}

async function judge(deps: EngineDeps, { recordId, stored, known }: Judging): Promise<Judged> {
  const { object } = stored
  const page = object.position
  if (object.findings !== null) return { page, faults: object.findings, measured: known, events: [] }
  const seen = await examineObject(deps, stored)
  deps.run.beat()
  const inspected: NewEvent = {
    stream: { kind: 'record', id: recordId },
    type: 'object.inspected',
    data: {
      objectId: object.id,
      mediaType: object.mediaType,
      formatName: FORMAT_NAMES[object.mediaType] ?? null,
      puid: null,
      pages: seen.kind === 'page' ? 1 : null,
      findings: seen.faults,
    },
  }
  if (seen.kind !== 'page') return { page, faults: seen.faults, measured: undefined, events: [inspected] }
  const pictures = await storePictures(deps, { recordId, objectId: object.id, pictures: [seen.picture] })
  const measured = { page, objectId: object.id, ...seen.measure }
  return { page, faults: seen.faults, measured, events: [inspected, ...pictures] }
}

const FORMAT_NAMES: Readonly<Record<string, string>> = {
  'image/tiff': 'Tagged Image File Format',
  'image/jpeg': 'JPEG',
  'image/png': 'Portable Network Graphics',
}

async function examineObject(deps: EngineDeps, { object, copies }: ObjectWithCopies): Promise<ExaminedPage> {
  const copy = copies.find(({ bucket }) => bucket === 'masters') ?? copies[0]
  if (copy === undefined)
    throw ApplicationFailure.nonRetryable(`object ${object.id} has no copy`, 'store.not-found')
  return withFile(deps, copy, async (path) => {
    const bytes = await readFile(path)
    if (createHash('sha256').update(bytes).digest('hex') !== object.sha256)
      throw ApplicationFailure.nonRetryable(
        `object ${object.id} is not what was handed in`,
        'store.digest-mismatch',
      )
    return examinePage(bytes, { scan: readScanLimits() })
  })
}
