import { candidateGroup } from '#domain/access.ts'
import { addDays, addWorkingDays, addYears, type PlainDate } from '#domain/dates.ts'
import { eligibilityOf, transferDueUnder, wakeOnOf, type Eligibility } from '#domain/disposal.ts'
import type { NewEvent } from '#domain/events.ts'
import {
  firstSlots,
  stepAt,
  type Definition,
  type GuardFacts,
  type NextMove,
  type Slot,
  type Step,
  type UnitReference,
} from '#domain/lifecycle.ts'
import { refuse, type Refusal } from '#domain/refusal.ts'
import type { Rules } from '#domain/schedule.ts'
import { standingOver, type Member } from '#domain/standing-holds.ts'
import { retentionFactsOf, type Startable } from '#domain/starts.ts'
import type { DisposalListState, RecordState, Rows } from '#domain/state.ts'
import type { TransferBatchState } from '#domain/state/transfer.ts'
import type { ActFacts, Fonds } from './act.ts'

export type Subject =
  | { readonly kind: 'record'; readonly row: RecordState; readonly rows: Rows }
  | { readonly kind: 'disposal-list'; readonly row: DisposalListState; readonly rows: Rows }
  | { readonly kind: 'transfer-batch'; readonly row: TransferBatchState; readonly rows: Rows }

/** The record, list or batch of that id as the actor sees it; undefined when there is none for them. */
export function subjectOf(facts: ActFacts, id: string): Subject | undefined {
  const rows = facts.subjects.get(id)
  const record = rows?.get('record', id)
  if (rows !== undefined && record !== undefined) return { kind: 'record', row: record, rows }
  const list = rows?.get('disposalList', id)
  if (rows !== undefined && list !== undefined) return { kind: 'disposal-list', row: list, rows }
  const batch = rows?.get('transferBatch', id)
  return rows !== undefined && batch !== undefined ? { kind: 'transfer-batch', row: batch, rows } : undefined
}

/** Every task that still waits at the subject's place is over, with why. */
export function cancelTasks({ kind, row, rows }: Subject, reason: string): readonly NewEvent[] {
  const stream = { kind, id: row.id }
  return rows
    .all('task')
    .filter(({ state }) => state === 'open' || state === 'claimed')
    .map(({ id }) => ({ stream, type: 'task.cancelled', data: { taskId: id, reason } }))
}

export function fondsOf<F extends Pick<Fonds, 'id'>>(
  facts: { readonly fonds: readonly F[] },
  fondsId: string,
): F {
  const fonds = facts.fonds.find((candidate) => candidate.id === fondsId)
  if (fonds === undefined) throw new Error(`fonds ${fondsId} was not among the facts`)
  return fonds
}

/** Nothing of a fonds whose agency ended without a settled successor is destroyed or transferred; undefined where that is not so. */
export function frozenRefusal(
  facts: Pick<ActFacts, 'fonds'>,
  { fondsId }: Pick<RecordState, 'fondsId'>,
): Refusal | undefined {
  const fonds = facts.fonds.find(({ id }) => id === fondsId)
  if (fonds?.frozenSince === undefined) return undefined
  return refuse('fonds.frozen', { code: fonds.code, since: fonds.frozenSince })
}

/**
 * A hold stops disposal: one that was put on the record, and one on its class or its file even before the engine has put that on it.
 * Undefined: none stands. `named`: what the refusal says.
 */
export function holdRefusal(
  { reference }: Pick<ActFacts, 'reference'>,
  record: RecordState,
  named: Readonly<Record<string, string | null>>,
): Refusal | undefined {
  if (record.activeHolds > 0) return refuse('record.on-hold', named)
  const over = standingOver(reference.standingHolds(), record)
  return over.length === 0
    ? undefined
    : refuse('record.on-hold', { ...named, standingHoldIds: over.map(({ id }) => id) })
}

export function definitionOf(facts: ActFacts, subject: Subject): Definition {
  const definition = facts.reference.definition(subject.row.definitionId)
  if (definition === undefined) throw new Error(`definition ${subject.row.definitionId} is not loaded`)
  return definition
}

/** What the guards of a definition look at; a list passes nothing over. */
export function guardedBy(subject: Subject): { readonly guarded?: GuardFacts } {
  return subject.kind === 'record' ? { guarded: { scanPolicy: subject.row.scanPolicy } } : {}
}

/** Where a newly entered place gets its people, its deadlines and its waiting from. */
export interface PlaceFacts {
  readonly stream: NewEvent['stream']
  readonly definition: Definition
  readonly fonds: Fonds
  readonly formingUnitId: string
  /** The date on which a waiting place must be looked at. */
  readonly wakeOn: PlainDate | null
  /** Persons who must sign a slot again, by `step/slot`. */
  readonly samePersons?: Readonly<Record<string, string>>
  /** Slots that stand from an earlier round. */
  readonly standing?: readonly string[]
}

interface Left {
  readonly from: string
  readonly round: number
  readonly outcome: string
}

/** Events of going where a completed step leads: the move, then the tasks or the job that the new place needs. */
export function moveEvents(
  facts: ActFacts,
  place: PlaceFacts,
  move: Exclude<NextMove, { kind: 'refused' }> & { left: Left },
): readonly NewEvent[] {
  const { from, round, outcome } = move.left
  if (move.kind === 'stay')
    return move.open.map((slot) => taskEvent(facts, place, { step: from, slot, round }))
  const moved: NewEvent = {
    stream: place.stream,
    type: 'place.moved',
    data: {
      from,
      to: move.to.step,
      round: move.to.round,
      outcome,
      wakeOn: move.kind === 'move' && move.step.kind === 'wait' ? place.wakeOn : null,
      ended: move.kind === 'end',
    },
  }
  const skipped = (move.skipped ?? []).map((passed): NewEvent => ({
    stream: place.stream,
    type: 'place.skipped',
    data: { ...passed },
  }))
  return move.kind === 'end'
    ? [...skipped, moved]
    : [...skipped, moved, ...entryEvents(facts, place, { step: move.step, round: move.to.round })]
}

/** What a place needs as soon as it is entered. */
export function entryEvents(
  facts: ActFacts,
  place: PlaceFacts,
  at: { readonly step: Step; readonly round: number },
): readonly NewEvent[] {
  const { step } = at
  switch (step.kind) {
    case 'human':
      return firstSlots(step, place.standing).map((slot) =>
        taskEvent(facts, place, { step: step.id, slot, round: at.round }),
      )
    case 'service':
      return [
        {
          stream: place.stream,
          type: 'job.started',
          data: { id: facts.newId(), kind: step.job, step: step.id, ownerGroup: ownerOf(place) },
        },
      ]
    case 'wait':
      return []
  }
}

/** Who repairs an incident must see its subject: before the hand-over a record is seen in its forming unit alone. */
function ownerOf({ stream, formingUnitId, fonds }: PlaceFacts): string {
  return stream.kind === 'record'
    ? candidateGroup('unit-archivist', formingUnitId)
    : candidateGroup('archives-clerk', fonds.archivesUnitId)
}

interface TaskPlace {
  readonly step: string
  readonly slot: Slot
  readonly round: number
}

export function taskEvent(facts: ActFacts, place: PlaceFacts, at: TaskPlace): NewEvent {
  const step = stepAt(place.definition, at.step)
  const workingDays = step?.kind === 'human' ? step.deadlineWorkingDays : 1
  const dueOn = addWorkingDays(facts.today, workingDays, facts.calendar)
  const unitId = unitOf(place, at.slot.unit)
  return {
    stream: place.stream,
    type: 'task.opened',
    data: {
      id: facts.newId(),
      step: at.step,
      slot: at.slot.id,
      round: at.round,
      candidateGroup: candidateGroup(at.slot.role, unitId, at.slot.appraiserKind),
      escalationGroup: candidateGroup('unit-head', unitId),
      form: at.slot.form,
      dueOn,
      lookOn: firstLook(at.slot.form, dueOn, facts),
      assigneeId:
        at.slot.samePersonAs === undefined ? null : (place.samePersons?.[at.slot.samePersonAs] ?? null),
    },
  }
}

/** A reminder one working day before the deadline; a task that is due at once is looked at when it is late. */
function firstLook(form: string, dueOn: PlainDate, { today, calendar }: ActFacts): PlainDate {
  const half = form === 'opinion' ? addWorkingDays(today, REMIND_APPRAISER_AFTER, calendar) : dueOn
  const reminder = half < dueOn ? half : addDays(dueOn, -1)
  return reminder > today ? reminder : addWorkingDays(dueOn, escalateAfter(form)[0], calendar)
}

/** An appraiser's silence is asked about at half of the ten working days, and is never a yes (DOMAIN, defaults). */
const REMIND_APPRAISER_AFTER = 5

/** Working days after the deadline: to the unit's head, then to the archives office; an appraiser's silence on the day itself. */
export function escalateAfter(form: string): readonly [number, number] {
  return form === 'opinion' ? [0, 7] : [3, 7]
}

function unitOf(place: PlaceFacts, reference: UnitReference): string {
  switch (reference) {
    case 'forming':
      return place.formingUnitId
    case 'archives-office':
      return place.fonds.archivesUnitId
    case 'agency':
      return place.fonds.agencyUnitId
    case 'bureau':
      return place.fonds.bureauUnitId
  }
}

/** What may become of a record today under its rules: the one way from a record's row to the rule of `domain/disposal`. */
export function eligibilityToday(
  facts: Pick<ActFacts, 'today'> & Partial<Pick<ActFacts, 'fonds' | 'reference'>>,
  record: Startable & Partial<Pick<RecordState, 'fondsId'> & Member>,
  rules: Rules,
): Eligibility {
  const frozenSince = facts.fonds?.find(({ id }) => id === record.fondsId)?.frozenSince
  const heldBy = standingHoldsOf(facts, record)
  const known = {
    ...retentionFactsOf(record, rules, facts.today),
    ...(frozenSince === undefined ? {} : { frozenSince }),
    ...(heldBy.length === 0 ? {} : { heldBy }),
  }
  return eligibilityOf(known, rules, facts.today)
}

function standingHoldsOf(
  { reference }: Partial<Pick<ActFacts, 'reference'>>,
  { id, classCode, formingUnitId, mainRecordId = null }: Partial<Member>,
): readonly string[] {
  if (reference === undefined || id === undefined || classCode === undefined || formingUnitId === undefined)
    return []
  const over = standingOver(reference.standingHolds(), { id, classCode, formingUnitId, mainRecordId })
  return over.map((hold) => hold.id)
}

type Datable = Startable & Pick<RecordState, 'classCode' | 'scheduleVersionId'>

/** Whether the day of a record's transfer has come by its schedule row. */
export function isTransferDue(facts: Pick<ActFacts, 'today' | 'reference'>, record: Datable): boolean {
  if (record.scheduleVersionId === null) return false
  const rules = facts.reference.rules(record.scheduleVersionId, record.classCode)
  if (rules === undefined) return false
  const transferDueOn = transferDueUnder(retentionFactsOf(record, rules, facts.today), rules)
  return transferDueOn !== undefined && transferDueOn <= facts.today
}

/** A transfer that is due opens work only where the record's own definition knows the way: an older one is looked at yearly. */
export function fallsDueForTransfer(
  facts: Pick<ActFacts, 'today' | 'reference'>,
  record: Datable & Partial<Pick<RecordState, 'definitionId'>>,
): boolean {
  const definition =
    record.definitionId === undefined ? undefined : facts.reference.definition(record.definitionId)
  const due = definition === undefined ? undefined : stepAt(definition, 'due')
  return due?.outcomes.some((outcome) => outcome.name === 'batched') === true && isTransferDue(facts, record)
}

/** What a waiting place is entered with: a record waits for its own dates, a list for the end of its cooling-off. */
export function waitUntil(facts: ActFacts, subject: Subject): PlainDate | null {
  switch (subject.kind) {
    case 'record':
      return keepUntil(facts, subject.row)
    case 'disposal-list':
      return subject.row.coolingUntil
    case 'transfer-batch':
      return null
  }
}

/**
 * When the clock must look at a record that is kept: the earlier of expiry and transfer that still lies ahead, else the
 * yearly look. A date that has passed never wakes it twice.
 */
export function keepUntil(
  facts: ActFacts,
  record: Datable & Partial<Pick<RecordState, 'definitionId'>>,
  asked?: Eligibility,
): PlainDate {
  const yearly = addYears(facts.today, 1)
  const rules =
    record.scheduleVersionId === null
      ? undefined
      : facts.reference.rules(record.scheduleVersionId, record.classCode)
  if (rules === undefined) return yearly
  const answer = asked ?? eligibilityToday(facts, record, rules)
  if (answer.verdict === 'due' || fallsDueForTransfer(facts, record)) return facts.today
  const wakeOn = wakeOnOf(answer)
  return wakeOn !== undefined && wakeOn > facts.today ? wakeOn : 'dueOn' in answer ? answer.dueOn : yearly
}
