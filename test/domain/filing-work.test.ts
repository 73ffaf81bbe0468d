import { describe, expect, test } from 'vitest'
import { plainDate } from '#domain/dates.ts'
import { workOfAlert, workOfCase, type FilingWorker } from '#domain/filing-work.ts'
import type { AccountabilityCaseRow } from '#domain/state/structure.ts'

const day = plainDate
const calendar = { holidays: new Set([day('2027-03-19')]), makeUpWorkdays: new Set<never>() }
const today = day('2027-03-16')

const NOBODY: FilingWorker = { personId: 'other', files: false, leads: false }
const ARCHIVIST: FilingWorker = { personId: 'direct', files: true, leads: false }
const KEEPER: FilingWorker = { personId: 'keeper', files: false, leads: true }

const aCase = (over: Partial<AccountabilityCaseRow> = {}): AccountabilityCaseRow => ({
  id: 'case',
  number: 'A-2027-001',
  alertId: 'alert',
  calendarId: 'calendar',
  unitId: 'unit',
  classId: 'class',
  fromOn: day('2027-02-01'),
  toOn: day('2027-02-28'),
  dueOn: day('2027-03-12'),
  state: 'opened',
  headId: 'head',
  directId: 'direct',
  openedBy: 'keeper',
  openedOn: today,
  orderText: null,
  orderDueOn: null,
  orderedBy: null,
  orderedOn: null,
  reply: null,
  repliedBy: null,
  repliedOn: null,
  result: null,
  closedBy: null,
  closedOn: null,
  ...over,
})
const ORDERED = { state: 'ordered', orderDueOn: day('2027-03-26'), orderedOn: today } as const
const workOf = (row: AccountabilityCaseRow, worker: FilingWorker, correctedOn: string | null = null) =>
  workOfCase(
    row,
    { worker, correctedOn: correctedOn === null ? null : day(correctedOn), today },
    calendar,
  ).map(({ kind, dueOn }) => `${kind} ${dueOn}`)

describe('late filing in the worklist', () => {
  test('FEA-A10 a late period asks nothing of others, nor once it is filed', () => {
    const alert = { dueOn: day('2027-03-12'), raisedOn: day('2027-03-15'), closedOn: null }
    expect(workOfAlert(alert, NOBODY, calendar)).toEqual([])
    expect(workOfAlert({ ...alert, closedOn: today }, ARCHIVIST, calendar)).toEqual([])
    expect(workOfAlert(alert, ARCHIVIST, calendar)).toEqual([{ kind: 'file', dueOn: '2027-03-12' }])
    // Ten working days, one of them a holiday.
    expect(workOfAlert(alert, KEEPER, calendar)).toEqual([{ kind: 'open-case', dueOn: '2027-03-30' }])
  })

  test.each([
    ['opened', aCase(), NOBODY, null, []],
    ['closed', aCase({ state: 'closed' }), KEEPER, null, []],
    ['opened', aCase(), KEEPER, null, ['order 2027-03-24']],
    ['opened', aCase(), ARCHIVIST, null, ['file 2027-03-12']],
    ['ordered', aCase(ORDERED), ARCHIVIST, null, ['reply 2027-03-26', 'file 2027-03-26']],
    ['ordered', aCase(ORDERED), KEEPER, null, []],
    ['replied', aCase({ ...ORDERED, state: 'replied' }), ARCHIVIST, null, ['file 2027-03-26']],
    ['replied', aCase({ ...ORDERED, state: 'replied' }), ARCHIVIST, '2027-03-16', []],
    ['replied', aCase({ ...ORDERED, state: 'replied' }), KEEPER, '2027-03-16', ['close 2027-03-24']],
    ['in vain', aCase({ ...ORDERED, orderDueOn: day('2027-03-15') }), KEEPER, null, ['order 2027-03-23']],
  ] as const)('REG-27 a case that is %s', (_state, row, worker, correctedOn, expected) => {
    expect(workOf(row, worker, correctedOn)).toEqual(expected)
  })

  test('REG-27 nobody leads the case that is on themselves', () => {
    const own = { ...KEEPER, personId: 'head' }
    expect(workOf(aCase(), own)).toEqual([])
    expect(workOf(aCase(ORDERED), own)).toEqual(['reply 2027-03-26'])
  })
})
