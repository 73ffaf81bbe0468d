import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { definitionOf, fondsOf, keepUntil, subjectOf } from '#domain/acts/place.ts'
import { addYears } from '#domain/dates.ts'
import { compiled, created, does, DESCRIBED, due } from '#test/support/decided-lives.ts'
import { ITEM_DEFINITION, LIST_DEFINITION, PEOPLE, World } from '#test/support/decisions.ts'
import { dates } from '#test/support/domain.ts'

describe('a subject', () => {
  test('is a record or a list, or not there for the actor', () => {
    const world = new World()
    const id = due(world)
    const listId = compiled(world, [id])
    const facts = world.facts(PEOPLE.compiler)
    expect(subjectOf(facts, 'none')).toBeUndefined()
    const [record, list] = [subjectOf(facts, id), subjectOf(facts, listId)]
    if (record?.kind !== 'record' || list?.kind !== 'disposal-list') throw new Error('both are there')
    expect([definitionOf(facts, record), definitionOf(facts, list)]).toEqual([
      ITEM_DEFINITION,
      LIST_DEFINITION,
    ])
    expect(() => fondsOf(facts, 'another')).toThrow(/not among the facts/)
    expect(() =>
      definitionOf({ ...facts, reference: { ...facts.reference, definition: () => undefined } }, record),
    ).toThrow(/not loaded/)
  })
})

describe('what a place needs', () => {
  test('a task names its group, its deadline in working days, the first look and who is told', () => {
    const world = new World('2027-03-05')
    expect(world.open(created(world))).toMatchObject([
      {
        candidateGroup: 'business-clerk@unit-forming',
        escalationGroup: 'unit-head@unit-forming',
        dueOn: '2027-03-10',
        lookOn: '2027-03-09',
        state: 'open',
      },
    ])
  })

  test('a machine’s place starts its job, owned by somebody who sees the record', () => {
    const world = new World()
    const id = created(world)
    does(world, PEOPLE.clerk, id, { outcome: 'submitted', form: DESCRIBED })
    expect(world.rows(id).all('job')).toMatchObject([
      {
        kind: 'inspect',
        step: 'inspect',
        ownerGroup: 'unit-archivist@unit-forming',
        placeVersion: world.record(id).placeVersion,
      },
    ])
  })
})

describe('when the clock looks', () => {
  test('REQ-8 never in the past, and never later than expiry', () => {
    const world = new World()
    fc.assert(
      fc.property(
        dates(1990, 2027),
        fc.option(fc.integer({ min: 11, max: 100 })),
        (formedOn, extendedYears) => {
          const facts = world.facts(PEOPLE.engine)
          const record = {
            formedOn,
            triggeredOn: null,
            starts: null,
            extendedYears,
            manualEndsOn: null,
            ownRule: null,
            classCode: 'SI-5-03',
            scheduleVersionId: 'schedule-1',
          }
          const wakeOn = keepUntil(facts, record)
          expect(wakeOn >= facts.today).toBe(true)
          const years = extendedYears ?? 10
          const dueOn = `${Number(formedOn.slice(0, 4)) + years + 1}-01-01`
          expect(wakeOn <= (dueOn > facts.today ? dueOn : facts.today)).toBe(true)
        },
      ),
    )
  })

  test('once a year for what is not filed or waits for its event', () => {
    const facts = new World().facts(PEOPLE.engine)
    const record = {
      formedOn: facts.today,
      triggeredOn: null,
      starts: null,
      extendedYears: null,
      manualEndsOn: null,
      ownRule: null,
      classCode: 'RS-02',
    }
    expect(keepUntil(facts, { ...record, scheduleVersionId: null })).toBe(addYears(facts.today, 1))
    expect(keepUntil(facts, { ...record, scheduleVersionId: 'schedule-1' })).toBe(addYears(facts.today, 1))
  })
})
