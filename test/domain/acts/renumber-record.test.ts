import { describe, expect, test } from 'vitest'
import { releaseCodes, reserveCodes } from '#domain/acts/code-sequences.ts'
import { renumberRecord } from '#domain/acts/renumber-record.ts'
import { plainDate } from '#domain/dates.ts'
import type { RecordState } from '#domain/state.ts'
import { Numbering, SEQUENCE } from '#test/support/code-sequences.ts'
import { created } from '#test/support/decided-lives.ts'
import { PEOPLE, UNITS, World } from '#test/support/decisions.ts'

const day = plainDate('2027-01-01')
const reserved = (firstNumber: number, lastNumber: number) => ({
  ...SEQUENCE,
  firstNumber,
  lastNumber,
  purpose: '已印好的卷脊',
  holderUnitId: UNITS.forming,
})

describe('FEA-A5 another code is refused', () => {
  test('for what has none, and to who has no right', () => {
    const world = new World()
    const said = { recordId: created(world), reason: '写错', number: null }
    expect(renumberRecord(world.facts(PEOPLE.archivesHead), said)).toMatchObject({ code: 'code.none' })
    expect(renumberRecord(world.facts(PEOPLE.compiler), said)).toMatchObject({ code: 'access.denied' })
    expect(renumberRecord(world.facts(PEOPLE.archivesHead), { ...said, recordId: 'none' })).toMatchObject({
      code: 'not-found',
    })
  })

  test.each([
    ['record.ended', { endedOn: day, placeStep: 'destroyed' }],
    ['record.not-in-keep', { transferredOn: day, placeStep: 'transferred' }],
    ['record.not-in-keep', { disposalListId: 'list' }],
    ['record.not-in-keep', { transferBatchId: 'batch' }],
    ['record.being-destroyed', { destructionBegunAt: '2027-01-01T00:00:00.000Z' }],
    ['record.on-hold', { activeHolds: 1 }],
  ] as readonly (readonly [string, Partial<RecordState>])[])('with %s for %o', (code, over) => {
    const numbering = new Numbering()
    const recordId = numbering.file()
    numbering.world.rows(recordId).change('record', recordId, over)
    expect(numbering.renumber({ recordId })).toMatchObject({ code })
  })

  test('for a number that is not kept back, or stood on something', () => {
    const numbering = new Numbering()
    const [first, second] = [numbering.file(), numbering.file()]
    expect(numbering.renumber({ recordId: first, number: 7 })).toMatchObject({ code: 'code.not-reserved' })
    numbering.say((facts) => reserveCodes(facts, reserved(7, 9)))
    expect(numbering.renumber({ recordId: first, number: 7 })).toMatchObject({ kind: 'decided' })
    expect(numbering.renumber({ recordId: second, number: 7 })).toMatchObject({ code: 'code.taken' })
    numbering.renumber({ recordId: first })
    expect(numbering.renumber({ recordId: second, number: 7 })).toMatchObject({ code: 'code.taken' })
  })
})

test('FEA-A5 it takes the next number, and the former stays its own', () => {
  const numbering = new Numbering()
  const [recordId] = [numbering.file(), numbering.file()]
  const done = numbering.renumber({ recordId })
  expect(done).toMatchObject({
    answer: { archivalCode: `${SEQUENCE.block}-0003`, formerCode: `${SEQUENCE.block}-0001` },
    events: [{ type: 'record.renumbered', data: { from: `${SEQUENCE.block}-0001`, reason: '年度写错' } }],
  })
  expect(numbering.world.rows(recordId).all('formerCode')).toMatchObject([
    {
      code: `${SEQUENCE.block}-0001`,
      replacedBy: `${SEQUENCE.block}-0003`,
      renumberedBy: PEOPLE.archivesHead.personId,
    },
  ])
  expect(numbering.codeOf(numbering.file())).toBe(`${SEQUENCE.block}-0004`)
})

test('FEA-A5 the counter passes over what is kept back, and gives it once it is released', () => {
  const numbering = new Numbering()
  numbering.say((facts) => reserveCodes(facts, reserved(1, 3)))
  const recordId = numbering.file()
  expect(numbering.codeOf(recordId)).toBe(`${SEQUENCE.block}-0004`)
  expect(numbering.renumber({ recordId, number: 2 })).toMatchObject({ kind: 'decided' })
  expect(numbering.next).toBe(5)
  const [range] = numbering.reservations()
  numbering.say((facts) =>
    releaseCodes(facts, { ...SEQUENCE, reservationId: range?.id ?? '', reason: '不再需要' }),
  )
  expect(numbering.standings().map(({ state }) => state)).toEqual([
    'reservation-released',
    'given',
    'reservation-released',
    'renumbered',
  ])
})

test('FEA-A5 a label and a spine of paper are printed anew', () => {
  const numbering = new Numbering()
  const recordId = numbering.file()
  numbering.world.rows(recordId).change('record', recordId, { carrier: 'paper' })
  expect(numbering.renumber({ recordId })).toMatchObject({
    events: [{ type: 'record.renumbered' }, { type: 'job.started', data: { kind: 'print-forms' } }],
  })
})
