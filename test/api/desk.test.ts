import { describe, expect, test } from 'vitest'
import { SAVED_SCREENS } from '#domain/vocabulary.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { releaseLeaversTasks } from '#db/leavers.ts'
import { newId } from '#db/ids.ts'
import { demoPersonId } from '#db/seed/demo-organisation.ts'
import { aHandIn, aRecordAtArrange, personAt, type Person } from '#test/support/api.ts'
import { openApi } from '#test/support/opened-api.ts'

const { api, archivist, colleague, stranger, head } = openApi({
  archivist: 'shen.zhiqiu',
  colleague: 'yin.heming',
  stranger: 'tang.ruoxi',
  head: 'guo.huaiyuan',
})

const arranged = { outcome: 'arranged', form: { pages: 12, isInOrder: true } }
const YIN = demoPersonId('yin.heming')

async function aClaimedTask(): Promise<{ readonly taskId: string; readonly recordId: string }> {
  const made = await aRecordAtArrange(api)
  expect((await archivist.post(`/api/tasks/${made.taskId}/claim`)).statusCode).toBe(200)
  return made
}

async function holderOf(taskId: string): Promise<string | null> {
  const [row] = await api.site.admin<
    { holder: string | null }[]
  >`select assignee_id as holder from task where id = ${taskId}`
  return row?.holder ?? null
}

describe('FEA-C3 delegating', () => {
  test('is refused across units, to who is no candidate, and without a reason', async () => {
    const { taskId } = await aClaimedTask()
    const delegate = (person: Person, body: object) =>
      person.post(`/api/tasks/${taskId}/delegation`, { body })
    expect((await delegate(archivist, { to: YIN, reason: ' ' })).json()).toMatchObject({
      code: 'request.invalid',
    })
    expect(
      (await delegate(archivist, { to: demoPersonId('tang.ruoxi'), reason: '出差' })).json(),
    ).toMatchObject({ code: 'task.taker-not-candidate' })
    expect((await delegate(archivist, { to: newId(), reason: '出差' })).json()).toMatchObject({
      code: 'task.taker-not-candidate',
    })
    expect((await delegate(stranger, { to: YIN, reason: '出差' })).json()).toMatchObject({
      code: 'not-found',
    })
    expect((await delegate(colleague, { to: YIN, reason: '出差' })).json()).toMatchObject({
      code: 'task.not-yours',
    })
    expect((await stranger.get(`/api/tasks/${taskId}/candidates`)).json()).toMatchObject({
      code: 'not-found',
    })
  })

  test('FEA-C13 shows who gave it to whom, rings the bell, and can be taken back', async () => {
    const { taskId } = await aClaimedTask()
    const candidates = await archivist.get(`/api/tasks/${taskId}/candidates`)
    expect(
      candidates.json<{ items: { person: { id: string } }[] }>().items.map(({ person }) => person.id),
    ).toContain(YIN)
    const key = newId()
    const body = { to: YIN, reason: '明日出差，请代办' }
    expect((await archivist.post(`/api/tasks/${taskId}/delegation`, { body, key })).statusCode).toBe(200)
    expect((await archivist.post(`/api/tasks/${taskId}/delegation`, { body, key })).statusCode).toBe(200)
    expect(await holderOf(taskId)).toBe(YIN)
    expect((await colleague.get('/api/tasks?view=mine')).json()).toMatchObject({
      items: expect.arrayContaining([
        expect.objectContaining({
          id: taskId,
          delegatedBy: { id: demoPersonId('shen.zhiqiu'), name: expect.anything() },
        }),
      ]),
    })
    expect((await archivist.get('/api/tasks?view=delegated')).json()).toMatchObject({
      items: [{ id: taskId }],
      total: { count: 1 },
    })
    expect((await archivist.post(`/api/tasks/${taskId}/complete`, { body: arranged })).json()).toMatchObject({
      code: 'task.not-yours',
    })
    const { items, unread } = (await colleague.get('/api/notices')).json<{
      items: { position: number; kind: string; taskId: string; isRead: boolean }[]
      unread: number
    }>()
    expect(items[0]).toMatchObject({ kind: 'delegated', taskId, isRead: false })
    expect(unread).toBe(1)
    await colleague.post('/api/notices/read', { body: { positions: items.map(({ position }) => position) } })
    expect((await colleague.get('/api/notices')).json()).toMatchObject({
      unread: 0,
      items: [{ isRead: true }],
    })
    expect((await archivist.post(`/api/tasks/${taskId}/hand-back`)).statusCode).toBe(200)
    expect(await holderOf(taskId)).toBe(demoPersonId('shen.zhiqiu'))
  })
})

describe('FLT-27', () => {
  test('the head of the unit alone may reassign, and sees what the unit holds', async () => {
    const { taskId } = await aClaimedTask()
    const reassign = (person: Person, to: string | null) =>
      person.post(`/api/tasks/${taskId}/reassignment`, { body: { to, reason: '长期病假' } })
    expect((await reassign(colleague, null)).json()).toMatchObject({ code: 'task.not-head' })
    expect((await reassign(stranger, null)).json()).toMatchObject({ code: 'not-found' })
    expect((await head.get('/api/tasks?view=team')).json()).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ id: taskId })]),
    })
    expect((await archivist.get('/api/tasks?view=team')).json()).toMatchObject({ items: [] })
    expect((await reassign(head, YIN)).statusCode).toBe(200)
    expect(await holderOf(taskId)).toBe(YIN)
    expect((await reassign(head, null)).statusCode).toBe(200)
    expect(await holderOf(taskId)).toBeNull()
    expect(await holderOf(taskId)).toBeNull()
  })

  test('what a leaver holds goes back to the group, once', async () => {
    const { taskId } = await aClaimedTask()
    const leaver = demoPersonId('yin.heming')
    await archivist.post(`/api/tasks/${taskId}/delegation`, { body: { to: leaver, reason: '代办' } })
    const free = () => releaseLeaversTasks({ sql: api.site.sql, gate: api.site.gate, engineId: ENGINE_ID })
    expect(await free()).toBe(0)
    await api.site.admin`update person set state = 'passive' where id = ${leaver}`
    try {
      expect(await free()).toBe(1)
      expect(await holderOf(taskId)).toBeNull()
      expect(await holderOf(taskId)).toBeNull()
      expect(await free()).toBe(0)
      const { items } = (await archivist.get(`/api/tasks/${taskId}/candidates`)).json<{
        items: { person: { id: string } }[]
      }>()
      expect(items.map(({ person }) => person.id)).not.toContain(leaver)
    } finally {
      await api.site.admin`update person set state = 'active' where id = ${leaver}`
    }
  })
})

describe('FEA-C10 a draft', () => {
  test('is its owner’s alone, and refused where nothing is seen or nothing waits', async () => {
    const { taskId } = await aClaimedTask()
    const save = (person: Person) =>
      person.post(`/api/tasks/${taskId}/draft`, { body: { values: { pages: 7, note: '缺第三页' } } })
    expect((await save(stranger)).json()).toMatchObject({ code: 'not-found' })
    expect((await save(archivist)).statusCode).toBe(200)
    expect((await archivist.get(`/api/tasks/${taskId}`)).json()).toMatchObject({
      draft: { values: { pages: 7, note: '缺第三页' } },
    })
    expect((await colleague.get(`/api/tasks/${taskId}`)).json()).toMatchObject({ draft: null })
    expect((await api.site.sql`select * from task_draft`).length).toBe(0)
    expect((await archivist.post(`/api/tasks/${taskId}/complete`, { body: arranged })).statusCode).toBe(200)
    expect(await api.site.admin`select 1 from task_draft where task_id = ${taskId}`).toHaveLength(0)
    expect((await save(archivist)).json()).toMatchObject({ code: 'task.not-open' })
  })
})

describe('FEA-C11 a comment', () => {
  test('is refused to who does not see the record, and to programs without a person', async () => {
    const { recordId } = await aClaimedTask()
    const body = { text: '缺银行回单' }
    expect((await stranger.post(`/api/comments/${recordId}`, { body })).json()).toMatchObject({
      code: 'not-found',
    })
    expect((await stranger.get(`/api/comments/${recordId}`)).json()).toEqual({ items: [] })
    expect((await archivist.post(`/api/comments/${recordId}`, { body: { text: ' ' } })).json()).toMatchObject(
      {
        code: 'request.invalid',
      },
    )
  })

  test('has author and time, tells who is named, and leaves no words in the ledger', async () => {
    const { recordId, taskId } = await aClaimedTask()
    const body = { text: '缺银行回单，请补', taskId, mentions: [YIN, demoPersonId('tang.ruoxi')] }
    expect((await archivist.post(`/api/comments/${recordId}`, { body })).statusCode).toBe(201)
    expect((await colleague.get(`/api/comments/${recordId}`)).json()).toMatchObject({
      items: [{ text: body.text, taskId, author: { name: { en: 'Shen Zhiqiu' } } }],
    })
    expect((await colleague.get('/api/notices')).json()).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ kind: 'mentioned', subjectId: recordId })]),
    })
    // Who is named and may not see the record hears nothing of it.
    expect((await stranger.get('/api/notices')).json()).toMatchObject({ items: [] })
    const rows = await api.site.admin<{ canonical: string }[]>`
      select canonical from event where stream_id = ${recordId} and type = 'comment.added'`
    expect(rows[0]?.canonical).not.toContain('银行')
  })
})

describe('FEA-C4 a deputy', () => {
  test('of a post is named by its holder, acts in their name between the dates, and never after', async () => {
    const mine = (await head.get('/api/deputies')).json<{ posts: { id: string }[] }>()
    const postId = mine.posts[0]?.id ?? ''
    const today = (await head.get('/api/session')).json<{ site: { today: string } }>().site.today
    const name = (person: Person, toOn = today) =>
      person.post('/api/deputies', {
        body: { postId, deputyId: demoPersonId('xu.wenbo'), fromOn: today, toOn },
      })
    expect((await name(archivist)).json()).toMatchObject({ code: 'deputy.not-your-post' })
    expect((await name(head, '2020-01-01')).json()).toMatchObject({ code: 'deputy.dates' })
    const deputy = await personAt(api.app, 'xu.wenbo')
    const { recordId, taskId } = await aRecordAtArrange(api, aHandIn({ sourceReference: newId() }))
    await archivist.post(`/api/tasks/${taskId}/claim`)
    await archivist.post(`/api/tasks/${taskId}/complete`, { body: arranged })
    const before = await rightsOf('xu.wenbo')
    expect((await name(head)).statusCode).toBe(201)
    expect(await rightsOf('xu.wenbo')).toBeGreaterThan(before)
    const [file] = await api.site.admin<{ id: string }[]>`
      select id from task where subject_id = ${recordId} and state = 'open'`
    // The head's post appraises; filing is the archivist's and stays so.
    expect((await deputy.post(`/api/tasks/${file?.id ?? ''}/claim`)).json()).toMatchObject({
      code: 'not-found',
    })
    const { items } = (await deputy.get('/api/deputies')).json<{ items: { id: string; isMine: boolean }[] }>()
    expect(items).toMatchObject([{ isMine: false }])
    const [end] = items
    expect((await deputy.del(`/api/deputies/${end?.id ?? ''}`)).json()).toMatchObject({ code: 'not-found' })
    expect((await head.del(`/api/deputies/${end?.id ?? ''}`)).statusCode).toBe(200)
    expect((await deputy.get('/api/deputies')).json()).toMatchObject({ items: [] })
  })
})

async function rightsOf(login: 'xu.wenbo'): Promise<number> {
  const [row] = await api.site.admin<{ n: number }[]>`
    select rights_version as n from person where id = ${demoPersonId(login)}`
  return row?.n ?? 0
}

describe('saved views and filters', () => {
  test('FEA-C7 are kept for one person, replaced by the same name, and gone when dropped', async () => {
    const body = { screen: 'worklist', name: '本周到期', search: { view: 'group', step: 'arrange' } }
    const made = (await archivist.post('/api/views', { body })).json<{ id: string }>()
    await archivist.post('/api/views', { body: { ...body, search: { view: 'mine' } } })
    expect((await archivist.get('/api/views')).json()).toMatchObject({
      items: [{ id: made.id, search: { view: 'mine' } }],
    })
    expect((await colleague.get('/api/views')).json()).toEqual({ items: [] })
    expect((await colleague.del(`/api/views/${made.id}`)).json()).toMatchObject({ code: 'not-found' })
    expect((await archivist.del(`/api/views/${made.id}`)).statusCode).toBe(200)
    expect((await archivist.get('/api/views')).json()).toEqual({ items: [] })
  })

  test('FEA-C7 every list whose filters stand in its address can keep them, and no other', async () => {
    const keep = (screen: string) =>
      archivist.post('/api/views', { body: { screen, name: '我的', search: { tab: 'due', year: 2030 } } })
    expect((await keep('settings')).json()).toMatchObject({ code: 'request.invalid' })
    for (const screen of SAVED_SCREENS) expect((await keep(screen)).statusCode).toBe(201)
    const { items } = (await archivist.get('/api/views')).json<{ items: { id: string; screen: string }[] }>()
    expect(items.map(({ screen }) => screen)).toEqual(SAVED_SCREENS.toSorted())
    for (const { id } of items) await archivist.del(`/api/views/${id}`)
  })

  test('tasks are filtered by text, unit, class and day; a pattern is only text', async () => {
    const title = '濮阳惜文失业保险待遇核定材料'
    const { taskId } = await aRecordAtArrange(api, aHandIn({ title, sourceReference: newId() }))
    const found = async (query: string) =>
      (await archivist.get(`/api/tasks?view=group&${query}`)).json<{
        items: { id: string }[]
        total: object
      }>()
    expect(await found(`q=${encodeURIComponent('惜文')}`)).toMatchObject({
      items: [{ id: taskId }],
      total: { count: 1 },
    })
    expect(await found(`q=${encodeURIComponent('%文')}`)).toMatchObject({ items: [] })
    expect(await found(`q=${encodeURIComponent('惜文')}&classCode=SI-5-04`)).toMatchObject({ items: [] })
    expect(await found(`q=${encodeURIComponent('惜文')}&classCode=SI-5-03&step=arrange`)).toMatchObject({
      items: [{ id: taskId }],
    })
    expect(await found(`q=${encodeURIComponent('惜文')}&dueUntil=2000-01-01`)).toMatchObject({ items: [] })
  })
})
