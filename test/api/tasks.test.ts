import { describe, expect, test } from 'vitest'
import { newId } from '#db/ids.ts'
import { demoPersonId } from '#db/seed/demo-organisation.ts'
import {
  aHandIn,
  aRecordAtArrange,
  doNext,
  engineDoes,
  openTaskOf,
  personAt,
  type Person,
} from '#test/support/api.ts'
import { openApi } from '#test/support/opened-api.ts'

const { api, archivist, stranger, head } = openApi({
  archivist: 'shen.zhiqiu',
  stranger: 'tang.ruoxi',
  head: 'guo.huaiyuan',
})

const arranged = { outcome: 'arranged', form: { pages: 12, isInOrder: true } }

describe('a task refuses', () => {
  test('PRM-3 a write without an Idempotency-Key, and one with a bad key', async () => {
    const { taskId } = await aRecordAtArrange(api)
    for (const key of ['', 'short', 'with space in it']) {
      const answer = await archivist.post(`/api/tasks/${taskId}/claim`, { key })
      expect(answer.json()).toMatchObject({ code: 'request.key-missing', status: 400 })
    }
  })

  test('unknown fields, wrong types and a body that it does not take', async () => {
    const { taskId } = await aRecordAtArrange(api)
    await archivist.post(`/api/tasks/${taskId}/claim`)
    const complete = (body: unknown) => archivist.post(`/api/tasks/${taskId}/complete`, { body })
    expect((await complete({ ...arranged, actor: 'someone' })).json()).toMatchObject({
      code: 'request.invalid',
    })
    expect((await complete({ outcome: 7, form: {} })).json()).toMatchObject({ code: 'request.invalid' })
    expect((await complete({ outcome: 'arranged', form: { pages: 'many', other: 1 } })).json()).toMatchObject(
      {
        code: 'task.form-invalid',
        detail: {
          faults: expect.arrayContaining([
            { field: 'pages', code: 'form.wrong-type' },
            { field: 'other', code: 'form.unknown-field' },
          ]),
        },
      },
    )
    expect((await complete({ outcome: 'destroyed', form: {} })).json()).toMatchObject({
      code: 'task.outcome-unknown',
      detail: { outcomes: ['arranged', 'returned'] },
    })
    expect(
      (await archivist.post(`/api/tasks/${taskId}/release`, { body: { to: 'me' } })).json(),
    ).toMatchObject({ code: 'request.invalid' })
    expect((await archivist.get('/api/tasks?view=mine&order=asc')).json()).toMatchObject({
      code: 'request.invalid',
    })
    expect((await archivist.get('/api/tasks?cursor=nonsense')).json()).toMatchObject({
      code: 'request.invalid',
    })
    expect((await archivist.get(`/api/tasks/${'x'.repeat(36)}`)).json()).toMatchObject({
      code: 'request.invalid',
    })
  })

  test('a body that is larger than any form', async () => {
    const { taskId } = await aRecordAtArrange(api)
    const answer = await archivist.post(`/api/tasks/${taskId}/complete`, {
      body: { outcome: 'arranged', form: { note: 'x'.repeat(9_000_000) } },
    })
    expect(answer.json()).toMatchObject({ code: 'request.too-large', status: 413 })
    const claim = await archivist.post(`/api/tasks/${taskId}/claim`, {
      body: 'x'.repeat(10),
      headers: { 'content-type': 'text/csv' },
    })
    expect(claim.json()).toMatchObject({ code: 'request.media-type', status: 415 })
  })

  test("FLT-26 another unit's person as if it were not there", async () => {
    const { taskId } = await aRecordAtArrange(api)
    for (const answer of [
      await stranger.get(`/api/tasks/${taskId}`),
      await stranger.post(`/api/tasks/${taskId}/claim`),
      await stranger.post(`/api/tasks/${taskId}/complete`, { body: arranged }),
    ]) {
      expect(answer.json()).toMatchObject({ code: 'not-found', status: 404 })
      expect(answer.json()).not.toHaveProperty('detail')
    }
  })

  test('someone of the unit whose post it is not for', async () => {
    const { taskId } = await aRecordAtArrange(api)
    expect((await head.post(`/api/tasks/${taskId}/claim`)).json()).toMatchObject({
      code: 'task.not-candidate',
      status: 403,
    })
  })

  test('to be completed unclaimed, by another, finished, and out of order', async () => {
    const { taskId } = await aRecordAtArrange(api)
    expect((await archivist.post(`/api/tasks/${taskId}/complete`, { body: arranged })).json()).toMatchObject({
      code: 'task.not-claimed',
    })
    await archivist.post(`/api/tasks/${taskId}/claim`)
    const postId = newId()
    await api.site.admin`insert into post (id, person_id, unit_id, role, gives_scope, from_on)
      select ${postId}, ${demoPersonId('chen.lidong')}, unit_id, role, gives_scope, from_on from post where person_id = ${demoPersonId('shen.zhiqiu')} limit 1`
    const colleague = await personAt(api.app, 'chen.lidong')
    expect((await colleague.post(`/api/tasks/${taskId}/complete`, { body: arranged })).json()).toMatchObject({
      code: 'task.not-yours',
    })
    expect((await archivist.post(`/api/tasks/${taskId}/complete`, { body: arranged })).statusCode).toBe(200)
    expect((await archivist.post(`/api/tasks/${taskId}/complete`, { body: arranged })).json()).toMatchObject({
      code: 'task.not-open',
      status: 409,
    })
    await api.site.admin`delete from post where id = ${postId}`
  })

  test('PRM-3 a key that was used for another act', async () => {
    const [one, two] = [await aRecordAtArrange(api), await aRecordAtArrange(api)]
    const key = newId()
    expect((await archivist.post(`/api/tasks/${one.taskId}/claim`, { key })).statusCode).toBe(200)
    expect((await archivist.post(`/api/tasks/${two.taskId}/claim`, { key })).json()).toMatchObject({
      code: 'request.key-reused',
      status: 422,
    })
  })

  test('FLT-27 whoever lost the post between claiming and completing', async () => {
    const { taskId } = await aRecordAtArrange(api)
    await archivist.post(`/api/tasks/${taskId}/claim`)
    await api.site
      .admin`update post set to_on = '2020-01-01' where person_id = ${demoPersonId('shen.zhiqiu')}`
    const answer = await archivist.post(`/api/tasks/${taskId}/complete`, { body: arranged })
    await api.site.admin`update post set to_on = null where person_id = ${demoPersonId('shen.zhiqiu')}`
    expect(answer.json()).toMatchObject({ code: 'not-found' })
  })
})

describe('FLT-28 at the same moment', () => {
  test('a task is completed once, and the other hears that it is finished', async () => {
    const { taskId, recordId } = await aRecordAtArrange(api)
    await archivist.post(`/api/tasks/${taskId}/claim`)
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => archivist.post(`/api/tasks/${taskId}/complete`, { body: arranged })),
    )
    const codes = answers.map((answer) =>
      answer.statusCode === 200 ? 'won' : answer.json<{ code: string }>().code,
    )
    expect(codes.filter((code) => code === 'won')).toHaveLength(1)
    expect(new Set(codes)).toEqual(new Set(['won', 'task.not-open']))
    const [row] = await api.site
      .admin`select count(*)::int as n from event where stream_id = ${recordId} and type = 'task.completed'`
    expect(row).toEqual({ n: 1 })
  })

  test('PRM-3 one key sent five times is one act with one answer', async () => {
    const { taskId } = await aRecordAtArrange(api)
    await archivist.post(`/api/tasks/${taskId}/claim`)
    const key = newId()
    const answers = await Promise.all(
      Array.from({ length: 5 }, () =>
        archivist.post(`/api/tasks/${taskId}/complete`, { body: arranged, key }),
      ),
    )
    expect(answers.map((answer) => answer.statusCode)).toEqual([200, 200, 200, 200, 200])
  })
})

describe('the worklist', () => {
  test('shows what my group may take, then what is mine, then what I have done', async () => {
    const { taskId } = await aRecordAtArrange(api, aHandIn({ title: '工作列表一件' }))
    const idsIn = async (view: string, person: Person = archivist) =>
      (await person.get(`/api/tasks?view=${view}&limit=200`))
        .json<{ items: { id: string }[] }>()
        .items.map(({ id }) => id)
    expect(await idsIn('group')).toContain(taskId)
    expect(await idsIn('group', stranger)).not.toContain(taskId)
    await archivist.post(`/api/tasks/${taskId}/claim`)
    expect(await idsIn('mine')).toContain(taskId)
    expect(await idsIn('group')).not.toContain(taskId)
    await archivist.post(`/api/tasks/${taskId}/release`)
    expect(await idsIn('group')).toContain(taskId)
    await archivist.post(`/api/tasks/${taskId}/claim`)
    const done = await archivist.post(`/api/tasks/${taskId}/complete`, { body: arranged })
    expect(done.json()).toMatchObject({ taskId, place: { step: 'file', name: { zh: '立卷归档' }, round: 0 } })
    expect(await idsIn('done')).toContain(taskId)
    expect((await archivist.get('/api/tasks/counts')).json()).toMatchObject({
      doneToday: { isCapped: false },
    })
  })

  test('pages by key: no task twice and none left out', async () => {
    await Promise.all(Array.from({ length: 5 }, () => aRecordAtArrange(api)))
    const all = (await archivist.get('/api/tasks?view=group&limit=200')).json<{
      items: { id: string }[]
      total: { count: number }
    }>()
    const seen: string[] = []
    interface Page {
      readonly items: readonly { readonly id: string }[]
      readonly nextCursor: string | null
    }
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: Page = (
        await archivist.get(`/api/tasks?view=group&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`)
      ).json<Page>()
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor
    }
    expect(seen).toEqual(all.items.map(({ id }) => id))
    expect(all.total.count).toBe(seen.length)
    expect(seen.length).toBeGreaterThan(4)
  })

  test('a task says why it is mine, what was found, what it asks and what I may do', async () => {
    const { taskId, recordId } = await aRecordAtArrange(api)
    const task = (await archivist.get(`/api/tasks/${taskId}`)).json<Record<string, unknown>>()
    expect(task).toMatchObject({
      id: taskId,
      subjectId: recordId,
      step: 'arrange',
      isMine: false,
      whyMe: { role: 'unit-archivist', unitName: { en: 'Unemployment Section' }, candidates: 2 },
      formSchema: { id: 'arrange' },
      outcomes: [
        { name: 'arranged', isBack: false },
        { name: 'returned', isBack: true },
      ],
      record: { id: recordId, classCode: 'SI-5-03' },
      list: null,
      allowedActions: {
        claim: { allowed: true },
        release: { allowed: false },
        complete: { allowed: false, reason: 'task.not-claimed' },
      },
    })
    expect(task['history']).toContainEqual(
      expect.objectContaining({
        type: 'record.created',
        actor: expect.objectContaining({
          name: { zh: '失业待遇业务系统', en: 'Unemployment benefits system' },
        }),
      }),
    )
  })
})

test('REQ-8 REQ-11 REQ-53 REG-7 a record goes from hand to hand until it is kept', async () => {
  const { recordId } = await aRecordAtArrange(api)
  const clerk = await personAt(api.app, 'han.shuning')
  expect((await doNext(api, recordId, { person: archivist, ...arranged })).statusCode).toBe(200)
  await api.site
    .admin`insert into store_probe (id, cache_key, passed, failed, report) values (${newId()}, 'test', 12, 0, '{}') on conflict do nothing`
  expect(
    (
      await doNext(api, recordId, { person: archivist, outcome: 'filed', form: { classCode: 'SI-5-03' } })
    ).json(),
  ).toMatchObject({ place: { step: 'preserve' } })
  await engineDoes(api.site, recordId, 'preserved')
  const appraisal = { scanPolicy: 'never', grade: 'internal', openingState: 'controlled' }
  const opened = { ...appraisal, openingState: 'open' }
  const task = await head.get(`/api/tasks/${await openTaskOf(api, recordId)}`)
  expect(task.json<{ checks: unknown[] }>().checks).toContainEqual({
    code: 'opening',
    label: { zh: '开放审核', en: 'Opening' },
    result: 'manual',
    detail: {
      zh: '不得开放：此类档案含有身份证件号码',
      en: 'may not be opened: such records hold identity numbers',
    },
  })
  expect(
    (await doNext(api, recordId, { person: head, outcome: 'appraised', form: opened })).json(),
  ).toMatchObject({
    status: 422,
    code: 'opening.personal-data',
    detail: { classCode: 'SI-5-03', personalData: ['identity'] },
  })
  expect(
    (await doNext(api, recordId, { person: head, outcome: 'appraised', form: appraisal })).json(),
  ).toMatchObject({ place: { step: 'hand-over' } })
  expect(
    (
      await doNext(api, recordId, { person: archivist, outcome: 'signed', form: { records: 1, pages: 12 } })
    ).json(),
  ).toMatchObject({ place: { step: 'hand-over' } })
  const receiver = await openTaskOf(api, recordId)
  await clerk.post(`/api/tasks/${receiver}/claim`)
  const wrong = await clerk.post(`/api/tasks/${receiver}/complete`, {
    body: { outcome: 'signed', form: { countedPages: 11 } },
  })
  expect(wrong.json()).toMatchObject({ code: 'task.form-invalid' })
  const kept = await clerk.post(`/api/tasks/${receiver}/complete`, {
    body: { outcome: 'signed', form: { countedPages: 12 } },
  })
  expect(kept.json()).toMatchObject({ place: { step: 'keep' }, nextTaskId: null })
  const record = (await clerk.get(`/api/records/${recordId}`)).json()
  expect(record).toMatchObject({
    archivalCode: expect.stringContaining('J021'),
    retention: {
      verdict: 'ends',
      endsOn: '2025-12-31',
      dueOn: '2026-01-01',
      rule: { code: 'SI-5-03', confidence: 'V' },
      earlier: [],
    },
    path: expect.arrayContaining([
      expect.objectContaining({ step: 'keep', state: 'now' }),
      expect.objectContaining({ step: 'due', state: 'to-come' }),
    ]),
  })
  expect((await clerk.get(`/api/records/${recordId}/verification`)).json()).toMatchObject({
    verdict: 'whole',
    tablesEqualFold: true,
    firstBad: null,
    differing: [],
  })
})
