import { describe, expect, test } from 'vitest'
import { periodKeyOf, stateFiling, sweepFilings } from '#domain/acts/filings.ts'
import { activateScheme, draftScheme } from '#domain/acts/schemes.ts'
import { closeUnit } from '#domain/acts/units.ts'
import { plainDate } from '#domain/dates.ts'
import { aScheme, Structure } from '#test/support/structure.ts'

const day = plainDate

/** Filed monthly since a scheme that came into force on 1 March 2027. */
function monthly(): { world: Structure; classId: string } {
  const world = new Structure()
  const { answer } = world.must('clerk', (f) => draftScheme(f, aScheme(world.unitId)))
  world.must('head', (f) => activateScheme(f, answer['schemeId'] ?? ''))
  return { world, classId: world.bureau.rows.all('schemeClass').at(-1)?.id ?? '' }
}

describe('a unit states that a period is filed', () => {
  test.each([
    ['access.denied', 'clerk', {}, undefined],
    ['filing.no-such-period', 'unit.archivist', { fromOn: day('2027-03-02') }, undefined],
    ['filing.no-such-period', 'unit.archivist', { fromOn: day('2027-02-01') }, undefined],
    ['filing.still-open', 'unit.archivist', { fromOn: day('2027-04-01') }, undefined],
    ['filing.unfiled-records', 'unit.archivist', {}, { filed: 3, unfiled: 1 }],
  ])('REG-18 refuses with %s for %s', (code, who, over, counted) => {
    const { world, classId } = monthly()
    world.today = day('2027-04-05')
    const input = { unitId: world.unitId, classId, fromOn: day('2027-03-01'), note: '', ...over }
    const decision = world.act(who, (f) => stateFiling(f, input), counted === undefined ? {} : { counted })
    expect(decision).toMatchObject({ code })
  })

  test('REG-18 FEA-A10 once, with how many records stand filed; nothing at all is an answer too', () => {
    const { world, classId } = monthly()
    world.today = day('2027-04-05')
    const input = { unitId: world.unitId, classId, fromOn: day('2027-03-01'), note: '本月无业务' }
    world.must('unit.archivist', (f) => stateFiling(f, input), { counted: { filed: 0, unfiled: 0 } })
    expect(world.bureau.rows.all('filingStatement')).toMatchObject([
      { fromOn: '2027-03-01', toOn: '2027-03-31', dueOn: '2027-04-14', filedOn: '2027-04-05', records: 0 },
    ])
    expect(world.act('unit.head', (f) => stateFiling(f, input))).toMatchObject({ code: 'filing.stated' })
  })
})

describe('a unit that has not always worked in the system', () => {
  test.each([
    ['2027-03-31', 1],
    ['2027-04-01', 0],
    [null, 0],
  ])('REG-3 live from %s it owes %d of March', (liveFrom, owed) => {
    const { world } = monthly()
    world.bureau.rows.change('unit', world.unitId, { liveFrom: liveFrom === null ? null : day(liveFrom) })
    world.today = day('2027-04-15')
    expect(world.must('engine', sweepFilings).answer['alerts']).toBe(String(owed))
  })
})

describe('the clock', () => {
  const sweep = (world: Structure) => world.must('engine', sweepFilings).answer['alerts']

  test('REG-18 raises nothing on the last day, and one alert on the next; once', () => {
    const { world } = monthly()
    world.today = day('2027-04-14')
    expect(sweep(world)).toBe('0')
    world.today = day('2027-04-15')
    expect(sweep(world)).toBe('1')
    expect(sweep(world)).toBe('0')
    expect(world.bureau.rows.all('filingAlert')).toMatchObject([
      {
        unitId: world.unitId,
        fromOn: '2027-03-01',
        dueOn: '2027-04-14',
        raisedOn: '2027-04-15',
        closedOn: null,
      },
    ])
  })

  test('REG-18 reminds of a period three working days before its day and until it; once, and of none that is filed', () => {
    const { world, classId } = monthly()
    const events = (reminded = new Set<string>()) => {
      const decision = world.act('engine', sweepFilings, { reminded })
      return decision.kind === 'refused' ? [] : decision.events.map(({ type, data }) => ({ type, data }))
    }
    const march = { unitId: world.unitId, classId, fromOn: day('2027-03-01') }
    world.today = day('2027-04-08')
    expect(events()).toEqual([])
    world.today = day('2027-04-09')
    expect(events()).toMatchObject([{ type: 'filing.reminded', data: { ...march, dueOn: '2027-04-14' } }])
    expect(events(new Set([periodKeyOf(march)]))).toEqual([])
    world.today = day('2027-04-14')
    expect(events()).toHaveLength(1)
    world.must('unit.archivist', (f) => stateFiling(f, { ...march, note: '' }))
    expect(events()).toEqual([])
  })

  test('REG-18 a late filing closes its alert and leaves it on record', () => {
    const { world, classId } = monthly()
    world.today = day('2027-04-20')
    sweep(world)
    const input = { unitId: world.unitId, classId, fromOn: day('2027-03-01'), note: '' }
    world.must('unit.archivist', (f) => stateFiling(f, input))
    expect(world.bureau.rows.all('filingAlert')).toMatchObject([{ closedOn: '2027-04-20' }])
    expect(sweep(world)).toBe('0')
  })

  test('a unit owes what closed while it was there, and nothing after its end', () => {
    const { world } = monthly()
    const { rows } = world.bureau
    for (const post of rows.all('post').filter(({ unitId }) => unitId === world.unitId))
      rows.change('post', post.id, { toOn: day('2027-04-30') })
    world.today = day('2027-05-10')
    const end = { unit: world.unitId, heir: null, toOn: day('2027-05-05'), authority: '编办文件' }
    world.must('admin', (f) => closeUnit(f, end))
    world.today = day('2027-12-31')
    expect(sweep(world)).toBe('3')
    expect(rows.all('filingAlert').map(({ fromOn }) => fromOn)).toEqual([
      '2027-03-01',
      '2027-04-01',
      '2027-05-01',
    ])
  })
})
