import { afterAll, beforeAll, expect, test } from 'vitest'
import { addPerson, makePassive, setPassword, type NewPerson } from '#domain/acts/administer.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { administer } from '#db/gate/administration.ts'
import { DEMO_API_KEY, demoPersonId, demoUnitId } from '#db/seed/demo-organisation.ts'
import { verifyAll } from '#db/verify.ts'
import { openTestSite, type TestSite } from '#test/support/database.ts'

let site: TestSite
beforeAll(async () => {
  site = await openTestSite()
})
afterAll(async () => site?.close())

const person: NewPerson = {
  login: 'wen.an',
  nameZh: '闻安',
  nameEn: 'Wen An',
  clearance: 'internal',
  posts: [{ unit: demoUnitId('pension'), role: 'business-clerk', appraiserKind: null }],
}
const add = (key: string, who: NewPerson = person) =>
  administer(site.admin, { name: 'person.add', key, body: who, operator: 'test' }, (facts) =>
    addPerson(facts, who),
  )
const eventsOf = async (id: string) =>
  site.admin<
    { type: string; canonical: string }[]
  >`select type, canonical from event where stream_id = ${id} order by seq`

test('the product itself cannot administer: only the administrator of the database can', async () => {
  await expect(
    administer(site.sql, { name: 'person.add', key: 'app-try', body: person, operator: 'test' }, (facts) =>
      addPerson(facts, person),
    ),
  ).rejects.toThrow('permission denied')
})

test('a refused act leaves nothing behind', async () => {
  const before = await site.admin`select count(*) from event`
  expect(await add('refused-1', { ...person, login: 'chen.lidong' })).toMatchObject({
    code: 'person.login-taken',
  })
  expect(await site.admin`select count(*) from event`).toEqual(before)
})

test('the same key again is the first answer; with another body it is refused', async () => {
  const first = await add('once-0001')
  expect(first).toMatchObject({ kind: 'accepted', replayed: false })
  expect(await add('once-0001')).toEqual({ ...first, replayed: true })
  expect(await add('once-0001', { ...person, login: 'other.one' })).toMatchObject({
    code: 'request.key-reused',
  })
  expect(await site.admin`select login from person where login in ('wen.an', 'other.one')`).toHaveLength(1)
})

test('two acts at once wait for each other: one person, one of the two refused', async () => {
  const twin = { ...person, login: 'twin.one' }
  const answers = await Promise.all([add('twin-0001', twin), add('twin-0002', twin)])
  expect(answers.map(({ kind }) => kind).toSorted()).toEqual(['accepted', 'refused'])
})

test('a row written beside the ledger is found, and so is a post that was changed', async () => {
  const verdict = () => verifyAll(site.sql, ENGINE_ID)
  expect(await verdict()).toMatchObject({ verdict: 'whole', faults: [], broken: [] })
  const clerk = demoPersonId('chen.lidong')
  await site.admin`update post set role = 'unit-head' where person_id = ${clerk}`
  expect((await verdict()).broken).toMatchObject([{ id: clerk, differing: ['post'] }])
  await site.admin`update post set role = 'business-clerk' where person_id = ${clerk}`
  await site.admin`insert into person (id, kind, login, name_zh, name_en, clearance) values (gen_random_uuid(), 'person', 'ghost', '鬼', 'Ghost', 'internal')`
  expect((await verdict()).faults).toMatchObject([{ kind: 'row-without-history', detail: 'person' }])
  await site.admin`delete from person where login = 'ghost'`
  expect((await verdict()).verdict).toBe('whole')
})

test('REQ-55 a leaver: sessions and API keys end in the commit that says so', async () => {
  const service = demoPersonId('benefits-system')
  await site.admin`insert into session (id, person_id, expires_at) values ('of-a-leaver', ${service}, now() + interval '1 hour')`
  const left = await administer(
    site.admin,
    { name: 'person.make-passive', key: 'leaves-01', body: {}, operator: 'test' },
    (facts) => makePassive(facts, 'benefits-system'),
  )
  expect(left).toMatchObject({ kind: 'accepted' })
  expect(await site.admin`select 1 from session where person_id = ${service}`).toHaveLength(0)
  expect(
    await site.admin`select 1 from api_key where id = ${DEMO_API_KEY.id} and revoked_at is not null`,
  ).toHaveLength(1)
  expect((await eventsOf(service)).map(({ type }) => type).slice(-3)).toEqual([
    'person.made-passive',
    'post.ended',
    'key.revoked',
  ])
  expect((await verifyAll(site.sql, ENGINE_ID)).verdict).toBe('whole')
})

test('a first password leaves an event, and no trace of itself', async () => {
  const secret = '$argon2id$not-to-be-seen'
  const id = demoPersonId('shen.zhiqiu')
  const set = await administer(
    site.admin,
    {
      name: 'person.set-password',
      key: 'password-1',
      body: { login: 'shen.zhiqiu' },
      operator: 'test',
      credentials: async () => [{ personId: id, passwordHash: secret, mustChange: true, totpSecret: null }],
    },
    (facts) => setPassword(facts, 'shen.zhiqiu'),
  )
  expect(set.kind).toBe('accepted')
  expect((await eventsOf(id)).at(-1)?.canonical).toContain('"via":{"operator":"test"}')
  const [found] = await site.admin`
    select (select count(*)::int from event where canonical like '%argon2%') + (select count(*)::int from command where answer::text like '%argon2%') as n`
  expect(found).toEqual({ n: 0 })
  expect(await verifyAll(site.sql, ENGINE_ID)).toMatchObject({ verdict: 'whole' })
})
