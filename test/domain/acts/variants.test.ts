import { beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '#domain/access.ts'
import { decideVariant, proposeVariant, type NewVariant } from '#domain/acts/variants.ts'
import { objectsToSend } from '#domain/acts/batches.ts'
import { screenOf } from '#domain/projection/variants.ts'
import { arranged, compiled, due, kept } from '#test/support/decided-lives.ts'
import { anUpload, PEOPLE, World } from '#test/support/decisions.ts'

let world: World
let id: string
beforeEach(() => {
  world = new World()
  world.over = { uploads: [{ ...anUpload('redacted'), sha256: 'b'.repeat(64) }, anUpload('same')] }
  id = keptOf()
})

function keptOf(): string {
  const over = world.over
  world.over = {}
  const recordId = kept(world)
  world.over = over
  return recordId
}

const objects = (recordId = id) => world.rows(recordId).all('digitalObject')
const originalId = (recordId = id) => objects(recordId).find(({ role }) => role === 'content')?.id ?? ''
const proposes = (over: Partial<NewVariant> = {}, actor: Actor = PEOPLE.compiler) => {
  const recordId = over.recordId ?? id
  const said: NewVariant = {
    recordId,
    originalId: world.subjects.has(recordId) ? originalId(recordId) : '',
    uploadId: 'redacted',
    originalGrade: 'restricted',
    removed: '隐去举报人姓名',
    clause: '劳动保障监察条例第九条',
    ...over,
  }
  return world.act(actor, (facts) => proposeVariant(facts, said))
}
const decides = (decision: 'confirm' | 'refuse', actor: Actor = PEOPLE.archivesHead) =>
  world.act(actor, (facts) =>
    decideVariant(facts, { recordId: id, objectId: variant().id, decision, reason: '比对无误' }),
  )
const variant = () => {
  const found = objects().find(({ role }) => role === 'public-variant')
  if (found === undefined) throw new Error('no variant')
  return found
}
const inspected = (findings: readonly string[]) =>
  world.rows(id).change('digitalObject', variant().id, { findings })

describe('REQ-52 no public variant', () => {
  test('without the post, of what is not there or not filed, nor of a file twice', () => {
    expect(proposes({}, PEOPLE.clerk)).toMatchObject({ code: 'access.denied' })
    expect(proposes({ recordId: 'none' })).toMatchObject({ code: 'not-found' })
    expect(proposes({ originalId: 'none' })).toMatchObject({ code: 'variant.original-unknown' })
    expect(proposes({ uploadId: 'none' })).toMatchObject({ code: 'upload.unknown' })
    expect(proposes({ uploadId: 'same' })).toMatchObject({ code: 'variant.same-bytes' })
    expect(proposes({ originalGrade: 'public' })).toMatchObject({ code: 'variant.grade-too-low' })
    expect(proposes({}, { ...PEOPLE.compiler, clearance: 'internal' })).toMatchObject({
      code: 'grade.above-clearance',
    })
    world.over = {}
    const unfiled = arranged(world)
    expect(proposes({ recordId: unfiled })).toMatchObject({ code: 'giving.not-filed' })
    const listed = due(world)
    compiled(world, [listed])
    expect(proposes({ recordId: listed })).toMatchObject({ code: 'record.not-in-keep' })
  })

  test('stands for its original before it was inspected, found sound, and confirmed by another', () => {
    expect(proposes()).toMatchObject({ kind: 'decided' })
    expect(proposes()).toMatchObject({ code: 'variant.known' })
    expect(decides('confirm')).toMatchObject({ code: 'variant.not-inspected' })
    inspected(['pdf.encrypted'])
    expect(decides('confirm')).toMatchObject({ code: 'variant.faulty' })
    inspected([])
    const proposer = { ...PEOPLE.archivesHead, personId: PEOPLE.compiler.personId }
    expect(decides('confirm', proposer)).toMatchObject({ code: 'variant.second-person' })
    expect(decides('confirm', PEOPLE.compiler)).toMatchObject({ code: 'access.denied' })
    expect(variant()).toMatchObject({ screenGrade: 'restricted', variant: { state: 'proposed' } })
    expect(objectsToSend(objects()).map(({ role }) => role)).toEqual(['content'])
  })
})

describe('REQ-52 a public variant', () => {
  test('stands for its original once confirmed; the original stays as it was, and both go into a package', () => {
    const before = objects().find(({ id: one }) => one === originalId())
    proposes()
    inspected([])
    expect(decides('confirm')).toMatchObject({ kind: 'decided' })
    expect(decides('refuse')).toMatchObject({ code: 'variant.decided' })
    const original = objects().find(({ id: one }) => one === originalId())
    expect(original).toEqual({ ...before, screenGrade: 'restricted' })
    expect(variant()).toMatchObject({
      derivedFrom: originalId(),
      sha256: 'b'.repeat(64),
      name: '公开版-核定表.pdf',
      screenGrade: null,
      variant: { state: 'confirmed', clause: '劳动保障监察条例第九条' },
    })
    expect(objectsToSend(objects()).map(({ role }) => role)).toEqual(['content', 'public-variant'])
    expect(screenOf(world.rows(id), { role: 'thumbnail', derivedFrom: originalId() })).toBe('restricted')
    expect(screenOf(world.rows(id), { role: 'dual-layer', derivedFrom: null })).toBe('restricted')
  })

  test('that is refused is withdrawn, and another one may follow', () => {
    proposes()
    expect(decides('refuse')).toMatchObject({ kind: 'decided' })
    expect(variant().withdrawnAt).not.toBeNull()
    expect(objects().find(({ id: one }) => one === originalId())?.screenGrade).toBeNull()
    expect(proposes()).toMatchObject({ kind: 'decided' })
  })
})
