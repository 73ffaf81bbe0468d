import { expect, test } from 'vitest'
import {
  aFile,
  aHandIn,
  aRecordAtArrange,
  handIn,
  personAt,
  saysWhy,
  type Person,
} from '#test/support/api.ts'
import { openApi } from '#test/support/opened-api.ts'

const { api, archivist, colleague, stranger } = openApi({
  archivist: 'shen.zhiqiu',
  colleague: 'yin.heming',
  stranger: 'tang.ruoxi',
})

const RETIREE = aHandIn({ classCode: 'RS-01', title: '退休人员档案' })
const codeOf = async (person: Person, url: string) => {
  const answer = await person.get(url)
  return answer.statusCode < 400 ? answer.statusCode : answer.json<{ code: string }>().code
}
const logged = async (recordId: string) => {
  await api.accessLog.flush()
  return await api.site.admin<{ action: string; result: string; purpose: string | null }[]>`
    select action, result, purpose from access_log where subject_id = ${recordId} order by id`
}

test("REG-9 a person's file opens for nobody who has not said what for: record, bytes, pages, texts and papers of it", async () => {
  const { recordId } = await aRecordAtArrange(api, RETIREE)
  const [object] = await api.site.admin<{ id: string }[]>`
    select id from digital_object where subject_id = ${recordId} limit 1`
  const urls = [
    '',
    '/events',
    '/course',
    '/verification',
    '/metadata',
    '/contents',
    '/pages',
    '/forms',
    '/forms/F04.pdf',
    '/replay?on=2026-01-01',
    '/transfer',
  ].map((path) => `/api/records/${recordId}${path}`)
  const objects = ['content', 'pages/1.png', 'text'].map((part) => `/api/objects/${object?.id}/${part}`)
  for (const url of [...urls, ...objects, `/api/lifecycles/${recordId}`])
    expect([url, await codeOf(colleague, url)]).toEqual([url, 'access.purpose-required'])
  // Where its paper stands says nothing of the person.
  expect(await codeOf(colleague, `/api/records/${recordId}/placements`)).toBe(200)
  // To whom it is not shown it is asked for nothing.
  expect(await codeOf(stranger, `/api/records/${recordId}`)).toBe('not-found')
  expect((await saysWhy(stranger, recordId)).json()).toMatchObject({ code: 'not-found' })
  const empty = { body: { kind: 'window', text: ' ' } }
  expect((await colleague.post(`/api/records/${recordId}/purpose`, empty)).statusCode).toBe(400)
})

test('REG-9 once for each record and session; every view, download and print is logged with it', async () => {
  const { recordId } = await aRecordAtArrange(api, RETIREE)
  const other = await aRecordAtArrange(api, RETIREE)
  const path = `/api/records/${recordId}`
  expect((await saysWhy(colleague, recordId)).statusCode).toBe(200)
  expect([await codeOf(colleague, path), await codeOf(colleague, path)]).toEqual([200, 200])
  const [object] = await api.site.admin<{ id: string }[]>`
    select id from digital_object where subject_id = ${recordId} and role = 'content' limit 1`
  expect(await codeOf(colleague, `/api/objects/${object?.id}/content?disposition=inline&use=print`)).toBe(200)
  expect(await codeOf(colleague, `/api/objects/${object?.id}/content`)).toBe(200)
  expect(await codeOf(colleague, `/api/records/${other.recordId}`)).toBe('access.purpose-required')
  const again = await personAt(api.app, 'yin.heming')
  expect(await codeOf(again, path)).toBe('access.purpose-required')
  const purpose = 'handling: 待遇核定'
  expect(await logged(recordId)).toEqual([
    { action: 'purpose', result: 'ok', purpose },
    { action: 'view', result: 'ok', purpose },
    { action: 'view', result: 'ok', purpose },
    { action: 'print', result: 'ok', purpose },
    { action: 'download', result: 'ok', purpose },
    { action: 'GET /api/records/:id', result: 'access.purpose-required', purpose: null },
  ])
})

test('REG-9 who works on a task of the file that they claimed is not asked: the task is the purpose, while they hold it', async () => {
  const { recordId, taskId } = await aRecordAtArrange(api, RETIREE)
  const path = `/api/records/${recordId}`
  expect((await archivist.post(`/api/tasks/${taskId}/claim`)).statusCode).toBe(200)
  expect(await codeOf(archivist, path)).toBe(200)
  expect(await codeOf(colleague, path)).toBe('access.purpose-required')
  expect((await archivist.post(`/api/tasks/${taskId}/release`)).statusCode).toBe(200)
  expect(await codeOf(archivist, path)).toBe('access.purpose-required')
  expect((await logged(recordId)).map(({ purpose }) => purpose)).toEqual([`task ${taskId}`, null, null])
})

test("a record that is no person's file asks for nothing", async () => {
  const { recordId } = (await handIn(api.app, { files: [aFile()] })).json<{ recordId: string }>()
  expect(await codeOf(archivist, `/api/records/${recordId}`)).toBe(200)
})
