import { afterAll, beforeAll, expect, test } from 'vitest'
import type { NoticesView } from '#api/contract/desk.ts'
import type { VitalRecordView, VitalView } from '#api/contract/vital.ts'
import { withActorAtOneMoment } from '#db/actor.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { verifyStream } from '#db/verify.ts'
import { tellOfReviews } from '#db/vital-sweep.ts'
import {
  aHandIn,
  aRecordAtArrange,
  openTestApi,
  personAt,
  type Person,
  type TestApi,
} from '#test/support/api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(async () => api?.close())

const rung = async (person: Person) =>
  (await person.get('/api/notices'))
    .json<NoticesView>()
    .items.filter(({ kind }) => kind.startsWith('vital-'))
    .map(({ kind, subjectId }) => [kind, subjectId])
const codeOf = (answer: { json: <T>() => T }) => answer.json<{ code: string }>().code

test('REQ-33 FEA-B20 a vital record has a cycle of reviews, and who sees it sees it among those that are overdue', async () => {
  const formula = aHandIn({ title: '=1+1,失业登记' })
  const ids = [(await aRecordAtArrange(api)).recordId, (await aRecordAtArrange(api, formula)).recordId]
  const [recordId = '', other = ''] = ids
  const clerk = await personAt(api.app, 'chen.lidong')
  const head = await personAt(api.app, 'wei.changqing')
  const stranger = await personAt(api.app, 'tang.ruoxi')
  const path = `/api/records/${recordId}/vital`
  const set = { body: { reason: '灾后恢复待遇发放所必需', cycleMonths: 12 } }
  const found = { body: { outcome: 'still-vital', note: '抽查三页，与原件一致', isCopyReadable: true } }
  await api.site
    .admin`update record set custody_unit_id = (select id from unit where kind = 'archives-office' limit 1) where id = any(${ids})`
  expect(codeOf(await clerk.post(path, set))).toBe('access.denied')
  expect(codeOf(await stranger.post(path, set))).toBe('not-found')
  expect((await stranger.get(path)).statusCode).toBe(404)
  expect(codeOf(await head.post(path, { body: { ...set.body, cycleMonths: 61 } }))).toBe('request.invalid')
  expect(codeOf(await head.post(`${path}-review`, found))).toBe('vital.not-set')

  for (const id of ids)
    expect((await head.post(`/api/records/${id}/vital`, set)).json()).toEqual({ done: true })
  const list = async (person: Person, query = '') =>
    (await person.get(`/api/vital-records?limit=1${query}`)).json<{
      items: VitalRecordView[]
      nextCursor: string | null
      total: { count: number }
    }>()
  const first = await list(clerk)
  const second = await list(clerk, `&cursor=${first.nextCursor}`)
  expect(first.total.count).toBe(2)
  expect([...first.items, ...second.items].map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
  expect(second.nextCursor).toBeNull()
  expect((await list(stranger)).items).toEqual([])
  expect((await list(clerk, '&overdue=yes')).items).toEqual([])

  await api.site.admin`update record set vital_review_on = '2020-02-29' where id = ${recordId}`
  expect(await list(clerk, '&overdue=yes')).toMatchObject({
    items: [{ id: recordId, reviewOn: '2020-02-29', isReviewOverdue: true, cycleMonths: 12 }],
    total: { count: 1 },
  })
  const { sql, gate } = api.site
  const tells = async () => tellOfReviews({ sql, gate, engineId: ENGINE_ID })
  expect([await rung(clerk), await tells(), await tells()]).toEqual([[], 1, 0])
  expect(await rung(head)).toEqual([['vital-overdue', recordId]])
  for (const other of [clerk, stranger]) expect(await rung(other)).toEqual([])
  const exported = async (query: string, person = clerk) =>
    (await person.get(`/api/exports?what=vital-records&language=en${query}`)).body.split('\r\n').slice(1, -1)
  expect(await exported('&overdue=yes')).toEqual([
    expect.stringMatching(/,Unemployment[^,]*,2020-02-29,yes,12,,$/),
  ])
  expect(await exported('&overdue=no')).toEqual([expect.stringContaining(`"'=1+1,失业登记",`)])
  expect(await exported('', stranger)).toEqual([])
  expect((await clerk.get('/api/exports?what=vital-records&format=xlsx')).rawPayload.subarray(0, 2)).toEqual(
    Buffer.from('PK'),
  )
  expect((await list(clerk, '&overdue=no')).items).toMatchObject([{ id: other, isReviewOverdue: false }])
  expect((await head.post(`${path}-review`, found)).json()).toEqual({ done: true })
  expect((await list(clerk, '&overdue=yes')).items).toEqual([])
  expect(await rung(head)).toEqual([])
  const seen = (await clerk.get(path)).json<VitalView>()
  expect(seen).toMatchObject({
    vital: {
      isReviewOverdue: false,
      cycleMonths: 12,
      review: { note: found.body.note, isCopyReadable: true, by: { name: { en: 'Wei Changqing' } } },
    },
    allowed: { set: { allowed: false, reason: 'access.denied' }, review: { allowed: false } },
  })
  const ended = { body: { ...found.body, outcome: 'no-longer-vital' } }
  expect((await head.post(`${path}-review`, ended)).json()).toEqual({ done: true })
  expect((await clerk.get(path)).json<VitalView>().vital).toBeNull()
  await api.site.admin`update record set custody_unit_id = null where id = any(${ids})`
  const principal = { kind: 'person' as const, id: ENGINE_ID }
  for (const id of ids)
    expect(await withActorAtOneMoment(api.site.sql, principal, (tx) => verifyStream(tx, id))).toMatchObject({
      value: { verdict: 'whole', differing: [] },
    })
})
