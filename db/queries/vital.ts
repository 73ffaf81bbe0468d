import type { PlainDate } from '#domain/dates.ts'
import type { VitalState } from '#domain/vital.ts'
import type { Tx } from '#db/actor.ts'
import { countedPage, readPage, type CountedPage, type Page, type PageRequest } from './page.ts'
import { readTotal } from './total.ts'

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
  { overdue, ...request }: VitalRequest,
): Promise<CountedPage<VitalRow>> {
  const late = {
    yes: tx`and r.vital_review_on < (select archive_today())`,
    no: tx`and r.vital_review_on >= (select archive_today())`,
  }
  const matching = tx`r.vital_review_on is not null ${overdue === undefined ? tx`` : late[overdue]}`
  const page = readPage<VitalRow>(tx, request, {
    direction: 'asc',
    key: { reviewOn: [tx`r.vital_review_on`, 'date'], id: [tx`r.id`, 'uuid'] },
    rows: ({ beyond, by, limit }) => tx<VitalRow[]>`
      select r.id, r.archival_code as "archivalCode", r.title, u.name_zh as "unitZh", u.name_en as "unitEn", r.vital,
        r.vital_review_on::text as "reviewOn", (select archive_today())::text as today
      from record r join unit u on u.id = r.forming_unit_id
      where ${matching} ${beyond} order by ${by} limit ${limit}`,
  })
  return await countedPage(page, readTotal(tx, tx`select 1 from record r where ${matching}`))
}

export interface ReviewToTell {
  readonly recordId: string
  readonly reviewOn: PlainDate
}

/** Vital records with a review until a day, of which what is to be told now was not told yet; by that day. */
export async function readReviewsToTell(
  tx: Tx,
  { until, ...request }: PageRequest & { readonly until: PlainDate },
): Promise<Page<ReviewToTell>> {
  return await readPage<ReviewToTell>(tx, request, {
    direction: 'asc',
    key: { reviewOn: [tx`r.vital_review_on`, 'date'], recordId: [tx`r.id`, 'uuid'] },
    rows: ({ beyond, by, limit }) => tx<ReviewToTell[]>`
      select r.id as "recordId", r.vital_review_on::text as "reviewOn" from record r
      where r.vital_review_on is not null and r.vital_review_on <= ${until}::date and r.ended_on is null and r.destruction_begun_at is null
        and r.vital->>'reminded' is distinct from case when r.vital_review_on < (select archive_today()) then 'overdue' else 'due' end
        ${beyond} order by ${by} limit ${limit}`,
  })
}
