import { expect, test } from 'vitest'
import { addPerson } from '#domain/acts/administer.ts'
import { handOverPost, type PostHandOver } from '#domain/acts/hand-over-post.ts'
import { Bureau } from '#test/support/organisation.ts'

const HAND_OVER: PostHandOver = { from: 'wen.an', to: 'gu.yu', unit: 'office', role: 'archives-clerk' }
const person = (login: string) => ({ login, nameZh: login, nameEn: login, clearance: 'internal' as const })

function twoClerks(): Bureau {
  const bureau = Bureau.founded()
  const post = {
    unit: 'office',
    role: 'archives-clerk',
    appraiserKind: null,
    families: ['documents', 'business'],
  } as const
  bureau.must((f) => addPerson(f, { ...person('wen.an'), posts: [post] }))
  bureau.must((f) => addPerson(f, { ...person('gu.yu'), posts: [] }))
  return bureau
}

test.each([
  ['post.held', { to: 'wen.an' }],
  ['person.unknown', { to: 'nobody' }],
  ['person.unknown', { from: 'nobody' }],
  ['post.unknown', { role: 'archives-head' }],
  ['unit.unknown', { unit: 'nowhere' }],
  ['person.separate-duties', { to: 'sec' }],
] as const)('FLT-27 refuses a hand-over: %s', (code, over) => {
  expect(twoClerks().act((f) => handOverPost(f, { ...HAND_OVER, ...over }))).toMatchObject({ code })
})

test('FEA-N4 REG-36 FLT-27 a post passes with its classes in one act: the former holder has nothing of it any more', () => {
  const bureau = twoClerks()
  const { events } = bureau.must((f) => handOverPost(f, HAND_OVER))
  expect(events.map(({ type }) => type)).toEqual([
    'post.handed-over',
    'post.ended',
    'post.given',
    'class.granted',
  ])
  const held = bureau.rows.all('post').filter(({ role, toOn }) => role === 'archives-clerk' && toOn === null)
  expect(held).toHaveLength(1)
  const families = bureau.rows
    .all('classGrant')
    .flatMap((one) => (one.postId === held[0]?.id ? [one.family] : []))
  expect(families.toSorted()).toEqual(['business', 'documents'])
})
