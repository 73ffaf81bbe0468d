import { expect, test } from 'vitest'
import type { z } from 'zod'
import { DIRECT_RUN } from '#activities/engine.ts'
import { inspect } from '#activities/records/inspect.ts'
import type { RecordDetailView } from '#api/contract/records.ts'
import type { SearchView } from '#api/contract/search.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { refreshSearchWhole } from '#db/search/refresh.ts'
import { readMailText } from '#domain/mail.ts'
import { aFile, handIn } from '#test/support/api.ts'
import { aMail, aMailWithFile, aNestedMail } from '#test/support/mails.ts'
import { openApi } from '#test/support/opened-api.ts'

const { api, archivist } = openApi({ archivist: 'shen.zhiqiu' })

/** As a business system hands it in, and the machine's first look at it. */
async function captured(mail: Buffer): Promise<RecordDetailView> {
  const { recordId } = (await handIn(api.app, { files: [aFile('来信.eml', mail)] })).json<{
    recordId: string
  }>()
  const [job] = await api.site.admin<{ id: string }[]>`
    select id from job where subject_id = ${recordId} and kind = 'inspect'`
  const ticket = {
    subjectKind: 'record',
    subjectId: recordId,
    jobId: job?.id ?? '',
    kind: 'inspect',
  } as const
  const { sql, gate } = api.site
  const deps = {
    sql,
    gate,
    store: api.store,
    engineId: ENGINE_ID,
    siteMode: 'test',
    run: DIRECT_RUN,
  } as const
  await inspect(deps, ticket)
  return (await archivist.get(`/api/records/${recordId}`)).json<RecordDetailView>()
}

test('FEA-A8 a mail that cannot be taken apart goes back, and one whose body bears the mark of a state secret is closed', async () => {
  const hostile = await captured(aNestedMail(12))
  expect(hostile.items).toEqual([])
  expect(hostile.place).toMatchObject({ step: expect.not.stringContaining('inspect') })
  const marked = await captured(aMail({ head: ['Subject: x'], body: '机密★5年\n关于某事项' }))
  expect(marked.quarantine).toBe('found')
})

test('FEA-A8 a mail that is handed in is found by its subject, its people, its words and its attachments, and shown as text', async () => {
  const file = { name: '复查结论附表.pdf', bytes: Buffer.from('%PDF-1.4\n%%EOF') }
  const bytes = aMailWithFile('请于五日内补正工伤复查的影像资料。', file)
  const record = await captured(bytes)
  const [item] = record.items
  expect(item).toMatchObject({ mediaType: 'message/rfc822', puid: 'fmt/278', hasText: true })
  expect(item?.findings).toEqual([])
  await refreshSearchWhole(api.site.sql, ENGINE_ID)
  for (const words of ['工伤复查材料补正', 'chen.mo@example', '复查的影像资料', '复查结论附表']) {
    const found = (await archivist.get(`/api/search?q=${encodeURIComponent(words)}`)).json<
      z.output<typeof SearchView>
    >()
    expect(found.items.map(({ record: hit }) => hit.id)).toEqual([record.id])
  }
  const { pages } = (await archivist.get(`/api/objects/${item?.id ?? ''}/text`)).json<{
    pages: { text: string }[]
  }>()
  expect(readMailText(pages[0]?.text ?? '')).toMatchObject({
    subject: '工伤复查材料补正',
    to: ['chen.mo@example.cn'],
    attachments: [{ name: '复查结论附表.pdf' }],
  })
  // The original is the record: it stays as it came, with what lies in it.
  const content = await archivist.get(`/api/objects/${item?.id ?? ''}/content?disposition=attachment`)
  expect(content.rawPayload.equals(bytes)).toBe(true)
})
