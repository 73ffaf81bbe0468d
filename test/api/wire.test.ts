import { randomBytes } from 'node:crypto'
import type { InjectOptions } from 'fastify'
import { describe, expect, test } from 'vitest'
import { ROUTES } from '#api/contract/routes.ts'
import { STREAMS } from '#api/contract/streams.ts'
import { SUMMARIES } from '#api/plugins/operations.ts'
import { WITHOUT_KEY } from '#api/route.ts'
import { connectCache } from '#db/cache.ts'
import { newId } from '#db/ids.ts'
import { PROBLEMS } from '#domain/problems.ts'
import { openTestApi, personAt, signInWith } from '#test/support/api.ts'
import { openApi } from '#test/support/opened-api.ts'

const { api } = openApi({})

const rows = Object.keys(ROUTES).map((key) => key.split(' ') as ['GET' | 'POST' | 'DELETE', string])
/** Queries without which an address has not its form. */
const QUERIES: Readonly<Record<string, string>> = {
  '/api/find': '?q=x',
  '/api/search': '?q=x',
  '/api/audit/rights': '?personId=0192aaaa-0000-7000-8000-000000000000&on=2026-01-01',
  '/api/records/:id/reserved-numbers': '?classCode=SI-5-03',
  '/api/standing-holds/preview': '?classCode=SI-5-03',
  '/api/records/:id/replay': '?on=2026-01-01',
  '/api/records/:id/comparison': '?from=2026-01-01&to=2026-01-02',
  '/api/audit/histories/:id/comparison': '?from=2026-01-01&to=2026-01-02',
  '/api/hand-overs/register': `?postId=${newId()}`,
  '/api/filed-items': `?unitId=${newId()}&year=2026&period=10`,
}
/** An address that passes the check of its form: what is asked for need not be there. */
const addressOf = (path: string) =>
  `${path.replaceAll(/:(page|seq)\b/g, '1').replaceAll(/:(\w+)/g, newId())}${QUERIES[path] ?? ''}`
/** What may be asked by who is not signed in: what the sign-in page needs, signing out, and the public half of the key of the log. */
const OPEN = new Set(['GET /api/site', 'POST /api/session', 'DELETE /api/session', 'GET /api/signing-key'])
describe('every row of the table of the wire', () => {
  test('is served, and every address of bytes', () => {
    const missing = rows.filter(([method, url]) => !api.app.hasRoute({ method, url }))
    expect(missing).toEqual([])
    expect(Object.values(STREAMS).filter((url) => !api.app.hasRoute({ method: 'GET', url }))).toEqual([])
    expect(rows.length).toBeGreaterThan(40)
  })

  test('TRUST-16.5 answers nobody without a name', async () => {
    const closed = rows.filter(([method, url]) => !OPEN.has(`${method} ${url}`) && method !== 'POST')
    const others: string[] = []
    for (const [method, url] of closed) {
      const headers = { 'idempotency-key': newId() }
      const answer = await api.app.inject({ method, url: addressOf(url), headers })
      const { code } = answer.json<{ code: string }>()
      if (code !== 'auth.required') others.push(`${method} ${url}: ${code}`)
    }
    expect(others).toEqual([])
    expect(closed.length).toBeGreaterThan(25)
  })

  test('TRUST-3.5.1 takes no write by cookie without the token of its session', async () => {
    const { session } = await personAt(api.app, 'chen.lidong')
    const writes = rows.filter(
      ([method, url]) => method !== 'GET' && `${method} ${url}` !== 'POST /api/session',
    )
    for (const [method, url] of writes) {
      const answer = await api.app.inject({
        method,
        url: addressOf(url),
        headers: { cookie: session.cookie, 'idempotency-key': newId() },
      })
      expect({ method, url, code: answer.json<{ code: string }>().code }).toEqual({
        method,
        url,
        code: 'request.origin',
      })
    }
    expect(writes.length).toBeGreaterThan(15)
  })

  test('PRM-3 that writes asks for a key as soon as its body is right', async () => {
    const person = await personAt(api.app, 'chen.lidong')
    const bodyless = rows.filter(
      ([method, url]) =>
        method !== 'GET' &&
        !WITHOUT_KEY.has(`${method} ${url}`) &&
        !('body' in ROUTES[`${method} ${url}` as keyof typeof ROUTES]),
    )
    for (const [method, url] of bodyless) {
      const sent = [addressOf(url), { key: '' }] as const
      const answer = method === 'DELETE' ? await person.del(...sent) : await person.post(...sent)
      expect({ method, url, code: answer.json<{ code: string }>().code }).toEqual({
        method,
        url,
        code: 'request.key-missing',
      })
    }
    expect(bodyless.length).toBeGreaterThan(4)
    expect(WITHOUT_KEY.size).toBe(15)
  })
})

describe('too many requests', () => {
  const strict = (changes: Parameters<typeof openTestApi>[0]) =>
    openTestApi({
      config: { ...api.site.config, http: { ...api.site.config.http, rateLimitPerMinute: 30 } },
      ...changes,
    })

  test('TRUST-2.4.1 are refused with the time to wait, and others go on', async () => {
    const limited = await strict({})
    const ask = (ip: string) => limited.app.inject({ url: '/api/site', remoteAddress: ip })
    const answers = await Promise.all(Array.from({ length: 32 }, () => ask('127.0.0.7')))
    const refused = answers.filter((answer) => answer.statusCode === 429)
    expect(refused).toHaveLength(2)
    expect(refused[0]?.json()).toMatchObject({ code: 'request.rate-limited' })
    expect(Number(refused[0]?.headers['retry-after'])).toBeGreaterThan(0)
    expect((await ask('127.0.0.8')).statusCode).toBe(200)
    await limited.close()
  })

  test('TRUST-2.4.1 are counted by address while nobody stands behind the name, and behind a proxy by the address that it names', async () => {
    const http = { ...api.site.config.http, rateLimitPerMinute: 30, proxies: ['10.0.0.0/8'] }
    const limited = await openTestApi({ config: { ...api.site.config, http } })
    const refusedOf = async (of: (n: number) => InjectOptions) => {
      const answers = await Promise.all(
        Array.from({ length: 32 }, (_, n) => limited.app.inject({ url: '/api/units', ...of(n) })),
      )
      return answers.filter((answer) => answer.statusCode === 429).length
    }
    const madeUp = () => ({ cookie: `everfile_session=${randomBytes(32).toString('base64url')}` })
    expect(await refusedOf(() => ({ remoteAddress: '127.0.0.1', headers: madeUp() }))).toBe(2)
    const named = (n: number) => ({ 'x-forwarded-for': `203.0.113.${n}` })
    expect(await refusedOf((n) => ({ remoteAddress: '10.1.1.1', headers: named(n) }))).toBe(0)
    expect(await refusedOf((n) => ({ remoteAddress: '127.0.0.2', headers: named(n) }))).toBe(2)
    await limited.close()
  })

  test('FLT-6 are counted by the process itself while Redis is away', async () => {
    const cache = connectCache('redis://127.0.0.1:9')
    const limited = await strict({ cache })
    const answers = await Promise.all(Array.from({ length: 32 }, () => limited.app.inject('/api/site')))
    expect(answers.filter((answer) => answer.statusCode === 429)).toHaveLength(2)
    cache.disconnect()
    await limited.close()
  })

  test('are counted over all processes while Redis is there', async () => {
    const url = process.env['REDIS_URL']
    if (url === undefined) throw new Error('REDIS_URL is not set; "npm test" starts a server and sets it')
    const [one, two] = [connectCache(url), connectCache(url)]
    await Promise.all([one, two].map((cache) => new Promise((resolve) => cache.once('ready', resolve))))
    const [first, second] = [await strict({ cache: one }), await strict({ cache: two })]
    const remoteAddress = `10.${
      newId()
        .slice(-6)
        .match(/../g)
        ?.map((hex) => Number.parseInt(hex, 16))
        .join('.') ?? ''
    }`
    const answers = await Promise.all(
      Array.from({ length: 32 }, (_, index) =>
        (index % 2 === 0 ? first : second).app.inject({ url: '/api/site', remoteAddress }),
      ),
    )
    expect(answers.filter((answer) => answer.statusCode === 429)).toHaveLength(2)
    one.disconnect()
    two.disconnect()
    await Promise.all([first.close(), second.close()])
  })
})

test('the page of demo logins is empty on a production site', async () => {
  await api.site.admin`update site set mode = 'production'`
  expect((await api.app.inject('/api/site')).json()).toMatchObject({ mode: 'production', demoLogins: null })
  await api.site.admin`update site set mode = 'test'`
  expect((await signInWith(api.app, 'chen.lidong')).statusCode).toBe(200)
})

test('FEA-M1 the reference tells a newcomer the first call, says what addresses are for, and speaks of none that is gone', async () => {
  const document = (await api.app.inject({ url: '/openapi.json' })).json()
  const served = Object.entries<Readonly<Record<string, { readonly summary?: string }>>>(
    document.paths,
  ).flatMap(([path, item]) => Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`))
  expect(Object.keys(SUMMARIES).filter((name) => !served.includes(name))).toEqual([])
  const { post } = document.paths['/api/lifecycles']
  expect(post.summary).toContain('Hand in a record')
  expect(Object.keys(post.requestBody.content)).toEqual(['application/json', 'multipart/form-data'])
  expect(document.info.description).toContain('/api/lifecycles')
  expect(Object.keys(PROBLEMS).filter((code) => !document.info.description.includes(`\`${code}\``))).toEqual(
    [],
  )
})
