import { expect, test } from 'vitest'
import { isLiveOn, notLiveRefusal, type PostRow, type SiteRow } from '#domain/organisation.ts'
import { plainDate } from '#domain/dates.ts'
import { ORGANISATION_TABLES, PROJECTED_TABLES, Rows } from '#domain/state.ts'

test('administration and records write different tables', () => {
  expect(
    ORGANISATION_TABLES.filter((table) => (PROJECTED_TABLES as readonly string[]).includes(table)),
  ).toEqual([])
})

test('rows of the organisation are kept by their ids', () => {
  const site: SiteRow = {
    id: 's',
    mode: 'test',
    nameZh: '甲',
    nameEn: 'A',
    zone: 'UTC',
    coolingDays: 7,
    backupDays: 35,
  }
  const post: PostRow = {
    id: 'o',
    personId: 'p',
    unitId: 'u',
    role: 'unit-head',
    appraiserKind: null,
    givesScope: true,
    fromOn: plainDate('2027-01-01'),
    toOn: null,
  }
  const rows = new Rows()
  rows.put('site', site)
  rows.put('post', post)
  expect([rows.must('site', 's'), rows.must('post', 'o')]).toEqual([site, post])
})

test.each([
  ['2027-03-02', false, { liveFrom: '2027-03-02' }],
  ['2027-03-01', true, undefined],
  ['2027-02-28', true, undefined],
  [null, false, {}],
])('REG-3 a unit that is live from %s works on 2027-03-01: %s', (from, works, detail) => {
  const on = plainDate('2027-03-01')
  const unit = { liveFrom: from === null ? null : plainDate(from) }
  expect(isLiveOn(unit, on)).toBe(works)
  const refusal = notLiveRefusal(unit, on)
  expect(refusal?.detail).toEqual(detail)
  expect(refusal?.code).toBe(works ? undefined : 'unit.not-live')
})
