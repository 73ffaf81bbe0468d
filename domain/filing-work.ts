/**
 * What late filing asks of whom, and by when: rows of the worklist, read from the alerts and cases themselves (档案法 Art 48 item 6,
 * 实施条例 Art 49). A case is on a person, so its reply is never handed to a group; filing and leading are a post's, and its deputy's.
 */
import { addWorkingDays, laterOf, type PlainDate, type WorkingCalendar } from './dates.ts'
import type { AccountabilityCaseRow, FilingAlertRow } from './state/structure.ts'

export const FILING_WORK_KINDS = ['file', 'open-case', 'order', 'reply', 'close'] as const
export type FilingWorkKind = (typeof FILING_WORK_KINDS)[number]

export interface FilingWork {
  readonly kind: FilingWorkKind
  /** Last day on which it is done in time. */
  readonly dueOn: PlainDate
}

/** Working days for each step of who leads a case; the bureau's proposal, no order names any. */
const DAYS_TO_OPEN = 10
const DAYS_TO_ORDER = 5
const DAYS_TO_CLOSE = 5

/** Who reads: the person, whether they file for the unit, and whether they lead cases. */
export interface FilingWorker {
  readonly personId: string
  readonly files: boolean
  readonly leads: boolean
}

/** Of a period that was not filed in time and has no case yet: filing it, and deciding about a case. */
export function workOfAlert(
  alert: Pick<FilingAlertRow, 'dueOn' | 'raisedOn' | 'closedOn'>,
  worker: FilingWorker,
  calendar: WorkingCalendar,
): readonly FilingWork[] {
  if (alert.closedOn !== null) return []
  const opened = addWorkingDays(alert.raisedOn, DAYS_TO_OPEN, calendar)
  return [
    ...(worker.files ? [{ kind: 'file', dueOn: alert.dueOn } as const] : []),
    ...(worker.leads ? [{ kind: 'open-case', dueOn: opened } as const] : []),
  ]
}

/** Of a case: the order, the correction, the reply, a further order when its deadline passed in vain, and the closing. */
export function workOfCase(
  row: AccountabilityCaseRow,
  {
    worker,
    correctedOn,
    today,
  }: {
    readonly worker: FilingWorker
    /** The day on which the period was filed after all; null while it is not. */
    readonly correctedOn: PlainDate | null
    readonly today: PlainDate
  },
  calendar: WorkingCalendar,
): readonly FilingWork[] {
  const { state, orderDueOn, openedOn } = row
  if (state === 'closed') return []
  const isRespondent = [row.headId, row.directId].includes(worker.personId)
  const leads = worker.leads && !isRespondent
  const after = (on: PlainDate, days: number) => addWorkingDays(on, days, calendar)
  const filing: readonly FilingWork[] =
    worker.files && correctedOn === null ? [{ kind: 'file', dueOn: orderDueOn ?? row.dueOn }] : []
  if (state === 'opened' || orderDueOn === null)
    return leads ? [...filing, { kind: 'order', dueOn: after(openedOn, DAYS_TO_ORDER) }] : filing
  const reply: readonly FilingWork[] =
    isRespondent && state === 'ordered' ? [{ kind: 'reply', dueOn: orderDueOn }] : []
  if (!leads) return [...reply, ...filing]
  if (correctedOn !== null) {
    const from = row.orderedOn === null ? correctedOn : laterOf(correctedOn, row.orderedOn)
    return [{ kind: 'close', dueOn: after(from, DAYS_TO_CLOSE) }]
  }
  const again: readonly FilingWork[] =
    orderDueOn < today ? [{ kind: 'order', dueOn: after(orderDueOn, DAYS_TO_ORDER) }] : []
  return [...filing, ...again]
}
