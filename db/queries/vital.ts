import type { PlainDate } from '#domain/dates.ts'
import type { VitalState } from '#domain/vital.ts'
import type { Tx } from '#db/actor.ts'
import {
  COUNT_CAP,
  decodeCursor,
  pageFrom,
  totalOf,
  type Page,
  type PageRequest,
  type Total,
} from './page.ts'

export interface VitalRow {
  readonly id: string
  readonly archivalCode: string | null
  readonly title: string
  readonly unitZh: string
  readonly unitEn: string
  readonly vital: VitalState
  readonly reviewOn: PlainDate
  readonly today: PlainDate
}

export interface VitalRequest extends PageRequest {
  readonly overdue?: 'yes' | 'no' | undefined
}

/** Vital records that the reader sees, those whose review is due first come first. */
export async function readVitalRecords(
  tx: Tx,
  { cursor, limit, overdue }: VitalRequest,
): Promise<Page<VitalRow> & { readonly total: Total }> {
  const after = decodeCursor(cursor)
  const beyond =
    after === undefined
      ? tx``
      : tx`and (r.vital_review_on, r.id) > (${after[0] ?? ''}::date, ${after[1] ?? ''}::uuid)`
  const late = {
    yes: tx`and r.vital_review_on < (select archive_today())`,
    no: tx`and r.vital_review_on >= (select archive_today())`,
  }
  const matching = tx`r.vital_review_on is not null ${overdue === undefined ? tx`` : late[overdue]}`
  const [rows, [counted]] = await Promise.all([
    tx<VitalRow[]>`
      select r.id, r.archival_code as "archivalCode", r.title, u.name_zh as "unitZh", u.name_en as "unitEn", r.vital,
        r.vital_review_on::text as "reviewOn", (select archive_today())::text as today
      from record r join unit u on u.id = r.forming_unit_id
      where ${matching} ${beyond} order by r.vital_review_on, r.id limit ${limit + 1}`,
    tx<{ n: number }[]>`
      select count(*)::int as n from (select 1 from record r where ${matching} limit ${COUNT_CAP + 1}) q`,
  ])
  return { ...pageFrom(rows, limit, ({ reviewOn, id }) => [reviewOn, id]), total: totalOf(counted?.n ?? 0) }
}
