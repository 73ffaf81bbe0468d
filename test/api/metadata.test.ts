import { describe, expect, test } from 'vitest'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { newId } from '#db/ids.ts'
import { refreshSearchWhole } from '#db/search/refresh.ts'
import { aHandIn, aRecordAtArrange, doNext, handIn } from '#test/support/api.ts'
import { openApi } from '#test/support/opened-api.ts'
import type { MetadataView } from '#api/contract/metadata.ts'

const { api, archivist, stranger } = openApi({ archivist: 'shen.zhiqiu', stranger: 'tang.ruoxi' })

const CASE = {
  'F28-1': ['示劳人仲字〔2015〕12号'],
  'F28-3': ['周明远'],
  'F28-4': ['示范纺织有限公司'],
  'F28-6': ['追索劳动报酬'],
  'F28-7': ['裁决'],
  'F28-8': ['许知行'],
  'F28-10': ['2015-01-05'],
  'F28-11': ['2015-03-02'],
}
const say = (recordId: string, values: object, person = archivist) =>
  person.post(`/api/records/${recordId}/metadata`, { body: { values } })
const view = async (recordId: string) =>
  (await archivist.get(`/api/records/${recordId}/metadata`)).json<MetadataView>()
const fieldOf = (seen: MetadataView, id: string) =>
  seen.groups.flatMap(({ fields }) => fields).find((f) => f.id === id)

describe('refusals', () => {
  test("FLT-26 another unit's record is answered like one that does not exist", async () => {
    const { recordId } = await aRecordAtArrange(api)
    const codes = await Promise.all([
      say(recordId, { M31: ['1'] }, stranger),
      say(newId(), { M31: ['1'] }, stranger),
      stranger.get(`/api/records/${recordId}/metadata`),
      stranger.get(`/api/records/${newId()}/metadata`),
      archivist.get(`/api/records/${recordId}/metadata?itemId=${newId()}`),
    ])
    expect(codes.map((answer) => answer.json<{ code: string }>().code)).toEqual(Array(5).fill('not-found'))
  })

  test('FEA-A4 names each field that is wrong, as problem+json', async () => {
    const { recordId } = await aRecordAtArrange(api)
    const answer = await say(recordId, {
      M31: ['\u0000'],
      M36: ['周\u202E明远'],
      M32: ['示'.repeat(300)],
      M59: ['2025-02-29'],
      M82: ['2126-01-01'],
      M75: ['绝密★30年'],
      M99: ['x'],
    })
    expect(answer.statusCode).toBe(422)
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer.json()).toMatchObject({
      code: 'metadata.faulty',
      detail: {
        faults: [
          { field: 'M31', code: 'form.control-character' },
          { field: 'M36', code: 'form.control-character' },
          { field: 'M32', code: 'form.too-long' },
          { field: 'M59', code: 'form.not-a-date' },
          { field: 'M82', code: 'metadata.in-future' },
          { field: 'M75', code: 'metadata.state-secret' },
          { field: 'M99', code: 'metadata.unknown-field' },
        ],
      },
    })
    expect(
      (await view(recordId)).groups
        .flatMap(({ fields }) => fields)
        .filter((f) => !f.isDerived && f.values.length > 0),
    ).toEqual([])
  })
})

test('FEA-A4 all 88 elements are shown in the groups of DA/T 46, with what the record itself says', async () => {
  const { recordId } = await aRecordAtArrange(api)
  const seen = await view(recordId)
  const fields = seen.groups.flatMap((group) => group.fields)
  expect(fields.filter(({ id }) => /^M\d+$/.test(id))).toHaveLength(88)
  expect(seen.groups[0]).toMatchObject({ key: 'family' })
  expect(fieldOf(seen, 'M22')).toMatchObject({
    isDerived: true,
    isRequired: true,
    values: ['失业保险待遇核定材料'],
  })
  expect(fieldOf(seen, 'M12')?.values).toEqual(['10年'])
  expect(fieldOf(seen, 'M48')?.values).toEqual(['核定表.pdf'])
  expect(seen).toMatchObject({ missing: [], edit: { allowed: true } })
})

test('FEA-A4 FEA-L1 what is said is kept, told with its digest, and folds again', async () => {
  const { recordId } = await aRecordAtArrange(api)
  const said = await say(recordId, { M31: ['示失〔2015〕3号'], M26: ['失业', '待遇'], M28: ['𠮷田䶮'] })
  expect(said.json()).toEqual({ fields: ['M26', 'M28', 'M31'], missing: [], redated: null })
  expect(fieldOf(await view(recordId), 'M28')?.values).toEqual(['𠮷田䶮'])
  const events = (await archivist.get(`/api/records/${recordId}/events`)).json<{
    items: { type: string; data: object }[]
  }>()
  expect(JSON.stringify(events)).not.toContain('𠮷田')
  expect(events.items[0]).toMatchObject({
    type: 'record.metadata-set',
    data: { fields: ['M26', 'M28', 'M31'] },
  })
  const proof = await archivist.get(`/api/records/${recordId}/verification`)
  expect(proof.json()).toMatchObject({ verdict: 'whole', tablesEqualFold: true })
})

test('FEA-A6 an arbitration case is not filed before every field of its cover is there', async () => {
  const record = aHandIn({
    definition: 'paper-file',
    carrier: 'paper',
    classCode: 'ZC-01',
    title: '追索劳动报酬案',
  })
  const { recordId } = (await handIn(api.app, { record, files: [] })).json<{ recordId: string }>()
  const contents = '申请书|周明远||2015-01-04|1'
  await doNext(api, recordId, { person: archivist, outcome: 'arranged', form: { pages: 1, contents } })
  expect((await view(recordId)).missing).toContainEqual({ id: 'F28-1', zh: '案件号', en: 'Case number' })
  const files = () =>
    doNext(api, recordId, { person: archivist, outcome: 'filed', form: { classCode: 'ZC-01' } })
  expect((await files()).json()).toMatchObject({
    code: 'record.incomplete',
    detail: {
      missing: Object.keys(CASE),
      fields: expect.arrayContaining([{ id: 'F28-4', zh: '被申请人', en: 'Respondent' }]),
    },
  })
  expect((await say(recordId, CASE)).json()).toMatchObject({ fields: Object.keys(CASE).toSorted() })
  expect((await view(recordId)).missing).toEqual([])
})

test('FEA-H6 REQ-51 what was said is found, names of persons by searches for a person alone', async () => {
  const { recordId } = await aRecordAtArrange(api)
  await say(recordId, { M26: ['稳岗补贴'], M28: ['欧阳砚秋'] })
  await refreshSearchWhole(api.site.sql, ENGINE_ID)
  const finds = async (q: string, person = archivist) =>
    (await person.get(`/api/records?q=${encodeURIComponent(q)}`))
      .json<{ items: { id: string }[] }>()
      .items.map(({ id }) => id)
  expect(await finds('稳岗补贴')).toEqual([recordId])
  expect(await finds('稳岗补贴', stranger)).toEqual([])
  expect(await finds('欧阳砚秋')).toEqual([])
})
