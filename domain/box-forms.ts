/**
 * The forms of a box of items filed by themselves (归档文件, DA/T 22-2015): one fonds, year, retention period and unit. The stamp
 * (归档章, F01) for the first page of each, and the reference sheet (备考表, F03) that closes the box. Pure: what stands in them.
 */
import { parseArchivalCode } from './archival-code.ts'
import type { PlainDate } from './dates.ts'
import type { PrintedFact } from './printed-forms.ts'
import { periodName } from './transfer-tree.ts'

export interface ItemInBox {
  readonly archivalCode: string
  readonly pages: number | null
  /** What became of it; only what is kept still lies in the box. */
  readonly state: 'kept' | 'transferred' | 'destroyed'
  /** Who filed it and when; null where that came with a backlog. */
  readonly filedBy: string | null
  readonly filedOn: PlainDate | null
}

export interface BoxForPrint {
  readonly fondsCode: string
  readonly year: number
  /** Null is permanent. */
  readonly periodYears: number | null
  readonly unit: string
  /** In the order of their codes. */
  readonly items: readonly ItemInBox[]
}

/** Six fields in two rows of three, as they are stamped above the text of the first page (DA/T 22-2015, 5.4). */
export type FilingStamp = readonly PrintedFact[]

/** Stamps, catalogue and reference sheet. */
export const BOX_FORMS = ['F01', 'F02', 'F03'] as const

/** What a box of items may hold at most here; a larger one is parted by year, unit and period anyway. */
export const MOST_IN_BOX = 2_000

export const BOX_FORM_NAMES = {
  F01: { zh: '归档章', en: 'Filing stamp' },
  F03: { zh: '归档文件盒备考表', en: 'Box reference sheet' },
} as const

/** A stamp for each item that is kept. */
export function filingStamps({
  fondsCode,
  year,
  periodYears,
  unit,
  items,
}: BoxForPrint): readonly FilingStamp[] {
  return kept(items).map(({ archivalCode, pages }) => [
    { label: ['全宗号', 'Fonds'], value: fondsCode, source: 'F01-1' },
    { label: ['年度', 'Year'], value: String(year), source: 'F01-2' },
    { label: ['件号', 'Item'], value: itemNumber(archivalCode), source: 'F01-3' },
    { label: ['机构（问题）', 'Unit'], value: unit, source: 'F01-4' },
    { label: ['保管期限', 'Retention'], value: periodName(periodYears), source: 'F01-5' },
    { label: ['页数', 'Pages'], value: pages === null ? '' : String(pages), source: 'F01-6' },
  ])
}

/** The reference sheet of the box. Whoever checks it signs by pen: nobody has said so here. */
export function boxReferenceSheet({ items }: BoxForPrint): readonly PrintedFact[] {
  const filers = [...new Set(items.flatMap(({ filedBy }) => (filedBy === null ? [] : [filedBy])))]
  const days = items.flatMap(({ filedOn }) => (filedOn === null ? [] : [filedOn])).toSorted()
  return [
    { label: ['盒内文件情况说明', 'State of the contents'], value: stateOf(items), source: 'F03-1' },
    { label: ['整理人', 'Arranged by'], value: filers.join('、'), source: 'F03-2' },
    { label: ['整理日期', 'Arranged on'], value: days.at(-1) ?? '', source: 'F03-3' },
    { label: ['检查人', 'Checked by'], value: '', source: 'F03-4' },
    { label: ['检查日期', 'Checked on'], value: '', source: 'F03-5' },
  ]
}

/** How many lie in it, and what was moved out or destroyed, each by its number. */
function stateOf(items: readonly ItemInBox[]): string {
  const inside = kept(items)
  const pages = inside.reduce((sum, item) => sum + (item.pages ?? 0), 0)
  const gone = (state: ItemInBox['state'], word: string): readonly string[] => {
    const numbers = items.filter((item) => item.state === state).map((item) => itemNumber(item.archivalCode))
    return numbers.length === 0 ? [] : [`${word} ${numbers.length} 件（${numbers.join('、')}）`]
  }
  return [
    `盒内 ${inside.length} 件，共 ${pages} 页`,
    ...gone('transferred', '移出'),
    ...gone('destroyed', '销毁'),
  ].join('；')
}

function kept(items: readonly ItemInBox[]): readonly ItemInBox[] {
  return items.filter(({ state }) => state === 'kept')
}

/** 件号: the number that closes the code. */
function itemNumber(archivalCode: string): string {
  const parsed = parseArchivalCode(archivalCode)
  return parsed.kind === 'ok' ? (parsed.code.numbers.at(-1) ?? '') : archivalCode
}
