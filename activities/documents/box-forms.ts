import {
  BOX_FORM_NAMES,
  boxReferenceSheet,
  filingStamps,
  type BoxForPrint,
  type FilingStamp,
} from '#domain/box-forms.ts'
import { ACCENT, FAINT, officialPaper, type Pen } from './official-page.ts'
import { drawFacts, drawTitle } from './official-parts.ts'

export interface BoxPaper {
  readonly box: BoxForPrint
  readonly siteName: string
  /** Written into the file as its creation; the same box gives the same bytes. */
  readonly createdAt: string
}

/** The reference sheet of a box (F03) as PDF/A-2b. */
export async function renderBoxSheet({ box, siteName, createdAt }: BoxPaper): Promise<Buffer> {
  const { zh, en } = BOX_FORM_NAMES.F03
  const title = `F03 ${zh}`
  return officialPaper({ title, heading: [siteName, title], layout: 'portrait', createdAt }, (pen) => {
    drawTitle(pen, [zh, en])
    drawFacts(pen, boxReferenceSheet(box))
  })
}

/** The stamps (F01) of all items of a box as PDF/A-2b, in the size of the standard, to be cut out or printed on labels. */
export async function renderStamps({ box, siteName, createdAt }: BoxPaper): Promise<Buffer> {
  const { zh, en } = BOX_FORM_NAMES.F01
  const title = `F01 ${zh}`
  return officialPaper({ title, heading: [siteName, title], layout: 'portrait', createdAt }, (pen) => {
    drawTitle(pen, [zh, en])
    filingStamps(box).forEach((stamp, index) => drawStamp(pen, stamp, index))
  })
}

const POINTS_PER_MM = 72 / 25.4
/** DA/T 22-2015 figure 1: three cells of 15 mm beside each other, two of 8 mm above each other. */
const CELL = { width: 15 * POINTS_PER_MM, height: 8 * POINTS_PER_MM }
const ACROSS = 3
const STAMP = { width: CELL.width * ACROSS, height: CELL.height * 2 }
const GAP = 12
const BESIDE = 3

function drawStamp(pen: Pen, stamp: FilingStamp, index: number): void {
  const { pdf } = pen
  const column = index % BESIDE
  if (column === 0) pen.reserve(STAMP.height + GAP)
  const [left, top] = [pen.left + column * (STAMP.width + GAP), pdf.y]
  stamp.forEach(({ label: [zh], value }, cell) => {
    const x = left + (cell % ACROSS) * CELL.width
    const y = top + Math.floor(cell / ACROSS) * CELL.height
    pdf.lineWidth(0.7).strokeColor(ACCENT).rect(x, y, CELL.width, CELL.height).stroke()
    const line = { width: CELL.width - 4, align: 'center' } as const
    pen.write(zh, { ...line, size: 4.5, colour: FAINT, at: { x: x + 2, y: y + 1 } })
    pen.write(value, { ...line, size: sizeFor(pen, value, line.width), at: { x: x + 2, y: y + 8 } })
  })
  pdf.y = column === BESIDE - 1 ? top + STAMP.height + GAP : top
}

const SIZES = [7.5, 6, 5, 4] as const

/** The largest print in which a name stands on one line of its cell. */
function sizeFor(pen: Pen, text: string, width: number): number {
  return (
    SIZES.find((size) => pen.heightOf(text, { size, width }) < size * 1.8) ?? SIZES[SIZES.length - 1] ?? 4
  )
}
