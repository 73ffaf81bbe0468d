import { mayAct } from '#domain/access.ts'
import { dataStartOf, givenBy } from '#domain/acts/data-starts.ts'
import { decideTrigger, enterTrigger } from '#domain/acts/triggers.ts'
import type { PlainDate } from '#domain/dates.ts'
import type { Language, RetentionExplanation } from '#domain/explanation.ts'
import { successorsOf, TRIGGER_EVENTS, type Rules } from '#domain/schedule.ts'
import { type Awaited, type Start, startOfKey, startsAwaited } from '#domain/starts.ts'
import type { RecordState } from '#domain/state.ts'
import type { TriggerRow } from '#domain/state/schedule.ts'
import type { EventRow } from '#db/queries/events.ts'
import type { RetentionView } from '#api/contract/records.ts'
import { allowed } from './allowed.ts'
import { dataOf } from './events.ts'
import type { Retained } from './retention.ts'
import { personView } from './words.ts'

type TriggerView = RetentionView['triggers'][number]
type Entered = NonNullable<TriggerView['entered']>

/** What the rules wait for, or an event by which the record leaves its class, such as a living person's death. */
export function triggerViews(retained: Retained, rules: Rules): TriggerView[] {
  return awaitedOf(retained.record, rules).map((awaited, at) =>
    triggerView(retained, { awaited, isFirst: at === 0 ? 'first' : 'later' }),
  )
}

function awaitedOf({ classCode }: RecordState, rules: Rules): readonly Awaited[] {
  const awaited = startsAwaited(rules)
  const leaving = TRIGGER_EVENTS.find((event) => successorsOf(classCode, event).length > 0)
  return awaited.length > 0 || leaving === undefined ? awaited : [{ event: leaving }]
}

interface Place {
  readonly awaited: Awaited
  readonly isFirst: 'first' | 'later'
}

function triggerView(retained: Retained, { awaited, isFirst }: Place): TriggerView {
  const { facts, record, rows } = retained
  const { event: kind, of } = awaited
  const { data, told } = startOfKey(record, awaited, isFirst)
  // Before it is filed nothing of it is kept; it is shown as it would be.
  const given = givenBy(facts, { kind: 'record', row: record, rows })
  const start = data ?? dataStartOf(facts, given, awaited)
  const input = { recordId: record.id, kind, of, on: facts.today, evidence: '-' }
  return {
    kind,
    of: of ?? null,
    name: start?.from.kind === 'metadata' ? { zh: start.from.zh, en: start.from.en } : null,
    on: start?.on ?? told?.on ?? null,
    source: start?.from.kind ?? 'persons',
    why: start === undefined ? null : whyOf(start, facts.today),
    // Not everybody who sees a record sees those to which it stands in a relation.
    related:
      start?.from.kind === 'record' && start.from.relation === undefined
        ? { id: start.from.recordId, archivalCode: start.from.archivalCode }
        : null,
    entered: waitingView(retained, awaited) ?? confirmedView(retained, awaited),
    enter: mayAct(facts.actor, 'event.enter')
      ? allowed(enterTrigger(facts, input))
      : { allowed: false, reason: 'access.denied' as const },
  }
}

function whyOf({ on, why }: Start, today: PlainDate): TriggerView['why'] {
  if (on !== null) return on > today ? 'in-future' : null
  return why ?? 'missing'
}

function isOf(row: Pick<TriggerRow, 'kind' | 'of'>, { event, of }: Awaited): boolean {
  return row.kind === event && (row.of === null || of === undefined || row.of === of)
}

function waitingView({ facts, record, rows, names }: Retained, awaited: Awaited): Entered | null {
  const waiting = rows.all('trigger').find((row) => row.state === 'entered' && isOf(row, awaited))
  if (waiting === undefined) return null
  const decision = { recordId: record.id, triggerId: waiting.id, decision: 'confirm', reason: '' } as const
  return {
    eventId: waiting.id,
    on: waiting.on,
    evidence: waiting.evidence,
    enteredBy: personView(names, waiting.enteredBy),
    isConfirmed: false,
    confirm: allowed(decideTrigger(facts, decision)),
    classes: successorsOf(record.classCode, waiting.kind).map((code) => ({
      code,
      title: facts.reference.recordClass(code)?.nameZh ?? code,
    })),
  }
}

interface Told {
  readonly id: string
  readonly entered: EventRow
  readonly confirmed: EventRow
}

/** What two persons told last of this. It is read from the history: the acts of people need it no more. */
function toldOf({ computed }: Pick<Retained, 'computed'>, awaited: Awaited): Told | undefined {
  const told = computed.flatMap((confirmed): readonly Told[] => {
    const id = confirmed.type === 'trigger.confirmed' ? dataOf(confirmed).data['triggerId'] : undefined
    const entered = computed.find(
      (event) => event.type === 'trigger.entered' && id !== undefined && dataOf(event).data['id'] === id,
    )
    return entered === undefined ? [] : [{ id: String(id), entered, confirmed }]
  })
  return told.findLast(({ entered }) => {
    const { kind, of } = dataOf(entered).data
    const row = { kind: kind as TriggerRow['kind'], of: typeof of === 'string' ? of : null }
    return isOf(row, awaited)
  })
}

function confirmedView(retained: Retained, awaited: Awaited): Entered | null {
  const told = toldOf(retained, awaited)
  if (told === undefined) return null
  const { on, evidence } = dataOf(told.entered).data
  return {
    eventId: told.id,
    on: on as PlainDate,
    evidence: typeof evidence === 'string' ? evidence : '',
    enteredBy: actorView(told.entered),
    isConfirmed: true,
    confirm: { allowed: false, reason: 'task.not-open' },
    classes: [],
  }
}

function actorView({ actorId, actorZh, actorEn }: EventRow): Entered['enteredBy'] {
  return { id: actorId, name: { zh: actorZh, en: actorEn } }
}

/** Who told the day from which the term was counted, and who confirmed it; nothing where the data of the record gave it. */
export function tellersOf(
  { computed }: Pick<Retained, 'computed'>,
  { trigger, steps }: RetentionExplanation,
  language: Language,
): readonly string[] {
  const isTold = steps.some((step) => step.kind === 'trigger' && step.from?.kind === 'persons')
  const told = isTold && trigger.kind === 'event' ? toldOf({ computed }, trigger) : undefined
  if (told === undefined) return []
  const [entered, confirmed] = [dataOf(told.entered), dataOf(told.confirmed)]
  return language === 'zh'
    ? [`${told.entered.actorZh} ${entered.on} 录入，${told.confirmed.actorZh} ${confirmed.on} 确认`]
    : [
        `Entered by ${told.entered.actorEn} on ${entered.on}, confirmed by ${told.confirmed.actorEn} on ${confirmed.on}`,
      ]
}
