import { candidateGroup, mayActOrStandIn, type Actor } from '#domain/access.ts'
import { dutiesWithin, type Duty } from '#domain/acts/filings.ts'
import type { PlainDate, WorkingCalendar } from '#domain/dates.ts'
import { filingStateOf } from '#domain/filing-calendar.ts'
import { refuse, type Refusal } from '#domain/refusal.ts'
import type { Rows } from '#domain/state.ts'
import type { AccountabilityCaseRow, FilingStatementRow, SchemeClassRow } from '#domain/state/structure.ts'
import type { AlertRow, Respondent } from '#db/queries/filings.ts'
import type { Names } from '#db/queries/organisation.ts'
import type { CaseView, FilingAlertView, FilingCalendarView, FilingRowView } from '#api/contract/filings.ts'
import { allowed } from './allowed.ts'
import { personView } from './words.ts'

export interface CalendarSeen {
  readonly year: number
  readonly span: { readonly from: PlainDate; readonly to: PlainDate }
  readonly rows: Rows
  readonly calendar: WorkingCalendar
  readonly statements: readonly FilingStatementRow[]
  readonly alerts: readonly AlertRow[]
  readonly actor: Actor
  readonly today: PlainDate
}

/** A row for each unit and class of which something closes in the year; of the units that the reader sees. */
export function filingCalendarView(seen: CalendarSeen): FilingCalendarView {
  const { year, span, rows, calendar, actor, today } = seen
  const seesAll = actor.groups.some((group) => /^(archives-|leader@|main-head@|auditor@)/.test(group))
  const duties = dutiesWithin(rows, span, calendar).filter(
    ({ unitId }) => seesAll || actor.units.includes(unitId),
  )
  const byRow = Map.groupBy(duties, ({ unitId, classId }) => `${unitId}/${classId}`)
  return { year, today, rows: [...byRow.values()].flatMap((some) => rowView(some, seen)) }
}

function rowView(duties: readonly Duty[], seen: CalendarSeen): FilingRowView[] {
  const { rows, statements, alerts, actor, today } = seen
  const [first] = duties
  if (first === undefined) return []
  const unit = rows.must('unit', first.unitId)
  const of = rows.must('schemeClass', first.classId)
  const cadence = rows
    .all('classCadence')
    .findLast(({ classId, fromOn }) => classId === of.id && fromOn <= today)
  const groups = [candidateGroup('unit-archivist', unit.id), candidateGroup('unit-head', unit.id)]
  const isOwn = groups.some((group) => actor.groups.includes(group))
  const stated = new Map(statements.filter((s) => isOf(s, first)).map((row) => [row.fromOn, row]))
  const alerted = new Map(alerts.filter((a) => isOf(a, first)).map((row) => [row.fromOn, row]))
  return [
    {
      unitId: unit.id,
      unitName: { zh: unit.nameZh, en: unit.nameEn },
      classId: of.id,
      classCode: of.code,
      className: { zh: of.nameZh, en: of.nameEn },
      cadence: cadence?.cadence ?? 'year',
      periods: duties.map(({ fromOn, toOn, dueOn }) => {
        const statement = stated.get(fromOn)
        return {
          fromOn,
          toOn,
          dueOn,
          state: filingStateOf({ fromOn, toOn, dueOn }, statement?.filedOn, today),
          filedOn: statement?.filedOn ?? null,
          records: statement?.records ?? null,
          caseId: alerted.get(fromOn)?.caseId ?? null,
        }
      }),
      state: allowed(isOwn ? undefined : refuse('access.denied')),
    },
  ]
}

function isOf(
  row: { readonly unitId: string; readonly classId: string },
  { unitId, classId }: Pick<Duty, 'unitId' | 'classId'>,
): boolean {
  return row.unitId === unitId && row.classId === classId
}

type Classes = ReadonlyMap<string, SchemeClassRow>

export function classWords(classes: Classes, classId: string) {
  const of = classes.get(classId)
  return { classCode: of?.code ?? '—', className: { zh: of?.nameZh ?? '—', en: of?.nameEn ?? '—' } }
}

export function filingAlertView(
  alert: AlertRow,
  {
    names,
    classes,
    respondents,
  }: { readonly names: Names; readonly classes: Classes; readonly respondents: readonly Respondent[] },
): FilingAlertView {
  const { id, unitId, classId, fromOn, toOn, dueOn, raisedOn, caseId, caseNumber } = alert
  return {
    id,
    unitId,
    unitName: names.get(unitId) ?? { zh: '—', en: '—' },
    ...classWords(classes, classId),
    fromOn,
    toOn,
    dueOn,
    raisedOn,
    caseId,
    caseNumber,
    respondents: respondents
      .filter((one) => one.unitId === unitId)
      .map((one) => ({ person: { id: one.personId, name: { zh: one.zh, en: one.en } }, as: one.as })),
  }
}

/** Everyone and the unit that a case names. */
export function namedByCase(row: AccountabilityCaseRow): readonly (string | null)[] {
  const { unitId, headId, directId, openedBy, orderedBy, repliedBy, closedBy } = row
  return [unitId, headId, directId, openedBy, orderedBy, repliedBy, closedBy]
}

export interface CaseSeen {
  readonly names: Names
  readonly classes: Classes
  /** The day on which the period of an alert was filed after all. */
  readonly corrected: ReadonlyMap<string, PlainDate | null>
  readonly actor: Actor
  readonly today: PlainDate
}

export function caseView(row: AccountabilityCaseRow, seen: CaseSeen): CaseView {
  const { names, classes, corrected, today } = seen
  const correctedOn = corrected.get(row.alertId) ?? null
  const said = (by: string | null, on: PlainDate | null, text: string | null) =>
    by === null || on === null || text === null ? null : { by: personView(names, by), on, text }
  const order = said(row.orderedBy, row.orderedOn, row.orderText)
  return {
    id: row.id,
    number: row.number,
    state: row.state,
    unitName: names.get(row.unitId) ?? { zh: '—', en: '—' },
    ...classWords(classes, row.classId),
    fromOn: row.fromOn,
    toOn: row.toOn,
    dueOn: row.dueOn,
    head: personView(names, row.headId),
    direct: personView(names, row.directId),
    opened: { by: personView(names, row.openedBy), on: row.openedOn },
    order: order === null || row.orderDueOn === null ? null : { ...order, dueOn: row.orderDueOn },
    reply: said(row.repliedBy, row.repliedOn, row.reply),
    result: said(row.closedBy, row.closedOn, row.result),
    correctedOn,
    isOverdue: correctedOn === null && row.orderDueOn !== null && row.orderDueOn < today,
    allowed: allowedOn(row, seen.actor, correctedOn),
  }
}

function allowedOn(
  row: AccountabilityCaseRow,
  actor: Actor,
  correctedOn: string | null,
): CaseView['allowed'] {
  const isRespondent = [row.headId, row.directId].includes(actor.personId)
  const leads: Refusal | undefined = !mayActOrStandIn(actor, 'case.open')
    ? refuse('access.denied')
    : isRespondent
      ? refuse('duty.not-distinct')
      : undefined
  const open = row.state === 'closed' ? refuse('case.out-of-order') : undefined
  const ordered = ['ordered', 'replied'].includes(row.state) ? undefined : refuse('case.out-of-order')
  const uncorrected = correctedOn === null ? refuse('case.not-corrected') : undefined
  return {
    order: allowed(leads ?? open),
    reply: allowed(isRespondent ? ordered : refuse('access.denied')),
    close: allowed(leads ?? ordered ?? uncorrected),
  }
}
