/** The register of a post's hand-over by invented persons, over more than a page, for a validator of PDF/A. */
import { createHash } from 'node:crypto'
import { plainDate } from '#domain/dates.ts'
import { handOverSheet, type HandOverSheet } from '#domain/hand-over-sheet.ts'

const TASKS = 60
/** Signs that the font has no glyph for. */
const RARE = '关于𠮷田🙂同志 שלום 的轮岗'
const SIGNED_AT = '2031-04-02T06:31:12.000Z'

export function aHandOverSheet(): HandOverSheet {
  const tasks = Array.from({ length: TASKS }, (_, index) => ({
    id: `t${index}`,
    subjectId: `r${index}`,
    step: 'arrange',
    dueOn: plainDate('2031-04-30'),
  }))
  return handOverSheet({
    siteName: '示范市人力资源和社会保障局',
    unitName: '失业保险科',
    roleName: '兼职档案员',
    from: '沈知秋',
    to: '陈立冬',
    note: RARE,
    proposedBy: '沈知秋',
    proposedAt: SIGNED_AT,
    confirmedBy: '郭怀远',
    confirmedAt: SIGNED_AT,
    acceptedAt: SIGNED_AT,
    registerHash: createHash('sha256').update('register').digest('hex'),
    register: {
      tasks,
      waiting: 3,
      holds: [{ id: 'h1', subjectId: 'r1', reviewOn: plainDate('2031-06-30') }],
      lists: [{ id: 'l1', number: 'XHQC-2031-0003' }],
      families: ['business', 'documents'],
      deputies: [{ id: 'd1', deputyId: 'p1', toOn: plainDate('2031-05-01') }],
    },
    codes: new Map(tasks.map(({ subjectId }, index) => [subjectId, `J021-ZY·SY·DY·2016·D10-${index + 1}`])),
    deputies: new Map([['p1', '闻安']]),
    steps: new Map(tasks.map(({ id }) => [id, { zh: '整理', en: 'Arrange' }])),
    stayed: new Set(['t1']),
  })
}
