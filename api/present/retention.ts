import { mayAct } from '#domain/access.ts'
import type { ActFacts } from '#domain/acts/act.ts'
import { retentionFactsOf, triggerNameOf } from '#domain/acts/place.ts'
import { enterTrigger, decideTrigger } from '#domain/acts/triggers.ts'
import type { PlainDate } from '#domain/dates.ts'
import { eligibilityOf } from '#domain/disposal.ts'
import { explain, type EarlierDate } from '#domain/explanation.ts'
import type { ScheduleRow } from '#domain/schedule.ts'
import type { RecordState, Rows } from '#domain/state.ts'
import type { EventRow } from '#db/queries/events.ts'
import type { Names } from '#db/queries/organisation.ts'
import type { RetentionView } from '#api/contract/records.ts'
import { allowed } from './allowed.ts'
import { dataOf } from './events.ts'
import { personView } from './words.ts'

export interface Retained {
  readonly facts: ActFacts
  readonly record: RecordState
  readonly rows: Rows
  /** `retention.computed` of its history, oldest first. */
  readonly computed: readonly EventRow[]
  readonly names: Names
}

/** The due date explained: rule, version, trigger, arithmetic, former dates. Computed by the same function as everywhere. */
export function retentionView(of: Retained): RetentionView {
  const { facts, record } = of
  const row = scheduleRowOf(facts, record)
  const base = {
    endsOn: record.retentionEndsOn,
    dueOn: record.dueOn,
    transferDueOn: record.transferDueOn,
    earlier: earlierOf(of),
  }
  if (row === undefined)
    return { ...base, verdict: null, explanation: { zh: [], en: [] }, rule: null, trigger: null }
  const { explanation } = eligibilityOf(
    { ...retentionFactsOf(record, triggerNameOf(row)), earlier: base.earlier },
    row,
    facts.today,
  )
  return {
    ...base,
    verdict: explanation.verdict,
    explanation: { zh: [...explain(explanation, 'zh')], en: [...explain(explanation, 'en')] },
    rule: {
      code: row.code,
      title: row.titleZh,
      source: row.source,
      confidence: row.confidence,
      version: row.scheduleVersion,
    },
    trigger: triggerView(of, row),
  }
}

function scheduleRowOf(
  { reference }: ActFacts,
  { scheduleVersionId, classCode }: RecordState,
): ScheduleRow | undefined {
  return scheduleVersionId === null ? undefined : reference.scheduleRow(scheduleVersionId, classCode)
}

/** Dates that were computed before the one that holds now. */
function earlierOf({ computed }: Retained): (EarlierDate & { endsOn: PlainDate; computedOn: PlainDate })[] {
  return computed.slice(0, -1).flatMap((event) => {
    const { on, data } = dataOf(event)
    const endsOn = data['retentionEndsOn']
    return typeof endsOn === 'string' ? [{ endsOn: endsOn as PlainDate, computedOn: on }] : []
  })
}

function triggerView({ facts, record, rows, names }: Retained, row: ScheduleRow): RetentionView['trigger'] {
  if (row.trigger.kind !== 'event') return null
  const kind = row.trigger.event
  const [waiting] = rows.all('trigger')
  const entered =
    waiting === undefined
      ? null
      : {
          eventId: waiting.id,
          on: waiting.on,
          evidence: waiting.evidence,
          enteredBy: personView(names, waiting.enteredBy),
          isConfirmed: waiting.state === 'confirmed',
          confirm: allowed(
            decideTrigger(facts, {
              recordId: record.id,
              triggerId: waiting.id,
              decision: 'confirm',
              reason: '',
            }),
          ),
        }
  const enter = mayAct(facts.actor, 'event.enter')
    ? allowed(enterTrigger(facts, { recordId: record.id, kind, on: facts.today, evidence: '-' }))
    : { allowed: false, reason: 'access.denied' as const }
  return { kind, entered, enter }
}
