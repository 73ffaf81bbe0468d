import { expect, test } from 'vitest'
import { addComment } from '#domain/acts/comment.ts'
import { created } from '#test/support/decided-lives.ts'
import { PEOPLE, World } from '#test/support/decisions.ts'

const comment = (subjectId: string) => ({ subjectId, taskId: null, text: '缺银行回单', mentions: ['a', 'a'] })

test('FEA-C11 a comment is refused where nothing is seen, above one’s clearance, and to a program', () => {
  const world = new World()
  const id = created(world)
  expect(world.act(PEOPLE.clerk, (f) => addComment(f, comment('none')))).toMatchObject({ code: 'not-found' })
  expect(
    world.act({ ...PEOPLE.clerk, clearance: 'public' }, (f) => addComment(f, comment(id))),
  ).toMatchObject({ code: 'not-found' })
  expect(world.act(PEOPLE.system, (f) => addComment(f, comment(id)))).toMatchObject({ code: 'access.denied' })
})

test('FEA-C11 its words are a personal value: the ledger keeps no text', () => {
  const world = new World()
  const id = created(world)
  const { events } = world.must(PEOPLE.clerk, (f) => addComment(f, comment(id)))
  expect(events).toMatchObject([
    { type: 'comment.added', data: { mentions: ['a'] }, personal: { textDigest: '缺银行回单' } },
  ])
  expect(JSON.stringify(events[0]?.data)).not.toContain('银行')
})
