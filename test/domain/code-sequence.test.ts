import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { explainGap, releaseCodes, reserveCodes } from '#domain/acts/code-sequences.ts'
import { blockIn, nextFreeNumber, numberIn, overlaps, standingsOf } from '#domain/code-sequence.ts'
import { plainDate } from '#domain/dates.ts'
import { Numbering, SEQUENCE } from '#test/support/code-sequences.ts'
import { UNITS } from '#test/support/decisions.ts'

const range = (firstNumber: number, lastNumber: number, usedNumbers: readonly number[] | null = null) => ({
  firstNumber,
  lastNumber,
  releasedOn: usedNumbers === null ? null : plainDate('2027-01-01'),
  usedNumbers: usedNumbers ?? [],
})

describe('FEA-A5 the next number', () => {
  test.each([
    ['nothing is kept back', 4, [], 4],
    ['a range stands in the way', 4, [range(4, 9)], 10],
    ['two ranges follow each other', 4, [range(10, 12), range(4, 9)], 13],
    ['the range begins later', 4, [range(5, 9)], 4],
    ['a released range is given again, but for what was taken out of it', 4, [range(4, 9, [4, 5])], 6],
  ])('%s', (_what, from, ranges, next) => {
    expect(nextFreeNumber(from, ranges)).toBe(next)
  })

  test('ranges that touch nowhere do not overlap', () => {
    expect(overlaps(range(1, 4), range(5, 9))).toBe(false)
    expect(overlaps(range(1, 5), range(5, 9))).toBe(true)
  })
})

test('FEA-A5 a code says its number and its block, and what is no code says nothing', () => {
  expect([numberIn('J021-ZY·SY·DY·2016·D10-0012'), numberIn('J021-RS-001-002'), numberIn('x')]).toEqual([
    12,
    1,
    undefined,
  ])
  expect([blockIn('J021-ZY·SY·DY·2016·D10-0012'), blockIn('x')]).toEqual([
    'J021-ZY·SY·DY·2016·D10',
    undefined,
  ])
})

test('FEA-A5 each number below the next has its state; what stands now is said before what stood', () => {
  const code = (n: number) => `${SEQUENCE.block}-000${n}`
  const standings = standingsOf({
    next: 9,
    uses: [
      { code: code(1), state: 'import-withdrawn', recordId: 'a' },
      { code: code(1), state: 'given', recordId: 'b' },
      { code: code(2), state: 'renumbered', recordId: 'b' },
      { code: code(3), state: 'destroyed', recordId: 'c' },
      { code: code(4), state: 'import-withdrawn', recordId: 'd' },
    ],
    reservations: [range(5, 5), range(6, 7, [])],
    explanations: [{ number: 7, reason: '漏号' }],
  })
  expect(standings.map(({ state }) => state)).toEqual([
    'given',
    'renumbered',
    'destroyed',
    'import-withdrawn',
    'reserved',
    'reservation-released',
    'explained',
    'missing',
  ])
})

type Step =
  | {
      readonly kind: 'file' | 'renumber' | 'destroy' | 'withdraw' | 'release' | 'explain'
      readonly n: number
    }
  | { readonly kind: 'table' | 'reserve' | 'take'; readonly n: number; readonly size: number }

const steps = fc.array(
  fc.record({
    kind: fc.constantFrom(
      'file',
      'renumber',
      'destroy',
      'withdraw',
      'release',
      'explain',
      'table',
      'reserve',
      'take',
    ),
    n: fc.nat({ max: 30 }),
    size: fc.integer({ min: 1, max: 4 }),
  }) as fc.Arbitrary<Step>,
  { maxLength: 25 },
)

function doStep(numbering: Numbering, step: Step): void {
  const recordId = numbering.records[step.n % Math.max(1, numbering.records.length)]
  const range = numbering.reservations()[step.n % Math.max(1, numbering.reservations().length)]
  const reason = '说明'
  switch (step.kind) {
    case 'file':
      numbering.file()
      break
    case 'table': {
      // A table that states a number which stands on something is refused by its check.
      const number = numbering.next + step.size
      if (!numbering.uses().some(({ code }) => numberIn(code) === number)) numbering.file(number)
      break
    }
    case 'renumber':
    case 'take':
      if (recordId !== undefined)
        numbering.renumber({ recordId, number: step.kind === 'take' ? numbering.next + step.size : null })
      break
    case 'destroy':
    case 'withdraw':
      if (recordId !== undefined) numbering.end(recordId, step.kind === 'destroy' ? 'destroyed' : 'withdrawn')
      break
    case 'reserve': {
      const firstNumber = numbering.next + step.n
      const said = {
        ...SEQUENCE,
        firstNumber,
        lastNumber: firstNumber + step.size,
        purpose: '预编',
        holderUnitId: UNITS.forming,
      }
      numbering.say((facts) => reserveCodes(facts, said))
      break
    }
    case 'release':
      if (range !== undefined)
        numbering.say((facts) => releaseCodes(facts, { ...SEQUENCE, reservationId: range.id, reason }))
      break
    default:
      numbering.say((facts) => explainGap(facts, { ...SEQUENCE, number: step.n, reason }))
  }
}

test('FEA-A5 property: whatever is filed, renumbered, kept back, taken back or destroyed, no code is given twice and no number is lost', () => {
  fc.assert(
    fc.property(steps, (sequence) => {
      const numbering = new Numbering()
      for (const step of sequence) doStep(numbering, step)
      expect(new Set(numbering.given).size).toBe(numbering.given.length)
      const numbers = numbering.standings().map(({ number }) => number)
      const below = Array.from({ length: numbering.next - 1 }, (_, index) => index + 1)
      expect(below.filter((number) => !numbers.includes(number))).toEqual([])
      for (const code of numbering.given) {
        const standing = numbering.standings().find(({ number }) => number === numberIn(code))
        expect(standing?.use?.code).toBe(code)
      }
    }),
    { numRuns: 60 },
  )
})
