import { certificateFaults, type CertificateView } from '#domain/certificate.ts'
import { officialPaper, FAINT, LINE, type Pen } from './official-page.ts'
import {
  drawDigest,
  drawFacts,
  drawHeading,
  drawTableUnder,
  drawTitle,
  grouped,
  localTime,
  type Column,
  type Fact,
} from './official-parts.ts'

/**
 * The certificate of destruction (档案销毁证明书) as PDF/A-2b. The same view gives the same bytes, so its digest can be recorded.
 * @throws when the view contradicts what a certificate asserts (`certificateFaults`): an impossible state, never a person's mistake
 */
export async function renderCertificate(view: CertificateView): Promise<Buffer> {
  const faults = certificateFaults(view)
  if (faults.length > 0)
    throw new Error(`Certificate ${view.certificateNumber} cannot be issued: ${faults.join(', ')}`)
  const paper = {
    title: `档案销毁证明书 ${view.certificateNumber}`,
    heading: [view.siteName, `证明书编号 Certificate No. ${view.certificateNumber}`],
    layout: 'portrait',
    createdAt: view.finishedAt,
  } as const
  return officialPaper(paper, (pen) => {
    drawTitle(pen, ['档案销毁证明书', 'Certificate of Destruction'])
    drawStatement(pen, view)
    drawHeading(pen, ['一、基本事项', 'Facts'])
    drawFacts(pen, factsOf(view))
    drawTableUnder(pen, ['二、鉴定意见', 'Opinions of the appraisal group'], {
      columns: OPINION_COLUMNS,
      rows: view.opinions.map(({ name, kind, verdict, on }) => ({ cells: [kind, name, verdict, on] })),
    })
    drawTableUnder(pen, ['三、销毁明细', 'What was destroyed'], {
      columns: ITEM_COLUMNS,
      rows: itemRows(view),
    })
    drawHeading(pen, ['四、签署', 'Signatures'], SIGNATURE_HEIGHT)
    drawSignatures(pen, view)
    drawHeading(pen, ['五、核验', 'Verification'])
    drawVerification(pen, view)
  })
}

function drawStatement(pen: Pen, view: CertificateView): void {
  const { items } = view
  const pages = items.reduce((sum, item) => sum + item.pages, 0)
  const copies = items.reduce((sum, item) => sum + item.copies, 0)
  pen.write(
    `兹证明：下列档案 ${items.length} 件（共 ${pages} 页，存储副本 ${copies} 份）已按批准的销毁清册 ${view.listNumber} 监督销毁，逐份核验无存。`,
    { size: 10.5, lineGap: 3 },
  )
  pen.write(
    `Destroyed under supervision according to the approved register ${view.listNumber}: ${counted(items.length, 'record')} as listed below (${counted(pages, 'page')}, ${counted(copies, 'stored copy', 'stored copies')}); the absence of every copy was checked.`,
    { size: 8, colour: FAINT, lineGap: 1 },
  )
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}

function factsOf(view: CertificateView): Fact[] {
  const at = (instant: string): string => localTime(instant, view.timeZone)
  return [
    { label: ['全宗', 'Fonds'], value: `${view.fonds.code}  ${view.fonds.name}` },
    { label: ['销毁清册', 'Destruction register'], value: view.listNumber },
    { label: ['编制人', 'Compiled by'], value: view.compiledBy },
    {
      label: ['备案', 'Filed for record'],
      value: `${view.filedForRecord.number}  (${view.filedForRecord.on})`,
    },
    { label: ['批准人', 'Approved by'], value: view.approvedBy.name, note: at(view.approvedBy.at) },
    { label: ['冷静期', 'Cooling-off'], value: `${at(view.coolingOff.from)} – ${at(view.coolingOff.until)}` },
    { label: ['销毁方式', 'Method'], value: view.method },
    { label: ['销毁地点', 'Place'], value: view.place },
    { label: ['执行人', 'Executor'], value: view.executor },
    { label: ['起止时间', 'Begun and finished'], value: `${at(view.startedAt)} – ${at(view.finishedAt)}` },
    ...view.samples.map(sampleFact),
    {
      label: ['备份留存至', 'Backups may survive until'],
      value: view.backupsMaySurviveUntil,
      note: '销毁前的备份最迟于该日消除。 Backups made before the destruction are gone after this day.',
    },
  ]
}

function sampleFact({ classCode, kept, population, interval }: CertificateView['samples'][number]): Fact {
  const note =
    interval === undefined
      ? '选样留存，不在销毁之列。 Chosen and kept; not among what was destroyed.'
      : `自第 ${interval.start} 件起每 ${interval.n} 件取一件，不在销毁之列。 One of every ${interval.n} from no. ${interval.start} on; not among what was destroyed.`
  return { label: ['留存样本', 'Kept as a sample'], value: `${classCode}  ${kept} / ${population} 件`, note }
}

const OPINION_COLUMNS: readonly Column[] = [
  { label: ['类别', 'Seat'], share: 18 },
  { label: ['姓名', 'Name'], share: 16 },
  { label: ['意见', 'Opinion'], share: 50 },
  { label: ['日期', 'Date'], share: 16 },
]

const ITEM_COLUMNS: readonly Column[] = [
  { label: ['序号', 'No.'], share: 6, align: 'center' },
  { label: ['档号', 'Archival code'], share: 26 },
  { label: ['题名', 'Title'], share: 29 },
  { label: ['形成日期', 'Formed'], share: 12.5 },
  { label: ['保管期限', 'Retention'], share: 10 },
  { label: ['期满日', 'Ended'], share: 12.5 },
  { label: ['页数', 'Pages'], share: 7, align: 'right' },
  { label: ['对象', 'Objects'], share: 8, align: 'right' },
  { label: ['副本', 'Copies'], share: 7.5, align: 'right' },
]

function itemRows({ items }: CertificateView) {
  return items.map((item, index) => ({
    cells: [
      String(index + 1),
      item.archivalCode,
      item.title,
      item.formedOn,
      item.retention,
      item.endsOn,
      String(item.pages),
      String(item.objects),
      String(item.copies),
    ],
    ...(item.digests.length > 0 && { notes: item.digests.map((digest) => `SHA-256  ${grouped(digest)}`) }),
  }))
}

const SIGNATURE_HEIGHT = 74

/** Signed electronically, so the block names who and when; the empty space is for the bureau's seal. */
function drawSignatures(pen: Pen, view: CertificateView): void {
  const at = (instant: string): string => localTime(instant, view.timeZone)
  const signers = [
    { role: '批准人 Approved by', name: view.approvedBy.name, unit: '', signed: at(view.approvedBy.at) },
    { role: '执行人 Executor', name: view.executor, unit: '', signed: at(view.finishedAt) },
    ...view.witnesses.map((witness) => ({
      role: '监销人 Witness',
      name: witness.name,
      unit: witness.unit,
      signed: at(witness.signedAt),
    })),
  ]
  const width = (pen.width - 10) / 2
  signers.forEach(({ role, name, unit, signed }, index) => {
    if (index % 2 === 0) pen.reserve(SIGNATURE_HEIGHT)
    const x = pen.left + (index % 2) * (width + 10)
    const top = pen.pdf.y
    pen.pdf
      .lineWidth(0.5)
      .strokeColor(LINE)
      .rect(x, top, width, SIGNATURE_HEIGHT - 8)
      .stroke()
    pen.write(role, { size: 7.5, colour: FAINT, width: width - 16, at: { x: x + 8, y: top + 6 } })
    pen.write(name, { size: 12, weight: 'bold', width: width - 16, at: { x: x + 8, y: top + 19 } })
    pen.write(unit, { size: 8, width: width - 16, at: { x: x + 8, y: top + 37 } })
    pen.write(`电子签署 Signed  ${signed}`, {
      size: 7.5,
      colour: FAINT,
      width: width - 16,
      at: { x: x + 8, y: top + 50 },
    })
    pen.pdf.y = index % 2 === 1 || index === signers.length - 1 ? top + SIGNATURE_HEIGHT : top
  })
  pen.reserve(60)
  const top = pen.pdf.y
  pen.write('（单位印章 Seal）', {
    size: 8.5,
    colour: FAINT,
    align: 'right',
    at: { x: pen.left, y: top + 18 },
  })
  pen.pdf.y = top + 40
}

function drawVerification(pen: Pen, view: CertificateView): void {
  drawDigest(pen, ['销毁清册摘要', 'Register, SHA-256'], view.registerHash)
  drawDigest(pen, ['台账链首', 'Head of the ledger chain'], view.proof.ledgerHead)
  drawFacts(pen, [{ label: ['流程实例', 'Process run'], value: view.proof.temporalRun }])
  pen.pdf.y += 6
  pen.write('销毁后仅保留档号、题名、日期、期限、页数、摘要及经手人与时间；内容已不可恢复。', {
    size: 8,
    colour: FAINT,
  })
  pen.write(
    'After destruction only code, title, dates, period, pages, digests, and who and when remain; the content cannot be recovered.',
    { size: 7, colour: FAINT },
  )
}
