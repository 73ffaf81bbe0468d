import { ACCENT, FAINT, officialPaper, type Pen } from './official-page.ts'
import { drawDigest, drawFacts, drawTableUnder, drawTitle } from './official-parts.ts'

export interface CopiedPage {
  /** JPEG. */
  readonly picture: Buffer
  readonly widthPx: number
  readonly heightPx: number
}

export interface CopiedObject {
  readonly name: string
  /** Of the bytes that it was copied from, as the record's history states it. */
  readonly sha256: string
  readonly pages: readonly CopiedPage[]
}

export interface CertifiedCopy {
  readonly siteName: string
  /** Number in the register of what is given. */
  readonly number: string
  readonly code: string
  readonly title: string
  readonly applicant: string
  readonly proof: string
  readonly purpose: string
  readonly givenBy: string
  readonly givenOn: string
  readonly objects: readonly CopiedObject[]
}

const MARK_OPACITY = 0.16
const MARK_ANGLE = -35

/**
 * A copy with the same force as the original once it bears the seal of who keeps it (档案法实施条例 Art 32): a first sheet that says of
 * what, for whom, by whom and when, then every page with a mark across it. The same giving gives the same bytes.
 */
export async function renderCertifiedCopy(copy: CertifiedCopy): Promise<Buffer> {
  const { siteName, number, code, givenOn } = copy
  return officialPaper(
    {
      title: `档案复制件 ${number}`,
      heading: [`${siteName}  复制自 ${code}`, `${number}  ${givenOn}`],
      layout: 'portrait',
      createdAt: `${givenOn}T00:00:00.000Z`,
    },
    (pen) => {
      drawFirstSheet(pen, copy)
      for (const { pages } of copy.objects) for (const page of pages) drawPage(pen, page, copy)
    },
  )
}

function drawFirstSheet(pen: Pen, copy: CertifiedCopy): void {
  drawTitle(pen, ['档案复制件', 'Certified Copy'])
  drawFacts(pen, [
    { label: ['登记号', 'Number in the register'], value: copy.number },
    { label: ['档号', 'Archival code'], value: copy.code },
    { label: ['题名', 'Title'], value: copy.title },
    { label: ['利用人', 'Given to'], value: copy.applicant },
    { label: ['身份证明', 'Proof of identity'], value: copy.proof },
    { label: ['利用目的', 'Purpose'], value: copy.purpose },
    { label: ['经办人', 'Clerk'], value: copy.givenBy },
    { label: ['日期', 'Day'], value: copy.givenOn },
    { label: ['保管单位印章', 'Seal'], value: '', note: '加盖保管单位印章后与原件具有同等效力' },
  ])
  drawTableUnder(pen, ['所复制的文件', 'Copied files'], {
    columns: [
      { label: ['序号', 'No.'], share: 10 },
      { label: ['文件', 'File'], share: 70 },
      { label: ['页数', 'Pages'], share: 20 },
    ],
    rows: copy.objects.map(({ name, pages }, index) => ({
      cells: [String(index + 1), name, String(pages.length)],
    })),
  })
  copy.objects.forEach(({ sha256 }, index) =>
    drawDigest(pen, [`原件 ${index + 1} 摘要`, `SHA-256 of original ${index + 1}`], sha256),
  )
}

/** The picture as large as the sheet allows, below the heading and above the foot. */
function drawPage(pen: Pen, { picture, widthPx, heightPx }: CopiedPage, copy: CertifiedCopy): void {
  const { pdf } = pen
  pdf.addPage()
  const top = pdf.page.margins.top
  const scale = Math.min(pen.width / widthPx, (pen.bottom - top) / heightPx)
  const [width, height] = [widthPx * scale, heightPx * scale]
  const left = pen.left + (pen.width - width) / 2
  pdf.image(picture, left, top, { width, height })
  drawMark(pen, `复制件 COPY  ${copy.number}  ${copy.givenOn}`, copy.givenBy)
}

/** Across the page, so that no part of it passes for the original. */
function drawMark(pen: Pen, line: string, by: string): void {
  const { pdf } = pen
  const [x, y] = [pdf.page.width / 2, pdf.page.height / 2]
  pdf.save()
  pdf.rotate(MARK_ANGLE, { origin: [x, y] })
  pdf.fillOpacity(MARK_OPACITY)
  const style = { align: 'center', width: pdf.page.width, lineBreak: false } as const
  pen.write(line, { ...style, size: 26, weight: 'bold', colour: ACCENT, at: { x: 0, y: y - 30 } })
  pen.write(by, { ...style, size: 16, colour: FAINT, at: { x: 0, y: y + 10 } })
  pdf.restore()
  pdf.fillOpacity(1)
}
