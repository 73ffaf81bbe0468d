import type { SentBatch } from '#domain/transfer-tree.ts'
import { periodName } from '#domain/transfer-tree.ts'
import { officialPaper } from './official-page.ts'
import { drawFacts, drawTableUnder, drawTitle, type Column } from './official-parts.ts'

export interface TransferFormView {
  readonly siteName: string
  readonly batch: SentBatch
  readonly filledBy: string
  /** The instant printed into the file; the batch's, never the clock's. */
  readonly createdAt: string
}

/**
 * The registration form of electronic files (F19, GB/T 18894-2016 table A.1) for a transfer, as PDF/A-2b: quantities in records,
 * files, pages and bytes. What only a person can check is left open for them. The same view gives the same bytes.
 */
export async function renderTransferForm(view: TransferFormView): Promise<Buffer> {
  const { batch } = view
  const paper = {
    title: `电子文件移交登记表 ${batch.number}`,
    heading: [`${view.siteName}  ·  ${batch.fondsCode}`, `批次 Batch ${batch.number}`],
    layout: 'landscape',
    createdAt: view.createdAt,
  } as const
  return officialPaper(paper, (pen) => {
    drawTitle(pen, ['电子文件移交登记表', 'Registration of Electronic Files for Transfer'])
    drawFacts(pen, [
      { label: ['单位名称', 'Unit'], value: batch.sender },
      { label: ['接收单位', 'Receiver'], value: batch.receiver },
      { label: ['移交日期', 'Packaged on'], value: batch.packagedOn },
      {
        label: ['门类', 'Classes'],
        value: [...new Set(batch.records.map((r) => r.classCode))].sort().join('、'),
      },
      { label: ['数量', 'Quantities'], value: quantities(batch) },
      { label: ['移交方式', 'Method'], value: 'BagIt 1.0 (RFC 8493), SHA-256' },
      { label: ['载体外观检验', 'Medium appearance'], value: '' },
      { label: ['病毒检验', 'Virus check'], value: '' },
      {
        label: ['真实性、可靠性、完整性、可用性检验', 'Four-nature check'],
        value: '见四性检测报告 see the check report',
      },
      { label: ['填表人', 'Filled by'], value: view.filledBy },
      { label: ['审核人', 'Reviewed by'], value: '' },
    ])
    drawTableUnder(pen, ['移交目录', 'Catalogue'], { columns: COLUMNS, rows: rowsOf(batch) })
  })
}

/** 卷、件、张、字节 of the form's field 4. */
export function quantities({ records }: SentBatch): string {
  const objects = records.flatMap((record) => record.objects)
  const pages = records.reduce((sum, record) => sum + (record.pages ?? 0), 0)
  const bytes = objects.reduce((sum, object) => sum + object.sizeBytes, 0)
  return `${records.length} 件 records，${objects.length} 个文件 files，${pages} 页 pages，${bytes} 字节 bytes`
}

const COLUMNS: readonly Column[] = [
  { label: ['顺序号', 'No.'], share: 6, align: 'center' },
  { label: ['档号', 'Archival code'], share: 24 },
  { label: ['题名', 'Title'], share: 30 },
  { label: ['责任者', 'Creator'], share: 14 },
  { label: ['日期', 'Date'], share: 9 },
  { label: ['期限', 'Period'], share: 7 },
  { label: ['页数', 'Pages'], share: 5, align: 'right' },
  { label: ['字节数', 'Bytes'], share: 9, align: 'right' },
]

function rowsOf({ records }: SentBatch) {
  return records.map((record, index) => ({
    cells: [
      String(index + 1),
      record.archivalCode,
      record.title,
      record.creator,
      record.formedOn,
      periodName(record.periodYears),
      String(record.pages ?? ''),
      String(record.objects.reduce((sum, object) => sum + object.sizeBytes, 0)),
    ],
  }))
}
