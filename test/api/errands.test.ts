import { afterAll, beforeAll, expect, test } from 'vitest'
import { sweepOrphans } from '#activities/copies/orphans.ts'
import { extractText } from '#activities/documents/pdf.ts'
import { DIRECT_RUN, type EngineDeps } from '#activities/engine.ts'
import { doErrand } from '#activities/errands/errands.ts'
import type { ErrandView } from '#api/contract/errands.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { newId } from '#db/ids.ts'
import { openObjectStore } from '#db/objects.ts'
import { demoPersonId, demoUnitId } from '#db/seed/demo-organisation.ts'
import { MOST_OPEN_ERRANDS } from '#domain/errands.ts'
import {
  aRecordAtArrange,
  doNext,
  multipart,
  openTestApi,
  personAt,
  type Person,
  type TestApi,
} from '#test/support/api.ts'
import { passProbe } from '#test/support/database.ts'
import { aPdf, aPdfOfManyPages, anEncryptedPdf } from '#test/support/documents.ts'
import { aPdfOfPictures, asFax, asJpeg } from '#test/support/scan-pdfs.ts'
import { aScan } from '#test/support/scans.ts'

let api: TestApi
let deps: EngineDeps
let archivist: Person
let stranger: Person
let code: string
const BOX = { kind: 'box-forms', unitId: demoUnitId('unemployment'), year: 2015, period: 10 } as const
beforeAll(async () => {
  api = await openTestApi()
  const { sql, gate, admin } = api.site
  deps = { sql, gate, store: api.store, engineId: ENGINE_ID, siteMode: 'test', run: DIRECT_RUN }
  await passProbe(admin)
  archivist = await personAt(api.app, 'shen.zhiqiu')
  stranger = await personAt(api.app, 'tang.ruoxi')
  const { recordId } = await aRecordAtArrange(api)
  await doNext(api, recordId, { person: archivist, outcome: 'arranged', form: { pages: 3 } })
  await doNext(api, recordId, { person: archivist, outcome: 'filed', form: { classCode: 'SI-5-03' } })
  const [row] = await admin<
    { code: string }[]
  >`select archival_code as code from record where id = ${recordId}`
  code = row?.code ?? ''
})
afterAll(async () => api?.close())

const asked = async (person: Person, body: object = BOX, key = newId()) =>
  person.post('/api/errands', { body, key })
const seen = async (person: Person, id: string) => (await person.get(`/api/errands/${id}`)).json<ErrandView>()
const codeOf = (answer: { json: <T>() => T }) => answer.json<{ code: string }>().code
const SCANNER = 'ning.yue'
const idOf = (answer: { json: <T>() => T }) => answer.json<ErrandView>().id

test('FEA-G6 REQ-51 a box that one does not see is not printed, and nobody fetches what another asked for', async () => {
  expect(codeOf(await asked(stranger))).toBe('box.empty')
  expect(codeOf(await asked(archivist, { ...BOX, period: 'permanent' }))).toBe('box.empty')
  expect(codeOf(await asked(archivist, { ...BOX, period: 0 }))).toBe('request.invalid')
  const key = newId()
  const id = idOf(await asked(archivist, BOX, key))
  expect(idOf(await asked(archivist, BOX, key))).toBe(id)
  expect(codeOf(await asked(archivist, { ...BOX, year: 2014 }, key))).toBe('request.key-reused')
  expect(codeOf(await stranger.get(`/api/errands/${id}`))).toBe('not-found')
  expect(codeOf(await stranger.get(`/api/errands/${id}/files/F01.pdf`))).toBe('not-found')
  expect(codeOf(await archivist.get(`/api/errands/${id}/files/F01.pdf`))).toBe('errand.not-done')
  for (let open = 1; open < MOST_OPEN_ERRANDS; open += 1) await asked(archivist)
  expect(codeOf(await asked(archivist))).toBe('errand.too-many')
  await api.site.admin`delete from errand`
})

test('FEA-G6 the worker prints the three forms of a box, who asked fetches them, and both stand in the access log', async () => {
  const id = idOf(await asked(archivist))
  expect(await seen(archivist, id)).toMatchObject({ state: 'waiting', done: 0, total: null, made: null })
  // A worker took it and died: after a while another one does it.
  await api.site
    .admin`update errand set state = 'working', touched_at = now() - interval '1 hour' where id = ${id}`
  expect([await doErrand(deps), await doErrand(deps)]).toEqual([1, 0])
  const { state, made } = await seen(archivist, id)
  if (made?.kind !== 'box-forms') throw new Error('no forms')
  expect([state, made.items, made.forms.map(({ form }) => form)]).toEqual(['done', 1, ['F01', 'F02', 'F03']])
  const words: string[] = []
  for (const { url } of made.forms) {
    const file = await archivist.get(url)
    expect(file.rawPayload.toString('latin1')).toContain('<pdfaid:part>2</pdfaid:part>')
    words.push(
      (await extractText(file.rawPayload)).pages.map(({ text }) => text.replaceAll(/\s/g, '')).join(''),
    )
  }
  for (const word of ['J021', '2015', '0001', '失业保险科', '10年']) expect(words[0]).toContain(word)
  expect(words[1]).toContain(code)
  expect(words[2]).toContain('盒内1件，共3页')
  expect(codeOf(await archivist.get(`/api/errands/${id}/files/F09.pdf`))).toBe('not-found')
  // Rights that went since then: the paper is fetched no more, and again when they are back.
  const unit = BOX.unitId
  const post = demoPersonId('shen.zhiqiu')
  await api.site
    .admin`update post set to_on = archive_today() - 1 where person_id = ${post} and unit_id = ${unit}`
  const lost = await archivist.get(made.forms[0]?.url ?? '')
  expect([lost.statusCode, codeOf(lost)]).toEqual([403, 'access.denied'])
  await api.site.admin`update post set to_on = null where person_id = ${post} and unit_id = ${unit}`
  expect((await archivist.get(made.forms[0]?.url ?? '')).statusCode).toBe(200)
  await api.accessLog.flush()
  const logged = await api.site.admin<{ action: string; n: number }[]>`
    select action, count(*)::int as n from access_log where person_id = ${demoPersonId('shen.zhiqiu')} and detail like '%box-forms%'
    group by action order by action`
  expect(logged).toEqual(
    expect.arrayContaining([{ action: 'download', n: 4 }, expect.objectContaining({ action: 'export' })]),
  )
})

const pdfOf = async (person: Person, name: string, content: Buffer) => {
  const { body, headers } = multipart([{ name: 'file', content, filename: name, type: 'application/pdf' }])
  return (await person.post('/api/uploads', { body, headers })).json<{ id: string }>().id
}
const aScanned = async () => aPdfOfPictures([{ pictures: [await asJpeg(await aScan())] }])

test('FLT-19 FLT-18 a PDF that is no scan is refused with the reason and the page, and nothing of it is left', async () => {
  const scanner = await personAt(api.app, SCANNER)
  const scanned = await aScanned()
  const foreign = await pdfOf(archivist, '别人.pdf', scanned)
  expect(codeOf(await asked(scanner, { kind: 'pdf-pages', uploadId: foreign }))).toBe('upload.unknown')
  const text = await pdfOf(scanner, '说明.txt', Buffer.from('不是 PDF'))
  expect(codeOf(await asked(scanner, { kind: 'pdf-pages', uploadId: text }))).toBe('scan.pdf-unreadable')
  const cases: readonly (readonly [Buffer, object])[] = [
    [await anEncryptedPdf(), { code: 'scan.pdf-encrypted', detail: { name: '卷.pdf' } }],
    [scanned.subarray(0, Math.floor(scanned.length * 0.9)), { code: 'scan.pdf-cut-off' }],
    [await aPdf({ pages: 1, javascript: 'app.alert(1)' }), { code: 'scan.pdf-active' }],
    [
      await aPdf({ pages: 1, attachment: { name: 'x.txt', bytes: Buffer.from('x') } }),
      { code: 'scan.pdf-active' },
    ],
    [await aPdf({ pages: 1 }), { code: 'scan.pdf-page-drawn', detail: { name: '卷.pdf', page: 1 } }],
    [aPdfOfManyPages(10_000), { code: 'scan.pdf-too-many-pages', detail: { name: '卷.pdf', most: 200 } }],
  ]
  for (const [content, refusal] of cases) {
    const id = idOf(
      await asked(scanner, { kind: 'pdf-pages', uploadId: await pdfOf(scanner, '卷.pdf', content) }),
    )
    expect(await doErrand(deps)).toBe(1)
    expect(await seen(scanner, id)).toMatchObject({ state: 'refused', made: null, refusal })
  }
  const left = await api.site
    .admin`select 1 from upload where owner_id = ${demoPersonId(SCANNER)} and name like '卷-%'`
  expect(left).toEqual([])
})

test('FEA-F1 PRM-3 a scanner’s PDF becomes its pages, the same however often a worker begins', async () => {
  const scanner = await personAt(api.app, SCANNER)
  const jpeg = await asJpeg(await aScan())
  const content = aPdfOfPictures([{ pictures: [jpeg] }, { pictures: [await asFax(await aScan())] }])
  const id = idOf(
    await asked(scanner, { kind: 'pdf-pages', uploadId: await pdfOf(scanner, '第一卷.PDF', content) }),
  )
  expect(await doErrand(deps)).toBe(1)
  const { made, done, total } = await seen(scanner, id)
  if (made?.kind !== 'pdf-pages') throw new Error('no pages')
  expect([done, total]).toEqual([2, 2])
  expect(made.pages).toMatchObject([
    { name: '第一卷-001.jpg', mediaType: 'image/jpeg' },
    { name: '第一卷-002.tif', mediaType: 'image/tiff' },
  ])
  expect(codeOf(await scanner.get(`/api/errands/${id}/files/F01.pdf`))).toBe('not-found')
  await api.site.admin`update errand set state = 'waiting', result = null where id = ${id}`
  await doErrand(deps)
  expect((await seen(scanner, id)).made).toEqual(made)
})

test('FEA-G6 what was made lapses after a day, with its bytes', async () => {
  const [kept] = await api.site.admin<{ key: string }[]>`
    select result->'forms'->0->>'key' as key from errand where state = 'done'`
  const key = kept?.key ?? ''
  expect(await api.store.stat({ bucket: 'derived', key })).toMatchObject({})
  await api.site.admin`update errand set asked_at = now() - interval '25 hours'`
  expect(await sweepOrphans(deps)).toMatchObject({ errands: 3 })
  await expect(api.store.stat({ bucket: 'derived', key })).rejects.toMatchObject({ code: 'store.not-found' })
})

test('FEA-G6 a fault of the moment is tried again, three times and no more', async () => {
  const { endpoint, accessKey, secretKey, prefix } = api.site.config.store
  const gone = {
    ...deps,
    store: openObjectStore({ accessKey, secretKey, prefix, endpoint: endpoint.replace(/\d+$/, '1') }),
  }
  const id = idOf(await asked(archivist))
  for (const state of ['waiting', 'waiting', 'refused']) {
    await expect(doErrand(gone)).rejects.toMatchObject({ code: 'store.unavailable' })
    expect((await seen(archivist, id)).state).toBe(state)
  }
  expect((await seen(archivist, id)).refusal).toEqual({ code: 'errand.failed' })
  gone.store.close()
})

test('REQ-51 rights that ended before it was made show nothing any more', async () => {
  const id = idOf(await asked(archivist))
  await api.site
    .admin`update post set to_on = archive_today() - 1 where person_id = ${demoPersonId('shen.zhiqiu')}`
  expect(await doErrand(deps)).toBe(1)
  expect(await seen(archivist, id)).toMatchObject({
    state: 'refused',
    refusal: { code: 'box.empty' },
    made: null,
  })
})
