import type { FastifyInstance } from 'fastify'
import { abortList, askStop, compileList, type ListStop } from '#domain/acts/lists.ts'
import type { ActFacts, Decision } from '#domain/acts/act.ts'
import { drawSample } from '#domain/acts/draw-sample.ts'
import { subjectOf } from '#domain/acts/place.ts'
import { mayAct } from '#domain/access.ts'
import { readEventsOf } from '#db/queries/events.ts'
import { readListBasis } from '#db/queries/list-basis.ts'
import { readExecution, readList, readLists, readPapers, readRegister } from '#db/queries/lists.ts'
import { readNames } from '#db/queries/organisation.ts'
import { readDue, readForecast } from '#db/queries/records.ts'
import { readTasksOf } from '#db/queries/tasks.ts'
import { numberIn, textIn } from '#api/answer.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { historyOf, verificationOf } from '#api/histories.ts'
import { fallingDue } from '#api/present/falling-due.ts'
import { LIST_EVENTS, listDetail, namedByList } from '#api/present/list-detail.ts'
import { listSummary } from '#api/present/lists.ts'
import { recordSummary } from '#api/present/records.ts'
import { placeView } from '#api/present/words.ts'
import { orProblem, problem } from '#api/problem.ts'
import { factsFor, found, noteView, readAs } from '#api/reading.ts'
import { serve, type Call } from '#api/route.ts'
import { workflowUrlOf } from '#api/workflow-url.ts'

/** What is due for disposal, the lists of it and the register of what was destroyed; to compile, sample and stop a list. */
export function disposalRoutes(app: FastifyInstance, deps: Dependencies): void {
  readingRoutes(app, deps)
  serve(app, 'POST /api/disposal-lists', async (call) => compile(deps, call))
  serve(app, 'POST /api/disposal-lists/:id/samples', async (call) => sample(deps, call))
  serve(app, 'POST /api/disposal-lists/:id/stop', async (call) =>
    stopWith(deps, call, { name: 'list.ask-stop', decide: askStop }),
  )
  serve(app, 'POST /api/disposal-lists/:id/abort', async (call) =>
    stopWith(deps, call, { name: 'list.abort', decide: abortList }),
  )
}

function readingRoutes(app: FastifyInstance, deps: Dependencies): void {
  const { reference } = deps

  serve(app, 'GET /api/disposal/due', async ({ principal, query }) =>
    readAs(deps, principal(), async (tx, { actor }) => {
      if (!mayAct(actor, 'list.compile') && !mayAct(actor, 'list.ask-stop'))
        throw problem('access.denied', { act: 'list.compile' })
      const { items, nextCursor, total } = await readDue(tx, query)
      return { items: items.map((row) => recordSummary(reference, row)), nextCursor, total }
    }),
  )
  serve(app, 'GET /api/disposal/forecast', async ({ principal }) =>
    readAs(deps, principal(), async (tx) => {
      return { items: fallingDue(reference, await readForecast(tx)) }
    }),
  )

  serve(app, 'GET /api/disposal-lists', async ({ principal, query }) =>
    readAs(deps, principal(), async (tx) => {
      const { items, nextCursor, total } = await readLists(tx, query)
      return { items: items.map((row) => listSummary(reference, row)), nextCursor, total }
    }),
  )
  serve(app, 'GET /api/disposal-lists/:id', (call) => showList(deps, call))
  serve(app, 'GET /api/disposal-lists/:id/events', async ({ principal, params, query, request }) =>
    historyOf(deps, { principal: principal(), kind: 'disposal-list', id: params.id, query, request }),
  )
  serve(app, 'GET /api/disposal-lists/:id/verification', async ({ principal, params, request }) =>
    verificationOf(deps, { principal: principal(), kind: 'disposal-list', id: params.id, request }),
  )
  serve(app, 'GET /api/register', async ({ principal, query }) =>
    readAs(deps, principal(), async (tx) => {
      const { items, nextCursor, total } = await readRegister(tx, query)
      return { items: items.map((row) => ({ ...row, digests: [...row.digests] })), nextCursor, total }
    }),
  )
}

async function compile(
  deps: Dependencies,
  { principal, key, body, traceId }: Call<'POST /api/disposal-lists'>,
) {
  const facts = {
    principal: principal(),
    key: key(),
    subjects: body.recordIds,
    want: { objects: true, counters: true } as const,
  }
  const act = await deps.gate.act({ name: 'list.compile', facts, body, traceId }, (seen) =>
    compileList(seen, body),
  )
  const { answer } = orProblem(act)
  const listId = textIn(answer, 'listId')
  const list = await readAs(deps, principal(), (tx) => readList(tx, listId))
  return { listId, number: textIn(answer, 'number'), taskId: list?.myTaskId ?? null }
}

async function sample(
  deps: Dependencies,
  { principal, key, params, body, traceId }: Call<'POST /api/disposal-lists/:id/samples'>,
) {
  const facts = {
    principal: principal(),
    key: key(),
    subjects: [params.id],
    want: { items: true, listed: true } as const,
  }
  const said = { listId: params.id, ...body }
  const act = await deps.gate.act({ name: 'list.draw-sample', facts, body: said, traceId }, (seen) =>
    drawSample(seen, said),
  )
  const { answer } = orProblem(act)
  return {
    listId: params.id,
    drawn: numberIn(answer, 'drawn'),
    population: numberIn(answer, 'population'),
  }
}

async function showList(
  deps: Dependencies,
  { principal, params, request }: Call<'GET /api/disposal-lists/:id'>,
) {
  const facts = await factsFor(deps, {
    principal: principal(),
    subjects: [params.id],
    want: { items: true, listed: true },
  })
  const subject = subjectOf(facts, params.id)
  if (subject?.kind !== 'disposal-list') throw problem('not-found')
  noteView(deps, request, {
    personId: facts.actor.personId,
    subjectKind: 'disposal-list',
    subjectId: params.id,
  })
  return readAs(deps, principal(), async (tx) => {
    const [summary, tasks, events, copies, papers, basis] = await Promise.all([
      readList(tx, params.id),
      readTasksOf(tx, params.id),
      readEventsOf(tx, params.id, LIST_EVENTS),
      readExecution(tx, params.id),
      readPapers(tx, params.id),
      readListBasis(tx, params.id),
    ])
    const names = await readNames(tx, namedByList(subject, { tasks, events }))
    const workflowUrl = workflowUrlOf(deps.config, `disp/${params.id}`)
    return listDetail({
      facts,
      subject,
      summary: found(summary),
      names,
      tasks,
      events,
      copies,
      papers,
      basis,
      workflowUrl,
    })
  })
}

type StopCall = Pick<
  Call<'POST /api/disposal-lists/:id/stop'>,
  'principal' | 'key' | 'traceId' | 'params' | 'body'
>

interface StopAct {
  readonly name: string
  readonly decide: (facts: ActFacts, stop: ListStop) => Decision
}

async function stopWith(
  deps: Dependencies,
  { principal, key, params, body, traceId }: StopCall,
  { name, decide }: StopAct,
) {
  const facts = {
    principal: principal(),
    key: key(),
    subjects: [params.id],
    want: { items: true, listed: true } as const,
  }
  const said = { listId: params.id, reason: body.reason }
  orProblem(await deps.gate.act({ name, facts, body: said, traceId }, (seen) => decide(seen, said)))
  const list = found(await readAs(deps, principal(), (tx) => readList(tx, params.id)))
  return { listId: params.id, place: placeView(deps.reference, list) }
}
