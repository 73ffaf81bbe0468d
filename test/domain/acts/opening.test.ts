import { describe, expect, test } from 'vitest'
import { describeMetadata } from '#domain/acts/describe-metadata.ts'
import { openingRefusal } from '#domain/acts/opening.ts'
import { itemsOf } from '#domain/acts/paper-effects.ts'
import { subjectOf } from '#domain/acts/place.ts'
import { addItem, reopenRecord } from '#domain/acts/reopen-record.ts'
import { plainDate } from '#domain/dates.ts'
import { APPRAISED, arranged, does, machine, tries } from '#test/support/decided-lives.ts'
import { aReference, PEOPLE, World } from '#test/support/decisions.ts'
import { listedFile } from '#test/support/paper-lives.ts'

const NUMBER = '11010119900307803X'
const OPEN = { ...APPRAISED, openingState: 'open' } as const

/** A world in which the class is one of documents, which hold nothing that is never published. */
const ofDocuments = () => new World('2027-03-01', aReference({}, { 'SI-5-03': { family: 'documents' } }))

function filed(world: World, over: Parameters<typeof arranged>[1] = {}): string {
  const id = arranged(world, over)
  does(world, PEOPLE.archivist, id, { outcome: 'filed', form: { classCode: world.record(id).classCode } })
  machine(world, id, 'preserved')
  return id
}

function subject(world: World, id: string) {
  const found = subjectOf(world.facts(PEOPLE.head), id)
  if (found?.kind !== 'record') throw new Error('no record')
  return found
}

const opens = (world: World, id: string) =>
  tries(world, PEOPLE.head, id, { outcome: 'appraised', form: OPEN })

describe('REQ-53 to open is refused', () => {
  test('where the class holds what is never published, and the step stands until it is controlled', () => {
    const world = new World()
    const id = filed(world)
    expect(opens(world, id)).toMatchObject({
      code: 'opening.personal-data',
      detail: { classCode: 'SI-5-03', personalData: ['identity'] },
    })
    expect(world.record(id)).toMatchObject({ placeStep: 'appraise', openingState: null })
    does(world, PEOPLE.head, id, { outcome: 'appraised', form: APPRAISED })
    expect(world.record(id).openingState).toBe('controlled')
  })

  test('where an identity number stands in the title, without saying it', () => {
    const world = ofDocuments()
    const id = filed(world, { title: `关于${NUMBER}的复函` })
    const refusal = opens(world, id)
    expect(refusal).toMatchObject({ code: 'opening.personal-data', detail: { identityIn: ['title'] } })
    expect(JSON.stringify(refusal)).not.toContain(NUMBER)
  })

  test('where one stands in the metadata', () => {
    const world = ofDocuments()
    const id = arranged(world)
    world.must(PEOPLE.archivist, (facts) =>
      describeMetadata(facts, { recordId: id, itemId: null, values: { M29: [`当事人 ${NUMBER}`] } }),
    )
    expect(openingRefusal(world.facts(PEOPLE.head), subject(world, id))).toMatchObject({
      detail: { identityIn: ['metadata'] },
    })
  })

  test('where one stands in an item, or an item is of such a class', () => {
    const world = ofDocuments()
    const id = listedFile(world)
    expect(openingRefusal(world.facts(PEOPLE.head), subject(world, id))).toBeUndefined()
    const [item] = itemsOf(world.rows(id))
    world.rows(id).change('recordItem', item?.id ?? '', { title: NUMBER, classCode: 'ZC-01' })
    expect(openingRefusal(world.facts(PEOPLE.head), subject(world, id))?.detail).toEqual({
      classCode: 'ZC-01',
      personalData: ['identity', 'health'],
      identityIn: ['contents'],
    })
  })
})

test('REQ-53 what is open takes no identity number in afterwards', () => {
  const world = ofDocuments()
  const recordId = listedFile(world)
  does(world, PEOPLE.archivist, recordId, { outcome: 'filed', form: { classCode: 'SI-5-03' } })
  does(world, PEOPLE.head, recordId, { outcome: 'appraised', form: OPEN })
  expect(world.record(recordId).openingState).toBe('open')
  world.must(PEOPLE.head, (facts) => reopenRecord(facts, { recordId, reason: '补充著录' }))
  const facts = world.facts(PEOPLE.archivist)
  const entry = {
    title: `证明 ${NUMBER}`,
    responsible: '综合科',
    documentNo: null,
    formedOn: plainDate('2016-03-09'),
    firstPage: 4,
    lastPage: 4,
  }
  expect(addItem(facts, { recordId, entry })).toMatchObject({ detail: { identityIn: ['contents'] } })
  const values = { M29: [NUMBER] }
  expect(describeMetadata(facts, { recordId, itemId: null, values })).toMatchObject({
    code: 'opening.personal-data',
    detail: { identityIn: ['metadata'] },
  })
  expect(describeMetadata(facts, { recordId, itemId: null, values: { M29: ['总结'] } }).kind).toBe('decided')
})
