import { isEngine, mayAct } from '#domain/access.ts'
import { refuse } from '#domain/refusal.ts'
import { decided, type ActFacts, type Decision, type PersonFacts } from './act.ts'
import { subjectOf, type Subject } from './place.ts'

/** A person who sees the subject lets an incident's work run again. */
export function retryJob(
  facts: ActFacts,
  { subjectId, jobId }: { readonly subjectId: string; readonly jobId: string },
): Decision {
  const subject = subjectOf(facts, subjectId)
  if (subject?.rows.get('job', jobId) === undefined) return refuse('not-found')
  if (!mayAct(facts.actor, 'job.retry')) return refuse('access.denied', { act: 'job.retry' })
  return retried(subject, jobId)
}

/**
 * A system administrator lets it run again and never sees on what (三员): the engine acts in their name, and the commit stands
 * only while they keep the machines.
 */
export function retryJobUnseen(
  facts: ActFacts,
  given: { readonly subjectId: string; readonly jobId: string; readonly askedBy: string },
): Decision {
  const { subjectId, jobId, askedBy } = given
  if (!isEngine(facts.actor)) return refuse('access.denied', { act: 'job.retry' })
  const person = facts.people?.find(({ personId }) => personId === askedBy)
  if (person === undefined || person.state !== 'active' || !keepsMachines(person))
    return refuse('access.denied', { act: 'job.retry' })
  const subject = subjectOf(facts, subjectId)
  if (subject?.rows.get('job', jobId) === undefined) return refuse('not-found')
  const decision = retried(subject, jobId)
  return decision.kind === 'refused'
    ? decision
    : {
        ...decision,
        onBehalfOf: askedBy,
        people: [{ id: askedBy, rightsVersion: person.rightsVersion }],
      }
}

function keepsMachines({ groups }: PersonFacts): boolean {
  return groups.some((group) => group.startsWith('system-admin@'))
}

function retried(subject: Subject, jobId: string): Decision {
  const job = subject.rows.must('job', jobId)
  if (subject.row.endedOn !== null) return refuse('record.ended')
  if (job.state !== 'incident') return refuse('job.not-incident')
  const stream = { kind: subject.kind, id: subject.row.id }
  return decided([{ stream, type: 'job.retried', data: { jobId } }], { jobId })
}
