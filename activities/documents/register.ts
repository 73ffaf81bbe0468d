import { type RegisterView } from '#domain/certificate.ts'
import { officialPaper, type Pen } from './official-page.ts'
import {
  drawDigest,
  drawFacts,
  drawHeading,
  drawTable,
  drawTitle,
  localTime,
  type Column,
} from './official-parts.ts'

/**
 * The destruction register (档案销毁清册) with the fields of form F16 (Order 3 of 2009) as PDF/A-2b, on A4 across.
 * Cells of what has not happened yet stay empty. The same view gives the same bytes.
 */
export async function renderRegister(view: RegisterView): Promise<Buffer> {
  if (view.items.length === 0) throw new Error(`Register ${view.listNumber} has no items`)
  const paper = {
    title: `档案销毁清册 ${view.listNumber}`,
    heading: [
      `${view.siteName}  ·  ${view.fonds.code} ${view.fonds.name}`,
      `清册编号 Register No. ${view.listNumber}`,
    ],
    layout: 'landscape',
    createdAt: `${view.concludedOn}T00:00:00Z`,
  } as const
  return officialPaper(paper, (pen) => {
    drawTitle(pen, ['档案销毁清册', 'Destruction Register'])
    drawTable(pen, COLUMNS, rowsOf(view))
    drawTotals(pen, view)
    drawHeading(pen, ['批准与监销', 'Approval and supervision'])
    drawFacts(pen, factsOf(view))
    pen.pdf.y += 8
    drawDigest(pen, ['清册摘要', 'Register, SHA-256'], view.registerHash)
  })
}

const COLUMNS: readonly Column[] = [
  { label: ['顺序号', 'No.'], share: 5.5, align: 'center' },
  { label: ['档案类别', 'Class'], share: 10 },
  { label: ['档案名称', 'Title'], share: 22 },
  { label: ['档号', 'Archival code'], share: 17 },
  { label: ['密级', 'Secrecy'], share: 6 },
  { label: ['保管期限', 'Retention'], share: 8 },
  { label: ['份数', 'Copies'], share: 5, align: 'right' },
  { label: ['页数', 'Pages'], share: 5, align: 'right' },
  { label: ['销毁原因', 'Reason'], share: 11 },
  { label: ['鉴定意见', 'Opinion'], share: 14 },
  { label: ['备注', 'Remarks'], share: 8 },
]

function rowsOf({ items }: RegisterView) {
  return items.map((item, index) => ({
    cells: [
      String(index + 1),
      item.recordClass,
      item.title,
      item.archivalCode,
      item.secrecyGrade,
      item.retention,
      String(item.copies),
      String(item.pages),
      item.reason,
      item.opinion,
      item.remarks ?? '',
    ],
  }))
}

function drawTotals(pen: Pen, { items }: RegisterView): void {
  const sum = (key: 'copies' | 'pages'): number => items.reduce((total, item) => total + item[key], 0)
  pen.pdf.y += 6
  pen.write(`合计 Total: ${items.length} 件 records, ${sum('copies')} 份 copies, ${sum('pages')} 页 pages`, {
    size: 9,
    align: 'right',
  })
}

function factsOf(view: RegisterView) {
  const { approvedBy, destruction, witnesses } = view
  return [
    {
      label: ['批准人', 'Approved by'],
      value: approvedBy === undefined ? '' : `${approvedBy.name}  ${localTime(approvedBy.at, view.timeZone)}`,
    },
    {
      label: ['销毁时间', 'Destroyed at'],
      value: destruction === undefined ? '' : localTime(destruction.at, view.timeZone),
    },
    { label: ['销毁地点', 'Place'], value: destruction?.place ?? '' },
    { label: ['销毁方式', 'Method'], value: destruction?.method ?? '' },
    { label: ['档案管理员', 'Archivist'], value: view.archivist },
    {
      label: ['监销人（不少于两人）', 'Witnesses (two or more)'],
      value: witnesses.map(({ name, unit }) => `${name}（${unit}）`).join('；'),
    },
  ] as const
}
