import { claimTask, releaseTask } from '#domain/acts/claim-task.ts'
import { confirmDue, failJob, finishJob } from '#domain/acts/engine.ts'
import { decideLift, placeHold, proposeLift } from '#domain/acts/holds.ts'
import { compileList } from '#domain/acts/lists.ts'
import { retryJob } from '#domain/acts/retry-job.ts'
import { endCooling, registerEvents } from '#domain/acts/run-list.ts'
import { beginDestruction, finishDestruction } from '#domain/acts/destroy-record.ts'
import { completeTask } from '#domain/acts/complete-task.ts'
import { addDays } from '#domain/dates.ts'
import { outcomesFor, stepAt } from '#domain/lifecycle.ts'
import type { TaskRow } from '#domain/state.ts'
import { APPRAISED, created, newRecord } from './decided-lives.ts'
import { ITEM_DEFINITION, LIST_DEFINITION, PEOPLE, type World } from './decisions.ts'

/** Lets people and machines do what chance says and the rules let them; what is refused changes nothing. */
export function randomLife(world: World, choices: readonly number[]): void {
  created(world, {}, PEOPLE.system)
  created(world)
  for (const choice of choices) {
    const ids = [...world.history.keys()]
    const id = ids[choice % ids.length] ?? ''
    if (choice % 11 === 0) world.today = addDays(world.today, choice % 30)
    const isRecord = world.rows(id).get('record', id) !== undefined
    work(world, id, choice)
    if (isRecord) recordWork(world, id, choice)
    else listWork(world, id)
  }
}

function work(world: World, id: string, choice: number): void {
  const task = world.open(id)[choice % Math.max(1, world.open(id).length)]
  if (task !== undefined) workOn(world, task, choice)
  const job = world
    .rows(id)
    .all('job')
    .find((row) => row.state === 'running' && row.step !== null)
  if (job === undefined) return retry(world, id)
  if (choice % 7 === 0) {
    world.act(PEOPLE.engine, (f) =>
      failJob(f, { subjectId: id, jobId: job.id, attempts: 1, code: 'internal', detail: 'x' }),
    )
    return
  }
  const subject = world.rows(id).get('record', id) ?? world.list(id)
  const definition = 'archivalCode' in subject ? ITEM_DEFINITION : LIST_DEFINITION
  const outcomes = stepAt(definition, subject.placeStep)?.outcomes ?? []
  if (job.kind === 'register' || job.kind === 'destroy') return
  const outcome = outcomes[choice % Math.max(1, outcomes.length)]?.name ?? 'none'
  world.act(PEOPLE.engine, (f) => finishJob(f, { subjectId: id, jobId: job.id, outcome, events: [] }))
}

function retry(world: World, id: string): void {
  const incident = world
    .rows(id)
    .all('job')
    .find((row) => row.state === 'incident')
  if (incident !== undefined)
    world.act(PEOPLE.archivist, (f) => retryJob(f, { subjectId: id, jobId: incident.id }))
}

function workOn(world: World, task: TaskRow, choice: number): void {
  const actor = Object.values(PEOPLE).find(
    (person) =>
      person.groups.includes(task.candidateGroup) &&
      (task.assigneeId === null || task.assigneeId === person.personId),
  )
  if (actor === undefined) return
  world.act(actor, (f) => claimTask(f, { taskId: task.id }))
  if (choice % 13 === 0) {
    world.act(actor, (f) => releaseTask(f, { taskId: task.id }))
    return
  }
  const step = stepAt(task.subjectKind === 'record' ? ITEM_DEFINITION : LIST_DEFINITION, task.step)
  const outcomes = step?.kind === 'human' ? outcomesFor(step, task.slot) : []
  const outcome = outcomes[(choice % 5 === 0 ? choice : 0) % Math.max(1, outcomes.length)] ?? 'none'
  const isBack = step?.outcomes.some((o) => o.name === outcome && o.back === true) === true
  const verdicts = world
    .rows(task.subjectId)
    .all('disposalListItem')
    .filter((item) => item.state !== 'left')
    .map(({ recordId }) => ({ recordId, verdict: 'destroy' as const }))
  world.act(actor, (f) =>
    completeTask(f, {
      taskId: task.id,
      outcome,
      form: isBack ? { reason: 'x' } : formOf(world, task),
      verdicts,
      factor: 'factor',
    }),
  )
}

function formOf(world: World, task: TaskRow): Readonly<Record<string, unknown>> {
  const { title, classCode, formedOn } = newRecord()
  const records = world
    .rows(task.subjectId)
    .all('disposalListItem')
    .filter((item) => item.state !== 'left').length
  const forms: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
    create: { title, classCode, formedOn },
    arrange: { pages: 3 },
    file: { classCode },
    appraise: APPRAISED,
    'hand-over-send': { records: 1, pages: 3 },
    'hand-over-receive': { countedPages: 3 },
    opinion: { opinion: '同意' },
    'file-for-record': { number: '3号', filedOn: world.today },
    approve: { opinion: '同意' },
    'witness-check': { countedRecords: records, isAsRegistered: true },
    'witness-sign': { method: '删除', place: '机房', destroyedOn: world.today },
  }
  return forms[task.form] ?? {}
}

function recordWork(world: World, id: string, choice: number): void {
  world.act(PEOPLE.engine, (f) => confirmDue(f, { recordId: id }))
  const hold = world
    .rows(id)
    .all('hold')
    .find((row) => row.state !== 'lifted')
  if (hold !== undefined) {
    world.act(PEOPLE.head, (f) => proposeLift(f, { recordId: id, holdId: hold.id, reason: 'x' }))
    world.act(PEOPLE.archivesHead, (f) =>
      decideLift(f, {
        recordId: id,
        holdId: hold.id,
        decision: choice % 2 === 0 ? 'confirm' : 'refuse',
        reason: 'x',
      }),
    )
  } else if (choice % 17 === 0) {
    world.act(PEOPLE.auditor, (f) =>
      placeHold(f, { recordId: id, reason: 'x', authority: 'x', reviewOn: addDays(world.today, 30) }),
    )
  }
  if (choice % 3 === 0) world.act(PEOPLE.compiler, (f) => compileList(f, { title: '清单', recordIds: [id] }))
}

function listWork(world: World, id: string): void {
  const job = world
    .rows(id)
    .all('job')
    .find((row) => row.state === 'running')
  if (job?.kind === 'register') {
    world.act(PEOPLE.engine, (f) => {
      const { events, outcome } = registerEvents(f, id)
      return finishJob(f, { subjectId: id, jobId: job.id, outcome, events })
    })
  }
  if (job?.kind === 'destroy') destroyAll(world, id, job.id)
  world.act(PEOPLE.engine, (f) => endCooling(f, { listId: id }))
}

function destroyAll(world: World, listId: string, jobId: string): void {
  const items = world
    .rows(listId)
    .all('disposalListItem')
    .filter((item) => item.state === 'destroying')
  for (const { recordId } of items) {
    world.act(PEOPLE.engine, (f) => beginDestruction(f, { listId, recordId }))
    for (const copy of world.rows(recordId).all('objectCopy')) {
      world.act(PEOPLE.engine, () => ({
        kind: 'decided',
        answer: {},
        events: [
          {
            stream: { kind: 'record', id: recordId },
            type: 'copy.destroyed',
            data: { copyId: copy.id, proof: 'gone' },
          },
        ],
      }))
    }
    world.act(PEOPLE.engine, (f) => finishDestruction(f, { listId, recordId }))
  }
  const isDestroyed = world
    .rows(listId)
    .all('disposalListItem')
    .some((item) => item.state === 'destroyed')
  world.act(PEOPLE.engine, (f) =>
    finishJob(f, { subjectId: listId, jobId, outcome: isDestroyed ? 'destroyed' : 'empty', events: [] }),
  )
}
