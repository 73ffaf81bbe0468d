import { expect, test } from 'vitest'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { filingCalendarId } from '#db/gate/structure.ts'
import { seenAmong } from '#db/queries/changes.ts'
import { refreshSearchWhole } from '#db/search/refresh.ts'
import { demoPersonId, demoUnitId } from '#db/seed/demo-organisation.ts'
import { verifyAll } from '#db/verify.ts'
import { aHandIn, handIn, personAt, type Person } from '#test/support/api.ts'
import { openApi } from '#test/support/opened-api.ts'

const { api, clerk, head, archivist } = openApi({
  clerk: 'han.shuning',
  head: 'wei.changqing',
  archivist: 'shen.zhiqiu',
})

const unit = demoUnitId('unemployment')
const aClass = (code: string, over: object = {}) => ({ code, nameZh: code, nameEn: code, ...over })
const FIRST = {
  line: 'SI',
  version: '1986',
  nameZh: '年度—参保单位',
  nameEn: 'Year and employer',
  effectiveOn: '1986-01-01',
  authority: '档案分类方案',
  classes: [aClass('CB'), aClass('CB-SY', { parent: 'CB', recordClasses: ['SI-5-03'] })],
}
const SECOND = {
  ...FIRST,
  version: '2020',
  nameZh: '年度—季',
  nameEn: 'Year and quarter',
  effectiveOn: '2020-01-01',
  classes: [aClass('JD-SY', { recordClasses: ['SI-5-03'], units: [unit], cadence: 'month' })],
  crosswalk: [{ fromVersion: '1986', from: 'CB-SY', to: 'JD-SY', note: '改按季度' }],
}

async function inForce(scheme: object): Promise<string> {
  const drafted = await clerk.post('/api/schemes', { body: scheme })
  const { schemeId } = drafted.json<{ schemeId: string }>()
  const answer = await head.post(`/api/schemes/${schemeId}/activation`)
  if (answer.statusCode !== 200) throw new Error(drafted.body + answer.body)
  return schemeId
}
const whole = async () => (await verifyAll(api.site.sql, ENGINE_ID)).verdict

test('REG-17 a scheme is drafted by one and put in force by another; its faults are told row by row', async () => {
  const bad = { ...FIRST, version: 'X', classes: [aClass('A', { parent: 'A' }), aClass('B'), aClass('B')] }
  expect((await clerk.post('/api/schemes', { body: bad })).json()).toMatchObject({
    code: 'scheme.rows-invalid',
    detail: {
      faults: [
        { row: 1, fault: 'scheme.cycle' },
        { row: 3, fault: 'scheme.code-twice' },
      ],
    },
  })
  expect((await head.post('/api/schemes', { body: FIRST })).json()).toMatchObject({ code: 'access.denied' })
  const nul = { ...FIRST, version: 'N', classes: [aClass('A\u202E')] }
  expect((await clerk.post('/api/schemes', { body: nul })).json()).toMatchObject({ code: 'request.invalid' })
  const leap = { ...FIRST, version: 'L', effectiveOn: '2027-02-29' }
  expect((await clerk.post('/api/schemes', { body: leap })).json()).toMatchObject({ code: 'request.invalid' })
})

test('REG-17 FEA-A2 FEA-A3 a legacy record shows its old code and the new one, and both are found', async () => {
  const { recordId } = (
    await handIn(api.app, { record: aHandIn({ classCode: 'SI-5-03', formedOn: '2015-03-02' }) })
  ).json<{ recordId: string }>()
  await inForce(FIRST)
  const second = await inForce(SECOND)
  const detail = (await archivist.get(`/api/records/${recordId}`)).json<{ schemeCodes: unknown[] }>()
  expect(detail.schemeCodes).toMatchObject([
    { version: '1986', code: 'CB-SY', isOwn: true, isInForce: false },
    { version: '2020', code: 'JD-SY', isOwn: false, isInForce: true },
  ])
  await refreshSearchWhole(api.site.sql, ENGINE_ID)
  const found = async (q: string) =>
    (await archivist.get(`/api/search?q=${encodeURIComponent(q)}`)).json<{ items: unknown[] }>().items
  for (const q of ['CB-SY', 'JD-SY']) expect(JSON.stringify(await found(q)), q).toContain(recordId)
  expect(await found('JD-XX')).toEqual([])
  const shown = (await archivist.get(`/api/schemes/${second}`)).json()
  expect(shown).toMatchObject({
    scheme: { isInForce: true, endsOn: null },
    classes: [
      { code: 'JD-SY', cadences: [{ cadence: 'month', fromOn: '2020-01-01', toOn: null, termDays: 10 }] },
    ],
    crosswalk: [{ fromVersion: '1986', fromCode: 'CB-SY', toCode: 'JD-SY' }],
    allowed: { setCadence: { allowed: false, reason: 'access.denied' } },
  })
  expect(await whole()).toBe('whole')
})

interface Calendar {
  rows: {
    unitId: string
    classId: string
    periods: { fromOn: string; toOn: string; dueOn: string; state: string }[]
  }[]
}

test('REG-18 REG-27 FEA-A10 a period that was not filed in time: alert, bell, case, correction', async () => {
  const admin = await personAt(api.app, 'song.anran')
  const move = async (to: string) => {
    const moved = await admin.post('/api/clock', { body: { to, reason: '演示' } })
    expect(moved.json()).toMatchObject({ today: to })
  }
  const stranger = await personAt(api.app, 'tang.ruoxi')
  const rung = async (person: Person) =>
    (await person.get('/api/notices'))
      .json<{ items: { kind: string; title: string }[] }>()
      .items.filter(({ kind, title }) => kind.startsWith('filing-') && title.includes('2027-02-01'))
      .map(({ kind }) => kind)
  await move('2027-03-08')
  expect(await rung(archivist)).toEqual([])
  await move('2027-03-09')
  expect([await rung(stranger), await rung(archivist)]).toEqual([[], ['filing-due']])
  await move('2027-03-16')
  expect(await rung(archivist)).toEqual(['filing-late'])
  const calendar = async () =>
    (await archivist.get('/api/filing-calendar?year=2027')).json<Calendar>().rows[0]
  const february = (await calendar())?.periods.find(({ fromOn }) => fromOn === '2027-02-01')
  expect(february).toMatchObject({ toOn: '2027-02-28', dueOn: '2027-03-12', state: 'late' })

  const alerts = (await head.get('/api/filing-alerts')).json<{
    items: { id: string; fromOn: string; caseId: string | null }[]
  }>().items
  const alert = alerts.find(({ fromOn }) => fromOn === '2027-02-01')
  expect(alert).toMatchObject({ caseId: null })
  expect((await stranger.get('/api/filing-alerts')).json()).toMatchObject({ items: [] })

  const workOf = async (person: Person) =>
    (await person.get('/api/filing-work'))
      .json<{ items: { kind: string; fromOn: string; dueOn: string; deadline: string }[] }>()
      .items.filter(({ fromOn }) => fromOn === '2027-02-01')
      .map(({ kind, dueOn, deadline }) => `${kind} ${dueOn} ${deadline}`)
  expect(await workOf(stranger)).toEqual([])
  expect(await workOf(archivist)).toEqual(['file 2027-03-12 overdue'])
  expect(await workOf(head)).toEqual(['open-case 2027-03-30 on-time'])

  const named = { headId: demoPersonId('guo.huaiyuan'), directId: demoPersonId('shen.zhiqiu') }
  const opened = await head.post('/api/accountability-cases', { body: { alertId: alert?.id, ...named } })
  const { caseId } = opened.json<{ caseId: string }>()
  // Who may know of it hears of it over the stream of changes, and nobody else.
  const change = { position: 1, transaction: 1, taskId: null, isMark: false }
  const changes = [
    { ...change, streamKind: 'filing', streamId: filingCalendarId(unit) },
    { ...change, streamKind: 'accountability-case', streamId: caseId },
  ] as const
  const hears = async (login: 'shen.zhiqiu' | 'wei.changqing' | 'tang.ruoxi') =>
    (await seenAmong(api.site.sql, { kind: 'person', id: demoPersonId(login) }, changes))?.ids.size
  expect([await hears('shen.zhiqiu'), await hears('wei.changqing'), await hears('tang.ruoxi')]).toEqual([
    2, 2, 0,
  ])
  const at = (step: string) => `/api/accountability-cases/${caseId}/${step}`
  const order = { text: '责令十日内归档', dueOn: '2027-03-26' }
  expect((await archivist.post(at('order'), { body: order })).json()).toMatchObject({ code: 'access.denied' })
  // The head of the archives office is away: the deputy finds the order among the tasks and gives it.
  const deputy = await personAt(api.app, 'han.shuning')
  expect((await deputy.post(at('order'), { body: order })).json()).toMatchObject({ code: 'access.denied' })
  const { posts } = (await head.get('/api/deputies')).json<{ posts: { id: string }[] }>()
  const deputed = { postId: posts[0]?.id, deputyId: demoPersonId('han.shuning') }
  const away = { ...deputed, fromOn: '2027-03-16', toOn: '2027-03-20' }
  expect((await head.post('/api/deputies', { body: away })).statusCode).toBeLessThan(300)
  expect(await workOf(deputy)).toEqual(['order 2027-03-23 on-time'])
  expect((await deputy.post(at('order'), { body: order })).json()).toEqual({ caseId })
  expect(await workOf(head)).toEqual([])
  expect(await workOf(archivist)).toEqual(['file 2027-03-26 on-time', 'reply 2027-03-26 on-time'])
  expect((await archivist.get('/api/accountability-cases')).json()).toMatchObject({
    items: [{ state: 'ordered', allowed: { reply: { allowed: true }, close: { allowed: false } } }],
  })
  expect((await stranger.get('/api/accountability-cases')).json()).toMatchObject({ items: [] })
  expect((await archivist.post(at('reply'), { body: { text: '已补' } })).json()).toEqual({ caseId })
  expect((await head.post(at('closing'), { body: { text: '已改正' } })).json()).toMatchObject({
    code: 'case.not-corrected',
  })
  const classId = (await calendar())?.classId
  const statement = { unitId: unit, classId, fromOn: '2027-02-01', toOn: '2027-02-28', note: '本月无业务' }
  expect((await stranger.post('/api/filing-calendar/statements', { body: statement })).json()).toMatchObject({
    code: 'access.denied',
  })
  expect((await archivist.post('/api/filing-calendar/statements', { body: statement })).statusCode).toBe(201)
  expect((await calendar())?.periods[1]).toMatchObject({ state: 'filed-late' })
  expect(await workOf(archivist)).toEqual([])
  expect(await workOf(head)).toEqual(['close 2027-03-23 on-time'])
  expect((await head.post(at('closing'), { body: { text: '已改正' } })).json()).toEqual({ caseId })
  expect(await workOf(head)).toEqual([])
  expect((await head.get('/api/accountability-cases')).json()).toMatchObject({
    items: [{ state: 'closed', correctedOn: '2027-03-16', isOverdue: false }],
  })
  expect(await whole()).toBe('whole')
})

test('REG-18 FEA-C5 a year without an order says so; entered, its days count from then on', async () => {
  interface Days {
    order: { source: string; confidence: string } | null
    days: { on: string; kind: string }[]
    unconfirmed: number[]
  }
  const days = async (year: number) => (await archivist.get(`/api/working-days?year=${year}`)).json<Days>()
  expect(await days(2026)).toMatchObject({
    order: { source: '国办发明电〔2025〕7号', confidence: 'compared' },
  })
  expect(await days(2027)).toMatchObject({ order: null, unconfirmed: [2027] })
  expect((await days(2027)).days.map(({ on, kind }) => `${on} ${kind}`)).toEqual(
    ['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'].map((on) => `2027-${on} statutory`),
  )
  expect((await head.get('/api/health')).json()).toMatchObject({ calendar: { unconfirmed: [2027] } })

  const csv = ['03-02', '04-05', '05-03', '06-09', '09-15', '10-01', '10-04'].map(
    (on) => `2027-${on},休,节日`,
  )
  const body = { year: 2027, source: '国办发明电〔2026〕0号', csv: [...csv, '2027-02-28,班,调休'].join('\n') }
  const set = (person: Person, over = {}) => person.post('/api/working-days', { body: { ...body, ...over } })
  expect((await set(clerk)).json()).toMatchObject({ code: 'access.denied' })
  expect((await set(head, { year: 2028 })).json()).toMatchObject({
    code: 'calendar.rows-invalid',
    detail: {
      faults: expect.arrayContaining([{ line: 1, cell: '2027-03-02', fault: 'calendar.other-year' }]),
    },
  })
  expect((await set(head)).statusCode).toBe(201)
  expect(await days(2027)).toMatchObject({
    order: { source: body.source, confidence: 'entered' },
    unconfirmed: [],
  })
  // 2 March is off now: what closed in February is due a working day later.
  const calendar = (await archivist.get('/api/filing-calendar?year=2027')).json<Calendar>().rows[0]
  expect(calendar?.periods.find(({ fromOn }) => fromOn === '2027-02-01')).toMatchObject({
    dueOn: '2027-03-15',
  })
  expect(await whole()).toBe('whole')
})
