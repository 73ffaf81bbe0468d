import { describe, expect, test } from 'vitest'
import { addUnit } from '#domain/acts/administer.ts'
import { addFonds, settleSuccession } from '#domain/acts/successions.ts'
import { closeUnit } from '#domain/acts/units.ts'
import { plainDate } from '#domain/dates.ts'
import { Bureau } from '#test/support/organisation.ts'

const authority = '示范市编办〔2027〕2号'

/** An agency with a fonds of its own, and another that could follow it. */
function withAgencies() {
  const bureau = Bureau.founded()
  const agency = (nameEn: string) =>
    bureau.must((f) => addUnit(f, { parent: 'bureau', kind: 'agency', nameZh: nameEn, nameEn })).answer[
      'unitId'
    ] ?? ''
  const [medical, other] = [agency('Medical Insurance Centre'), agency('Other Centre')]
  const fonds = { code: 'J020', nameZh: '医保全宗', nameEn: 'Medical fonds' }
  const fondsId = bureau.must((f) => addFonds(f, { ...fonds, agency: medical })).answer['fondsId'] ?? ''
  return { bureau, medical, other, fondsId }
}

function withEndedAgency() {
  const world = withAgencies()
  const { bureau, medical } = world
  bureau.must(() =>
    closeUnit(bureau.unitFacts(), { unit: medical, heir: null, toOn: plainDate('2027-03-01'), authority }),
  )
  return world
}

describe('a further fonds', () => {
  test.each([
    ['fonds.form', { code: '19J' }],
    ['fonds.code-taken', { code: 'J019' }],
    ['fonds.agency-taken', { code: 'J021' }],
    ['unit.unknown', { code: 'J021', agency: 'Nowhere' }],
  ])('refuses with %s', (code, over) => {
    const { bureau, medical } = withAgencies()
    const wanted = { nameZh: '甲', nameEn: 'A', agency: medical, ...over }
    expect(bureau.act((f) => addFonds(f, wanted))).toMatchObject({ code })
  })
})

describe('the succession of a fonds', () => {
  test('REG-46 opens in the act that ends its agency, and freezes the fonds from the next day', () => {
    const { bureau, fondsId, medical } = withEndedAgency()
    expect(bureau.rows.must('fonds', fondsId)).toMatchObject({ frozenSince: '2027-03-02', closedOn: null })
    expect(bureau.rows.all('fondsSuccession')).toMatchObject([
      { fondsId, unitId: medical, settledOn: null, way: null },
    ])
  })

  test.each([
    ['not-found', { fondsId: 'none' }],
    ['fonds.settled', { fondsId: 'fonds' }],
    ['unit.ended', { successor: 'Medical Insurance Centre' }],
    ['fonds.agency-taken', { successor: 'bureau' }],
  ])('is refused to be settled with %s', (code, over) => {
    const { bureau, fondsId, other } = withEndedAgency()
    const wanted = { fondsId, way: 'continued' as const, successor: other, authority, ...over }
    expect(bureau.act((f) => settleSuccession(f, wanted))).toMatchObject({ code })
  })

  test('REG-46 is settled once: the successor goes on with the fonds, and acts for the ended agency', () => {
    const { bureau, fondsId, other, medical } = withEndedAgency()
    const settle = () =>
      bureau.act((f) => settleSuccession(f, { fondsId, way: 'continued', successor: other, authority }))
    expect(settle()).toMatchObject({ kind: 'decided' })
    expect(bureau.rows.must('fonds', fondsId)).toMatchObject({
      frozenSince: null,
      closedOn: null,
      agencyUnitId: other,
    })
    expect(bureau.rows.must('unit', medical).heirId).toBe(other)
    expect(settle()).toMatchObject({ code: 'fonds.settled' })
  })

  test('REG-46 or the fonds is closed and somebody answers for it', () => {
    const { bureau, fondsId, medical } = withEndedAgency()
    bureau.must((f) => settleSuccession(f, { fondsId, way: 'closed', successor: 'bureau', authority }))
    expect(bureau.rows.must('fonds', fondsId)).toMatchObject({
      frozenSince: null,
      closedOn: '2027-03-01',
      agencyUnitId: medical,
    })
    expect(bureau.rows.all('fondsSuccession')).toMatchObject([
      { settledOn: '2027-03-01', settledBy: 'operator', way: 'closed', successorUnitId: 'bureau' },
    ])
    expect(bureau.rows.must('unit', medical).heirId).toBe('bureau')
  })
})
