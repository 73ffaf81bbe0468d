import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  inOrderOfCodes,
  isSampleInterval,
  sampleDetail,
  sampleOf,
  sampleSeed,
  sampleSize,
  sampleStart,
  sampleWith,
} from '#domain/sample.ts'
import type { ListSample } from '#domain/state.ts'

const codes = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ archivalCode: `D10-${String(index + 1).padStart(4, '0')}` }))
const digests = fc.stringMatching(/^[0-9a-f]{64}$/)
const intervals = fc.integer({ min: 2, max: 1000 })

const sample: ListSample = {
  id: 'sample',
  classCode: 'SI-5-03',
  rule: { kind: 'every-nth', n: 10, start: 3 },
  period: { kind: 'permanent' },
  reason: '典型材料',
  population: 25,
  recordIds: ['a', 'b', 'c'],
  refusedIds: ['b'],
  drawnBy: 'one',
}

describe('FEA-B21 every n-th', () => {
  test.each([1, 0, -3, 2.5, 1001, Number.NaN])('%d is no interval', (n) => {
    expect(isSampleInterval(n)).toBe(false)
  })

  test.each([
    [0, 10, 0, 0],
    [1, 10, 1, 1],
    [9, 10, 1, 1],
    [10, 10, 1, 1],
    [25, 10, 2, 3],
    [118, 2, 59, 59],
  ])('of %i records one of every %i are at least %i and at most %i', (population, n, least, most) => {
    expect(sampleSize(population, n)).toEqual({ least, most })
  })

  test('gives a number within what was told before, none twice, and the next one always n further', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), intervals, digests, (population, n, digest) => {
        const { start, drawn } = sampleOf(codes(population), { n, digest })
        const { least, most } = sampleSize(population, n)
        expect(drawn.length).toBeGreaterThanOrEqual(least)
        expect(drawn.length).toBeLessThanOrEqual(most)
        expect(drawn.map(({ archivalCode }) => Number(archivalCode.slice(4)))).toEqual(
          drawn.map((_, index) => start + index * n),
        )
        expect(start).toBeLessThanOrEqual(Math.max(1, Math.min(n, population)))
      }),
    )
  })

  test('is the same for the same seal, in whatever order the items come', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(codes(120), { minLength: 120 }),
        fc.integer({ min: 2, max: 40 }),
        digests,
        (shuffled, n, digest) => {
          expect(sampleOf(shuffled, { n, digest })).toEqual(sampleOf(codes(120), { n, digest }))
          expect(inOrderOfCodes(shuffled)).toEqual(codes(120))
        },
      ),
    )
  })

  test('begins anywhere within the first n, as the seal decides', () => {
    const starts = Array.from({ length: 64 }, (_, index) =>
      sampleStart(index.toString(16).padStart(12, '0'), 500, 8),
    )
    expect(new Set(starts)).toEqual(new Set([1, 2, 3, 4, 5, 6, 7, 8]))
    expect(sampleSeed('ab', 'SI-5-03')).toBe('ab:SI-5-03')
  })
})

test('FEA-B21 a record that the second person refused is in the sample no longer, and each one’s place is said', () => {
  expect(sampleWith([sample], 'b')).toBeUndefined()
  expect(sampleWith([sample], 'x')).toBeUndefined()
  expect(sampleWith([sample], 'c')).toBe(sample)
  expect(sampleDetail(sample, 'c')).toBe('sample of every 10 from 3, position 23 of 25: 典型材料')
  expect(sampleDetail({ ...sample, rule: { kind: 'chosen' } }, 'c')).toBe('sample chosen, 3 of 25: 典型材料')
})
