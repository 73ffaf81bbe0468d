import { describe, expect, test } from 'vitest'
import { DEMO_PASSWORD, demoPersonId } from '#db/seed/demo-organisation.ts'
import { cookieOf, openTestApi, personAt, signInWith, withSession } from '#test/support/api.ts'
import { openApi } from '#test/support/opened-api.ts'

const { api } = openApi({})

describe('signing in', () => {
  test('TRUST-6.3.1 a wrong password and an unknown name get the same answer', async () => {
    const wrong = await signInWith(api.app, 'song.anran', 'not the password')
    const unknown = await signInWith(api.app, 'nobody.here', 'not the password')
    expect(wrong.statusCode).toBe(401)
    expect({ ...wrong.json<object>(), traceId: '' }).toEqual({ ...unknown.json<object>(), traceId: '' })
    expect(wrong.json()).toMatchObject({ code: 'auth.failed', status: 401 })
  })

  test('TRUST-6.3.1 five wrong passwords, side by side, lock the account; then the right one is refused too', async () => {
    const tries = await Promise.all(
      Array.from({ length: 8 }, () => signInWith(api.app, 'mo.weilan', 'guess')),
    )
    const codes = tries.map((answer) => answer.json<{ code: string }>().code)
    expect(codes.filter((code) => code === 'auth.failed')).toHaveLength(5)
    expect(codes.filter((code) => code === 'auth.locked')).toHaveLength(3)
    expect((await signInWith(api.app, 'mo.weilan')).json()).toMatchObject({
      code: 'auth.locked',
      status: 423,
    })
    await api.site
      .admin`update credential set locked_until = now() - interval '1 second' where person_id = ${demoPersonId('mo.weilan')}`
    expect((await signInWith(api.app, 'mo.weilan')).statusCode).toBe(200)
  })

  test('TRUST-6.3.1 a name that nobody has locks as an account does, so that no answer says which names there are', async () => {
    const codes: string[] = []
    for (let attempt = 0; attempt < 7; attempt += 1) {
      const answer = await signInWith(api.app, 'nobody.at.all', 'guess')
      codes.push(answer.json<{ code: string }>().code)
    }
    expect(codes).toEqual([...Array<string>(5).fill('auth.failed'), 'auth.locked', 'auth.locked'])
    expect((await signInWith(api.app, 'nobody.at.all')).json()).toMatchObject({
      code: 'auth.locked',
      detail: { until: expect.stringMatching(/^\d{4}-.*Z$/) },
    })
  })

  test('TRUST-6.3.1 an account is limited to ten tries a minute whatever it answers', async () => {
    const strict = await openTestApi({ config: api.site.config })
    const tries = await Promise.all(
      Array.from({ length: 12 }, () => signInWith(strict.app, 'no.such.person', 'guess')),
    )
    await strict.close()
    const limited = tries.filter((answer) => answer.statusCode === 429)
    expect(limited).toHaveLength(2)
    expect(limited[0]?.json()).toMatchObject({ code: 'request.rate-limited' })
  })

  test('unknown fields and wrong types are refused by name', async () => {
    const answer = await api.app.inject({
      method: 'POST',
      url: '/api/session',
      payload: { login: 5, password: 'x', role: 'auditor' },
    })
    expect(answer.statusCode).toBe(400)
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer.json()).toMatchObject({
      code: 'request.invalid',
      detail: { issues: expect.arrayContaining([expect.objectContaining({ field: 'login' })]) },
    })
  })

  test('the session says who, with what posts, and what they may do', async () => {
    const person = await personAt(api.app, 'chen.lidong')
    const session = (await person.get('/api/session')).json<{
      person: object
      roles: string[]
      allowed: Record<string, boolean>
    }>()
    expect(session).toMatchObject({
      person: { login: 'chen.lidong', mustChangePassword: false, hasSecondFactor: false },
      roles: ['business-clerk'],
    })
    expect(session.allowed).toMatchObject({ 'record.create': true, 'list.compile': false })
  })

  test('TRUST-7.2.3 only the digest of a token is stored, and each sign-in has a new one', async () => {
    const [first, second] = [await signInWith(api.app, 'lu.yunfan'), await signInWith(api.app, 'lu.yunfan')]
    const [a, b] = [cookieOf(first), cookieOf(second)]
    expect(a).not.toBe(b)
    expect(first.headers['set-cookie']).toMatch(/^everfile_session=.*HttpOnly; SameSite=Lax/)
    expect(first.headers['set-cookie']).not.toContain('Secure')
    const rows = await api.site.admin<{ id: string }[]>`select id from session`
    expect(rows.every(({ id }) => !a.includes(id) && !b.includes(id))).toBe(true)
  })
})

test('TRUST-3.3.1 over TLS the cookie of a session is of this host alone, and no other name opens anything', async () => {
  const { config } = api.site
  const http = { ...config.http, origin: 'https://archive.example' }
  const secure = await openTestApi({ config: { ...config, http } })
  const { app } = secure
  const signedIn = await signInWith(app, 'lu.yunfan')
  const set = String(signedIn.headers['set-cookie'])
  expect(set).toMatch(/^__Host-everfile_session=[^;]+; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
  const [, token = ''] = /^__Host-everfile_session=([^;]+)/.exec(set) ?? []
  const ask = async (cookie: string) =>
    (await app.inject({ url: '/api/people/me', headers: { cookie } })).statusCode
  expect([await ask(`everfile_session=${token}`), await ask(`__Host-everfile_session=${token}`)]).toEqual([
    401, 200,
  ])
  const out = await app.inject({
    method: 'DELETE',
    url: '/api/session',
    headers: {
      cookie: `__Host-everfile_session=${token}`,
      'x-csrf-token': signedIn.json<{ csrfToken: string }>().csrfToken,
    },
  })
  expect(out.headers['set-cookie']).toMatch(/^__Host-everfile_session=; .*Path=\/;.*Secure/)
  await secure.close()
})

describe('a session', () => {
  test('TRUST-7.3.1 that was idle for half an hour is over', async () => {
    const person = await personAt(api.app, 'tang.ruoxi')
    await api.site
      .admin`update session set last_seen_at = now() - interval '31 minutes' where person_id = ${demoPersonId('tang.ruoxi')}`
    expect((await person.get('/api/session')).json()).toMatchObject({ code: 'auth.required' })
    expect((await person.get('/api/tasks')).json()).toMatchObject({ code: 'auth.required' })
  })

  test('TRUST-7.3.2 is over after twelve hours, however busy', async () => {
    const person = await personAt(api.app, 'fang.mingche')
    await api.site
      .admin`update session set expires_at = now() where person_id = ${demoPersonId('fang.mingche')}`
    expect((await person.get('/api/tasks')).statusCode).toBe(401)
  })

  test('TRUST-7.4.1 is dead after signing out', async () => {
    const person = await personAt(api.app, 'he.jingyi')
    expect((await person.del('/api/session')).json()).toEqual({ done: true, providerUrl: null })
    expect((await person.get('/api/session')).statusCode).toBe(401)
  })

  test('REQ-55 TRUST-7.4.2 of a person who was made passive opens nothing any more', async () => {
    const person = await personAt(api.app, 'yue.ting')
    await api.site.admin`update person set state = 'passive' where id = ${demoPersonId('yue.ting')}`
    expect((await person.get('/api/tasks')).statusCode).toBe(401)
    await api.site.admin`update person set state = 'active' where id = ${demoPersonId('yue.ting')}`
  })
})

describe('a write by cookie', () => {
  test('TRUST-3.5.1 without the token of its session is refused', async () => {
    const person = await personAt(api.app, 'shen.zhiqiu')
    const other = await personAt(api.app, 'guo.huaiyuan')
    const bare = withSession(api.app, { ...person.session, csrfToken: '' })
    const borrowed = withSession(api.app, { ...person.session, csrfToken: other.session.csrfToken })
    expect((await bare.post('/api/session/password', { body: { old: 'a', new: 'b' } })).json()).toMatchObject(
      { code: 'request.origin' },
    )
    expect(
      (await borrowed.post('/api/session/password', { body: { old: 'a', new: 'b' } })).json(),
    ).toMatchObject({ code: 'request.origin' })
  })

  test('TRUST-3.5.1 from another page is refused, sign-in included', async () => {
    const person = await personAt(api.app, 'shen.zhiqiu')
    const headers = { origin: 'https://elsewhere.example' }
    expect((await person.del('/api/session', { headers })).json()).toMatchObject({
      code: 'request.origin',
      status: 403,
    })
    const signIn = await api.app.inject({
      method: 'POST',
      url: '/api/session',
      headers,
      payload: { login: 'shen.zhiqiu', password: DEMO_PASSWORD },
    })
    expect(signIn.json()).toMatchObject({ code: 'request.origin' })
    expect((await person.get('/api/session')).statusCode).toBe(200)
  })
})

describe('a password', () => {
  test('ASVS-6.2.1 that is short, common or the old one is refused', async () => {
    const person = await personAt(api.app, 'jiang.yilan')
    for (const [weak, code] of [
      ['short-one', 'auth.password-weak'],
      ['password123456', 'auth.password-weak'],
      ['jiang.yilan2027', 'auth.password-weak'],
      ['aaaaaaaaaaaaaaaa', 'auth.password-weak'],
      [DEMO_PASSWORD, 'auth.password-used'],
    ] as const) {
      const answer = await person.post('/api/session/password', { body: { old: DEMO_PASSWORD, new: weak } })
      expect({ weak, code: answer.json<{ code: string }>().code }).toEqual({ weak, code })
    }
  })

  test('TRUST-7.4 set anew ends every other session and begins a new one', async () => {
    const [here, there] = [await personAt(api.app, 'xu.wenbo'), await personAt(api.app, 'xu.wenbo')]
    const answer = await here.post('/api/session/password', {
      body: { old: DEMO_PASSWORD, new: 'Slow-River-Crossing-9' },
    })
    expect(answer.statusCode).toBe(200)
    expect((await there.get('/api/session')).statusCode).toBe(401)
    expect((await here.get('/api/session')).statusCode).toBe(401)
    expect((await signInWith(api.app, 'xu.wenbo')).statusCode).toBe(401)
    expect((await signInWith(api.app, 'xu.wenbo', 'Slow-River-Crossing-9')).statusCode).toBe(200)
  })

  test('TRUST-6.3.2 that must be changed opens nothing else until it was', async () => {
    const id = demoPersonId('luo.chengzhi')
    await api.site.admin`update credential set must_change = true where person_id = ${id}`
    const person = await personAt(api.app, 'luo.chengzhi')
    expect((await person.get('/api/tasks')).json()).toMatchObject({ code: 'auth.must-change' })
    expect((await person.get('/api/session')).json()).toMatchObject({ person: { mustChangePassword: true } })
    const unmarked = { ...person.session, cookie: person.session.cookie.replace('=c.', '=') }
    expect((await withSession(api.app, unmarked).get('/api/tasks')).json()).toMatchObject({
      code: 'auth.required',
    })
    const changed = await person.post('/api/session/password', {
      body: { old: DEMO_PASSWORD, new: 'Slow-River-Crossing-9' },
    })
    const again = withSession(api.app, {
      cookie: cookieOf(changed),
      csrfToken: changed.json<{ csrfToken: string }>().csrfToken,
    })
    expect((await again.get('/api/tasks')).statusCode).toBe(200)
  })
})

describe('every answer', () => {
  test('TRUST-3.4 a page carries a content policy with a nonce of its own', async () => {
    const [one, two] = [await api.app.inject('/healthz'), await api.app.inject('/healthz')]
    expect(one.headers['content-security-policy']).toMatch(/script-src 'self' 'nonce-/)
    expect(one.headers['content-security-policy']).not.toContain('unsafe')
    expect(one.headers['content-security-policy']).not.toBe(two.headers['content-security-policy'])
  })

  test('TRUST-3.4 an answer of the API opened as a page loads nothing, and carries a trace id', async () => {
    const answer = await api.app.inject('/api/site')
    expect(answer.headers['content-security-policy']).toMatch(/^default-src 'none';/)
    expect(answer.headers['content-security-policy']).not.toContain("-src 'self'")
    expect(answer.headers['x-trace-id']).toMatch(/^[0-9a-f]{32}$/)
    expect(answer.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' })
  })

  test('TRUST-16.3.2 a refusal is written with who was refused what', async () => {
    const person = await personAt(api.app, 'chen.lidong')
    const refused = await person.get('/api/records/00000000-0000-4000-8000-000000000000')
    expect(refused.statusCode).toBe(404)
    await api.accessLog.flush()
    const traceId = String(refused.headers['x-trace-id'])
    const [row] = await api.site
      .admin`select person_id, result, action, subject_id from access_log where trace_id = ${traceId}`
    expect(row).toMatchObject({
      person_id: demoPersonId('chen.lidong'),
      result: 'not-found',
      action: 'GET /api/records/:id',
    })
  })
})
