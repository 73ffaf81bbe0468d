import { describe, expect, test } from 'vitest'
import { lookAfterTasks } from '#domain/acts/engine.ts'
import { askedOf, asksSecondPerson, proposalsOf } from '#domain/acts/proposals.ts'
import { registerEvents } from '#domain/acts/run-list.ts'
import { addWorkingDays, addYears } from '#domain/dates.ts'
import type { ItemOpinion, TermAnswer } from '#domain/state.ts'
import { readDefinitions } from '#db/reference/load-definitions.ts'
import { does, due, sealed, SEATS, tries } from '#test/support/decided-lives.ts'
import { aReference, LIST_DEFINITION, PEOPLE, World } from '#test/support/decisions.ts'

const destroy = (recordId: string): ItemOpinion => ({ recordId, verdict: 'destroy' })
const extend = (recordId: string, years: number): ItemOpinion => ({
  recordId,
  verdict: 'extend',
  years,
  reason: '查用',
})

/** A list on which one item is to be kept longer and the other destroyed: all four have spoken. */
function doubted(world: World): { readonly listId: string; readonly id: string; readonly gone: string } {
  const [id, gone] = [due(world), due(world)]
  const listId = sealed(world, [id, gone])
  for (const [seat, person] of Object.entries(SEATS)) {
    const verdicts = [seat === 'business' ? extend(id, 30) : destroy(id), destroy(gone)]
    does(world, person, listId, { slot: seat, outcome: 'given', form: { opinion: '意见' }, verdicts })
  }
  return { listId, id, gone }
}

const agreed = (recordId: string): TermAnswer => ({ recordId, answer: 'agreed' })
const refused = (recordId: string, reason?: string): TermAnswer => ({
  recordId,
  answer: 'refused',
  ...(reason === undefined ? {} : { reason }),
})

const answers = (world: World, listId: string, said: readonly TermAnswer[], outcome = 'authorised') =>
  tries(world, PEOPLE.archivesHead, listId, { outcome, form: {}, answers: said })

describe('REQ-17 a longer term that an appraiser proposes', () => {
  test('REQ-21 is authorised by nobody who gave an opinion on the list, nor by who is of another post', () => {
    const world = new World()
    const { listId, id } = doubted(world)
    const both = { ...PEOPLE.business, groups: [...PEOPLE.business.groups, ...PEOPLE.archivesHead.groups] }
    const said = { outcome: 'authorised', form: {}, answers: [agreed(id)] }
    expect(tries(world, PEOPLE.compiler, listId, said)).toMatchObject({ code: 'task.not-candidate' })
    expect(tries(world, both, listId, said)).toMatchObject({ code: 'duty.not-distinct' })
    expect(world.record(id)).toMatchObject({ placeStep: 'at-disposal', extendedYears: null })
  })

  test.each([
    ['nothing', 'list.opinion-incomplete', () => []],
    ['what nobody proposed', 'list.item-unknown', (id: string, gone: string) => [agreed(id), agreed(gone)]],
    ['two answers', 'task.form-invalid', (id: string) => [agreed(id), agreed(id)]],
    ['a refusal without a reason', 'task.form-invalid', (id: string) => [refused(id, ' ')]],
    ['a refusal by the wrong way out', 'task.outcome-unknown', (id: string) => [refused(id, '无必要')]],
  ] as const)('is not decided by %s', (_what, code, saidOf) => {
    const world = new World()
    const { listId, id, gone } = doubted(world)
    expect(answers(world, listId, saidOf(id, gone))).toMatchObject({ code })
    expect(world.list(listId).placeStep).toBe('authorise')
  })

  test('REQ-19 holds the list where it is while nobody answers: the task is escalated, and nothing leaves nor is destroyed', () => {
    const world = new World()
    const { listId, id, gone } = doubted(world)
    expect(world.list(listId)).toMatchObject({ placeStep: 'authorise', registerHash: null })
    expect(() => registerEvents(world.facts(PEOPLE.engine), listId)).toThrow(/await a second person/)
    const [task] = world.open(listId)
    const { calendar } = world.facts(PEOPLE.engine)
    for (const late of [3, 7]) {
      world.today = addWorkingDays(task?.dueOn ?? world.today, late, calendar)
      world.must(PEOPLE.engine, (facts) => lookAfterTasks(facts, { subjectId: listId }))
    }
    world.today = addYears(world.today, 9)
    expect(world.open(listId)).toMatchObject([{ id: task?.id, escalations: 2, state: 'open' }])
    for (const recordId of [id, gone])
      expect(world.record(recordId)).toMatchObject({
        placeStep: 'at-disposal',
        extendedYears: null,
        endedOn: null,
      })
  })

  test('counts from the second person’s word on, and its explanation names both', () => {
    const world = new World()
    const { listId, id, gone } = doubted(world)
    expect(world.record(id).dueOn).toBe('2027-01-01')
    expect(answers(world, listId, [agreed(id)])).toMatchObject({ kind: 'decided' })
    expect(world.record(id)).toMatchObject({ placeStep: 'keep', extendedYears: 30, dueOn: '2047-01-01' })
    const decided = { proposedBy: [PEOPLE.business.personId], authorisedBy: PEOPLE.archivesHead.personId }
    const history = world.history.get(id) ?? []
    expect(history.findLast(({ type }) => type === 'record.left-list')?.data).toMatchObject({ decided })
    expect(history.findLast(({ type }) => type === 'retention.computed')?.data).toMatchObject({
      explanation: { decided, period: { years: 30 }, endsOn: '2046-12-31' },
    })
    expect(world.list(listId).placeStep).toBe('register')
    expect(world.record(gone).placeStep).toBe('at-disposal')
  })

  test('goes back to its appraiser alone when it is refused, and waits for the second person again', () => {
    const world = new World()
    const { listId, id, gone } = doubted(world)
    expect(answers(world, listId, [refused(id, '已有利用记录副本')], 'returned')).toMatchObject({
      kind: 'decided',
    })
    expect(world.list(listId)).toMatchObject({ placeStep: 'opinions', placeRound: 1 })
    expect(world.open(listId).map(({ slot }) => slot)).toEqual(['business'])
    expect(askedOf(world.rows(listId), 'business').map(({ recordId }) => recordId)).toEqual([id])
    const again = (verdicts: readonly ItemOpinion[], actor = PEOPLE.business) =>
      tries(world, actor, listId, { slot: 'business', outcome: 'given', form: { opinion: '再议' }, verdicts })
    expect(again([destroy(id), destroy(gone)])).toMatchObject({ code: 'list.item-unknown' })
    const stranger = { ...PEOPLE.archives, groups: PEOPLE.business.groups }
    const [task] = world.open(listId)
    world.rows(listId).change('task', task?.id ?? '', { state: 'open', assigneeId: null })
    expect(again([destroy(id)], stranger)).toMatchObject({ code: 'duty.not-distinct' })
    world.rows(listId).change('task', task?.id ?? '', { state: 'open', assigneeId: null })
    expect(again([extend(id, 20)])).toMatchObject({ kind: 'decided' })
    expect(world.list(listId).placeStep).toBe('authorise')
    answers(world, listId, [agreed(id)])
    expect(world.record(id)).toMatchObject({ extendedYears: 20, dueOn: '2037-01-01' })
  })

  test('that its appraiser takes back is destroyed with the others, and nobody is asked again', () => {
    const world = new World()
    const { listId, id } = doubted(world)
    answers(world, listId, [refused(id, '无查考价值')], 'returned')
    does(world, PEOPLE.business, listId, {
      slot: 'business',
      outcome: 'given',
      form: { opinion: '同意销毁' },
      verdicts: [destroy(id)],
    })
    expect(world.list(listId).placeStep).toBe('register')
    const skipped = (world.history.get(listId) ?? []).filter(({ type }) => type === 'place.skipped')
    expect(skipped.map(({ data }) => data)).toEqual([{ step: 'authorise', guard: 'nothing-proposed' }])
  })

  test('of several the longest is what the second person sees, with those who proposed it', () => {
    const opinions = (['agency-head', 'business', 'archives'] as const).map((appraiserKind, index) => ({
      id: appraiserKind,
      subjectId: 'l',
      personId: `person-${index}`,
      appraiserKind,
      verdicts: [extend('r', [20, 30, 30][index] ?? 0)],
      givenAt: '',
    }))
    expect(proposalsOf([{ recordId: 'r' }, { recordId: 'other' }], opinions, [])).toMatchObject([
      {
        recordId: 'r',
        conclusion: { extendedYears: 30 },
        proposedBy: ['person-1', 'person-2'],
        state: 'open',
      },
    ])
  })
})

test('a list that began by the procedure before ends by it: its appraisers’ word is enough', () => {
  const former = readDefinitions().find(({ document: { key } }) => key === 'disposal-list')?.document
  expect([asksSecondPerson(former), asksSecondPerson(LIST_DEFINITION)]).toEqual([false, true])
  const reference = aReference()
  const world = new World('2027-03-01', {
    ...reference,
    definition: (id) => (id === 'definition-list' ? former : reference.definition(id)),
    newestDefinition: (key) => {
      const newest = reference.newestDefinition(key)
      return key === 'disposal-list' && newest !== undefined && former !== undefined
        ? { ...newest, document: former }
        : newest
    },
  })
  const { listId, id } = doubted(world)
  expect(world.list(listId).placeStep).toBe('register')
  const { events, outcome } = registerEvents(world.facts(PEOPLE.engine), listId)
  expect(outcome).toBe('registered')
  expect(events).toContainEqual(
    expect.objectContaining({ type: 'record.left-list', stream: { kind: 'record', id } }),
  )
})
