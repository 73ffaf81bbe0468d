import fc from 'fast-check'
import { expect, test } from 'vitest'
import { scanBytesOf, shelfMillimetresOf, storageForecast } from '#domain/storage.ts'

test.each([
  ['nothing', { files: 0, sheets: 0, uncounted: 0 }, 0],
  ['one file of 200 pages', { files: 1, sheets: 100, uncounted: 0 }, 13],
  ['one file that nobody counted', { files: 1, sheets: 0, uncounted: 1 }, 20],
  ['a thousand files of 100 pages', { files: 1000, sheets: 50_000, uncounted: 0 }, 7200],
])('FEA-O4 %s takes so many millimetres of shelf', (_what, shelved, millimetres) => {
  expect(shelfMillimetresOf(shelved)).toBe(millimetres)
})

test('FEA-O4 property: two lots together take no more than both apart, and at most a millimetre less', () => {
  const lot = fc
    .record({ files: fc.nat(1000), sheets: fc.nat(100_000), part: fc.nat(100) })
    .map(({ files, sheets, part }) => ({ files, sheets, uncounted: Math.floor((files * part) / 100) }))
  fc.assert(
    fc.property(lot, lot, (a, b) => {
      const both = {
        files: a.files + b.files,
        sheets: a.sheets + b.sheets,
        uncounted: a.uncounted + b.uncounted,
      }
      const apart = shelfMillimetresOf(a) + shelfMillimetresOf(b)
      expect(apart - shelfMillimetresOf(both)).toBeGreaterThanOrEqual(0)
      expect(apart - shelfMillimetresOf(both)).toBeLessThanOrEqual(1)
    }),
  )
})

test('REG-19 the store grows by the mean of the years looked at and shrinks by what falls due', () => {
  const growth = { storedBytes: 1000, addedBytes: [100, 200, 300], freedBytes: new Map([[2028, 700]]) }
  expect(storageForecast(growth, 2027, 3)).toEqual([
    { year: 2027, addedBytes: 200, freedBytes: 0, atEndBytes: 1200 },
    { year: 2028, addedBytes: 200, freedBytes: 700, atEndBytes: 700 },
    { year: 2029, addedBytes: 200, freedBytes: 0, atEndBytes: 900 },
  ])
  expect(storageForecast({ ...growth, addedBytes: [], storedBytes: 0 }, 2028, 1)).toEqual([
    { year: 2028, addedBytes: 0, freedBytes: 700, atEndBytes: 0 },
  ])
})

test('REG-19 what scanning would add goes by what scanned pages take here, and is unknown before the first', () => {
  expect(scanBytesOf(300, { pages: 100, bytes: 50_000 })).toBe(150_000)
  expect(scanBytesOf(300, { pages: 0, bytes: 0 })).toBe(0)
})
