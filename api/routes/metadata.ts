import type { FastifyInstance } from 'fastify'
import { describeMetadata, type Describing } from '#domain/acts/describe-metadata.ts'
import { subjectOf } from '#domain/acts/place.ts'
import { readFondsName, readNames } from '#db/queries/organisation.ts'
import { DescribedView } from '#api/contract/metadata.ts'
import { textsIn } from '#api/answer.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { metadataView } from '#api/present/metadata.ts'
import { orProblem, problem } from '#api/problem.ts'
import { factsFor, noteView, readAs } from '#api/reading.ts'
import { serve } from '#api/route.ts'

/** What is said of a record beside its title, dates and class: elements of DA/T 46 and fields of the forms of its family. */
export function metadataRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'GET /api/records/:id/metadata', async ({ principal, params, query, request }) => {
    const facts = await factsFor(deps, {
      principal: principal(),
      subjects: [params.id],
      want: { objects: true },
    })
    const subject = subjectOf(facts, params.id)
    if (subject?.kind !== 'record') throw problem('not-found')
    noteView(deps, request, { personId: facts.actor.personId, subjectKind: 'record', subjectId: params.id })
    const { fondsId, formingUnitId } = subject.row
    const [names, fondsName] = await readAs(deps, principal(), (tx) =>
      Promise.all([readNames(tx, [formingUnitId]), readFondsName(tx, fondsId)]),
    )
    const named = { unitName: names.get(formingUnitId)?.zh ?? '', fondsName }
    const view = metadataView(facts, { subject, itemId: query.itemId ?? null, named })
    if (view === undefined) throw problem('not-found')
    return view
  })

  serve(app, 'POST /api/records/:id/metadata', async ({ principal, key, params, body, traceId }) => {
    const said: Describing = { recordId: params.id, itemId: body.itemId ?? null, values: body.values }
    const act = await deps.gate.act(
      {
        name: 'record.describe',
        facts: {
          principal: principal(),
          key: key(),
          subjects: [params.id],
          want: { objects: true, case: true },
        },
        body: said,
        traceId,
      },
      (facts) => describeMetadata(facts, said),
    )
    const { answer } = orProblem(act)
    return {
      fields: textsIn(answer, 'fields'),
      missing: textsIn(answer, 'missing'),
      redated: DescribedView.shape.redated.parse(answer['redated'] ?? null),
    }
  })
}
