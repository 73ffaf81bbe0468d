import { beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '#domain/access.ts'
import { changeGrade, decideGrade } from '#domain/acts/regrade.ts'
import type { Grade } from '#domain/vocabulary.ts'
import { compiled, due, kept } from '#test/support/decided-lives.ts'
import { PEOPLE, World } from '#test/support/decisions.ts'

let world: World
let id: string
beforeEach(() => {
  world = new World()
  id = kept(world)
})

const changes = (grade: Grade, actor: Actor = PEOPLE.head, recordId = id) =>
  world.act(actor, (f) => changeGrade(f, { recordId, grade, reason: '涉及未公开的工作安排' }))
const decides = (decision: 'confirm' | 'refuse', actor: Actor, recordId = id) =>
  world.act(actor, (f) => decideGrade(f, { recordId, decision, reason: '已满公开条件' }))

describe('REG-8 FEA-H3 another grade is refused', () => {
  test('to who has not the post or the clearance, for the grade that there is, and for what is not there', () => {
    expect(changes('restricted', PEOPLE.archivist)).toMatchObject({ code: 'access.denied' })
    expect(changes('restricted', { ...PEOPLE.head, clearance: 'internal' })).toMatchObject({
      code: 'grade.above-clearance',
    })
    expect(changes('internal')).toMatchObject({ code: 'grade.same' })
    expect(changes('restricted', PEOPLE.head, 'none')).toMatchObject({ code: 'not-found' })
    expect(decides('confirm', PEOPLE.head)).toMatchObject({ code: 'grade.not-proposed' })
  })

  test('on a list, which bears the grade of what stands on it', () => {
    const listed = due(world)
    compiled(world, [listed])
    expect(changes('restricted', PEOPLE.head, listed)).toMatchObject({ code: 'record.not-in-keep' })
  })
})

describe('REG-8 FEA-H3 the grade of a record', () => {
  test('is raised by one person at once, and lowered by two', () => {
    expect(changes('restricted')).toMatchObject({ answer: { grade: 'restricted', isProposed: false } })
    expect(world.record(id).grade).toBe('restricted')
    expect(changes('public')).toMatchObject({ answer: { grade: 'restricted', isProposed: true } })
    expect(world.record(id)).toMatchObject({ grade: 'restricted', proposedGrade: 'public' })
    expect(decides('confirm', PEOPLE.head)).toMatchObject({ code: 'grade.second-person' })
    expect(decides('confirm', PEOPLE.archivesHead)).toMatchObject({ kind: 'decided' })
    expect(world.record(id)).toMatchObject({ grade: 'public', proposedGrade: null, gradeProposedBy: null })
  })

  test('stays as it is when the second person refuses, and a higher one voids what was proposed', () => {
    changes('public')
    expect(decides('refuse', PEOPLE.archivesHead)).toMatchObject({ kind: 'decided' })
    expect(world.record(id)).toMatchObject({ grade: 'internal', proposedGrade: null })
    changes('public')
    changes('restricted', PEOPLE.archivesHead)
    expect(world.record(id)).toMatchObject({ grade: 'restricted', proposedGrade: null })
    expect(decides('confirm', PEOPLE.archivesHead)).toMatchObject({ code: 'grade.not-proposed' })
  })
})
