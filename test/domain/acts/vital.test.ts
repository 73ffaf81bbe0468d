import { beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '#domain/access.ts'
import {
  remindOfReview,
  reviewVital,
  setVital,
  type ReviewedVital,
  type SetVital,
} from '#domain/acts/vital.ts'
import { addDays } from '#domain/dates.ts'
import { nextReview } from '#domain/vital.ts'
import { kept } from '#test/support/decided-lives.ts'
import { PEOPLE, World } from '#test/support/decisions.ts'

let world: World
let id: string
beforeEach(() => {
  world = new World('2020-01-31')
  id = kept(world)
})

const sets = (over: Partial<SetVital> = {}, actor: Actor = PEOPLE.compiler) =>
  world.act(actor, (f) =>
    setVital(f, { recordId: id, reason: '灾后恢复发放所必需', cycleMonths: 1, ...over }),
  )
const reviews = (over: Partial<ReviewedVital> = {}, actor: Actor = PEOPLE.archivesHead) =>
  world.act(actor, (f) =>
    reviewVital(f, {
      recordId: id,
      outcome: 'still-vital',
      note: '抽查三页',
      isCopyReadable: true,
      ...over,
    }),
  )

describe('REQ-33 FEA-B20 refused is', () => {
  test('who has not the post, what is not there, and what is not said', () => {
    expect(sets({}, PEOPLE.head)).toMatchObject({ code: 'access.denied' })
    expect(sets({ recordId: 'none' })).toMatchObject({ code: 'not-found' })
    expect(sets({ reason: ' ' })).toMatchObject({ code: 'vital.reason-missing' })
    for (const cycleMonths of [0, 61, 1.5])
      expect(sets({ cycleMonths })).toMatchObject({ code: 'vital.cycle-invalid' })
    expect(reviews()).toMatchObject({ code: 'vital.not-set' })
    sets()
    expect(reviews({}, PEOPLE.clerk)).toMatchObject({ code: 'access.denied' })
    expect(reviews({ note: '' })).toMatchObject({ code: 'vital.reason-missing' })
  })

  test('a record that has ended or is being destroyed', () => {
    sets()
    world.rows(id).change('record', id, { destructionBegunAt: '2020-01-31T00:00:00.000Z' })
    expect(sets()).toMatchObject({ code: 'record.being-destroyed' })
    world.rows(id).change('record', id, { endedOn: world.today })
    expect(sets()).toMatchObject({ code: 'record.ended' })
    expect(reviews()).toMatchObject({ code: 'record.ended' })
  })
})

describe('REQ-33 FEA-B20 a vital record', () => {
  test('is reviewed in its cycle, counted from each review', () => {
    sets()
    const first = nextReview({ countedFrom: world.today, cycleMonths: 1 })
    expect(world.record(id)).toMatchObject({
      vitalReviewOn: first,
      vital: { cycleMonths: 1, review: null, setBy: PEOPLE.compiler.personId },
    })
    world.today = addDays(first, 10)
    reviews({ isCopyReadable: false })
    expect(world.record(id)).toMatchObject({
      vitalReviewOn: nextReview({ countedFrom: world.today, cycleMonths: 1 }),
      vital: { review: { on: world.today, isCopyReadable: false, by: PEOPLE.archivesHead.personId } },
    })
  })

  test('is told of by the clock alone, once when its day comes near and once when it has passed', () => {
    const reminds = (actor: Actor) => world.act(actor, (f) => remindOfReview(f, { recordId: id }))
    const told = () => world.record(id).vital?.reminded
    expect(reminds(PEOPLE.archivesHead)).toMatchObject({ code: 'access.denied' })
    expect(reminds(PEOPLE.engine)).toMatchObject({ code: 'vital.not-set' })
    sets()
    const first = nextReview({ countedFrom: world.today, cycleMonths: 1 })
    expect([reminds(PEOPLE.engine).kind, told()]).toEqual(['decided', undefined])
    world.today = first
    reminds(PEOPLE.engine)
    expect([reminds(PEOPLE.engine), told()]).toMatchObject([{ events: [] }, 'due'])
    sets({ reason: '另一理由' })
    expect(told()).toBe('due')
    world.today = addDays(first, 1)
    reminds(PEOPLE.engine)
    expect([reminds(PEOPLE.engine), told()]).toMatchObject([{ events: [] }, 'overdue'])
    reviews()
    expect(told()).toBeUndefined()
  })

  test('is not put off by a later change of its cycle, and stays one until a review says otherwise', () => {
    sets()
    const begun = world.today
    world.today = addDays(begun, 40)
    sets({ cycleMonths: 2, reason: '另一理由' })
    expect(world.record(id)).toMatchObject({
      vitalReviewOn: nextReview({ countedFrom: begun, cycleMonths: 2 }),
      vital: { countedFrom: begun, reason: '另一理由' },
    })
    reviews({ outcome: 'no-longer-vital' })
    expect(world.record(id)).toMatchObject({ vital: null, vitalReviewOn: null })
  })
})
