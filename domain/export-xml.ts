/**
 * How rows and events stand in an exported archive: XML 1.0 in UTF-8, and the schema (XSD 1.0) that says what each document holds. Both
 * come from the same shapes, so a column that is added is in the document and in its schema. Pure text; who writes it is the caller's.
 */

export const EXPORT_NAMESPACE = 'urn:everfile:export:1'

/** `json`: the text of a JSON value; `list`: a `value` for each of its texts. */
export type ValueType = 'text' | 'integer' | 'boolean' | 'date' | 'instant' | 'json' | 'list'

export interface Field {
  readonly name: string
  readonly type: ValueType
  /** `maybe`: absent where nothing is known. */
  readonly presence: 'always' | 'maybe'
}

/** A row of one table: an element with one child for each of its columns, in their order. */
export interface Shape {
  readonly element: string
  readonly fields: readonly Field[]
}

export type XmlValue = string | number | boolean | readonly unknown[] | object | null | undefined

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
/** What XML 1.0 cannot hold in any way (its production 2). */
const NOT_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u
const ALL_NOT_XML = new RegExp(NOT_XML.source, 'gu')
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
}

/** Text between tags: read back it is the same, a carriage return included, which a reader would otherwise take for a line feed. */
export function xmlText(text: string): string {
  return text.replaceAll(/[&<>\r]/g, (sign) => ENTITIES[sign] ?? sign)
}

function attributeText(text: string): string {
  return text.replaceAll(/[&<>"\r\n\t]/g, (sign) => ENTITIES[sign] ?? sign)
}

/** Attributes of a tag; what is null is left out. */
export function attributesOf(values: Readonly<Record<string, string | number | null | undefined>>): string {
  return Object.entries(values)
    .map(([name, value]) =>
      value === null || value === undefined ? '' : ` ${name}="${attributeText(String(value))}"`,
    )
    .join('')
}

/** One element with a text. A text that XML cannot hold stands as the JSON literal of it, and says so. */
export function textElement(name: string, text: string, attributes = ''): string {
  if (!NOT_XML.test(text)) return `<${name}${attributes}>${xmlText(text)}</${name}>`
  return `<${name}${attributes} encoding="json">${xmlText(literalOf(text))}</${name}>`
}

function literalOf(text: string): string {
  return JSON.stringify(text).replaceAll(
    ALL_NOT_XML,
    (sign) => `\\u${(sign.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  )
}

/** The text of an element as it was before it was written. */
export function textOfElement(content: string, encoding: string | undefined): string {
  return encoding === 'json' ? String(JSON.parse(content)) : content
}

/** One row. */
export function rowXml({ element, fields }: Shape, row: Readonly<Record<string, XmlValue>>): string {
  const cells = fields.map(({ name, type }) => cellXml(name, type, row[name])).join('')
  return `<${element}>${cells}</${element}>\n`
}

function cellXml(name: string, type: ValueType, value: XmlValue): string {
  if (value === null || value === undefined) return ''
  if (type === 'json') return textElement(name, JSON.stringify(value))
  if (type === 'list' && Array.isArray(value))
    return `<${name}>${value.map((one) => textElement('value', String(one))).join('')}</${name}>`
  return textElement(name, typeof value === 'object' ? JSON.stringify(value) : String(value))
}

export function openDocument(root: string, attributes: Parameters<typeof attributesOf>[0]): string {
  return `${HEAD}<${root} xmlns="${EXPORT_NAMESPACE}"${attributesOf(attributes)}>\n`
}

export interface SectionShape {
  readonly name: string
  /** Rows that it may hold, in any number and order. */
  readonly rows: readonly string[]
}

export interface DocumentShape {
  readonly root: string
  readonly attributes: readonly string[]
  readonly sections: readonly SectionShape[]
}

const TYPES: Readonly<Record<ValueType, string>> = {
  text: 'e:text',
  json: 'e:text',
  list: 'e:list',
  integer: 'xs:integer',
  boolean: 'xs:boolean',
  date: 'xs:date',
  instant: 'xs:dateTime',
}

/** The schema of every document of an export. */
export function exportSchema(shapes: readonly Shape[], documents: readonly DocumentShape[]): string {
  return `${HEAD}<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:e="${EXPORT_NAMESPACE}" targetNamespace="${EXPORT_NAMESPACE}" elementFormDefault="qualified">
${COMMON_TYPES}${shapes.map(rowType).join('')}${documents.map(documentElement).join('')}</xs:schema>
`
}

function rowType({ element, fields }: Shape): string {
  const cells = fields.map(
    ({ name, type, presence }) =>
      `    <xs:element name="${name}" type="${TYPES[type]}"${presence === 'maybe' ? ' minOccurs="0"' : ''}/>\n`,
  )
  return `  <xs:complexType name="row.${element}"><xs:sequence>\n${cells.join('')}  </xs:sequence></xs:complexType>\n`
}

function documentElement({ root, attributes, sections }: DocumentShape): string {
  const parts = sections.map(({ name, rows }) => {
    const known = rows
      .map((row) => `      <xs:element name="${row}" type="${STATED[row] ?? `e:row.${row}`}"/>\n`)
      .join('')
    return `    <xs:element name="${name}" minOccurs="0"><xs:complexType><xs:choice minOccurs="0" maxOccurs="unbounded">\n${known}    </xs:choice></xs:complexType></xs:element>\n`
  })
  const said = attributes.map((name) => `    <xs:attribute name="${name}" type="xs:string"/>\n`).join('')
  return `  <xs:element name="${root}"><xs:complexType>\n   <xs:sequence>\n${parts.join('')}   </xs:sequence>\n${said}  </xs:complexType></xs:element>\n`
}

/** Elements that are no rows of a table. */
const STATED: Readonly<Record<string, string>> = {
  event: 'e:event',
  personal: 'e:personal',
  act: 'e:act',
  file: 'e:file',
  explanation: 'e:text',
}

const COMMON_TYPES = `  <xs:complexType name="text"><xs:simpleContent><xs:extension base="xs:string">
    <xs:attribute name="encoding" type="e:encoding"/>
  </xs:extension></xs:simpleContent></xs:complexType>
  <xs:simpleType name="encoding"><xs:restriction base="xs:string"><xs:enumeration value="json"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="digest"><xs:restriction base="xs:string"><xs:pattern value="[0-9a-f]{64}"/></xs:restriction></xs:simpleType>
  <xs:complexType name="list"><xs:sequence>
    <xs:element name="value" type="e:text" minOccurs="0" maxOccurs="unbounded"/>
  </xs:sequence></xs:complexType>
  <xs:complexType name="event"><xs:simpleContent><xs:extension base="xs:string">
    <xs:attribute name="seq" type="xs:positiveInteger" use="required"/>
    <xs:attribute name="type" type="xs:string" use="required"/>
    <xs:attribute name="at" type="xs:dateTime" use="required"/>
    <xs:attribute name="on" type="xs:date" use="required"/>
    <xs:attribute name="actor" type="xs:string" use="required"/>
    <xs:attribute name="position" type="xs:positiveInteger" use="required"/>
    <xs:attribute name="hash" type="e:digest" use="required"/>
    <xs:attribute name="encoding" type="e:encoding"/>
  </xs:extension></xs:simpleContent></xs:complexType>
  <xs:complexType name="personal"><xs:simpleContent><xs:extension base="xs:string">
    <xs:attribute name="seq" type="xs:positiveInteger" use="required"/>
    <xs:attribute name="field" type="xs:string" use="required"/>
    <xs:attribute name="salt" type="xs:string"/>
    <xs:attribute name="erased" type="xs:boolean"/>
    <xs:attribute name="encoding" type="e:encoding"/>
  </xs:extension></xs:simpleContent></xs:complexType>
  <xs:complexType name="act"><xs:simpleContent><xs:extension base="xs:string">
    <xs:attribute name="id" type="xs:string" use="required"/>
    <xs:attribute name="principal" type="xs:string" use="required"/>
    <xs:attribute name="key" type="xs:string" use="required"/>
    <xs:attribute name="name" type="xs:string" use="required"/>
    <xs:attribute name="bodyHash" type="e:digest" use="required"/>
    <xs:attribute name="acceptedAt" type="xs:dateTime" use="required"/>
    <xs:attribute name="encoding" type="e:encoding"/>
  </xs:extension></xs:simpleContent></xs:complexType>
  <xs:complexType name="file">
    <xs:attribute name="object" type="xs:string" use="required"/>
    <xs:attribute name="path" type="xs:string"/>
    <xs:attribute name="sha256" type="e:digest" use="required"/>
    <xs:attribute name="sizeBytes" type="xs:nonNegativeInteger" use="required"/>
    <xs:attribute name="absent"><xs:simpleType><xs:restriction base="xs:string">
      <xs:enumeration value="missing"/><xs:enumeration value="differs"/><xs:enumeration value="destroyed"/><xs:enumeration value="closed"/>
    </xs:restriction></xs:simpleType></xs:attribute>
  </xs:complexType>
`
