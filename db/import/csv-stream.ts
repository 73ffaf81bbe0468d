/**
 * Rows of a CSV while its text comes (RFC 4180; commas, semicolons or tabs as the header has them): nothing is held but the row that is
 * being read, so a table may be of any length.
 */
import { TableFault } from './table-fault.ts'

/** A cell beyond this is an open quote that swallows the table, not a text. */
export const MOST_CELL = 100_000
export const MOST_COLUMNS = 200

export interface TableRow {
  /** As a spreadsheet program counts: the header is row 1. */
  readonly number: number
  readonly cells: readonly string[]
}

/** @throws TableFault `import.file-quotes` for a quote that is never closed, `import.file-too-long` for a row without end */
export async function* csvRows(text: AsyncIterable<string>): AsyncGenerator<TableRow> {
  const reader = new RowReader()
  for await (const chunk of text) yield* reader.take(chunk)
  yield* reader.end()
}

type Place = 'start' | 'plain' | 'quoted' | 'quote'

class RowReader {
  #place: Place = 'start'
  #cell = ''
  #cells: string[] = []
  #number = 0
  #line = 1
  #quotedAt = 1
  #separator: string | undefined
  #isFirst = true

  #ends(sign: string | undefined): boolean {
    return sign === this.#separator || sign === '\n' || sign === '\r'
  }

  *take(text: string): Generator<TableRow> {
    let from = this.#isFirst && text.startsWith('\uFEFF') ? 1 : 0
    if (text !== '') this.#isFirst = false
    this.#separator ??= separatorOf(text)
    let at = from
    while (at < text.length) {
      if (this.#place === 'quoted') {
        const close = text.indexOf('"', at)
        const end = close < 0 ? text.length : close
        this.#add(text.slice(at, end))
        at = end + 1
        if (close >= 0) this.#place = 'quote'
        continue
      }
      const sign = text[at] ?? ''
      if (this.#place === 'quote' && sign === '"') {
        this.#add('"')
        this.#place = 'quoted'
      } else if (this.#place === 'start' && sign === '"') {
        this.#place = 'quoted'
        this.#quotedAt = this.#line
      } else if (sign === this.#separator) this.#endCell()
      else if (sign === '\n') {
        yield* this.#endRow()
      } else if (sign !== '\r') {
        from = at
        while (at + 1 < text.length && !this.#ends(text[at + 1])) at += 1
        this.#add(text.slice(from, at + 1))
        this.#place = 'plain'
      }
      at += 1
    }
  }

  *end(): Generator<TableRow> {
    if (this.#place === 'quoted') throw new TableFault('import.file-quotes', this.#quotedAt)
    if (this.#cells.length > 0 || this.#cell !== '' || this.#place !== 'start') yield* this.#endRow()
  }

  #add(text: string): void {
    if (this.#place === 'quoted' && text.includes('\n')) this.#line += text.split('\n').length - 1
    this.#cell += text
    if (this.#cell.length > MOST_CELL) throw new TableFault('import.file-quotes', this.#quotedAt)
  }

  #endCell(): void {
    this.#cells.push(this.#cell)
    if (this.#cells.length > MOST_COLUMNS) throw new TableFault('import.file-too-long', this.#line)
    this.#cell = ''
    this.#place = 'start'
  }

  *#endRow(): Generator<TableRow> {
    this.#endCell()
    const cells = this.#cells
    this.#cells = []
    this.#number += 1
    this.#line += 1
    // An empty line is no row; it keeps its number, so that rows are found where a spreadsheet program shows them.
    if (cells.some((cell) => cell.trim() !== '')) yield { number: this.#number, cells }
  }
}

/** Of the first line: whichever of the usual separators it has most of. */
function separatorOf(text: string): string | undefined {
  if (text === '') return undefined
  const line = text.slice(0, text.includes('\n') ? text.indexOf('\n') : text.length)
  const counted = [',', '\t', ';'].map((sign) => [sign, line.split(sign).length] as const)
  return counted.reduce((best, one) => (one[1] > best[1] ? one : best))[0]
}
