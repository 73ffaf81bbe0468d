import { ACCENT, FAINT, INK, LINE, SHADE, type Pen } from './official-page.ts'

/** A term in both languages, as labels on official papers stand. */
export type Bilingual = readonly [zh: string, en: string]

export function drawTitle(pen: Pen, [zh, en]: Bilingual): void {
  const { pdf } = pen
  pen.write(zh, { size: 22, weight: 'bold', align: 'center', characterSpacing: 3 })
  pen.write(en, { size: 11, colour: FAINT, align: 'center' })
  pdf.y += 8
  pdf
    .lineWidth(1.4)
    .strokeColor(ACCENT)
    .moveTo(pen.left, pdf.y)
    .lineTo(pen.left + pen.width, pdf.y)
    .stroke()
  pdf
    .lineWidth(0.4)
    .moveTo(pen.left, pdf.y + 2.6)
    .lineTo(pen.left + pen.width, pdf.y + 2.6)
    .stroke()
  pdf.y += 14
}

/** From the space above a heading to where what follows it begins. */
const HEADING_HEIGHT = 32
/** A line of facts, the least that follows a heading. */
const LEAST_BELOW = 38

/** A heading is never left alone at a page's end: what comes first below it, `below` points tall, stands on the same page. */
export function drawHeading(pen: Pen, [zh, en]: Bilingual, below = LEAST_BELOW): void {
  const { pdf } = pen
  pen.reserve(HEADING_HEIGHT + below)
  pdf.y += 10
  const { y } = pdf
  pen.write(zh, { size: 11.5, weight: 'bold', at: { x: pen.left, y } })
  pdf.font('bold').fontSize(11.5)
  const after = pen.left + pdf.widthOfString(zh) + 8
  pen.write(en, { size: 8.5, colour: FAINT, at: { x: after, y: y + 3.5 }, lineBreak: false })
  pdf.y = y + 22
}

export type Fact = { readonly label: Bilingual; readonly value: string; readonly note?: string }

const LABEL_WIDTH = 132
const PAD = 5
/** Above a label and below its English. */
const LABEL_PAD = 3

/** Facts one below the other: label in both languages left, value right, hair lines between. */
export function drawFacts(pen: Pen, facts: readonly Fact[]): void {
  const { pdf } = pen
  const valueWidth = pen.width - LABEL_WIDTH - PAD
  for (const { label, value, note } of facts) {
    const valueHeight = pen.heightOf(value, { size: 9.5, width: valueWidth })
    const noteHeight = note === undefined ? 0 : pen.heightOf(note, { size: 7.5, width: valueWidth })
    const labelWidth = LABEL_WIDTH - 3 * PAD
    const labelHeight = pen.heightOf(label[0], { size: 9, width: labelWidth })
    const englishHeight = pen.heightOf(label[1], { size: 6.5, width: labelWidth })
    const height = Math.max(26, valueHeight + noteHeight + 2 * PAD, labelHeight + englishHeight + LABEL_PAD)
    pen.reserve(height)
    const top = pdf.y
    pdf.rect(pen.left, top + 0.4, LABEL_WIDTH - PAD, height - 0.4).fill(SHADE)
    pen.write(label[0], { size: 9, at: { x: pen.left + PAD, y: top + LABEL_PAD }, width: labelWidth })
    pen.write(label[1], {
      size: 6.5,
      colour: FAINT,
      at: { x: pen.left + PAD, y: top + LABEL_PAD - 1 + labelHeight },
      width: labelWidth,
    })
    const valueTop = top + Math.max(PAD, (height - valueHeight - noteHeight) / 2)
    pen.write(value, { size: 9.5, at: { x: pen.left + LABEL_WIDTH, y: valueTop }, width: valueWidth })
    if (note !== undefined) {
      pen.write(note, {
        size: 7.5,
        colour: FAINT,
        at: { x: pen.left + LABEL_WIDTH, y: valueTop + valueHeight },
        width: valueWidth,
      })
    }
    drawRule(pen, top + height)
    pdf.y = top + height
  }
}

export type Column = {
  readonly label: Bilingual
  readonly share: number
  readonly align?: 'left' | 'center' | 'right'
}
export type Row = { readonly cells: readonly string[]; readonly notes?: readonly string[] }

/** A table under its heading; the heading, the head and the first row stand on one page. */
export function drawTableUnder(
  pen: Pen,
  heading: Bilingual,
  { columns, rows }: { readonly columns: readonly Column[]; readonly rows: readonly Row[] },
): void {
  drawHeading(pen, heading, startHeight(pen, columns, rows))
  drawTable(pen, columns, rows)
}

/** A table over as many pages as it needs, its head repeated on each. A row is never cut; its notes run below it over the whole width, a line each. */
export function drawTable(pen: Pen, columns: readonly Column[], rows: readonly Row[]): void {
  const { pdf } = pen
  const widths = widthsOf(pen, columns)
  pen.reserve(startHeight(pen, columns, rows))
  drawHead(pen, columns, widths)
  for (const row of rows) {
    const { cells, notes, cellsHeight, noteHeights, height } = measured(pen, row, widths)
    if (pen.reserve(height)) drawHead(pen, columns, widths)
    const top = pdf.y
    let x = pen.left
    cells.forEach((cell, index) => {
      const width = widths[index] ?? 0
      const align = columns[index]?.align ?? 'left'
      pen.write(cell, { ...cellStyle(width), align, at: { x: x + 3, y: top + PAD } })
      x += width
    })
    let y = top + PAD + cellsHeight
    notes.forEach((note, index) => {
      pen.write(note, { ...noteStyle(pen), at: { x: pen.left + 3, y } })
      y += noteHeights[index] ?? 0
    })
    drawRule(pen, top + height)
    pdf.y = top + height
  }
}

const widthsOf = (pen: Pen, columns: readonly Column[]): readonly number[] => {
  const total = columns.reduce((sum, column) => sum + column.share, 0)
  return columns.map((column) => (column.share / total) * pen.width)
}

function measured(pen: Pen, row: Row, widths: readonly number[]) {
  const cells = row.cells.map(clipped)
  const notes = row.notes ?? []
  const cellsHeight = Math.max(
    ...cells.map((cell, index) => pen.heightOf(cell, cellStyle(widths[index] ?? 0))),
  )
  const noteHeights = notes.map((note) => pen.heightOf(note, noteStyle(pen)))
  const height = cellsHeight + noteHeights.reduce((sum, next) => sum + next, 0) + 2 * PAD
  return { cells, notes, cellsHeight, noteHeights, height }
}

/** The head and the first row, without which the head says nothing. */
function startHeight(pen: Pen, columns: readonly Column[], [first]: readonly Row[]): number {
  const widths = widthsOf(pen, columns)
  const row = first === undefined ? 0 : measured(pen, first, widths).height
  return headHeight(pen, columns, widths) + row
}

/** What still fits a page in the narrowest column that takes free text; longer words are shortened visibly. */
const MAX_CELL_CHARS = 500

function clipped(cell: string): string {
  const characters = Array.from(cell)
  return characters.length <= MAX_CELL_CHARS ? cell : `${characters.slice(0, MAX_CELL_CHARS).join('')}……`
}

const cellStyle = (width: number) => ({ size: 8, width: width - 6 })
const noteStyle = (pen: Pen) => ({ size: 6.5, colour: FAINT, width: pen.width - 6 })

function headHeight(pen: Pen, columns: readonly Column[], widths: readonly number[]): number {
  const heights = columns.map(({ label: [zh, en] }, index) => {
    const width = (widths[index] ?? 0) - 6
    return pen.heightOf(zh, { size: 8, weight: 'bold', width }) + pen.heightOf(en, { size: 6, width })
  })
  return Math.max(...heights) + 2 * PAD
}

function drawHead(pen: Pen, columns: readonly Column[], widths: readonly number[]): void {
  const { pdf } = pen
  const height = headHeight(pen, columns, widths)
  const top = pdf.y
  pdf.rect(pen.left, top, pen.width, height).fill(SHADE)
  pdf
    .lineWidth(0.8)
    .strokeColor(INK)
    .moveTo(pen.left, top)
    .lineTo(pen.left + pen.width, top)
    .stroke()
  let x = pen.left
  columns.forEach(({ label: [zh, en], align = 'left' }, index) => {
    const width = (widths[index] ?? 0) - 6
    pen.write(zh, { size: 8, weight: 'bold', width, align, at: { x: x + 3, y: top + PAD } })
    pen.write(en, { size: 6, colour: FAINT, width, align, at: { x: x + 3, y: pdf.y } })
    x += widths[index] ?? 0
  })
  drawRule(pen, top + height)
  pdf.y = top + height
}

export function drawRule(pen: Pen, y: number): void {
  pen.pdf
    .lineWidth(0.4)
    .strokeColor(LINE)
    .moveTo(pen.left, y)
    .lineTo(pen.left + pen.width, y)
    .stroke()
}

const HASH_CELL = 5.6
const HASH_GROUP = 8

/** A digest on a grid, every character as wide as the next, so that two can be compared by eye column by column. */
export function drawDigest(pen: Pen, [zh, en]: Bilingual, digest: string): void {
  const { pdf } = pen
  pen.reserve(32)
  const top = pdf.y
  pen.write(zh, { size: 8.5, at: { x: pen.left, y: top } })
  pdf.font('regular').fontSize(8.5)
  pen.write(en, {
    size: 6.5,
    colour: FAINT,
    at: { x: pen.left + pdf.widthOfString(zh) + 6, y: top + 2.5 },
    lineBreak: false,
  })
  Array.from(digest).forEach((character, index) => {
    const gap = Math.floor(index / HASH_GROUP) * HASH_CELL * 0.7
    const x = pen.left + index * HASH_CELL + gap
    pen.write(character, {
      size: 8.5,
      at: { x, y: top + 13 },
      width: HASH_CELL,
      align: 'center',
      lineBreak: false,
    })
  })
  pdf.y = top + 30
}
/** `12ab34cd 56ef…`: digests in running text, broken only between groups. */
export function grouped(digest: string): string {
  return digest.replaceAll(/(.{8})(?=.)/g, '$1 ')
}

/** `2036-01-05 10:20:30 (UTC+8)`: the instant as people at the site read a clock. */
export function localTime(instant: string, timeZone = 'Asia/Shanghai'): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    timeZoneName: 'shortOffset',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  const parts = Object.fromEntries(
    format.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]),
  )
  const offset = (parts['timeZoneName'] ?? '').replace('GMT', 'UTC')
  return `${parts['year']}-${parts['month']}-${parts['day']} ${parts['hour']}:${parts['minute']}:${parts['second']} (${offset})`
}
