import bwipjs from 'bwip-js/node'
import { PRINTED_FORM_NAMES, type PrintedForm } from '#domain/printed-forms.ts'
import { INK, officialPaper, type Pen } from './official-page.ts'
import { drawFacts, drawTable, drawTitle } from './official-parts.ts'

export interface PrintedFormPaper {
  readonly form: PrintedForm
  readonly siteName: string
  /** Written into the file as its creation; the same form gives the same bytes. */
  readonly createdAt: string
}

/** A form of a paper file as PDF/A-2b, to be printed and to be kept. */
export async function renderPrintedForm({ form, siteName, createdAt }: PrintedFormPaper): Promise<Buffer> {
  const { zh, en } = PRINTED_FORM_NAMES[form.id]
  const number = form.id.startsWith('F') ? `${form.id} ${zh}` : zh
  const paper = { title: number, heading: [siteName, number], layout: 'portrait', createdAt } as const
  return officialPaper(paper, (pen) => {
    drawTitle(pen, [zh, en])
    drawFacts(pen, form.facts)
    if (form.table !== undefined) {
      pen.pdf.y += 10
      drawTable(
        pen,
        form.table.columns,
        form.table.rows.map((cells) => ({ cells })),
      )
    }
    if (form.code !== undefined) drawCode(pen, form.code)
  })
}

/** Large enough for a hand-held reader at arm's length: three centimetres. */
const CODE_SIZE_PT = 85
/** The standard asks for four empty modules around a QR code. */
const QUIET_MODULES = 4

/** A QR code: an archival code holds signs that a bar code has none for. */
function drawCode(pen: Pen, text: string): void {
  const [symbol] = bwipjs.raw({ bcid: 'qrcode', text })
  if (symbol === undefined || !('pixs' in symbol)) throw new Error('the code has no modules')
  const { pixs, pixx, pixy } = symbol
  pen.reserve(CODE_SIZE_PT + 20)
  const module = CODE_SIZE_PT / (pixx + 2 * QUIET_MODULES)
  const [left, top] = [pen.left + QUIET_MODULES * module, pen.pdf.y + 10 + QUIET_MODULES * module]
  for (let y = 0; y < pixy; y += 1)
    for (let x = 0; x < pixx; x += 1)
      if (pixs[y * pixx + x] === 1) pen.pdf.rect(left + x * module, top + y * module, module, module)
  pen.pdf.fill(INK)
  pen.pdf.y += CODE_SIZE_PT + 20
}
