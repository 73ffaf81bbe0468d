import { behalfOf, isCleared, isEngine } from '#domain/access.ts'
import { refuse, type Refusal } from '#domain/refusal.ts'
import type { TaskRow } from '#domain/state.ts'
import { decided, type ActFacts, type Decision, type PersonFacts } from './act.ts'
import { slotOf, taskAmong, taskRefusal } from './complete-task.ts'
import type { Subject } from './place.ts'

export interface Delegation {
  readonly taskId: string
  readonly to: string
  readonly reason: string
}

/** Who holds a task gives it to another candidate of its group, and may take it back until it is done (委托). */
export function delegateTask(facts: ActFacts, { taskId, to, reason }: Delegation): Decision {
  const found = ownTask(facts, taskId)
  if ('code' in found) return found
  const { subject, task } = found
  if (task.delegatedBy !== null) return refuse('task.delegated-on')
  const target = takerOf(facts, { subject, task, to })
  if ('code' in target) return target
  const from = facts.actor.personId
  return decided(
    [
      {
        stream: { kind: subject.kind, id: subject.row.id },
        type: 'task.delegated',
        data: { taskId, from, to, reasonDigest: '' },
        personal: { reasonDigest: reason },
      },
    ],
    { taskId, subjectId: subject.row.id },
    { people: [guardOf(target)], ...behalfOf(facts.actor, task.candidateGroup) },
  )
}

/** A delegated task goes back to who gave it: they take it back, or its holder gives it back. */
export function handBackTask(facts: ActFacts, { taskId }: { readonly taskId: string }): Decision {
  const { subject, task } = taskAmong(facts, taskId)
  if (subject === undefined || task === undefined || !isCleared(facts.actor, subject.row.grade))
    return refuse('not-found')
  if (task.state !== 'claimed') return refuse('task.not-open')
  const { assigneeId, delegatedBy } = task
  if (delegatedBy === null || assigneeId === null) return refuse('task.not-delegated')
  if (facts.actor.personId !== delegatedBy && facts.actor.personId !== assigneeId)
    return refuse('task.not-yours')
  return decided(
    [
      {
        stream: { kind: subject.kind, id: subject.row.id },
        type: 'task.handed-back',
        data: { taskId, from: assigneeId, to: delegatedBy },
      },
    ],
    { taskId, subjectId: subject.row.id },
  )
}

export interface Reassignment {
  readonly taskId: string
  /** Null gives it back to its group. */
  readonly to: string | null
  readonly reason: string
}

/** A head of the task's unit frees the work of somebody who left or is away (FLT-27). */
export function reassignTask(facts: ActFacts, { taskId, to, reason }: Reassignment): Decision {
  const { subject, task } = taskAmong(facts, taskId)
  const refusal = headRefusal(facts, subject, task)
  if (refusal !== undefined || subject === undefined || task === undefined)
    return refusal ?? refuse('not-found')
  const from = task.assigneeId ?? ''
  const stream = { kind: subject.kind, id: subject.row.id }
  const answer = { taskId, subjectId: subject.row.id }
  if (to === null)
    return decided([{ stream, type: 'task.released', data: { taskId, personId: from } }], answer)
  const target = takerOf(facts, { subject, task, to })
  if ('code' in target) return target
  const data = { taskId, from, to, reasonDigest: '' }
  const event = { stream, type: 'task.reassigned' as const, data, personal: { reasonDigest: reason } }
  return decided([event], answer, { people: [guardOf(target)] })
}

/** The engine gives a leaver's claimed task back to its group; whoever is still active keeps theirs (FLT-27). */
export function releaseLeaversTask(facts: ActFacts, { taskId }: { readonly taskId: string }): Decision {
  const { subject, task } = taskAmong(facts, taskId)
  if (subject === undefined || task === undefined) return refuse('not-found')
  const answer = { taskId, subjectId: subject.row.id }
  const holder = facts.people?.find((one) => one.personId === task.assigneeId)
  if (task.state !== 'claimed' || task.assigneeId === null || holder?.state !== 'passive')
    return decided([], answer)
  if (slotOf(facts, subject, task)?.samePersonAs !== undefined) return refuse('duty.same-person')
  const stream = { kind: subject.kind, id: subject.row.id }
  return decided([{ stream, type: 'task.released', data: { taskId, personId: task.assigneeId } }], answer)
}

export interface TaskHandOver {
  readonly taskId: string
  readonly from: string
  readonly to: string
}

/** The engine gives what the former holder of a post has claimed to its successor; a task that moved on meanwhile stays as it is. */
export function handOverTask(facts: ActFacts, { taskId, from, to }: TaskHandOver): Decision {
  if (!isEngine(facts.actor)) return refuse('access.denied', { act: 'task.hand-over' })
  const { subject, task } = taskAmong(facts, taskId)
  if (subject === undefined || task === undefined) return refuse('not-found')
  const answer = { taskId, subjectId: subject.row.id }
  if (task.state !== 'claimed' || task.assigneeId !== from) return decided([], answer)
  if (slotOf(facts, subject, task)?.samePersonAs !== undefined) return refuse('duty.same-person')
  const target = takerOf(facts, { subject, task, to })
  if ('code' in target) return target
  const data = { taskId, from, to, reasonDigest: '' }
  const stream = { kind: subject.kind, id: subject.row.id }
  const event = { stream, type: 'task.reassigned' as const, data, personal: { reasonDigest: '岗位移交' } }
  return decided([event], answer, { people: [guardOf(target)] })
}

function headRefusal(
  facts: ActFacts,
  subject: Subject | undefined,
  task: TaskRow | undefined,
): Refusal | undefined {
  if (subject === undefined || task === undefined || !isCleared(facts.actor, subject.row.grade))
    return refuse('not-found')
  if (task.state !== 'claimed') return refuse('task.not-claimed')
  if (!isHeadOf(facts, task)) return refuse('task.not-head')
  if (task.assigneeId === facts.actor.personId) return refuse('task.is-yours')
  if (slotOf(facts, subject, task)?.samePersonAs !== undefined) return refuse('duty.same-person')
  return undefined
}

const HEADS = ['unit-head', 'archives-head'] as const

/** The head of the very unit whose group does the task: not of one above, and not of one below. */
export function isHeadOf({ actor }: Pick<ActFacts, 'actor'>, task: Pick<TaskRow, 'candidateGroup'>): boolean {
  const unitId = task.candidateGroup.split('@')[1]
  return actor.posts.some((post) => post.unitId === unitId && HEADS.some((role) => role === post.role))
}

function ownTask(
  facts: ActFacts,
  taskId: string,
): Refusal | { readonly subject: Subject; readonly task: TaskRow } {
  const { subject, task } = taskAmong(facts, taskId)
  const refusal = taskRefusal(facts, subject, task)
  if (refusal !== undefined || subject === undefined || task === undefined)
    return refusal ?? refuse('not-found')
  if (task.state !== 'claimed') return refuse('task.not-claimed')
  if (slotOf(facts, subject, task)?.samePersonAs !== undefined) return refuse('duty.same-person')
  return { subject, task }
}

interface Taking {
  readonly subject: Subject
  readonly task: TaskRow
  readonly to: string
}

/** Who shall have the task must be able to do it: of its group, cleared, active, and not signed for the same place yet. */
function takerOf(facts: ActFacts, { subject, task, to }: Taking): Refusal | PersonFacts {
  if (to === task.assigneeId) return refuse('task.holds-it')
  const target = facts.people?.find((one) => one.personId === to)
  if (target?.state !== 'active' || target.kind !== 'person' || !isAmong(target, task.candidateGroup))
    return refuse('task.taker-not-candidate')
  if (!isCleared({ ...facts.actor, clearance: target.clearance }, subject.row.grade))
    return refuse('task.taker-not-candidate')
  const signed = subject.rows
    .all('task')
    .some((t) => t.step === task.step && t.round === task.round && t.completedBy === to)
  return signed ? refuse('duty.not-distinct') : target
}

function isAmong(target: PersonFacts, group: string): boolean {
  return target.groups.includes(group)
}

function guardOf({ personId, rightsVersion }: PersonFacts): {
  readonly id: string
  readonly rightsVersion: number
} {
  return { id: personId, rightsVersion }
}
