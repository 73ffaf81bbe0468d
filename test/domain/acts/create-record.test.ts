import { describe, expect, test } from 'vitest'
import { addedEvent, createRecord } from '#domain/acts/create-record.ts'
import { plainDate } from '#domain/dates.ts'
import { created, newRecord } from '#test/support/decided-lives.ts'
import { anUpload, PEOPLE, World } from '#test/support/decisions.ts'

const refusals = [
  ['access.denied', PEOPLE.compiler, {}],
  ['record.unit-unknown', PEOPLE.clerk, { formingUnitId: 'elsewhere' }],
  ['record.unit-unknown', { ...PEOPLE.clerk, units: [] }, {}],
  [
    'record.unit-unknown',
    { ...PEOPLE.clerk, clearance: 'public' as const },
    { grade: 'restricted' as const },
  ],
  ['record.formed-in-future', PEOPLE.clerk, { formedOn: plainDate('2027-03-02') }],
  ['record.class-unknown', PEOPLE.clerk, { classCode: 'NO-1' }],
  ['record.class-unknown', PEOPLE.clerk, { classCode: 'OLD-1' }],
  ['request.invalid', PEOPLE.clerk, { definition: 'disposal-list' }],
  ['request.invalid', PEOPLE.clerk, { definition: 'none' }],
  ['request.invalid', PEOPLE.clerk, { carrier: 'paper' as const }],
  ['upload.unknown', PEOPLE.clerk, { uploadIds: ['upload-9'] }],
  ['class.not-granted', { ...PEOPLE.clerk, families: [] }, {}],
  ['record.state-secret', PEOPLE.clerk, { title: '秘密★5年 专项核查' }],
] as const

describe('creating a record', () => {
  test.each(refusals)('is refused with %s', (code, actor, over) => {
    const world = new World()
    expect(world.act(actor, (f) => createRecord(f, newRecord(over)))).toMatchObject({ code })
    expect(world.history.size).toBe(0)
  })

  test('REG-10 a file whose name bears the mark of a state secret is refused with its record', () => {
    const world = new World()
    world.over = { uploads: [{ ...anUpload('upload-1'), name: '（机密★10年）通知.pdf' }] }
    const act = world.act(PEOPLE.clerk, (f) => createRecord(f, newRecord()))
    expect(act).toMatchObject({ code: 'record.state-secret' })
    expect(world.history.size).toBe(0)
  })

  test.each([
    [plainDate('2027-03-02'), { liveFrom: '2027-03-02' }],
    [null, {}],
  ])('REG-3 refuses a record for a unit that is live from %s', (liveFrom, detail) => {
    const world = new World()
    const { unit } = world.facts(PEOPLE.clerk)
    if (unit === undefined) throw new Error('no unit')
    for (const actor of [PEOPLE.clerk, PEOPLE.system]) {
      world.over = { unit: { ...unit, liveFrom } }
      const act = world.act(actor, (f) => createRecord(f, newRecord()))
      expect(act).toMatchObject({ code: 'unit.not-live', detail })
    }
    world.over = { unit: { ...unit, liveFrom: world.today } }
    expect(world.record(created(world)).placeStep).toBe('create')
  })

  test('an upload is taken once', () => {
    const world = new World()
    world.over = { uploads: [{ ...anUpload('upload-1'), takenBy: 'another' }] }
    expect(world.act(PEOPLE.clerk, (f) => createRecord(f, newRecord()))).toMatchObject({
      code: 'upload.unknown',
    })
  })

  test('a clerk’s record waits for the clerk, a business system’s whole one goes to the machine', () => {
    const world = new World()
    expect(world.record(created(world)).placeStep).toBe('create')
    expect(world.record(created(world, {}, PEOPLE.system)).placeStep).toBe('inspect')
    const lacking = world.must(PEOPLE.system, (f) => createRecord(f, newRecord({ uploadIds: [] })))
    expect(lacking.answer).toMatchObject({ place: 'create', missing: ['content'] })
  })

  test('a person’s name and a file’s name stand beside the event, never in it', () => {
    const world = new World()
    const id = created(world, { subjectName: '欧阳云舒' })
    const history = world.history.get(id) ?? []
    expect(history.map(({ personal }) => personal)).toEqual([
      { subjectDigest: '欧阳云舒' },
      { nameDigest: '核定表.pdf' },
      undefined,
    ])
    expect(JSON.stringify(history.map(({ data }) => data))).not.toMatch(/欧阳云舒|核定表/)
  })

  test('a received file lies in the intake bucket until it is preserved', () => {
    const event = addedEvent(new World().facts(PEOPLE.clerk), {
      recordId: 'r',
      file: anUpload('upload-1'),
      position: 3,
    })
    expect(event).toMatchObject({
      type: 'object.added',
      data: { position: 3, copy: { bucket: 'intake', key: 'upload/upload-1' } },
    })
  })
})

describe('REG-44 main and side volume of a case', () => {
  const CASE = { definition: 'paper-file', carrier: 'paper', classCode: 'ZC-01', uploadIds: [] } as const
  const main = (world: World) => created(world, { ...CASE, volume: 'main' })

  test.each([
    ['a class whose files are not parted', { volume: 'main' }, 'record.not-parted'],
    ['an item filed by itself', { classCode: 'ZC-01', volume: 'main' }, 'record.not-parted'],
    ['a side volume of nothing', { ...CASE, volume: 'side' }, 'record.main-unknown'],
    [
      'a side volume of what is not there',
      { ...CASE, volume: 'side', mainRecordId: 'none' },
      'record.main-unknown',
    ],
    ['a main volume of another', { ...CASE, volume: 'main', mainRecordId: 'x' }, 'request.invalid'],
    ['a file of no volume with a main one', { ...CASE, mainRecordId: 'x' }, 'request.invalid'],
  ] as const)('%s is refused', (_what, over, code) => {
    const world = new World()
    expect(world.act(PEOPLE.clerk, (f) => createRecord(f, newRecord(over)))).toMatchObject({ code })
  })

  test('a side volume of a side volume is refused, and so is one from outside', () => {
    const world = new World()
    const mainRecordId = main(world)
    const side = { ...CASE, volume: 'side', mainRecordId } as const
    const own = created(world, side)
    const other = newRecord({ ...side, mainRecordId: own })
    expect(world.act(PEOPLE.clerk, (f) => createRecord(f, other))).toMatchObject({
      code: 'record.main-unknown',
    })
    expect(world.act(PEOPLE.system, (f) => createRecord(f, newRecord(side)))).toMatchObject({
      code: 'access.denied',
    })
  })

  test('a case has its main volume and its side volume', () => {
    const world = new World()
    const mainRecordId = main(world)
    const side = created(world, { ...CASE, volume: 'side', mainRecordId })
    expect(world.record(mainRecordId)).toMatchObject({ volume: 'main', mainRecordId: null, level: 'file' })
    expect(world.record(side)).toMatchObject({ volume: 'side', mainRecordId })
  })
})
