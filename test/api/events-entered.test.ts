import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#db/ids.ts'
import {
  aHandIn,
  aRecordAtArrange,
  doNext,
  openTestApi,
  personAt,
  type Person,
  type TestApi,
} from '#test/support/api.ts'

let api: TestApi
let archivist: Person
let clerk: Person
beforeAll(async () => {
  api = await openTestApi()
  await api.site.admin`
    insert into store_probe (id, cache_key, passed, failed, report) values (${newId()}, 'test', 12, 0, '{}')`
  archivist = await personAt(api.app, 'shen.zhiqiu')
  clerk = await personAt(api.app, 'chen.lidong')
})
afterAll(async () => api?.close())

/** A retiree's file that has been filed, and a death that one person has entered. */
async function aDeath(): Promise<{ readonly recordId: string; readonly eventId: string }> {
  const { recordId } = await aRecordAtArrange(api, aHandIn({ classCode: 'RS-01', title: '退休人员档案' }))
  await doNext(api, recordId, {
    person: archivist,
    outcome: 'arranged',
    form: { pages: 12, isInOrder: true },
  })
  const filed = await doNext(api, recordId, {
    person: archivist,
    outcome: 'filed',
    form: { classCode: 'RS-01' },
  })
  expect(filed.statusCode).toBe(200)
  const entered = await clerk.post(`/api/records/${recordId}/events-entered`, {
    body: { kind: 'death', on: '2020-02-29', evidence: '示范市户籍注销证明〔2020〕17号' },
  })
  const { eventId } = entered.json<{ eventId: string }>()
  return { recordId, eventId }
}
const classOf = async (recordId: string) =>
  (await archivist.get(`/api/records/${recordId}`)).json<{ classCode: string }>().classCode

test('REQ-9 a death is confirmed by a second person, into one of the two classes of the dead and no other', async () => {
  const { recordId, eventId } = await aDeath()
  const path = `/api/records/${recordId}/events-entered/${eventId}/confirmation`
  expect((await clerk.post(path, { body: { classCode: 'RS-03' } })).json()).toMatchObject({
    code: 'event.second-person',
  })
  for (const classCode of ['SI-5-03', 'RS-01'])
    expect((await archivist.post(path, { body: { classCode } })).json()).toMatchObject({
      code: 'record.class-unknown',
    })
  for (const body of [{ classCode: '' }, { class: 'RS-02' }, { classCode: 3 }])
    expect((await archivist.post(path, { body })).json()).toMatchObject({ code: 'request.invalid' })
  const { retention } = (await archivist.get(`/api/records/${recordId}`)).json<{
    retention: { trigger: { entered: { classes: { code: string; title: string }[] } } }
  }>()
  const offered = retention.trigger.entered.classes
  expect(offered.map(({ code }) => code)).toEqual(['RS-02', 'RS-03'])
  expect(offered.every(({ code, title }) => title !== '' && title !== code)).toBe(true)
  expect(await classOf(recordId)).toBe('RS-01')

  expect((await archivist.post(path, { body: { classCode: 'RS-03' } })).json()).toMatchObject({
    isConfirmed: true,
  })
  expect(await classOf(recordId)).toBe('RS-03')
})

test('REQ-9 who names no class confirms into the usual one', async () => {
  const { recordId, eventId } = await aDeath()
  const path = `/api/records/${recordId}/events-entered/${eventId}/confirmation`
  expect((await archivist.post(path)).json()).toMatchObject({ isConfirmed: true })
  expect(await classOf(recordId)).toBe('RS-02')
})
