import { expect, test } from 'vitest'
import type { Actor } from '#domain/access.ts'
import { addPerson, type AdministrationDecision, type AdministrationFacts } from '#domain/acts/administer.ts'
import {
  acceptHandOver,
  confirmHandOver,
  laySheet,
  proposeHandOver,
  withdrawHandOver,
  type HandOverFacts,
} from '#domain/acts/hand-overs.ts'
import type { PostRegister } from '#domain/organisation.ts'
import { Bureau } from '#test/support/organisation.ts'

const register: PostRegister = { tasks: [], waiting: 0, holds: [], lists: [], families: [], deputies: [] }
const proof = 'totp:1'
const person = (login: string) => ({ login, nameZh: login, nameEn: login, clearance: 'internal' as const })
const post = (role: 'archives-clerk' | 'archives-head') => ({ unit: 'office', role, appraiserKind: null })

function aBureau() {
  const bureau = Bureau.founded()
  bureau.must((f) => addPerson(f, { ...person('wen.an'), posts: [post('archives-clerk')] }))
  bureau.must((f) => addPerson(f, { ...person('gu.yu'), posts: [] }))
  bureau.must((f) => addPerson(f, { ...person('lin.shu'), posts: [post('archives-head')] }))
  const idOf = (login: string) => bureau.rows.all('person').find((one) => one.login === login)?.id ?? ''
  const postId = bureau.rows.all('post').find(({ personId }) => personId === idOf('wen.an'))?.id ?? ''
  const by =
    (login: string, decide: (facts: HandOverFacts) => AdministrationDecision, hash = 'now') =>
    (facts: AdministrationFacts) => {
      const posts = bureau.rows.all('post').filter((one) => one.personId === idOf(login) && one.toOn === null)
      const actor = { personId: idOf(login), kind: 'person', posts } as unknown as Actor
      return decide({ ...facts, actor, moving: { register, hash } })
    }
  const asked = { postId, toId: idOf('gu.yu'), note: '定期轮岗' }
  const proposed = () =>
    bureau.must(by('wen.an', (f) => proposeHandOver(f, asked))).answer['handOverId'] ?? ''
  return { bureau, by, idOf, asked, proposed }
}

const sign = (id: string) => ({ id, registerHash: 'now', proof })

test('FEA-N4 REG-36 a successor is proposed by the holder or from above, once, and must be able to hold the post', () => {
  const { bureau, by, asked, idOf, proposed } = aBureau()
  const propose = (login: string, over = {}) =>
    bureau.act(by(login, (f) => proposeHandOver(f, { ...asked, ...over })))
  expect(propose('gu.yu')).toMatchObject({ code: 'access.denied' })
  expect(propose('wen.an', { postId: 'none' })).toMatchObject({ code: 'not-found' })
  expect(propose('wen.an', { toId: 'nobody' })).toMatchObject({ code: 'not-found' })
  expect(propose('wen.an', { toId: idOf('sec') })).toMatchObject({ code: 'person.separate-duties' })
  proposed()
  expect(propose('lin.shu')).toMatchObject({ code: 'hand-over.open-already' })
})

test('FEA-N4 neither party agrees for those above, nobody signs out of order or for what has moved', () => {
  const { bureau, by, proposed } = aBureau()
  const id = proposed()
  const confirm = (login: string, hash?: string) =>
    bureau.act(by(login, (f) => confirmHandOver(f, sign(id)), hash))
  expect(confirm('wen.an')).toMatchObject({ code: 'access.denied' })
  expect(confirm('gu.yu')).toMatchObject({ code: 'access.denied' })
  expect(confirm('lin.shu', 'later')).toMatchObject({ code: 'hand-over.register-moved' })
  expect(bureau.act(by('gu.yu', (f) => acceptHandOver(f, sign(id))))).toMatchObject({
    code: 'hand-over.out-of-order',
  })
  bureau.must(by('lin.shu', (f) => confirmHandOver(f, sign(id))))
  expect(bureau.act(by('lin.shu', (f) => acceptHandOver(f, sign(id))))).toMatchObject({
    code: 'access.denied',
  })
  expect(bureau.act(by('gu.yu', (f) => acceptHandOver(f, sign(id)), 'later'))).toMatchObject({
    code: 'hand-over.register-moved',
  })
})

test('FEA-N4 REG-36 the successor signs, and in that one act the post passes; its sheet is laid down once', () => {
  const { bureau, by, idOf, proposed } = aBureau()
  const id = proposed()
  const sheet = { id, key: 'k', versionId: null, sha256: 'a', sizeBytes: 1 }
  bureau.must(by('lin.shu', (f) => confirmHandOver(f, sign(id))))
  expect(bureau.act(by('lin.shu', (f) => laySheet(f, sheet)))).toMatchObject({ code: 'not-found' })
  const { events } = bureau.must(by('gu.yu', (f) => acceptHandOver(f, sign(id))))
  expect(events.map(({ type }) => type)).toEqual([
    'hand-over.accepted',
    'post.handed-over',
    'post.ended',
    'post.given',
  ])
  const held = bureau.rows.all('post').filter(({ role, toOn }) => role === 'archives-clerk' && toOn === null)
  expect(held.map(({ personId }) => personId)).toEqual([idOf('gu.yu')])
  bureau.must(by('lin.shu', (f) => laySheet(f, sheet)))
  expect(bureau.must(by('lin.shu', (f) => laySheet(f, sheet))).events).toEqual([])
  expect(bureau.rows.get('postHandOver', id)).toMatchObject({ state: 'done', sheetKey: 'k', register })
})

test('a hand-over that was taken back moves nothing any more, and another may be proposed', () => {
  const { bureau, by, proposed } = aBureau()
  const id = proposed()
  bureau.must(by('gu.yu', (f) => withdrawHandOver(f, { id, reason: '另有安排' })))
  expect(bureau.act(by('lin.shu', (f) => confirmHandOver(f, sign(id))))).toMatchObject({
    code: 'hand-over.out-of-order',
  })
  expect(proposed()).not.toBe(id)
})
