import { describe, expect, test } from 'vitest'
import type { CodeGapView, CodesView } from '#api/contract/codes.ts'
import type { RecordDetailView } from '#api/contract/records.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { newId } from '#db/ids.ts'
import { refreshSearchWhole } from '#db/search/refresh.ts'
import { demoUnitId } from '#db/seed/demo-organisation.ts'
import { nextFreeNumber } from '#domain/code-sequence.ts'
import { plainDate } from '#domain/dates.ts'
import { verifyAll } from '#db/verify.ts'
import { aHandIn, aRecordAtArrange, doNext } from '#test/support/api.ts'
import { openApi } from '#test/support/opened-api.ts'
import { passProbe } from '#test/support/database.ts'
import { fileHandedOver } from '#test/support/paper-files.ts'

const { api, clerk, head, archivist } = openApi({
  clerk: 'han.shuning',
  head: 'wei.changqing',
  archivist: 'shen.zhiqiu',
})

const REASON = '年度写错，更正档号'
const aFile = async (title = '失业保险待遇核定卷') => fileHandedOver(api.site, { title, scanPolicy: 'never' })
const detailOf = async (id: string) => (await clerk.get(`/api/records/${id}`)).json<RecordDetailView>()
const codeOf = async (id: string) => (await detailOf(id)).archivalCode ?? ''
const renumber = async (id: string, body: object = { reason: REASON }, person = head) =>
  (await person.post(`/api/records/${id}/renumbering`, { body })).json<Record<string, string>>()
const codes = async () => (await clerk.get('/api/codes')).json<CodesView>()
const gaps = async () => (await clerk.get('/api/codes/gaps')).json<{ items: CodeGapView[] }>().items

async function reserve(over: object = {}) {
  const { fonds, sequences } = await codes()
  const next = sequences.find(({ block }) => block.includes('·SY·DY·2016·'))?.next ?? 1
  const body = {
    fondsId: fonds[0]?.id ?? newId(),
    classCode: 'SI-5-03',
    year: 2016,
    firstNumber: next,
    lastNumber: next + 1,
    purpose: '已印好的卷脊',
    holderUnitId: demoUnitId('unemployment'),
    ...over,
  }
  const answer = await clerk.post('/api/codes/reservations', { body })
  return { next, status: answer.statusCode, body: answer.json<{ id: string; code?: string }>() }
}

describe('FEA-A5 a code never changes in silence', () => {
  test('only who has the right gives another, with a reason', async () => {
    const id = await aFile()
    expect(await renumber(id, { reason: REASON }, clerk)).toMatchObject({ code: 'access.denied' })
    expect(await renumber(id, {})).toMatchObject({ code: 'request.invalid' })
    expect(await renumber(newId())).toMatchObject({ code: 'not-found' })
    expect(await renumber(id, { reason: REASON, number: 9000 })).toMatchObject({ code: 'code.not-reserved' })
  })

  test('the former code stays on the record, is searched for and asked for, and no other bears it', async () => {
    const id = await aFile('更正档号的卷')
    const former = await codeOf(id)
    const { archivalCode } = await renumber(id)
    expect(archivalCode).not.toBe(former)
    const again = await renumber(id)
    expect(await detailOf(id)).toMatchObject({
      archivalCode: again['archivalCode'],
      formerCodes: [
        { code: former, replacedBy: archivalCode, reason: REASON },
        { code: archivalCode, replacedBy: again['archivalCode'] },
      ],
    })
    await refreshSearchWhole(api.site.sql, ENGINE_ID)
    const found = (await clerk.get(`/api/records?q=${encodeURIComponent(former)}`)).json<{
      items: { id: string }[]
    }>()
    expect(found.items).toMatchObject([{ id }])
    const events = (await clerk.get(`/api/records/${id}/events`)).json<{ items: { type: string }[] }>()
    expect(events.items.map(({ type }) => type)).toContain('record.renumbered')
    const jobs = await api.site.admin<{ n: number }[]>`
      select count(*)::int as n from event where stream_id = ${id} and type = 'job.started' and canonical like '%print-forms%'`
    expect(jobs[0]?.n).toBeGreaterThanOrEqual(2)
    const taken = api.site.admin`update record set archival_code = ${former} where id = ${id}`
    await expect(taken).rejects.toThrow('the code was given before')
    // Who sees the record is told so by its former code too; a code of nothing is answered as one of others' records is.
    const asks = async (code: string) =>
      (
        await archivist.post('/api/access-requests', { body: { code, days: 7, purpose: '核对旧档号' } })
      ).json<object>()
    expect(await asks(former)).toMatchObject({ code: 'access.seen-already' })
    expect(await asks(`${former}9`)).not.toMatchObject({ code: 'access.seen-already' })
  })
})

describe('FEA-A5 numbers are kept back', () => {
  test('who keeps no archives sees no sequences, and a range that was given or reserved is refused', async () => {
    await aFile()
    expect((await archivist.get('/api/codes')).json()).toMatchObject({ code: 'access.denied' })
    expect(await reserve({ firstNumber: 1, lastNumber: 1 })).toMatchObject({
      body: { code: 'code.range-given' },
    })
    expect(await reserve({ fondsId: newId() })).toMatchObject({ body: { code: 'not-found' } })
    const { next } = await reserve()
    expect(await reserve({ firstNumber: next })).toMatchObject({ body: { code: 'code.range-reserved' } })
  })

  test('filing passes over them even when both are done at once, their holder takes one, and what is left is given free', async () => {
    const [reserved, id] = await Promise.all([reserve({ purpose: '并行预留' }), aFile('并行归档的卷')])
    const { reservations } = await codes()
    const kept = reservations.find(({ id: one }) => one === reserved.body.id)
    const number = Number((await codeOf(id)).split('-').at(-1))
    if (kept !== undefined) expect(number < kept.firstNumber || number > kept.lastNumber).toBe(true)
    const own = await reserve({ firstNumber: number + 5, lastNumber: number + 6 })
    const taken = await renumber(id, { reason: REASON, number: number + 5 })
    expect(taken['archivalCode']).toMatch(new RegExp(`-0*${number + 5}$`))
    const release = `/api/codes/reservations/${own.body.id}/release`
    expect((await clerk.post(release, { body: { reason: '不再需要' } })).statusCode).toBe(200)
    expect((await clerk.post(release, { body: { reason: '不再需要' } })).json()).toMatchObject({
      code: 'code.range-released',
    })
  })
})

describe('FEA-A5 who files takes a number that is kept back for the unit', () => {
  const atFiling = async () => {
    const hands = aHandIn({ formedOn: '2016-03-02', sourceReference: newId() })
    const { recordId } = await aRecordAtArrange(api, hands)
    await doNext(api, recordId, { person: archivist, outcome: 'arranged', form: { pages: 3 } })
    return recordId
  }
  const file = async (recordId: string, reservedNumber?: number) =>
    (
      await doNext(api, recordId, {
        person: archivist,
        outcome: 'filed',
        form: { classCode: 'SI-5-03', ...(reservedNumber === undefined ? {} : { reservedNumber }) },
      })
    ).json<{ code?: string }>()
  /** The number that the next filing takes: ranges start there. */
  const start = async () => {
    const { sequences, reservations } = await codes()
    const { next, block } = sequences.find((one) => one.block.includes('·SY·DY·2016·')) ?? {}
    const ranges = reservations.filter((one) => one.block === block)
    return nextFreeNumber(
      next ?? 1,
      ranges.map((one) => ({ ...one, releasedOn: dayOf(one), usedNumbers: [] })),
    )
  }
  const dayOf = ({ releasedOn }: CodesView['reservations'][number]) =>
    releasedOn === null ? null : plainDate(releasedOn)
  const keep = async (firstNumber: number, over: object = {}) => {
    const answer = await reserve({ firstNumber, lastNumber: firstNumber + 1, ...over })
    expect(answer.status).toBe(201)
    return answer.body.id
  }
  const codeNow = async (id: string) =>
    (await archivist.get(`/api/records/${id}`)).json<RecordDetailView>().archivalCode
  const offered = async (recordId: string) =>
    (await archivist.get(`/api/records/${recordId}/reserved-numbers?classCode=SI-5-03`))
      .json<{ items: { number: number }[] }>()
      .items.map(({ number }) => number)

  test('not one outside a range, of another unit, of a range given free, or of no sequence', async () => {
    await passProbe(api.site.admin)
    const id = await atFiling()
    const others = await start()
    await keep(others, { holderUnitId: demoUnitId('pension') })
    expect(await file(id, others)).toMatchObject({ code: 'code.not-yours' })
    expect(await file(id, others + 400)).toMatchObject({ code: 'code.not-reserved' })
    const own = await keep(others + 2)
    expect(await offered(id)).toEqual(expect.arrayContaining([others + 2, others + 3]))
    expect(await offered(id)).not.toContain(others)
    await clerk.post(`/api/codes/reservations/${own}/release`, { body: { reason: '不再需要' } })
    expect(await offered(id)).not.toContain(others + 2)
    expect(await file(id, others + 2)).toMatchObject({ code: 'code.not-reserved' })
    // The next number passes over what is kept back, for whomever it is kept back.
    expect((await file(id)).code).toBeUndefined()
    expect(await codeNow(id)).toMatch(new RegExp(`-0*${others + 2}$`))
  })

  test('one number for two at once goes to one of them, is never given again, and the next number goes on', async () => {
    const [one, other, third] = [await atFiling(), await atFiling(), await atFiling()]
    // Far beyond what the tests before have given.
    const next = (await start()) + 100
    await keep(next)
    const answers = await Promise.all([file(one, next + 1), file(other, next + 1)])
    expect(new Set(answers.map(({ code }) => code))).toEqual(new Set([undefined, 'code.taken']))
    const [won, lost] = answers[0]?.code === undefined ? [one, other] : [other, one]
    expect(await codeNow(won)).toMatch(new RegExp(`-0*${next + 1}$`))
    expect(await offered(lost)).toContain(next)
    expect(await offered(lost)).not.toContain(next + 1)
    await renumber(won)
    expect(await file(lost, next + 1)).toMatchObject({ code: 'code.taken' })
    expect((await file(lost)).code).toBeUndefined()
    expect(await codeNow(lost)).not.toMatch(new RegExp(`-0*(${next}|${next + 1})$`))
    expect((await file(third, next)).code).toBeUndefined()
  })
})

test('FEA-A5 each gap has its reason: the system gives its own, a person the others, and nothing is hidden by rights', async () => {
  const id = await aFile('留下空号的卷')
  const former = await codeOf(id)
  await renumber(id)
  const { fonds, sequences } = await codes()
  const sequence = sequences.find(({ block }) => former.startsWith(`${block}-`))
  expect(sequence).toMatchObject({ missing: 0 })
  expect(await gaps()).toContainEqual(
    expect.objectContaining({ code: former, state: 'renumbered', recordId: id }),
  )
  // As a table with gaps in its own numbering leaves it.
  const { next = 0, block = '', year = 0 } = sequence ?? {}
  await api.site.admin`update code_counter set next = ${next + 1} where block = ${block} and year = ${year}`
  const explain = (number: number) =>
    clerk.post('/api/codes/explanations', {
      body: { fondsId: fonds[0]?.id ?? '', year, block, number, reason: '旧目录漏编一号' },
    })
  const open = async () =>
    (await clerk.get('/api/codes/gaps?open=yes')).json<{ items: CodeGapView[] }>().items
  expect(await open()).toMatchObject([{ number: next, state: 'missing', reason: null }])
  expect((await explain(next + 1)).json()).toMatchObject({ code: 'code.no-gap' })
  expect((await explain(next)).statusCode).toBe(201)
  expect(await open()).toEqual([])
  const explained = { number: next, state: 'explained', reason: { zh: '旧目录漏编一号' } }
  expect(await gaps()).toContainEqual(expect.objectContaining({ number: next, state: explained.state }))
  const verdict = await verifyAll(api.site.sql, ENGINE_ID)
  expect(verdict.broken).toEqual([])
})
