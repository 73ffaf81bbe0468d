import { describe, expect, test } from 'vitest'
import type { Upload } from '#domain/acts/act.ts'
import { addContents, withdrawContent } from '#domain/acts/change-contents.ts'
import { arranged, created, kept } from '#test/support/decided-lives.ts'
import { PEOPLE, World } from '#test/support/decisions.ts'

const upload = (id: string, takenBy: string | null = null): Upload => ({
  id,
  key: `upload/00/owner/${id}`,
  name: `${id}.pdf`,
  mediaType: 'application/pdf',
  sizeBytes: 10,
  sha256: 'a'.repeat(64),
  takenBy,
})

function worldWith(uploads: readonly Upload[]): World {
  const world = new World()
  world.over = { uploads }
  return world
}

describe('adding files', () => {
  test('is refused to who sees no such record, may not create, or names a file that is not free', () => {
    const world = worldWith([upload('one'), upload('taken', 'another')])
    const recordId = created(world, { uploadIds: [] })
    const add = (uploadIds: readonly string[], id = recordId) =>
      world.act(PEOPLE.clerk, (f) => addContents(f, { recordId: id, uploadIds }))
    expect(add(['one'], 'none')).toMatchObject({ code: 'not-found' })
    expect(world.act(PEOPLE.head, (f) => addContents(f, { recordId, uploadIds: ['one'] }))).toMatchObject({
      code: 'access.denied',
    })
    expect(add(['taken'])).toMatchObject({ code: 'upload.unknown' })
    expect(add(['one', 'missing'])).toMatchObject({ code: 'upload.unknown' })
    expect(add([])).toMatchObject({ code: 'upload.unknown' })
  })

  test('REQ-45 is refused once the machine has looked at the contents', () => {
    const world = new World()
    const recordId = arranged(world)
    world.over = { uploads: [upload('one')] }
    expect(world.act(PEOPLE.clerk, (f) => addContents(f, { recordId, uploadIds: ['one'] }))).toMatchObject({
      code: 'record.not-in-keep',
    })
  })

  test('puts them after what is there, each once, and takes the uploads', () => {
    const world = worldWith([upload('one'), upload('two')])
    const recordId = created(world, { uploadIds: ['one'] })
    const done = world.must(PEOPLE.clerk, (f) => addContents(f, { recordId, uploadIds: ['two', 'two'] }))
    expect(done.events).toMatchObject([
      { type: 'object.added', data: { position: 2 }, personal: { nameDigest: 'two.pdf' } },
    ])
    expect(done.uploads).toEqual([{ id: 'two', takenBy: recordId }])
  })
})

describe('withdrawing a file', () => {
  test("REQ-29 is refused once the record was handed in for its filing: the final version is nobody's old one", () => {
    const world = worldWith([upload('one')])
    const recordId = kept(world, { uploadIds: ['one'] })
    const [object] = world.rows(recordId).all('digitalObject')
    for (const actor of [PEOPLE.clerk, PEOPLE.archivist, PEOPLE.compiler])
      expect(
        world.act(actor, (f) => withdrawContent(f, { recordId, objectId: object?.id ?? '', reason: '旧版' })),
      ).toMatchObject({ kind: 'refused' })
    expect(world.rows(recordId).all('digitalObject')).toMatchObject([{ id: object?.id, withdrawnAt: null }])
  })

  test('takes it out once, and the ledger keeps that it was there', () => {
    const world = worldWith([upload('one')])
    const recordId = created(world, { uploadIds: ['one'] })
    const [object] = world.subjects.get(recordId)?.all('digitalObject') ?? []
    const withdraw = () =>
      world.act(PEOPLE.clerk, (f) =>
        withdrawContent(f, { recordId, objectId: object?.id ?? '', reason: '错件' }),
      )
    expect(
      world.act(PEOPLE.clerk, (f) => withdrawContent(f, { recordId, objectId: 'none', reason: '错件' })),
    ).toMatchObject({ code: 'not-found' })
    expect(withdraw()).toMatchObject({ kind: 'decided', events: [{ type: 'object.withdrawn' }] })
    expect(withdraw()).toMatchObject({ code: 'not-found' })
  })
})
