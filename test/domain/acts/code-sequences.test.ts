import { describe, expect, test } from 'vitest'
import { explainGap, MOST_RESERVED, releaseCodes, reserveCodes } from '#domain/acts/code-sequences.ts'
import { Numbering, SEQUENCE } from '#test/support/code-sequences.ts'
import { PEOPLE, UNITS } from '#test/support/decisions.ts'

const A_RANGE = {
  ...SEQUENCE,
  firstNumber: 5,
  lastNumber: 9,
  purpose: '历史卷补编',
  holderUnitId: UNITS.forming,
}

describe('FEA-A5 numbers are kept back: refused', () => {
  test.each([
    ['code.range-invalid', { firstNumber: 0 }],
    ['code.range-invalid', { lastNumber: 10_000 }],
    ['code.range-invalid', { firstNumber: 9, lastNumber: 5 }],
    ['code.range-invalid', { lastNumber: 10 + MOST_RESERVED }],
    ['code.range-given', { firstNumber: 2 }],
    ['code.range-reserved', { firstNumber: 9, lastNumber: 12 }],
    ['unit.unknown', { holderUnitId: 'none' }],
    ['not-found', { fondsId: 'other' }],
    ['code.block-invalid', { block: 'J022-ZY·SY·DY·2016·D10' }],
    ['code.block-invalid', { block: 'J021-ZY·SY·DY·2016' + '·Y·Y' }],
    ['code.block-invalid', { year: 2017 }],
  ])('with %s for %o', (code, over) => {
    const numbering = new Numbering()
    numbering.file()
    numbering.file()
    numbering.say((facts) => reserveCodes(facts, A_RANGE))
    expect(
      numbering.say((facts) => reserveCodes(facts, { ...A_RANGE, firstNumber: 10, lastNumber: 12, ...over })),
    ).toMatchObject({ code })
  })

  test('for a fonds of others', () => {
    const facts = new Numbering().facts({ actor: { ...PEOPLE.compiler, units: ['elsewhere'] } })
    expect(reserveCodes(facts, A_RANGE)).toMatchObject({ code: 'not-found' })
  })
})

test('FEA-A5 a range is released once, and says what was taken out of it', () => {
  const numbering = new Numbering()
  const recordId = numbering.file()
  numbering.say((facts) => reserveCodes(facts, A_RANGE))
  numbering.renumber({ recordId, number: 6 })
  const [range] = numbering.reservations()
  const release = { ...SEQUENCE, reservationId: range?.id ?? '', reason: '补编完毕' }
  expect(numbering.say((facts) => releaseCodes(facts, { ...release, reservationId: 'none' }))).toMatchObject({
    code: 'not-found',
  })
  expect(numbering.say((facts) => releaseCodes(facts, release))).toMatchObject({
    events: [{ type: 'code.released', data: { usedNumbers: [6] } }],
  })
  expect(numbering.say((facts) => releaseCodes(facts, release))).toMatchObject({
    code: 'code.range-released',
  })
})

test('FEA-A5 a gap is explained by a person, and nothing else is', () => {
  const numbering = new Numbering()
  numbering.file(3)
  const explain = (number: number) =>
    numbering.say((facts) => explainGap(facts, { ...SEQUENCE, number, reason: '旧目录漏号' }))
  expect(numbering.standings().map(({ state }) => state)).toEqual(['missing', 'missing', 'given'])
  for (const number of [0, 3, 4]) expect(explain(number)).toMatchObject({ code: 'code.no-gap' })
  expect(explain(2)).toMatchObject({ events: [{ type: 'code.explained' }] })
  expect(numbering.standings().map(({ state }) => state)).toEqual(['missing', 'explained', 'given'])
})
