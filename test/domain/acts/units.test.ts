import { describe, expect, test } from 'vitest'
import { addUnit } from '#domain/acts/administer.ts'
import { closeUnit, mergeUnits, moveUnit, renameUnit, splitUnit } from '#domain/acts/units.ts'
import { plainDate } from '#domain/dates.ts'
import { Bureau } from '#test/support/organisation.ts'

const authority = '示范市编办〔2027〕1号'
const day = plainDate

/** A bureau of 2027-03-01 with sections that are told to be older than it: founded on 2024-02-29 and on 1949-10-01. */
function withSections(): { bureau: Bureau; a: string; b: string; below: string } {
  const bureau = Bureau.founded()
  bureau.rows.change('unit', 'bureau', { fromOn: day('1949-10-01') })
  const add = (nameEn: string, parent: string, fromOn: string) =>
    bureau.must((f) => addUnit(f, { parent, kind: 'section', nameZh: nameEn, nameEn, fromOn: day(fromOn) }))
      .answer['unitId'] ?? ''
  const a = add('Section A', 'bureau', '2024-02-29')
  const b = add('Section B', 'bureau', '1949-10-01')
  return { bureau, a, b, below: add('Desk of A', a, '2025-01-01') }
}

const unit = (bureau: Bureau, id: string) => bureau.rows.must('unit', id)

describe('a unit is added', () => {
  test.each([
    ['unit.date-future', '2126-01-01'],
    ['unit.date-future', '2027-03-02'],
    ['unit.dates-overlap', '1949-09-30'],
  ])('refuses with %s from %s on', (code, fromOn) => {
    const { bureau } = withSections()
    const wanted = { parent: 'bureau', kind: 'section' as const, nameZh: '新', nameEn: 'New' }
    expect(bureau.act((f) => addUnit(f, { ...wanted, fromOn: day(fromOn) }))).toMatchObject({ code })
  })
})

describe('a unit gets another name', () => {
  test.each([
    ['unit.dates-overlap', { fromOn: day('2024-02-29') }],
    ['unit.date-future', { fromOn: day('2126-02-28') }],
    ['unit.taken', { nameEn: 'Section B' }],
    ['unit.unknown', { unit: 'Nowhere' }],
  ])('refuses with %s', (code, over) => {
    const { bureau, a } = withSections()
    const input = { unit: a, nameZh: '丙', nameEn: 'Section C', fromOn: day('2026-01-01'), authority }
    expect(bureau.act((f) => renameUnit(f, { ...input, ...over }))).toMatchObject({ code })
  })

  test('REG-46 and the former one stays with its days, the leap day among them', () => {
    const { bureau, a } = withSections()
    const rename = (nameEn: string, fromOn: string) =>
      bureau.act((f) => renameUnit(f, { unit: a, nameZh: nameEn, nameEn, fromOn: day(fromOn), authority }))
    rename('Section C', '2025-03-01')
    expect(bureau.rows.all('unitName')).toMatchObject([
      { unitId: a, nameEn: 'Section A', fromOn: '2024-02-29', toOn: '2025-02-28' },
    ])
    expect(rename('Section D', '2025-03-01')).toMatchObject({ code: 'unit.dates-overlap' })
    rename('Section D', '2026-01-01')
    expect(bureau.rows.all('unitName').at(-1)).toMatchObject({ fromOn: '2025-03-01', toOn: '2025-12-31' })
    expect(unit(bureau, a).nameEn).toBe('Section D')
  })
})

describe('a unit moves', () => {
  test('REG-46 never below itself, and never the root', () => {
    const { bureau, a, b, below } = withSections()
    const move = (one: string, parent: string, on = '2026-06-01') =>
      bureau.act((f) => moveUnit(f, { unit: one, parent, on: day(on), authority }))
    expect(move(a, below)).toMatchObject({ code: 'unit.cycle' })
    expect(move(a, a)).toMatchObject({ code: 'unit.cycle' })
    expect(move('bureau', b)).toMatchObject({ code: 'unit.root' })
    expect(move(a, 'bureau')).toMatchObject({ code: 'unit.unchanged' })
    expect(move(a, b, '2024-02-28')).toMatchObject({ code: 'unit.dates-overlap' })
    expect(move(a, b, '2126-01-01')).toMatchObject({ code: 'unit.date-future' })
    move(a, b)
    expect(unit(bureau, below).path).toEqual(['bureau', b, a, below])
    expect(unit(bureau, a)).toMatchObject({ parentId: b, path: ['bureau', b, a] })
    expect(move(b, below)).toMatchObject({ code: 'unit.cycle' })
  })
})

describe('a unit ends', () => {
  const closing = { heir: null, toOn: day('2027-02-28'), authority }

  test.each([
    ['records', { records: 3 }],
    ['custody', { custody: 1 }],
    ['lists', { lists: 1 }],
    ['batches', { batches: 2 }],
  ])('not with open %s, and the refusal says how many', (name, work) => {
    const { bureau, b } = withSections()
    const facts = bureau.unitFacts({ [b]: work })
    expect(closeUnit(facts, { ...closing, unit: b })).toMatchObject({ code: 'unit.open-work', detail: work })
    expect(Object.keys(work)).toEqual([name])
  })

  test('not with units below, with posts, nor while it keeps the archives of a fonds', () => {
    const { bureau, a } = withSections()
    const close = (one: string) => closeUnit(bureau.unitFacts(), { ...closing, unit: one })
    expect(close(a)).toMatchObject({ code: 'unit.open-work', detail: { units: 1 } })
    expect(close('bureau')).toMatchObject({ code: 'unit.root' })
    expect(close('office')).toMatchObject({ code: 'unit.dates-overlap' })
  })

  test.each([
    ['unit.date-future', '2027-03-02'],
    ['unit.date-future', '2126-12-31'],
    ['unit.dates-overlap', '1949-09-30'],
    ['unit.used-later', '2026-12-30'],
  ])('not with %s', (code, toOn) => {
    const { bureau, b } = withSections()
    const facts = bureau.unitFacts({ [b]: { lastRecordOn: day('2026-12-31') } })
    expect(closeUnit(facts, { ...closing, unit: b, toOn: day(toOn) })).toMatchObject({ code })
  })

  test('REG-46 and who follows acts for it, whoever follows that one later', () => {
    const { bureau, a, b, below } = withSections()
    const must = (decide: Parameters<Bureau['must']>[0]) => bureau.must(decide)
    must(() => closeUnit(bureau.unitFacts(), { ...closing, unit: below, heir: a }))
    must(() => mergeUnits(bureau.unitFacts(), { units: [a], into: b, toOn: day('2027-02-28'), authority }))
    expect(unit(bureau, a)).toMatchObject({
      toOn: '2027-02-28',
      endedBy: 'merged',
      heirId: b,
      successorIds: [b],
    })
    expect(unit(bureau, below)).toMatchObject({ endedBy: 'closed', heirId: b, successorIds: [a] })
    expect(bureau.act((f) => renameUnit(f, { ...RENAMED, unit: a }))).toMatchObject({ code: 'unit.ended' })
  })

  test('REG-46 a split names two units that follow, one of which keeps the records; none may come too late', () => {
    const { bureau, a, b, below } = withSections()
    const split = (into: readonly string[], heir: string, toOn = '2027-02-28') =>
      splitUnit(bureau.unitFacts(), { unit: b, into, heir, toOn: day(toOn), authority })
    expect(split([a], a)).toMatchObject({ code: 'unit.split-parts' })
    expect(split([a, below], 'office')).toMatchObject({ code: 'unit.split-parts' })
    expect(split([a, b], a)).toMatchObject({ code: 'unit.cycle' })
    expect(split([a, below], a, '2024-12-30')).toMatchObject({ code: 'unit.dates-gap' })
    bureau.must(() => split([a, below], below, '2024-12-31'))
    expect(unit(bureau, b)).toMatchObject({ endedBy: 'split', heirId: below, successorIds: [a, below] })
  })
})

const RENAMED = { nameZh: '丁', nameEn: 'Section E', fromOn: day('2027-02-01'), authority }
