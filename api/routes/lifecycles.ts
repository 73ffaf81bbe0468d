import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { createRecord, type NewRecord } from '#domain/acts/create-record.ts'
import type { Actor } from '#domain/access.ts'
import { readNames } from '#db/queries/organisation.ts'
import { wasUsed, type UploadRow } from '#db/queries/uploads.ts'
import { StartLifecycleInput, type StartedLifecycleView } from '#api/contract/lifecycles.ts'
import { textIn } from '#api/answer.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { readParts } from '#api/lifecycle-parts.ts'
import { lifecycleView, linksOf } from '#api/present/lifecycles.ts'
import { missingViews, namedBy } from '#api/present/record-detail.ts'
import { stepName } from '#api/present/words.ts'
import { orProblem, problem } from '#api/problem.ts'
import { readAs } from '#api/reading.ts'
import { serve, type Call } from '#api/route.ts'
import { seenRecord } from '#api/seen.ts'
import { discardFiles, UPLOAD_LIMIT_BYTES } from '#api/uploads.ts'

/** Files of one record that come at once. */
const MOST_BYTES = 4 * UPLOAD_LIMIT_BYTES

export function lifecycleRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, { route: 'POST /api/lifecycles', bodyLimit: MOST_BYTES, alsoTakes: 'multipart' }, (call) =>
    start(deps, call),
  )

  serve(app, 'GET /api/lifecycles/:id', async (call) => {
    const { facts, subject } = await seenRecord(deps, call)
    return readAs(deps, call.principal(), async (tx) =>
      lifecycleView(facts, subject, await readNames(tx, namedBy(subject))),
    )
  })
}

type StartCall = Call<'POST /api/lifecycles'>
type Started = z.output<typeof StartedLifecycleView>
type Input = z.output<typeof StartLifecycleInput>

interface HandedIn {
  readonly input: Input
  /** Files that came with this very call. */
  readonly files: readonly UploadRow[]
  /** What a key stands for: the words and the digests of the bytes, never ids made on the way. */
  readonly said: unknown
}

/** A business system hands in a record; the whole of it is one act, and sent again it is the same act. */
async function start(deps: Dependencies, call: StartCall): Promise<Started> {
  const principal = call.principal()
  const key = call.key()
  const { actor, isRepeat } = await readAs(deps, principal, async (tx, reader) => ({
    actor: reader.actor,
    isRepeat: await wasUsed(tx, key),
  }))
  const handedIn = await received(deps, { request: call.request, body: call.body, actor, isRepeat })
  const { input, files, said } = handedIn
  const record: NewRecord = {
    ...input,
    subjectName: input.subjectName ?? null,
    sourceSystem: actor.name,
    sourceReference: input.sourceReference,
  }
  const uploadIds = [...input.uploadIds, ...files.map((file) => file.id)]
  const facts = { principal, key, unit: input.formingUnitId, uploads: uploadIds }
  const act = await deps.gate.act(
    { name: 'lifecycle.start', facts, body: said, traceId: call.traceId },
    (seen) => createRecord(seen, { ...record, uploadIds }),
  )
  if (act.kind === 'refused' || act.replayed)
    await discardFiles(deps, { ids: files.map((file) => file.id), ownerId: actor.personId })
  const { answer } = orProblem(act)
  const recordId = textIn(answer, 'recordId')
  const step = textIn(answer, 'place')
  const missing = Array.isArray(answer['missing']) ? answer['missing'].map(String) : []
  const definition = deps.reference.newestDefinition(input.definition)?.document
  return {
    recordId,
    place: { step, name: stepName(definition, step), round: 0 },
    missing: missingViews(missing),
    links: linksOf(recordId),
  }
}

interface Receiving {
  readonly request: FastifyRequest
  /** Undefined for multipart. */
  readonly body: Input | undefined | null
  readonly actor: Actor
  readonly isRepeat: boolean
}

async function received(
  deps: Dependencies,
  { request, body, actor, isRepeat }: Receiving,
): Promise<HandedIn> {
  if (!request.isMultipart()) {
    if (body === undefined || body === null) throw problem('request.invalid', { field: 'body' })
    return { input: body, files: [], said: body }
  }
  const { record, files, digests } = await readParts(deps, request, {
    ownerId: actor.personId,
    keep: isRepeat ? 'digest' : 'files',
  })
  const parsed = StartLifecycleInput.safeParse(record)
  if (!parsed.success) {
    await discardFiles(deps, { ids: files.map((file) => file.id), ownerId: actor.personId })
    throw problem('request.invalid', {
      issues: parsed.error.issues
        .slice(0, 20)
        .map(({ path, message }) => ({ field: path.join('/'), message })),
    })
  }
  return { input: parsed.data, files, said: { ...parsed.data, files: digests } }
}
