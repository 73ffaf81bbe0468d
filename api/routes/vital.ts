import type { FastifyInstance } from 'fastify'
import { subjectOf } from '#domain/acts/place.ts'
import { reviewVital, setVital } from '#domain/acts/vital.ts'
import { readNames } from '#db/queries/organisation.ts'
import { readVitalRecords } from '#db/queries/vital.ts'
import { actOnRecord } from '#api/acting.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { vitalRecordView, vitalView } from '#api/present/vital.ts'
import { problem } from '#api/problem.ts'
import { factsFor, noteView, readAs } from '#api/reading.ts'
import { serve } from '#api/route.ts'

/** Vital records: which they are, whose review is late, and the acts upon one. */
export function vitalRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'GET /api/vital-records', async ({ principal, query }) =>
    readAs(deps, principal(), async (tx) => {
      const { items, nextCursor, total } = await readVitalRecords(tx, query)
      return { items: items.map((row) => vitalRecordView(row)), nextCursor, total }
    }),
  )
  serve(app, 'GET /api/records/:id/vital', async ({ principal, params, request }) => {
    const facts = await factsFor(deps, { principal: principal(), subjects: [params.id] })
    const subject = subjectOf(facts, params.id)
    if (subject?.kind !== 'record') throw problem('not-found')
    const { row: record } = subject
    noteView(deps, request, { personId: facts.actor.personId, subjectKind: 'record', subjectId: params.id })
    const people = [record.vital?.setBy ?? null, record.vital?.review?.by ?? null]
    const names = await readAs(deps, principal(), async (tx) => readNames(tx, people))
    return vitalView({ facts, record, names })
  })
  serve(app, 'POST /api/records/:id/vital', async ({ principal, key, params, body, traceId }) => {
    const said = { recordId: params.id, ...body }
    const act = { name: 'vital.set', principal: principal(), key: key(), said, traceId }
    await actOnRecord(deps, act, (facts) => setVital(facts, said))
    return { done: true as const }
  })
  serve(app, 'POST /api/records/:id/vital-review', async ({ principal, key, params, body, traceId }) => {
    const said = { recordId: params.id, ...body }
    const act = { name: 'vital.review', principal: principal(), key: key(), said, traceId }
    await actOnRecord(deps, act, (facts) => reviewVital(facts, said))
    return { done: true as const }
  })
}
