import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyStream } from '#db/verify.ts'
import { withActorAtOneMoment } from '#db/actor.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import type { GradesView } from '#api/contract/grades.ts'
import { aRecordAtArrange, openTestApi, personAt, type TestApi } from '#test/support/api.ts'
import { proposalsOf } from '#test/support/proposals.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(async () => api?.close())

test('REQ-50 REG-8 FEA-H3 a grade of the one list: raised by one and lowered by two, row security follows at once, its whole history stays', async () => {
  const { recordId } = await aRecordAtArrange(api)
  const clerk = await personAt(api.app, 'chen.lidong')
  const head = await personAt(api.app, 'guo.huaiyuan')
  const path = `/api/records/${recordId}/grades`
  const seenBy = async (person: typeof clerk) => (await person.get(`/api/records/${recordId}`)).statusCode
  const raise = { grade: 'restricted', reason: '涉及未公开的稽核安排' }
  expect((await clerk.post(path, { body: raise })).json()).toMatchObject({ code: 'access.denied' })
  expect((await head.post(path, { body: { ...raise, grade: 'top-secret' } })).json()).toMatchObject({
    code: 'request.invalid',
  })
  expect([await seenBy(clerk), await seenBy(head)]).toEqual([200, 200])
  expect((await head.post(path, { body: raise })).json()).toEqual({ grade: 'restricted', isProposed: false })
  expect([await seenBy(clerk), await seenBy(head)]).toEqual([404, 200])

  const lower = { grade: 'internal', reason: '稽核已结束' }
  expect((await head.post(path, { body: lower })).json()).toEqual({ grade: 'restricted', isProposed: true })
  const confirm = { body: { decision: 'confirm', reason: '核实无误' } }
  expect((await head.post(`${path}/decision`, confirm)).json()).toMatchObject({ code: 'grade.second-person' })
  const waiting = (await head.get(path)).json<GradesView>()
  expect(waiting).toMatchObject({
    known: ['public', 'internal', 'restricted'],
    proposed: { grade: 'internal', reason: '稽核已结束' },
    allowed: { confirm: { allowed: false, reason: 'grade.second-person' } },
  })
  await api.site
    .admin`update record set custody_unit_id = (select id from unit where kind = 'archives-office' limit 1) where id = ${recordId}`
  const archivesHead = await personAt(api.app, 'wei.changqing')
  const [foreign, waits] = [await personAt(api.app, 'fang.mingche'), async () => proposalsOf(archivesHead)]
  expect([await proposalsOf(head), await proposalsOf(clerk), await proposalsOf(foreign)]).toEqual([
    [],
    [],
    [],
  ])
  expect(await waits()).toEqual(['lower-grade'])
  expect((await archivesHead.post(`${path}/decision`, confirm)).json()).toEqual({
    grade: 'internal',
    isProposed: false,
  })
  expect(await waits()).toEqual([])
  await api.site.admin`update record set custody_unit_id = null where id = ${recordId}`
  expect(await seenBy(clerk)).toBe(200)
  expect((await clerk.get(path)).json<GradesView>().history).toMatchObject([
    { grade: 'internal', source: 'created', reason: null },
    { grade: 'restricted', source: 'regraded', reason: '涉及未公开的稽核安排' },
    { grade: 'internal', source: 'regraded', reason: '核实无误' },
  ])
  const principal = { kind: 'person' as const, id: ENGINE_ID }
  expect(
    await withActorAtOneMoment(api.site.sql, principal, (tx) => verifyStream(tx, recordId)),
  ).toMatchObject({ value: { verdict: 'whole', differing: [] } })
})
