import { beforeAll, expect, test } from 'vitest'
import type { DemoLogin } from '#db/seed/demo-organisation.ts'
import { aHandIn, aRecordAtArrange, doNext, engineDoes, personAt, saysWhy } from '#test/support/api.ts'
import { openApi } from '#test/support/opened-api.ts'
import { passProbe } from '#test/support/database.ts'

const { api, archivist, clerk } = openApi({ archivist: 'shen.zhiqiu', clerk: 'chen.lidong' })
beforeAll(async () => passProbe(api.site.admin))

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
  await saysWhy(archivist, recordId)
  return { recordId, eventId }
}
const classOf = async (recordId: string) =>
  (await archivist.get(`/api/records/${recordId}`)).json<{ classCode: string }>().classCode

test('a death is confirmed by a second person, into one of the two classes of the dead and no other', async () => {
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
    retention: { triggers: { entered: { classes: { code: string; title: string }[] } }[] }
  }>()
  const offered = retention.triggers[0]?.entered.classes ?? []
  expect(offered.map(({ code }) => code)).toEqual(['RS-02', 'RS-03'])
  expect(offered.every(({ code, title }) => title !== '' && title !== code)).toBe(true)
  expect(await classOf(recordId)).toBe('RS-01')

  expect((await archivist.post(path, { body: { classCode: 'RS-03' } })).json()).toMatchObject({
    isConfirmed: true,
  })
  expect(await classOf(recordId)).toBe('RS-03')
})

test('a record in custody is confirmed by its keepers: not by the unit any more, but by the archives head', async () => {
  const { recordId, eventId } = await aDeath()
  await engineDoes(api.site, recordId, 'preserved')
  await doNext(api, recordId, {
    person: await personAt(api.app, 'guo.huaiyuan'),
    outcome: 'appraised',
    form: { scanPolicy: 'never', grade: 'internal', openingState: 'controlled' },
  })
  await doNext(api, recordId, { person: archivist, outcome: 'signed', form: { records: 1, pages: 12 } })
  const keeper = await personAt(api.app, 'han.shuning')
  await doNext(api, recordId, { person: keeper, outcome: 'signed', form: { countedPages: 12 } })
  const path = `/api/records/${recordId}/events-entered/${eventId}/confirmation`
  const refused = await archivist.post(path)
  expect([refused.statusCode, refused.json()]).toMatchObject([403, { code: 'access.denied' }])
  const [head] = await api.site.admin<{ login: DemoLogin }[]>`
    select p.login from person p join post o on o.person_id = p.id where o.role = 'archives-head'`
  if (head === undefined) throw new Error('the demo archive has an archives head')
  const reader = await personAt(api.app, head.login)
  await saysWhy(reader, recordId)
  const seen = await reader.get(`/api/records/${recordId}`)
  expect(seen.json()).toMatchObject({
    retention: { triggers: [{ entered: { confirm: { allowed: true } } }] },
  })
  const confirmed = await (await personAt(api.app, head.login)).post(path)
  expect(confirmed.json()).toMatchObject({ isConfirmed: true })
})

test('who names no class confirms into the usual one', async () => {
  const { recordId, eventId } = await aDeath()
  const path = `/api/records/${recordId}/events-entered/${eventId}/confirmation`
  expect((await archivist.post(path)).json()).toMatchObject({ isConfirmed: true })
  expect(await classOf(recordId)).toBe('RS-02')
})
