import { candidateGroup, mayActOrStandIn } from '#domain/access.ts'
import { daysBetween, type WorkingCalendar } from '#domain/dates.ts'
import { workOfAlert, workOfCase, type FilingWork, type FilingWorker } from '#domain/filing-work.ts'
import type { AccountabilityCaseRow } from '#domain/state/structure.ts'
import type { AlertRow, Respondent } from '#db/queries/filings.ts'
import type { FilingWorkItemView } from '#api/contract/filings.ts'
import { caseView, classWords, filingAlertView, type CaseSeen } from './filings.ts'
import { deadlineOf } from './tasks.ts'

export interface FilingWorkSeen extends CaseSeen {
  readonly respondents: readonly Respondent[]
  readonly calendar: WorkingCalendar
}

/** What the reader must do about late filing, the most urgent first. */
export function filingWorkView(
  alerts: readonly AlertRow[],
  cases: readonly AccountabilityCaseRow[],
  seen: FilingWorkSeen,
): FilingWorkItemView[] {
  const { calendar, corrected, today } = seen
  const ofAlerts = alerts
    .filter(({ caseId }) => caseId === null)
    .flatMap((row) =>
      workOfAlert(row, workerFor(row.unitId, seen), calendar).map((work) =>
        itemView(work, row, { alert: filingAlertView(row, seen), case: null, seen }),
      ),
    )
  const ofCases = cases.flatMap((row) => {
    const correctedOn = corrected.get(row.alertId) ?? null
    return workOfCase(row, { worker: workerFor(row.unitId, seen), correctedOn, today }, calendar).map(
      (work) => itemView(work, row, { alert: null, case: caseView(row, seen), seen }),
    )
  })
  return [...ofAlerts, ...ofCases].toSorted((a, b) =>
    a.dueOn === b.dueOn ? (a.id < b.id ? -1 : 1) : a.dueOn < b.dueOn ? -1 : 1,
  )
}

function workerFor(unitId: string, { actor }: FilingWorkSeen): FilingWorker {
  const groups = [candidateGroup('unit-archivist', unitId), candidateGroup('unit-head', unitId)]
  // A leader may lead a case, but finds it on the page of cases: the daily work is the archives office's.
  const keepsArchives = actor.groups.some((group) => group.startsWith('archives-head@'))
  return {
    personId: actor.personId,
    files: groups.some((group) => actor.groups.includes(group)),
    leads: keepsArchives && mayActOrStandIn(actor, 'case.open'),
  }
}

function itemView(
  { kind, dueOn }: FilingWork,
  row: AlertRow | AccountabilityCaseRow,
  { alert, case: of, seen }: Pick<FilingWorkItemView, 'alert' | 'case'> & { readonly seen: FilingWorkSeen },
): FilingWorkItemView {
  const daysLeft = daysBetween(seen.today, dueOn)
  const { unitId, classId, fromOn, toOn } = row
  return {
    id: `${kind}/${row.id}`,
    kind,
    dueOn,
    deadline: deadlineOf(daysLeft),
    daysLeft,
    unitId,
    unitName: seen.names.get(unitId) ?? { zh: '—', en: '—' },
    classId,
    ...classWords(seen.classes, classId),
    fromOn,
    toOn,
    alert,
    case: of,
  }
}
