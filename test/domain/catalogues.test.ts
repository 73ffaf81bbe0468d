import { describe, expect, test } from 'vitest'
import { cataloguesOf } from '#domain/catalogues.ts'
import { plainDate } from '#domain/dates.ts'
import type { SentRecord } from '#domain/transfer-tree.ts'
import { aSentBatch } from '#test/support/transfer.ts'

const item = (): SentRecord => {
  const [record] = aSentBatch().records
  if (record === undefined) throw new Error('a batch holds a record')
  return record
}
const volume = (...days: readonly string[]): SentRecord => ({
  ...item(),
  level: 'file',
  periodYears: 30,
  items: days.map((day) => ({ formedOn: plainDate(day) })),
})

describe('the catalogues of a transfer', () => {
  test('REG-11 there is one for each level that the batch holds, and none over nothing', () => {
    expect(cataloguesOf({ records: [] })).toEqual([])
    expect(cataloguesOf({ records: [item()] }).map(({ id }) => id)).toEqual(['F02'])
    expect(cataloguesOf({ records: [volume()] }).map(({ id }) => id)).toEqual(['F08'])
    expect(cataloguesOf({ records: [volume(), item()] }).map(({ id }) => id)).toEqual(['F02', 'F08'])
  })

  test('each has the nine columns of its form, in their order, and a cell for each', () => {
    for (const { id, columns, rows } of cataloguesOf({ records: [item(), volume()] })) {
      expect(columns.map(({ source }) => source)).toEqual(
        Array.from({ length: 9 }, (_, index) => `${id}-${index + 1}`),
      )
      expect(rows.map((row) => row.length)).toEqual([9])
    }
  })

  test('a volume is dated from the first to the last of its contents, and counts them', () => {
    const records = [volume('2014-09-30', '2014-02-28', '2014-12-31'), volume('2014-05-06'), volume()]
    const [catalogue] = cataloguesOf({ records })
    expect(catalogue?.rows.map((row) => [row[4], row[5], row[7]])).toEqual([
      ['2014-02-28 – 2014-12-31', '3', '30年'],
      ['2014-05-06', '1', '30年'],
      ['2014-05-06', '0', '30年'],
    ])
  })

  test('numbers begin anew in each catalogue', () => {
    const rows = cataloguesOf({ records: [item(), volume(), item()] }).map((one) =>
      one.rows.map(([no]) => no),
    )
    expect(rows).toEqual([['1', '2'], ['1']])
  })
})
