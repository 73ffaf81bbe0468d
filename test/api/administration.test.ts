import { request as httpRequest } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { failJob } from '#domain/acts/engine.ts'
import { adoptKeys } from '#domain/acts/keys.ts'
import { quarantine } from '#domain/acts/quarantine.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { administer } from '#db/gate/administration.ts'
import { newId } from '#db/ids.ts'
import { demoPersonId } from '#db/seed/demo-organisation.ts'
import { verifyAll } from '#db/verify.ts'
import {
  aHandIn,
  aRecordAtArrange,
  handIn,
  openTestApi,
  personAt,
  type Person,
  type TestApi,
  cookieOf,
  withSession,
} from '#test/support/api.ts'

let api: TestApi
let archivist: Person
beforeAll(async () => {
  api = await openTestApi()
  archivist = await personAt(api.app, 'shen.zhiqiu')
})
afterAll(async () => api.close())

describe('keys of business systems', () => {
  test('are made and revoked by the security administrator alone', async () => {
    const body = { name: '新系统', personId: demoPersonId('benefits-system'), expiresOn: '2099-12-31' }
    for (const login of ['song.anran', 'han.shuning'] as const) {
      const person = await personAt(api.app, login)
      expect((await person.get('/api/keys')).json()).toMatchObject({ code: 'access.denied' })
      expect((await person.post('/api/keys', { body })).json()).toMatchObject({ code: 'access.denied' })
    }
    const admin = await personAt(api.app, 'mo.weilan')
    expect(
      (await admin.post('/api/keys', { body: { ...body, personId: demoPersonId('han.shuning') } })).json(),
    ).toMatchObject({ code: 'request.invalid' })
    expect(
      (await admin.post('/api/keys', { body: { ...body, expiresOn: '2001-01-01' } })).json(),
    ).toMatchObject({ code: 'request.invalid' })
    const sent = { body, key: newId() }
    const made = (await admin.post('/api/keys', sent)).json<{ key: { id: string }; secret: string }>()
    expect((await admin.post('/api/keys', sent)).json()).toMatchObject({ code: 'request.key-reused' })
    const units = () =>
      api.app.inject({ url: '/api/units', headers: { authorization: `Bearer ${made.secret}` } })
    expect((await units()).statusCode).toBe(200)
    const [row] = await api.site.admin<
      { secret_hash: string }[]
    >`select secret_hash from api_key where id = ${made.key.id}`
    expect(made.secret).not.toContain(row?.secret_hash)
    expect((await admin.del(`/api/keys/${made.key.id}`)).json()).toEqual({ done: true })
    expect((await units()).json()).toMatchObject({ code: 'auth.required' })
    expect((await admin.del(`/api/keys/${made.key.id}`)).json()).toMatchObject({ code: 'not-found' })
  })

  test('TRUST-8.1.4.3 stand in the history of their system, renewed and revoked, and no secret does', async () => {
    const admin = await personAt(api.app, 'mo.weilan')
    const service = demoPersonId('benefits-system')
    const opens = async (secret: string) =>
      (await api.app.inject({ url: '/api/units', headers: { authorization: `Bearer ${secret}` } })).statusCode
    type Made = { readonly key: { readonly id: string }; readonly secret: string }
    const first = (
      await admin.post('/api/keys', { body: { name: '轮换', personId: service, expiresOn: '2099-12-31' } })
    ).json<Made>()
    const address = (id: string) => `/api/keys/${id}/rotation`
    const renewal = { expiresOn: '2100-12-31', overlapDays: 7 }
    for (const body of [
      { ...renewal, overlapDays: 31 },
      { ...renewal, expiresOn: '2001-01-01' },
    ])
      expect((await admin.post(address(first.key.id), { body })).json()).toMatchObject({
        code: 'request.invalid',
      })
    expect((await admin.post(address(newId()), { body: renewal })).json()).toMatchObject({
      code: 'not-found',
    })
    const second = (await admin.post(address(first.key.id), { body: renewal })).json<Made>()
    expect([await opens(first.secret), await opens(second.secret)]).toEqual([200, 200])
    const third = (
      await admin.post(address(second.key.id), { body: { ...renewal, overlapDays: 0 } })
    ).json<Made>()
    expect([await opens(second.secret), await opens(third.secret)]).toEqual([401, 200])
    const revoke = { key: newId() }
    for (const _again of [1, 2])
      expect((await admin.del(`/api/keys/${third.key.id}`, revoke)).json()).toEqual({ done: true })

    const events = await api.site.admin<{ type: string; canonical: string }[]>`
      select type, canonical from event where stream_id = ${service} and type like 'key.%' order by seq desc limit 4`
    expect(events.map(({ type }) => type).toReversed()).toEqual([
      'key.created',
      'key.rotated',
      'key.rotated',
      'key.revoked',
    ])
    const hashes = await api.site.admin<{ secret_hash: string }[]>`select secret_hash from api_key`
    const said = events.map(({ canonical }) => canonical).join()
    expect(hashes.filter(({ secret_hash }) => said.includes(secret_hash))).toEqual([])
    expect((await verifyAll(api.site.sql, ENGINE_ID)).broken).toEqual([])
    await api.site
      .admin`update api_key set expires_at = expires_at + interval '1 year' where id = ${first.key.id}`
    expect((await verifyAll(api.site.sql, ENGINE_ID)).broken).toMatchObject([
      { id: service, differing: ['api_key'] },
    ])
    await api.site
      .admin`update api_key set expires_at = expires_at - interval '1 year' where id = ${first.key.id}`

    const day = (await admin.get('/api/clock')).json<{ today: string }>().today
    const auditor = await personAt(api.app, 'duan.jingxing')
    const rights = (await auditor.get(`/api/audit/rights?personId=${service}&on=${day}`)).json<{
      keys: { id: string }[]
    }>()
    expect(rights.keys.map(({ id }) => id)).toEqual(expect.arrayContaining([first.key.id]))
    expect(rights.keys.map(({ id }) => id)).not.toContain(third.key.id)
  })

  test('that were made before enter the history once, as they stand', async () => {
    const { admin } = api.site
    const [id, service] = [newId(), demoPersonId('city-archive')]
    await admin`insert into api_key (id, person_id, name, secret_hash, expires_at, revoked_at)
      values (${id}, ${service}, 'old', 'x', '2099-01-01', '2024-05-06T07:08:09.123Z')`
    await expect(api.site.sql`insert into api_key select * from api_key limit 1`).rejects.toThrow('denied')
    const adopt = () =>
      administer(admin, { name: 'key.adopt', key: newId(), body: {}, operator: 'test' }, adoptKeys)
    expect(await adopt()).toMatchObject({ answer: { adopted: '1' } })
    expect(await adopt()).toMatchObject({ answer: { adopted: '0' } })
    expect((await verifyAll(api.site.sql, ENGINE_ID)).broken).toEqual([])
  })
})

describe('a second factor', () => {
  test('is set up by proving a first code, and is not replaced without the administrator', async () => {
    const person = await personAt(api.app, 'yue.ting')
    const { secret, otpauthUrl } = (await person.post('/api/factor/enrolment')).json<{
      secret: string
      otpauthUrl: string
    }>()
    expect(otpauthUrl).toContain(`secret=${secret}`)
    expect(
      (await person.post('/api/factor/confirmation', { body: { code: '000000' } })).json(),
    ).toMatchObject({ code: 'factor.wrong' })
    const { generate } = await import('otplib')
    const confirmed = await person.post('/api/factor/confirmation', {
      body: { code: await generate({ secret }) },
    })
    expect(confirmed.json()).toMatchObject({ person: { hasSecondFactor: true } })
    // A session that is worth more has a new id (ASVS 7.2.4).
    expect((await person.get('/api/session')).statusCode).toBe(401)
    const { csrfToken } = confirmed.json<{ csrfToken: string }>()
    const again = withSession(api.app, { cookie: cookieOf(confirmed), csrfToken })
    expect((await again.post('/api/factor/enrolment')).json()).toMatchObject({ code: 'factor.exists' })
    const [row] = await api.site.admin<
      { totp_secret: string }[]
    >`select totp_secret from credential where person_id = ${demoPersonId('yue.ting')}`
    expect(row?.totp_secret).not.toContain(secret)
  })
})

describe('the clock of the law', () => {
  test('is moved by the system administrator alone, forward alone, and what falls due is nudged at once', async () => {
    const { recordId } = await aRecordAtArrange(api)
    await api.site.admin`delete from outbox`
    const body = { to: '2031-01-01', reason: '演示' }
    expect((await archivist.post('/api/clock', { body })).json()).toMatchObject({ code: 'access.denied' })
    const admin = await personAt(api.app, 'song.anran')
    expect((await admin.post('/api/clock', { body: { ...body, to: '2020-01-01' } })).json()).toMatchObject({
      code: 'clock.backwards',
    })
    expect((await admin.post('/api/clock', { body: { ...body, to: '2031-02-30' } })).json()).toMatchObject({
      code: 'request.invalid',
    })
    expect((await admin.post('/api/clock', { body })).json()).toMatchObject({
      today: '2031-01-01',
      mode: 'test',
      isMovable: true,
    })
    expect((await admin.get('/api/session')).json()).toMatchObject({ site: { today: '2031-01-01' } })
    const nudged = await api.site.admin<{ subject_id: string }[]>`select subject_id from outbox`
    expect(nudged.map((row) => row.subject_id)).toContain(recordId)
  })
})

describe('an incident', () => {
  test('is shown with its cause to whoever sees the record, and retried once', async () => {
    const { recordId } = (await handIn(api.app, { record: aHandIn() })).json<{ recordId: string }>()
    const [job] = await api.site.admin<{ id: string }[]>`select id from job where subject_id = ${recordId}`
    const failure = {
      subjectId: recordId,
      jobId: job?.id ?? '',
      attempts: 5,
      code: 'store.unavailable',
      detail: 'no answer',
    }
    const facts = {
      principal: { kind: 'person' as const, id: ENGINE_ID },
      key: newId(),
      subjects: [recordId],
    }
    await api.site.gate.act({ name: 'job.fail', facts, body: {} }, (seen) => failJob(seen, failure))
    const stranger = await personAt(api.app, 'tang.ruoxi')
    expect((await stranger.get('/api/incidents')).json()).toMatchObject({ items: [], total: { count: 0 } })
    expect((await stranger.post(`/api/jobs/${job?.id}/retry`)).json()).toMatchObject({ code: 'not-found' })
    expect((await archivist.get('/api/incidents')).json()).toMatchObject({
      items: [
        {
          jobId: job?.id,
          kind: 'inspect',
          subjectId: recordId,
          attempts: 5,
          errorCode: 'store.unavailable',
          allowedActions: { retry: { allowed: true } },
        },
      ],
    })
    expect((await archivist.post(`/api/jobs/${job?.id}/retry`)).json()).toEqual({ done: true })
    expect((await archivist.post(`/api/jobs/${job?.id}/retry`)).json()).toMatchObject({
      code: 'job.not-incident',
    })
  })
})

describe('health', () => {
  test('says of each part whether it is up; without the engine people go on, and the page says so', async () => {
    const health = (await archivist.get('/api/health')).json<{
      parts: { name: string; state: string }[]
      verdict: string
    }>()
    const states = Object.fromEntries(health.parts.map(({ name, state }) => [name, state]))
    expect(states).toMatchObject({ postgres: 'up', store: 'up', temporal: 'down', redis: 'off' })
    expect(health.verdict).toBe('degraded')
    expect((await api.app.inject('/readyz')).json()).toMatchObject({ status: 'ready' })
    expect((await api.app.inject('/healthz')).statusCode).toBe(200)
  })

  test('FLT-10 tells of a damaged copy whose subject nobody works on any more; which one, to who keeps the machines', async () => {
    await aRecordAtArrange(api, aHandIn({ sourceReference: newId() }))
    const [copy] = await api.site.admin<{ id: string }[]>`
      insert into copy_patrol (copy_id, digested_at, fault)
      select id, now(), 'store.digest-mismatch' from object_copy order by id limit 1 returning copy_id as id`
    type Damage = { verdict: string; damage: { copies: number; shown: { copyId: string }[] } }
    const seenBy = async (login: 'shen.zhiqiu' | 'song.anran') =>
      (await (await personAt(api.app, login)).get('/api/health')).json<Damage>()
    expect(await seenBy('shen.zhiqiu')).toMatchObject({
      verdict: 'degraded',
      damage: { copies: 1, shown: [] },
    })
    expect((await seenBy('song.anran')).damage.shown).toMatchObject([
      { copyId: copy?.id, fault: 'store.digest-mismatch' },
    ])
    await api.site.admin`update copy_patrol set fault = null where copy_id = ${copy?.id ?? ''}`
    expect((await seenBy('song.anran')).damage).toEqual({ copies: 0, shown: [] })
  })

  test('TRUST-13.4 is for those who are signed in; probes tell nothing of the site', async () => {
    expect((await api.app.inject('/api/health')).json()).toMatchObject({ code: 'auth.required' })
    expect(Object.keys((await api.app.inject('/healthz')).json<object>())).toEqual(['status', 'version'])
  })

  test('measures are for this machine: neither another one nor what a proxy hands on gets them', async () => {
    const fromElsewhere = { url: '/metrics', remoteAddress: '10.1.2.3' }
    const byProxy = { url: '/metrics', headers: { 'x-forwarded-for': '10.1.2.3' } }
    const guess = { ...fromElsewhere, headers: { authorization: 'Bearer a-guess-of-a-token' } }
    for (const request of [fromElsewhere, byProxy, guess])
      expect((await api.app.inject(request)).json()).toMatchObject({ code: 'not-found' })
  })

  test('measures requests by route, never by address, and the acts of the gate', async () => {
    await archivist.get('/api/records?q=nobody-should-see-this')
    const { body } = await api.app.inject('/metrics')
    expect(body).toContain(
      'everfile_http_request_seconds_count{method="GET",route="/api/records",status="200"}',
    )
    expect(body).toMatch(/everfile_gate_acts_total\{name="lifecycle.start",result="accepted"\} [1-9]/)
    expect(body).toContain('everfile_outbox_oldest_seconds')
    expect(body).not.toContain('nobody-should-see-this')
  })
})

describe('units and classes', () => {
  test('say which class may be used', async () => {
    const units = (await archivist.get('/api/units')).json<{ items: { kind: string }[] }>().items
    expect(units[0]).toMatchObject({ kind: 'bureau', parentId: null })
    const { items } = (await archivist.get('/api/classes')).json<{
      items: { code: string; isActive: boolean }[]
    }>()
    expect(items.find(({ code }) => code === 'SI-5-03')).toMatchObject({
      isActive: true,
      period: { zh: '10 年', en: '10 years' },
    })
    expect(items.some(({ isActive }) => !isActive)).toBe(true)
  })
})

describe('the stream of changes', () => {
  let address: string
  beforeAll(async () => {
    address = await api.app.listen({ host: '127.0.0.1', port: 0 })
  })

  test('PRM-6 tells ids only, and each listener what they may see', async () => {
    const stranger = await personAt(api.app, 'tang.ruoxi')
    const [mine, theirs] = [await listen(address, archivist), await listen(address, stranger)]
    await mine.heard((text) => text.includes('retry:'))
    await theirs.heard((text) => text.includes('retry:'))
    const { recordId } = (await handIn(api.app)).json<{ recordId: string }>()
    await mine.heard((text) => text.includes(`"id":"${recordId}"`))
    expect(mine.text()).toMatch(/event: change\ndata: \{"kind":"record","id":"[0-9a-f-]{36}"\}/)
    expect(theirs.text()).not.toContain('"kind":"record"')
    mine.end()
    theirs.end()
  })

  test('PRM-6 a transaction that runs for long keeps nothing of the others back', async () => {
    const ear = await listen(address, archivist)
    await ear.heard((text) => text.includes('retry:'))
    await api.site.admin.begin(async (tx) => {
      await tx`select pg_current_xact_id()`
      const ids = await Promise.all([handIn(api.app), handIn(api.app)]).then((all) =>
        all.map((answer) => answer.json<{ recordId: string }>().recordId),
      )
      for (const id of ids) await ear.heard((text) => text.includes(`"id":"${id}"`))
      expect(ear.text()).toContain('"kind":"record"')
    })
    ear.end()
  })

  test('PRM-6 the security administrator hears of a mark that was found, and nobody else does', async () => {
    const security = await personAt(api.app, 'mo.weilan')
    const { recordId } = (await handIn(api.app)).json<{ recordId: string }>()
    const [object] = await api.site.admin<{ id: string }[]>`
      select id from digital_object where subject_id = ${recordId} and role = 'content'`
    const ears = [await listen(address, security), await listen(address, archivist)] as const
    for (const ear of ears) await ear.heard((text) => text.includes('retry:'))
    const marked = { recordId, objectIds: [object?.id ?? ''] }
    const found = await api.site.gate.act(
      {
        name: 'test',
        facts: { principal: { kind: 'person', id: ENGINE_ID }, key: newId(), subjects: [recordId] },
        body: marked,
      },
      (facts) => quarantine(facts, marked),
    )
    expect(found).toMatchObject({ kind: 'accepted' })
    await ears[0].heard((text) => text.includes(`{"kind":"secret-mark","id":"${recordId}"}`))
    await ears[1].heard((text) => text.includes(`{"kind":"record","id":"${recordId}"}`))
    expect(ears[0].text()).not.toContain('"kind":"record"')
    expect(ears[1].text()).not.toContain('secret-mark')
    for (const ear of ears) ear.end()
  })

  test('opens for nobody without a session', async () => {
    expect((await api.app.inject('/api/stream')).json()).toMatchObject({ code: 'auth.required' })
  })
})

interface Ear {
  readonly text: () => string
  readonly heard: (isIt: (text: string) => boolean) => Promise<void>
  readonly end: () => void
}

/** An open connection to the stream, with what came over it so far. */
async function listen(address: string, person: Person): Promise<Ear> {
  let text = ''
  const waiting = new Set<() => void>()
  const client = httpRequest(`${address}/api/stream`, { headers: { cookie: person.session.cookie } })
  client.on('error', () => {})
  client.on('response', (response) => {
    response.setEncoding('utf8')
    response.on('error', () => {})
    response.on('data', (chunk: string) => {
      text += chunk
      for (const look of waiting) look()
    })
  })
  client.end()
  const heard = (isIt: (text: string) => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!isIt(text)) return
        waiting.delete(look)
        resolve()
      }
      waiting.add(look)
      look()
    })
  return {
    text: () => text,
    heard,
    end: () => client.destroy(),
  }
}
