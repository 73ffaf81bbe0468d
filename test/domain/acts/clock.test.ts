import { describe, expect, test } from 'vitest'
import { moveClock } from '#domain/acts/clock.ts'
import { plainDate } from '#domain/dates.ts'
import { PEOPLE, World } from '#test/support/decisions.ts'

const move = (to: string) => ({ to: plainDate(to), reason: 'test' })

describe('moving the clock of the law', () => {
  test('is for the system administrator, on demo and test sites, and forward', () => {
    const world = new World()
    expect(world.act(PEOPLE.mainHead, (f) => moveClock(f, move('2028-01-01')))).toMatchObject({
      code: 'access.denied',
    })
    expect(world.act(PEOPLE.admin, (f) => moveClock(f, move('2027-03-01')))).toMatchObject({
      code: 'clock.backwards',
    })
    expect(world.act(PEOPLE.admin, (f) => moveClock(f, move('2027-02-28')))).toMatchObject({
      code: 'clock.backwards',
    })
    const facts = world.facts(PEOPLE.admin)
    expect(
      moveClock({ ...facts, site: { ...facts.site, mode: 'production' } }, move('2028-01-01')),
    ).toMatchObject({ code: 'clock.fixed' })
  })

  test('goes to noon of the day, and says from where to where', () => {
    const decision = new World().must(PEOPLE.admin, (f) => moveClock(f, move('2027-03-02')))
    expect(decision.clockAhead).toBe(`${24 * 3_600_000} milliseconds`)
    expect(decision.events).toMatchObject([
      { type: 'site.clock-moved', data: { from: '2027-03-01', to: '2027-03-02' } },
    ])
  })
})
