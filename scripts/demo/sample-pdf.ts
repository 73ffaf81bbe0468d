import PDFDocument, { type PdfDocumentOptions } from 'pdfkit'
import { fonts } from '#activities/documents/official-page.ts'

export type SamplePdf = {
  readonly pages: number
  /** Printed on every page below its number; an invented notice when absent. An empty text leaves the pages without any. */
  readonly text?: string
  /** Put into the file byte for byte, as the raw samples of a small picture on the first page: a canary that can be searched for. */
  readonly randomBytes?: Uint8Array
  /** A picture (PNG or JPEG) over the whole of each page, as a scanner makes. */
  readonly picture?: Buffer
  /** Encrypts the file. */
  readonly password?: string
  /** Run when the file is opened: what a hostile document would carry. */
  readonly javascript?: string
  readonly attachment?: { readonly name: string; readonly bytes: Buffer }
}

const NOTICE =
  '关于核定社会保险费缴费基数的通知\n示范市社会保险基金管理中心\n现将贵单位本年度缴费基数核定结果通知如下，请于收到通知之日起十五日内核对。\n本件为虚构样例，人员与单位均非真实。'

/** The same input gives the same bytes, so demonstrations and tests can name digests. */
const CREATED_AT = '2019-06-03T01:00:00Z'
const MARGIN = 72

/** A small Chinese PDF of an invented official notice. */
export async function aPdf(sample: SamplePdf): Promise<Buffer> {
  const pdf = new PDFDocument(optionsOf(sample))
  const finished = bytesOf(pdf)
  const [regular] = await fonts()
  for (let page = 1; page <= sample.pages; page += 1) {
    pdf.addPage()
    if (page === 1 && sample.randomBytes !== undefined) placeCanary(pdf, sample.randomBytes)
    if (sample.picture !== undefined) pdf.image(sample.picture, 0, 0, { width: pdf.page.width })
    const text = sample.text ?? NOTICE
    if (text === '') continue
    pdf.registerFont('regular', regular).font('regular').fontSize(12)
    pdf.text(`第 ${page} 页`, MARGIN, MARGIN).text(text, { lineGap: 4 })
  }
  if (sample.attachment !== undefined) pdf.file(sample.attachment.bytes, { name: sample.attachment.name })
  if (sample.javascript !== undefined)
    pdf._root.data['OpenAction'] = { S: 'JavaScript', JS: asPdfString(sample.javascript) }
  pdf.end()
  return finished
}

function optionsOf(sample: SamplePdf): PdfDocumentOptions {
  return {
    size: 'A4',
    margins: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN },
    pdfVersion: '1.7',
    lang: 'zh-CN',
    autoFirstPage: false,
    info: { Title: '样例', Producer: 'Everfile', Creator: 'Everfile', CreationDate: new Date(CREATED_AT) },
    ...(sample.password !== undefined && { userPassword: sample.password, ownerPassword: sample.password }),
  }
}

/** One grey sample a byte, uncompressed: what was put in lies in the file exactly so. */
function placeCanary(pdf: PDFDocument, bytes: Uint8Array): void {
  const picture = pdf.ref({
    Type: 'XObject',
    Subtype: 'Image',
    Width: bytes.length,
    Height: 1,
    ColorSpace: 'DeviceGray',
    BitsPerComponent: 8,
  })
  picture.compress = false
  picture.end(Buffer.from(bytes))
  pdf.page.xobjects['Canary'] = picture
  pdf.addContent(`q 200 0 0 6 ${MARGIN} 40 cm /Canary Do Q`)
}

/** pdfkit writes `String` objects as PDF strings and primitive ones as names. */
function asPdfString(text: string): object {
  return Object(text)
}

function bytesOf(pdf: PDFDocument): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    pdf.on('data', (chunk) => chunks.push(chunk))
    pdf.on('end', () => resolve(Buffer.concat(chunks)))
    pdf.on('error', reject)
  })
}
