import type { FastifyInstance } from 'fastify'
import { addContents, withdrawContent } from '#domain/acts/change-contents.ts'
import { createRecord, type NewRecord } from '#domain/acts/create-record.ts'
import { subjectOf } from '#domain/acts/place.ts'
import { decideTrigger, enterTrigger } from '#domain/acts/triggers.ts'
import { isTriggerEvent } from '#domain/schedule.ts'
import { readFormerCodes } from '#db/queries/codes.ts'
import { readEventsOf } from '#db/queries/events.ts'
import { readListNumber } from '#db/queries/lists.ts'
import { readObjectExtras } from '#db/queries/objects.ts'
import { readNames } from '#db/queries/organisation.ts'
import { readRecord, readRecords, readVolumes } from '#db/queries/records.ts'
import { readSchemeCodes } from '#db/queries/schemes.ts'
import { readTasksOf } from '#db/queries/tasks.ts'
import { textIn } from '#api/answer.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { historyOf, verificationOf } from '#api/histories.ts'
import { namedByTerms, withProposers } from '#api/present/longer-terms.ts'
import { namedBy, recordDetail } from '#api/present/record-detail.ts'
import { recordSummary } from '#api/present/records.ts'
import { stepName } from '#api/present/words.ts'
import { orProblem, problem } from '#api/problem.ts'
import { factsFor, found, noteView, readAs } from '#api/reading.ts'
import { serve } from '#api/route.ts'
import { stubsAmong } from '#api/stubs-among.ts'
import { workflowUrlOf } from '#api/workflow-url.ts'

/** What the explanation of a date rests on. */
const DATING_EVENTS = [
  'retention.computed',
  'retention.set-by-hand',
  'record.left-list',
  'trigger.entered',
  'trigger.confirmed',
] as const

export function recordRoutes(app: FastifyInstance, deps: Dependencies): void {
  const { reference } = deps

  serve(app, 'GET /api/records', async ({ principal, query, traceId }) =>
    readAs(deps, principal(), async (tx, { actor }) => {
      if (query.q !== undefined && query.q !== '')
        deps.accessLog.note({ personId: actor.personId, action: 'search', result: 'ok', traceId })
      const { items, nextCursor, total } = await readRecords(tx, query)
      const stubs = await stubsAmong(deps, tx, { actor, traceId, query })
      return { items: items.map((row) => recordSummary(reference, row)), nextCursor, total, stubs }
    }),
  )

  serve(app, 'GET /api/records/:id', async ({ principal, params, request }) => {
    const facts = await factsFor(deps, {
      principal: principal(),
      subjects: [params.id],
      want: { objects: true, list: true },
    })
    const subject = subjectOf(facts, params.id)
    if (subject?.kind !== 'record') throw problem('not-found')
    noteView(deps, request, { personId: facts.actor.personId, subjectKind: 'record', subjectId: params.id })
    return readAs(deps, principal(), async (tx) => {
      const formerCodes = await readFormerCodes(tx, params.id)
      const named = [
        ...namedBy(subject),
        ...namedByTerms(facts, subject.row),
        ...formerCodes.map((former) => former.renumberedBy),
      ]
      const [known, summary, extras, volumes, computed, listNumber, schemeCodes] = await Promise.all([
        readNames(tx, named),
        readRecord(tx, params.id),
        readObjectExtras(tx, params.id),
        readVolumes(tx, subject.row.mainRecordId ?? params.id),
        readEventsOf(tx, params.id, DATING_EVENTS),
        readListNumber(tx, subject.row.disposalListId),
        readSchemeCodes(tx, subject.row),
      ])
      const workflowUrl = workflowUrlOf(deps.config, `rec/${params.id}`)
      const names = await withProposers(known, computed, async (ids) => readNames(tx, ids))
      return recordDetail({
        facts,
        subject,
        summary: found(summary),
        names,
        extras,
        volumes: volumes.filter(({ id }) => id !== params.id),
        computed,
        schemeCodes,
        formerCodes,
        listNumber,
        workflowUrl,
      })
    })
  })

  serve(app, 'GET /api/records/:id/events', async ({ principal, params, query, request }) =>
    historyOf(deps, { principal: principal(), kind: 'record', id: params.id, query, request }),
  )
  serve(app, 'GET /api/records/:id/verification', async ({ principal, params, request }) =>
    verificationOf(deps, { principal: principal(), kind: 'record', id: params.id, request }),
  )
  createRoute(app, deps)
  contentRoutes(app, deps)
  triggerRoutes(app, deps)
}

function createRoute(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'POST /api/records', async ({ principal, key, body, traceId }) => {
    const input: NewRecord = {
      ...body,
      subjectName: body.subjectName ?? null,
      sourceSystem: null,
      sourceReference: null,
    }
    const request = {
      principal: principal(),
      key: key(),
      unit: body.formingUnitId,
      uploads: body.uploadIds,
      ...(body.mainRecordId === undefined ? {} : { subjects: [body.mainRecordId] }),
    }
    const act = await deps.gate.act({ name: 'record.create', facts: request, body, traceId }, (facts) =>
      createRecord(facts, input),
    )
    const { answer } = orProblem(act)
    const recordId = textIn(answer, 'recordId')
    const tasks = await readAs(deps, principal(), (tx) => readTasksOf(tx, recordId))
    const step = textIn(answer, 'place')
    const name = stepName(deps.reference.newestDefinition(body.definition)?.document, step)
    return {
      recordId,
      place: { step, name, round: 0 },
      taskId: tasks.find((task) => task.state !== 'completed')?.id ?? null,
    }
  })
}

/** Files of a record that came after it, and those that are withdrawn before it is filed. */
function contentRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'POST /api/records/:id/objects', async ({ principal, key, params, body, traceId }) => {
    const said = { recordId: params.id, uploadIds: body.uploadIds }
    const facts = {
      principal: principal(),
      key: key(),
      subjects: [params.id],
      uploads: body.uploadIds,
      want: { objects: true } as const,
    }
    const act = await deps.gate.act({ name: 'record.add-contents', facts, body: said, traceId }, (seen) =>
      addContents(seen, said),
    )
    const { objectIds } = orProblem(act).answer
    return { objectIds: Array.isArray(objectIds) ? objectIds.map(String) : [] }
  })
  serve(app, 'DELETE /api/records/:id/objects/:objectId', async ({ principal, key, params, traceId }) => {
    const said = { recordId: params.id, objectId: params.objectId, reason: 'withdrawn' }
    const facts = {
      principal: principal(),
      key: key(),
      subjects: [params.id],
      want: { objects: true } as const,
    }
    orProblem(
      await deps.gate.act({ name: 'record.withdraw-content', facts, body: said, traceId }, (seen) =>
        withdrawContent(seen, said),
      ),
    )
    return { done: true as const }
  })
}

/** Events by which a retention period starts: one person tells, another confirms. */
function triggerRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'POST /api/records/:id/events-entered', async ({ principal, key, params, body, traceId }) => {
    const { kind, of, on, evidence } = body
    if (!isTriggerEvent(kind)) throw problem('event.unknown', { kind })
    const act = await deps.gate.act(
      {
        name: 'event.enter',
        facts: { principal: principal(), key: key(), subjects: [params.id] },
        body: { ...body, recordId: params.id },
        traceId,
      },
      (facts) => enterTrigger(facts, { recordId: params.id, kind, of, on, evidence }),
    )
    return { eventId: textIn(orProblem(act).answer, 'triggerId'), isConfirmed: false }
  })
  serve(
    app,
    'POST /api/records/:id/events-entered/:eventId/confirmation',
    async ({ principal, key, params, body, traceId }) => {
      const classCode = body?.classCode
      const act = await deps.gate.act(
        {
          name: 'event.confirm',
          facts: { principal: principal(), key: key(), subjects: [params.id], want: { case: true } },
          body: { ...params, ...(classCode === undefined ? {} : { classCode }) },
          traceId,
        },
        (facts) =>
          decideTrigger(facts, {
            recordId: params.id,
            triggerId: params.eventId,
            decision: 'confirm',
            reason: '',
            ...(classCode === undefined ? {} : { classCode }),
          }),
      )
      return { eventId: textIn(orProblem(act).answer, 'triggerId'), isConfirmed: true }
    },
  )
}
