import { beforeAll, expect, test } from 'vitest'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { verifyAll } from '#db/verify.ts'
import type { ArchiveFormatsView, FailingFileView } from '#api/contract/archive-formats.ts'
import { SHIPPED_FORMATS } from '#domain/archive-formats.ts'
import { aRecordAtArrange, doNext, personAt, type Person } from '#test/support/api.ts'
import { openApi } from '#test/support/opened-api.ts'
import { passProbe } from '#test/support/database.ts'

const { api, archivist } = openApi({ archivist: 'shen.zhiqiu' })
beforeAll(async () => passProbe(api.site.admin))

test('REQ-43 REQ-49 REG-40 the head of the archives office sets formats and the moment of conversion; what fails is reported, as a list and as a file', async () => {
  const head = await personAt(api.app, 'wei.changqing')
  const stranger = await personAt(api.app, 'tang.ruoxi')
  const set = { mediaTypes: ['application/ofd'], moment: 'transfer', basis: '示档函〔2026〕7号' }
  const sets = async (list: object, person = head) =>
    person.post('/api/archive-formats', { body: { ...set, ...list } })
  expect((await sets({}, archivist)).json()).toMatchObject({ code: 'access.denied' })
  expect((await sets({ mediaTypes: [] })).json()).toMatchObject({ code: 'request.invalid' })
  expect((await sets({})).statusCode).toBe(201)
  expect((await sets({})).json()).toMatchObject({ code: 'formats.same' })

  const files = async (recordId: string) =>
    doNext(api, recordId, { person: archivist, outcome: 'filed', form: { classCode: 'SI-5-03' } })
  const toFile = async () => {
    const { recordId } = await aRecordAtArrange(api)
    await doNext(api, recordId, { person: archivist, outcome: 'arranged', form: { pages: 3 } })
    return recordId
  }
  const filed = await toFile()
  expect((await files(filed)).statusCode).toBe(200)
  const failing = async (person: Person) =>
    (await person.get('/api/archive-formats/failing')).json<{ items: FailingFileView[] }>().items
  const [file] = await failing(archivist)
  expect(file).toMatchObject({ recordId: filed, archivalCode: expect.stringMatching(/^J021-/) })
  expect(await failing(stranger)).toEqual([])
  const exported = await archivist.get('/api/exports?what=failing-formats&format=csv')
  expect(exported.body).toContain(file?.archivalCode)

  await sets({ moment: 'filing' })
  const later = await toFile()
  expect((await files(later)).json()).toMatchObject({ code: 'record.not-archival' })
  await sets({
    ...SHIPPED_FORMATS,
    mediaTypes: [...SHIPPED_FORMATS.mediaTypes, file?.mediaType],
    moment: 'filing',
  })
  expect((await files(later)).statusCode).toBe(200)
  expect(await failing(archivist)).toEqual([])
  const { lists, moment } = (await archivist.get('/api/archive-formats')).json<ArchiveFormatsView>()
  expect(moment).toBe('filing')
  expect(lists.map(({ number, by }) => [number, by.id === lists[0]?.by.id])).toEqual([
    [3, true],
    [2, true],
    [1, true],
  ])
  const { broken } = await verifyAll(api.site.sql, ENGINE_ID)
  expect(broken).toEqual([])
})
