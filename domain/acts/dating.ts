/** The day of a record, computed and appended; and what becomes of a record whose facts do not suffice for one. */
import type { PlainDate } from '#domain/dates.ts'
import type { Eligibility } from '#domain/disposal.ts'
import type { NewEvent } from '#domain/events.ts'
import type { Rules } from '#domain/schedule.ts'
import type { JobRow, RecordState } from '#domain/state.ts'
import type { ActFacts } from './act.ts'
import { eligibilityToday, keepUntil } from './place.ts'
import { jobBeside } from './secure-copies.ts'

/** The computed date as an event: appended each time with its explanation, never replacing an earlier one. */
export function retentionEvent(facts: ActFacts, record: RecordState, rules: Rules): NewEvent {
  return computedEvent(record, eligibilityToday(facts, record, rules))
}

/** The answer of the rules as the event that states it. */
export function computedEvent(record: Pick<RecordState, 'id'>, answer: Eligibility): NewEvent {
  return {
    stream: { kind: 'record', id: record.id },
    type: 'retention.computed',
    data: {
      retentionEndsOn: 'endsOn' in answer ? answer.endsOn : null,
      dueOn: 'dueOn' in answer ? answer.dueOn : null,
      transferDueOn: answer.transferDueOn ?? null,
      explanation: answer.explanation,
    },
  }
}

export interface Dated {
  readonly record: RecordState
  readonly rules: Rules
  /** Its open work; none where there can be none yet. */
  readonly jobs: readonly JobRow[]
}

/**
 * The computed date; and where the facts do not suffice or contradict each other, an incident that somebody owns until they do:
 * a record that cannot be dated never rests in silence. Once a date is found the incident is over.
 */
export function datingEvents(facts: ActFacts, { record, rules, jobs }: Dated): readonly NewEvent[] {
  return datingEventsBy(facts, { record, jobs, answer: eligibilityToday(facts, record, rules) })
}

/** The same by an answer that was asked for already. */
export function datingEventsBy(
  facts: ActFacts,
  { record, answer, jobs }: Omit<Dated, 'rules'> & { readonly answer: Eligibility },
): readonly NewEvent[] {
  const open = jobs.find(({ kind, state }) => kind === 'settle-retention' && isOpen(state))
  const computed = computedEvent(record, answer)
  const cause = causeOf(answer)
  if (cause === undefined) return open === undefined ? [computed] : [computed, settled(record, open)]
  return open === undefined ? [computed, ...stopped(facts, record, cause)] : [computed]
}

function isOpen(state: JobRow['state']): boolean {
  return state === 'running' || state === 'incident'
}

/** What an incident says of a record that no rule can date. */
export interface Cause {
  readonly errorCode: 'retention.cannot-evaluate' | 'retention.conflict'
  readonly errorDetail: string
}

/** Why a person must look; undefined where there is a date, or none is expected yet. */
export function causeOf({ verdict, reasons }: Eligibility): Cause | undefined {
  if (verdict !== 'cannot_evaluate' && verdict !== 'conflict') return undefined
  const errorDetail = reasons
    .map(({ code, event, field, codes }) =>
      [code, event, field?.id, ...(codes ?? [])].filter(Boolean).join(' '),
    )
    .join('; ')
  const errorCode = verdict === 'conflict' ? 'retention.conflict' : 'retention.cannot-evaluate'
  return { errorCode, errorDetail }
}

function stopped(facts: ActFacts, record: RecordState, cause: Cause): readonly NewEvent[] {
  const { id, event } = jobBeside(facts, { kind: 'record', row: record }, 'settle-retention')
  return [event, { stream: event.stream, type: 'job.failed', data: { jobId: id, attempts: 0, ...cause } }]
}

/** The incident is over: a date was found. */
export function settled({ id }: RecordState, { id: jobId }: JobRow): NewEvent {
  return { stream: { kind: 'record', id }, type: 'job.completed', data: { jobId, outcome: 'computed' } }
}

/** A kept record is looked at on the day that it has been given, not only at its yearly look. */
export function rewoken(facts: ActFacts, record: RecordState, verdict: string): readonly NewEvent[] {
  return record.placeStep === 'keep'
    ? rewokenBy(facts, record, { verdict, wakeOn: keepUntil(facts, record) })
    : []
}

/** The same by a day that was asked for already. */
export function rewokenBy(
  facts: Pick<ActFacts, 'today'>,
  record: RecordState,
  { verdict, wakeOn }: { readonly verdict: string; readonly wakeOn: PlainDate },
): readonly NewEvent[] {
  if (record.placeStep !== 'keep') return []
  const stream = { kind: 'record' as const, id: record.id }
  return [{ stream, type: 'retention.looked-at', data: { asOf: facts.today, verdict, wakeOn } }]
}
