import type { FastifyInstance } from 'fastify'
import { subjectOf } from '#domain/acts/place.ts'
import { decideVariant, proposeVariant } from '#domain/acts/variants.ts'
import { readNames } from '#db/queries/organisation.ts'
import { textIn } from '#api/answer.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { variantsView } from '#api/present/variants.ts'
import { orProblem, problem } from '#api/problem.ts'
import { factsFor, noteView, readAs } from '#api/reading.ts'
import { serve } from '#api/route.ts'

const WANT = { objects: true } as const

/** Public variants of a record's files: what is shown to who may not see the original. */
export function variantRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'GET /api/records/:id/variants', async ({ principal, params, request }) => {
    const facts = await factsFor(deps, { principal: principal(), subjects: [params.id], want: WANT })
    const subject = subjectOf(facts, params.id)
    if (subject?.kind !== 'record') throw problem('not-found')
    noteView(deps, request, { personId: facts.actor.personId, subjectKind: 'record', subjectId: params.id })
    const people = subject.rows
      .all('digitalObject')
      .flatMap(({ variant }) => [variant?.proposedBy ?? null, variant?.decidedBy ?? null])
    const names = await readAs(deps, principal(), async (tx) => readNames(tx, people))
    return variantsView({ facts, subject, names })
  })
  serve(app, 'POST /api/records/:id/variants', async ({ principal, key, params, body, traceId }) => {
    const said = { recordId: params.id, ...body }
    const facts = {
      principal: principal(),
      key: key(),
      subjects: [params.id],
      uploads: [body.uploadId],
      want: WANT,
    }
    const act = await deps.gate.act({ name: 'variant.propose', facts, body: said, traceId }, (seen) =>
      proposeVariant(seen, said),
    )
    return { objectId: textIn(orProblem(act).answer, 'objectId') }
  })
  serve(
    app,
    'POST /api/records/:id/variants/:objectId/decision',
    async ({ principal, key, params, body, traceId }) => {
      const said = { recordId: params.id, objectId: params.objectId, ...body }
      const facts = { principal: principal(), key: key(), subjects: [params.id], want: WANT }
      orProblem(
        await deps.gate.act({ name: 'variant.decide', facts, body: said, traceId }, (seen) =>
          decideVariant(seen, said),
        ),
      )
      return { done: true as const }
    },
  )
}
