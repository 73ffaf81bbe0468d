import { SaxesParser } from 'saxes'
import { expect, test } from 'vitest'
import { attributesOf, exportSchema, rowXml, textElement, textOfElement } from '#domain/export-xml.ts'

/** The text and the attributes of one element as a reader of XML sees them. */
function read(xml: string): { readonly text: string; readonly attributes: Readonly<Record<string, string>> } {
  const parser = new SaxesParser()
  const seen = { text: '', attributes: {} as Record<string, string> }
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ attributes }) => {
    seen.attributes = attributes as Record<string, string>
  })
  parser.on('text', (text) => {
    seen.text += text
  })
  parser.write(xml).close()
  return seen
}

test.each([
  ['plain', '待遇核定材料'],
  ['markup', 'a < b & "c" > d ]]>'],
  ['lines', 'one\r\ntwo\rthree\nfour\tfive'],
  ['what XML cannot hold', 'a\u0000b\u001Bc\uFFFEd\uFFFF'],
  ['half a character', 'x\uD800y'],
  ['beyond the first plane', '𠮷野家'],
  ['nothing', ''],
])('REQ-61 a text with %s is the same when it is read back', (_, text) => {
  const { text: content, attributes } = read(textElement('title', text))
  expect(textOfElement(content, attributes['encoding'])).toBe(text)
})

test('REQ-61 an attribute is the same when it is read back, and what is not known is left out', () => {
  const value = 'key "a" & <b>\r\n\tc'
  expect(read(`<act${attributesOf({ key: value, other: null })}/>`).attributes).toEqual({ key: value })
})

const SHAPE = {
  element: 'hold',
  fields: [
    { name: 'id', type: 'text', presence: 'always' },
    { name: 'digests', type: 'list', presence: 'always' },
    { name: 'liftedAt', type: 'instant', presence: 'maybe' },
    { name: 'rule', type: 'json', presence: 'maybe' },
  ],
} as const

test('REQ-61 a row leaves out what is not known, and its schema says what may be left out', () => {
  expect(rowXml(SHAPE, { id: 'h', digests: ['a', 'b'], liftedAt: null, rule: { years: 10 } })).toBe(
    '<hold><id>h</id><digests><value>a</value><value>b</value></digests><rule>{"years":10}</rule></hold>\n',
  )
  const schema = exportSchema(
    [SHAPE],
    [{ root: 'r', attributes: [], sections: [{ name: 'holds', rows: ['hold'] }] }],
  )
  expect(schema).toContain('<xs:element name="id" type="e:text"/>')
  expect(schema).toContain('<xs:element name="liftedAt" type="xs:dateTime" minOccurs="0"/>')
  expect(schema).toContain('<xs:element name="hold" type="e:row.hold"/>')
})
