import { describe, expect, test } from 'vitest'
import { conclusionOf } from '#domain/acts/proposals.ts'
import { concludeList, endCooling, registerEvents } from '#domain/acts/run-list.ts'
import { addDays, plainDate } from '#domain/dates.ts'
import type { ItemOpinion, ListItemRow, OpinionRow } from '#domain/state.ts'
import { APPRAISER_KINDS } from '#domain/vocabulary.ts'
import { approved, concluded, due, kept, sealed } from '#test/support/decided-lives.ts'
import { PEOPLE, World } from '#test/support/decisions.ts'

const item = { recordId: 'r' } as ListItemRow
const opinions = (verdicts: readonly (Omit<ItemOpinion, 'recordId'> | undefined)[]): readonly OpinionRow[] =>
  APPRAISER_KINDS.flatMap((appraiserKind, index) => {
    const verdict = verdicts[index]
    return verdict === undefined
      ? []
      : [
          {
            id: appraiserKind,
            subjectId: 'l',
            personId: appraiserKind,
            appraiserKind,
            verdicts: [{ recordId: 'r', ...verdict }],
            givenAt: '',
          },
        ]
  })
const destroy = { verdict: 'destroy' } as const

describe('REQ-22 what four opinions make of an item', () => {
  test.each([
    ['three of four', [destroy, destroy, destroy, undefined], { reason: 'not-unanimous' }],
    [
      'one doubts',
      [destroy, destroy, destroy, { verdict: 'ask-expert' as const }],
      { reason: 'not-unanimous' },
    ],
    [
      'one would transfer',
      [destroy, { verdict: 'transfer' as const }, destroy, destroy],
      { reason: 'transfer' },
    ],
    [
      'two extend differently',
      [
        { verdict: 'extend' as const, years: 20 },
        destroy,
        { verdict: 'extend' as const, years: 30 },
        destroy,
      ],
      { reason: 'extended', extendedYears: 30 },
    ],
    ['nobody has spoken', [], { reason: 'not-unanimous' }],
  ] as const)('REQ-19 PRM-4 it leaves when %s', (_when, verdicts, leaving) => {
    expect(conclusionOf(item, opinions(verdicts))).toMatchObject(leaving)
  })

  test('REQ-7 an appraisal can decide to destroy, to keep and look again later, or to transfer; what is permanent is kept for ever', () => {
    const world = new World()
    const [gone, later, city] = [due(world), due(world), due(world)]
    const said: Record<string, Omit<ItemOpinion, 'recordId'>> = {
      [gone]: { verdict: 'destroy' },
      [later]: { verdict: 'extend', years: 30, reason: '仍有查考价值' },
      [city]: { verdict: 'transfer', reason: '具有长久价值' },
    }
    const verdicts = [gone, later, city].map((recordId) => ({
      recordId,
      ...(said[recordId] ?? { verdict: 'ask-expert' as const }),
    }))
    const listId = concluded(world, [gone, later, city], {
      'agency-head': verdicts,
      business: verdicts,
      archives: verdicts,
      administration: verdicts,
    })
    const items = new Map(
      world
        .rows(listId)
        .all('disposalListItem')
        .map((one) => [one.recordId, one]),
    )
    expect([gone, later, city].map((id) => items.get(id)?.leaveReason)).toEqual([
      null,
      'extended',
      'transfer',
    ])
    expect(world.record(later)).toMatchObject({ placeStep: 'keep', dueOn: '2047-01-01' })
    expect(world.record(city)).toMatchObject({ disposalListId: null, transferDecidedOn: world.today })
    world.today = plainDate('2126-01-01')
    const forEver = kept(world, { classCode: 'SI-1-01' })
    expect(world.record(forEver)).toMatchObject({
      retentionEndsOn: null,
      dueOn: null,
      transferDueOn: '2026-03-02',
    })
  })

  test('it stays when all four would destroy it', () => {
    expect(conclusionOf(item, opinions([destroy, destroy, destroy, destroy]))).toBeUndefined()
  })
})

describe('the register', () => {
  test('PRM-4 its hash changes when an item leaves, and is the sealed one while none does', () => {
    const world = new World()
    const [one, other] = [due(world), due(world)]
    const whole = concluded(world, [one])
    expect(world.list(whole).registerHash).toBe(world.list(whole).sealedHash)
    const listId = sealed(world, [other])
    expect(() => registerEvents(world.facts(PEOPLE.engine), 'none')).toThrow(/not among the facts/)
    const { leaving, staying } = concludeList(
      world.facts(PEOPLE.engine),
      world.list(listId),
      world.rows(listId),
    )
    expect([leaving.length, staying.length]).toEqual([1, 0])
  })

  test('REQ-12 FEA-D6 a list of which nothing is left to destroy ends', () => {
    const world = new World()
    const id = due(world)
    const listId = concluded(world, [id], {
      archives: [{ recordId: id, verdict: 'extend', years: 30, reason: '查用' }],
    })
    expect(world.list(listId)).toMatchObject({ placeStep: 'completed', registerHash: null })
    expect(world.record(id)).toMatchObject({
      placeStep: 'keep',
      extendedYears: 30,
      dueOn: '2047-01-01',
      wakeOn: '2047-01-01',
    })
  })
})

describe('cooling-off', () => {
  test('PRM-4 is not over a day early, nor twice', () => {
    const world = new World()
    const listId = approved(world, [due(world)])
    const end = () => world.act(PEOPLE.engine, (f) => endCooling(f, { listId }))
    world.today = addDays(world.today, 6)
    expect(end()).toMatchObject({ code: 'record.not-due' })
    world.today = addDays(world.today, 1)
    expect(end()).toMatchObject({ kind: 'decided' })
    expect(world.open(listId).map(({ slot }) => slot)).toEqual(['witness-archives', 'witness-business'])
    expect(end()).toMatchObject({ code: 'record.not-due' })
    expect(world.act(PEOPLE.engine, (f) => endCooling(f, { listId: 'none' }))).toMatchObject({
      code: 'not-found',
    })
  })
})
