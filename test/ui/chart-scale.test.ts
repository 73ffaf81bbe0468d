import { expect, test } from 'vitest'
import { spansOf, spanText, ticksOf } from '#ui/components/charts/chart-scale.ts'

test.each([
  [0, [0, 1]],
  [1, [0, 1]],
  [3, [0, 1, 2, 3]],
  [7, [0, 2, 4, 6, 8]],
  [250_000, [0, 100_000, 200_000, 300_000]],
])('an axis to %i has whole, round marks and reaches it', (largest, ticks) => {
  expect(ticksOf(largest)).toEqual(ticks)
})

test('years without a gap, as wide as they must be and no wider', () => {
  expect(spansOf([], 10)).toEqual([])
  expect(spansOf([2031, 2029], 10).map(({ from }) => from)).toEqual([2029, 2030, 2031])
  const wide = spansOf([2025, 2126], 18)
  expect(wide[0]).toEqual({ from: 2020, to: 2029 })
  expect(wide.at(-1)).toEqual({ from: 2120, to: 2129 })
  expect(spansOf([-5, 20], 10)[0]).toEqual({ from: -5, to: -1 })
})

test('a column says its year or its years', () => {
  expect(
    [
      { from: 2031, to: 2031 },
      { from: 2030, to: 2039 },
      { from: 2095, to: 2104 },
    ].map(spanText),
  ).toEqual(['2031', '2030–39', '2095–2104'])
})
