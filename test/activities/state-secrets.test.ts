import { afterAll, beforeAll, expect, test } from 'vitest'
import { DIRECT_RUN } from '#activities/engine.ts'
import { inspect } from '#activities/records/inspect.ts'
import { ENGINE_ID } from '#db/seed/demo-organisation.ts'
import { aFile, handIn, openTestApi, type TestApi } from '#test/support/api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(async () => api.close())

test('REG-10 a document whose head bears the mark of a state secret is given back: no text of it is kept, and no picture', async () => {
  const text = '机密★5年\n示范市人力资源和社会保障局文件\n关于某事项的通知'
  const files = [aFile('通知.txt', text)]
  const { recordId } = (await handIn(api.app, { files })).json<{ recordId: string }>()
  const { sql, gate } = api.site
  const deps = {
    sql,
    gate,
    store: api.store,
    engineId: ENGINE_ID,
    siteMode: 'test' as const,
    run: DIRECT_RUN,
  }
  const [job] = await api.site.admin<{ id: string }[]>`
    select id from job where subject_id = ${recordId} and kind = 'inspect'`
  await inspect(deps, {
    subjectKind: 'record',
    subjectId: recordId,
    jobId: job?.id ?? '',
    kind: 'inspect',
  } as never)
  const objects = await api.site.admin<{ role: string; findings: string[]; withdrawn: boolean }[]>`
    select role, findings, withdrawn_at is not null as withdrawn from digital_object where subject_id = ${recordId}`
  expect(objects.map(({ role, withdrawn }) => [role, withdrawn])).toEqual([['content', true]])
  expect(objects[0]?.findings).toContain('content.state-secret')
  const [kept] = await api.site.admin<{ n: number }[]>`
    select count(*)::int as n from object_text where subject_id = ${recordId}`
  expect(kept?.n).toBe(0)
})
