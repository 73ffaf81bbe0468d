import { SaxesParser } from 'saxes'
import type { ReadXml } from '#domain/four-nature.ts'

/** Elements of a small document with their own texts, in order; undefined when it is not well-formed or brings a document type. */
export function readXml(text: string | undefined): ReadXml {
  if (text === undefined) return undefined
  const found = new Map<string, string[]>()
  const open: string[] = []
  const parser = new SaxesParser()
  let isBroken = false
  parser.on('error', () => {
    isBroken = true
  })
  parser.on('doctype', () => {
    isBroken = true
  })
  parser.on('opentag', ({ name }) => {
    const values = found.get(name) ?? []
    values.push('')
    found.set(name, values)
    open.push(name)
  })
  parser.on('text', (piece) => {
    const values = found.get(open.at(-1) ?? '')
    if (values !== undefined) values[values.length - 1] = `${values.at(-1) ?? ''}${piece}`
  })
  parser.on('closetag', () => {
    open.pop()
  })
  parser.write(text).close()
  return isBroken ? undefined : found
}
