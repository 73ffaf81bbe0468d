import { beforeEach, describe, expect, test } from 'vitest'
import { readGivingRules } from '#db/reference/load-giving-rules.ts'
import type { Actor } from '#domain/access.ts'
import { askGiving, decideGiving, give, type NewGiving } from '#domain/acts/givings.ts'
import { arranged, due, kept } from '#test/support/decided-lives.ts'
import { aPerson, PEOPLE, World } from '#test/support/decisions.ts'

const RULES = readGivingRules()
const WINDOW = aPerson('window-clerk', 'archives')
const SECOND = { ...PEOPLE.archivesHead, personId: 'another-head' }
const SUBJECT = { name: '周明远', number: '11010119900307002X' }
const SOURCE = { zh: '依据', en: 'source' }

let world: World
let id: string
beforeEach(() => {
  world = new World()
  id = kept(world)
  names(id, '周明远')
})

function names(recordId: string, name: string): void {
  world.over = { subjectNames: { [recordId]: [name] }, nextGiving: 7 }
}

const objectIds = (recordId: string) =>
  world
    .rows(recordId)
    .all('digitalObject')
    .filter(({ role }) => role === 'content')
    .map((object) => object.id)
const asks = (over: Partial<NewGiving> = {}, actor: Actor = WINDOW) => {
  const recordId = over.recordId ?? id
  const asked: NewGiving = {
    recordId,
    subject: SUBJECT,
    agent: null,
    proof: 'identity-card',
    way: 'copy',
    purpose: '核对缴费年限',
    objectIds: world.subjects.has(recordId) ? objectIds(recordId) : [],
    refusal: null,
    ...over,
  }
  return world.act(actor, (facts) => askGiving(facts, asked, RULES))
}
const idIn = (answer: ReturnType<typeof asks>) => {
  if (answer.kind === 'refused') throw new Error(answer.code)
  const { givingId } = answer.answer
  if (typeof givingId !== 'string') throw new Error('the answer names no line of the register')
  return givingId
}
const approves = (givingId: string, actor: Actor = SECOND) =>
  world.act(actor, (facts) =>
    decideGiving(facts, { recordId: id, givingId, decision: { kind: 'approve', reason: '身份核对无误' } }),
  )
const gives = (givingId: string, actor: Actor = WINDOW) =>
  world.act(actor, (facts) => give(facts, { recordId: id, givingId }, RULES))

describe('REQ-54 nothing is given', () => {
  test('of what one does not see, without the post, or on a number that no such paper bears', () => {
    expect(asks({ recordId: 'none' })).toMatchObject({ code: 'not-found' })
    expect(asks({}, PEOPLE.compiler)).toMatchObject({ code: 'access.denied' })
    const subject = { ...SUBJECT, number: '110101199003070020' }
    expect(asks({ subject })).toMatchObject({ code: 'giving.number-invalid' })
  })

  test('of another person, of what is not filed, or of files that are none of its own', () => {
    names(id, '欧阳明远')
    expect(asks()).toMatchObject({ code: 'giving.not-own' })
    names(id, '周明远')
    expect(asks({ objectIds: [] })).toMatchObject({ code: 'giving.nothing-chosen' })
    expect(asks({ objectIds: ['foreign'] })).toMatchObject({ code: 'giving.nothing-chosen' })
    const unfiled = arranged(world)
    names(unfiled, '周明远')
    expect(asks({ recordId: unfiled })).toMatchObject({ code: 'giving.not-filed' })
  })

  test('of a class that holds others unscreened or is nobody’s own', () => {
    const rules = (gives: 'screened' | 'never') => ({
      version: 1,
      rules: [{ scope: 'SI-5-03', gives, source: SOURCE }],
    })
    const asked = {
      recordId: id,
      subject: SUBJECT,
      agent: null,
      proof: 'identity-card',
      way: 'reading',
    } as const
    const more = { purpose: '核对', objectIds: [], refusal: null }
    for (const [kind, code] of [
      ['screened', 'giving.third-persons'],
      ['never', 'giving.class-gives-none'],
    ] as const)
      expect(
        world.act(WINDOW, (facts) => askGiving(facts, { ...asked, ...more }, rules(kind))),
      ).toMatchObject({ code, detail: { source: SOURCE } })
  })

  test('before a second person agrees, nor twice', () => {
    const givingId = idIn(asks())
    expect(gives(givingId)).toMatchObject({ code: 'giving.not-approved' })
    expect(approves(givingId, WINDOW)).toMatchObject({ code: 'access.denied' })
    expect(approves(givingId, { ...PEOPLE.archivesHead, personId: WINDOW.personId })).toMatchObject({
      code: 'giving.second-person',
    })
    expect(approves(givingId)).toMatchObject({ kind: 'decided' })
    expect(gives(givingId)).toMatchObject({ kind: 'decided' })
    expect(gives(givingId)).toMatchObject({ code: 'giving.decided' })
    expect(gives('none')).toMatchObject({ code: 'not-found' })
  })
})

describe('REQ-54 a person gets own data', () => {
  test('at once where name and number stand in the record; the register keeps the number masked', () => {
    world.rows(id).put('recordMetadata', {
      id,
      subjectId: id,
      itemId: null,
      values: { 'F27-3': [SUBJECT.number] },
    })
    const givingId = idIn(asks())
    expect(world.rows(id).must('giving', givingId)).toMatchObject({
      state: 'approved',
      approval: 'none',
      number: 7,
      applicant: { name: '周明远', number: '110***********002X', purpose: '核对缴费年限' },
    })
    expect(gives(givingId)).toMatchObject({
      events: [{ type: 'giving.given', data: { objects: [{ id: objectIds(id)[0] }] } }],
    })
    expect(world.rows(id).must('giving', givingId)).toMatchObject({
      state: 'given',
      givenBy: WINDOW.personId,
    })
  })

  test('or an agent with an authority in writing, read out at the window', () => {
    const agent = { name: '周小满', number: '11010119900307002X', authority: '授权委托书 2027-3' }
    const givingId = idIn(asks({ agent, way: 'reading', objectIds: [] }))
    expect(world.rows(id).must('giving', givingId)).toMatchObject({
      asker: 'agent',
      approval: 'name-only',
      applicant: { agent: { name: '周小满', number: '110***********002X' } },
    })
  })

  test('a refusal stands in the register with its ground, at once or by the second person', () => {
    const refusal = { ground: 'proof-lacking', reason: '证件过期' } as const
    const givingId = idIn(asks({ refusal }))
    expect(world.rows(id).must('giving', givingId)).toMatchObject({ state: 'refused', ...refusal })
    expect(approves(givingId)).toMatchObject({ code: 'giving.decided' })
    const waiting = idIn(asks())
    const refuses = world.act(SECOND, (facts) =>
      decideGiving(facts, { recordId: id, givingId: waiting, decision: { kind: 'refuse', ...refusal } }),
    )
    expect(refuses).toMatchObject({ kind: 'decided' })
    expect(gives(waiting)).toMatchObject({ code: 'giving.not-approved' })
  })

  test('also while the record is due: it is there until it is destroyed', () => {
    const listed = due(world)
    names(listed, '周明远')
    expect(asks({ recordId: listed })).toMatchObject({ kind: 'decided' })
  })
})
