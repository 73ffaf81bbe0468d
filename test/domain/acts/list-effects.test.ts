import canonicalize from 'canonicalize'
import { describe, expect, test } from 'vitest'
import { placeHold } from '#domain/acts/holds.ts'
import { sealable } from '#domain/acts/list-effects.ts'
import {
  compiled,
  concluded,
  cooled,
  COUNTED,
  does,
  due,
  filedForRecord,
  sealed,
  started,
  tries,
} from '#test/support/decided-lives.ts'
import { addDays } from '#domain/dates.ts'
import { PEOPLE, World } from '#test/support/decisions.ts'
import { destroyed } from '#test/support/destroyed.ts'

test('PRM-5 FEA-D2 what is sealed is canonical JSON, so that a stranger comes to the same hash', () => {
  const world = new World()
  const listId = compiled(world, [due(world), due(world)])
  const sealing = sealable(world.list(listId), world.rows(listId).all('disposalListItem'))
  expect(JSON.stringify(sealing)).toBe(canonicalize(sealing))
})

describe('the compiler', () => {
  test('can give a list up before it is sealed, and every record is due again', () => {
    const world = new World()
    const id = due(world)
    const listId = compiled(world, [id])
    does(world, PEOPLE.compiler, listId, { outcome: 'aborted', form: { note: '重列' } })
    expect(world.list(listId).placeStep).toBe('aborted')
    expect(world.record(id).placeStep).toBe('due')
  })
})

describe('the appraisers', () => {
  const say = (world: World, listId: string, verdicts: Parameters<typeof tries>[3]['verdicts']) =>
    tries(world, PEOPLE.agencyHead, listId, {
      slot: 'agency-head',
      outcome: 'given',
      form: { opinion: '意见' },
      verdicts: verdicts ?? [],
    })

  test.each([
    ['nothing', 'list.opinion-incomplete', () => []],
    [
      'a stranger',
      'list.item-unknown',
      (id: string) => [
        { recordId: id, verdict: 'destroy' as const },
        { recordId: 'x', verdict: 'destroy' as const },
      ],
    ],
    [
      'two verdicts',
      'task.form-invalid',
      (id: string) => [
        { recordId: id, verdict: 'destroy' as const },
        { recordId: id, verdict: 'extend' as const, years: 20, reason: 'x' },
      ],
    ],
    ['no reason', 'task.form-invalid', (id: string) => [{ recordId: id, verdict: 'transfer' as const }]],
    [
      'a blank reason',
      'task.form-invalid',
      (id: string) => [{ recordId: id, verdict: 'extend' as const, years: 20, reason: ' ' }],
    ],
    [
      'no years',
      'task.form-invalid',
      (id: string) => [{ recordId: id, verdict: 'extend' as const, reason: 'x' }],
    ],
    [
      'the same years',
      'task.form-invalid',
      (id: string) => [{ recordId: id, verdict: 'extend' as const, years: 10, reason: 'x' }],
    ],
  ] as const)('REQ-22 are refused with %s', (_what, code, verdictsOf) => {
    const world = new World()
    const id = due(world)
    expect(say(world, sealed(world, [id]), verdictsOf(id))).toMatchObject({ code })
  })

  test('REQ-12 cannot shorten what was extended before', () => {
    const world = new World()
    const id = due(world)
    world.rows(id).change('record', id, { extendedYears: 11 })
    world.today = '2029-01-01' as typeof world.today
    const listId = sealed(world, [id])
    expect(say(world, listId, [{ recordId: id, verdict: 'extend', years: 11, reason: 'x' }])).toMatchObject({
      code: 'task.form-invalid',
    })
    expect(say(world, listId, [{ recordId: id, verdict: 'extend', years: 20, reason: 'x' }])).toMatchObject({
      kind: 'decided',
    })
  })

  test('can extend a record whose clock an event started', () => {
    const world = new World()
    const id = due(world, { classCode: 'SI-5-03' })
    world.rows(id).change('record', id, { classCode: 'RS-02', triggeredOn: '2010-05-05' as never })
    const listId = sealed(world, [id])
    expect(say(world, listId, [{ recordId: id, verdict: 'extend', years: 40, reason: 'x' }])).toMatchObject({
      kind: 'decided',
    })
  })
})

describe('filing for record and approval', () => {
  test('a filing for record is not of tomorrow', () => {
    const world = new World()
    const listId = concluded(world, [due(world)])
    expect(
      tries(world, PEOPLE.compiler, listId, {
        outcome: 'filed-for-record',
        form: { number: '3', filedOn: '2027-03-02' },
      }),
    ).toMatchObject({ code: 'task.form-invalid' })
  })

  test('REQ-17 REQ-21 the main head signs with a second factor, and created nothing of it', () => {
    const world = new World()
    const listId = filedForRecord(world, [due(world)])
    const form = { opinion: '同意' }
    expect(tries(world, PEOPLE.mainHead, listId, { outcome: 'approved', form })).toMatchObject({
      code: 'factor.required',
    })
    world.over = { participants: [PEOPLE.mainHead.personId] }
    expect(tries(world, PEOPLE.mainHead, listId, { outcome: 'approved', form, factor: 'f' })).toMatchObject({
      code: 'duty.not-distinct',
    })
    world.over = {}
    does(world, PEOPLE.mainHead, listId, { outcome: 'approved', form, factor: 'f' })
    expect(world.list(listId)).toMatchObject({
      approvedBy: PEOPLE.mainHead.personId,
      coolingUntil: '2027-03-08',
      wakeOn: '2027-03-08',
      placeStep: 'cool-off',
    })
  })

  test('REQ-20 a rejection destroys nothing', () => {
    const world = new World()
    const id = due(world)
    const listId = filedForRecord(world, [id])
    does(world, PEOPLE.mainHead, listId, { outcome: 'rejected', form: { opinion: '再查' }, factor: 'f' })
    expect(world.list(listId)).toMatchObject({ placeStep: 'aborted', approvedBy: null })
    expect(world.record(id).placeStep).toBe('due')
  })
})

describe('the witnesses and the executor', () => {
  test('REQ-23 FEA-D13 count the things, say that they agree, and give a second factor', () => {
    const world = new World()
    const listId = cooled(world, [due(world), due(world)])
    const check = (over: Partial<ReturnType<typeof COUNTED>>) =>
      tries(world, PEOPLE.witnessArchives, listId, { slot: 'witness-archives', ...COUNTED(2), ...over })
    expect(check({ form: { countedRecords: 1, isAsRegistered: true } })).toMatchObject({
      code: 'task.form-invalid',
    })
    expect(check({ form: { countedRecords: 2, isAsRegistered: false } })).toMatchObject({
      code: 'task.form-invalid',
    })
    const { factor: _none, ...without } = COUNTED(2)
    expect(
      tries(world, PEOPLE.witnessArchives, listId, { slot: 'witness-archives', ...without }),
    ).toMatchObject({ code: 'factor.required' })
    world.over = { participants: [PEOPLE.witnessArchives.personId] }
    expect(check({})).toMatchObject({ code: 'duty.not-distinct' })
  })

  test('REQ-23 of a list of several units the second witness is no more of the archives office', () => {
    const world = new World()
    const listId = cooled(world, [due(world), due(world)])
    const ofArchives = {
      ...PEOPLE.witnessBusiness,
      posts: PEOPLE.witnessArchives.posts,
      groups: [...PEOPLE.witnessBusiness.groups, ...PEOPLE.witnessArchives.groups],
    }
    expect(tries(world, ofArchives, listId, { slot: 'witness-business', ...COUNTED(2) })).toMatchObject({
      code: 'duty.not-distinct',
    })
  })

  test('FEA-D13 a witness who finds a difference stops the list alone', () => {
    const world = new World()
    const id = due(world)
    const listId = cooled(world, [id])
    does(world, PEOPLE.witnessBusiness, listId, {
      slot: 'witness-business',
      outcome: 'aborted',
      form: { countedRecords: 1, isAsRegistered: false },
      factor: 'f',
    })
    expect(world.list(listId).placeStep).toBe('aborted')
    expect(world.record(id).placeStep).toBe('due')
    expect(world.open(listId)).toEqual([])
  })

  test('REQ-21 the executor has no other part', () => {
    const world = new World()
    const listId = cooled(world, [due(world)])
    does(world, PEOPLE.witnessArchives, listId, { slot: 'witness-archives', ...COUNTED(1) })
    does(world, PEOPLE.witnessBusiness, listId, { slot: 'witness-business', ...COUNTED(1) })
    const task = { outcome: 'started', form: {} }
    for (const person of [PEOPLE.compiler, PEOPLE.mainHead, PEOPLE.witnessArchives, PEOPLE.witnessBusiness]) {
      const actor = { ...person, groups: PEOPLE.executor.groups }
      const [open] = world.open(listId)
      world.rows(listId).change('task', open?.id ?? '', { state: 'open', assigneeId: null })
      expect(tries(world, actor, listId, task), person.personId).toMatchObject({ code: 'duty.not-distinct' })
    }
  })

  test('REQ-23 both sign the same method, place and day, after cooling-off and not ahead', () => {
    const world = new World()
    const listId = started(world, [due(world)])
    destroyed(world, listId)
    const form = { method: '删除', place: '机房', destroyedOn: String(world.today) }
    const signs = (slot: 'witness-archives' | 'witness-business', over: Partial<typeof form>) =>
      tries(world, slot === 'witness-archives' ? PEOPLE.witnessArchives : PEOPLE.witnessBusiness, listId, {
        slot,
        outcome: 'signed',
        form: { ...form, ...over },
        factor: 'f',
      })
    expect(signs('witness-archives', { destroyedOn: '2027-03-09' })).toMatchObject({
      code: 'task.form-invalid',
    })
    expect(signs('witness-archives', { destroyedOn: '2027-03-07' })).toMatchObject({
      code: 'task.form-invalid',
    })
    expect(signs('witness-archives', {})).toMatchObject({ kind: 'decided' })
    expect(signs('witness-business', { method: '粉碎' })).toMatchObject({
      code: 'task.form-invalid',
      detail: { faults: [{ field: 'method', code: 'form.differs' }] },
    })
    expect(signs('witness-business', {})).toMatchObject({ kind: 'decided' })
    expect(world.list(listId)).toMatchObject({
      placeStep: 'certify',
      method: '删除',
      destructionPlace: '机房',
    })
  })

  test('REQ-38 what left in between is not counted', () => {
    const world = new World()
    const [stays, leaves] = [due(world), due(world)]
    const listId = cooled(world, [stays, leaves])
    const reviewOn = addDays(world.today, 30)
    world.must(PEOPLE.head, (f) => placeHold(f, { recordId: leaves, reason: 'x', authority: 'x', reviewOn }))
    const check = (records: number) =>
      tries(world, PEOPLE.witnessArchives, listId, { slot: 'witness-archives', ...COUNTED(records) })
    expect(check(2)).toMatchObject({ code: 'task.form-invalid' })
    expect(check(1)).toMatchObject({ kind: 'decided' })
  })
})
