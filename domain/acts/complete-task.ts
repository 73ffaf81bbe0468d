import { behalfOf, isCandidate, isCleared } from '#domain/access.ts'
import type { NewEvent } from '#domain/events.ts'
import { checkForm, formOf } from '#domain/forms.ts'
import { next, outcomesFor, stepAt, type HumanStep, type Slot } from '#domain/lifecycle.ts'
import { notLiveRefusal } from '#domain/organisation.ts'
import { refuse, type Refusal } from '#domain/refusal.ts'
import type { ItemOpinion, TaskRow, TermAnswer } from '#domain/state.ts'
import { decided, type ActFacts, type Decision, type Json } from './act.ts'
import type { EffectContext, EffectResult } from './effect.ts'
import { applyBatchEffect } from './batch-effects.ts'
import { applyListEffect } from './list-effects.ts'
import { definitionOf, fondsOf, guardedBy, moveEvents, subjectOf, waitUntil, type Subject } from './place.ts'
import { proposalsAfter, standingSlots } from './proposals.ts'
import { applyRecordEffect } from './record-effects.ts'

export interface Completion {
  readonly taskId: string
  readonly outcome: string
  readonly form: Readonly<Record<string, unknown>>
  /** Verdicts per item, where the step asks for opinions on a list. */
  readonly verdicts?: readonly ItemOpinion[]
  /** Answers per item, where a second person authorises what others propose. */
  readonly answers?: readonly TermAnswer[]
  /** Evidence of a fresh second factor bound to what is signed; undefined when none was given. */
  readonly factor?: string
}

/** Why this actor may not work on this task now; undefined when nothing stands against it. */
export function taskRefusal(
  facts: ActFacts,
  subject: Subject | undefined,
  task: TaskRow | undefined,
): Refusal | undefined {
  if (subject === undefined || task === undefined) return refuse('not-found')
  if (task.state === 'completed' || task.state === 'cancelled') return refuse('task.not-open')
  if (!isCleared(facts.actor, subject.row.grade)) return refuse('not-found')
  if (!isCandidate(facts.actor, task.candidateGroup))
    return refuse('task.not-candidate', { group: task.candidateGroup })
  if (task.assigneeId !== null && task.assigneeId !== facts.actor.personId) {
    return task.form === 'witness-sign' ? refuse('duty.same-person') : refuse('task.not-yours')
  }
  if (subject.kind === 'record' && subject.row.quarantine !== null) return refuse('content.quarantined')
  if (task.step !== subject.row.placeStep || task.round !== subject.row.placeRound)
    return refuse('task.out-of-order')
  return undefined
}

/** Finds a task among the facts, and the record or list that it is about. */
export function taskAmong(
  facts: ActFacts,
  taskId: string,
): { readonly subject: Subject | undefined; readonly task: TaskRow | undefined } {
  for (const [id, rows] of facts.subjects) {
    const task = rows.get('task', taskId)
    if (task !== undefined) return { subject: subjectOf(facts, id), task }
  }
  return { subject: undefined, task: undefined }
}

/** What the definition says of a task's slot. */
export function slotOf(facts: ActFacts, subject: Subject, task: TaskRow): Slot | undefined {
  const step = stepAt(definitionOf(facts, subject), task.step)
  return step?.kind === 'human' ? step.slots.find((candidate) => candidate.id === task.slot) : undefined
}

/** A person completes a task: form, duties, effect and the next place, in one decision. */
export function completeTask(facts: ActFacts, done: Completion): Decision {
  const { subject, task } = taskAmong(facts, done.taskId)
  const refusal = taskRefusal(facts, subject, task)
  if (refusal !== undefined || subject === undefined || task === undefined)
    return refusal ?? refuse('not-found')
  if (task.state === 'open') return refuse('task.not-claimed')
  const step = stepAt(definitionOf(facts, subject), task.step)
  const slot = slotOf(facts, subject, task)
  if (step?.kind !== 'human' || slot === undefined) return refuse('task.out-of-order')
  if (task.form === 'put-on-list') return refuse('task.needs-list')
  return (
    custodyRefusal(facts, subject, { step, outcome: done.outcome }) ??
    completeSlot(facts, { subject, task, step, slot, done })
  )
}

/** Neither who hands over nor who receives signs for a unit that does not work in the system yet; sending back is free. */
function custodyRefusal(
  facts: ActFacts,
  subject: Subject,
  { step, outcome }: { readonly step: HumanStep; readonly outcome: string },
): Refusal | undefined {
  if (subject.kind !== 'record' || !step.slots.some(({ effect }) => effect === 'take-custody'))
    return undefined
  if (step.outcomes.find(({ name }) => name === outcome)?.back === true) return undefined
  const liveFrom = facts.reference.liveFrom(fondsOf(facts, subject.row.fondsId).archivesUnitId)
  return liveFrom === undefined ? undefined : notLiveRefusal({ liveFrom }, facts.today)
}

interface Slotted {
  readonly subject: Subject
  readonly task: TaskRow
  readonly step: HumanStep
  readonly slot: Slot
  readonly done: Completion
}

function completeSlot(facts: ActFacts, { subject, task, step, slot, done }: Slotted): Decision {
  const outcomes = outcomesFor(step, slot.id)
  if (!outcomes.includes(done.outcome)) return refuse('task.outcome-unknown', { outcomes })
  const chosen = step.outcomes.find((o) => o.name === done.outcome)
  const isBack = chosen?.back === true
  const form = checkForm(formOf(chosen?.form ?? (isBack ? 'send-back' : slot.form)), done.form)
  if (form.kind === 'refused') return refuse('task.form-invalid', { faults: form.faults })
  if (slot.needsSecondFactor === true && done.factor === undefined) return refuse('factor.required')
  const filled = subject.rows
    .all('task')
    .filter((t) => t.step === task.step && t.round === task.round && t.state === 'completed')
  if (filled.some((t) => t.completedBy === facts.actor.personId)) return refuse('duty.not-distinct')
  const context = {
    facts,
    subject,
    task,
    slot,
    effect: chosen?.effect ?? (isBack ? undefined : slot.effect),
    outcome: done.outcome,
    form: form.values,
    verdicts: done.verdicts ?? [],
    answers: done.answers ?? [],
    factor: done.factor,
  }
  const effect = effectOf(context)
  if (effect.kind === 'refused') return effect
  return move(context, { filled: filled.map((t) => t.slot), effect })
}

const nothing: EffectResult = { kind: 'effect', events: [] }

function effectOf(context: EffectContext): Refusal | EffectResult {
  const { subject } = context
  if (context.effect === undefined) return nothing
  switch (subject.kind) {
    case 'record':
      return applyRecordEffect({ ...context, subject })
    case 'disposal-list':
      return applyListEffect({ ...context, subject })
    case 'transfer-batch':
      return applyBatchEffect({ ...context, subject })
  }
}

function move(
  context: EffectContext,
  { filled, effect }: { filled: readonly string[]; effect: EffectResult },
): Decision {
  const { facts, subject, task, slot, outcome } = context
  const definition = definitionOf(facts, subject)
  const place = { step: subject.row.placeStep, round: subject.row.placeRound }
  const onward = next(definition, place, {
    outcome,
    slot: slot.id,
    filled: [...filled, ...standingSlots(subject, definition)],
    ...guardedWith(context),
  })
  if (onward.kind === 'refused') return refuse(onward.code)
  const stream = { kind: subject.kind, id: subject.row.id }
  const completed: NewEvent = {
    stream,
    type: 'task.completed',
    data: { taskId: task.id, personId: facts.actor.personId, outcome, form: context.form },
  }
  const placeFacts = {
    stream,
    definition,
    fonds: fondsOf(facts, subject.row.fondsId),
    formingUnitId: subject.row.formingUnitId,
    wakeOn: effect.wakeOn ?? waitUntil(facts, subject),
    samePersons: samePersonsOf(subject, context),
    standing: effect.standing ?? [],
  }
  const left = { from: place.step, round: place.round, outcome }
  const moved = moveEvents(facts, placeFacts, { ...onward, left })
  const cancelled = onward.kind === 'stay' ? [] : openSiblings(subject, task)
  const events = [completed, ...effect.events, ...cancelled, ...moved, ...(effect.after ?? [])]
  const { counters, epochs, uploads } = effect
  return decided(events, answerOf(context, onward), {
    ...behalfOf(facts.actor, task.candidateGroup),
    ...(counters === undefined ? {} : { counters }),
    ...(epochs === undefined ? {} : { epochs }),
    ...(uploads === undefined ? {} : { uploads }),
  })
}

/** What guards look at once this is done: on a list, what its opinions propose together with the present one. */
function guardedWith({ subject, slot, verdicts }: EffectContext): ReturnType<typeof guardedBy> {
  if (subject.kind !== 'disposal-list') return guardedBy(subject)
  const { samples } = subject.row
  const given = { kind: slot.appraiserKind, verdicts, samples }
  return { guarded: { proposals: proposalsAfter(subject.rows, given) } }
}

/** Tasks of the place that is left and that nobody needs to do any more. */
function openSiblings(subject: Subject, done: TaskRow): readonly NewEvent[] {
  return subject.rows
    .all('task')
    .filter((t) => t.id !== done.id && t.step === done.step && (t.state === 'open' || t.state === 'claimed'))
    .map((t) => ({
      stream: { kind: subject.kind, id: subject.row.id },
      type: 'task.cancelled' as const,
      data: { taskId: t.id, reason: 'place-left' },
    }))
}

function samePersonsOf(subject: Subject, context: EffectContext): Readonly<Record<string, string>> {
  const done = subject.rows.all('task').filter((t) => t.completedBy !== null)
  const persons = done.map((t) => [`${t.step}/${t.slot}`, t.completedBy ?? ''] as const)
  if (subject.kind !== 'disposal-list') return Object.fromEntries(persons)
  const { witnessArchivesId, witnessBusinessId } = subject.row
  return {
    ...Object.fromEntries(persons),
    ...(witnessArchivesId === null ? {} : { 'check/witness-archives': witnessArchivesId }),
    ...(witnessBusinessId === null ? {} : { 'check/witness-business': witnessBusinessId }),
    [`${context.task.step}/${context.slot.id}`]: context.facts.actor.personId,
  }
}

function answerOf(
  { subject, task }: EffectContext,
  onward: { readonly kind: string; readonly to?: { readonly step: string } },
): { readonly [key: string]: Json } {
  return {
    subjectKind: subject.kind,
    subjectId: subject.row.id,
    taskId: task.id,
    place: onward.to?.step ?? task.step,
  }
}
