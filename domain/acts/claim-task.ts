import { behalfOf } from '#domain/access.ts'
import { refuse } from '#domain/refusal.ts'
import { decided, type ActFacts, type Decision } from './act.ts'
import { slotOf, taskAmong, taskRefusal } from './complete-task.ts'
import { handBackTask } from './pass-task.ts'

/** A candidate takes an open task; taking one's own again changes nothing. */
export function claimTask(facts: ActFacts, { taskId }: { readonly taskId: string }): Decision {
  const { subject, task } = taskAmong(facts, taskId)
  const refusal = taskRefusal(facts, subject, task)
  if (refusal !== undefined || subject === undefined || task === undefined)
    return refusal ?? refuse('not-found')
  const answer = { taskId, subjectId: subject.row.id }
  if (task.assigneeId === facts.actor.personId) return decided([], answer)
  const stream = { kind: subject.kind, id: subject.row.id }
  return decided(
    [{ stream, type: 'task.claimed', data: { taskId, personId: facts.actor.personId } }],
    answer,
    behalfOf(facts.actor, task.candidateGroup),
  )
}

/** Gives a claimed task back to its group, or to who delegated it; a signature that only its holder can give stays where it is. */
export function releaseTask(facts: ActFacts, { taskId }: { readonly taskId: string }): Decision {
  const { subject, task } = taskAmong(facts, taskId)
  const refusal = taskRefusal(facts, subject, task)
  if (refusal !== undefined || subject === undefined || task === undefined)
    return refusal ?? refuse('not-found')
  if (task.state !== 'claimed') return refuse('task.not-claimed')
  if (task.delegatedBy !== null) return handBackTask(facts, { taskId })
  if (slotOf(facts, subject, task)?.samePersonAs !== undefined) return refuse('duty.same-person')
  const stream = { kind: subject.kind, id: subject.row.id }
  const events = [
    { stream, type: 'task.released' as const, data: { taskId, personId: facts.actor.personId } },
  ]
  return decided(events, { taskId, subjectId: subject.row.id })
}
