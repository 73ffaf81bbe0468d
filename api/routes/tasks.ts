import type { FastifyInstance } from 'fastify'
import { claimTask, releaseTask } from '#domain/acts/claim-task.ts'
import { completeTask, taskAmong, type Completion } from '#domain/acts/complete-task.ts'
import type { ActFacts, Decision, Json } from '#domain/acts/act.ts'
import { subjectOf, type Subject } from '#domain/acts/place.ts'
import type { ItemOpinion, TaskRow, TermAnswer } from '#domain/state.ts'
import { SUBJECT_KINDS } from '#domain/vocabulary.ts'
import type { Principal } from '#db/gate/facts.ts'
import { countComments } from '#db/queries/comments.ts'
import { readCandidates, readDraft } from '#db/queries/desk.ts'
import { readEventsOf, readLatestSteps } from '#db/queries/events.ts'
import { readList } from '#db/queries/lists.ts'
import { readNames } from '#db/queries/organisation.ts'
import { readRecord } from '#db/queries/records.ts'
import { countTasks, countView, readAfterAct, readTask, readTasks } from '#db/queries/tasks.ts'
import { readBatch } from '#db/queries/transfer.ts'
import type { TaskActView } from '#api/contract/tasks.ts'
import { textIn } from '#api/answer.ts'
import { reservedCodeIn } from '#api/code-sequence.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { leavingsOf, namedInOpinions } from '#api/present/lists.ts'
import { taskSummary } from '#api/present/tasks.ts'
import { taskDetail } from '#api/present/task-detail.ts'
import { newestOf, placeView, stepName } from '#api/present/words.ts'
import { orProblem, problem } from '#api/problem.ts'
import { factsFor, found, noteView, readAs } from '#api/reading.ts'
import { serve, type Call } from '#api/route.ts'
import { placeOf } from '#api/security-keys.ts'
import { askToSign, evidenceOf, type Signing } from '#api/step-up.ts'

/** Verdicts on ten thousand items with their reasons. */
const COMPLETE_LIMIT_BYTES = 8 * 1024 * 1024
/** What a person needs to see of the history before signing. */
const HISTORY = 30

export function taskRoutes(app: FastifyInstance, deps: Dependencies): void {
  const { reference } = deps

  serve(app, 'GET /api/tasks', async ({ principal, query }) =>
    readAs(deps, principal(), async (tx, { actor, today }) => {
      const [page, total] = await Promise.all([readTasks(tx, query), countView(tx, query)])
      const seeing = { reference, personId: actor.personId, today }
      return { items: page.items.map((row) => taskSummary(row, seeing)), nextCursor: page.nextCursor, total }
    }),
  )
  serve(app, 'GET /api/tasks/counts', async ({ principal }) =>
    readAs(deps, principal(), async (tx) => countTasks(tx)),
  )

  serve(app, 'GET /api/tasks/:id', async ({ principal, params, request }) => {
    const facts = await factsFor(deps, { principal: principal(), task: params.id, want: { objects: true } })
    const { subject, task } = await seenTask(deps, facts, { principal: principal(), taskId: params.id })
    noteView(deps, request, {
      personId: facts.actor.personId,
      subjectKind: subject.kind,
      subjectId: subject.row.id,
    })
    return readAs(deps, principal(), async (tx) => {
      const [names, candidates, history, left, record, list, batch, draft, comments] = await Promise.all([
        readNames(tx, namedBy(subject, task)),
        readCandidates(tx, task.candidateGroup),
        readLatestSteps(tx, subject.row.id, HISTORY),
        subject.kind === 'disposal-list' ? readEventsOf(tx, subject.row.id, ['list.item-left']) : [],
        subject.kind === 'record' ? readRecord(tx, subject.row.id) : undefined,
        subject.kind === 'disposal-list' ? readList(tx, subject.row.id) : undefined,
        subject.kind === 'transfer-batch' ? readBatch(tx, subject.row.id) : undefined,
        readDraft(tx, params.id),
        countComments(tx, subject.row.id),
      ])
      const read = { names, history, record, list, batch, draft, comments, left: leavingsOf(left) }
      const seen = { facts, subject, task, ...read }
      return taskDetail({ ...seen, candidates: candidates.length })
    })
  })

  const act = actOn(deps)
  serve(app, 'POST /api/tasks/:id/claim', async (call) =>
    act(call, { name: 'task.claim', input: { taskId: call.params.id } }, claimTask),
  )
  serve(app, 'POST /api/tasks/:id/release', async (call) =>
    act(call, { name: 'task.release', input: { taskId: call.params.id } }, releaseTask),
  )
  serve(app, 'POST /api/tasks/:id/factor-options', async (call) => {
    const signing = await signingOf(deps, call, call.body.registerHash)
    return { options: { ...(await askToSign(deps, signing, placeOf(deps, call.request))) } }
  })
  serve(app, { route: 'POST /api/tasks/:id/complete', bodyLimit: COMPLETE_LIMIT_BYTES }, async (call) => {
    const { outcome, form, verdicts, answers } = call.body
    const factor = await factorOf(deps, call)
    const done: Completion = {
      taskId: call.params.id,
      outcome,
      form,
      ...(verdicts === undefined ? {} : { verdicts: verdicts as readonly ItemOpinion[] }),
      ...(answers === undefined ? {} : { answers: answers as readonly TermAnswer[] }),
      ...(factor === undefined ? {} : { factor }),
    }
    const task = call.params.id
    const code = await reservedCodeIn(deps, { principal: call.principal(), task, form })
    return act(call, { name: 'task.complete', input: done, ...code }, completeTask)
  })
}

export type TaskCall = Pick<Call<'POST /api/tasks/:id/claim'>, 'principal' | 'key' | 'traceId' | 'params'> & {
  readonly body?: unknown
}

/** One act on a task through the gate, and what the person wants to know next. */
export function actOn(deps: Dependencies) {
  return async <I extends { readonly taskId: string }>(
    call: TaskCall,
    {
      name,
      input,
      people,
      code,
    }: {
      readonly name: string
      readonly input: I
      readonly people?: readonly string[]
      /** What this archival code names is among the facts. */
      readonly code?: string
    },
    decide: (facts: ActFacts, input: I) => Decision,
  ): Promise<TaskActView> => {
    const principal = call.principal()
    const request = {
      name,
      facts: {
        principal,
        key: call.key(),
        task: input.taskId,
        ...(people === undefined ? {} : { people }),
        ...(code === undefined ? {} : { code }),
        ...cellIn(call.body),
      },
      body: bodyOf(name, call),
      traceId: call.traceId,
      after: true as const,
    }
    const act = await deps.gate.act(request, (facts) => decide(facts, input))
    if (act.kind === 'refused' && act.code === 'not-found')
      throw problem(await absenceOf(deps, { principal, taskId: input.taskId }))
    const { answer, after: known } = orProblem(act)
    const subjectId = textIn(answer, 'subjectId')
    const after = known ?? (await readAfterAct(deps.sql, principal, subjectId))
    return {
      taskId: input.taskId,
      subjectId,
      place: placeAfter(deps, answer, after),
      nextTaskId: after.nextTaskId,
    }
  }
}

/** The cell that a keeper has read the barcode of: whether it has room is among the facts. */
function cellIn(body: unknown): { readonly cell?: string } {
  const form = typeof body === 'object' && body !== null && 'form' in body ? body.form : undefined
  const barcode = typeof form === 'object' && form !== null && 'barcode' in form ? form.barcode : undefined
  return typeof barcode === 'string' ? { cell: barcode.trim() } : {}
}

/** A code is spent with the first try, so a repeated call carries another one: it is no part of what was said. */
function bodyOf(name: string, { params, body }: TaskCall): unknown {
  if (typeof body !== 'object' || body === null) return { name, taskId: params.id }
  const { totp: _totp, assertion: _assertion, ...said } = body as Readonly<Record<string, unknown>>
  return { name, taskId: params.id, ...said }
}

function placeAfter(
  { reference }: Dependencies,
  answer: { readonly [key: string]: Json },
  after: Awaited<ReturnType<typeof readAfterAct>>,
): TaskActView['place'] {
  const { definitionId, placeStep, placeRound } = after
  if (definitionId !== null && placeStep !== null)
    return placeView(reference, { definitionId, placeStep, placeRound: placeRound ?? 0 })
  const step = textIn(answer, 'place')
  const kind = SUBJECT_KINDS.find((known) => known === answer['subjectKind']) ?? 'record'
  return { step, name: stepName(newestOf(reference, kind), step), round: 0 }
}

type CompleteCall = Call<'POST /api/tasks/:id/complete'>

/** A second factor where the task needs one; undefined when none was given. */
async function factorOf(deps: Dependencies, call: CompleteCall): Promise<string | undefined> {
  const { totp, assertion, registerHash } = call.body
  if (totp === undefined && assertion === undefined) return undefined
  const signing = await signingOf(deps, call, registerHash)
  return evidenceOf(deps, signing, { totp, assertion, place: placeOf(deps, call.request) })
}

async function signingOf(
  deps: Dependencies,
  { principal, params }: Pick<CompleteCall, 'principal' | 'params'>,
  registerHash: string | undefined,
): Promise<Signing> {
  const sought = { principal: principal(), taskId: params.id }
  const facts = await factsFor(deps, { principal: sought.principal, task: params.id })
  return { facts, ...(await seenTask(deps, facts, sought)), registerHash }
}

interface Sought {
  readonly principal: Principal
  readonly taskId: string
}

/** The gate's facts hold what is still to be done; a finished task is looked up beside them. */
async function seenTask(
  deps: Dependencies,
  facts: ActFacts,
  { principal, taskId }: Sought,
): Promise<{ readonly subject: Subject; readonly task: TaskRow }> {
  const { subject, task } = taskAmong(facts, taskId)
  if (subject !== undefined && task !== undefined) return { subject, task }
  const finished = found(await readAs(deps, principal, (tx) => readTask(tx, taskId)))
  const of = found(subjectOf(facts, finished.subjectId))
  of.rows.load('task', finished)
  return { subject: of, task: finished }
}

/** Who may see a task that is not to be done any more hears that; everybody else hears what they would of a missing one. */
async function absenceOf(
  deps: Dependencies,
  { principal, taskId }: Sought,
): Promise<'task.not-open' | 'not-found'> {
  const task = await readAs(deps, principal, (tx) => readTask(tx, taskId))
  return task?.state === 'completed' || task?.state === 'cancelled' ? 'task.not-open' : 'not-found'
}

function namedBy({ kind, row, rows }: Subject, task: TaskRow): readonly (string | null)[] {
  const samples = kind === 'disposal-list' ? row.samples : []
  return [
    task.assigneeId,
    task.delegatedBy,
    task.candidateGroup.split('@')[1] ?? null,
    ...namedInOpinions(rows.all('disposalOpinion')),
    ...samples.map(({ drawnBy }) => drawnBy),
  ]
}
