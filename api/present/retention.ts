import type { ActFacts } from '#domain/acts/act.ts'
import { liftEndByHand, setEndByHand } from '#domain/acts/end-by-hand.ts'
import { plainDate, type PlainDate } from '#domain/dates.ts'
import { eligibilityOf, startOfTransfer } from '#domain/disposal.ts'
import {
  explain,
  explainTransfer,
  type EarlierDate,
  type Language,
  type RetentionExplanation,
} from '#domain/explanation.ts'
import type { Rules, ScheduleRow } from '#domain/schedule.ts'
import { retentionFactsOf } from '#domain/starts.ts'
import type { RecordState, Rows } from '#domain/state.ts'
import type { EventRow } from '#db/queries/events.ts'
import type { Names } from '#db/queries/organisation.ts'
import type { RetentionView } from '#api/contract/records.ts'
import { allowed, allowedBut } from './allowed.ts'
import { dataOf } from './events.ts'
import { tellersOf, triggerViews } from './awaited.ts'
import { decidedLines, ownRuleView, proposedTerm } from './longer-terms.ts'
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
    proposal: proposedTerm(of),
    frozenSince: facts.fonds.find(({ id }) => id === record.fondsId)?.frozenSince ?? null,
  }
  if (rules === undefined)
    return {
      ...base,
      verdict: null,
      explanation: { zh: [], en: [] },
      rule: null,
      triggers: [],
      byHand: null,
      drawing: null,
      ownRule: ownRuleView(of, []),
    }
  const [row] = rules
  const { explanation } = eligibilityOf(
    { ...retentionFactsOf(record, rules, facts.today), earlier: base.earlier },
    rules,
    facts.today,
  )
  return {
    ...base,
    verdict: explanation.verdict,
    byHand: handView(of, explanation),
    ownRule: ownRuleView(of, explanation.reasons),
    drawing:
      record.scheduleVersionId === null ? null : retentionDrawing(explanation, record.scheduleVersionId),
    explanation: {
      zh: [
        ...explain(explanation, 'zh'),
        ...tellersOf(of, explanation, 'zh'),
        ...decidedLines(of, 'zh'),
        ...transferLines(of, row, 'zh'),
      ],
      en: [
        ...explain(explanation, 'en'),
        ...tellersOf(of, explanation, 'en'),
        ...decidedLines(of, 'en'),
        ...transferLines(of, row, 'en'),
      ],
    },
    rule: {
      code: row.code,
      title: row.titleZh,
      source: row.source,
      confidence: row.confidence,
      version: row.scheduleVersion,
    },
    triggers: triggerViews(of, rules),
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
function transferLines({ record, facts }: Retained, row: ScheduleRow, language: Language): readonly string[] {
  const { transfer } = row
  if (transfer.kind === 'none' || record.transferDueOn === null) return []
  const known = retentionFactsOf(record, [row], facts.today)
  const start = startOfTransfer(known, transfer.from)
  return start === undefined
    ? []
    : [explainTransfer(transfer, { start, dueOn: record.transferDueOn }, language)]
}
