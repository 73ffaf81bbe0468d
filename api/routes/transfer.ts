import type { FastifyInstance } from 'fastify'
import { receiveReceipt, type ArchiveReceipt } from '#domain/acts/batch-receipt.ts'
import { compileBatch } from '#domain/acts/batches.ts'
import { subjectOf } from '#domain/acts/place.ts'
import { mayAct } from '#domain/access.ts'
import { plainDate } from '#domain/dates.ts'
import { readNames } from '#db/queries/organisation.ts'
import { readBatch, readBatches, readTransferDue } from '#db/queries/transfer.ts'
import { textIn } from '#api/answer.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { historyOf, verificationOf } from '#api/histories.ts'
import { batchDetail, batchSummary, namedByBatch, transferDueView } from '#api/present/batches.ts'
import { placeView } from '#api/present/words.ts'
import { orProblem, problem } from '#api/problem.ts'
import { factsFor, found, noteView, readAs } from '#api/reading.ts'
import { serve, type Call } from '#api/route.ts'
import { workflowUrlOf } from '#api/workflow-url.ts'

export function transferRoutes(app: FastifyInstance, deps: Dependencies): void {
  const { reference } = deps

  serve(app, 'GET /api/transfer/due', async ({ principal, query }) =>
    readAs(deps, principal(), async (tx, { actor }) => {
      if (!mayAct(actor, 'batch.compile') && !mayAct(actor, 'list.ask-stop'))
        throw problem('access.denied', { act: 'batch.compile' })
      const { items, nextCursor, total } = await readTransferDue(tx, query)
      return { items: items.map((row) => transferDueView(reference, row)), nextCursor, total }
    }),
  )
  serve(app, 'GET /api/transfer-batches', async ({ principal, query }) =>
    readAs(deps, principal(), async (tx) => {
      const { items, nextCursor, total } = await readBatches(tx, query)
      return { items: items.map((row) => batchSummary(reference, row)), nextCursor, total }
    }),
  )
  serve(app, 'GET /api/transfer-batches/:id', (call) => showBatch(deps, call))
  serve(app, 'GET /api/transfer-batches/:id/events', async ({ principal, params, query, request }) =>
    historyOf(deps, { principal: principal(), kind: 'transfer-batch', id: params.id, query, request }),
  )
  serve(app, 'GET /api/transfer-batches/:id/verification', async ({ principal, params, request }) =>
    verificationOf(deps, { principal: principal(), kind: 'transfer-batch', id: params.id, request }),
  )

  serve(app, 'POST /api/transfer-batches', async ({ principal, key, body, traceId }) => {
    const facts = {
      principal: principal(),
      key: key(),
      subjects: body.recordIds,
      want: { objects: true, counters: true } as const,
    }
    const act = await deps.gate.act({ name: 'batch.compile', facts, body, traceId }, (seen) =>
      compileBatch(seen, body),
    )
    const { answer } = orProblem(act)
    const batchId = textIn(answer, 'batchId')
    const batch = await readAs(deps, principal(), (tx) => readBatch(tx, batchId))
    return { batchId, number: textIn(answer, 'number'), taskId: batch?.myTaskId ?? null }
  })

  serve(app, 'POST /api/transfer-batches/:id/receipt', async ({ principal, key, params, body, traceId }) => {
    const receipt: ArchiveReceipt = {
      ...body,
      batchId: params.id,
      on: plainDate(body.on),
      reason: body.reason ?? null,
    }
    const facts = {
      principal: principal(),
      key: key(),
      subjects: [params.id],
      want: { items: true } as const,
    }
    const said = { ...body, batchId: params.id }
    orProblem(
      await deps.gate.act({ name: 'batch.receive', facts, body: said, traceId }, (seen) =>
        receiveReceipt(seen, receipt),
      ),
    )
    const batch = found(await readAs(deps, principal(), (tx) => readBatch(tx, params.id)))
    return { batchId: params.id, place: placeView(reference, batch) }
  })
}

async function showBatch(
  deps: Dependencies,
  { principal, params, request }: Call<'GET /api/transfer-batches/:id'>,
) {
  const facts = await factsFor(deps, {
    principal: principal(),
    subjects: [params.id],
    want: { items: true, objects: true },
  })
  const subject = subjectOf(facts, params.id)
  if (subject?.kind !== 'transfer-batch') throw problem('not-found')
  const { personId } = facts.actor
  noteView(deps, request, { personId, subjectKind: 'transfer-batch', subjectId: params.id })
  return readAs(deps, principal(), async (tx) => {
    const [summary, names] = await Promise.all([
      readBatch(tx, params.id),
      readNames(tx, namedByBatch(subject)),
    ])
    const workflowUrl = workflowUrlOf(deps.config, `xfer/${params.id}`)
    return batchDetail({ facts, subject, summary: found(summary), names, workflowUrl })
  })
}
