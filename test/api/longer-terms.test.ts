import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ListDetailView } from '#api/contract/disposal.ts'
import type { RecordDetailView } from '#api/contract/records.ts'
import { openTestApi, type TestApi } from '#test/support/api.ts'
import { passProbe } from '#test/support/database.ts'
import { APPRAISERS, listHands } from '#test/support/list-hands.ts'

let api: TestApi
const { as, aDueRecord, aList, taskFor, complete } = listHands(() => api)
beforeAll(async () => {
  api = await openTestApi()
  await passProbe(api.site.admin)
})
afterAll(async () => api.close())

test('REQ-17 a longer term waits for a second person: refused with a reason, proposed anew, authorised, and explained with both', async () => {
  const recordId = await aDueRecord()
  const listId = await aList([recordId])
  await complete('han.shuning', listId, { outcome: 'sealed', form: {} })
  const said = { outcome: 'given', form: { opinion: '意见' } }
  const longer = [{ recordId, verdict: 'extend', years: 30, reason: '仍有查考价值' }]
  for (const login of APPRAISERS) {
    const verdicts = login === 'xu.wenbo' ? longer : [{ recordId, verdict: 'destroy' }]
    expect((await complete(login, listId, { ...said, verdicts })).statusCode).toBe(200)
  }
  const head = await as('wei.changqing')
  const seen = async () => (await head.get(`/api/disposal-lists/${listId}`)).json<ListDetailView>()
  const explained = async () =>
    (await head.get(`/api/records/${recordId}`)).json<RecordDetailView>().retention
  const proposal = {
    reason: 'extended',
    years: 30,
    proposedBy: [{ name: { en: 'Xu Wenbo' } }],
    state: 'open',
  }
  expect(await seen()).toMatchObject({ place: { step: 'authorise' }, items: [{ proposal }] })
  expect(await explained()).toMatchObject({ dueOn: '2026-01-01', proposal })
  const mine = await taskFor('wei.changqing', listId)
  const worklist = (await head.get('/api/tasks?view=group')).json<{ items: { id: string }[] }>()
  expect(worklist.items.map(({ id }) => id)).toContain(mine)
  const answer = async (outcome: string, one: object) =>
    complete('wei.changqing', listId, { outcome, form: {}, answers: [{ recordId, ...one }] })
  expect((await answer('returned', { answer: 'refused' })).json()).toMatchObject({
    code: 'task.form-invalid',
  })
  const back = await answer('returned', { answer: 'refused', reason: '副本已进馆' })
  expect(back.json()).toMatchObject({ place: { step: 'opinions', round: 1 } })
  const bellOf = async (login: Parameters<typeof as>[0]) =>
    (await (await as(login)).get('/api/notices'))
      .json<{ items: { kind: string }[] }>()
      .items.map(({ kind }) => kind)
  expect([await bellOf('xu.wenbo'), await bellOf('luo.chengzhi')]).toEqual([['sent-back'], []])
  const refused = { by: { name: { en: 'Wei Changqing' } }, reason: '副本已进馆' }
  expect(await seen()).toMatchObject({ items: [{ proposal: { state: 'refused', refused } }] })
  expect((await complete('xu.wenbo', listId, { ...said, verdicts: longer })).statusCode).toBe(200)
  expect((await answer('authorised', { answer: 'agreed' })).statusCode).toBe(200)
  expect((await seen()).items).toMatchObject([
    { leaveReason: 'extended', proposal: null, authorisedBy: { name: { en: 'Wei Changqing' } } },
  ])
  expect(await bellOf('wei.changqing')).toEqual([])
  for (const path of [`/api/disposal-lists/${listId}`, `/api/records/${recordId}`])
    expect((await head.get(`${path}/verification`)).json()).toMatchObject({ verdict: 'whole' })
  const { dueOn, explanation } = await explained()
  expect(dueOn).toBe('2046-01-01')
  expect(explanation.en).toContainEqual(
    expect.stringMatching(/^Extension proposed by Xu Wenbo, authorised by Wei Changqing on /),
  )
  expect(explanation.zh).toContainEqual(expect.stringMatching(/^许文博提议延长，魏长青 .* 核准$/))
})
