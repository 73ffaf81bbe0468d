import type { PlainDate } from '#domain/dates.ts'
import type { Tx } from '#db/actor.ts'

export interface OrderedYearRow {
  readonly year: number
  readonly source: string
  readonly confidence: 'compared' | 'entered'
  readonly setBy: string | null
  readonly setOn: PlainDate | null
}

/** Years of which an order is known, and who entered it where it was not shipped. */
export async function readOrderedYears(tx: Tx): Promise<readonly OrderedYearRow[]> {
  return await tx<OrderedYearRow[]>`
    select w.year, w.source, w.confidence, c.set_by as "setBy", c.set_on::text as "setOn"
    from (select extract(year from on_date)::int as year, min(source) as source, min(confidence) as confidence
      from working_day_exception group by 1) w left join calendar_year c on c.year = w.year
    order by w.year limit 400`
}

export interface ExceptionRow {
  readonly on: PlainDate
  readonly isWorkday: boolean
  readonly nameZh: string
}

export async function readExceptions(tx: Tx, year: number): Promise<readonly ExceptionRow[]> {
  return await tx<ExceptionRow[]>`
    select on_date::text as on, is_workday as "isWorkday", name_zh as "nameZh" from working_day_exception
    where extract(year from on_date) = ${year} order by on_date limit 400`
}
