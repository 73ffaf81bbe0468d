import { addDays, addWorkingDays, addYears } from '#domain/dates.ts'
import type { NewEvent } from '#domain/events.ts'
import { next, stepAt } from '#domain/lifecycle.ts'
import { refuse } from '#domain/refusal.ts'
import type { JobRow } from '#domain/state.ts'
import { decided, type ActFacts, type Decided, type Decision, type PageText } from './act.ts'
import {
  definitionOf,
  eligibilityToday,
  escalateAfter,
  fallsDueForTransfer,
  fondsOf,
  guardedBy,
  keepUntil,
  moveEvents,
  subjectOf,
  waitUntil,
  type Subject,
} from './place.ts'
import { candidateGroup } from '#domain/access.ts'
import { ruleOf } from './record-effects.ts'
import { redatedByOthers } from './redate-facts.ts'

export interface JobRef {
  readonly subjectId: string
  readonly jobId: string
}

export interface JobResult extends JobRef {
  /** Outcome of the step; null for work beside the lifecycle. */
  readonly outcome: string | null
  readonly events: readonly NewEvent[]
  readonly texts?: readonly PageText[]
  readonly more?: Pick<Decided, 'epochs' | 'erase'>
}

/** The running job, or undefined when it is over or belongs to a place that the subject has left. */
function runningJob(subject: Subject | undefined, jobId: string): JobRow | undefined {
  const job = subject?.rows.get('job', jobId)
  if (subject === undefined || subject.row.endedOn !== null || job?.state !== 'running') return undefined
  return job.step === null ||
    (job.step === subject.row.placeStep && job.placeVersion === subject.row.placeVersion)
    ? job
    : undefined
}

/** A machine's work comes back through the gate as an act of the engine, and the subject moves on. */
export function finishJob(facts: ActFacts, result: JobResult): Decision {
  const subject = subjectOf(facts, result.subjectId)
  const job = runningJob(subject, result.jobId)
  if (subject === undefined || job === undefined) return refuse('task.out-of-order')
  const stream = { kind: subject.kind, id: subject.row.id }
  const completed: NewEvent = {
    stream,
    type: 'job.completed',
    data: { jobId: job.id, outcome: result.outcome ?? 'done' },
  }
  // What a machine did beside the lifecycle, such as locking the files of an imported record, moves nothing on.
  const moved = result.outcome === null || job.step === null ? [] : stepEvents(facts, subject, result.outcome)
  if (!Array.isArray(moved)) return refuse('task.outcome-unknown')
  return decided(
    [...result.events, completed, ...moved],
    { jobId: job.id },
    {
      ...(result.texts === undefined ? {} : { texts: result.texts }),
      ...result.more,
    },
  )
}

/**
 * Leaves a step with an outcome that no form gave: a machine's, the clock's, or a list's for the records that it takes. The
 * slots of a human step count as filled, because another act has done their work. Undefined: the step has no such outcome.
 */
export function stepEvents(
  facts: ActFacts,
  subject: Subject,
  outcome: string,
): readonly NewEvent[] | undefined {
  const definition = definitionOf(facts, subject)
  const place = { step: subject.row.placeStep, round: subject.row.placeRound }
  const step = stepAt(definition, place.step)
  const filled = step?.kind === 'human' ? step.slots.map((slot) => slot.id) : []
  // An outcome that only one slot may choose is chosen in its stead.
  const slot = step?.outcomes.find((known) => known.name === outcome)?.bySlot
  const chosen = slot === undefined ? {} : { slot }
  const onward = next(definition, place, { outcome, filled, ...chosen, ...guardedBy(subject) })
  if (onward.kind === 'refused') return undefined
  const placeFacts = {
    stream: { kind: subject.kind, id: subject.row.id },
    definition,
    fonds: fondsOf(facts, subject.row.fondsId),
    formingUnitId: subject.row.formingUnitId,
    wakeOn: waitUntil(facts, subject),
    samePersons: witnessesOf(subject),
  }
  return moveEvents(facts, placeFacts, { ...onward, left: { from: place.step, round: place.round, outcome } })
}

function witnessesOf(subject: Subject): Readonly<Record<string, string>> {
  if (subject.kind !== 'disposal-list') return {}
  const { witnessArchivesId, witnessBusinessId } = subject.row
  return {
    ...(witnessArchivesId === null ? {} : { 'check/witness-archives': witnessArchivesId }),
    ...(witnessBusinessId === null ? {} : { 'check/witness-business': witnessBusinessId }),
  }
}

export interface JobFailure extends JobRef {
  readonly attempts: number
  readonly code: string
  readonly detail: string
}

/** After its retries a machine's work becomes an incident with an owner, a cause and a retry button. */
export function failJob(facts: ActFacts, failure: JobFailure): Decision {
  const subject = subjectOf(facts, failure.subjectId)
  const job = runningJob(subject, failure.jobId)
  if (subject === undefined || job === undefined) return refuse('task.out-of-order')
  const stream = { kind: subject.kind, id: subject.row.id }
  const data = {
    jobId: job.id,
    attempts: job.attempts + failure.attempts,
    errorCode: failure.code,
    errorDetail: failure.detail,
  }
  return decided([{ stream, type: 'job.failed', data }], { jobId: job.id })
}

/** The clock asks whether a kept record has fallen due: the one rule answers, and at most work for a person opens. */
export function confirmDue(facts: ActFacts, { recordId }: { readonly recordId: string }): Decision {
  const subject = subjectOf(facts, recordId)
  if (subject?.kind !== 'record') return refuse('not-found')
  const { row } = subject
  if (row.wakeOn === null || row.wakeOn > facts.today || row.endedOn !== null) return refuse('record.not-due')
  const stream = { kind: 'record' as const, id: recordId }
  const rule = ruleOf(facts, row)
  const answer = rule.kind === 'rule' ? eligibilityToday(facts, row, rule.rules) : undefined
  const anew = redatedByOthers(facts, subject)
  if (anew.events.length > 0) return decided(anew.events, { recordId, verdict: 'looked-at' })
  if (row.placeStep === 'keep' && answer?.verdict === 'due') {
    const fell: NewEvent = {
      stream,
      type: 'retention.fell-due',
      data: { dueOn: answer.dueOn, asOf: facts.today },
    }
    return decided([fell, ...(stepEvents(facts, subject, 'fell-due') ?? [])], { recordId, verdict: 'due' })
  }
  if (row.placeStep === 'keep' && fallsDueForTransfer(facts, row)) {
    const dueOn = answer?.transferDueOn ?? facts.today
    const fell: NewEvent = {
      stream,
      type: 'retention.fell-due',
      data: { dueOn, asOf: facts.today, why: 'transfer' },
    }
    return decided([fell, ...(stepEvents(facts, subject, 'fell-due') ?? [])], {
      recordId,
      verdict: 'transfer-due',
    })
  }
  const ahead = row.placeStep === 'keep' ? keepUntil(facts, row) : addYears(facts.today, 1)
  const wakeOn = ahead > facts.today ? ahead : addYears(facts.today, 1)
  const looked: NewEvent = {
    stream,
    type: 'retention.looked-at',
    data: { asOf: facts.today, verdict: answer?.verdict ?? 'cannot_evaluate', wakeOn },
  }
  return decided([looked], { recordId, verdict: 'looked-at' })
}

/**
 * Reminds the holder on the eve of the deadline, or later when the eve was missed, but escalates to the unit's head and to the
 * archives office no earlier than their days.
 */
export function lookAfterTasks(facts: ActFacts, { subjectId }: { readonly subjectId: string }): Decision {
  const subject = subjectOf(facts, subjectId)
  if (subject === undefined) return refuse('not-found')
  const late = subject.rows
    .all('task')
    .filter(
      (t) => (t.state === 'open' || t.state === 'claimed') && t.lookOn !== null && t.lookOn <= facts.today,
    )
  if (late.length === 0) return refuse('record.not-due')
  const stream = { kind: subject.kind, id: subject.row.id }
  const archives = candidateGroup('archives-head', fondsOf(facts, subject.row.fondsId).archivesUnitId)
  const events = late.map((task): NewEvent => {
    const [first, second] = escalateAfter(task.form)
    const lookOn = addWorkingDays(task.dueOn, first, facts.calendar)
    if (task.remindedOn === null && facts.today < lookOn) {
      return { stream, type: 'task.reminded', data: { taskId: task.id, on: facts.today, lookOn } }
    }
    const isFirst = task.escalations === 0
    const nextOn = isFirst ? laterThanToday(facts, addWorkingDays(task.dueOn, second, facts.calendar)) : null
    return {
      stream,
      type: 'task.escalated',
      data: {
        taskId: task.id,
        on: facts.today,
        toGroup: isFirst ? task.escalationGroup : archives,
        lookOn: nextOn,
      },
    }
  })
  return decided(events, { subjectId, tasks: late.length })
}

function laterThanToday(facts: ActFacts, on: ReturnType<typeof addDays>): ReturnType<typeof addDays> {
  return on > facts.today ? on : addDays(facts.today, 1)
}
