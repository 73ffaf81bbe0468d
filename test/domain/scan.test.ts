import { describe, expect, test } from 'vitest'
import { readScanLimits } from '#db/reference/scan-limits.ts'
import {
  faultsOfPage,
  isExcusable,
  pagesMissing,
  readPageFaults,
  readPages,
  type PageMeasure,
} from '#domain/scan.ts'

const LIMITS = readScanLimits()
/** A4 at 300 dpi. */
const page = (over: Partial<PageMeasure> = {}): PageMeasure => ({
  widthPx: 2480,
  heightPx: 3508,
  dpi: 300,
  skewCentidegrees: 30,
  deviationCents: 2100,
  ...over,
})

describe('a page image', () => {
  test.each([
    ['that says no resolution', { dpi: null }, ['scan.no-resolution']],
    ['of 199 dpi', { dpi: 199, widthPx: 1645, heightPx: 2327 }, ['scan.low-resolution']],
    ['turned by 1.51°', { skewCentidegrees: -151 }, ['scan.skewed']],
    ['that is blank', { deviationCents: 599 }, ['scan.blank']],
    ['cut off by a tenth', { heightPx: 3157 }, ['scan.wrong-size']],
  ] as const)('REG-39 FEA-F4 %s is faulty', (_what, over, faults) => {
    expect(faultsOfPage(page(over), LIMITS)).toEqual(faults)
  })

  test.each([
    [
      'on each limit',
      { dpi: 200, widthPx: 1654, heightPx: 2339, skewCentidegrees: 150, deviationCents: 600 },
    ],
    ['lying on its side', { widthPx: 3508, heightPx: 2480 }],
    ['without anything that has a direction', { skewCentidegrees: null }],
  ])('%s passes', (_what, over) => {
    expect(faultsOfPage(page(over), LIMITS)).toEqual([])
  })

  test('may have faults that are in the paper, but none that keep it from being a page', () => {
    expect(['scan.blank', 'scan.wrong-size'].every(isExcusable)).toBe(true)
    expect(
      ['scan.does-not-decode', 'scan.too-large', 'scan.not-one-page', 'scan.not-an-image'].some(isExcusable),
    ).toBe(false)
  })
})

test('what is missing in a numbering and what is too many are named by page', () => {
  expect(pagesMissing([1, 2, 4, 6], 5)).toEqual({ missing: [3, 5], extra: [6] })
  expect(pagesMissing([1, 2], null)).toEqual({ missing: [], extra: [] })
  expect(pagesMissing([], 2)).toEqual({ missing: [1, 2], extra: [] })
})

test('page numbers and faults are read as people write them, and not guessed', () => {
  expect(readPages('3, 5-7 5')).toEqual([3, 5, 6, 7])
  expect(readPages('')).toEqual([])
  for (const wrong of ['x', '0', '7-5', '1-99999', '-3']) expect(readPages(wrong)).toBeUndefined()
  expect(readPageFaults('3:skewed, 5:cut-off')).toEqual([
    { page: 3, code: 'quality.skewed' },
    { page: 5, code: 'quality.cut-off' },
  ])
  for (const wrong of ['3', '3:ugly', '0:blank', 'skewed:3']) expect(readPageFaults(wrong)).toBeUndefined()
})
