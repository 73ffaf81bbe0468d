/**
 * The catalogues that go along when records are handed over: of filed items (归档文件目录, F02, DA/T 22-2015) and of volumes
 * (案卷目录, F08, GB/T 31599-2015 annex B). Pure: what stands in them, not how they look.
 */
import { yearOf, type PlainDate } from './dates.ts'
import { GRADE_NAMES, periodName, type SentBatch, type SentRecord } from './transfer-tree.ts'

export interface Catalogue {
  readonly id: 'F02' | 'F08'
  readonly name: { readonly zh: string; readonly en: string }
  /** A share of the width and the field of the form for each column. */
  readonly columns: readonly {
    readonly label: readonly [zh: string, en: string]
    readonly share: number
    readonly source: string
  }[]
  readonly rows: readonly (readonly string[])[]
}

/** One catalogue for each level of which the batch holds records: a record by itself stands in F02, a volume in F08. */
export function cataloguesOf({ records }: Pick<SentBatch, 'records'>): readonly Catalogue[] {
  const items = records.filter(({ level }) => level === 'item')
  const files = records.filter(({ level }) => level === 'file')
  return [
    ...(items.length === 0 ? [] : [catalogueOfItems(items)]),
    ...(files.length === 0 ? [] : [ofFiles(files)]),
  ]
}

/** What a line of F02 is made of. */
export type FiledItem = Pick<
  SentRecord,
  'archivalCode' | 'creator' | 'title' | 'formedOn' | 'grade' | 'pages'
>

/** The catalogue of items filed by themselves, in the order given. */
export function catalogueOfItems(records: readonly FiledItem[]): Catalogue {
  return {
    id: 'F02',
    name: { zh: '归档文件目录', en: 'Catalogue of filed items' },
    columns: [
      { label: ['序号', 'No.'], share: 5, source: 'F02-1' },
      { label: ['档号', 'Archival code'], share: 22, source: 'F02-2' },
      { label: ['文号', 'Number'], share: 11, source: 'F02-3' },
      { label: ['责任者', 'Author'], share: 13, source: 'F02-4' },
      { label: ['题名', 'Title'], share: 25, source: 'F02-5' },
      { label: ['日期', 'Dated'], share: 9, source: 'F02-6' },
      { label: ['密级', 'Grade'], share: 6, source: 'F02-7' },
      { label: ['页数', 'Pages'], share: 5, source: 'F02-8' },
      { label: ['备注', 'Remarks'], share: 8, source: 'F02-9' },
    ],
    rows: records.map((record, index) => [
      String(index + 1),
      record.archivalCode,
      '',
      record.creator,
      record.title,
      record.formedOn,
      GRADE_NAMES[record.grade],
      pagesOf(record),
      '',
    ]),
  }
}

function ofFiles(records: readonly SentRecord[]): Catalogue {
  return {
    id: 'F08',
    name: { zh: '案卷目录', en: 'Catalogue of volumes' },
    columns: [
      { label: ['序号', 'No.'], share: 5, source: 'F08-1' },
      { label: ['档号', 'Archival code'], share: 22, source: 'F08-2' },
      { label: ['案卷题名', 'Volume title'], share: 28, source: 'F08-3' },
      { label: ['年度', 'Year'], share: 6, source: 'F08-4' },
      { label: ['起止日期', 'From and to'], share: 15, source: 'F08-5' },
      { label: ['件数', 'Items'], share: 5, source: 'F08-6' },
      { label: ['页数', 'Pages'], share: 5, source: 'F08-7' },
      { label: ['保管期限', 'Retention'], share: 8, source: 'F08-8' },
      { label: ['备注', 'Remarks'], share: 8, source: 'F08-9' },
    ],
    rows: records.map((record, index) => [
      String(index + 1),
      record.archivalCode,
      record.title,
      String(yearOf(record.formedOn)),
      rangeOf(record),
      String(record.items.length),
      pagesOf(record),
      periodName(record.periodYears),
      '',
    ]),
  }
}

function pagesOf({ pages }: Pick<SentRecord, 'pages'>): string {
  return pages === null ? '' : String(pages)
}

/** From the first to the last day of what lies in the volume; a volume without a contents list has only its own day. */
function rangeOf({ formedOn, items }: SentRecord): string {
  const days: readonly PlainDate[] = items.map((item) => item.formedOn).toSorted()
  const [first, last] = [days[0] ?? formedOn, days.at(-1) ?? formedOn]
  return first === last ? first : `${first} – ${last}`
}
