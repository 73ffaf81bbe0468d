import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CODE_CATEGORIES, parseArchivalCode } from '#domain/archival-code.ts'
import { allotCode, blockOf } from '#domain/acts/allot-code.ts'
import { PEOPLE, World } from '#test/support/decisions.ts'
import { aScheduleRow, dates } from '#test/support/domain.ts'

const record = { classCode: 'SI-5-03', fondsId: 'fonds', formedOn: new World().today }
const rule = { recordClass: { codeParts: ['ZY', 'SY', 'DY'] }, row: aScheduleRow() }
const facts = () => new World().facts(PEOPLE.archivist)

test.each([
  ['no rule', null],
  ['no category', ['XX']],
  ['a level that reads as a period', ['ZY', 'Y']],
  ['a level in small letters', ['ZY', 'sy']],
])('FEA-A5 %s: no code', (_what, codeParts) => {
  expect(allotCode(facts(), record, { ...rule, recordClass: { codeParts } })).toMatchObject({
    code: 'record.class-without-code',
  })
})

test('FEA-A5 a block whose numbers have outgrown their digits gives no more', () => {
  const { counter } = blockOf(facts(), record, rule) as Extract<ReturnType<typeof blockOf>, { kind: 'block' }>
  const full = { ...facts(), counters: [{ ...counter, next: 10_000 }] }
  expect(allotCode(full, record, rule)).toMatchObject({ detail: { fault: 'archival-code.number-too-wide' } })
  expect(allotCode({ ...full, counters: [{ ...counter, next: 9999 }] }, record, rule)).toMatchObject({
    kind: 'code',
  })
})

test('FEA-A5 property: what is allotted reads back as what it was made from, in any year and for any period', () => {
  const level = fc.stringMatching(/^[A-Z]{2}$/)
  fc.assert(
    fc.property(
      fc.constantFrom(...CODE_CATEGORIES),
      fc.array(level, { maxLength: 4 }),
      dates(1949, 2126),
      fc.option(fc.integer({ min: 1, max: 999 })),
      fc.integer({ min: 1, max: 9999 }),
      (category, levels, formedOn, years, next) => {
        const row = aScheduleRow({
          period: years === null ? { kind: 'permanent' } : { kind: 'years', years },
        })
        const coded = { recordClass: { codeParts: [category, ...levels] }, row }
        const of = { ...record, formedOn }
        const block = blockOf(facts(), of, coded)
        if (block.kind === 'refused') throw new Error(block.code)
        const code = allotCode({ ...facts(), counters: [{ ...block.counter, next }] }, of, coded)
        if (code.kind === 'refused') throw new Error(code.code)
        expect(parseArchivalCode(code.text)).toMatchObject({
          kind: 'ok',
          code: { fonds: 'J021', block: { category, levels, year: Number(formedOn.slice(0, 4)) } },
        })
      },
    ),
  )
})
