import type { FastifyInstance } from 'fastify'
import type { ActFacts, Decision } from '#domain/acts/act.ts'
import { subjectOf } from '#domain/acts/place.ts'
import { changeGrade, decideGrade } from '#domain/acts/regrade.ts'
import { GRADES } from '#domain/vocabulary.ts'
import { readEventsOf } from '#db/queries/events.ts'
import { readNames } from '#db/queries/organisation.ts'
import { actOnRecord, type RecordAct } from '#api/acting.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { GRADE_EVENTS, gradesView } from '#api/present/grades.ts'
import { problem } from '#api/problem.ts'
import { factsFor, found, noteView, readAs } from '#api/reading.ts'
import { serve } from '#api/route.ts'

/** A record's access grade: what it was, by whom and why, and another one for whoever may give it. */
export function gradeRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'GET /api/records/:id/grades', async ({ principal, params, request }) => {
    const facts = await factsFor(deps, { principal: principal(), subjects: [params.id] })
    const subject = subjectOf(facts, params.id)
    if (subject?.kind !== 'record') throw problem('not-found')
    const { row: record } = subject
    noteView(deps, request, { personId: facts.actor.personId, subjectKind: 'record', subjectId: params.id })
    return readAs(deps, principal(), async (tx) => {
      const [events, names] = await Promise.all([
        readEventsOf(tx, params.id, GRADE_EVENTS),
        readNames(tx, [record.gradeProposedBy]),
      ])
      return gradesView({ facts, record, events, names })
    })
  })
  serve(app, 'POST /api/records/:id/grades', async ({ principal, key, params, body, traceId }) => {
    const said = { recordId: params.id, ...body }
    return does(deps, { name: 'grade.change', principal: principal(), key: key(), said, traceId }, (facts) =>
      changeGrade(facts, said),
    )
  })
  serve(app, 'POST /api/records/:id/grades/decision', async ({ principal, key, params, body, traceId }) => {
    const said = { recordId: params.id, ...body }
    return does(deps, { name: 'grade.decide', principal: principal(), key: key(), said, traceId }, (facts) =>
      decideGrade(facts, said),
    )
  })
}

async function does(deps: Dependencies, act: RecordAct, decide: (facts: ActFacts) => Decision) {
  const answer = await actOnRecord(deps, act, decide)
  const grade = found(GRADES.find((known) => known === answer['grade']))
  return { grade, isProposed: answer['isProposed'] === true }
}
