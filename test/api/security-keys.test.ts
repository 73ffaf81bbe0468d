import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { DEMO_PASSWORD, demoPersonId, type DemoLogin } from '#db/seed/demo-organisation.ts'
import { verifyAll } from '#db/verify.ts'
import { codeOf, openTestApi, personAt, signInWith, SYSTEM_KEY, type TestApi } from '#test/support/api.ts'
import { openApi } from '#test/support/opened-api.ts'
import { addKey, optionsFor, raised, SoftKey } from '#test/support/security-key.ts'

const { api } = openApi({})

const codeIn = (answer: { json: <T>() => T }) => answer.json<{ code: string }>().code
const OPTIONS = '/api/authenticators/options'
const keysOf = async (login: DemoLogin) =>
  api.site.admin`select counter::int, name from authenticator where person_id = ${demoPersonId(login)}`

describe('TRUST-6.5 adding a security key', () => {
  test('is refused from another page, without a check of its holder, twice, for somebody else, and to a program', async () => {
    const person = await personAt(api.app, 'chen.lidong')
    const other = await personAt(api.app, 'lu.yunfan')
    const add = async (response: object, who = person) =>
      codeIn(await who.post('/api/authenticators', { body: { name: '密钥', response } }))
    const asked = () => optionsFor(person, OPTIONS)
    expect(await add(new SoftKey().attest(await asked(), { origin: 'http://evil.example' }))).toBe(
      'authenticator.refused',
    )
    expect(await add(new SoftKey().attest(await asked(), { check: 'present' }))).toBe('authenticator.refused')
    expect(await add(new SoftKey().attest({ challenge: 'made-up' }))).toBe('authenticator.refused')
    const options = await asked()
    expect(await add(new SoftKey().attest(options), other)).toBe('authenticator.refused')
    expect(await add(new SoftKey().attest(options))).toBe('authenticator.refused')
    const program = { method: 'POST' as const, url: OPTIONS, headers: { authorization: SYSTEM_KEY } }
    expect(codeIn(await api.app.inject(program))).toBe('access.denied')
    expect(await keysOf('chen.lidong')).toHaveLength(0)
  })

  test('stands in the history with its public half; it is listed, and taken away by its holder alone', async () => {
    const person = await addKey(api.app, await personAt(api.app, 'chen.lidong'), new SoftKey())
    const { items } = (await person.get('/api/authenticators')).json<{
      items: { id: string; name: string }[]
    }>()
    expect(items).toMatchObject([{ name: '办公室的密钥', lastUsedAt: null }])
    const id = items[0]?.id ?? ''
    const [event] = await api.site.admin`
      select canonical::jsonb->'data' as data from event where stream_id = ${demoPersonId('chen.lidong')} and type = 'person.factor-added'`
    expect(event).toMatchObject({
      data: { kind: 'webauthn', authenticatorId: id, publicKey: expect.any(String) },
    })
    const other = await personAt(api.app, 'lu.yunfan')
    expect(codeIn(await other.del(`/api/authenticators/${id}`))).toBe('not-found')
    expect((await person.del(`/api/authenticators/${id}`)).statusCode).toBe(200)
    expect(await keysOf('chen.lidong')).toHaveLength(0)
  })

  test('asks who has a factor to prove it first: a session that was stolen adds none', async () => {
    const bare = await personAt(api.app, 'bai.luming')
    expect(codeIn(await bare.post(OPTIONS))).toBe('factor.required')
    const answer = await bare.post('/api/session/factor', { body: { code: await codeOf('bai.luming') } })
    expect(answer.json()).toMatchObject({ person: { pending: null } })
    expect((await bare.get('/api/session')).statusCode).toBe(401)
    await addKey(api.app, raised(api.app, answer), new SoftKey())
    expect(await keysOf('bai.luming')).toHaveLength(1)
  })

  test('and to prove the key before six digits are set up beside it or it is taken away', async () => {
    await addKey(api.app, await personAt(api.app, 'lu.yunfan'), new SoftKey())
    const stolen = await personAt(api.app, 'lu.yunfan')
    expect(codeIn(await stolen.post('/api/factor/enrolment'))).toBe('factor.required')
    const body = { code: '123456' }
    expect(codeIn(await stolen.post('/api/factor/confirmation', { body }))).toBe('factor.required')
    const { items } = (await stolen.get('/api/authenticators')).json<{ items: { id: string }[] }>()
    expect(codeIn(await stolen.del(`/api/authenticators/${items[0]?.id ?? ''}`))).toBe('factor.required')
    expect(await keysOf('lu.yunfan')).toHaveLength(1)
  })
})

describe('MLPS-8.1.4.1-d signing in with a security key', () => {
  const LOGIN = 'mo.weilan'
  const key = new SoftKey()
  let strict: TestApi
  const pending = async () => raised(strict.app, await signInWith(strict.app, LOGIN))
  const prove = async (
    person: Awaited<ReturnType<typeof pending>>,
    answerOf: (asked: { challenge: string }) => object,
  ) => {
    const options = await optionsFor(person, '/api/session/factor/options')
    return person.post('/api/session/factor', { body: { assertion: answerOf(options) } })
  }
  beforeAll(async () => {
    const { config } = api.site
    const http = { ...config.http, rateLimitPerMinute: 100_000 }
    strict = await openTestApi({ config: { ...config, http, signInPolicy: 'asvs' } })
    await addKey(strict.app, await pending(), key)
  })
  afterAll(async () => strict.close())

  test('opens nothing before the key has answered', async () => {
    const person = await pending()
    expect((await person.get('/api/session')).json()).toMatchObject({ person: { pending: 'prove-factor' } })
    expect(codeIn(await person.get('/api/accounts'))).toBe('auth.factor-pending')
    expect(codeIn(await person.post(OPTIONS))).toBe('auth.factor-pending')
  })

  test('takes no answer from another page, of another key, without a check of its holder, or of another session', async () => {
    for (const answer of [
      (asked: { challenge: string }) => key.assert(asked, { origin: 'https://localhost' }),
      (asked: { challenge: string }) => new SoftKey().assert(asked),
      (asked: { challenge: string }) => key.assert(asked, { check: 'present' }),
    ]) {
      expect(codeIn(await prove(await pending(), answer))).toBe('factor.wrong')
      await strict.site.admin`update credential set failures = 0`
    }
    const options = await optionsFor(await pending(), '/api/session/factor/options')
    const elsewhere = await pending()
    const stolen = await elsewhere.post('/api/session/factor', { body: { assertion: key.assert(options) } })
    expect(codeIn(stolen)).toBe('factor.wrong')
    await strict.site.admin`update credential set failures = 0`
  })

  test('takes an answer once, and none of a key that counts back', async () => {
    const person = await pending()
    const options = await optionsFor(person, '/api/session/factor/options')
    const assertion = key.assert(options, { counter: 100 })
    const signedIn = await person.post('/api/session/factor', { body: { assertion } })
    expect(signedIn.json()).toMatchObject({ person: { pending: null } })
    expect((await raised(strict.app, signedIn).get('/api/accounts')).statusCode).toBe(200)
    const again = await (await pending()).post('/api/session/factor', { body: { assertion } })
    expect(codeIn(again)).toBe('factor.replayed')
    expect(codeIn(await prove(await pending(), (asked) => key.assert(asked, { counter: 99 })))).toBe(
      'factor.wrong',
    )
    expect(codeIn(await prove(await pending(), (asked) => key.assert(asked, { counter: 100 })))).toBe(
      'factor.wrong',
    )
    await strict.accessLog.flush()
    const log = await strict.site.admin`select 1 from access_log where action = 'factor.webauthn'`
    expect(log.length).toBeGreaterThan(1)
    await strict.site.admin`update credential set failures = 0`
  })

  test('TRUST-6.3.1 five wrong factors lock the account, whatever the password', async () => {
    const login = 'qian.wangshu'
    const wrong = (await codeOf(login, 40)) === '000000' ? '000001' : '000000'
    for (let tried = 0; tried < 5; tried += 1) {
      const person = raised(strict.app, await signInWith(strict.app, login))
      expect(codeIn(await person.post('/api/session/factor', { body: { code: wrong } }))).toBe('factor.wrong')
    }
    expect((await signInWith(strict.app, login, DEMO_PASSWORD)).json()).toMatchObject({ code: 'auth.locked' })
  })
})

test('what was added and taken away folds to what stands in the tables', async () => {
  expect(await verifyAll(api.site.sql, ENGINE_ID)).toMatchObject({ verdict: 'whole', broken: [] })
})
