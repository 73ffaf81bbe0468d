import type { FastifyInstance } from 'fastify'
import { courseOf, type CourseEvent } from '#domain/lifecycle-course.ts'
import { GUARDS } from '#domain/lifecycle.ts'
import { readEventsOf, type EventRow } from '#db/queries/events.ts'
import { readNames, readSite } from '#db/queries/organisation.ts'
import { readRecord } from '#db/queries/records.ts'
import type { CourseView } from '#api/contract/course.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { OUTCOME_WORDS } from '#api/present/code-words.ts'
import { dataOf } from '#api/present/events.ts'
import { iso, personOrNull, stepName } from '#api/present/words.ts'
import { found, noteView, readAs } from '#api/reading.ts'
import { serve } from '#api/route.ts'

const WAY = ['record.created', 'place.moved', 'place.skipped'] as const

export function courseRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'GET /api/records/:id/course', async ({ principal, params, request }) =>
    readAs(deps, principal(), async (tx, { actor, today }): Promise<CourseView> => {
      const record = found(await readRecord(tx, params.id))
      const definition = found(deps.reference.definition(record.definitionId))
      const [rows, site] = await Promise.all([readEventsOf(tx, params.id, WAY), readSite(tx)])
      noteView(deps, request, { personId: actor.personId, subjectKind: 'record', subjectId: params.id })
      const now = { step: record.placeStep, at: iso(site.realNow), on: today }
      const course = courseOf(definition, rows.flatMap(courseEvent), now)
      const names = await readNames(
        tx,
        course.steps.map((step) => step.leftBy),
      )
      return {
        definition: { key: definition.key, version: definition.version, name: definition.name },
        steps: course.steps.map((step) => ({
          ...step,
          name: stepName(definition, step.id),
          leftBy: personOrNull(names, step.leftBy),
        })),
        edges: course.edges.map((edge) => ({ ...edge, outcomes: edge.outcomes.map(wordsOf) })),
      }
    }),
  )
}

function wordsOf(outcome: string) {
  return OUTCOME_WORDS[outcome] ?? { zh: outcome, en: outcome }
}

function courseEvent(row: EventRow): readonly CourseEvent[] {
  const { at, on, data } = dataOf(row)
  const stated = { at, on, actor: row.actorId }
  const [from, to, step] = [data['from'], data['to'], data['step']].map(String)
  switch (row.type) {
    case 'record.created':
      return [{ kind: 'entered', step: String(data['placeStep']), ...stated }]
    case 'place.moved':
      return [{ kind: 'moved', from: from ?? '', to: to ?? '', outcome: String(data['outcome']), ...stated }]
    case 'place.skipped': {
      const guard = GUARDS.find((one) => one === data['guard'])
      return guard === undefined ? [] : [{ kind: 'skipped', step: step ?? '', guard, ...stated }]
    }
    default:
      return []
  }
}
