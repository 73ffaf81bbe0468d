import type { BilingualText } from '#domain/lifecycle.ts'
import { ASKER_NAMES, PROOF_NAMES, STATE_NAMES, WAY_NAMES } from '#domain/giving-names.ts'
import { givingNumber, GROUND_SOURCES } from '#domain/givings.ts'
import { readGivings } from '#db/queries/givings.ts'
import { readNames } from '#db/queries/organisation.ts'
import type { Exported } from './lists.ts'

const HEAD: readonly BilingualText[] = [
  { zh: '登记号', en: 'Number' },
  { zh: '申请日期', en: 'Asked on' },
  { zh: '档号', en: 'Archival code' },
  { zh: '题名', en: 'Title' },
  { zh: '当事人', en: 'Person' },
  { zh: '证件号码', en: 'Number of the proof' },
  { zh: '申请人', en: 'Asked by' },
  { zh: '代理人', en: 'Agent' },
  { zh: '身份证明', en: 'Proof of identity' },
  { zh: '方式', en: 'Way' },
  { zh: '利用目的', en: 'Purpose' },
  { zh: '状态', en: 'State' },
  { zh: '不予提供的依据', en: 'Refusal rests on' },
  { zh: '理由', en: 'Reason' },
  { zh: '经办人', en: 'Clerk' },
  { zh: '审批人', en: 'Decided by' },
  { zh: '提供日期', en: 'Given on' },
]

/** The register of what was given at the window (利用登记); numbers stand masked in it. */
export function givingsExported(side: 'zh' | 'en'): Exported {
  return {
    name: { zh: '窗口利用登记', en: 'Register of givings' },
    head: HEAD,
    async page(tx, cursor, limit) {
      const { items, nextCursor } = await readGivings(tx, { cursor, limit })
      const names = await readNames(
        tx,
        items.flatMap(({ askedBy, decidedBy }) => [askedBy, decidedBy]),
      )
      const nameOf = (id: string | null) => (id === null ? null : (names.get(id)?.[side] ?? null))
      const lines = items.map((row) => [
        givingNumber(row),
        row.askedOn,
        row.archivalCode,
        row.title,
        row.applicant?.name ?? null,
        row.applicant?.number ?? null,
        ASKER_NAMES[row.asker][side],
        row.applicant?.agent?.name ?? null,
        PROOF_NAMES[row.proof][side],
        WAY_NAMES[row.way][side],
        row.applicant?.purpose ?? null,
        STATE_NAMES[row.state][side],
        row.ground === null ? null : GROUND_SOURCES[row.ground][side],
        row.reason,
        nameOf(row.askedBy),
        nameOf(row.decidedBy),
        row.givenOn,
      ])
      return { lines, nextCursor }
    },
  }
}
