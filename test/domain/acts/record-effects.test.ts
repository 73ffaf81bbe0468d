import { describe, expect, test } from 'vitest'
import { missingOf, ruleOf } from '#domain/acts/record-effects.ts'
import { APPRAISED, arranged, created, does, kept, machine, tries } from '#test/support/decided-lives.ts'
import { aReference, PEOPLE, World } from '#test/support/decisions.ts'
import { aScheduleRow } from '#test/support/domain.ts'

const files = (world: World, id: string, classCode = 'SI-5-03') =>
  tries(world, PEOPLE.archivist, id, { outcome: 'filed', form: { classCode } })

describe('describing', () => {
  test.each([
    ['record.formed-in-future', { formedOn: '2027-03-02' }],
    ['record.class-unknown', { classCode: 'NO-1' }],
    ['record.class-unknown', { classCode: 'OLD-1' }],
  ])('is refused with %s', (code, over) => {
    const world = new World()
    expect(tries(world, PEOPLE.clerk, created(world), { outcome: 'submitted', form: over })).toMatchObject({
      code,
    })
  })

  test('REQ-43 a record without its content stays with its creator', () => {
    const world = new World()
    const id = created(world, { uploadIds: [] })
    expect(tries(world, PEOPLE.clerk, id, { outcome: 'submitted', form: {} })).toMatchObject({
      code: 'record.incomplete',
      detail: { missing: ['content'] },
    })
  })

  test('REQ-43 REQ-46 what is missing is named; paper needs no bytes', () => {
    const record = {
      title: '题名',
      classCode: 'SI-5-03',
      formedOn: new World().today,
      carrier: 'electronic' as const,
    }
    expect(missingOf(record, 0)).toEqual(['content'])
    expect(missingOf({ ...record, title: ' ', classCode: '', carrier: 'paper' }, 0)).toEqual([
      'title',
      'classCode',
    ])
    expect(missingOf(record, 1)).toEqual([])
  })
})

describe('filing', () => {
  test('REQ-1 to a class without an active row, or without a code, is refused', () => {
    const world = new World()
    const id = arranged(world)
    expect(files(world, id, 'NO-1')).toMatchObject({ code: 'record.class-unknown' })
    expect(files(world, id, 'OLD-1')).toMatchObject({ code: 'record.class-unknown' })
    expect(files(world, id, 'BARE-1')).toMatchObject({ code: 'record.class-without-schedule' })
    world.reference = aReference({}, { 'SI-5-03': { codeParts: null } })
    expect(files(world, id)).toMatchObject({ code: 'record.class-without-code' })
    world.reference = aReference({ 'schedule-1/SI-5-03': aScheduleRow({ isActive: false }) })
    expect(files(world, id)).toMatchObject({ code: 'record.class-without-schedule' })
  })

  test('on a store that does not keep its locks, is refused', () => {
    const world = new World()
    const id = arranged(world)
    const facts = world.facts(PEOPLE.archivist)
    world.over = { site: { ...facts.site, storeFit: false } }
    expect(files(world, id)).toMatchObject({ code: 'store.unfit' })
  })

  test('REQ-2 under the class that the archivist confirms pins its schedule, allots a code and computes the date with its reasons', () => {
    const world = new World()
    const id = arranged(world)
    does(world, PEOPLE.archivist, id, { outcome: 'filed', form: { classCode: 'SI-5-04' } })
    expect(world.record(id)).toMatchObject({
      classCode: 'SI-5-04',
      scheduleVersionId: 'schedule-1',
      dueOn: '2027-01-01',
      retentionEndsOn: '2026-12-31',
    })
    expect(world.record(id).archivalCode).toMatch(/^J021.*0001$/)
    const computed = world.history.get(id)?.find(({ type }) => type === 'retention.computed')
    expect(computed?.data).toHaveProperty('explanation')
  })

  test('numbers follow one another within a block', () => {
    const world = new World()
    const codes = [kept(world), kept(world)].map((id) => world.record(id).archivalCode?.slice(-4))
    expect(codes).toEqual(['0001', '0002'])
  })
})

describe('REQ-12 appraising at filing', () => {
  const appraised = (world: World, over: Readonly<Record<string, unknown>>) => {
    const id = arranged(world)
    does(world, PEOPLE.archivist, id, { outcome: 'filed', form: { classCode: 'SI-5-03' } })
    machine(world, id, 'preserved')
    return {
      id,
      answer: tries(world, PEOPLE.head, id, { outcome: 'appraised', form: { ...APPRAISED, ...over } }),
    }
  }

  test('a minimum term is never shortened', () => {
    expect(appraised(new World(), { periodYears: 9 }).answer).toMatchObject({
      code: 'record.period-too-short',
    })
  })

  test('a longer one gives a new date, the row’s own changes nothing', () => {
    const world = new World()
    const same = appraised(world, { periodYears: 10 })
    expect(world.record(same.id)).toMatchObject({ extendedYears: null, dueOn: '2027-01-01' })
    const longer = appraised(world, { periodYears: 30 })
    expect(world.record(longer.id)).toMatchObject({
      extendedYears: 30,
      dueOn: '2047-01-01',
      grade: 'internal',
      openingState: 'controlled',
      scanPolicy: 'never',
    })
  })
})

test('REG-28 custody moves when both have signed, with both names on one slip', () => {
  const world = new World()
  const id = kept(world)
  expect(world.record(id).custodyUnitId).toBe('unit-archives')
  const slip = world.history.get(id)?.find(({ type }) => type === 'record.custody-taken')
  expect(slip).toMatchObject({
    actor: PEOPLE.compiler.personId,
    data: { countedPages: 3, sender: PEOPLE.archivist.personId },
  })
})

test('REQ-2 one row governs a record: of the version it was filed under, else of the one in force', () => {
  const older = aScheduleRow({ period: { kind: 'years', years: 5 } })
  const reference = aReference({ 'schedule-0/SI-5-03': older })
  expect(ruleOf({ reference }, { classCode: 'SI-5-03', scheduleVersionId: 'schedule-0' })).toMatchObject({
    kind: 'rule',
    row: older,
  })
  expect(ruleOf({ reference }, { classCode: 'SI-5-03', scheduleVersionId: null })).toMatchObject({
    kind: 'rule',
    row: { period: { years: 10 } },
  })
  expect(ruleOf({ reference }, { classCode: 'NO-1', scheduleVersionId: null })).toMatchObject({
    code: 'record.class-unknown',
  })
})
