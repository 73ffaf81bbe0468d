import { refuse } from '#domain/refusal.ts'
import { decided, type ActFacts, type Decision } from './act.ts'
import { givenBy, startedEvents, startedRecord } from './data-starts.ts'
import { causeOf, computedEvent, rewoken, settled, type Cause } from './dating.ts'
import { eligibilityToday, subjectOf } from './place.ts'
import { ruleOf } from './record-effects.ts'

/**
 * The engine computes again after a person has let the incident's work run again: with what is known by now, or it is an incident as
 * before.
 */
export function settleRetention(
  facts: ActFacts,
  { subjectId, jobId }: { readonly subjectId: string; readonly jobId: string },
): Decision {
  const subject = subjectOf(facts, subjectId)
  const job = subject?.rows.get('job', jobId)
  if (subject?.kind !== 'record' || job?.state !== 'running') return refuse('task.out-of-order')
  const rule = ruleOf(facts, subject.row)
  // Its data may have changed without an act on it, such as the start of the record to which it belongs.
  const started = rule.kind === 'rule' ? startedEvents(facts, givenBy(facts, subject), rule.rules) : []
  const record = startedRecord(subject.row, started)
  const answer = rule.kind === 'rule' ? eligibilityToday(facts, record, rule.rules) : undefined
  const cause: Cause | undefined =
    answer === undefined
      ? { errorCode: 'retention.cannot-evaluate', errorDetail: 'schedule.row-missing' }
      : causeOf(answer)
  if (answer === undefined || cause !== undefined) {
    const data = {
      errorCode: 'retention.cannot-evaluate',
      errorDetail: '',
      ...cause,
      jobId,
      attempts: job.attempts + 1,
    }
    return decided([...started, { stream: { kind: 'record', id: subjectId }, type: 'job.failed', data }], {
      jobId,
    })
  }
  return decided(
    [...started, computedEvent(record, answer), settled(record, job), ...rewoken(facts, record, 'settled')],
    {
      jobId,
    },
  )
}
