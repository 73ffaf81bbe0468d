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
] as const

describe('creating a record', () => {
  test.each(refusals)('is refused with %s', (code, actor, over) => {
    const world = new World()
    expect(world.act(actor, (f) => createRecord(f, newRecord(over)))).toMatchObject({ code })
    expect(world.history.size).toBe(0)
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
