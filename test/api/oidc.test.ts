import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig, type Config } from '#config.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { demoPersonId, type DemoLogin } from '#db/seed/demo-organisation.ts'
import { verifyAll } from '#db/verify.ts'
import { openTestApi, personAt, signInWith, type TestApi } from '#test/support/api.ts'
import {
  Browser,
  CLIENT,
  ORIGIN,
  runProvider,
  type RunningProvider,
} from '#test/support/identity-provider.ts'

let provider: RunningProvider
let api: TestApi
beforeAll(async () => {
  provider = await runProvider()
  api = await withProvider({})
  await link('chen.lidong', 'sub-chen')
})
afterAll(async () => {
  await api?.close()
  await provider?.close()
})

/** The site, set up for the provider. */
async function withProvider(
  changes: Partial<Config>,
  oidc: Partial<NonNullable<Config['oidc']>> = {},
): Promise<TestApi> {
  const config = readConfig()
  return openTestApi({
    config: {
      ...config,
      http: { ...config.http, origin: ORIGIN, rateLimitPerMinute: 100_000 },
      oidc: {
        issuer: provider.issuer,
        ...CLIENT,
        name: { zh: '统一身份认证', en: 'Bureau account' },
        factors: [],
        ...oidc,
      },
      ...changes,
    },
  })
}

async function link(login: DemoLogin, subject: string, of = api): Promise<number> {
  const admin = await personAt(of.app, 'mo.weilan')
  const sent = { body: { subject }, headers: { origin: ORIGIN } }
  return (await admin.post(`/api/accounts/${demoPersonId(login)}/identities`, sent)).statusCode
}

const problemAt = (code: string) => `/sign-in?problem=${code}`
const sessionOf = async (browser: Browser) => (await browser.visit('/api/session')).json<object>()

describe('TRUST-6.8 the identity provider', () => {
  test('a key that it changed refuses nobody: its keys are asked for with each sign-in', async () => {
    provider.next = { subject: 'sub-chen', amr: ['pwd'] }
    expect(await new Browser(api.app).signIn()).toBe('/worklist')
    provider.changeKey()
    expect(await new Browser(api.app).signIn()).toBe('/worklist')
  })

  test('whoever came by it signs out there too; a local session ends here alone', async () => {
    provider.next = { subject: 'sub-chen', amr: ['pwd'] }
    const browser = new Browser(api.app)
    await browser.signIn()
    const { csrfToken } = (await browser.visit('/api/session')).json<{ csrfToken: string }>()
    const headers = {
      cookie: `everfile_session=${browser.cookie('everfile_session') ?? ''}`,
      'x-csrf-token': csrfToken,
      origin: ORIGIN,
    }
    const answer = await api.app.inject({ method: 'DELETE', url: '/api/session', headers })
    const onward = new URL(answer.json<{ providerUrl: string }>().providerUrl)
    expect([onward.origin, onward.searchParams.get('post_logout_redirect_uri')]).toEqual([
      provider.issuer,
      `${ORIGIN}/sign-in`,
    ])
    expect((await fetch(onward)).status).toBe(200)
    expect((await api.app.inject({ url: '/api/session', headers })).json()).toMatchObject({
      code: 'auth.required',
    })
    const clerk = await personAt(api.app, 'lu.yunfan')
    expect((await clerk.del('/api/session', { headers: { origin: ORIGIN } })).json()).toMatchObject({
      providerUrl: null,
    })
  })

  test('is not offered where none is set up', async () => {
    const plain = await openTestApi()
    expect((await plain.app.inject('/api/oidc')).json()).toMatchObject({ code: 'oidc.off', status: 404 })
    expect((await plain.app.inject('/api/site')).json()).toMatchObject({ signInProvider: null })
    await plain.close()
    expect((await api.app.inject('/api/site')).json()).toMatchObject({
      signInProvider: { en: 'Bureau account' },
    })
  })

  test('signs in nobody who was not linked by an act, and makes nobody', async () => {
    provider.next = { subject: 'a-stranger', amr: ['pwd'] }
    const people = await api.site.admin`select count(*) from person`
    const browser = new Browser(api.app)
    expect(await browser.signIn()).toBe(problemAt('oidc.unknown'))
    expect(browser.cookie('everfile_session')).toBeUndefined()
    expect(await api.site.admin`select count(*) from person`).toEqual(people)
  })

  test('links a subject to one person, by the security administrator alone, in that person’s history', async () => {
    const clerk = await personAt(api.app, 'lu.yunfan')
    const url = `/api/accounts/${demoPersonId('lu.yunfan')}/identities`
    const denied = await clerk.post(url, { body: { subject: 'x' }, headers: { origin: ORIGIN } })
    expect(denied.json()).toMatchObject({ code: 'access.denied' })
    expect(await link('lu.yunfan', 'sub-chen')).toBe(409)
    const [event] = await api.site.admin`
      select actor_id, canonical::jsonb->'data'->>'subject' as subject from event
      where stream_id = ${demoPersonId('chen.lidong')} and type = 'person.identity-linked'`
    expect(event).toEqual({ actor_id: demoPersonId('mo.weilan'), subject: 'sub-chen' })
  })

  test('signs in who is linked, and sends them where they wanted to go on this site alone', async () => {
    provider.next = { subject: 'sub-chen', amr: ['pwd'] }
    const browser = new Browser(api.app)
    expect(await browser.signIn('/records?state=kept')).toBe('/records?state=kept')
    expect(await sessionOf(browser)).toMatchObject({
      person: { login: 'chen.lidong', pending: null },
      roles: ['business-clerk'],
    })
    const sessions = (await browser.visit('/api/sessions')).json<{ items: object[] }>()
    expect(sessions.items[0]).toMatchObject({ method: 'oidc', factor: null, isCurrent: true })
    for (const elsewhere of ['https://evil.example/', '//evil.example/', '/\\evil.example'])
      expect(await new Browser(api.app).signIn(elsewhere)).toBe('/worklist')
  })

  test('REQ-55 does not sign in a leaver, who is told what a stranger is told', async () => {
    provider.next = { subject: 'sub-chen', amr: ['pwd'] }
    const id = demoPersonId('chen.lidong')
    await api.site.admin`update person set state = 'passive' where id = ${id}`
    expect(await new Browser(api.app).signIn()).toBe(problemAt('oidc.unknown'))
    await api.site.admin`update person set state = 'active' where id = ${id}`
  })
})

describe('TRUST-10 an answer of the provider is refused', () => {
  const back = async (change: (url: URL, browser: Browser) => Promise<void> | void) => {
    provider.next = { subject: 'sub-chen', amr: ['pwd'] }
    const browser = new Browser(api.app)
    const url = await browser.signInThere(await browser.begin())
    await change(url, browser)
    const answer = await browser.visit(url.pathname + url.search)
    return { location: answer.headers.location, session: browser.cookie('everfile_session') }
  }
  const refused = { location: problemAt('oidc.refused'), session: undefined }

  test('with another state', async () => {
    expect(await back((url) => url.searchParams.set('state', 'made-up'))).toEqual(refused)
  })

  test('with another issuer', async () => {
    expect(await back((url) => url.searchParams.set('iss', 'https://elsewhere.example'))).toEqual(refused)
  })

  test('in another browser than the one that began', async () => {
    expect(await back((_url, browser) => browser.hold('everfile_way', ''))).toEqual(refused)
  })

  test('with a nonce that was not asked for', async () => {
    provider.next = { subject: 'sub-chen', amr: ['pwd'] }
    const browser = new Browser(api.app)
    const asked = await browser.begin()
    asked.searchParams.set('nonce', 'another-nonce')
    const url = await browser.signInThere(asked)
    const answer = await browser.visit(url.pathname + url.search)
    expect(answer.headers.location).toBe(problemAt('oidc.refused'))
  })

  test('with a code that was used, whether the way is the old one or a new one', async () => {
    provider.next = { subject: 'sub-chen', amr: ['pwd'] }
    const browser = new Browser(api.app)
    const url = await browser.signInThere(await browser.begin())
    const state = browser.cookie('everfile_way') ?? ''
    expect((await browser.visit(url.pathname + url.search)).headers.location).toBe('/worklist')
    const thief = new Browser(api.app)
    thief.hold('everfile_way', state)
    const replayed = await thief.visit(url.pathname + url.search)
    expect(replayed.headers.location).toBe(problemAt('oidc.refused'))
    await thief.begin()
    url.searchParams.set('state', thief.cookie('everfile_way') ?? '')
    const again = await thief.visit(url.pathname + url.search)
    expect(again.headers.location).toBe(problemAt('oidc.refused'))
    expect(thief.cookie('everfile_session')).toBeUndefined()
  })
})

describe('FLT while the provider is away', () => {
  test('that is said, before and in the middle, and local accounts work as ever', async () => {
    const away = await runProvider()
    const site = await withProvider({}, { issuer: away.issuer })
    const browser = new Browser(site.app)
    const url = await browser.signInThere(await browser.begin())
    await away.close()
    expect((await browser.visit(url.pathname + url.search)).headers.location).toBe(
      problemAt('oidc.unavailable'),
    )
    await site.close()
    const dark = await withProvider({}, { issuer: away.issuer })
    const answer = await dark.app.inject('/api/oidc')
    expect(answer.headers.location).toBe(problemAt('oidc.unavailable'))
    expect((await signInWith(dark.app, 'chen.lidong')).statusCode).toBe(200)
    await dark.close()
  })
})

describe('MLPS-8.1.4.1-d a post that needs a second factor', () => {
  test('takes the provider’s word for one only where it is set up to', async () => {
    for (const [factors, pending] of [
      [[], 'prove-factor'],
      [['otp'], null],
    ] as const) {
      const site = await withProvider({ signInPolicy: 'asvs' }, { factors: [...factors] })
      await site.site.admin`
        insert into identity (id, person_id, issuer, subject, linked_on)
        values (gen_random_uuid(), ${demoPersonId('qian.wangshu')}, ${provider.issuer}, 'sub-qian', archive_today())`
      provider.next = { subject: 'sub-qian', amr: ['pwd', 'otp'] }
      const browser = new Browser(site.app)
      expect(await browser.signIn()).toBe('/worklist')
      expect(await sessionOf(browser)).toMatchObject({ person: { pending } })
      await site.close()
    }
  })
})

test('what was linked folds to what stands in the table', async () => {
  expect(await verifyAll(api.site.sql, ENGINE_ID)).toMatchObject({ verdict: 'whole', broken: [] })
  await api.site.admin`update identity set subject = 'sub-thief' where subject = 'sub-chen'`
  expect((await verifyAll(api.site.sql, ENGINE_ID)).broken).toMatchObject([{ differing: ['identity'] }])
})
