import type { BilingualText } from '#domain/lifecycle.ts'
import { isReviewOverdue } from '#domain/vital.ts'
import { readVitalRecords, type VitalRequest } from '#db/queries/vital.ts'
import type { Exported } from './lists.ts'

const HEAD: readonly BilingualText[] = [
  { zh: '档号', en: 'Archival code' },
  { zh: '题名', en: 'Title' },
  { zh: '单位', en: 'Unit' },
  { zh: '下次复查', en: 'Next review' },
  { zh: '是否逾期', en: 'Overdue' },
  { zh: '复查周期（月）', en: 'Cycle in months' },
  { zh: '上次复查', en: 'Last review' },
  { zh: '保护副本可读', en: 'Protection copy readable' },
]

const YES = { zh: '是', en: 'yes' } as const
const NO = { zh: '否', en: 'no' } as const

/** Vital records by the day of their next review, or those alone whose review is overdue. */
export function vitalExported(overdue: VitalRequest['overdue'], side: 'zh' | 'en'): Exported {
  const said = (is: boolean) => (is ? YES : NO)[side]
  return {
    name: { zh: '重要档案', en: 'Vital records' },
    head: HEAD,
    async page(tx, cursor, limit) {
      const { items, nextCursor } = await readVitalRecords(tx, { overdue, cursor, limit })
      const lines = items.map(({ archivalCode, title, unitZh, unitEn, vital, reviewOn, today }) => [
        archivalCode,
        title,
        side === 'zh' ? unitZh : unitEn,
        reviewOn,
        said(isReviewOverdue(reviewOn, today)),
        vital.cycleMonths,
        vital.review?.on ?? null,
        vital.review === null ? null : said(vital.review.isCopyReadable),
      ])
      return { lines, nextCursor }
    },
  }
}
