import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#db/ids.ts'
import type { DueForecastView, StorageForecastView } from '#api/contract/forecast.ts'
import { aHandIn, aRecordAtArrange, doNext, type Person } from '#test/support/api.ts'
import { openApi } from '#test/support/opened-api.ts'
import { passProbe } from '#test/support/database.ts'

const ids: string[] = []
const { api, archivist, auditor, stranger } = openApi({
  archivist: 'shen.zhiqiu',
  auditor: 'duan.jingxing',
  stranger: 'song.anran',
})
beforeAll(async () => {
  await passProbe(api.site.admin)
  for (const formedOn of ['2010-05-06', '2017-01-02', '2017-12-31']) {
    const record = aHandIn({ classCode: 'SI-5-03', formedOn, sourceReference: newId() })
    const { recordId } = await aRecordAtArrange(api, record)
    await doNext(api, recordId, { person: archivist, outcome: 'arranged', form: { pages: 3 } })
    await doNext(api, recordId, { person: archivist, outcome: 'filed', form: { classCode: 'SI-5-03' } })
    ids.push(recordId)
  }
})

const due = async (person: Person, query = '') =>
  (await person.get(`/api/forecast/due${query}`)).json<DueForecastView>()

async function bytesOf(id: string | undefined): Promise<number> {
  const [row] = await api.site.admin<{ n: number }[]>`
    select coalesce(sum(o.size_bytes), 0)::int as n from object_copy c join digital_object o on o.id = c.object_id where c.subject_id = ${id ?? ''}`
  return row?.n ?? 0
}

describe('what falls due', () => {
  test('REQ-51 FEA-B17 who sees no records is told of none, and a wrong question is refused', async () => {
    expect((await due(stranger)).total).toEqual({ records: 0, bytes: 0, shelfMillimetres: 0 })
    for (const query of ['?years=0', '?years=51', '?unitId=x'])
      expect((await archivist.get(`/api/forecast/due${query}`)).json()).toMatchObject({
        code: 'request.invalid',
      })
  })

  test('FEA-B17 by year, unit and class, with the bytes that would be free', async () => {
    const all = await due(auditor)
    expect(all.total).toMatchObject({ records: 3 })
    const first = await bytesOf(ids[0])
    expect(first).toBeGreaterThan(0)
    expect(all.byYear.map(({ year, freed }) => [year, freed.records])).toEqual([
      [null, 1],
      [2028, 2],
    ])
    expect(all.byYear[0]?.freed.bytes).toBe(first)
    expect(all.byClass).toMatchObject([{ code: 'SI-5-03', freed: { records: 3 } }])
    expect(all.byUnit).toMatchObject([{ freed: { records: 3 } }])
    expect(all.byUnit[0]?.name.zh).not.toBe('—')
    expect(all.cells).toHaveLength(2)
    expect(await due(archivist)).toEqual(all)
    expect((await due(auditor, '?years=1')).total.records).toBe(1)
    expect((await due(auditor, '?classCode=SI-1-01')).total.records).toBe(0)
  })

  test('FEA-O4 shelf metres of paper that stands there alone, by the formula that the answer states', async () => {
    const [cell] = await api.site.admin<{ id: string; barcode: string }[]>`
      select id, barcode from location where kind = 'cell' order by barcode limit 1`
    const placed = async (id: string | undefined, slot: number, pages: number | null) => {
      await api.site.admin`update record set pages = ${pages} where id = ${id ?? ''}`
      await api.site
        .admin`insert into placement (id, subject_id, cell_id, barcode, slot, placed_by, placed_at, placed_on)
        select ${newId()}, ${id ?? ''}, ${cell?.id ?? ''}, ${cell?.barcode ?? ''}, ${slot}, created_by, now(), current_date from record where id = ${id ?? ''}`
    }
    await placed(ids[0], 1, 201)
    await placed(ids[1], 2, null)
    const { byYear, total, shelfFormula } = await due(auditor)
    expect(byYear.map(({ freed }) => freed.shelfMillimetres)).toEqual([13, 20])
    expect(total.shelfMillimetres).toBe(33)
    expect(shelfFormula.en).toContain('0.104 mm')
  })
})

test('REQ-16 what falls due in a period that one chooses, by unit, as a list and as a file; forecast by year and unit beside it', async () => {
  const [unit] = (await due(auditor)).byUnit
  const found = async (person: Person, query: string) =>
    (await person.get(`/api/records?${query}`)).json<{ items: { id: string }[] }>().items.map(({ id }) => id)
  const period = 'dueFrom=2028-01-01&dueTo=2028-01-01'
  expect(await found(stranger, period)).toEqual([])
  expect((await archivist.get('/api/records?dueFrom=2028-02-30')).json()).toMatchObject({
    code: 'request.invalid',
  })
  expect(await found(archivist, period)).toEqual([ids[2], ids[1]])
  expect(await found(archivist, `${period}&unitId=${unit?.id}`)).toHaveLength(2)
  expect(await found(archivist, `${period}&unitId=${newId()}`)).toEqual([])
  expect(await found(archivist, 'dueFrom=2028-01-02')).toEqual([])
  expect(await found(archivist, 'dueTo=2027-12-31')).toEqual([ids[0]])
  const file = await archivist.get(`/api/exports?what=records&format=csv&${period}`)
  expect(file.body.trimEnd().split('\r\n')).toHaveLength(3)
})

test('REG-19 FEA-B17 the store by class grows by what comes in and shrinks by what falls due; scanning stands apart', async () => {
  const { classes, scanning, asOf } = (
    await auditor.get('/api/forecast/storage?years=3')
  ).json<StorageForecastView>()
  const stored = (await Promise.all(ids.map(bytesOf))).reduce((sum, n) => sum + n, 0)
  const [of] = classes
  expect(of).toMatchObject({ code: 'SI-5-03', storedBytes: stored })
  expect(of?.years.map(({ year }) => year - Number(asOf.slice(0, 4)))).toEqual([0, 1, 2])
  expect(of?.years[0]).toMatchObject({ freedBytes: await bytesOf(ids[0]), addedBytes: 0 })
  expect(of?.years[0]?.atEndBytes).toBe(stored - (await bytesOf(ids[0])))
  expect(scanning.map(({ policy }) => policy)).toEqual(['always', 'if-used', 'never'])
  await api.site
    .admin`update record set carrier = 'paper', scan_policy = 'always', pages = 40 where id = ${ids[2] ?? ''}`
  const later = (await auditor.get('/api/forecast/storage')).json<StorageForecastView>()
  expect(later.scanning[0]).toMatchObject({ policy: 'always', records: 1, pages: 40 })
  expect((await stranger.get('/api/forecast/storage')).json<StorageForecastView>().classes).toEqual([])
})
