import { expect, test } from 'vitest'
import { layHandOverSheets } from '#activities/records/hand-over-sheets.ts'
import { DIRECT_RUN } from '#activities/engine.ts'
import { extractText } from '#activities/documents/pdf.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { DEMO_PASSWORD, demoPersonId } from '#db/seed/demo-organisation.ts'
import { verifyAll } from '#db/verify.ts'
import { aRecordAtArrange, type Person } from '#test/support/api.ts'
import { openApi } from '#test/support/opened-api.ts'

const { api, leaver, successor, head, stranger } = openApi({
  leaver: 'shen.zhiqiu',
  successor: 'chen.lidong',
  head: 'guo.huaiyuan',
  stranger: 'tang.ruoxi',
})

interface Register {
  hash: string
  tasks: { id: string; title: string | null; stepName: { zh: string } }[]
  families: string[]
}
interface HandOvers {
  items: { id: string; state: string; isPrinted: boolean; allowed: Record<string, boolean> }[]
  posts: { id: string; role: string; holder: { id: string } }[]
}
const listed = async (person: Person) => (await person.get('/api/hand-overs')).json<HandOvers>()
const registerOf = async (person: Person, id: string) =>
  (await person.get(`/api/hand-overs/${id}`)).json<{ register: Register }>().register
interface Asked {
  items: { id: string; kind: string; deadline: string; daysLeft: number }[]
}
const worklistOf = async (person: Person) =>
  (await person.get('/api/hand-over-work'))
    .json<Asked>()
    .items.map(({ id, kind, deadline }) => [id, kind, deadline])
interface Rung {
  items: { position: number; kind: string; subjectId: string; isRead: boolean; actor: { id: string } }[]
}
const bellOf = async (person: Person) =>
  (await person.get('/api/notices')).json<Rung>().items.filter(({ kind }) => kind.startsWith('hand-over'))
const codeOf = (answer: { json: <T>() => T }) => answer.json<{ code: string }>().code

test('FEA-N4 REG-36 a post passes by two signatures in one act: rights, claimed work, and a printed register', async () => {
  const { taskId } = await aRecordAtArrange(api)
  expect((await leaver.post(`/api/tasks/${taskId}/claim`)).statusCode).toBe(200)
  const own = (await listed(leaver)).posts
  expect(own.map(({ role, holder }) => [role, holder.id])).toEqual([
    ['unit-archivist', demoPersonId('shen.zhiqiu')],
  ])
  const postId = own[0]?.id ?? ''
  const body = { postId, toId: demoPersonId('chen.lidong'), note: '定期轮岗' }
  expect(codeOf(await stranger.post('/api/hand-overs', { body }))).toBe('access.denied')
  expect(codeOf(await stranger.get(`/api/hand-overs/register?postId=${postId}`))).toBe('not-found')
  expect((await leaver.get(`/api/hand-overs/register?postId=${postId}`)).json<Register>().tasks).toHaveLength(
    1,
  )
  const { handOverId: id } = (await leaver.post('/api/hand-overs', { body })).json<{ handOverId: string }>()
  expect(codeOf(await stranger.get(`/api/hand-overs/${id}`))).toBe('not-found')

  // It stands on the desk of who signs next, and of nobody else.
  for (const person of [leaver, successor, stranger]) {
    expect(await worklistOf(person)).toEqual([])
    expect(await bellOf(person)).toEqual([])
  }
  expect(await worklistOf(head)).toEqual([[`hand-over/${id}`, 'confirm', 'on-time']])
  const [rung] = await bellOf(head)
  expect(rung).toMatchObject({
    kind: 'hand-over-proposed',
    subjectId: id,
    isRead: false,
    actor: { id: demoPersonId('shen.zhiqiu') },
  })
  await head.post('/api/notices/read', { body: { positions: [rung?.position] } })
  expect(await bellOf(head)).toMatchObject([{ isRead: true }])

  const { hash, tasks, families } = await registerOf(head, id)
  expect(tasks.map(({ stepName }) => stepName.zh)).toEqual(['整理'])
  expect([tasks.length, families.length > 0]).toEqual([1, true])
  const act = (person: Person, verb: string, said: object) =>
    person.post(`/api/hand-overs/${id}/${verb}`, { body: { registerHash: hash, ...said } })
  const password = DEMO_PASSWORD
  expect(codeOf(await act(head, 'confirmation', {}))).toBe('request.invalid')
  expect(codeOf(await act(head, 'confirmation', { password: 'not this one' }))).toBe('auth.failed')
  expect(codeOf(await act(head, 'confirmation', { password, registerHash: 'f'.repeat(64) }))).toBe(
    'hand-over.register-moved',
  )
  expect(codeOf(await act(successor, 'acceptance', { password }))).toBe('hand-over.out-of-order')
  expect((await act(head, 'confirmation', { password })).statusCode).toBe(200)
  expect(codeOf(await act(leaver, 'acceptance', { password }))).toBe('access.denied')
  expect([await worklistOf(head), await bellOf(head), await bellOf(leaver)]).toEqual([[], [], []])
  expect(await worklistOf(successor)).toEqual([[`hand-over/${id}`, 'accept', 'on-time']])
  expect(await bellOf(successor)).toMatchObject([{ kind: 'hand-over-confirmed', subjectId: id }])
  expect((await listed(successor)).items[0]?.allowed).toMatchObject({ accept: true, confirm: false })
  expect(codeOf(await head.get(`/api/hand-overs/${id}/sheet.pdf`))).toBe('hand-over.sheet-missing')
  expect((await act(successor, 'acceptance', { password })).statusCode).toBe(200)
  expect([await worklistOf(successor), await bellOf(successor)]).toEqual([[], []])

  const [task] = await api.site.admin<
    { holder: string }[]
  >`select assignee_id as holder from task where id = ${taskId}`
  expect(task?.holder).toBe(demoPersonId('chen.lidong'))
  expect(codeOf(await leaver.get(`/api/tasks/${taskId}`))).toBe('not-found')

  const { sql, gate } = api.site
  const deps = {
    sql,
    gate,
    store: api.store,
    engineId: ENGINE_ID,
    siteMode: 'test' as const,
    run: DIRECT_RUN,
  }
  expect(await layHandOverSheets(deps)).toBe(1)
  expect(await layHandOverSheets(deps)).toBe(0)
  const sheet = await successor.get(`/api/hand-overs/${id}/sheet.pdf`)
  const words = (await extractText(sheet.rawPayload)).pages.map(({ text }) => text).join('\n')
  expect(words).toMatch(/岗位移交清单[\s\S]*沈知秋[\s\S]*陈立冬[\s\S]*已移交[\s\S]*郭怀远/)
  // Words of the procedure and of the classes, no codes.
  expect(words).toMatch(/业务 social-insurance business[\s\S]*整理 Arrange/)
  expect(words).not.toMatch(/\barrange\b|retiree-personnel/)
  expect(sheet.rawPayload.toString('latin1')).toContain('<pdfaid:part>2</pdfaid:part>')
  expect(codeOf(await stranger.get(`/api/hand-overs/${id}/sheet.pdf`))).toBe('not-found')
  expect((await verifyAll(sql, ENGINE_ID)).broken).toEqual([])
})

test('nobody passes a post past the signatures: the database itself refuses an act that no hand-over stands behind', async () => {
  const [post] = await api.site.admin<{ id: string; person: string; unit: string }[]>`
    select id, person_id as person, unit_id as unit from post where person_id = ${demoPersonId('yin.heming')}`
  const row = {
    id: post?.id,
    person_id: demoPersonId('lu.yunfan'),
    unit_id: post?.unit,
    role: 'unit-archivist',
  }
  const change = {
    operator: demoPersonId('lu.yunfan'),
    rightsVersion: 1,
    engine: ENGINE_ID,
    streams: [],
    rows: { post: [row] },
  }
  const [version] = await api.site.admin<{ v: number }[]>`
    select rights_version as v from person where id = ${change.operator}`
  const act = { ...change, rightsVersion: version?.v }
  await expect(
    api.site.sql.begin((tx) => tx`select gate_restructure(${tx.json(act as never)})`),
  ).rejects.toThrow('an act of structure changes no people')
})
