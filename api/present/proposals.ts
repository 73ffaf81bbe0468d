import type { Actor } from '#domain/access.ts'
import { answersFor } from '#domain/acts/standing-holds.ts'
import { daysBetween, type PlainDate, type WorkingCalendar } from '#domain/dates.ts'
import { maskIdentityNumbers } from '#domain/identity-number.ts'
import { proposalDueOn } from '#domain/proposal-work.ts'
import type { Names } from '#db/queries/organisation.ts'
import type { ProposalRow } from '#db/queries/proposals.ts'
import type { NoticeView } from '#api/contract/desk.ts'
import type { ProposalWorkItemView } from '#api/contract/proposals.ts'
import { deadlineOf } from './tasks.ts'
import { iso, personView } from './words.ts'

/** A hold on a class of one unit is decided by whoever answers for that unit or for the site. */
export function isTheirs(actor: Actor, { scopeKind, unitId }: ProposalRow): boolean {
  return scopeKind === null || answersFor({ actor }, { scopeKind, unitId })
}

interface Deciding {
  readonly names: Names
  readonly calendar: WorkingCalendar
  readonly today: PlainDate
}

/** What waits for the decision, with its day. */
export function proposalWorkItem(
  row: ProposalRow,
  { names, calendar, today }: Deciding,
): ProposalWorkItemView {
  const { kind, recordId, code, unitZh, unitEn } = row
  const dueOn = proposalDueOn(row.saidOn, calendar)
  const daysLeft = daysBetween(today, dueOn)
  return {
    id: `proposal/${row.id}`,
    kind,
    recordId,
    code,
    title: maskIdentityNumbers(row.title),
    unitName: unitZh === null || unitEn === null ? null : { zh: unitZh, en: unitEn },
    proposedBy: personView(names, row.proposedBy),
    proposedAt: iso(row.saidAt),
    dueOn,
    deadline: deadlineOf(daysLeft),
    daysLeft,
  }
}

/** A ring of the bell for each proposal that waits for the reader. */
export function proposalNotice(row: ProposalRow, names: Names): NoticeView {
  const title = maskIdentityNumbers(row.title)
  return {
    position: row.position,
    kind: 'proposal-made',
    at: iso(row.saidAt),
    actor: personView(names, row.proposedBy),
    subjectKind: 'proposal',
    subjectId: row.id,
    taskId: null,
    title: row.code === null ? title : `${row.code} · ${title}`,
    isRead: row.isRead,
  }
}
