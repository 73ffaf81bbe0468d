import { describe, expect, test } from 'vitest'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { DEMO_FONDS_ID, demoUnitId } from '#db/seed/demo-organisation.ts'
import { verifyAll } from '#db/verify.ts'
import { aHandIn, handIn, personAt, type Person } from '#test/support/api.ts'
import { openApi } from '#test/support/opened-api.ts'

interface Unit {
  id: string
  name: { zh: string; en: string }
  toOn: string | null
  formerNames: { name: { en: string }; fromOn: string; toOn: string }[]
}
interface Structure {
  today: string
  units: Unit[]
  fonds: { id: string; frozenSince: string | null; agencyUnitId: string }[]
  allowed: { change: { allowed: boolean }; settle: { allowed: boolean } }
}

const authority = '示范市编办〔2027〕3号'
const { api, admin, clerk } = openApi({ admin: 'song.anran', clerk: 'chen.lidong' })

const structure = async (person = admin, on = '') =>
  (await person.get(`/api/structure${on === '' ? '' : `?on=${on}`}`)).json<Structure>()
const unitNamed = async (name: string) => (await structure()).units.find((unit) => unit.name.en === name)
const add = async (nameEn: string, fromOn: string, kind = 'section', parent = demoUnitId('bureau')) => {
  const body = { parent, kind, nameZh: nameEn, nameEn, fromOn }
  const made = await admin.post('/api/structure/units', { body })
  if (made.statusCode !== 201) throw new Error(made.body)
  return made.json<{ unitId: string }>().unitId
}
const whole = async () => (await verifyAll(api.site.sql, ENGINE_ID)).verdict

describe('the tree of units', () => {
  test('is read by everyone and changed by the system administrator alone', async () => {
    expect((await structure(clerk)).allowed).toMatchObject({ change: { allowed: false } })
    expect((await structure()).allowed).toMatchObject({
      change: { allowed: true },
      settle: { allowed: false },
    })
    const body = { parent: demoUnitId('bureau'), kind: 'section', nameZh: '新', nameEn: 'New' }
    expect((await clerk.post('/api/structure/units', { body })).json()).toMatchObject({
      code: 'access.denied',
    })
    expect(
      (await admin.post('/api/structure/units', { body: { ...body, kind: 'bureau' } })).json(),
    ).toMatchObject({ code: 'request.invalid' })
  })

  test.each(['2126-01-01', '2027-02-29', '1899-12-31'])('refuses a first day of %s', async (fromOn) => {
    const body = { parent: demoUnitId('bureau'), kind: 'section', nameZh: '新', nameEn: 'New', fromOn }
    const { code } = (await admin.post('/api/structure/units', { body })).json<{ code: string }>()
    expect(code).toBe(fromOn === '2126-01-01' ? 'unit.date-future' : 'request.invalid')
  })

  test('REG-46 renames with its day: the tree of an earlier day shows the former name', async () => {
    const id = await add('Veterans Section', '2012-02-29')
    const body = { nameZh: '新名', nameEn: 'Honours Section', fromOn: '2020-01-01', authority }
    const renamed = await admin.post(`/api/structure/units/${id}/name`, { body, key: 'rename-0001' })
    expect(renamed.json()).toEqual({ unitId: id })
    expect(
      (await admin.post(`/api/structure/units/${id}/name`, { body, key: 'rename-0001' })).json(),
    ).toEqual({ unitId: id })
    expect((await unitNamed('Honours Section'))?.formerNames).toEqual([
      { name: { zh: 'Veterans Section', en: 'Veterans Section' }, fromOn: '2012-02-29', toOn: '2019-12-31' },
    ])
    const of = (tree: Structure) => tree.units.find((unit) => unit.id === id)?.name.en
    expect(of(await structure(clerk, '2019-12-31'))).toBe('Veterans Section')
    expect(of(await structure(clerk, '2020-01-01'))).toBe('Honours Section')
    expect(of(await structure(clerk, '2012-02-28'))).toBeUndefined()
    expect(await whole()).toBe('whole')
  })

  test('refuses a cycle, and an end with open work, with what is open', async () => {
    const move = { parent: demoUnitId('pension'), on: '2026-01-01', authority }
    const agency = demoUnitId('agency')
    expect((await admin.post(`/api/structure/units/${agency}/place`, { body: move })).json()).toMatchObject({
      code: 'unit.cycle',
    })
    await handIn(api.app, { record: aHandIn() })
    const end = { toOn: (await structure()).today, heir: null, authority }
    const unit = demoUnitId('unemployment')
    expect((await admin.post(`/api/structure/units/${unit}/end`, { body: end })).json()).toMatchObject({
      code: 'unit.open-work',
      detail: { records: 1, units: 0 },
    })
  })

  test('REG-46 merges: the successor’s people see and act for what the ended unit formed', async () => {
    const [old, into] = [
      await add('Old Section', '2015-01-01', 'section', demoUnitId('agency')),
      demoUnitId('unemployment'),
    ]
    const seen = async () => {
      const [row] = await api.site.admin<{ groups: string[]; units: string[] }[]>`
        select array(select name from own_groups((select id from person where login = 'shen.zhiqiu'), archive_today())) as groups,
          array(select unnest((scope_of(p, archive_today())->>'units')::uuid[])::text) as units from person p where p.login = 'shen.zhiqiu'`
      return row
    }
    expect((await seen())?.units).not.toContain(old)
    const { today } = await structure()
    const body = { units: [old], into, toOn: today, authority }
    expect((await admin.post('/api/structure/mergers', { body })).json()).toEqual({ unitId: old })
    expect((await seen())?.units).toContain(old)
    expect((await seen())?.groups).toContain(`unit-archivist@${old}`)
    const record = aHandIn({ formingUnitId: old })
    expect((await handIn(api.app, { record })).json()).toMatchObject({ code: 'record.unit-ended' })
    expect(await whole()).toBe('whole')
  })
})

describe('a unit that does not work in the system yet', () => {
  const setting = async (unit: string, on: string, person = admin) =>
    (await person.post(`/api/structure/units/${unit}/live-day`, { body: { on, authority } })).json<object>()
  const offered = async (unit: string) => {
    const { items } = (await clerk.get('/api/units')).json<{ items: { id: string }[] }>()
    return items.find(({ id }) => id === unit)
  }
  const given = async (formingUnitId: string) =>
    (await handIn(api.app, { record: aHandIn({ formingUnitId }) })).json<object>()

  test('REG-3 its day is set by the system administrator alone, not in the past, and before records have come to it', async () => {
    const { today } = await structure()
    const [pension, unemployment] = [demoUnitId('pension'), demoUnitId('unemployment')]
    expect(await setting(pension, '2126-01-01', clerk)).toMatchObject({ code: 'access.denied' })
    expect(await setting(pension, '2020-01-01')).toMatchObject({ code: 'unit.live-past', detail: { today } })
    await given(unemployment)
    expect(await setting(unemployment, '2126-01-01')).toMatchObject({ code: 'unit.at-work' })
    expect(await offered(unemployment)).toMatchObject({ isLive: true })
  })

  test('REG-3 it forms no record before that day, and does on it; the ledger holds both days', async () => {
    const { today } = await structure()
    const unit = await add('Pilot Section', '2015-01-01', 'section', demoUnitId('unemployment'))
    expect(await setting(unit, '2126-01-01')).toEqual({ unitId: unit })
    expect(await setting(unit, '2126-01-01')).toMatchObject({ code: 'unit.live-already' })
    const ahead = { liveFrom: '2126-01-01', isLive: false }
    expect(await offered(unit)).toMatchObject(ahead)
    expect(await unitNamed('Pilot Section')).toMatchObject(ahead)
    expect(await given(unit)).toMatchObject({ code: 'unit.not-live', detail: { liveFrom: '2126-01-01' } })
    expect(await setting(unit, today)).toEqual({ unitId: unit })
    expect(await offered(unit)).toMatchObject({ liveFrom: today, isLive: true })
    expect(await given(unit)).toHaveProperty('recordId')
    // The process that acted has read the reference again: hand-overs are decided by it.
    expect(api.site.reference.liveFrom(unit)).toBe(today)
    const [ledger] = await api.site.admin<{ days: string[] }[]>`
      select array_agg(canonical::jsonb->'data'->>'on' order by seq) as days from event where type = 'unit.live-set'`
    expect(ledger?.days).toEqual(['2126-01-01', today])
    expect(await whole()).toBe('whole')
  })
})

describe('the succession of a fonds', () => {
  test('REG-46 its records stop until it is settled, with the reason; then they go on', async () => {
    const other = await add('New Centre', '2020-01-01', 'agency')
    // The demo's agency is full of people; the row is frozen as its end would.
    const { today } = await structure()
    const [fonds] = (await structure()).fonds
    expect(fonds).toMatchObject({ id: DEMO_FONDS_ID, frozenSince: null })
    const medical = await add('Medical Centre', '2016-01-01', 'agency')
    const made = { code: 'J777', nameZh: '医保全宗', nameEn: 'Medical fonds', agency: medical }
    const { fondsId } = (await admin.post('/api/structure/fonds', { body: made })).json<{ fondsId: string }>()
    const end = { toOn: today, heir: null, authority }
    expect((await admin.post(`/api/structure/units/${medical}/end`, { body: end })).statusCode).toBe(200)
    const of = async () => (await structure()).fonds.find(({ id }) => id === fondsId)
    expect((await of())?.frozenSince).not.toBeNull()
    expect(await whole()).toBe('whole')

    const body = { way: 'continued', successor: other, authority }
    const settle = (person: Person) => person.post(`/api/structure/fonds/${fondsId}/succession`, { body })
    expect((await settle(admin)).json()).toMatchObject({ code: 'access.denied' })
    const head = await personAt(api.app, 'wei.changqing')
    expect((await settle(head)).json()).toEqual({ fondsId })
    expect(await of()).toMatchObject({ frozenSince: null, agencyUnitId: other })
    expect((await settle(head)).json()).toMatchObject({ code: 'fonds.settled' })
    expect(await whole()).toBe('whole')
  })

  test('the product’s connection changes no people by this way', async () => {
    const forged = {
      operator: ENGINE_ID,
      rightsVersion: 1,
      streams: [{ kind: 'person', id: ENGINE_ID, version: 0, events: [{ type: 'post.given' }] }],
      rows: {},
    }
    const [engine] = await api.site.admin<
      { version: number }[]
    >`select rights_version as version from person where id = ${ENGINE_ID}`
    await expect(
      api.site
        .sql`select gate_restructure(${api.site.sql.json({ ...forged, rightsVersion: engine?.version ?? 0 } as never)})`,
    ).rejects.toThrow('changes no people')
  })
})
