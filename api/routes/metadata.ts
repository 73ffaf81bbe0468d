import type { FastifyInstance } from 'fastify'
import { describeMetadata, type Describing } from '#domain/acts/describe-metadata.ts'
import { readFondsName, readNames } from '#db/queries/organisation.ts'
import { DescribedView } from '#api/contract/metadata.ts'
import { textsIn } from '#api/answer.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { metadataView } from '#api/present/metadata.ts'
import { orProblem, problem } from '#api/problem.ts'
import { readAs } from '#api/reading.ts'
import { serve } from '#api/route.ts'
import { seenRecord } from '#api/seen.ts'

/** What is said of a record beside its title, dates and class: elements of DA/T 46 and fields of the forms of its family. */
export function metadataRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'GET /api/records/:id/metadata', async (call) => {
    const { principal, query } = call
    const { facts, subject } = await seenRecord(deps, call, { objects: true })
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
