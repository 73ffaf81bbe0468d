/** What a what-if reads: the rules of every version, and of the records all on which their dates rest. */
import type { Movable } from '#domain/acts/moved.ts'
import type { PlainDate } from '#domain/dates.ts'
import type { MetadataValues } from '#domain/metadata.ts'
import { rulesFor, type Rules, type ScheduleRow } from '#domain/schedule.ts'
import type { RecordRelationRow } from '#domain/state/metadata.ts'
import type { RecordGroup } from '#domain/what-if-records.ts'
import type { Tx } from '#db/actor.ts'
import { NO_ID } from './page.ts'

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

/** How far the site has counted the changes of its rules, classes and units. */
export async function readReferenceEpoch(tx: Tx): Promise<number> {
  const [site] = await tx<{ epoch: number }[]>`select reference_epoch as epoch from site`
  return site?.epoch ?? 0
}

/** The data of a record from which a start is read, beside its own row and others. */
interface DataColumns {
  /** What stands in the fields from which the new rules start; null where they start from none, or nothing stands there. */
  readonly values: MetadataValues | null
  /** Days of the entries of its contents list, where the new rules start from the last of them. */
  readonly items: readonly { readonly formedOn: PlainDate | null }[] | null
}

/** Which data of which classes the new rules start from. */
export interface DataWanted {
  readonly fields: readonly string[]
  readonly fieldClasses: readonly string[]
  readonly contentsClasses: readonly string[]
  /** Classes whose records rest on others: on the main volume of a case, or on what they state a relation to. */
  readonly restingClasses: readonly string[]
}

/** The data of record `r` from which its new rules start; of all others nothing is read. */
function dataColumns(tx: Tx, { fields, fieldClasses, contentsClasses }: DataWanted) {
  return tx`
    case when r.class_code = any(${[...fieldClasses]}::text[]) then (select jsonb_object_agg(f.id, m.values->f.id)
      from record_metadata m cross join unnest(${[...fields]}::text[]) f(id) where m.id = r.id and m.values->f.id is not null) end as values,
    case when r.class_code = any(${[...contentsClasses]}::text[]) then (select jsonb_agg(jsonb_build_object('formedOn', i.formed_on) order by i.formed_on)
      from record_item i where i.record_id = r.id and i.withdrawn_note is null) end as items`
}

/** The columns of record `r` on which its dates rest. */
function datingColumns(tx: Tx) {
  return tx`r.schedule_version_id as "scheduleVersionId", r.class_code as "classCode", r.formed_on::text as "formedOn",
    r.triggered_on::text as "triggeredOn", r.extended_years as "extendedYears", r.manual_ends_on::text as "manualEndsOn", r.starts, r.own_rule as "ownRule"`
}

interface Among {
  readonly schedule: string
  readonly versionId: string
  readonly data: DataWanted
}

export interface PinnedGroup extends RecordGroup, DataColumns {
  readonly scheduleVersionId: string
}

/** Groups come in pages of this size: one query, read as it is counted. */
const GROUPS_AT_ONCE = 5000

/**
 * The records that another version of the schedule governs, as the reader sees them, grouped by all on which a date rests. Those of classes
 * whose records rest on others are left out: each of them may rest on another one.
 */
export function readMovableGroups(
  tx: Tx,
  { schedule, versionId, data }: Among,
): AsyncIterable<PinnedGroup[]> {
  return tx<PinnedGroup[]>`
    select ${datingColumns(tx)}, r.forming_unit_id as "unitId", ${dataColumns(tx, data)}, count(*)::int as count
    from record r
    where r.ended_on is null and r.class_code <> all(${[...data.restingClasses]}::text[]) and r.schedule_version_id in (
      select id from schedule_version where schedule = ${schedule} and id <> ${versionId})
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11`.cursor(GROUPS_AT_ONCE)
}

export interface MovableRecord extends Omit<PinnedGroup, 'count'> {
  readonly id: string
  readonly title: string
  readonly archivalCode: string | null
  readonly isListed: boolean
}

export interface MovableRequest extends Among {
  readonly classCodes?: readonly string[] | undefined
  readonly unitId?: string | undefined
  readonly after?: string | undefined
  readonly limit: number
}

/** A page of such records in the order of their ids: version by version along the index, as the re-dating walks them. */
export async function readMovableRecords(
  tx: Tx,
  { schedule, versionId, data, classCodes, unitId, after, limit }: MovableRequest,
): Promise<readonly MovableRecord[]> {
  return await tx<MovableRecord[]>`
    select r.id, r.title, r.archival_code as "archivalCode", ${datingColumns(tx)}, r.forming_unit_id as "unitId", ${dataColumns(tx, data)},
      r.disposal_list_id is not null as "isListed"
    from schedule_version o cross join lateral (select x.* from record x
      where x.schedule_version_id = o.id and x.ended_on is null and x.id > ${after ?? NO_ID}::uuid
      ${classCodes === undefined ? tx`` : tx`and x.class_code = any(${[...classCodes]}::text[])`}
      ${unitId === undefined ? tx`` : tx`and x.forming_unit_id = ${unitId}`}
      order by x.id limit ${limit}) r
    where o.schedule = ${schedule} and o.id <> ${versionId} order by r.id limit ${limit}`
}

export interface RestedRow extends Movable, DataColumns {
  readonly archivalCode: string | null
  readonly mainRecordId: string | null
  /** Relations that it states and that stand; null where there is none. */
  readonly relations: readonly Pick<RecordRelationRow, 'type' | 'otherId'>[] | null
}

/** Records and all on which their dates may rest, link by link, as the reader sees them; of one that they do not see nothing is said. */
export async function readRested(
  tx: Tx,
  { ids, data }: { readonly ids: readonly string[]; readonly data: DataWanted },
): Promise<readonly RestedRow[]> {
  return await tx<RestedRow[]>`
    select r.id, r.archival_code as "archivalCode", ${datingColumns(tx)}, ${dataColumns(tx, data)}, r.main_record_id as "mainRecordId",
      r.ended_on::text as "endedOn", r.disposal_list_id as "disposalListId", r.transfer_batch_id as "transferBatchId",
      r.destruction_begun_at::text as "destructionBegunAt",
      (select jsonb_agg(jsonb_build_object('type', l.type, 'otherId', l.other_id)) from record_relation l
        where l.subject_id = r.id and l.withdrawn_on is null) as relations
    from record r where r.id = any((select rests_on(${[...ids]}::uuid[]))::uuid[])`
}
