import type { SecretStubRow } from '#domain/state-structure.ts'
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

export type StubListRow = SecretStubRow & { readonly unitZh: string; readonly unitEn: string }

/** Stubs of classified files that the reader may know of, newest first. */
export async function readStubs(
  tx: Tx,
  { cursor, limit }: PageRequest,
): Promise<Page<StubListRow> & { readonly total: Total }> {
  const after = decodeCursor(cursor)
  const beyond = after === undefined ? tx`` : tx`where s.id < ${after[0] ?? ''}::uuid`
  const [rows, [counted]] = await Promise.all([
    tx<StubListRow[]>`
      select s.id, s.sequence_id as "sequenceId", s.fonds_id as "fondsId", s.year, s.block, s.class_code as "classCode",
        s.forming_unit_id as "formingUnitId", u.name_zh as "unitZh", u.name_en as "unitEn", s.grade, s.secrecy_years as "secrecyYears",
        s.custody_code as "custodyCode", s.number, s.code, s.entered_by as "enteredBy", s.entered_on::text as "enteredOn",
        s.ended_as as "endedAs", s.end_reference as "endReference", s.ended_by as "endedBy", s.ended_on::text as "endedOn"
      from secret_stub s join unit u on u.id = s.forming_unit_id ${beyond} order by s.id desc limit ${limit + 1}`,
    tx<{ n: number }[]>`select count(*)::int as n from (select 1 from secret_stub limit ${COUNT_CAP + 1}) q`,
  ])
  return { ...pageFrom(rows, limit, (row) => [row.id]), total: totalOf(counted?.n ?? 0) }
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
