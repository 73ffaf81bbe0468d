import type { PlainDate } from '#domain/dates.ts'
import type { ScheduleRowState, ScheduleState } from '#domain/state/schedule.ts'
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
