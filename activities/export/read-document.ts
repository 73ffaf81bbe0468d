import { createReadStream } from 'node:fs'
import { SaxesParser } from 'saxes'
import { textOfElement } from '#domain/export-xml.ts'

/** One row of a section of a document: a row of a table with its fields, or something stated, such as an event. */
export interface ReadRow {
  readonly section: string
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly text: string
  readonly fields: ReadonlyMap<string, ReadField>
}

export interface ReadField {
  readonly text: string
  /** Of a list. */
  readonly values: readonly string[]
}

/** A document that is no well-formed XML, or brings a document type. */
export class DocumentFault extends Error {
  override readonly name = 'DocumentFault'
}

interface Open {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  text: string
}

const DEPTH = { root: 1, section: 2, row: 3, field: 4 } as const

/** Reads a document of an export row by row, as its bytes come; answers the attributes of its root. */
export async function readDocument(
  path: string,
  visit: (row: ReadRow) => void,
): Promise<Readonly<Record<string, string>>> {
  const parser = new SaxesParser()
  const open: Open[] = []
  let fields = new Map<string, ReadField>()
  let values: string[] = []
  let root: Readonly<Record<string, string>> = {}
  const broken: string[] = []
  parser.on('error', (error) => void broken.push(error.message))
  parser.on('doctype', () => void broken.push('it has a document type'))
  parser.on('opentag', ({ name, attributes }) => {
    const plain = Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, String(value)]))
    open.push({ name, attributes: plain, text: '' })
    if (open.length === DEPTH.root) root = { ...plain, root: name }
    if (open.length === DEPTH.row) fields = new Map()
    if (open.length === DEPTH.field) values = []
  })
  parser.on('text', (piece) => {
    const last = open.at(-1)
    if (last !== undefined) last.text += piece
  })
  parser.on('closetag', () => {
    const depth = open.length
    const closed = open.pop()
    if (closed === undefined || depth <= DEPTH.section) return
    const { name, attributes } = closed
    const text = textOfElement(closed.text, attributes['encoding'])
    if (depth > DEPTH.field) values.push(text)
    else if (depth === DEPTH.field) fields.set(name, { text, values })
    else visit({ section: open.at(-1)?.name ?? '', name, attributes, text, fields })
  })
  const bytes = createReadStream(path, { encoding: 'utf8' })
  for await (const chunk of bytes as AsyncIterable<string>) {
    parser.write(chunk)
    if (broken.length > 0) throw new DocumentFault(broken[0] ?? '')
  }
  parser.close()
  if (broken.length > 0) throw new DocumentFault(broken[0] ?? '')
  return root
}
