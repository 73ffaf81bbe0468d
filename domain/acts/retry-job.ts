import { mayAct } from '#domain/access.ts'
import { refuse } from '#domain/refusal.ts'
import { decided, type ActFacts, type Decision } from './act.ts'
import { subjectOf } from './place.ts'

/** A person lets an incident's work run again. */
export function retryJob(
  facts: ActFacts,
  { subjectId, jobId }: { readonly subjectId: string; readonly jobId: string },
): Decision {
  const subject = subjectOf(facts, subjectId)
  const job = subject?.rows.get('job', jobId)
  if (subject === undefined || job === undefined) return refuse('not-found')
  if (!mayAct(facts.actor, 'job.retry')) return refuse('access.denied', { act: 'job.retry' })
  if (subject.row.endedOn !== null) return refuse('record.ended')
  if (job.state !== 'incident') return refuse('job.not-incident')
  const stream = { kind: subject.kind, id: subject.row.id }
  return decided([{ stream, type: 'job.retried', data: { jobId } }], { jobId })
}
