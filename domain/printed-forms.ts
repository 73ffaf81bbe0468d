/**
 * The forms of a paper file as they are printed: which apply already, and what stands in them. Field numbers are those of the
 * forms F04 to F09; what nobody has said is left blank for a pen.
 */
import { yearOf, type PlainDate } from './dates.ts'

/** In the order in which they lie in the box. `box-label` is the bureau's own: what the shelf is found by. */
export const PRINTED_FORMS = ['F04', 'F05', 'F06', 'F07', 'F09', 'box-label'] as const
export type PrintedFormId = (typeof PRINTED_FORMS)[number]

export const PRINTED_FORM_NAMES: Readonly<
  Record<PrintedFormId, { readonly zh: string; readonly en: string }>
> = {
  F04: { zh: '盒脊', en: 'Box spine' },
  F05: { zh: '案卷封面', en: 'Volume cover' },
  F06: { zh: '卷内目录', en: 'Volume contents list' },
  F07: { zh: '卷内备考表', en: 'Volume reference sheet' },
  F09: { zh: '业务材料交接单', en: 'Business-material handover slip' },
  'box-label': { zh: '盒签', en: 'Box label' },
}

type Words = readonly [zh: string, en: string]

export interface PrintedFact {
  readonly label: Words
  readonly value: string
  /** Form and field, such as `F05-3`. */
  readonly source: string
}

export interface PrintedForm {
  readonly id: PrintedFormId
  readonly facts: readonly PrintedFact[]
  readonly table?: {
    readonly columns: readonly { readonly label: Words; readonly share: number }[]
    readonly rows: readonly (readonly string[])[]
  }
  /** What a reader of codes shall find in it. */
  readonly code?: string
}

/** What is known of a file; null where it has not come to that. */
export interface FileForPrint {
  readonly archivalCode: string
  readonly title: string
  readonly fondsCode: string
  readonly fondsName: string
  readonly className: string
  readonly formingUnit: string
  readonly custodyUnit: string
  readonly formedOn: PlainDate
  readonly period: string
  readonly pages: number
  readonly items: readonly {
    readonly title: string
    readonly responsible: string
    readonly documentNo: string | null
    readonly formedOn: PlainDate
    readonly firstPage: number
    readonly lastPage: number
  }[]
  readonly filing: {
    readonly by: string
    readonly on: PlainDate
    readonly state: string
    readonly checkedBy: string
  } | null
  readonly handOver: {
    readonly sender: string
    readonly receiver: string
    readonly on: PlainDate
    readonly copies: number | null
    readonly pages: number | null
    readonly remarks: string
  } | null
  readonly shelf: { readonly barcode: string; readonly boxNumber: string | null } | null
}

/** The forms that apply to the file now, in the order of `PRINTED_FORMS`. */
export function printedForms(file: FileForPrint): readonly PrintedForm[] {
  return [
    ...(file.shelf === null ? [] : [spine(file, file.shelf)]),
    cover(file),
    contents(file),
    ...(file.filing === null ? [] : [referenceSheet(file.filing)]),
    ...(file.handOver === null ? [] : [slip(file, file.handOver)]),
    ...(file.shelf === null ? [] : [boxLabel(file, file.shelf)]),
  ]
}

function fact(label: Words, value: string | number | null, source: string): PrintedFact {
  return { label, value: value === null ? '' : String(value), source }
}

function spine(file: FileForPrint, shelf: NonNullable<FileForPrint['shelf']>): PrintedForm {
  return {
    id: 'F04',
    facts: [
      fact(['全宗号', 'Fonds number'], file.fondsCode, 'F04-1'),
      fact(['年度', 'Year'], yearOf(file.formedOn), 'F04-2'),
      fact(['保管期限', 'Retention'], file.period, 'F04-3'),
      fact(['机构（问题）', 'Unit or subject'], file.formingUnit, 'F04-4'),
      fact(['起止件号', 'Item range'], file.items.length === 0 ? '' : `1–${file.items.length}`, 'F04-5'),
      fact(['盒号', 'Box number'], shelf.boxNumber, 'F04-6'),
    ],
  }
}

function cover(file: FileForPrint): PrintedForm {
  const days = file.items.map(({ formedOn }) => formedOn).toSorted()
  const range = days.length === 0 ? file.formedOn : `${days[0] ?? ''} – ${days.at(-1) ?? ''}`
  return {
    id: 'F05',
    facts: [
      fact(['全宗名称', 'Fonds name'], file.fondsName, 'F05-1'),
      fact(['类目名称', 'Series name'], file.className, 'F05-2'),
      fact(['案卷题名', 'Volume title'], file.title, 'F05-3'),
      fact(['起止日期', 'From and to'], range, 'F05-4'),
      fact(['保管期限', 'Retention'], file.period, 'F05-5'),
      fact(['件数', 'Items'], file.items.length, 'F05-6'),
      fact(['页数', 'Pages'], file.pages, 'F05-7'),
      fact(['档号', 'Archival code'], file.archivalCode, 'F05-9'),
    ],
  }
}

function contents(file: FileForPrint): PrintedForm {
  return {
    id: 'F06',
    facts: [fact(['档号', 'Archival code'], file.archivalCode, 'F05-9')],
    table: {
      columns: [
        { label: ['顺序号', 'No.'], share: 9 },
        { label: ['文号', 'Number'], share: 15 },
        { label: ['责任者', 'Author'], share: 18 },
        { label: ['题名', 'Title'], share: 34 },
        { label: ['日期', 'Dated'], share: 12 },
        { label: ['页号', 'Page'], share: 9 },
        { label: ['备注', 'Remarks'], share: 9 },
      ],
      rows: file.items.map((item, index) => [
        String(index + 1),
        item.documentNo ?? '',
        item.responsible,
        item.title,
        item.formedOn,
        item.firstPage === item.lastPage ? String(item.firstPage) : `${item.firstPage}–${item.lastPage}`,
        '',
      ]),
    },
  }
}

function referenceSheet({ by, on, state, checkedBy }: NonNullable<FileForPrint['filing']>): PrintedForm {
  return {
    id: 'F07',
    facts: [
      fact(['本卷情况说明', 'State of the volume'], state, 'F07-1'),
      fact(['立卷人', 'Filed by'], by, 'F07-2'),
      fact(['检查人', 'Checked by'], checkedBy, 'F07-3'),
      fact(['立卷时间', 'Filed on'], on, 'F07-4'),
    ],
  }
}

function slip(file: FileForPrint, handOver: NonNullable<FileForPrint['handOver']>): PrintedForm {
  return {
    id: 'F09',
    facts: [
      fact(['交接日期', 'Dated'], handOver.on, 'F09-1'),
      fact(['移交部门', 'From unit'], file.formingUnit, 'F09-2'),
      fact(['接收部门', 'To unit'], file.custodyUnit, 'F09-3'),
      fact(['业务环节', 'Business step'], file.className, 'F09-4'),
      fact(['年度月份', 'Year and month'], file.formedOn.slice(0, 'YYYY-MM'.length), 'F09-5'),
      fact(['材料名称', 'Material'], `${file.archivalCode}  ${file.title}`, 'F09-6'),
      fact(['份数', 'Copies'], handOver.copies, 'F09-7'),
      fact(['页数', 'Pages'], handOver.pages, 'F09-8'),
      fact(['移交人', 'Handed by'], handOver.sender, 'F09-9'),
      fact(['接收人', 'Received by'], handOver.receiver, 'F09-10'),
      fact(['备注', 'Remarks'], handOver.remarks, 'F09-11'),
    ],
  }
}

function boxLabel(file: FileForPrint, shelf: NonNullable<FileForPrint['shelf']>): PrintedForm {
  return {
    id: 'box-label',
    facts: [
      fact(['档号', 'Archival code'], file.archivalCode, 'F05-9'),
      fact(['案卷题名', 'Volume title'], file.title, 'F05-3'),
      fact(['盒号', 'Box number'], shelf.boxNumber, 'F04-6'),
      fact(['架位', 'Cell'], shelf.barcode, 'F04-6'),
      fact(['保管期限', 'Retention'], file.period, 'F04-3'),
    ],
    code: file.archivalCode,
  }
}
