import { claimTask } from '#domain/acts/claim-task.ts'
import { completeTask, type Completion } from '#domain/acts/complete-task.ts'
import { createRecord, type NewRecord } from '#domain/acts/create-record.ts'
import { confirmDue, finishJob } from '#domain/acts/engine.ts'
import { compileList } from '#domain/acts/lists.ts'
import { itemsOn } from '#domain/acts/leave-list.ts'
import { proposalsOf } from '#domain/acts/proposals.ts'
import { endCooling, registerEvents } from '#domain/acts/run-list.ts'
import type { Actor } from '#domain/access.ts'
import type { Decided } from '#domain/acts/act.ts'
import type { Refusal } from '#domain/refusal.ts'
import { addDays, plainDate } from '#domain/dates.ts'
import type { ItemOpinion } from '#domain/state.ts'
import { PEOPLE, UNITS, type World } from './decisions.ts'

export function newRecord(over: Partial<NewRecord> = {}): NewRecord {
  return {
    definition: 'electronic-item',
    title: '失业保险待遇核定材料',
    classCode: 'SI-5-03',
    formedOn: plainDate('2016-03-02'),
    formingUnitId: UNITS.forming,
    carrier: 'electronic',
    grade: 'internal',
    sourceSystem: null,
    sourceReference: null,
    subjectName: null,
    uploadIds: ['upload-1'],
    ...over,
  }
}

export function created(world: World, over: Partial<NewRecord> = {}, actor: Actor = PEOPLE.clerk): string {
  return idIn(
    world.must(actor, (facts) => createRecord(facts, newRecord(over))),
    'recordId',
  )
}

function idIn({ answer }: Decided, name: string): string {
  const id = answer[name]
  if (typeof id !== 'string') throw new Error(`the answer has no ${name}`)
  return id
}

/** Claims the open task of a slot and completes it. */
export function tries(
  world: World,
  actor: Actor,
  subjectId: string,
  done: Omit<Completion, 'taskId'> & { readonly slot?: string },
): Decided | Refusal {
  const [task] = world.open(subjectId, done.slot)
  if (task === undefined) throw new Error(`${subjectId} has no open task ${done.slot ?? ''}`)
  const claimed = world.act(actor, (facts) => claimTask(facts, { taskId: task.id }))
  return claimed.kind === 'refused'
    ? claimed
    : world.act(actor, (facts) => completeTask(facts, { taskId: task.id, ...done }))
}

export function does(
  world: World,
  actor: Actor,
  subjectId: string,
  done: Parameters<typeof tries>[3],
): Decided {
  const answer = tries(world, actor, subjectId, done)
  if (answer.kind === 'refused')
    throw new Error(`${actor.personId}: ${answer.code} ${JSON.stringify(answer.detail)}`)
  return answer
}

export function machine(world: World, subjectId: string, outcome: string): void {
  const job = world
    .rows(subjectId)
    .all('job')
    .find((row) => row.state === 'running' && row.step !== null)
  if (job === undefined) throw new Error(`${subjectId} has no running job`)
  world.must(PEOPLE.engine, (facts) => finishJob(facts, { subjectId, jobId: job.id, outcome, events: [] }))
}

export const DESCRIBED = { title: '核定材料', classCode: 'SI-5-03', formedOn: '2016-03-02' }
export const APPRAISED = { scanPolicy: 'never', grade: 'internal', openingState: 'controlled' } as const

/** A record at `file`. */
export function arranged(world: World, over: Partial<NewRecord> = {}): string {
  const id = created(world, over)
  const { title, classCode, formedOn } = newRecord(over)
  does(world, PEOPLE.clerk, id, { outcome: 'submitted', form: { title, classCode, formedOn } })
  machine(world, id, 'inspected')
  does(world, PEOPLE.archivist, id, { outcome: 'arranged', form: { pages: 3 } })
  return id
}

/** A record that was handed over: at `keep`. */
export function kept(world: World, over: Partial<NewRecord> = {}): string {
  const id = arranged(world, over)
  does(world, PEOPLE.archivist, id, { outcome: 'filed', form: { classCode: world.record(id).classCode } })
  machine(world, id, 'preserved')
  does(world, PEOPLE.head, id, { outcome: 'appraised', form: APPRAISED })
  does(world, PEOPLE.archivist, id, { outcome: 'signed', form: { records: 1, pages: 3 } })
  does(world, PEOPLE.compiler, id, { outcome: 'signed', form: { countedPages: 3 } })
  return id
}

export function due(world: World, over: Partial<NewRecord> = {}): string {
  const id = kept(world, over)
  world.must(PEOPLE.engine, (facts) => confirmDue(facts, { recordId: id }))
  return id
}

export function compiled(world: World, recordIds: readonly string[]): string {
  return idIn(
    world.must(PEOPLE.compiler, (facts) => compileList(facts, { title: '清单', recordIds })),
    'listId',
  )
}

export function sealed(world: World, recordIds: readonly string[]): string {
  const id = compiled(world, recordIds)
  does(world, PEOPLE.compiler, id, { outcome: 'sealed', form: {} })
  return id
}

export const SEATS = {
  'agency-head': PEOPLE.agencyHead,
  business: PEOPLE.business,
  archives: PEOPLE.archives,
  administration: PEOPLE.administration,
} as const

/** All four have said what they think: `but` for one seat, else to destroy. */
export function concluded(
  world: World,
  recordIds: readonly string[],
  but: Partial<Record<keyof typeof SEATS, readonly ItemOpinion[]>> = {},
): string {
  const id = sealed(world, recordIds)
  for (const seat of ['agency-head', 'business', 'archives', 'administration'] as const) {
    const verdicts = but[seat] ?? recordIds.map((recordId) => ({ recordId, verdict: 'destroy' as const }))
    does(world, SEATS[seat], id, { slot: seat, outcome: 'given', form: { opinion: '同意' }, verdicts })
  }
  if (world.list(id).placeStep === 'authorise') authorised(world, id)
  const job = world
    .rows(id)
    .all('job')
    .find((row) => row.state === 'running')
  world.must(PEOPLE.engine, (facts) => {
    const { events, outcome } = registerEvents(facts, id)
    return finishJob(facts, { subjectId: id, jobId: job?.id ?? '', outcome, events })
  })
  return id
}

/** A second person agrees to all that is proposed. */
export function authorised(world: World, listId: string): void {
  const { samples } = world.list(listId)
  const opinions = world.rows(listId).all('disposalOpinion')
  const proposals = proposalsOf(itemsOn(world.rows(listId)), opinions, samples)
  const answers = proposals.map(({ recordId }) => ({ recordId, answer: 'agreed' as const }))
  does(world, PEOPLE.archivesHead, listId, { outcome: 'authorised', form: {}, answers })
}

export function filedForRecord(world: World, recordIds: readonly string[]): string {
  const id = concluded(world, recordIds)
  does(world, PEOPLE.compiler, id, {
    outcome: 'filed-for-record',
    form: { number: '3号', filedOn: world.today },
  })
  return id
}

export function approved(world: World, recordIds: readonly string[]): string {
  const id = filedForRecord(world, recordIds)
  does(world, PEOPLE.mainHead, id, { outcome: 'approved', form: { opinion: '同意' }, factor: 'factor' })
  return id
}

export function cooled(world: World, recordIds: readonly string[]): string {
  const id = approved(world, recordIds)
  world.today = addDays(world.today, 7)
  world.must(PEOPLE.engine, (facts) => endCooling(facts, { listId: id }))
  return id
}

export const COUNTED = (records: number) => ({
  outcome: 'checked',
  form: { countedRecords: records, isAsRegistered: true },
  factor: 'factor',
})

export function started(world: World, recordIds: readonly string[]): string {
  const id = cooled(world, recordIds)
  does(world, PEOPLE.witnessArchives, id, { slot: 'witness-archives', ...COUNTED(recordIds.length) })
  does(world, PEOPLE.witnessBusiness, id, { slot: 'witness-business', ...COUNTED(recordIds.length) })
  does(world, PEOPLE.executor, id, { outcome: 'started', form: {} })
  return id
}
