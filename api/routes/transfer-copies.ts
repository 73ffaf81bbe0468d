import type { FastifyInstance } from 'fastify'
import { mayAct } from '#domain/access.ts'
import { readCopiesOfBatch, readTransferForecast, readTransferOf } from '#db/queries/transfer-copies.ts'
import { readBatch } from '#db/queries/transfer.ts'
import { readSubjectKind } from '#db/queries/comments.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { fallingDue } from '#api/present/falling-due.ts'
import { batchCopiesView, transferredViews } from '#api/present/transfer-copies.ts'
import { problem } from '#api/problem.ts'
import { found, noteView, readAs } from '#api/reading.ts'
import { serve } from '#api/route.ts'

/** What will be due for transfer, and what is left with us of what was transferred. */
export function transferCopyRoutes(app: FastifyInstance, deps: Dependencies): void {
  const { reference } = deps

  serve(app, 'GET /api/transfer/forecast', async ({ principal }) =>
    readAs(deps, principal(), async (tx, { actor }) => {
      if (!mayAct(actor, 'batch.compile') && !mayAct(actor, 'list.ask-stop'))
        throw problem('access.denied', { act: 'batch.compile' })
      return { items: fallingDue(reference, await readTransferForecast(tx)) }
    }),
  )
  serve(app, 'GET /api/transfer-batches/:id/copies', async ({ principal, params, request }) =>
    readAs(deps, principal(), async (tx, { actor }) => {
      found(await readBatch(tx, params.id))
      noteView(deps, request, {
        personId: actor.personId,
        subjectKind: 'transfer-batch',
        subjectId: params.id,
      })
      return batchCopiesView(await readCopiesOfBatch(tx, params.id))
    }),
  )
  serve(app, 'GET /api/records/:id/transfer', async ({ principal, params, request }) =>
    readAs(deps, principal(), async (tx, { actor }) => {
      if ((await readSubjectKind(tx, params.id)) === 'record')
        noteView(deps, request, { personId: actor.personId, subjectKind: 'record', subjectId: params.id })
      const [transfer = null] = transferredViews(await readTransferOf(tx, params.id))
      return { transfer }
    }),
  )
}
