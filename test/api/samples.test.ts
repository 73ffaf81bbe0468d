import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sampleStart } from '#domain/sample.ts'
import type { ListDetailView } from '#api/contract/disposal.ts'
import type { RecordDetailView } from '#api/contract/records.ts'
import { openTestApi, type TestApi } from '#test/support/api.ts'
import { passProbe } from '#test/support/database.ts'
import { APPRAISERS, listHands } from '#test/support/list-hands.ts'

let api: TestApi
const { as, aDueRecord, aList, complete } = listHands(() => api)
beforeAll(async () => {
  api = await openTestApi()
  await passProbe(api.site.admin)
})
afterAll(async () => api.close())

const SAMPLE = {
  classCode: 'SI-5-03',
  rule: { kind: 'every-nth', n: 2 },
  period: { kind: 'permanent' },
  reason: '失业待遇核定典型材料',
}

test('FEA-B21 REQ-17 a sample is drawn by the seal, authorised by a second person, kept for ever, and its history folds again', async () => {
  const ids = [await aDueRecord(), await aDueRecord(), await aDueRecord()]
  const listId = await aList(ids)
  const [clerk, head] = [await as('han.shuning'), await as('wei.changqing')]
  const path = `/api/disposal-lists/${listId}`
  const seen = async () => (await head.get(path)).json<ListDetailView>()
  const draw = async (body: object) => clerk.post(`${path}/samples`, { body })
  expect((await draw(SAMPLE)).json()).toMatchObject({ code: 'sample.not-now' })
  await complete('han.shuning', listId, { outcome: 'sealed', form: {} })
  expect((await draw({ ...SAMPLE, rule: { kind: 'every-nth', n: 1 } })).json()).toMatchObject({
    code: 'request.invalid',
  })
  expect((await draw({ ...SAMPLE, rule: { kind: 'chosen', recordIds: ids } })).json()).toMatchObject({
    code: 'access.denied',
  })
  expect((await head.post(`${path}/samples`, { body: SAMPLE })).json()).toMatchObject({
    code: 'access.denied',
  })
  const drawn = await draw(SAMPLE)
  expect(drawn.statusCode, drawn.body).toBe(201)
  expect((await draw(SAMPLE)).json()).toMatchObject({ code: 'sample.drawn' })

  const { samples, sealedHash, items } = await seen()
  const digest = createHash('sha256').update(`${sealedHash}:SI-5-03`).digest('hex')
  const start = sampleStart(digest, 3, 2)
  const codes = items.map(({ archivalCode }) => archivalCode).toSorted()
  const kept = codes.filter((_, index) => index + 1 >= start && (index + 1 - start) % 2 === 0)
  expect(drawn.json()).toEqual({ listId, drawn: kept.length, population: 3 })
  expect(samples).toMatchObject([
    {
      rule: { n: 2, start },
      drawn: kept.length,
      kept: 0,
      open: kept.length,
      drawnBy: { name: { en: 'Han Shuning' } },
    },
  ])
  const proposed = items.filter(({ proposal }) => proposal?.reason === 'sampled')
  expect(proposed.map(({ archivalCode }) => archivalCode).toSorted()).toEqual(kept)

  const verdicts = ids.map((recordId) => ({ recordId, verdict: 'destroy' }))
  for (const login of APPRAISERS)
    await complete(login, listId, { outcome: 'given', form: { opinion: '同意' }, verdicts })
  const answers = proposed.map(({ recordId }) => ({ recordId, answer: 'agreed' }))
  const authorised = await complete('wei.changqing', listId, { outcome: 'authorised', form: {}, answers })
  expect(authorised.json()).toMatchObject({ place: { step: 'register' } })
  const after = await seen()
  expect(after.samples).toMatchObject([{ kept: kept.length, refused: 0, open: 0 }])
  expect(after.items.filter(({ leaveReason }) => leaveReason === 'sampled')).toHaveLength(kept.length)
  const recordId = proposed[0]?.recordId ?? ''
  const record = (await head.get(`/api/records/${recordId}`)).json<RecordDetailView>()
  expect(record).toMatchObject({
    place: { step: 'keep' },
    retention: {
      dueOn: null,
      ownRule: { inForce: { period: { kind: 'permanent' }, confirmedBy: { name: { en: 'Wei Changqing' } } } },
    },
  })
  for (const of of [path, `/api/records/${recordId}`])
    expect((await clerk.get(`${of}/verification`)).json()).toMatchObject({ verdict: 'whole' })
  const events = (await clerk.get(`${path}/events?limit=100`)).body
  expect(events).toContain(`SI-5-03 抽样留存：自第 ${start} 件起每 2 件取一件，3 件中取 ${kept.length} 件`)
})
