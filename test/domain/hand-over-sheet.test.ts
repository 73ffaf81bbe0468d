import { expect, test } from 'vitest'
import { plainDate } from '#domain/dates.ts'
import { handOverSheet, type HandOverForPrint } from '#domain/hand-over-sheet.ts'

const hand: HandOverForPrint = {
  siteName: '甲市档案馆',
  unitName: '档案室',
  roleName: '档案员',
  from: '文安',
  to: '顾雨',
  note: '定期轮岗',
  proposedBy: '文安',
  proposedAt: '2027-03-01T01:00:00.000Z',
  confirmedBy: '林舒',
  confirmedAt: '2027-03-01T02:00:00.000Z',
  acceptedAt: '2027-03-01T03:00:00.000Z',
  registerHash: 'abc',
  register: {
    tasks: [
      { id: 't1', subjectId: 'r1', step: 'arrange', dueOn: plainDate('2027-03-05') },
      { id: 't2', subjectId: 'r2', step: 'witness', dueOn: plainDate('2027-03-06') },
    ],
    waiting: 3,
    holds: [],
    lists: [{ id: 'l1', number: 'XH-2027-1' }],
    families: ['documents', 'business'],
    deputies: [],
  },
  codes: new Map([['r1', 'J019-1']]),
  deputies: new Map(),
  steps: new Map([['t1', { zh: '整理', en: 'Arrange' }]]),
  stayed: new Set(['t2']),
}

test('REG-36 the sheet names what passed, what stayed, and who signed when; nothing is listed of what there was none', () => {
  const { tables, signatures, facts } = handOverSheet(hand)
  expect(tables.map(({ heading: [zh] }) => zh)).toEqual(['在办任务', '未办结的清册与批次'])
  expect(tables[0]?.rows).toEqual([
    ['1', 'J019-1', '整理 Arrange', '2027-03-05', '已移交 passed'],
    ['2', 'r2', 'witness', '2027-03-06', '须本人签署，未移交 stays'],
  ])
  expect(signatures.rows.map(([, name, at]) => [name, at])).toEqual([
    ['文安', hand.proposedAt],
    ['林舒', hand.confirmedAt],
    ['顾雨', hand.acceptedAt],
  ])
  expect(facts.map(({ value }) => value)).toContain('文书 documents、业务 social-insurance business')
})
