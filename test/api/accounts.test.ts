import { describe, expect, test } from 'vitest'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { DEMO_PASSWORD, demoPersonId, type DemoLogin } from '#db/seed/demo-organisation.ts'
import { verifyAll } from '#db/verify.ts'
import {
  codeOf,
  cookieOf,
  openTestApi,
  personAt,
  signInWith,
  withSession,
  type Person,
} from '#test/support/api.ts'
import { openApi } from '#test/support/opened-api.ts'

const { api } = openApi({})

const SECURITY = 'mo.weilan' satisfies DemoLogin
const eventsOf = async (login: DemoLogin, type: string) =>
  api.site.admin<{ data: Record<string, unknown>; actor: string }[]>`
    select canonical::jsonb->'data' as data, actor_id as actor from event
    where stream_id = ${demoPersonId(login)} and type = ${type} order by seq`
const fail = async (login: string, times: number) => {
  for (let tried = 0; tried < times; tried += 1) await signInWith(api.app, login, 'a wrong guess')
}
const codeIn = (answer: { json: <T>() => T }) => answer.json<{ code: string }>().code

describe('TRUST-6.3.1 a lock after failures', () => {
  test('is told plainly, stands in the history with no secret, and is for longer each time', async () => {
    await fail('ding.bowen', 5)
    const locked = await signInWith(api.app, 'ding.bowen')
    expect(locked.json()).toMatchObject({ code: 'auth.locked', detail: { until: expect.any(String) } })
    await api.site
      .admin`update credential set locked_until = now() where person_id = ${demoPersonId('ding.bowen')}`
    await fail('ding.bowen', 5)
    const events = await eventsOf('ding.bowen', 'person.locked')
    expect(events.map(({ data }) => data)).toMatchObject([
      { failures: 5, locksBefore: 0 },
      { failures: 5, locksBefore: 1 },
    ])
    expect(events.every(({ actor }) => actor === ENGINE_ID)).toBe(true)
    const [left] = await api.site.admin<{ minutes: number }[]>`
      select round(extract(epoch from locked_until - now()) / 60)::int as minutes from credential where person_id = ${demoPersonId('ding.bowen')}`
    expect(left?.minutes).toBe(30)
    expect(JSON.stringify(events)).not.toContain('guess')
  })

  test('is opened by the security administrator alone, with a reason, once', async () => {
    const id = demoPersonId('ding.bowen')
    const ask = (person: Person) =>
      person.post(`/api/accounts/${id}/unlock`, { body: { reason: '本人来电核实' } })
    for (const login of ['chen.lidong', 'song.anran'] as const)
      expect(codeIn(await ask(await personAt(api.app, login)))).toBe('access.denied')
    expect((await signInWith(api.app, 'ding.bowen')).statusCode).toBe(423)
    const admin = await personAt(api.app, SECURITY)
    expect((await ask(admin)).statusCode).toBe(200)
    expect(codeIn(await ask(admin))).toBe('account.not-locked')
    expect((await signInWith(api.app, 'ding.bowen')).statusCode).toBe(200)
    const [event] = await eventsOf('ding.bowen', 'person.unlocked')
    expect(event).toMatchObject({ actor: demoPersonId(SECURITY), data: { reason: '本人来电核实' } })
    const [row] = await api.site.admin`select failures, lockouts from credential where person_id = ${id}`
    expect(row).toEqual({ failures: 0, lockouts: 0 })
  })
})

describe('TRUST-8.2 the accounts', () => {
  test('are listed for the security administrator and nobody else', async () => {
    for (const login of ['chen.lidong', 'song.anran', 'duan.jingxing'] as const)
      expect(codeIn(await (await personAt(api.app, login)).get('/api/accounts'))).toBe('access.denied')
    const admin = await personAt(api.app, SECURITY)
    const { items } = (await admin.get('/api/accounts')).json<{ items: Record<string, unknown>[] }>()
    expect(items.find(({ login }) => login === 'chen.lidong')).toMatchObject({
      state: 'active',
      roles: ['business-clerk'],
      hasTotp: false,
      isOwn: false,
    })
    expect(JSON.stringify(items)).not.toMatch(/argon2|secret/)
  })

  test('nobody administers their own', async () => {
    const admin = await personAt(api.app, SECURITY)
    const own = await admin.post(`/api/accounts/${demoPersonId(SECURITY)}/sessions-end`, {
      body: { reason: '试一试' },
    })
    expect(codeIn(own)).toBe('account.own')
  })

  test('TRUST-7.4.5 sessions ended by the administrator are over at once, and the history says so', async () => {
    const person = await personAt(api.app, 'tang.ruoxi')
    const admin = await personAt(api.app, SECURITY)
    const sent = { body: { reason: '账号外借' } }
    const id = demoPersonId('tang.ruoxi')
    expect((await admin.post(`/api/accounts/${id}/sessions-end`, sent)).statusCode).toBe(200)
    expect((await person.get('/api/tasks')).statusCode).toBe(401)
    expect(codeIn(await admin.post(`/api/accounts/${id}/sessions-end`, sent))).toBe('account.no-session')
    expect(await eventsOf('tang.ruoxi', 'person.sessions-ended')).toMatchObject([{ data: { sessions: 1 } }])
  })

  test('a first password is shown once, opens nothing but its own change, and ends what was open', async () => {
    const before = await personAt(api.app, 'fang.mingche')
    const admin = await personAt(api.app, SECURITY)
    const url = `/api/accounts/${demoPersonId('fang.mingche')}/first-password`
    const { password } = (await admin.post(url, { key: 'first-password-1' })).json<{ password: string }>()
    expect(codeIn(await admin.post(url, { key: 'first-password-1' }))).toBe('request.key-reused')
    expect((await before.get('/api/session')).statusCode).toBe(401)
    expect(codeIn(await signInWith(api.app, 'fang.mingche'))).toBe('auth.failed')
    const first = await signInWith(api.app, 'fang.mingche', password)
    expect(first.json()).toMatchObject({ person: { pending: 'change-password' } })
    const waiting = withSession(api.app, {
      cookie: cookieOf(first),
      csrfToken: first.json<{ csrfToken: string }>().csrfToken,
    })
    expect(codeIn(await waiting.get('/api/tasks'))).toBe('auth.must-change')
    const [stored] = await api.site
      .admin`select canonical from event where stream_id = ${demoPersonId('fang.mingche')} and type = 'person.password-set' order by seq desc limit 1`
    expect(JSON.stringify(stored)).not.toContain(password)
  })

  test('a lost second factor is reset by the administrator, and set up anew by its holder', async () => {
    const person = await personAt(api.app, 'qian.wangshu')
    const admin = await personAt(api.app, SECURITY)
    const url = `/api/accounts/${demoPersonId('qian.wangshu')}/factor-reset`
    expect(codeIn(await person.post('/api/factor/enrolment'))).toBe('factor.exists')
    expect((await admin.post(url, { body: { reason: '手机丢失' } })).statusCode).toBe(200)
    expect(codeIn(await admin.post(url, { body: { reason: '手机丢失' } }))).toBe('factor.none')
    expect((await person.get('/api/session')).statusCode).toBe(401)
    const again = await personAt(api.app, 'qian.wangshu')
    expect((await again.post('/api/factor/enrolment')).statusCode).toBe(200)
    expect(await eventsOf('qian.wangshu', 'person.factor-removed')).toMatchObject([
      { data: { kind: 'totp', reason: '手机丢失' } },
    ])
  })
})

describe('a password', () => {
  test('TRUST-6.2 that was one of the last is not taken again, and the change stands in the history', async () => {
    let [present, person] = [DEMO_PASSWORD as string, await personAt(api.app, 'xu.wenbo')]
    const change = async (next: string) => {
      const answer = await person.post('/api/session/password', { body: { old: present, new: next } })
      if (answer.statusCode !== 200) return codeIn(answer)
      present = next
      const { csrfToken } = answer.json<{ csrfToken: string }>()
      person = withSession(api.app, { cookie: cookieOf(answer), csrfToken })
      return 'changed'
    }
    const names = ['Pear', 'Plum', 'Birch', 'Maple', 'Rowan', 'Cedar'].map(
      (tree) => `Under-The-${tree}-${tree}`,
    )
    for (const name of names.slice(0, 5)) expect(await change(name)).toBe('changed')
    for (const used of [DEMO_PASSWORD, ...names.slice(0, 5)])
      expect({ used, code: await change(used) }).toEqual({ used, code: 'auth.password-used' })
    expect(await change(names[5] ?? '')).toBe('changed')
    expect(await change(DEMO_PASSWORD)).not.toBe('auth.password-used')
    expect(await eventsOf('xu.wenbo', 'person.password-changed')).not.toHaveLength(0)
  })

  test('is not taken for too few kinds of characters, nor for its age, where the profile asks for it', async () => {
    const strict = await openTestApi({ config: { ...api.site.config, signInPolicy: 'mlps3' } })
    const answer = await signInWith(strict.app, 'lu.yunfan')
    const person = withSession(strict.app, {
      cookie: cookieOf(answer),
      csrfToken: answer.json<{ csrfToken: string }>().csrfToken,
    })
    const plain = await person.post('/api/session/password', {
      body: { old: DEMO_PASSWORD, new: 'underthepeartreetoday' },
    })
    expect(plain.json()).toMatchObject({ code: 'auth.password-weak', detail: { fault: 'kinds' } })
    await strict.site
      .admin`update credential set password_set_at = now() - interval '91 days' where person_id = ${demoPersonId('lu.yunfan')}`
    expect((await signInWith(strict.app, 'lu.yunfan')).json()).toMatchObject({
      person: { pending: 'change-password' },
    })
    await strict.close()
  })
})

describe('sessions side by side', () => {
  const strict = () => openTestApi({ config: { ...api.site.config, signInPolicy: 'asvs' } })

  test('the newest ends the oldest where more than three are open', async () => {
    const site = await strict()
    const people: Person[] = []
    for (let count = 0; count < 4; count += 1) people.push(await personAt(site.app, 'he.jingyi'))
    const states = await Promise.all(people.map(async (one) => (await one.get('/api/session')).statusCode))
    expect(states).toEqual([401, 200, 200, 200])
    await site.close()
  })

  test('two sign-ins at once are counted as two', async () => {
    const site = await strict()
    await Promise.all(Array.from({ length: 5 }, () => signInWith(site.app, 'he.jingyi')))
    const rows = await site.site.admin`select 1 from session where person_id = ${demoPersonId('he.jingyi')}`
    expect(rows).toHaveLength(3)
    await site.close()
  })

  test('are listed for their owner, who ends one of them or all, and never those of others', async () => {
    const [here, there] = [await personAt(api.app, 'shen.zhiqiu'), await personAt(api.app, 'shen.zhiqiu')]
    const other = await personAt(api.app, 'guo.huaiyuan')
    const { items } = (await here.get('/api/sessions')).json<{
      items: { id: string; isCurrent: boolean }[]
    }>()
    expect(items.filter(({ isCurrent }) => isCurrent)).toHaveLength(1)
    const elsewhere = items.find(({ isCurrent }) => !isCurrent)
    expect(codeIn(await other.del(`/api/sessions/${elsewhere?.id ?? ''}`))).toBe('not-found')
    expect((await there.get('/api/session')).statusCode).toBe(200)
    expect((await here.del(`/api/sessions/${elsewhere?.id ?? ''}`)).statusCode).toBe(200)
    expect((await there.get('/api/session')).statusCode).toBe(401)
    const third = await personAt(api.app, 'shen.zhiqiu')
    const second = await personAt(api.app, 'shen.zhiqiu')
    expect((await here.del('/api/sessions?of=others')).statusCode).toBe(200)
    expect((await second.get('/api/session')).statusCode).toBe(401)
    expect((await here.get('/api/session')).statusCode).toBe(200)
    expect((await here.del('/api/sessions?of=all')).statusCode).toBe(200)
    for (const gone of [here, third]) expect((await gone.get('/api/session')).statusCode).toBe(401)
    expect((await other.get('/api/session')).statusCode).toBe(200)
  })
})

describe('MLPS-8.1.4.1-d a post that needs a second factor', () => {
  test('is not opened by a password alone: without one it is set up first, with one it is asked for', async () => {
    const site = await openTestApi({ config: { ...api.site.config, signInPolicy: 'asvs' } })
    const answer = await signInWith(site.app, SECURITY)
    expect(answer.json()).toMatchObject({ person: { pending: 'enrol-factor' } })
    const admin = withSession(site.app, {
      cookie: cookieOf(answer),
      csrfToken: answer.json<{ csrfToken: string }>().csrfToken,
    })
    expect(codeIn(await admin.get('/api/accounts'))).toBe('auth.must-enrol')
    expect((await admin.post('/api/factor/enrolment')).statusCode).toBe(200)
    const head = await signInWith(site.app, 'qian.wangshu')
    expect(head.json()).toMatchObject({ person: { pending: 'prove-factor' } })
    const [row] = await site.site
      .admin`select failures from credential where person_id = ${demoPersonId('qian.wangshu')}`
    expect(row).toEqual({ failures: 0 })
    const withCode = await site.app.inject({
      method: 'POST',
      url: '/api/session',
      payload: { login: 'qian.wangshu', password: DEMO_PASSWORD, code: await codeOf('qian.wangshu') },
    })
    expect(withCode.json()).toMatchObject({ person: { pending: null } })
    await site.close()
  })
})

test('everything that was said of accounts folds to what stands in the tables', async () => {
  expect(await verifyAll(api.site.sql, ENGINE_ID)).toMatchObject({ verdict: 'whole', faults: [], broken: [] })
})
