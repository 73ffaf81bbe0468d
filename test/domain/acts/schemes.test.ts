import { describe, expect, test } from 'vitest'
import { activateScheme, draftScheme, setCadence, type SchemeDraft } from '#domain/acts/schemes.ts'
import { plainDate } from '#domain/dates.ts'
import { aClass, aScheme, Structure } from '#test/support/structure.ts'

const day = plainDate
const idOf = (answer: Readonly<Record<string, string>>) => answer['schemeId'] ?? ''

function drafted(world: Structure, over: Partial<SchemeDraft> = {}): string {
  return idOf(world.must('clerk', (f) => draftScheme(f, aScheme(world.unitId, over))).answer)
}

/** Year and day, to which the classes of 1986 went over. */
const BY_DAY: Partial<SchemeDraft> = {
  version: '2014',
  nameZh: '年度—日',
  nameEn: 'Year and day',
  effectiveOn: day('2014-01-01'),
  classes: [aClass({ code: 'RQ', recordClasses: ['SI-3-01'] })],
  crosswalk: [{ fromVersion: '1986', from: 'CB-YL', to: 'RQ', note: '按日组卷' }],
}

function withFirst(): { world: Structure; first: string } {
  const world = new Structure()
  const first = drafted(world)
  world.must('head', (f) => activateScheme(f, first))
  return { world, first }
}

describe('a scheme is drafted', () => {
  test.each([
    ['scheme.code-twice', [aClass({ code: 'A' }), aClass({ code: 'A' })], 2],
    ['scheme.parent-unknown', [aClass({ code: 'A', parent: 'Z' })], 1],
    ['scheme.cycle', [aClass({ code: 'A', parent: 'A' })], 1],
    ['scheme.cycle', [aClass({ code: 'A', parent: 'B' }), aClass({ code: 'B', parent: 'A' })], 1],
    ['unit.unknown', [aClass({ code: 'A', units: ['Nowhere'] })], 1],
    ['record.class-unknown', [aClass({ code: 'A', recordClasses: ['XX-1'] })], 1],
  ])('REG-17 refuses with %s, row by row', (fault, classes, row) => {
    const world = new Structure()
    expect(world.act('clerk', (f) => draftScheme(f, aScheme(world.unitId, { classes })))).toMatchObject({
      code: 'scheme.rows-invalid',
      detail: { faults: expect.arrayContaining([expect.objectContaining({ row, fault })]) },
    })
  })

  test.each([
    ['scheme.crosswalk-from-unknown', { fromVersion: '1986', from: 'CB-XX', to: 'RQ', note: '' }],
    ['scheme.crosswalk-from-unknown', { fromVersion: '1900', from: 'CB-YL', to: 'RQ', note: '' }],
    ['scheme.crosswalk-to-unknown', { fromVersion: '1986', from: 'CB-YL', to: 'XX', note: '' }],
  ])('REG-17 refuses a crosswalk with %s', (fault, walk) => {
    const { world } = withFirst()
    const draft = aScheme(world.unitId, { ...BY_DAY, crosswalk: [walk] })
    expect(world.act('clerk', (f) => draftScheme(f, draft))).toMatchObject({
      code: 'scheme.rows-invalid',
      detail: { faults: [{ row: 1, fault }] },
    })
  })

  test('refuses a version that is there, and a day of the year 2126; one of 1949 is history', () => {
    const { world } = withFirst()
    const tries = (over: Partial<SchemeDraft>) =>
      world.act('clerk', (f) => draftScheme(f, aScheme(world.unitId, over)))
    expect(tries({})).toMatchObject({ code: 'scheme.version-taken' })
    expect(tries({ version: '2126', effectiveOn: day('2126-01-01') })).toMatchObject({
      code: 'scheme.date-far',
    })
    expect(tries({ line: 'WS', version: '1949', effectiveOn: day('1949-10-01') })).toMatchObject({
      kind: 'decided',
    })
  })
})

describe('a scheme comes into force', () => {
  test('REG-20 by another person than who drafted it, once', () => {
    const world = new Structure()
    const id = drafted(world)
    expect(world.act('clerk', (f) => activateScheme(f, id))).toMatchObject({ code: 'duty.not-distinct' })
    expect(world.act('head', (f) => activateScheme(f, 'none'))).toMatchObject({ code: 'not-found' })
    world.must('head', (f) => activateScheme(f, id))
    expect(world.act('head', (f) => activateScheme(f, id))).toMatchObject({ code: 'scheme.out-of-order' })
  })

  test('REG-17 not over dates of the version in force, and not without a way for every class with records', () => {
    const { world } = withFirst()
    const early = drafted(world, { ...BY_DAY, version: 'E', effectiveOn: day('2009-01-01') })
    expect(world.act('head', (f) => activateScheme(f, early))).toMatchObject({ code: 'scheme.dates-overlap' })
    const blind = drafted(world, { ...BY_DAY, version: 'B', crosswalk: [] })
    expect(world.act('head', (f) => activateScheme(f, blind))).toMatchObject({
      code: 'scheme.crosswalk-gaps',
      detail: { codes: ['CB-YL'] },
    })
  })

  test('REG-17 FEA-A2 FEA-A3 the old one ends the day before, and stays with its classes and codes', () => {
    const { world, first } = withFirst()
    const second = drafted(world, BY_DAY)
    world.must('head', (f) => activateScheme(f, second))
    const { rows } = world.bureau
    expect(rows.must('scheme', first)).toMatchObject({ state: 'active', endsOn: '2013-12-31' })
    expect(rows.must('scheme', second)).toMatchObject({ state: 'active', endsOn: null, activatedBy: 'head' })
    const [walk] = rows.all('crosswalk')
    expect(rows.must('schemeClass', walk?.fromClassId ?? '')).toMatchObject({
      code: 'CB-YL',
      schemeId: first,
    })
    expect(rows.must('schemeClass', walk?.toClassId ?? '')).toMatchObject({ code: 'RQ', schemeId: second })
  })
})

describe('a cadence', () => {
  const change = { cadence: 'quarter' as const, fromOn: day('2027-04-01'), authority: '人社〔2027〕4号' }

  test.each([
    ['cadence.dates-overlap', { fromOn: day('2009-01-01') }],
    ['cadence.within-period', { fromOn: day('2027-05-01') }],
    ['cadence.within-period', { cadence: 'year' as const, fromOn: day('2028-02-29') }],
    ['scheme.date-far', { fromOn: day('2126-01-01') }],
    ['not-found', { classId: 'none' }],
  ])('REG-18 refuses with %s', (code, over) => {
    const { world } = withFirst()
    const classId = world.bureau.rows.all('schemeClass').at(-1)?.id ?? ''
    expect(world.act('head', (f) => setCadence(f, { ...change, classId, ...over }))).toMatchObject({ code })
  })

  test('REG-18 is dated: the one before it ends the day before; of a draft none is changed', () => {
    const { world } = withFirst()
    const classId = world.bureau.rows.all('schemeClass').at(-1)?.id ?? ''
    world.must('head', (f) => setCadence(f, { ...change, classId }))
    expect(world.bureau.rows.all('classCadence')).toMatchObject([
      { cadence: 'month', fromOn: '2009-01-01', toOn: '2027-03-31', termDays: 10 },
      { cadence: 'quarter', fromOn: '2027-04-01', toOn: null, termDays: 15, setOn: '2027-03-01' },
    ])
    const draft = drafted(world, BY_DAY)
    const of = world.bureau.rows.all('schemeClass').find(({ schemeId }) => schemeId === draft)
    expect(world.act('head', (f) => setCadence(f, { ...change, classId: of?.id ?? '' }))).toMatchObject({
      code: 'scheme.out-of-order',
    })
  })
})
