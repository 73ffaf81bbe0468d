import { mayAct } from '#domain/access.ts'
import type { ActFacts } from '#domain/acts/act.ts'
import { liftEndByHand, setEndByHand } from '#domain/acts/end-by-hand.ts'
import { retentionFactsOf, triggerNameOf } from '#domain/acts/place.ts'
import { enterTrigger, decideTrigger } from '#domain/acts/triggers.ts'
import { plainDate, type PlainDate } from '#domain/dates.ts'
import { eligibilityOf } from '#domain/disposal.ts'
import {
  explain,
  explainTransfer,
  type EarlierDate,
  type Language,
  type RetentionExplanation,
} from '#domain/explanation.ts'
import {
  successorsOf,
  TRIGGER_EVENTS,
  type Rules,
  type ScheduleRow,
  type TriggerEvent,
} from '#domain/schedule.ts'
import type { RecordState, Rows } from '#domain/state.ts'
import type { EventRow } from '#db/queries/events.ts'
import type { Names } from '#db/queries/organisation.ts'
import type { RetentionView } from '#api/contract/records.ts'
import { allowed, allowedBut } from './allowed.ts'
import { dataOf } from './events.ts'
import { retentionDrawing } from './retention-drawing.ts'
import { personView } from './words.ts'

export interface Retained {
  readonly facts: ActFacts
  readonly record: RecordState
  readonly rows: Rows
  /** `retention.computed` of its history and what was entered of its trigger, oldest first. */
  readonly computed: readonly EventRow[]
  readonly names: Names
}

/** The due date explained: rule, version, trigger, arithmetic, former dates. Computed by the same function as everywhere. */
export function retentionView(of: Retained): RetentionView {
  const { facts, record } = of
  const rules = rulesOf(facts, record)
  const base = {
    endsOn: record.retentionEndsOn,
    dueOn: record.dueOn,
    transferDueOn: record.transferDueOn,
    earlier: earlierOf(of),
    alsoRules: (rules ?? []).slice(1).map(({ code, titleZh, source }) => ({ code, title: titleZh, source })),
    setByHand: allowedBut(
      setEndByHand(facts, { recordId: record.id, endsOn: plainDate('2298-12-31'), reason: '-' }),
      ['retention.maximum-exceeded'],
    ),
    frozenSince: facts.fonds.find(({ id }) => id === record.fondsId)?.frozenSince ?? null,
  }
  if (rules === undefined)
    return {
      ...base,
      verdict: null,
      explanation: { zh: [], en: [] },
      rule: null,
      trigger: null,
      byHand: null,
      drawing: null,
    }
  const [row] = rules
  const { explanation } = eligibilityOf(
    { ...retentionFactsOf(record, triggerNameOf(rules)), earlier: base.earlier },
    rules,
    facts.today,
  )
  return {
    ...base,
    verdict: explanation.verdict,
    byHand: handView(of, explanation),
    drawing:
      record.scheduleVersionId === null ? null : retentionDrawing(explanation, record.scheduleVersionId),
    explanation: {
      zh: [...explain(explanation, 'zh'), ...transferLines(record, row, 'zh')],
      en: [...explain(explanation, 'en'), ...transferLines(record, row, 'en')],
    },
    rule: {
      code: row.code,
      title: row.titleZh,
      source: row.source,
      confidence: row.confidence,
      version: row.scheduleVersion,
    },
    trigger: triggerView(of, rules),
  }
}

function rulesOf({ reference }: ActFacts, { scheduleVersionId, classCode }: RecordState): Rules | undefined {
  return scheduleVersionId === null ? undefined : reference.rules(scheduleVersionId, classCode)
}

/** The day that a person set, with the reason as the history has it. */
function handView(
  { facts, record, computed, names }: Retained,
  { reasons }: RetentionExplanation,
): RetentionView['byHand'] {
  const set = computed.findLast(({ type }) => type === 'retention.set-by-hand')
  if (record.manualEndsOn === null || record.manualSetBy === null || set === undefined) return null
  const { on, data } = dataOf(set)
  return {
    endsOn: record.manualEndsOn,
    reason: typeof data['reason'] === 'string' ? data['reason'] : '',
    setBy: personView(names, record.manualSetBy),
    setOn: on,
    isOvertaken: reasons.some(({ code }) => code === 'retention.manual-not-later'),
    lift: allowed(liftEndByHand(facts, { recordId: record.id, reason: '-' })),
  }
}

/** Dates that were computed before the one that holds now. */
function earlierOf({ computed }: Retained): (EarlierDate & { endsOn: PlainDate; computedOn: PlainDate })[] {
  const results = computed.filter(({ type }) => type === 'retention.computed')
  return results.slice(0, -1).flatMap((event) => {
    const { on, data } = dataOf(event)
    const endsOn = data['retentionEndsOn']
    return typeof endsOn === 'string' ? [{ endsOn: endsOn as PlainDate, computedOn: on }] : []
  })
}

/** How the day of its transfer follows, where the row foresees one and its start is known. */
function transferLines(
  record: RecordState,
  { transfer }: ScheduleRow,
  language: Language,
): readonly string[] {
  if (transfer.kind === 'none' || record.transferDueOn === null) return []
  const start = transfer.from === 'formed' ? record.formedOn : record.triggeredOn
  return start === null ? [] : [explainTransfer(transfer, { start, dueOn: record.transferDueOn }, language)]
}

/** The event that the row waits for, or one by which the record leaves its class, such as a living person's death. */
function eventAwaited({ classCode }: RecordState, rules: Rules): TriggerEvent | undefined {
  return triggerNameOf(rules) ?? TRIGGER_EVENTS.find((event) => successorsOf(classCode, event).length > 0)
}

function triggerView(retained: Retained, rules: Rules): RetentionView['trigger'] {
  const { facts, record } = retained
  const kind = eventAwaited(record, rules)
  if (kind === undefined) return null
  const enter = mayAct(facts.actor, 'event.enter')
    ? allowed(enterTrigger(facts, { recordId: record.id, kind, on: facts.today, evidence: '-' }))
    : { allowed: false, reason: 'access.denied' as const }
  return { kind, entered: waitingView(retained) ?? confirmedView(retained), enter }
}

type Entered = NonNullable<NonNullable<RetentionView['trigger']>['entered']>

function waitingView({ facts, record, rows, names }: Retained): Entered | null {
  const waiting = rows.all('trigger').find(({ state }) => state === 'entered')
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

/** What was confirmed is read from the history: the acts of people need it no more. */
function confirmedView({ computed }: Retained): Entered | null {
  const confirmed = computed.findLast(({ type }) => type === 'trigger.confirmed')
  const id = confirmed === undefined ? undefined : dataOf(confirmed).data['triggerId']
  const entered = computed.find(
    (event) => event.type === 'trigger.entered' && dataOf(event).data['id'] === id,
  )
  if (entered === undefined || typeof id !== 'string') return null
  const { on, evidence } = dataOf(entered).data
  return {
    eventId: id,
    on: on as PlainDate,
    evidence: typeof evidence === 'string' ? evidence : '',
    enteredBy: { id: entered.actorId, name: { zh: entered.actorZh, en: entered.actorEn } },
    isConfirmed: true,
    confirm: { allowed: false, reason: 'task.not-open' },
    classes: [],
  }
}
