import type { SecretStubRow } from '#domain/state/structure.ts'
import type { Tx } from '#db/actor.ts'
import type { FacetRow } from '#db/search/query.ts'
import { countedPage, readPage, type CountedPage, type PageRequest } from './page.ts'
import { COUNT_CAP, readTotal } from './total.ts'

export type StubListRow = SecretStubRow & { readonly unitZh: string; readonly unitEn: string }

/** By what stubs are found: what they hold, which is no title. */
export interface StubFilter {
  /** Folded words, each of which stands in a code, a class, a year or the unit's name. */
  readonly needles?: readonly string[]
  readonly classCode?: string | undefined
  readonly unitId?: string | undefined
  readonly formedInYear?: number | undefined
}

/** Stubs of classified files that the reader may know of, newest first. */
export async function readStubs(
  tx: Tx,
  request: PageRequest & StubFilter,
): Promise<CountedPage<StubListRow>> {
  const page = readPage<StubListRow>(tx, request, {
    direction: 'desc',
    key: { id: [tx`s.id`, 'uuid'] },
    rows: ({ beyond, by, limit }) => tx<StubListRow[]>`
      select s.id, s.sequence_id as "sequenceId", s.fonds_id as "fondsId", s.year, s.block, s.class_code as "classCode",
        s.forming_unit_id as "formingUnitId", u.name_zh as "unitZh", u.name_en as "unitEn", s.grade, s.secrecy_years as "secrecyYears",
        s.custody_code as "custodyCode", s.number, s.code, s.entered_by as "enteredBy", s.entered_on::text as "enteredOn",
        s.ended_as as "endedAs", s.end_reference as "endReference", s.ended_by as "endedBy", s.ended_on::text as "endedOn"
      from ${matching(tx, request)} ${beyond} order by ${by} limit ${limit}`,
  })
  return await countedPage(page, readTotal(tx, tx`select 1 from ${matching(tx, request)}`))
}

/** How many of them are of each unit, class and year, up to the cap of a total. */
export async function readStubFacets(tx: Tx, filter: StubFilter): Promise<readonly FacetRow[]> {
  return await tx<FacetRow[]>`
    select case when grouping(unit) = 0 then 'unit' when grouping(class) = 0 then 'class' else 'year' end as facet,
      coalesce(unit, class, year) as value, count(*)::int as count
    from (select s.forming_unit_id::text as unit, s.class_code as class, s.year::text as year
      from ${matching(tx, filter)} limit ${COUNT_CAP}) q group by grouping sets ((unit), (class), (year))`
}

function matching(tx: Tx, { needles = [], classCode, unitId, formedInYear }: StubFilter) {
  return tx`secret_stub s join unit u on u.id = s.forming_unit_id where true
    ${classCode === undefined ? tx`` : tx`and s.class_code = ${classCode}`}
    ${unitId === undefined ? tx`` : tx`and s.forming_unit_id = ${unitId}`}
    ${formedInYear === undefined ? tx`` : tx`and s.year = ${formedInYear}`}
    ${
      needles.length === 0
        ? tx``
        : tx`and not exists (select 1 from unnest(${[...needles]}::text[]) as n(needle) where strpos(
            lower(normalize(concat_ws(' ', s.code, s.custody_code, s.class_code, s.year, u.name_zh, u.name_en), NFKC)), n.needle) = 0)`
    }`
}

/** The sequence of a stub; undefined where the reader may not know of it. */
export async function readStubSequence(
  tx: Tx,
  id: string,
): Promise<Pick<SecretStubRow, 'fondsId' | 'year' | 'block'> | undefined> {
  const [row] = await tx<Pick<SecretStubRow, 'fondsId' | 'year' | 'block'>[]>`
    select fonds_id as "fondsId", year, block from secret_stub where id = ${id}`
  return row
}
