import { describe, expect, test } from 'vitest'
import { addUnit } from '#domain/acts/administer.ts'
import { setLiveDay } from '#domain/acts/live-day.ts'
import { closeUnit } from '#domain/acts/units.ts'
import { plainDate } from '#domain/dates.ts'
import { Bureau } from '#test/support/organisation.ts'

const authority = '示范市人社〔2027〕5号'
const day = plainDate

/** A bureau on 2027-03-01 with two sections that are older than it and work since they exist. */
function withSections(): { bureau: Bureau; a: string; b: string } {
  const bureau = Bureau.founded()
  bureau.rows.change('unit', 'bureau', { fromOn: day('1949-10-01') })
  const add = (nameEn: string) =>
    bureau.must((f) =>
      addUnit(f, { parent: 'bureau', kind: 'section', nameZh: nameEn, nameEn, fromOn: day('2024-02-29') }),
    ).answer['unitId'] ?? ''
  return { bureau, a: add('Section A'), b: add('Section B') }
}

const unit = (bureau: Bureau, id: string) => bureau.rows.must('unit', id)

describe('a unit goes live', () => {
  const setting = { authority, on: day('2027-04-01') }

  test.each([
    ['unit.live-past', { on: day('2027-02-28') }],
    ['unit.unknown', { unit: 'Nowhere' }],
    ['unit.ended', { unit: 'Section B' }],
  ])('REG-3 not with %s', (code, over) => {
    const { bureau, a, b } = withSections()
    bureau.must(() =>
      closeUnit(bureau.unitFacts(), { unit: b, heir: null, toOn: day('2027-03-01'), authority }),
    )
    expect(setLiveDay(bureau.unitFacts(), { unit: a, ...setting, ...over })).toMatchObject({ code })
    expect(unit(bureau, a).liveFrom).toBe('2024-02-29')
  })

  test('REG-3 not later once records have come to it otherwise than by an import', () => {
    const { bureau, a } = withSections()
    const facts = bureau.unitFacts({ [a]: { lastMadeOn: day('2027-02-26') } })
    expect(setLiveDay(facts, { unit: a, ...setting })).toMatchObject({
      code: 'unit.at-work',
      detail: { on: '2027-02-26' },
    })
  })

  test('REG-3 on a day that may move until it has come, and is not set twice', () => {
    const { bureau, a } = withSections()
    const set = (on: string) =>
      bureau.act(() => setLiveDay(bureau.unitFacts(), { unit: a, authority, on: day(on) }))
    set('2027-04-01')
    expect(set('2027-04-01')).toMatchObject({ code: 'unit.live-already', detail: { on: '2027-04-01' } })
    set('2027-03-01')
    expect(unit(bureau, a).liveFrom).toBe('2027-03-01')
    expect(set('2027-03-02')).toMatchObject({ code: 'unit.live-already', detail: { on: '2027-03-01' } })
  })

  test('REG-3 works since it exists, unless it was founded to wait for its day', () => {
    const bureau = Bureau.founded()
    expect(unit(bureau, 'office')).toMatchObject({ liveFrom: '2027-03-01' })
    const wanted = {
      parent: 'bureau',
      kind: 'section' as const,
      nameZh: '新',
      nameEn: 'New',
      begins: 'when-set' as const,
    }
    const id = bureau.must((f) => addUnit(f, wanted)).answer['unitId'] ?? ''
    expect(unit(bureau, id).liveFrom).toBeNull()
    bureau.must(() => setLiveDay(bureau.unitFacts(), { unit: id, authority, on: day('2027-03-01') }))
    expect(unit(bureau, id).liveFrom).toBe('2027-03-01')
  })
})
