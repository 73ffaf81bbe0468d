import { beforeAll, expect, test } from 'vitest'
import type { RelationsView } from '#api/contract/relations.ts'
import { newId } from '#db/ids.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { verifyAll } from '#db/verify.ts'
import { aHandIn, aRecordAtArrange, personAt, type Person } from '#test/support/api.ts'
import { openApi } from '#test/support/opened-api.ts'

let one: string
let other: string
const CODES = ['J021-ZY·SY·DY·2015·D10-9001', 'J021-ZY·SY·DY·2015·D10-9002'] as const
const { api, archivist, head } = openApi({ archivist: 'shen.zhiqiu', head: 'guo.huaiyuan' })
beforeAll(async () => {
  const another = async () => (await aRecordAtArrange(api, aHandIn({ sourceReference: newId() }))).recordId
  one = await another()
  other = await another()
})

const relate = async (over: object = {}, person = archivist, id = one) =>
  person.post(`/api/records/${id}/relations`, {
    body: { type: 'replaces', code: CODES[1], reason: '材料补正', ...over },
  })
const codeOf = (answer: { json: <T>() => T }) => answer.json<{ code?: string }>().code
const of = async (id: string, person = archivist) =>
  (await person.get(`/api/records/${id}/relations`)).json<RelationsView>()

test('REQ-51 a relation shows on both records to who sees both; what one does not see is neither named, shown nor counted', async () => {
  const { admin } = api.site
  await admin`update record set archival_code = ${CODES[0]} where id = ${one}`
  await admin`update record set archival_code = ${CODES[1]} where id = ${other}`
  expect(codeOf(await relate({ code: 'J021-NONE' }))).toBe('relation.other-unknown')
  expect(codeOf(await relate({ code: CODES[0] }))).toBe('relation.itself')
  expect(codeOf(await relate({}, head))).toBe('access.denied')
  expect(codeOf(await relate({}, await personAt(api.app, 'tang.ruoxi')))).toBe('not-found')
  await admin`update record set grade = 'restricted' where id = ${other}`
  expect(codeOf(await relate())).toBe('relation.other-unknown')
  await admin`update record set grade = 'internal' where id = ${other}`
  const { relationId } = (await relate()).json<{ relationId: string }>()
  expect(codeOf(await relate())).toBe('relation.known')
  expect(codeOf(await relate({ code: CODES[0] }, archivist, other))).toBe('relation.circular')
  expect((await of(one)).items).toMatchObject([
    { id: relationId, end: 'from', name: { zh: '替代' }, other: { id: other }, reason: '材料补正' },
  ])
  expect((await of(other)).items).toMatchObject([{ end: 'to', name: { zh: '被替代' }, other: { id: one } }])
  expect((await of(one, head)).allowed.relate).toMatchObject({ allowed: false, reason: 'access.denied' })
  await admin`update record set grade = 'restricted' where id = ${other}`
  expect((await of(one)).items).toEqual([])
  expect((await of(one, head)).items).toHaveLength(1)
  const withdraw = async (person: Person) =>
    person.post(`/api/relations/${relationId}/withdrawal`, { body: { reason: '登记有误' } })
  expect(codeOf(await withdraw(archivist))).toBe('not-found')
  await admin`update record set grade = 'internal' where id = ${other}`
  expect(codeOf(await withdraw(head))).toBe('access.denied')
  expect((await withdraw(archivist)).statusCode).toBe(200)
  expect(codeOf(await withdraw(archivist))).toBe('relation.withdrawn-already')
  expect((await of(other)).items).toEqual([])
  const events = (await archivist.get(`/api/records/${one}/events`)).json<{ items: { type: string }[] }>()
  expect(events.items.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['record.related', 'record.relation-withdrawn']),
  )
  expect(JSON.stringify(events)).not.toContain(CODES[1])
  await relate()
  await admin`update record set archival_code = null where id in (${one}, ${other})`
  const { broken } = await verifyAll(api.site.sql, ENGINE_ID)
  expect(broken).toEqual([])
})
