import type { PlainDate } from '#domain/dates.ts'
import type { Grade } from '#domain/vocabulary.ts'
import type { Tx } from '#db/actor.ts'

/** How many of some records the reader sees. */
export async function countSeen(tx: Tx, recordIds: readonly string[]): Promise<number> {
  const [row] = await tx<
    { n: number }[]
  >`select count(*)::int as n from record where id = any(${[...recordIds]}::uuid[])`
  return row?.n ?? 0
}

export interface FiledItemRow {
  readonly id: string
  readonly archivalCode: string
  readonly title: string
  readonly fondsCode: string
  readonly unitZh: string
  readonly unitEn: string
  readonly grade: Grade
  readonly formedOn: PlainDate
  readonly pages: number | null
  readonly state: 'kept' | 'transferred' | 'destroyed'
  /** Null where it came with a backlog. */
  readonly filedBy: string | null
  readonly filedOn: PlainDate | null
}

export interface FiledItemsRequest {
  readonly unitId: string
  readonly year: number
  /** Null is permanent. */
  readonly periodYears: number | null
  readonly limit: number
}

/**
 * Items filed by themselves of one unit, year and period of their schedule's row, in the order of their codes. Records of a
 * file and files are not among them.
 */
export async function readFiledItems(
  tx: Tx,
  { unitId, year, periodYears, limit }: FiledItemsRequest,
): Promise<readonly FiledItemRow[]> {
  const ofPeriod =
    periodYears === null
      ? tx`s.rule->'period'->>'kind' = 'permanent'`
      : tx`(s.rule->'period'->>'years')::int = ${periodYears}`
  return await tx<FiledItemRow[]>`
    select r.id, r.archival_code as "archivalCode", r.title, f.code as "fondsCode", u.name_zh as "unitZh", u.name_en as "unitEn", r.grade,
      r.formed_on::text as "formedOn", r.pages,
      case when r.place_step in ('transferred', 'destroyed') then r.place_step else 'kept' end as state,
      e."filedBy", e."filedOn"
    from record r join fonds f on f.id = r.fonds_id join unit u on u.id = r.forming_unit_id
      join schedule_row s on s.schedule_version_id = r.schedule_version_id and s.code = r.class_code
      left join lateral (
        select p.name_zh as "filedBy", e.canonical::jsonb->>'on' as "filedOn" from event e join person p on p.id = e.actor_id
        where e.stream_id = r.id and e.type = 'record.filed' order by e.seq desc limit 1) e on true
    where r.level = 'item' and r.archival_code is not null and r.forming_unit_id = ${unitId}
      and r.formed_on between make_date(${year}, 1, 1) and make_date(${year}, 12, 31)
      and ${ofPeriod}
    order by r.archival_code, r.id limit ${limit}`
}
