import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#db/ids.ts'
import type { HistoryComparisonView } from '#api/contract/audit.ts'
import type { WhatIfRecordsView, WhatIfView, ScheduleDetailView } from '#api/contract/schedules.ts'
import { aHandIn, aRecordAtArrange, doNext, peopleOf, type Person } from '#test/support/api.ts'
import { openApi } from '#test/support/opened-api.ts'
import type { z } from 'zod'
import { CONSENT } from '#test/support/domain.ts'
import { passProbe } from '#test/support/database.ts'

type Records = z.output<typeof WhatIfRecordsView>

const { api } = openApi({})
const people = peopleOf(api)
beforeAll(async () => passProbe(api.site.admin))

async function aFiledRecord(formedOn: string): Promise<string> {
  const record = aHandIn({ classCode: 'SI-5-03', formedOn, sourceReference: newId() })
  const { recordId } = await aRecordAtArrange(api, record)
  const archivist = await people.as('shen.zhiqiu')
  await doNext(api, recordId, { person: archivist, outcome: 'arranged', form: { pages: 3 } })
  await doNext(api, recordId, { person: archivist, outcome: 'filed', form: { classCode: 'SI-5-03' } })
  return recordId
}

async function activeId(): Promise<string> {
  const { items } = (await (await people.inRole('archives-clerk')).get('/api/schedules')).json<{
    items: { id: string; schedule: string; state: string }[]
  }>()
  const found = items.find(({ schedule, state }) => schedule === 'social-insurance' && state === 'active')
  if (found === undefined) throw new Error('the product comes with an active schedule')
  return found.id
}

async function tableOf(id: string): Promise<string> {
  return (await (await people.inRole('archives-clerk')).get(`/api/schedules/${id}/table`)).json<{
    csv: string
  }>().csv
}

/** The period of a row in the text of a table. */
function withPeriod(csv: string, code: string, years: number): string {
  return csv
    .split('\r\n')
    .map((line) => (line.startsWith(`${code},`) ? line.replace(/,(\d+|permanent),,,/, `,${years},,,`) : line))
    .join('\r\n')
}

async function drafts(version: string, years: number): Promise<string> {
  const basedOnId = await activeId()
  const csv = withPeriod(await tableOf(basedOnId), 'SI-5-03', years)
  const response = await (
    await people.inRole('archives-clerk')
  ).post('/api/schedules', {
    body: { basedOnId, version, effectiveOn: '2020-01-01', csv },
  })
  if (response.statusCode !== 200) throw new Error(response.body)
  return response.json<{ scheduleVersionId: string }>().scheduleVersionId
}

async function detailOf(id: string, person: Person): Promise<ScheduleDetailView> {
  return (await person.get(`/api/schedules/${id}`)).json<ScheduleDetailView>()
}

describe('a table that has faults', () => {
  test.each([
    ['without its header', (csv: string) => csv.replace('cut_off', 'cutoff'), 1, 'schedule.table-unreadable'],
    [
      'with a quote out of place',
      (csv: string) => csv.replace('SI-1-02,', 'SI-1-02,"'),
      undefined,
      'schedule.table-unreadable',
    ],
    [
      'with an unknown period',
      (csv: string) => withPeriod(csv, 'SI-5-03', 11),
      undefined,
      'schedule.period-unknown',
    ],
    ['with one row twice', (csv: string) => csv + (csv.split('\r\n')[1] ?? ''), 61, 'schedule.code-twice'],
  ])(
    'FEA-B19 %s is refused with its line and reason, and nothing is written',
    async (_what, spoil, line, code) => {
      const basedOnId = await activeId()
      const csv = spoil(await tableOf(basedOnId))
      const response = await (
        await people.inRole('archives-clerk')
      ).post('/api/schedules', {
        body: { basedOnId, version: 'SPOILT-1', effectiveOn: '2020-01-01', csv },
      })
      expect(response.statusCode).toBe(422)
      expect(response.json()).toMatchObject({
        code: 'schedule.table-invalid',
        detail: { faults: [{ ...(line === undefined ? {} : { line }), code }] },
      })
      const list = await (await people.inRole('archives-clerk')).get('/api/schedules')
      expect(list.body).not.toContain('SPOILT-1')
    },
  )

  test('FEA-B13 a name that is taken, and a version that is not in force, are refused', async () => {
    await drafts('TAKEN-1', 10)
    await expect(drafts('TAKEN-1', 10)).rejects.toThrow('schedule.version-taken')
    const draft = await drafts('TAKEN-2', 10)
    const csv = await tableOf(draft)
    const response = await (
      await people.inRole('archives-clerk')
    ).post('/api/schedules', {
      body: { basedOnId: draft, version: 'TAKEN-3', effectiveOn: '2020-01-01', csv },
    })
    expect(response.json()).toMatchObject({ code: 'schedule.moved' })
  })
})

test('FEA-B19 FEA-L5 what goes out comes in again as no change at all', async () => {
  const id = await drafts('SAME-1', 10)
  const detail = await detailOf(id, await people.inRole('archives-clerk'))
  expect(detail.changes).toEqual([])
  expect(detail.rows.length).toBe(59)
  expect(detail.version).toMatchObject({ state: 'draft', rows: 59, locked: 10 })
  const compared = await (
    await people.inRole('archives-clerk')
  ).get(`/api/audit/histories/${id}/comparison?from=2000-01-01&to=2090-01-01&table=scheduleRow`)
  const { subject, tables, changes, names } = compared.json<HistoryComparisonView>()
  expect(subject).toMatchObject({ kind: 'schedule', title: 'SAME-1' })
  expect(tables.find(({ table }) => table === 'scheduleRow')?.changes).toBe(changes.length)
  expect(new Set(changes.map(({ rowId }) => names[rowId]?.zh)).size).toBe(59)
})

test('REQ-2 REQ-4 REG-6 REG-20 FEA-B13 FEA-B16 draft, what-if, review, approval and activation over the wire, each by its person', async () => {
  const [old, fresh] = [await aFiledRecord('2014-03-02'), await aFiledRecord('2024-05-06')]
  const [clerk, head, main] = [
    await people.inRole('archives-clerk'),
    await people.inRole('archives-head'),
    await people.inRole('main-head'),
  ]
  const id = await drafts('LONGER-1', 30)
  const detail = await detailOf(id, clerk)
  expect(detail.changes).toEqual([
    { code: 'SI-5-03', change: 'changed', cells: [{ column: 'period_years', from: '10', to: '30' }] },
  ])
  expect(detail.allowed).toMatchObject({
    rewrite: { allowed: true },
    review: { allowed: false, reason: 'access.denied' },
    activate: { allowed: false },
  })

  const archivist = await people.as('shen.zhiqiu')
  const whatIf = (await archivist.get(`/api/schedules/${id}/what-if`)).json<WhatIfView>()
  expect(whatIf.total).toMatchObject({ later: 2, earlier: 0, conflict: 0 })
  expect(whatIf.byClass).toMatchObject([{ code: 'SI-5-03', tally: { later: 2 } }])
  expect(whatIf.byYear.map(({ year }) => year)).toEqual([2045, 2055])
  expect(whatIf.byShift).toEqual([{ years: 20, count: 2 }])
  expect(whatIf.dueBefore).toEqual([
    { year: 2025, count: 1 },
    { year: 2035, count: 1 },
  ])
  const narrowed = async (query: string) =>
    (await archivist.get(`/api/schedules/${id}/what-if/records?${query}`)).json<Records>().items.length
  expect(await narrowed('shiftFrom=20&shiftTo=20')).toBe(2)
  expect(await narrowed('shiftFrom=-5&shiftTo=-1')).toBe(0)
  expect(await narrowed('dueFrom=2050&dueTo=2059')).toBe(1)
  const first = (
    await archivist.get(`/api/schedules/${id}/what-if/records?kind=later&limit=1`)
  ).json<Records>()
  expect(first.items).toMatchObject([
    { recordId: old, kind: 'later', from: { endsOn: '2024-12-31' }, to: { endsOn: '2044-12-31' } },
  ])
  expect(first.items[0]?.explanation.zh[0]).toBe('到期日推迟 20 年：2024-12-31 → 2044-12-31')
  const second = (
    await archivist.get(`/api/schedules/${id}/what-if/records?kind=later&limit=1&cursor=${first.nextCursor}`)
  ).json<Records>()
  expect(second.items.map(({ recordId }) => recordId)).toEqual([fresh])
  const none = await archivist.get(`/api/schedules/${id}/what-if/records?kind=earlier`)
  expect(none.json()).toEqual({ items: [], nextCursor: null })

  const { sha256 } = detail.version
  const sign = { body: { sha256, note: '与附件核对无误', consent: CONSENT } }
  expect((await clerk.post(`/api/schedules/${id}/review`, sign)).statusCode).toBe(403)
  expect((await head.post(`/api/schedules/${id}/activation`, sign)).json()).toMatchObject({
    code: 'schedule.out-of-order',
  })
  expect((await head.post(`/api/schedules/${id}/review`, sign)).json()).toMatchObject({ state: 'reviewed' })
  expect(
    (
      await main.post(`/api/schedules/${id}/approval`, { body: { sha256: '0'.repeat(64), note: 'x' } })
    ).json(),
  ).toMatchObject({ code: 'schedule.moved' })
  expect((await main.post(`/api/schedules/${id}/approval`, sign)).json()).toMatchObject({ state: 'approved' })
  const bare = { body: { sha256, note: '与附件核对无误' } }
  expect((await head.post(`/api/schedules/${id}/activation`, bare)).json()).toMatchObject({
    code: 'request.invalid',
  })
  expect((await head.post(`/api/schedules/${id}/activation`, sign)).json()).toMatchObject({ state: 'active' })
  expect((await detailOf(id, archivist)).version.consent).toEqual(CONSENT)
  expect(await activeId()).toBe(id)

  // The former records keep their pin and their date until they are re-dated; a new one follows the new version.
  const pinned = await api.site.admin<{ due: string }[]>`
    select due_on::text as due from record where id in (${old}, ${fresh}) order by due_on`
  expect(pinned.map(({ due }) => due)).toEqual(['2025-01-01', '2035-01-01'])
  const next = await aFiledRecord('2024-05-07')
  const [row] = await api.site.admin`
    select due_on::text as due, schedule_version_id as version from record where id = ${next}`
  expect(row).toMatchObject({ due: '2055-01-01', version: id })
})

test('REQ-51 FEA-B16 a what-if counts nothing that its reader may not see', async () => {
  const id = await drafts('HIDDEN-1', 50)
  const stranger = await people.inRole('security-admin')
  const whatIf = (await stranger.get(`/api/schedules/${id}/what-if`)).json<WhatIfView>()
  expect(Object.values(whatIf.total).every((n) => n === 0)).toBe(true)
  expect([whatIf.byClass, whatIf.byUnit, whatIf.byYear]).toEqual([[], [], []])
})

test('FEA-L1 an act on a version shows what stood there before and after it', async () => {
  const id = await drafts('BEFORE-AND-AFTER', 15)
  const act = (await (await people.inRole('auditor')).get(`/api/audit/acts/${id}/1`)).json<{
    subject: object
    changes: readonly Record<string, unknown>[]
  }>()
  expect(act.subject).toMatchObject({ kind: 'schedule', title: 'BEFORE-AND-AFTER' })
  const change = { table: 'scheduleVersion', field: 'version', before: null, after: 'BEFORE-AND-AFTER' }
  expect(act.changes).toContainEqual(expect.objectContaining(change))
  expect(act.changes.map(({ field }) => field)).not.toContain('streamVersion')
})

test('FEA-B16 a version is compared with any other of its schedule, and with none of another one', async () => {
  const clerk = await people.inRole('archives-clerk')
  const { items } = (await clerk.get('/api/schedules')).json<{ items: { id: string; schedule: string }[] }>()
  const foreign = items.find(({ schedule }) => schedule === 'other')?.id ?? ''
  const [fifty, hundred] = [await drafts('COMPARED-1', 50), await drafts('COMPARED-2', 100)]
  expect((await clerk.get(`/api/schedules/${fifty}/changes?with=${foreign}`)).statusCode).toBe(404)
  expect((await clerk.get(`/api/schedules/${fifty}/changes?with=${newId()}`)).statusCode).toBe(404)
  expect((await clerk.get(`/api/schedules/${fifty}/changes?with=${hundred}`)).json()).toEqual({
    withId: hundred,
    withVersion: 'COMPARED-2',
    items: [
      { code: 'SI-5-03', change: 'changed', cells: [{ column: 'period_years', from: '100', to: '50' }] },
    ],
  })
  expect((await clerk.get(`/api/schedules/${foreign}/changes`)).json()).toEqual({
    withId: null,
    withVersion: null,
    items: [],
  })
})

test('FEA-B13 a version that does not exist is not found', async () => {
  const clerk = await people.inRole('archives-clerk')
  for (const path of [
    '',
    '/table',
    '/changes',
    '/what-if',
    '/what-if/records',
    `/redating/${newId()}/records`,
  ])
    expect((await clerk.get(`/api/schedules/${newId()}${path}`)).statusCode).toBe(404)
})

test('FEA-B13 a version that would be in force before the one that it follows is refused', async () => {
  const basedOnId = await activeId()
  const clerk = await people.inRole('archives-clerk')
  const body = { basedOnId, version: 'BEFORE-1', effectiveOn: '1999-12-31', csv: await tableOf(basedOnId) }
  expect((await clerk.post('/api/schedules', { body })).json()).toMatchObject({
    status: 422,
    code: 'schedule.overlaps',
  })
})

test('FEA-B13 of two people who activate two versions at once one wins, and the other is told with 409', async () => {
  const [head, main] = [await people.inRole('archives-head'), await people.inRole('main-head')]
  const versions = [await drafts('RACE-1', 50), await drafts('RACE-2', 100)]
  const signs = await Promise.all(
    versions.map(async (id) => ({
      sha256: (await detailOf(id, head)).version.sha256,
      note: '核对无误',
      consent: CONSENT,
    })),
  )
  for (const [at, id] of versions.entries()) {
    const sign = { body: signs[at] ?? {} }
    expect((await head.post(`/api/schedules/${id}/review`, sign)).statusCode).toBe(200)
    expect((await main.post(`/api/schedules/${id}/approval`, sign)).statusCode).toBe(200)
  }
  const answers = await Promise.all(
    versions.map(async (id, at) => head.post(`/api/schedules/${id}/activation`, { body: signs[at] ?? {} })),
  )
  expect(answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([200, 409])
  expect(answers.find(({ statusCode }) => statusCode === 409)?.json()).toMatchObject({
    code: expect.stringMatching(/^(schedule\.moved|act\.stale)$/),
  })
})

test('FEA-B19 a rule for other classes goes out and comes in again; for a class without a row it is refused with its line', async () => {
  const basedOnId = await activeId()
  const clerk = await people.inRole('archives-clerk')
  const csv = (await tableOf(basedOnId)).replace(/^(SI-5-04,.*),(\r?)$/m, '$1,SI-5-03; XX-99$2')
  const body = { basedOnId, version: 'ALSO-1', effectiveOn: '2020-01-01', csv }
  expect((await clerk.post('/api/schedules', { body })).json()).toMatchObject({
    code: 'schedule.table-invalid',
    detail: { faults: [{ row: 'SI-5-04', code: 'schedule.also-for-unknown', cell: 'XX-99' }] },
  })
  const good = { ...body, csv: csv.replace('; XX-99', '') }
  const { scheduleVersionId } = (await clerk.post('/api/schedules', { body: good })).json<{
    scheduleVersionId: string
  }>()
  expect(await tableOf(scheduleVersionId)).toContain(',SI-5-03\r\n')
  const former = good.csv
    .split('\r\n')
    .map((line) => line.replace(/,[^,]*$/, ''))
    .join('\r\n')
  const old = await clerk.post('/api/schedules', { body: { ...good, version: 'ALSO-2', csv: former } })
  expect(old.statusCode).toBe(200)
})
