import { readFile } from 'node:fs/promises'
import { finishJob } from '#domain/acts/engine.ts'
import type { PageText } from '#domain/acts/act.ts'
import { secretMarkAtHead } from '#domain/state/secrets.ts'
import { readTextPlaces, type ObjectWithCopies } from '#db/queries/objects.ts'
import type { JobProgress, JobTicket } from '#activities/contract.ts'
import { recogniseText } from '#activities/documents/ocr.ts'
import { asEngine, mustAct, type EngineDeps } from '#activities/engine.ts'
import { objectsOf, withFile } from './objects.ts'
import { isCleared, stopAtMark } from './secret-mark.ts'

/** Reads the pages that have no text from their pictures, so that search finds them. */
export async function recognise(deps: EngineDeps, ticket: JobTicket): Promise<JobProgress> {
  const read = await asEngine(deps, (tx) => readTextPlaces(tx, ticket.subjectId))
  const known = new Set(read.map(({ objectId, page }) => `${objectId}/${page}`))
  const pictures = (await objectsOf(deps, ticket.subjectId)).filter(
    ({ object }) => object.role === 'thumbnail' && object.destroyedAt === null,
  )
  const texts: PageText[] = []
  for (const picture of pictures) {
    const objectId = picture.object.derivedFrom
    if (objectId === null || known.has(`${objectId}/${picture.object.position}`)) continue
    const text = await textOf(deps, picture)
    if (secretMarkAtHead(text) !== undefined && !(await isCleared(deps, objectId)))
      await stopAtMark(deps, { ticket, objectId })
    texts.push({
      objectId,
      subjectId: ticket.subjectId,
      page: picture.object.position,
      text,
      source: 'recognition',
    })
  }
  const { subjectId, jobId } = ticket
  const act = { name: 'job.recognise-text', key: `job/${jobId}/done`, facts: { subjects: [subjectId] } }
  await mustAct(deps, act, (facts) =>
    finishJob(facts, { subjectId, jobId, outcome: null, events: [], texts }),
  )
  return { kind: 'done' }
}

async function textOf(deps: EngineDeps, { copies }: ObjectWithCopies): Promise<string> {
  const [copy] = copies
  if (copy === undefined) return ''
  return withFile(deps, copy, async (path) => (await recogniseText(await readFile(path))).text)
}
