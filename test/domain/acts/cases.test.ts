import { describe, expect, test } from 'vitest'
import { closeCase, openCase, orderCorrection, replyToOrder } from '#domain/acts/cases.ts'
import { sweepFilings, stateFiling } from '#domain/acts/filings.ts'
import { activateScheme, draftScheme } from '#domain/acts/schemes.ts'
import { plainDate } from '#domain/dates.ts'
import { aScheme, Structure } from '#test/support/structure.ts'

const day = plainDate
const NAMED = { headId: 'unit.head', directId: 'unit.archivist' }

/** March was not filed by 14 April; it is the 15th. */
function late() {
  const world = new Structure()
  const { answer } = world.must('clerk', (f) => draftScheme(f, aScheme(world.unitId)))
  world.must('head', (f) => activateScheme(f, answer['schemeId'] ?? ''))
  world.today = day('2027-04-15')
  world.must('engine', sweepFilings)
  const { rows } = world.bureau
  const alertId = rows.all('filingAlert')[0]?.id ?? ''
  const classId = rows.all('schemeClass').at(-1)?.id ?? ''
  const files = () => {
    const input = { unitId: world.unitId, classId, fromOn: day('2027-03-01'), note: '' }
    return world.must('unit.archivist', (f) => stateFiling(f, input))
  }
  return { world, alertId, files }
}

function opened() {
  const at = late()
  const { answer } = at.world.must('lead', (f) => openCase(f, { alertId: at.alertId, ...NAMED }))
  const row = () => at.world.bureau.rows.must('accountabilityCase', answer['caseId'] ?? '')
  return { ...at, caseId: answer['caseId'] ?? '', row }
}

describe('a case is opened', () => {
  test.each([
    ['not-found', 'lead', { alertId: 'none' }],
    ['case.respondents', 'lead', { directId: 'unit.head' }],
    ['case.respondents', 'lead', { headId: 'sys' }],
    ['case.respondents', 'lead', { directId: 'sys' }],
    ['duty.not-distinct', 'unit.head', {}],
  ])('REG-27 refuses with %s for %s', (code, who, over) => {
    const { world, alertId } = late()
    expect(world.act(who, (f) => openCase(f, { alertId, ...NAMED, ...over }))).toMatchObject({ code })
  })

  test('REG-27 on the unit head and the direct person, once for an alert, and not when it was filed meanwhile', () => {
    const { world, alertId, row, files } = opened()
    expect(row()).toMatchObject({ state: 'opened', number: 'A-2027-001', ...NAMED, dueOn: '2027-04-14' })
    expect(world.act('lead', (f) => openCase(f, { alertId, ...NAMED }))).toMatchObject({ code: 'case.known' })
    files()
    const other = late()
    other.files()
    expect(other.world.act('lead', (f) => openCase(f, { alertId: other.alertId, ...NAMED }))).toMatchObject({
      code: 'case.corrected-already',
    })
  })
})

describe('its steps', () => {
  const order = { text: '十日内归档', dueOn: day('2027-04-30') }

  test('REG-27 no reply and no end before an order; the order has a deadline that lies ahead', () => {
    const { world, caseId } = opened()
    const text = '已安排'
    expect(world.act('unit.head', (f) => replyToOrder(f, { caseId, text }))).toMatchObject({
      code: 'case.out-of-order',
    })
    expect(world.act('lead', (f) => closeCase(f, { caseId, text }))).toMatchObject({
      code: 'case.out-of-order',
    })
    expect(
      world.act('lead', (f) => orderCorrection(f, { ...order, caseId, dueOn: world.today })),
    ).toMatchObject({ code: 'case.deadline' })
    expect(world.act('unit.head', (f) => orderCorrection(f, { ...order, caseId }))).toMatchObject({
      code: 'duty.not-distinct',
    })
  })

  test('REG-27 only those whom it names reply', () => {
    const { world, caseId, row } = opened()
    world.must('lead', (f) => orderCorrection(f, { ...order, caseId }))
    expect(world.act('lead', (f) => replyToOrder(f, { caseId, text: '代答' }))).toMatchObject({
      code: 'access.denied',
    })
    world.must('unit.archivist', (f) => replyToOrder(f, { caseId, text: '月底前补齐' }))
    expect(row()).toMatchObject({ state: 'replied', reply: '月底前补齐', repliedBy: 'unit.archivist' })
  })

  test('REG-27 it is closed by correction and stays; never by one of those whom it names', () => {
    const { world, caseId, row, files } = opened()
    world.must('lead', (f) => orderCorrection(f, { ...order, caseId }))
    const close = (who: string) => world.act(who, (f) => closeCase(f, { caseId, text: '已补归档' }))
    expect(close('lead')).toMatchObject({ code: 'case.not-corrected' })
    world.today = day('2027-04-28')
    files()
    expect(close('unit.head')).toMatchObject({ code: 'duty.not-distinct' })
    expect(close('lead')).toMatchObject({
      events: [{ type: 'case.closed', data: { correctedOn: '2027-04-28', inTime: true } }],
    })
    expect(row()).toMatchObject({ state: 'closed', result: '已补归档', closedBy: 'lead' })
    expect(close('lead')).toMatchObject({ code: 'case.out-of-order' })
  })

  test('REG-27 a correction after the deadline is said to be late', () => {
    const { world, caseId, files } = opened()
    world.must('lead', (f) => orderCorrection(f, { ...order, caseId }))
    world.today = day('2027-05-06')
    files()
    expect(world.act('lead', (f) => closeCase(f, { caseId, text: '逾期改正' }))).toMatchObject({
      events: [{ data: { inTime: false } }],
    })
  })
})
