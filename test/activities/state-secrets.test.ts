import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DIRECT_RUN } from '#activities/engine.ts'
import { inspect } from '#activities/records/inspect.ts'
import { removeSecret } from '#activities/records/remove-secret.ts'
import { stopAtMark } from '#activities/records/secret-mark.ts'
import type { NoticesView } from '#api/contract/desk.ts'
import type { MarkWorkView, QuarantineView } from '#api/contract/quarantine.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { refreshSearchWhole } from '#db/search/refresh.ts'
import { verifyAll } from '#db/verify.ts'
import { aFile, handIn, openTestApi, personAt, type Person, type TestApi } from '#test/support/api.ts'

let api: TestApi
let archivist: Person
let auditor: Person
let security: Person
beforeAll(async () => {
  api = await openTestApi()
  archivist = await personAt(api.app, 'shen.zhiqiu')
  auditor = await personAt(api.app, 'duan.jingxing')
  security = await personAt(api.app, 'mo.weilan')
})
afterAll(async () => api?.close())

const MARKED = '机密★5年\n示范市人力资源和社会保障局文件\n关于某事项的通知'
const deps = () => ({
  sql: api.site.sql,
  gate: api.site.gate,
  store: api.store,
  engineId: ENGINE_ID,
  siteMode: 'test' as const,
  run: DIRECT_RUN,
})

async function ticketOf(recordId: string, kind: 'inspect' | 'remove-secret') {
  const [job] = await api.site.admin<{ id: string }[]>`
    select id from job where subject_id = ${recordId} and kind = ${kind} and state in ('running', 'incident')`
  return { subjectKind: 'record', subjectId: recordId, jobId: job?.id ?? '', kind } as never
}

async function anInspected(
  text: string | Buffer,
): Promise<{ readonly recordId: string; readonly objectId: string }> {
  const { recordId } = (await handIn(api.app, { files: [aFile('通知.txt', text)] })).json<{
    recordId: string
  }>()
  await inspect(deps(), await ticketOf(recordId, 'inspect'))
  const [object] = await api.site.admin<{ id: string }[]>`
    select id from digital_object where subject_id = ${recordId} and role = 'content'`
  return { recordId, objectId: object?.id ?? '' }
}

const contentOf = async (person: Person, objectId: string) =>
  (await person.get(`/api/objects/${objectId}/content?disposition=attachment`)).statusCode
const decide = async (person: Person, recordId: string, body: object) =>
  (await person.post(`/api/quarantine/${recordId}/decision`, { body })).json<object>()
const LIFT = { finding: 'no-secret', reason: '定密责任人认定不属于国家秘密' }
const DECLARE = { finding: 'secret', reference: '密定〔2026〕3号' }
const waiting = async () =>
  (await security.get('/api/quarantine')).json<QuarantineView>().items.map(({ id }) => id)
const markWork = async (person: Person) =>
  (await person.get('/api/quarantine-work')).json<MarkWorkView>().items
const bellOf = async (person: Person) =>
  (await person.get('/api/notices')).json<NoticesView>().items.filter(({ kind }) => kind === 'mark-found')

/** 机密★5年 as most office programs here write plain text. */
const MARKED_GB18030 = Buffer.from([0xbb, 0xfa, 0xc3, 0xdc, 0xa1, 0xef, 0x35, 0xc4, 0xea, 0x0a])

test.each([
  ['UTF-8', MARKED],
  ['GB18030', MARKED_GB18030],
])(
  'REG-10 a document in %s whose head bears the mark of a state secret is given back: no text of it is kept, and no picture',
  async (_encoding, text) => {
    const { recordId } = await anInspected(text)
    const objects = await api.site.admin<{ role: string; findings: string[]; withdrawn: boolean }[]>`
    select role, findings, withdrawn_at is not null as withdrawn from digital_object where subject_id = ${recordId}`
    expect(objects.map(({ role, withdrawn }) => [role, withdrawn])).toEqual([['content', true]])
    expect(objects[0]?.findings).toContain('content.state-secret')
    const [kept] = await api.site.admin<{ n: number }[]>`
    select count(*)::int as n from object_text where subject_id = ${recordId}`
    expect(kept?.n).toBe(0)
  },
)

describe('REG-10 what bears the mark is closed to everybody until the security administrator decides', () => {
  test('whoever else decides is refused, and who does not see the record finds nothing', async () => {
    const { recordId } = await anInspected(MARKED)
    expect(await decide(archivist, recordId, LIFT)).toMatchObject({ code: 'access.denied' })
    expect(await decide(auditor, recordId, DECLARE)).toMatchObject({ code: 'access.denied' })
    const stranger = await personAt(api.app, 'tang.ruoxi')
    expect(await decide(stranger, recordId, LIFT)).toMatchObject({ code: 'not-found' })
    expect((await archivist.get('/api/quarantine')).json()).toMatchObject({ code: 'access.denied' })
    const titled = { ...DECLARE, reference: '关于某事项的报告' }
    expect(await decide(security, recordId, titled)).toMatchObject({ code: 'request.invalid' })
    expect(await waiting()).toContain(recordId)
    expect((await security.get(`/api/records/${recordId}`)).statusCode).toBe(404)
  })

  test('REQ-51 nobody reads its bytes, pages or words, nor finds it by them; who handed it in does not go on', async () => {
    const { recordId, objectId } = await anInspected('示范市文件\n关于工伤复查鉴定办法')
    await refreshSearchWhole(api.site.sql, ENGINE_ID)
    const found = async () =>
      (await archivist.get(`/api/search?q=${encodeURIComponent('复查鉴定办法')}`)).json<{
        items: { record: { id: string } }[]
      }>().items.length
    expect([await contentOf(archivist, objectId), await found()]).toEqual([200, 1])
    // A machine that reads its pages later meets the mark, as on a scan.
    const ticket = { ...((await ticketOf(recordId, 'inspect')) as object), jobId: objectId } as never
    await expect(stopAtMark(deps(), { ticket, objectId })).rejects.toThrow('bears the mark of a state secret')
    await refreshSearchWhole(api.site.sql, ENGINE_ID)
    for (const person of [archivist, auditor]) {
      expect(await contentOf(person, objectId)).toBe(409)
      expect((await person.get(`/api/objects/${objectId}/text`)).json()).toMatchObject({
        code: 'content.quarantined',
      })
      expect((await person.get(`/api/objects/${objectId}/pages/1.png`)).statusCode).toBe(409)
    }
    expect(await found()).toBe(0)
    expect((await archivist.get(`/api/records/${recordId}`)).json()).toMatchObject({ quarantine: 'found' })
    const [task] = await api.site.admin<{ id: string }[]>`
      select id from task where subject_id = ${recordId} and state = 'open'`
    expect((await archivist.post(`/api/tasks/${task?.id ?? ''}/claim`)).json()).toMatchObject({
      code: 'content.quarantined',
    })
    expect(await decide(security, recordId, LIFT)).toEqual({ done: true })
    await refreshSearchWhole(api.site.sql, ENGINE_ID)
    expect([await contentOf(archivist, objectId), await found()]).toEqual([200, 1])
    // What is decided is none of the security administrator's any more.
    expect(await decide(security, recordId, LIFT)).toMatchObject({ code: 'not-found' })
  })

  test('it stands in the worklist and the bell of the security administrator, without a word of it, until it is decided', async () => {
    const { recordId } = await anInspected(MARKED)
    for (const person of [archivist, auditor]) {
      expect(await markWork(person)).toEqual([])
      expect(await bellOf(person)).toEqual([])
    }
    const row = (await markWork(security)).find((one) => one.recordId === recordId)
    expect(row).toMatchObject({ id: `mark/${recordId}`, archivalCode: null })
    expect(row?.daysLeft).toBeGreaterThanOrEqual(3)
    const rung = async () => (await bellOf(security)).find(({ subjectId }) => subjectId === recordId)
    const first = await rung()
    expect(first).toMatchObject({ subjectKind: 'secret-mark', isRead: false })
    expect(`${JSON.stringify(row)} ${first?.title}`).not.toContain('关于某事项')
    await security.post('/api/notices/read', { body: { positions: [first?.position] } })
    expect(await rung()).toMatchObject({ isRead: true })
    await decide(security, recordId, LIFT)
    expect((await markWork(security)).map((one) => one.recordId)).not.toContain(recordId)
    expect(await rung()).toBeUndefined()
  })

  test('what was found to be no secret is not stopped when it is handed in again', async () => {
    const { recordId } = await anInspected(MARKED)
    await decide(security, recordId, LIFT)
    const [record] = await api.site.admin<{ digests: string[] }[]>`
      select cleared_digests as digests from record where id = ${recordId}`
    expect(record?.digests).toHaveLength(1)
    expect(await waiting()).not.toContain(recordId)
  })

  test('FEA-E9 what was declared a secret goes by the delete gate: no copy, no text, and the record has ended', async () => {
    const { recordId, objectId } = await anInspected(MARKED)
    const [copy] = await api.site.admin<{ bucket: 'intake'; key: string }[]>`
      select bucket, key from object_copy where object_id = ${objectId}`
    expect(await decide(security, recordId, DECLARE)).toEqual({ done: true })
    expect(await contentOf(archivist, objectId)).toBe(409)
    expect(await removeSecret(deps(), await ticketOf(recordId, 'remove-secret'))).toEqual({ kind: 'done' })
    const left = await api.site.admin<{ n: number }[]>`
      select count(*)::int as n from object_copy where subject_id = ${recordId} and state = 'stored'`
    expect(left[0]?.n).toBe(0)
    await expect(
      api.store.get({ bucket: 'intake', key: copy?.key ?? '', versionId: null }),
    ).rejects.toMatchObject({ code: 'store.not-found' })
    expect((await archivist.get(`/api/records/${recordId}`)).json()).toMatchObject({
      quarantine: 'declared',
      place: { step: 'withdrawn' },
      tasks: [],
    })
    expect(await waiting()).not.toContain(recordId)
  })
})

test('what was closed, opened and removed is the fold of its events', async () => {
  const { broken } = await verifyAll(api.site.sql, ENGINE_ID)
  expect(broken.map(({ differing, firstBad }) => ({ differing, firstBad }))).toEqual([])
})
