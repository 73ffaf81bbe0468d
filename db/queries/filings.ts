import type { PlainDate, WorkingCalendar } from '#domain/dates.ts'
import { Rows } from '#domain/state.ts'
import type { AccountabilityCaseRow, FilingAlertRow, FilingStatementRow } from '#domain/state/structure.ts'
import type { Tx } from '#db/actor.ts'
import type { Asking } from '#db/client.ts'
import { calendarFrom } from '#db/gate/structure.ts'
import { readCadences, readSchemeClasses, readSchemes } from './schemes.ts'
import { readStructure } from './structure.ts'

/** Units, schemes and cadences, as the pure calendar wants them. */
export async function readDutyRows(tx: Tx, on: PlainDate): Promise<Rows> {
  const rows = new Rows()
  for (const unit of (await readStructure(tx, on)).units) rows.load('unit', unit)
  for (const scheme of await readSchemes(tx)) rows.load('scheme', scheme)
  for (const of of await readSchemeClasses(tx, null)) rows.load('schemeClass', of)
  for (const cadence of await readCadences(tx, null)) rows.load('classCadence', cadence)
  return rows
}

export async function readWorkingCalendar(tx: Asking): Promise<WorkingCalendar> {
  const rows = await tx<{ on: PlainDate; isWorkday: boolean }[]>`
    select on_date::text as on, is_workday as "isWorkday" from working_day_exception limit 20000`
  return calendarFrom(rows.map(({ on, isWorkday }) => [on, isWorkday] as const))
}

interface Span {
  readonly from: PlainDate
  readonly to: PlainDate
}

/** What the reader sees of statements about periods that close within a span. */
export async function readStatements(tx: Tx, { from, to }: Span): Promise<readonly FilingStatementRow[]> {
  return await tx<FilingStatementRow[]>`
    select id, calendar_id as "calendarId", unit_id as "unitId", class_id as "classId", from_on::text as "fromOn", to_on::text as "toOn",
      due_on::text as "dueOn", filed_on::text as "filedOn", stated_by as "statedBy", records, note
    from filing_statement where to_on between ${from} and ${to} order by to_on, id limit 50000`
}

export interface AlertRow extends FilingAlertRow {
  readonly caseId: string | null
  readonly caseNumber: string | null
}

/** Alerts about periods that close within a span, or, without one, those that are open. */
export async function readAlerts(tx: Tx, span: Span | null): Promise<readonly AlertRow[]> {
  const [from, to] = [span?.from ?? null, span?.to ?? null]
  return await tx<AlertRow[]>`
    select a.id, a.calendar_id as "calendarId", a.unit_id as "unitId", a.class_id as "classId", a.from_on::text as "fromOn",
      a.to_on::text as "toOn", a.due_on::text as "dueOn", a.raised_on::text as "raisedOn", a.closed_on::text as "closedOn",
      c.id as "caseId", c.number as "caseNumber"
    from filing_alert a left join accountability_case c on c.alert_id = a.id
    where case when ${from}::date is null then a.closed_on is null else a.to_on between ${from}::date and ${to}::date end
    order by a.due_on, a.id limit 20000`
}

export async function readCases(tx: Tx, id: string | null = null): Promise<readonly AccountabilityCaseRow[]> {
  return await tx<AccountabilityCaseRow[]>`
    select id, number, alert_id as "alertId", calendar_id as "calendarId", unit_id as "unitId", class_id as "classId", from_on::text as "fromOn",
      to_on::text as "toOn", due_on::text as "dueOn", state, head_id as "headId", direct_id as "directId", opened_by as "openedBy",
      opened_on::text as "openedOn", order_text as "orderText", order_due_on::text as "orderDueOn", ordered_by as "orderedBy",
      ordered_on::text as "orderedOn", reply, replied_by as "repliedBy", replied_on::text as "repliedOn", result, closed_by as "closedBy",
      closed_on::text as "closedOn"
    from accountability_case where ${id}::uuid is null or id = ${id} order by closed_on nulls first, opened_on desc, number desc limit 1000`
}

/** The days on which the periods of alerts were filed after all. */
export async function readCorrections(
  tx: Tx,
  alertIds: readonly string[],
): Promise<ReadonlyMap<string, PlainDate | null>> {
  const rows = await tx<{ id: string; closedOn: PlainDate | null }[]>`
    select id, closed_on::text as "closedOn" from filing_alert where id = any(${[...alertIds]}::uuid[])`
  return new Map(rows.map(({ id, closedOn }) => [id, closedOn]))
}

export interface Respondent {
  readonly unitId: string
  readonly personId: string
  readonly zh: string
  readonly en: string
  readonly as: 'head' | 'direct'
}

/** Who heads the units and who files for them, today. */
export async function readRespondents(tx: Tx, unitIds: readonly string[]): Promise<readonly Respondent[]> {
  return await tx<Respondent[]>`
    select distinct u.id as "unitId", p.id as "personId", p.name_zh as zh, p.name_en as en,
      case when o.role in ('unit-head', 'main-head') then 'head' else 'direct' end as "as"
    from unit u join post o on o.unit_id = any(u.path) join person p on p.id = o.person_id and p.state = 'active'
    where u.id = any(${[...unitIds]}::uuid[]) and (o.role in ('unit-head', 'main-head') or (o.unit_id = u.id and o.role in ('unit-archivist', 'business-clerk')))
      and o.from_on <= archive_today() and coalesce(o.to_on >= archive_today(), true)
    order by "unitId", "as", zh limit 5000`
}
