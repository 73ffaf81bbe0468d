import type { GivenData } from '#domain/acts/data-starts.ts'
import type { PlainDate } from '#domain/dates.ts'
import type { MetadataValues } from '#domain/metadata.ts'
import { rulesFor, type Rules, type ScheduleRow } from '#domain/schedule.ts'
import type { ScheduleRowState, ScheduleState } from '#domain/state-schedule.ts'
import type { RecordGroup } from '#domain/what-if-records.ts'
import type { Tx } from '#db/actor.ts'

export interface ScheduleVersionRow {
  readonly id: string
  readonly schedule: string
  readonly version: string
  readonly state: ScheduleState
  readonly effectiveOn: PlainDate
  readonly sha256: string
  readonly basedOnId: string | null
  readonly editors: readonly string[]
  readonly draftedAt: Date | null
  readonly reviewedBy: string | null
  readonly reviewedAt: Date | null
  readonly approvedBy: string | null
  readonly approvedAt: Date | null
  readonly activatedBy: string | null
  readonly activatedAt: Date | null
  readonly supersededOn: PlainDate | null
  readonly consentAuthority: string | null
  readonly consentNumber: string | null
  readonly consentOn: PlainDate | null
  readonly rows: number
  readonly locked: number
}

/** A site has a handful of schedules and some versions of each in its life; more than this is not shown. */
const MOST_VERSIONS = 200

/** Every version, those in force first, the newest before the older. */
export async function readScheduleVersions(tx: Tx, id?: string): Promise<readonly ScheduleVersionRow[]> {
  return await tx<ScheduleVersionRow[]>`
    select v.id, v.schedule, v.version, v.state, v.effective_on::text as "effectiveOn", v.sha256, v.based_on_id as "basedOnId", v.editors,
      v.drafted_at as "draftedAt", v.reviewed_by as "reviewedBy", v.reviewed_at as "reviewedAt", v.approved_by as "approvedBy",
      v.approved_at as "approvedAt", v.activated_by as "activatedBy", v.activated_at as "activatedAt",
      v.superseded_on::text as "supersededOn", v.consent_authority as "consentAuthority", v.consent_number as "consentNumber",
      v.consent_on::text as "consentOn", q.rows, q.locked
    from schedule_version v join lateral (
      select count(*)::int as rows, count(*) filter (where not r.is_active)::int as locked
      from schedule_row r where r.schedule_version_id = v.id and not r.is_removed) q on true
    ${id === undefined ? tx`` : tx`where v.id = ${id}`}
    order by v.schedule, case v.state when 'active' then 0 when 'superseded' then 2 else 1 end, v.effective_on desc, v.id desc
    limit ${MOST_VERSIONS}`
}

/** The active version of the schedule to which this version belongs; undefined when there is no such version. */
export async function readActiveVersion(
  tx: Tx,
  id: string,
): Promise<{ readonly id: string; readonly schedule: string } | undefined> {
  const [row] = await tx<{ id: string; schedule: string }[]>`
    select a.id, a.schedule from schedule_version v join schedule_version a on a.schedule = v.schedule and a.state = 'active'
    where v.id = ${id}`
  return row
}

export type ScheduleRowRow = Pick<
  ScheduleRowState,
  'id' | 'code' | 'rule' | 'isActive' | 'confirmedBy' | 'confirmNote'
>

/** A schedule's table is small and shown whole; a table beyond this is refused at its import. */
export const MOST_ROWS = 2000

export async function readScheduleRows(tx: Tx, versionId: string): Promise<readonly ScheduleRowRow[]> {
  return await tx<ScheduleRowRow[]>`
    select id, code, rule, is_active as "isActive", confirmed_by as "confirmedBy", confirm_note as "confirmNote"
    from schedule_row where schedule_version_id = ${versionId} and not is_removed order by code limit ${MOST_ROWS}`
}

/** Codes of the rows in force in the other schedules, which a row may follow. */
export async function readOtherCodes(tx: Tx, schedule: string): Promise<readonly string[]> {
  const rows = await tx<{ code: string }[]>`
    select r.code from schedule_row r join schedule_version v on v.id = r.schedule_version_id
    where v.state = 'active' and v.schedule <> ${schedule} and not r.is_removed limit ${MOST_ROWS}`
  return rows.map(({ code }) => code)
}

export async function isVersionTaken(
  tx: Tx,
  { schedule, version }: { readonly schedule: string; readonly version: string },
): Promise<boolean> {
  const rows = await tx`select 1 from schedule_version where schedule = ${schedule} and version = ${version}`
  return rows.length > 0
}

/** The rules by class code of each version under which records were filed, and of the version that is looked at. */
export async function readRulesOfSchedule(tx: Tx, schedule: string): Promise<ReadonlyMap<string, Rules>> {
  const rows = await tx<{ versionId: string; code: string; rule: ScheduleRow }[]>`
    select r.schedule_version_id as "versionId", r.code, r.rule from schedule_row r
    join schedule_version v on v.id = r.schedule_version_id where v.schedule = ${schedule} and not r.is_removed`
  const versions = Map.groupBy(rows, ({ versionId }) => versionId)
  return new Map(
    [...versions].flatMap(([versionId, of]) => {
      const version = of.map(({ rule }) => rule)
      return of.flatMap(({ code }) => {
        const rules = rulesFor(code, version)
        return rules === undefined ? [] : [[`${versionId}/${code}`, rules] as const]
      })
    }),
  )
}

export interface PinnedGroup extends RecordGroup {
  readonly versionId: string
  /** What stands in the fields from which the new rules start; null where they start from none, or nothing stands there. */
  readonly values: MetadataValues | null
  /** Days of the entries of its contents list, where the new rules start from the last of them. */
  readonly items: readonly { readonly formedOn: PlainDate }[] | null
  /** The main volume of its case, where they start with that. */
  readonly main: GivenData['main'] | null
}

/** Which data of which classes the new rules start from. */
export interface DataWanted {
  readonly fields: readonly string[]
  readonly fieldClasses: readonly string[]
  readonly contentsClasses: readonly string[]
  readonly mainClasses: readonly string[]
}

/** The data of record `r` from which its new rules start; of all others nothing is read. */
function dataColumns(tx: Tx, { fields, fieldClasses, contentsClasses, mainClasses }: DataWanted) {
  return tx`
    case when r.class_code = any(${[...fieldClasses]}::text[]) then (select jsonb_object_agg(f.id, m.values->f.id)
      from record_metadata m cross join unnest(${[...fields]}::text[]) f(id) where m.id = r.id and m.values->f.id is not null) end as values,
    case when r.class_code = any(${[...contentsClasses]}::text[]) then (select jsonb_agg(jsonb_build_object('formedOn', i.formed_on) order by i.formed_on)
      from record_item i where i.record_id = r.id and i.withdrawn_note is null) end as items,
    case when r.class_code = any(${[...mainClasses]}::text[]) then (select jsonb_build_object('id', v.id, 'classCode', v.class_code,
        'archivalCode', v.archival_code, 'scheduleVersionId', v.schedule_version_id, 'formedOn', v.formed_on, 'triggeredOn', v.triggered_on,
        'starts', v.starts, 'extendedYears', v.extended_years, 'manualEndsOn', v.manual_ends_on, 'ownRule', v.own_rule)
      from record v where v.id = r.main_record_id) end as main`
}

/** Groups come in pages of this size: one query, read as it is counted. */
const GROUPS_AT_ONCE = 5000

/** The records that another version of the schedule governs, as the reader sees them, grouped by all on which a date rests. */
export function readMovableGroups(
  tx: Tx,
  {
    schedule,
    versionId,
    data,
  }: { readonly schedule: string; readonly versionId: string; readonly data: DataWanted },
): AsyncIterable<PinnedGroup[]> {
  return tx<PinnedGroup[]>`
    select r.schedule_version_id as "versionId", r.class_code as "classCode", r.forming_unit_id as "unitId",
      r.formed_on::text as "formedOn", r.triggered_on::text as "triggeredOn", r.extended_years as "extendedYears",
      r.manual_ends_on::text as "manualEndsOn", r.starts, r.own_rule as "ownRule", ${dataColumns(tx, data)}, count(*)::int as count
    from record r
    where r.ended_on is null and r.schedule_version_id in (
      select id from schedule_version where schedule = ${schedule} and id <> ${versionId})
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12`.cursor(GROUPS_AT_ONCE)
}

export interface MovableRecord extends Omit<PinnedGroup, 'count'> {
  readonly id: string
  readonly title: string
  readonly archivalCode: string | null
  readonly isListed: boolean
}

export interface MovableRequest {
  readonly schedule: string
  readonly versionId: string
  readonly data: DataWanted
  readonly classCode?: string | undefined
  readonly unitId?: string | undefined
  readonly after?: string | undefined
  readonly limit: number
}

/** A page of such records in the order of their ids. */
export async function readMovableRecords(tx: Tx, request: MovableRequest): Promise<readonly MovableRecord[]> {
  const { schedule, versionId, data, classCode, unitId, after, limit } = request
  return await tx<MovableRecord[]>`
    select r.id, r.title, r.archival_code as "archivalCode", r.schedule_version_id as "versionId", r.class_code as "classCode",
      r.forming_unit_id as "unitId", r.formed_on::text as "formedOn", r.triggered_on::text as "triggeredOn",
      r.extended_years as "extendedYears", r.manual_ends_on::text as "manualEndsOn", r.starts, r.own_rule as "ownRule", ${dataColumns(tx, data)}, r.disposal_list_id is not null as "isListed"
    from record r
    where r.ended_on is null and r.schedule_version_id in (
      select id from schedule_version where schedule = ${schedule} and id <> ${versionId})
    ${classCode === undefined ? tx`` : tx`and r.class_code = ${classCode}`}
    ${unitId === undefined ? tx`` : tx`and r.forming_unit_id = ${unitId}`}
    ${after === undefined ? tx`` : tx`and r.id > ${after}`}
    order by r.id limit ${limit}`
}
