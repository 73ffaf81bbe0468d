import { daysBetween, type PlainDate, type WorkingCalendar } from '#domain/dates.ts'
import { markDueOn } from '#domain/mark-work.ts'
import type { FoundMarkRow, QuarantinedRow } from '#db/queries/quarantine.ts'
import type { Names } from '#db/queries/organisation.ts'
import type { NoticeView } from '#api/contract/desk.ts'
import type { MarkWorkItemView, QuarantinedView } from '#api/contract/quarantine.ts'
import { deadlineOf } from './tasks.ts'
import { iso, personView } from './words.ts'

/** What is told of a closed record: its number, class and unit, never a word of it. */
function closedView({ id, code, classCode, unitZh, unitEn }: Omit<QuarantinedRow, 'quarantine'>) {
  return { id, archivalCode: code, classCode, unitName: { zh: unitZh, en: unitEn } }
}

export function quarantinedView(row: QuarantinedRow): QuarantinedView {
  return { ...closedView(row), quarantine: row.quarantine }
}

interface Deciding {
  readonly calendar: WorkingCalendar
  readonly today: PlainDate
}

/** What waits for the decision, the oldest first. */
export function markWorkItem(row: FoundMarkRow, { calendar, today }: Deciding): MarkWorkItemView {
  const dueOn = markDueOn(row.foundOn, calendar)
  const daysLeft = daysBetween(today, dueOn)
  const deadline = deadlineOf(daysLeft)
  const id = `mark/${row.id}`
  return { ...closedView(row), id, recordId: row.id, foundAt: iso(row.foundAt), dueOn, deadline, daysLeft }
}

/** A ring of the bell for each mark that waits for the reader. */
export function markNotice(row: FoundMarkRow, names: Names): NoticeView {
  return {
    position: row.position,
    kind: 'mark-found',
    at: iso(row.foundAt),
    actor: personView(names, row.actorId),
    subjectKind: 'secret-mark',
    subjectId: row.id,
    taskId: null,
    title: [row.code, row.classCode, row.unitZh].filter((part) => part !== null).join(' · '),
    isRead: row.isRead,
  }
}
