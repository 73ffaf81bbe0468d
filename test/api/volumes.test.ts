import { beforeAll, describe, expect, test } from 'vitest'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { newId } from '#db/ids.ts'
import { refreshSearchWhole } from '#db/search/refresh.ts'
import { demoPersonId, demoUnitId } from '#db/seed/demo-organisation.ts'
import { aHandIn, doNext, handIn, personAt, SYSTEM_KEY, type Person } from '#test/support/api.ts'
import { openApi } from '#test/support/opened-api.ts'

const { api, archivist, head } = openApi({ archivist: 'shen.zhiqiu', head: 'guo.huaiyuan' })
/** A clerk at the window, who serves the parties. */
let window: Person
beforeAll(async () => {
  await api.site.admin`update post set role = 'window-clerk' where person_id = ${demoPersonId('chen.lidong')}`
  window = await personAt(api.app, 'chen.lidong')
})

const aCase = (over: object = {}) => ({
  definition: 'paper-file',
  title: '追索劳动报酬案正卷',
  classCode: 'ZC-01',
  formedOn: '2015-03-02',
  formingUnitId: demoUnitId('unemployment'),
  carrier: 'paper',
  grade: 'internal',
  uploadIds: [],
  ...over,
})

async function create(over: object = {}, person = archivist): Promise<string> {
  const answer = await person.post('/api/records', { body: aCase(over) })
  if (answer.statusCode !== 200 && answer.statusCode !== 201) throw new Error(answer.body)
  return answer.json<{ recordId: string }>().recordId
}

async function volumes(): Promise<{ readonly mainId: string; readonly sideId: string }> {
  const mainId = await create({ volume: 'main' })
  const side = { volume: 'side', mainRecordId: mainId, title: '追索劳动报酬案副卷合议笔录' }
  return { mainId, sideId: await create(side) }
}

const withoutTrace = (answer: { readonly statusCode: number; readonly body: string }) => ({
  status: answer.statusCode,
  body: answer.body.replace(/"traceId":"[^"]*"/, ''),
})

describe('REG-44 REG-9 the side volume is hidden from who serves the parties', () => {
  test.each([
    '/api/records/ID',
    '/api/records/ID/contents',
    '/api/records/ID/metadata',
    '/api/records/ID/events',
    '/api/records/ID/verification',
    '/api/records/ID/pages',
  ])('FLT-26 GET %s answers as for what does not exist', async (pattern) => {
    const { mainId, sideId } = await volumes()
    const at = (id: string) => window.get(pattern.replace('ID', id))
    expect((await at(mainId)).statusCode).toBe(200)
    expect((await archivist.get(pattern.replace('ID', sideId))).statusCode).toBe(200)
    const hidden = withoutTrace(await at(sideId))
    expect(hidden.status).toBe(404)
    expect(hidden).toEqual(withoutTrace(await at(newId())))
  })

  test('REQ-51 in lists, counts, search and the main volume itself', async () => {
    const { mainId, sideId } = await volumes()
    await refreshSearchWhole(api.site.sql, ENGINE_ID)
    const finds = async (person: Person) => {
      const page = (await person.get(`/api/records?q=${encodeURIComponent('合议笔录')}`)).json<{
        items: { id: string }[]
        total: { count: number }
      }>()
      return { ids: page.items.map(({ id }) => id), count: page.total.count }
    }
    expect(await finds(window)).toEqual({ ids: [], count: 0 })
    expect((await finds(archivist)).ids).toContain(sideId)
    const seen = async (person: Person) =>
      (await person.get(`/api/records/${mainId}`)).json<{ volume: string; volumes: { id: string }[] }>()
    expect(await seen(window)).toMatchObject({ volume: 'main', volumes: [] })
    expect(await seen(archivist)).toMatchObject({
      volume: 'main',
      volumes: [{ id: sideId, volume: 'side' }],
      allowedActions: { addSideVolume: { allowed: true } },
    })
    expect(await seen(window)).toMatchObject({ allowedActions: { addSideVolume: { allowed: false } } })
    // Neither the palette suggests it, nor does anything of its main volume count it.
    const suggested = async (person: Person) =>
      (await person.get(`/api/find?q=${encodeURIComponent('合议笔录')}`)).body.includes(sideId)
    expect([await suggested(archivist), await suggested(window)]).toEqual([true, false])
    expect((await window.get(`/api/records/${mainId}`)).body).not.toContain(sideId)
  })

  test('a business system neither sees one nor makes one', async () => {
    const { mainId, sideId } = await volumes()
    const headers = { authorization: SYSTEM_KEY }
    const seen = await api.app.inject({ method: 'GET', url: `/api/records/${sideId}`, headers })
    expect(seen.json()).toMatchObject({ code: 'not-found' })
    const made = await api.app.inject({
      method: 'POST',
      url: '/api/records',
      headers: { ...headers, 'idempotency-key': newId() },
      payload: aCase({ volume: 'side', mainRecordId: mainId }),
    })
    expect(made.json()).toMatchObject({ code: 'access.denied' })
  })

  test('row security alone keeps every table of it', async () => {
    const { sideId } = await volumes()
    const counts = await api.site.sql.begin(async (tx) => {
      await tx`select gate_scope(${demoPersonId('chen.lidong')})`
      return await tx<{ n: number }[]>`
        select (select count(*) from record where id = ${sideId})::int + (select count(*) from task where subject_id = ${sideId})::int
          + (select count(*) from event where stream_id = ${sideId})::int as n`
    })
    expect(counts[0]?.n).toBe(0)
  })
})

test('REG-44 what is no case has no volumes, and a side volume needs its main one', async () => {
  for (const [over, code] of [
    [{ classCode: 'SI-5-03', volume: 'main' }, 'record.not-parted'],
    [{ volume: 'side' }, 'record.main-unknown'],
    [{ volume: 'side', mainRecordId: newId() }, 'record.main-unknown'],
  ] as const)
    expect((await archivist.post('/api/records', { body: aCase(over) })).json()).toMatchObject({ code })
})

describe('REQ-42 REQ-44 a closed file', () => {
  const ENTRY = {
    title: '补充证据',
    responsible: '失业保险科',
    documentNo: null,
    formedOn: '2015-03-09',
    firstPage: 2,
    lastPage: 2,
  }

  async function filed(): Promise<string> {
    const record = aHandIn({ definition: 'paper-file', carrier: 'paper', title: '失业保险待遇核定卷' })
    const { recordId } = (await handIn(api.app, { record, files: [] })).json<{ recordId: string }>()
    const steps = [
      ['arranged', { pages: 1, contents: '登记表|失业保险科||2015-03-02|1' }],
      ['filed', { classCode: 'SI-5-03' }],
    ] as const
    for (const [outcome, form] of steps) {
      const done = await doNext(api, recordId, { person: archivist, outcome, form })
      if (done.statusCode !== 200) throw new Error(`${outcome}: ${done.body}`)
    }
    return recordId
  }

  test('refuses items until a head opens it with a reason; all of it is in its history, and folds', async () => {
    const recordId = await filed()
    const adds = (over: object = {}) =>
      archivist.post(`/api/records/${recordId}/items`, { body: { entry: { ...ENTRY, ...over } } })
    const opens = (person: Person) =>
      person.post(`/api/records/${recordId}/reopening`, { body: { reason: '补入遗漏材料' } })
    expect((await adds()).json()).toMatchObject({ code: 'record.closed' })
    expect((await opens(archivist)).json()).toMatchObject({ code: 'access.denied' })
    expect((await opens(head)).json()).toEqual({ done: true })
    expect((await opens(head)).json()).toMatchObject({ code: 'record.not-closed' })
    expect((await adds({ formedOn: '2016-03-09' })).json()).toMatchObject({
      code: 'contents.faulty',
      detail: { faults: [{ code: 'contents.mixed-year', no: 2 }] },
    })
    expect((await adds({ classCode: 'SI-5-07' })).json()).toMatchObject({
      detail: { faults: [{ code: 'contents.mixed-class' }, { code: 'contents.mixed-period' }] },
    })
    const added = await adds()
    expect(added.json()).toMatchObject({ no: 2 })
    const contents = (await archivist.get(`/api/records/${recordId}/contents`)).json<{
      entries: { archivalCode: string }[]
    }>()
    expect(contents.entries.at(-1)?.archivalCode).toMatch(/^\w\d{3}-ZY·SY·DY·2015·D10-\d{4}-002$/)
    const { itemId } = added.json<{ itemId: string }>()
    const gone = await archivist.post(`/api/records/${recordId}/items/${itemId}/withdrawal`, {
      body: { reason: '误入' },
    })
    expect(gone.json()).toEqual({ done: true })
    const list = (await archivist.get(`/api/records/${recordId}/contents`)).json<object>()
    expect(list).toMatchObject({ changeItems: { allowed: true }, withdrawn: [{ no: 2, note: '误入' }] })
    const closes = async (items: number) =>
      (
        await archivist.post(`/api/records/${recordId}/closing`, { body: { reason: '已核对', items } })
      ).json<object>()
    expect(await closes(2)).toMatchObject({ code: 'record.count-differs', detail: { counted: 2, listed: 1 } })
    expect(await closes(1)).toEqual({ done: true })
    expect((await adds({ firstPage: 3, lastPage: 3 })).json()).toMatchObject({ code: 'record.closed' })
    const events = (await archivist.get(`/api/records/${recordId}/events`)).json<{
      items: { type: string }[]
    }>()
    expect(events.items.map(({ type }) => type).slice(0, 4)).toEqual([
      'record.closed',
      'record.item-withdrawn',
      'record.item-added',
      'record.reopened',
    ])
    const proof = await archivist.get(`/api/records/${recordId}/verification`)
    expect(proof.json()).toMatchObject({ verdict: 'whole' })
  })
})
