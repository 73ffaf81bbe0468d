import { describe, expect, test } from 'vitest'
import { describeMetadata, fieldsNamed, metadataOf, missingOfClass } from '#domain/acts/describe-metadata.ts'
import { itemsOf } from '#domain/acts/paper-effects.ts'
import { subjectOf } from '#domain/acts/place.ts'
import { arranged, created, kept, tries } from '#test/support/decided-lives.ts'
import { aPerson, PEOPLE, World } from '#test/support/decisions.ts'
import { listedFile } from '#test/support/paper-lives.ts'

const says = (
  recordId: string,
  values: Readonly<Record<string, readonly string[]>>,
  itemId: string | null = null,
) => ({
  recordId,
  itemId,
  values,
})
const subject = (world: World, id: string) => {
  const found = subjectOf(world.facts(PEOPLE.archivist), id)
  if (found?.kind !== 'record') throw new Error('no record')
  return found
}
const CASE = {
  'F28-1': ['示劳人仲字〔2016〕12号'],
  'F28-3': ['周明远'],
  'F28-4': ['示范纺织有限公司'],
  'F28-6': ['追索劳动报酬'],
  'F28-7': ['裁决'],
  'F28-8': ['许知行'],
  'F28-10': ['2016-01-05'],
  'F28-11': ['2016-03-02'],
}
describe('describing is refused', () => {
  test('for a record that is not there, to who has no such post, and once it is filed', () => {
    const world = new World()
    const id = arranged(world)
    const by = (person: Parameters<World['facts']>[0], recordId = id) =>
      describeMetadata(world.facts(person), says(recordId, { M31: ['1'] }))
    expect(by(PEOPLE.archivist, 'nothing')).toMatchObject({ code: 'not-found' })
    expect(by(aPerson('scanner', 'forming'))).toMatchObject({ code: 'access.denied' })
    expect(
      describeMetadata(world.facts(PEOPLE.archivist), says(id, { M31: ['1'] }, 'no-item')),
    ).toMatchObject({
      code: 'not-found',
    })
  })

  test('REQ-42 REQ-45 of what is filed', () => {
    const world = new World()
    const id = kept(world)
    expect(describeMetadata(world.facts(PEOPLE.archivist), says(id, { M31: ['1'] }))).toMatchObject({
      code: 'record.closed',
    })
  })

  test('FEA-A4 with every field that is wrong', () => {
    const world = new World()
    const id = created(world)
    expect(
      describeMetadata(world.facts(PEOPLE.archivist), says(id, { M31: ['\u0000'], M22: ['x'], M34: ['诗'] })),
    ).toMatchObject({
      code: 'metadata.faulty',
      detail: {
        faults: [
          { field: 'M31', code: 'form.control-character' },
          { field: 'M22', code: 'metadata.derived' },
          { field: 'M34', code: 'form.not-a-choice' },
        ],
      },
    })
  })
})

describe('describing', () => {
  test('FEA-A4 FEA-L1 says what stood there and what stands there now, and the ledger keeps a digest alone', () => {
    const world = new World()
    const id = arranged(world)
    world.must(PEOPLE.archivist, (facts) =>
      describeMetadata(facts, says(id, { M31: ['〔2016〕1号'], M34: ['通知'] })),
    )
    world.must(PEOPLE.archivist, (facts) =>
      describeMetadata(facts, says(id, { M31: ['〔2016〕2号'], M34: ['通知'] })),
    )
    const last = world.history.get(id)?.at(-1)
    expect(last).toMatchObject({
      type: 'record.metadata-set',
      data: { fields: ['M31'], valuesDigest: null, itemId: null },
    })
    expect(JSON.parse(last?.personal?.['valuesDigest'] ?? '')).toEqual({
      before: { M31: ['〔2016〕1号'] },
      after: { M31: ['〔2016〕2号'] },
    })
    expect(metadataOf(subject(world, id), null)).toEqual({ M31: ['〔2016〕2号'], M34: ['通知'] })
  })

  test('the same again changes nothing', () => {
    const world = new World()
    const id = arranged(world)
    world.must(PEOPLE.archivist, (facts) => describeMetadata(facts, says(id, { M34: ['通知'] })))
    const again = world.must(PEOPLE.archivist, (facts) =>
      describeMetadata(facts, says(id, { M34: ['通知'] })),
    )
    expect(again.events).toEqual([])
  })

  test('FEA-A4 an item of the contents list has its own', () => {
    const world = new World()
    const id = listedFile(world)
    const [item] = itemsOf(world.rows(id))
    if (item === undefined) throw new Error('no item')
    world.must(PEOPLE.archivist, (facts) => describeMetadata(facts, says(id, { M34: ['报告'] }, item.id)))
    expect(metadataOf(subject(world, id), item.id)).toEqual({ M34: ['报告'] })
    expect(metadataOf(subject(world, id), null)).toEqual({})
  })
})

describe('filing', () => {
  test('FEA-A6 is refused with each field that the class must have and nobody has said, and goes through with them', () => {
    const world = new World()
    const id = arranged(world, { classCode: 'ZC-01' })
    const files = () => tries(world, PEOPLE.archivist, id, { outcome: 'filed', form: { classCode: 'ZC-01' } })
    expect(missingOfClass(world.facts(PEOPLE.archivist), subject(world, id))).toEqual(Object.keys(CASE))
    expect(files()).toMatchObject({
      code: 'record.incomplete',
      detail: {
        missing: Object.keys(CASE),
        fields: expect.arrayContaining([{ id: 'F28-1', zh: '案件号', en: 'Case number' }]),
      },
    })
    const { 'F28-11': closedOn, ...others } = CASE
    world.must(PEOPLE.archivist, (facts) => describeMetadata(facts, says(id, others)))
    expect(files()).toMatchObject({ code: 'record.incomplete', detail: { missing: ['F28-11'] } })
    world.must(PEOPLE.archivist, (facts) => describeMetadata(facts, says(id, { 'F28-11': closedOn })))
    expect(files()).toMatchObject({ kind: 'decided' })
  })

  test('names of fields are read from the scheme', () => {
    const facts = new World().facts(PEOPLE.archivist)
    expect(fieldsNamed(facts, { family: 'arbitration', ids: ['F28-1', 'nothing'] })).toEqual([
      { id: 'F28-1', zh: '案件号', en: 'Case number' },
    ])
  })
})
