import { describe, expect, test } from 'vitest'
import { drawSample, type NewSample } from '#domain/acts/draw-sample.ts'
import { itemsOn } from '#domain/acts/leave-list.ts'
import { proposalsOf } from '#domain/acts/proposals.ts'
import { sampleOf, sampleSeed } from '#domain/sample.ts'
import type { Actor } from '#domain/access.ts'
import type { ItemOpinion, TermAnswer } from '#domain/state.ts'
import { compiled, does, due, sealed, SEATS, tries } from '#test/support/decided-lives.ts'
import { PEOPLE, World } from '#test/support/decisions.ts'

const everySecond = (listId: string): NewSample => ({
  listId,
  classCode: 'SI-5-03',
  rule: { kind: 'every-nth', n: 2 },
  period: { kind: 'permanent' },
  reason: '典型材料',
})

const draws = (world: World, actor: Actor, sample: NewSample) =>
  world.act(actor, (facts) => drawSample(facts, sample))

function aList(count: number): { readonly world: World; readonly ids: string[]; readonly listId: string } {
  const world = new World()
  const ids = Array.from({ length: count }, () => due(world))
  return { world, ids, listId: sealed(world, ids) }
}

/** All four would destroy everything, but for what one says otherwise. */
function opine(world: World, listId: string, ids: readonly string[], but: readonly ItemOpinion[] = []): void {
  for (const [seat, person] of Object.entries(SEATS)) {
    const verdicts = ids.map(
      (recordId) =>
        (seat === 'business' ? but.find((one) => one.recordId === recordId) : undefined) ?? {
          recordId,
          verdict: 'destroy' as const,
        },
    )
    does(world, person, listId, { slot: seat, outcome: 'given', form: { opinion: '意见' }, verdicts })
  }
}

const answer = (world: World, listId: string, answers: readonly TermAnswer[], outcome = 'authorised') =>
  tries(world, PEOPLE.archivesHead, listId, { outcome, form: {}, answers })

const extend = (recordId: string, years: number): ItemOpinion => ({
  recordId,
  verdict: 'extend',
  years,
  reason: '查用',
})

describe('FEA-B21 a sample of a class that is destroyed is not drawn', () => {
  test('from a list that is not sealed, nor once all opinions are given', () => {
    const world = new World()
    const ids = [due(world), due(world)]
    const listId = compiled(world, ids)
    expect(draws(world, PEOPLE.compiler, everySecond(listId))).toMatchObject({ code: 'sample.not-now' })
    does(world, PEOPLE.compiler, listId, { outcome: 'sealed', form: {} })
    opine(world, listId, ids)
    expect(draws(world, PEOPLE.compiler, everySecond(listId))).toMatchObject({ code: 'sample.not-now' })
  })

  test.each([
    ['by another post', PEOPLE.clerk, {}, 'access.denied'],
    ['from a list that is not there', PEOPLE.compiler, { listId: 'none' }, 'not-found'],
    [
      'by choice of who only compiled',
      PEOPLE.compiler,
      { rule: { kind: 'chosen', recordIds: ['x'] } },
      'access.denied',
    ],
    ['without a reason', PEOPLE.compiler, { reason: ' ' }, 'retention.reason-missing'],
    ['of a class that is not on the list', PEOPLE.compiler, { classCode: 'SI-5-04' }, 'sample.empty'],
    ['of every record', PEOPLE.compiler, { rule: { kind: 'every-nth', n: 1 } }, 'sample.interval'],
    ['of nothing', PEOPLE.business, { rule: { kind: 'chosen', recordIds: [] } }, 'sample.empty'],
    [
      'of what is not on the list',
      PEOPLE.business,
      { rule: { kind: 'chosen', recordIds: ['x'] } },
      'list.item-unknown',
    ],
    [
      'for a term that is over',
      PEOPLE.compiler,
      { period: { kind: 'years', years: 10 } },
      'retention.not-longer',
    ],
  ] as const)('%s', (_what, actor, over, code) => {
    const { world, listId } = aList(2)
    expect(draws(world, actor, { ...everySecond(listId), ...over })).toMatchObject({ code })
    expect(world.list(listId).samples).toEqual([])
  })

  test('twice: nobody draws until it pleases them', () => {
    const { world, listId } = aList(3)
    expect(draws(world, PEOPLE.compiler, everySecond(listId))).toMatchObject({ kind: 'decided' })
    const again = { ...everySecond(listId), rule: { kind: 'every-nth', n: 3 } } as const
    expect(draws(world, PEOPLE.business, again)).toMatchObject({ code: 'sample.drawn' })
  })
})

describe('FEA-B21 every n-th of a class', () => {
  test('REQ-17 begins where the seal says, stays on the list until a second person agrees, and is then kept for ever', () => {
    const { world, ids, listId } = aList(5)
    const { answer: drawn } = world.must(PEOPLE.compiler, (facts) => drawSample(facts, everySecond(listId)))
    const items = itemsOn(world.rows(listId))
    const { digest } = world.facts(PEOPLE.engine)
    const seal = world.list(listId).sealedHash ?? ''
    const expected = sampleOf(items, { n: 2, digest: digest(sampleSeed(seal, 'SI-5-03')) })
    const kept = expected.drawn.map(({ recordId }) => recordId)
    expect(drawn).toMatchObject({ drawn: kept.length, population: 5 })
    expect(world.list(listId).samples).toMatchObject([
      { rule: { start: expected.start }, recordIds: kept, drawnBy: PEOPLE.compiler.personId },
    ])
    opine(world, listId, ids)
    expect(world.list(listId).placeStep).toBe('authorise')
    for (const id of kept) expect(world.record(id)).toMatchObject({ placeStep: 'at-disposal', ownRule: null })
    const agreed = kept.map((recordId) => ({ recordId, answer: 'agreed' as const }))
    expect(answer(world, listId, agreed)).toMatchObject({ kind: 'decided' })
    for (const id of kept)
      expect(world.record(id)).toMatchObject({
        placeStep: 'keep',
        disposalListId: null,
        retentionEndsOn: null,
        ownRule: {
          period: { kind: 'permanent' },
          reason: '典型材料',
          proposedBy: PEOPLE.compiler.personId,
          confirmedBy: PEOPLE.archivesHead.personId,
        },
      })
    expect(world.list(listId).placeStep).toBe('register')
    expect(itemsOn(world.rows(listId)).map(({ recordId }) => recordId)).toEqual(
      items.map(({ recordId }) => recordId).filter((id) => !kept.includes(id)),
    )
    const left = (world.history.get(listId) ?? []).find(({ type }) => type === 'list.item-left')
    expect(left?.data).toMatchObject({
      reason: 'sampled',
      detail: `sample of every 2 from ${expected.start}, position ${expected.start} of 5: 典型材料`,
      authorisedBy: PEOPLE.archivesHead.personId,
    })
  })

  test('REQ-21 is authorised by nobody who drew it', () => {
    const { world, ids, listId } = aList(2)
    world.must(PEOPLE.compiler, (facts) => drawSample(facts, everySecond(listId)))
    opine(world, listId, ids)
    const both = { ...PEOPLE.compiler, groups: [...PEOPLE.compiler.groups, ...PEOPLE.archivesHead.groups] }
    const [recordId = ''] = world.list(listId).samples.flatMap((sample) => sample.recordIds)
    const said = { outcome: 'authorised', form: {}, answers: [{ recordId, answer: 'agreed' as const }] }
    expect(tries(world, both, listId, said)).toMatchObject({ code: 'duty.not-distinct' })
  })
})

describe('FEA-B21 a chosen sample', () => {
  const chosen = (listId: string, recordIds: readonly string[], years: number): NewSample => ({
    ...everySecond(listId),
    rule: { kind: 'chosen', recordIds },
    period: { kind: 'years', years },
  })

  test('that the second person refuses is destroyed with the others, and nobody is asked again', () => {
    const { world, ids, listId } = aList(2)
    const [first = '', second = ''] = ids
    world.must(PEOPLE.business, (facts) => drawSample(facts, chosen(listId, [second, first, first], 30)))
    opine(world, listId, ids)
    const answers: readonly TermAnswer[] = [
      { recordId: first, answer: 'agreed' },
      { recordId: second, answer: 'refused', reason: '已有副本' },
    ]
    expect(answer(world, listId, answers, 'returned')).toMatchObject({ code: 'task.outcome-unknown' })
    expect(answer(world, listId, answers)).toMatchObject({ kind: 'decided' })
    expect(world.record(first)).toMatchObject({ placeStep: 'keep', dueOn: '2047-01-01' })
    expect(itemsOn(world.rows(listId)).map(({ recordId }) => recordId)).toEqual([second])
    expect(world.list(listId).samples).toMatchObject([{ recordIds: [first, second], refusedIds: [second] }])
    expect(world.list(listId).placeStep).toBe('register')
  })

  test('gives way to an appraiser who would keep longer, and goes back to them where both are refused', () => {
    const { world, ids, listId } = aList(2)
    const [first = '', second = ''] = ids
    world.must(PEOPLE.business, (facts) => drawSample(facts, chosen(listId, ids, 30)))
    opine(world, listId, ids, [extend(first, 50), extend(second, 20)])
    const list = world.list(listId)
    const said = proposalsOf(
      itemsOn(world.rows(listId)),
      world.rows(listId).all('disposalOpinion'),
      list.samples,
    )
    expect(said.map(({ conclusion }) => conclusion.reason)).toEqual(['extended', 'sampled'])
    const refused = ids.map((recordId) => ({ recordId, answer: 'refused' as const, reason: '无必要' }))
    expect(answer(world, listId, refused)).toMatchObject({ code: 'task.outcome-unknown' })
    expect(answer(world, listId, refused, 'returned')).toMatchObject({ kind: 'decided' })
    expect(world.list(listId)).toMatchObject({ placeStep: 'opinions', placeRound: 1 })
    expect(world.open(listId).map(({ slot }) => slot)).toEqual(['business'])
    const again = { ...everySecond(listId), classCode: 'SI-5-03' }
    expect(draws(world, PEOPLE.compiler, again)).toMatchObject({ code: 'sample.not-now' })
  })
})
