import { describe, expect, test } from 'vitest'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { newId } from '#db/ids.ts'
import { refreshSearchWhole } from '#db/search/refresh.ts'
import { demoUnitId } from '#db/seed/demo-organisation.ts'
import {
  A_PDF,
  aFile,
  aHandIn,
  aRecordAtArrange,
  handIn,
  multipart,
  personAt,
  type Person,
} from '#test/support/api.ts'
import { openApi } from '#test/support/opened-api.ts'

const { api, archivist, stranger } = openApi({ archivist: 'shen.zhiqiu', stranger: 'tang.ruoxi' })

const withoutTrace = (answer: {
  readonly statusCode: number
  readonly headers: object
  readonly body: string
}) => {
  const {
    'x-trace-id': trace,
    'content-security-policy': policy,
    date: _date,
    ...headers
  } = answer.headers as Record<string, string>
  return {
    status: answer.statusCode,
    headers,
    policy: policy?.replaceAll(/nonce-[^']+/g, 'nonce'),
    body: answer.body.replace(trace ?? '', ''),
  }
}

describe("FLT-26 another unit's record is answered exactly like one that does not exist", () => {
  const addresses = [
    '/api/records/ID',
    '/api/records/ID/events',
    '/api/records/ID/verification',
    '/api/lifecycles/ID',
  ]

  test.each(addresses)('GET %s', async (pattern) => {
    const address = (id: string) => pattern.replace('ID', id)
    const { recordId } = await aRecordAtArrange(api)
    expect((await archivist.get(address(recordId))).statusCode).toBe(200)
    const foreign = withoutTrace(await stranger.get(address(recordId)))
    const missing = withoutTrace(await stranger.get(address(newId())))
    expect(foreign).toEqual(missing)
    expect(foreign.status).toBe(404)
  })

  test('its files, their pages and texts', async () => {
    const { recordId } = await aRecordAtArrange(api)
    const [object] = (await archivist.get(`/api/records/${recordId}`)).json<{ items: { id: string }[] }>()
      .items
    for (const path of ['content', 'pages/1.png', 'text']) {
      const foreign = withoutTrace(await stranger.get(`/api/objects/${object?.id}/${path}`))
      expect(foreign).toEqual(withoutTrace(await stranger.get(`/api/objects/${newId()}/${path}`)))
      expect(foreign.status).toBe(404)
    }
  })

  test('acts on it', async () => {
    const { recordId } = await aRecordAtArrange(api)
    const head = await personAt(api.app, 'fang.mingche')
    const body = { reason: '争议', authority: '仲裁通知书', reviewOn: '2090-01-01' }
    const foreign = withoutTrace(await head.post(`/api/records/${recordId}/holds`, { body }))
    expect(foreign).toEqual(withoutTrace(await head.post(`/api/records/${newId()}/holds`, { body })))
    expect(foreign.status).toBe(404)
  })

  test('REQ-51 PRM-6 lists, counts and searches do not know it', async () => {
    const title = `只此一件${newId()}`
    await handIn(api.app, { record: aHandIn({ title }) })
    await refreshSearchWhole(api.site.sql, ENGINE_ID)
    const search = (person: Person) => person.get(`/api/records?q=${encodeURIComponent(title)}`)
    expect((await search(archivist)).json()).toMatchObject({ items: [{ title }], total: { count: 1 } })
    expect((await search(stranger)).json()).toEqual({
      items: [],
      nextCursor: null,
      total: { count: 0, isCapped: false },
      stubs: { items: [], total: { count: 0, isCapped: false } },
    })
  })

  test('a grade above the clearance hides it as well', async () => {
    const { recordId } = await aRecordAtArrange(api)
    await api.site.admin`update record set grade = 'restricted' where id = ${recordId}`
    expect((await archivist.get(`/api/records/${recordId}`)).statusCode).toBe(404)
    const cleared = await personAt(api.app, 'guo.huaiyuan')
    expect((await cleared.get(`/api/records/${recordId}`)).statusCode).toBe(200)
  })
})

describe('a search', () => {
  test('takes what a person types as text: no pattern, no SQL', async () => {
    await handIn(api.app, { record: aHandIn({ title: '100%_完成' }) })
    await refreshSearchWhole(api.site.sql, ENGINE_ID)
    const count = async (q: string) =>
      (await archivist.get(`/api/records?q=${encodeURIComponent(q)}`)).json<{ total: { count: number } }>()
        .total.count
    expect(await count('100%_完')).toBe(1)
    expect(await count('1%成')).toBe(0)
    expect(await count('_')).toBe(1)
    expect(await count("' or 1=1 --")).toBe(0)
  })

  test('answers only what its filters allow, and refuses what is no filter', async () => {
    expect((await archivist.get('/api/records?state=anything')).json()).toMatchObject({
      code: 'request.invalid',
    })
    expect((await archivist.get('/api/records?orderBy=title')).json()).toMatchObject({
      code: 'request.invalid',
    })
    expect((await archivist.get('/api/records?limit=201')).json()).toMatchObject({ code: 'request.invalid' })
    await aRecordAtArrange(api)
    const open = (
      await archivist.get('/api/records?state=open&step=arrange&classCode=SI-5-03&formedInYear=2015')
    ).json<{ items: object[] }>()
    expect(open.items.length).toBeGreaterThan(0)
    expect((await archivist.get('/api/records?state=ended')).json()).toMatchObject({ items: [] })
  })
})

describe('a record', () => {
  test('REQ-58 whose ledger or row was changed behind the product is told as broken, at the first bad place', async () => {
    const { recordId } = await aRecordAtArrange(api)
    const verify = async () => (await archivist.get(`/api/records/${recordId}/verification`)).json()
    expect(await verify()).toMatchObject({ verdict: 'whole', firstBad: null, tablesEqualFold: true })
    await api.site.admin`update record set title = '别的题名' where id = ${recordId}`
    expect(await verify()).toMatchObject({
      verdict: 'broken',
      firstBad: null,
      tablesEqualFold: false,
      differing: ['record'],
    })
    await api.site.admin.begin(async (tx) => {
      await tx`set local session_replication_role = replica`
      await tx`update event set canonical = replace(canonical, 'SI-5-03', 'SI-5-04') where stream_id = ${recordId} and seq = 1`
    })
    expect(await verify()).toMatchObject({ verdict: 'broken', firstBad: { seq: 1, reason: 'hash' } })
  })

  test('tells its history newest first, with actor, hash and act', async () => {
    const { recordId } = await aRecordAtArrange(api)
    const page = (await archivist.get(`/api/records/${recordId}/events?limit=2`)).json<{
      items: { seq: number; summary: object }[]
      nextCursor: string
      total: { count: number }
    }>()
    expect(page.items).toHaveLength(2)
    expect(page.items[0]?.seq).toBe(page.total.count)
    const rest = (
      await archivist.get(`/api/records/${recordId}/events?limit=200&cursor=${page.nextCursor}`)
    ).json<{ items: { seq: number; type: string }[] }>()
    expect(rest.items.at(-1)).toMatchObject({ seq: 1, type: 'record.created' })
    expect(page.items.length + rest.items.length).toBe(page.total.count)
  })

  test('a clerk creates one and is given the task that says what is missing', async () => {
    const clerk = await personAt(api.app, 'chen.lidong')
    const { sourceReference: _reference, ...input } = aHandIn({ title: '窗口收件', uploadIds: [] })
    const answer = await clerk.post('/api/records', { body: input })
    expect(answer.statusCode).toBe(201)
    const { recordId, taskId } = answer.json<{ recordId: string; taskId: string }>()
    expect((await clerk.get(`/api/tasks/${taskId}`)).json()).toMatchObject({
      subjectId: recordId,
      step: 'create',
      checks: expect.arrayContaining([expect.objectContaining({ code: 'must-have', result: 'failed' })]),
    })
    expect((await clerk.get(`/api/records/${recordId}`)).json()).toMatchObject({
      missing: [{ code: 'content' }],
      unitId: demoUnitId('unemployment'),
    })
    const foreign = await clerk.post('/api/records', {
      body: { ...input, formingUnitId: demoUnitId('pension') },
    })
    expect(foreign.json()).toMatchObject({ code: 'record.unit-unknown' })
  })
})

describe('a file', () => {
  test('REQ-45 FEA-A9 is added to a record that is still collected, taken out again, and immutable once the machine has looked', async () => {
    const clerk = await personAt(api.app, 'chen.lidong')
    const { sourceReference: _reference, ...input } = aHandIn({ title: '补件', uploadIds: [] })
    const { recordId, taskId } = (await clerk.post('/api/records', { body: input })).json<{
      recordId: string
      taskId: string
    }>()
    const send = async () => {
      const { body, headers } = multipart([aFile()])
      return (await clerk.post('/api/uploads', { body, headers })).json<{ id: string }>().id
    }
    const [one, two] = [await send(), await send()]
    const add = (uploadIds: readonly string[]) =>
      clerk.post(`/api/records/${recordId}/objects`, { body: { uploadIds } })
    expect((await add([newId()])).json()).toMatchObject({ code: 'upload.unknown' })
    const { objectIds } = (await add([one, two])).json<{ objectIds: string[] }>()
    expect((await add([one])).json()).toMatchObject({ code: 'upload.unknown' })
    expect((await clerk.del(`/api/records/${recordId}/objects/${objectIds[0]}`)).json()).toEqual({
      done: true,
    })
    const record = (await clerk.get(`/api/records/${recordId}`)).json()
    expect(record).toMatchObject({
      items: [{ id: objectIds[1], name: '核定表.pdf', canWithdraw: true }],
      missing: [],
      allowedActions: { addObjects: { allowed: true } },
    })
    await clerk.post(`/api/tasks/${taskId}/claim`)
    expect(
      (
        await clerk.post(`/api/tasks/${taskId}/complete`, { body: { outcome: 'submitted', form: {} } })
      ).json(),
    ).toMatchObject({ place: { step: 'inspect' } })
    expect((await add([await send()])).json()).toMatchObject({ code: 'record.not-in-keep', status: 409 })
    expect((await clerk.del(`/api/records/${recordId}/objects/${objectIds[1]}`)).json()).toMatchObject({
      code: 'record.not-in-keep',
    })
    expect((await clerk.get(`/api/records/${recordId}/verification`)).json()).toMatchObject({
      verdict: 'whole',
    })
  })

  const upload = (part = aFile(), key = newId(), end: 'whole' | 'cut-off' = 'whole') => {
    const { body, headers } = multipart([part], end)
    return archivist.post('/api/uploads', { body, headers, key })
  }

  test.each([
    ['FLT-19 that says it is a PDF and is not', aFile('a.pdf', '<html>hello</html>'), 'upload.lies'],
    ['FLT-19 that says it is text and is a PDF', aFile('a.txt', A_PDF), 'upload.lies'],
    ['that is empty', aFile('a.pdf', ''), 'upload.empty'],
  ])('%s is refused', async (_what, part, code) => {
    expect((await upload(part)).json()).toMatchObject({ code })
  })

  test('FLT-1 that was cut off is refused', async () => {
    expect(
      (
        await upload(aFile('a.pdf', Buffer.concat([A_PDF, Buffer.alloc(50_000, 7)])), newId(), 'cut-off')
      ).json(),
    ).toMatchObject({ code: 'upload.cut-off' })
  })

  test('a body that is no multipart, and one without a file, are refused', async () => {
    expect((await archivist.post('/api/uploads', { body: { a: 1 } })).json()).toMatchObject({
      code: 'request.media-type',
    })
    const { body, headers } = multipart([{ name: 'note', content: 'x' }])
    expect((await archivist.post('/api/uploads', { body, headers })).json()).toMatchObject({
      code: 'request.invalid',
    })
  })

  test('PRM-3 the same key keeps one copy', async () => {
    const key = newId()
    const [first, second] = [await upload(aFile(), key), await upload(aFile(), key)]
    expect(first.statusCode).toBe(201)
    expect(second.json()).toEqual(first.json())
  })

  test.each([
    ['../../etc/passwd.pdf', 'passwd.pdf'],
    ['C:\\temp\\核定表.pdf', '核定表.pdf'],
    ['evil\u202Efdp.pdf', 'evilfdp.pdf'],
  ])('FLT-20 named %s is kept as %s', async (given, kept) => {
    expect((await upload(aFile(given))).json()).toMatchObject({ name: kept, mediaType: 'application/pdf' })
  })

  test('TRUST-3.2.1 is handed out byte for byte, by range, under its name, and can run nothing', async () => {
    const { recordId } = await aRecordAtArrange(api)
    const [object] = (await archivist.get(`/api/records/${recordId}`)).json<{
      items: { id: string; sha256: string; thumbnailUrl: string | null }[]
    }>().items
    const url = `/api/objects/${object?.id}/content`
    const whole = await archivist.get(url)
    expect(whole.rawPayload.equals(A_PDF)).toBe(true)
    expect(whole.headers['content-security-policy']).toContain('sandbox')
    expect(whole.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      etag: `"${object?.sha256}"`,
      'accept-ranges': 'bytes',
    })
    expect(whole.headers['content-disposition']).toMatch(/^attachment; filename="/)
    const { cookie } = archivist.session
    const part = await api.app.inject({ url, headers: { cookie, range: 'bytes=0-3' } })
    expect([part.statusCode, part.body, part.headers['content-range']]).toEqual([
      206,
      '%PDF',
      `bytes 0-3/${A_PDF.length}`,
    ])
    const beyond = await api.app.inject({ url, headers: { cookie, range: `bytes=${A_PDF.length}-` } })
    expect(beyond.statusCode).toBe(416)
    await api.accessLog.flush()
    const [row] = await api.site
      .admin`select count(*)::int as n from access_log where subject_id = ${recordId} and action = 'download'`
    expect(row).toEqual({ n: 3 })
  })
})
