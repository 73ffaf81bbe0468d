import { CLOSED_FINDINGS, type ArchiveFormats, type ConversionMoment } from '#domain/archive-formats.ts'
import type { PlainDate } from '#domain/dates.ts'
import type { Tx } from '#db/actor.ts'
import type { Asking } from '#db/client.ts'
import { countedPage, readPage, type CountedPage, type PageRequest } from './page.ts'
import { readTotal } from './total.ts'

export interface FormatListRow {
  readonly number: number
  readonly mediaTypes: readonly string[]
  readonly moment: ConversionMoment
  readonly basis: string
  readonly setBy: string
  readonly setOn: PlainDate
}

/** Every list that was set, the newest first. */
export async function readFormatLists(tx: Asking): Promise<readonly FormatListRow[]> {
  return await tx<FormatListRow[]>`
    select number, media_types as "mediaTypes", moment, basis, set_by as "setBy", set_on::text as "setOn"
    from archive_format_list order by number desc limit 200`
}

export interface FailingRow {
  readonly id: string
  readonly recordId: string
  readonly archivalCode: string
  readonly title: string
  readonly name: string | null
  readonly mediaType: string
  readonly formatName: string | null
  readonly findings: readonly string[] | null
}

/** Contents of filed records that are in no archive format, within the reader's rights, by record code. */
export async function readFailing(
  tx: Tx,
  { mediaTypes }: Pick<ArchiveFormats, 'mediaTypes'>,
  request: PageRequest,
): Promise<CountedPage<FailingRow>> {
  const failing = tx`
    from digital_object o join record r on r.id = o.subject_id
    where o.role = 'content' and o.withdrawn_at is null and o.destroyed_at is null and r.archival_code is not null and r.ended_on is null
      and (o.media_type <> all(${[...mediaTypes]}::text[]) or exists (
        select 1 from jsonb_array_elements_text(to_jsonb(o.findings)) f where f = any(${[...CLOSED_FINDINGS]}::text[])))`
  const page = readPage<FailingRow>(tx, request, {
    direction: 'asc',
    key: { archivalCode: [tx`r.archival_code`, 'text'], id: [tx`o.id`, 'uuid'] },
    rows: ({ beyond, by, limit }) => tx<FailingRow[]>`
      select o.id, r.id as "recordId", r.archival_code as "archivalCode", r.title, o.name, o.media_type as "mediaType",
        o.format_name as "formatName", o.findings
      ${failing} ${beyond} order by ${by} limit ${limit}`,
  })
  return await countedPage(page, readTotal(tx, tx`select 1 ${failing}`))
}
