import { Readable } from 'node:stream'
import { beforeAll, describe, expect, test } from 'vitest'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { newId } from '#db/ids.ts'
import { confirmDue } from '#domain/acts/engine.ts'
import { DEMO_ARCHIVE_KEY, type DemoLogin } from '#db/seed/demo-organisation.ts'
import type { JobTicket } from '#activities/contract.ts'
import { DIRECT_RUN, type EngineDeps } from '#activities/engine.ts'
import { readPackage } from '#activities/transfer/bag-tar.ts'
import { checkPackage } from '#activities/transfer/check.ts'
import { concludeTransfer } from '#activities/transfer/conclude.ts'
import { deliver } from '#activities/transfer/deliver.ts'
import { packageBatch } from '#activities/transfer/package.ts'
import { aHandIn, aRecordAtArrange, doNext, engineDoes, personAt, type Person } from '#test/support/api.ts'
import { openApi } from '#test/support/opened-api.ts'
import { passProbe } from '#test/support/database.ts'

const people = new Map<DemoLogin, Person>()
const as = async (login: DemoLogin) => {
  const known = people.get(login) ?? (await personAt(api.app, login))
  people.set(login, known)
  return known
}
const { api } = openApi({})
beforeAll(async () => {
  await api.store.ensureBuckets()
  await passProbe(api.site.admin)
})

/** A permanent record of 2014, kept: its transfer fell due in 2024. */
async function aTransferDueRecord(formedOn = '2014-03-02'): Promise<string> {
  const record = aHandIn({ classCode: 'SI-5-07', formedOn, sourceReference: newId() })
  const { recordId } = await aRecordAtArrange(api, record)
  const archivist = await as('shen.zhiqiu')
  await doNext(api, recordId, { person: archivist, outcome: 'arranged', form: { pages: 3 } })
  await doNext(api, recordId, { person: archivist, outcome: 'filed', form: { classCode: 'SI-5-07' } })
  await engineDoes(api.site, recordId, 'preserved')
  await doNext(api, recordId, {
    person: await as('guo.huaiyuan'),
    outcome: 'appraised',
    form: { scanPolicy: 'never', grade: 'internal', openingState: 'controlled' },
  })
  await doNext(api, recordId, { person: archivist, outcome: 'signed', form: { records: 1, pages: 3 } })
  const clerk = await as('han.shuning')
  await doNext(api, recordId, { person: clerk, outcome: 'signed', form: { countedPages: 3 } })
  const facts = { principal: { kind: 'person' as const, id: ENGINE_ID }, key: newId(), subjects: [recordId] }
  await api.site.gate.act({ name: 'clock.confirm-due', facts, body: {} }, (seen) =>
    confirmDue(seen, { recordId }),
  )
  return recordId
}

type Job = (deps: EngineDeps, ticket: JobTicket) => Promise<unknown>

/** The machine's work of a batch, done here and now. */
async function works(batchId: string, job: Job): Promise<void> {
  const [row] = await api.site.admin<{ id: string }[]>`
    select id from job where subject_id = ${batchId} and state = 'running'`
  const { sql, gate } = api.site
  const deps = {
    sql,
    gate,
    store: api.store,
    siteMode: 'test' as const,
    engineId: ENGINE_ID,
    run: DIRECT_RUN,
  }
  await job(deps, {
    jobId: row?.id ?? '',
    kind: 'package',
    subjectKind: 'transfer-batch',
    subjectId: batchId,
  })
}

async function aBatch(recordIds: readonly string[]): Promise<string> {
  const clerk = await as('han.shuning')
  const answer = await clerk.post('/api/transfer-batches', { body: { title: '2014年永久档案', recordIds } })
  if (answer.statusCode !== 201) throw new Error(answer.body)
  return answer.json<{ batchId: string }>().batchId
}

const ARCHIVE = `Bearer evk_${DEMO_ARCHIVE_KEY.id}.${DEMO_ARCHIVE_KEY.secret}`
const asArchive = (method: 'GET' | 'POST', url: string, payload?: object) =>
  api.app.inject({
    method,
    url,
    headers: { authorization: ARCHIVE, ...(method === 'POST' ? { 'idempotency-key': newId() } : {}) },
    ...(payload === undefined ? {} : { payload }),
  })

describe('the way of a batch over the wire', () => {
  test('REG-15 is refused to who may not, and to records that are not due', async () => {
    const [recordId, clerk] = [await aTransferDueRecord(), await as('han.shuning')]
    const body = { title: 'x', recordIds: [recordId] }
    expect((await (await as('shen.zhiqiu')).post('/api/transfer-batches', { body })).json()).toMatchObject({
      code: 'access.denied',
    })
    expect((await (await as('shen.zhiqiu')).get('/api/transfer/due')).statusCode).toBe(403)
    const none = await clerk.post('/api/transfer-batches', { body: { title: 'x', recordIds: [newId()] } })
    expect(none.json()).toMatchObject({ code: 'not-found' })
    const due = (await clerk.get('/api/transfer/due?classCode=SI-5-07&receiver=city-archive')).json<{
      items: { recordId: string; transferDueOn: string }[]
    }>()
    expect(due.items.find((one) => one.recordId === recordId)).toMatchObject({
      transferDueOn: '2024-03-02',
      receiver: 'city-archive',
      isHeld: false,
    })
    const disposal = (await clerk.get('/api/disposal/due')).json<{ items: { id: string }[] }>()
    expect(disposal.items.map(({ id }) => id)).not.toContain(recordId)
  })

  test('REQ-16 REG-15 a page of what is due holds only what was asked for, however much lies before it', async () => {
    const clerk = await as('han.shuning')
    const earlier = await aTransferDueRecord('2011-05-06')
    const [first, second] = [await aTransferDueRecord('2012-03-04'), await aTransferDueRecord('2012-03-04')]
    type Page = {
      items: { recordId: string; unitName: object }[]
      nextCursor: string | null
      total: { count: number }
    }
    const page = async (query: string) => (await clerk.get(`/api/transfer/due?${query}`)).json<Page>()
    const [unit, other] = await api.site.admin<{ id: string }[]>`
      select u.id from unit u order by (u.id = (select forming_unit_id from record where id = ${first})) desc limit 2`

    const wanted = `limit=1&year=2022&unitId=${unit?.id}&receiver=city-archive`
    const one = await page(wanted)
    const two = await page(`${wanted}&cursor=${one.nextCursor}`)
    expect([...one.items, ...two.items].map(({ recordId }) => recordId).sort()).toEqual(
      [first, second].sort(),
    )
    expect([one.total.count, two.nextCursor]).toEqual([2, null])
    const before = await page('limit=200&year=2021')
    expect(before.items.map(({ recordId }) => recordId)).toEqual([earlier])
    for (const query of [`unitId=${other?.id}`, 'year=2020', 'receiver=general-archives'])
      expect(await page(`limit=1&${query}`)).toMatchObject({
        items: [],
        nextCursor: null,
        total: { count: 0 },
      })
    expect((await clerk.get('/api/transfer/due?year=last')).statusCode).toBe(400)
  })

  test('REQ-31 REG-11 REG-12 FEA-J11 FEA-L5 the archive sees nothing before it is sent, fetches the package, and its receipt ends the batch', async () => {
    const recordId = await aTransferDueRecord()
    const batchId = await aBatch([recordId])
    const clerk = await as('han.shuning')
    const [compiled] = await api.site.admin<{ day: string }[]>`select archive_today()::text as day`
    const [clock] = await api.site.admin<{ day: string }[]>`
      update site set clock_ahead = interval '40 days' returning archive_day(site)::text as day`
    await doNext(api, batchId, { person: clerk, outcome: 'sealed' })
    await works(batchId, packageBatch)
    await works(batchId, checkPackage)
    expect((await asArchive('GET', `/api/transfer-batches/${batchId}`)).statusCode).toBe(404)

    type Detail = {
      package: { objectId: string; sha256: string; isStale: boolean }
      checks: object[]
      number: string
      papers: object[]
    }
    const detail = (await clerk.get(`/api/transfer-batches/${batchId}`)).json<Detail>()
    expect(detail).toMatchObject({ place: { step: 'send' }, package: { isStale: false }, receipt: null })
    expect(detail.checks).toHaveLength(38)
    expect(detail.papers).toHaveLength(2)
    const [task] = (await clerk.get('/api/tasks?view=group'))
      .json<{ items: { id: string; subjectId: string }[] }>()
      .items.filter((one) => one.subjectId === batchId)
    const pane = await clerk.get(`/api/tasks/${task?.id}`)
    expect(pane.json()).toMatchObject({ subjectKind: 'transfer-batch', formSchema: { id: 'send-batch' } })

    const sent = await doNext(api, batchId, { person: clerk, outcome: 'sent', form: { method: 'download' } })
    expect(sent.json()).toMatchObject({ place: { step: 'deliver' } })
    await works(batchId, deliver)
    const seen = await asArchive('GET', `/api/transfer-batches/${batchId}`)
    expect(seen.json()).toMatchObject({ allowedActions: { receive: { allowed: true } } })
    expect((await asArchive('GET', `/api/records/${recordId}`)).statusCode).toBe(404)
    const fetched = await asArchive('GET', `/api/objects/${detail.package.objectId}/content`)
    const read = await readPackage(Readable.from([fetched.rawPayload]))
    expect([read.faults, read.sha256]).toEqual([[], detail.package.sha256])
    expect(fetched.body).toContain(`Bagging-Date: ${clock?.day}`)
    expect(fetched.body).toContain('data/其他/归档文件目录.pdf')

    const receipt = {
      batchNumber: detail.number,
      packageSha256: read.sha256,
      number: '馆收1号',
      on: '2026-01-05',
      verdict: 'accepted',
    }
    const url = `/api/transfer-batches/${batchId}/receipt`
    expect((await clerk.post(url, { body: receipt })).json()).toMatchObject({ code: 'access.denied' })
    const other = { ...receipt, packageSha256: 'f'.repeat(64) }
    expect((await asArchive('POST', url, other)).json()).toMatchObject({ code: 'batch.package-differs' })
    expect((await asArchive('POST', url, receipt)).json()).toMatchObject({ place: { step: 'conclude' } })
    await works(batchId, concludeTransfer)
    const ended = (await clerk.get(`/api/transfer-batches/${batchId}`)).json()
    expect(ended).toMatchObject({
      place: { step: 'completed' },
      counts: { transferred: 1 },
      receipt: { verdict: 'accepted', number: '馆收1号' },
    })
    expect((await clerk.get(`/api/records/${recordId}`)).json()).toMatchObject({
      place: { step: 'transferred' },
    })
    expect((await clerk.get(`/api/transfer-batches/${batchId}/verification`)).json()).toMatchObject({
      verdict: 'whole',
    })
    const history = (await clerk.get(`/api/transfer-batches/${batchId}/events`)).json<{
      items: { type: string }[]
    }>()
    expect(history.items.map(({ type }) => type)).toContain('batch.received')
    const days = `from=${compiled?.day}&to=${clock?.day}`
    const compared = await clerk.get(
      `/api/audit/histories/${batchId}/comparison?${days}&table=transferBatchItem`,
    )
    expect(compared.json()).toMatchObject({
      subject: { kind: 'transfer-batch', code: detail.number },
      days: [compiled?.day, clock?.day],
      tables: expect.arrayContaining([{ table: 'transferBatchItem', changes: 1 }]),
      changes: [{ table: 'transferBatchItem', field: 'state', before: 'listed', after: 'transferred' }],
    })
    const list = (await clerk.get('/api/transfer-batches?state=ended')).json<{ items: { id: string }[] }>()
    expect(list.items.map(({ id }) => id)).toContain(batchId)
  })
})
