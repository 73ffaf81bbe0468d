import { expect, test } from 'vitest'
import { beginExport, endExport } from '#domain/acts/export-site.ts'
import type { AdministrationFacts } from '#domain/acts/administer.ts'
import { plainDate } from '#domain/dates.ts'
import { Rows } from '#domain/state.ts'

function factsOf(organisation: Rows): AdministrationFacts {
  return { siteId: 'site', today: plainDate('2027-03-01'), organisation, newId: () => 'new' }
}

function founded(): Rows {
  const rows = new Rows()
  rows.load('site', {
    id: 'site',
    mode: 'test',
    nameZh: '甲市',
    nameEn: 'A',
    zone: 'Asia/Shanghai',
    coolingDays: 7,
    backupDays: 35,
  })
  return rows
}

const BEGUN = { exportId: 'x', selection: { kind: 'whole' }, reason: '备份' } as const
const ENDED = { exportId: 'x', records: 3, files: 9, bytes: 100, faults: 0, manifestSha256: 'ab' } as const

test('REQ-61 nothing is exported where there is no site', () => {
  expect(beginExport(factsOf(new Rows()), BEGUN)).toMatchObject({ kind: 'refused', code: 'site.missing' })
})

test('REQ-61 the history of the site says what was taken, why, and by which digest it is known again', () => {
  const stream = { kind: 'site', id: 'site' }
  expect(beginExport(factsOf(founded()), BEGUN)).toMatchObject({
    events: [{ stream, type: 'site.export-begun', data: BEGUN }],
  })
  expect(endExport(factsOf(founded()), ENDED)).toMatchObject({
    events: [{ stream, type: 'site.export-ended', data: ENDED }],
  })
})
