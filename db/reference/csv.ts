/** A reader of RFC 4180: commas, quotes doubled inside quotes, CRLF or LF, and nothing lenient about it. */

/**
 * The rows of a CSV text as cells; a byte-order mark and the last line end are dropped.
 * @throws Error naming the line, on a quote out of place or never closed, and on rows of unlike width
 */
export function parseCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = []
  const reader = { at: text.startsWith('\uFEFF') ? 1 : 0, line: 1 }
  while (reader.at < text.length) rows.push(readRow(text, reader))
  const width = rows[0]?.length ?? 0
  const odd = rows.findIndex((row) => row.length !== width)
  if (odd >= 0) throw new Error(`CSV row ${odd + 1} has ${rows[odd]?.length} cells where the first has ${width}`)
  return rows
}

/** The rows below the header by column name. @throws Error unless the header is exactly these columns in this order */
export function parseTable<Column extends string>(
  text: string,
  columns: readonly Column[],
): readonly Readonly<Record<Column, string>>[] {
  const [header, ...rows] = parseCsv(text)
  if (header?.join() !== columns.join()) {
    throw new Error(`CSV header is "${header?.join() ?? ''}" where "${columns.join()}" was expected`)
  }
  return rows.map((row) => recordOf(columns, row))
}

type Reader = { at: number; line: number }

function readRow(text: string, reader: Reader): string[] {
  const cells: string[] = []
  for (;;) {
    cells.push(text[reader.at] === '"' ? readQuoted(text, reader) : readPlain(text, reader))
    if (text[reader.at] !== ',') break
    reader.at += 1
  }
  if (text[reader.at] === '\r') reader.at += 1
  if (reader.at < text.length && text[reader.at] !== '\n') throw faultAt(reader, 'text after a closing quote, or a bare CR')
  reader.at += 1
  reader.line += 1
  return cells
}

function readPlain(text: string, reader: Reader): string {
  const start = reader.at
  while (reader.at < text.length && !',\r\n'.includes(text[reader.at] ?? '')) {
    if (text[reader.at] === '"') throw faultAt(reader, 'a quote inside an unquoted cell')
    reader.at += 1
  }
  return text.slice(start, reader.at)
}

function readQuoted(text: string, reader: Reader): string {
  const opened = { ...reader }
  let cell = ''
  for (;;) {
    const close = text.indexOf('"', reader.at + 1)
    if (close < 0) throw faultAt(opened, 'a quote that is never closed')
    cell += text.slice(reader.at + 1, close)
    reader.at = close + 1
    if (text[reader.at] !== '"') break
    cell += '"'
  }
  reader.line += cell.split('\n').length - 1
  return cell
}

function recordOf<Column extends string>(columns: readonly Column[], row: readonly string[]): Record<Column, string> {
  const record: Partial<Record<Column, string>> = {}
  for (const [index, column] of columns.entries()) record[column] = row[index] ?? ''
  return record as Record<Column, string>
}

function faultAt(reader: Reader, what: string): Error {
  return new Error(`CSV line ${reader.line}: ${what}`)
}
