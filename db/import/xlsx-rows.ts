/**
 * Rows of the first sheet of an XLSX, a zip of XML. Such a file may say that it is small and hold terabytes, so what is unpacked is
 * counted and bounded while it comes, whatever its directory promises; no entity is resolved and no macro looked at.
 */
import { SaxesParser } from 'saxes'
import yauzl from 'yauzl'
import type { TableRow } from './csv-stream.ts'
import { MOST_CELL, MOST_COLUMNS } from './csv-stream.ts'
import { TableFault } from './table-fault.ts'

/** A sheet of a hundred thousand rows is some ten megabytes; longer tables come as CSV, which needs no room. */
export const MOST_XLSX_BYTES = 64 * 1024 * 1024
/** All that is unpacked of one file. */
const MOST_UNPACKED = 512 * 1024 * 1024
/** Texts that cells share are the one thing that must be held. */
const MOST_SHARED = 128 * 1024 * 1024
const MOST_ENTRIES = 1_000
/** XML of sheets packs to a tenth, seldom to a fiftieth; a bomb to a thousandth. Small files are let off. */
const MOST_RATIO = 200
const RATIO_FROM = 1024 * 1024

/** @throws TableFault `import.file-broken`, `import.file-bomb`, `import.file-too-long` */
export async function* xlsxRows(file: Buffer): AsyncGenerator<TableRow> {
  if (file.length > MOST_XLSX_BYTES) throw new TableFault('import.file-too-long')
  const book = await openBook(file)
  const shared = book.entries.has(SHARED) ? await sharedTexts(book) : []
  const sheet = await firstSheet(book)
  const rows: TableRow[] = []
  const reader = new SheetReader(shared, (row) => rows.push(row))
  for await (const chunk of unpacked(book, sheet)) {
    reader.take(chunk)
    yield* rows.splice(0)
  }
  reader.end()
  yield* rows.splice(0)
}

const SHARED = 'xl/sharedStrings.xml'

interface Book {
  readonly zip: yauzl.ZipFile
  readonly entries: ReadonlyMap<string, yauzl.Entry>
  readonly budget: { left: number }
}

async function openBook(file: Buffer): Promise<Book> {
  const zip = await new Promise<yauzl.ZipFile>((resolve, reject) => {
    yauzl.fromBuffer(file, { lazyEntries: true }, (error, opened) => {
      if (error !== null || opened === undefined) reject(new TableFault('import.file-broken', null, error))
      else resolve(opened)
    })
  })
  const entries = await new Promise<ReadonlyMap<string, yauzl.Entry>>((resolve, reject) => {
    const found = new Map<string, yauzl.Entry>()
    zip.on('error', (error: unknown) => reject(new TableFault('import.file-broken', null, error)))
    zip.on('end', () => resolve(found))
    zip.on('entry', (entry: yauzl.Entry) => {
      found.set(entry.fileName, entry)
      if (found.size > MOST_ENTRIES) reject(new TableFault('import.file-bomb'))
      else zip.readEntry()
    })
    zip.readEntry()
  })
  return { zip, entries, budget: { left: MOST_UNPACKED } }
}

/** The text of one part, in pieces of characters. */
async function* unpacked({ zip, entries, budget }: Book, name: string): AsyncGenerator<string> {
  const entry = entries.get(name)
  if (entry === undefined || entry.isEncrypted()) throw new TableFault('import.file-broken')
  const stream = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
    zip.openReadStream(entry, (error, opened) => {
      if (error !== null || opened === undefined) reject(new TableFault('import.file-broken', null, error))
      else resolve(opened)
    })
  })
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let size = 0
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length
      budget.left -= chunk.length
      const isBomb = size > RATIO_FROM && size > entry.compressedSize * MOST_RATIO
      if (isBomb || budget.left < 0) throw new TableFault('import.file-bomb')
      yield decoder.decode(chunk, { stream: true })
    }
    yield decoder.decode()
  } catch (error) {
    if (error instanceof TableFault) throw error
    throw new TableFault('import.file-broken', null, error)
  }
}

function parserOf(on: {
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void
  readonly close?: (name: string) => void
  readonly text?: (text: string) => void
}): { write(text: string): void; end(): void } {
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw new TableFault('import.file-broken', null, error)
  })
  parser.on('doctype', () => {
    throw new TableFault('import.file-broken')
  })
  const local = (name: string): string => name.slice(name.indexOf(':') + 1)
  parser.on('opentag', ({ name, attributes }) => on.open?.(local(name), attributes))
  parser.on('closetag', ({ name }) => on.close?.(local(name)))
  parser.on('text', (text) => on.text?.(text))
  return {
    write: (text) => void parser.write(text),
    end: () => void parser.close(),
  }
}

async function sharedTexts(book: Book): Promise<readonly string[]> {
  const texts: string[] = []
  let text = ''
  let size = 0
  let isIn = false
  let isRuby = false
  const parser = parserOf({
    open(name) {
      if (name === 'si') text = ''
      if (name === 'rPh') isRuby = true
      isIn = name === 't' && !isRuby
    },
    close(name) {
      if (name === 'si') texts.push(text)
      if (name === 'rPh') isRuby = false
      isIn = false
    },
    text(piece) {
      if (isIn) text += piece
      size += piece.length
      if (size > MOST_SHARED) throw new TableFault('import.file-too-long')
    },
  })
  for await (const chunk of unpacked(book, SHARED)) parser.write(chunk)
  parser.end()
  return texts
}

/** The sheet that the workbook names first, whatever its file is called. */
async function firstSheet(book: Book): Promise<string> {
  let id: string | undefined
  const workbook = parserOf({
    open: (name, attributes) => {
      if (name === 'sheet')
        id ??= attributes['r:id'] ?? Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1]
    },
  })
  for await (const chunk of unpacked(book, 'xl/workbook.xml')) workbook.write(chunk)
  workbook.end()
  let target: string | undefined
  const relations = parserOf({
    open: (name, attributes) => {
      if (name === 'Relationship' && attributes['Id'] === id) target = attributes['Target']
    },
  })
  for await (const chunk of unpacked(book, 'xl/_rels/workbook.xml.rels')) relations.write(chunk)
  relations.end()
  if (target === undefined) throw new TableFault('import.file-broken')
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`
}

class SheetReader {
  readonly #parser: ReturnType<typeof parserOf>
  #cells: string[] = []
  #number = 0
  #column = -1
  #type = 'n'
  #value = ''
  #isIn = false
  #width = 0

  constructor(shared: readonly string[], onRow: (row: TableRow) => void) {
    this.#parser = parserOf({
      open: (name, attributes) => this.#open(name, attributes),
      text: (text) => {
        if (this.#isIn) this.#value += text
        if (this.#value.length > MOST_CELL) throw new TableFault('import.file-too-long', this.#number)
      },
      close: (name) => {
        if (name === 'v' || name === 't') this.#isIn = false
        if (name === 'c') this.#put(shared)
        if (name !== 'row') return
        // A sheet leaves out empty cells; all rows are as wide as the header.
        if (this.#width === 0) this.#width = this.#cells.length
        const cells = Array.from(
          { length: Math.max(this.#width, this.#cells.length) },
          (_one, at) => this.#cells[at] ?? '',
        )
        if (cells.some((cell) => cell.trim() !== '')) onRow({ number: this.#number, cells })
      },
    })
  }

  take(text: string): void {
    this.#parser.write(text)
  }

  end(): void {
    this.#parser.end()
  }

  #open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'row') {
      this.#number = Number(attributes['r'] ?? this.#number + 1)
      this.#cells = []
      this.#column = -1
    }
    if (name === 'c') {
      this.#column = columnOf(attributes['r']) ?? this.#column + 1
      this.#type = attributes['t'] ?? 'n'
      this.#value = ''
      if (this.#column >= MOST_COLUMNS) throw new TableFault('import.file-too-long', this.#number)
    }
    this.#isIn = name === 'v' || name === 't'
  }

  #put(shared: readonly string[]): void {
    // An error of a formula, such as a division by zero, is nothing that a record can be made of.
    const text =
      this.#type === 's' ? (shared[Number(this.#value)] ?? '') : this.#type === 'e' ? '' : this.#value
    this.#cells[this.#column] = text
  }
}

/** `AB12` is the 28th column; counted from 0. */
function columnOf(cell: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(cell ?? '')?.[0]
  return letters === undefined
    ? undefined
    : Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}
