import { explain, type RetentionExplanation } from '#domain/explanation.ts'
import {
  attributesOf,
  openDocument,
  rowXml,
  textElement,
  type Shape,
  type XmlValue,
} from '#domain/export-xml.ts'
import { PAGED_TABLE, RECORD_SECTIONS, type Absence } from '#domain/export.ts'
import type { DigitalObjectRow, Rows, TableName } from '#domain/state.ts'
import { FOLDED_TABLES, shapeOfReference, shapeOfTable } from '#db/gate/shapes.ts'
import type { ActRow, ExportedEvent, ExportedPersonal, VerdictRow } from '#db/queries/export.ts'

const SHAPES: ReadonlyMap<string, Shape> = new Map(
  FOLDED_TABLES.map((table) => [table, shapeOfTable(table)] as const),
)

/** A history as it goes into its document: what it folds into, what became of its bytes, and every event with its text as it was hashed. */
export interface ExportedSubject {
  readonly id: string
  readonly rows: Rows
  readonly files: readonly ExportedFile[]
  readonly events: readonly ExportedEvent[]
  readonly personal: readonly ExportedPersonal[]
}

/** Where the bytes of an object lie in the bag, or why they are not in it. */
export interface ExportedFile {
  readonly object: DigitalObjectRow
  readonly at: { readonly path: string } | { readonly absent: Absence }
}

/** One record: metadata, retention with its explanation, relations, place, content, work, tombstone and change log. */
export function recordDocument(subject: ExportedSubject): string {
  const { id, rows, events } = subject
  const record = rows.must('record', id)
  const state = record.endedOn === null ? 'standing' : record.placeStep
  const sections = RECORD_SECTIONS.map(({ name, rows: tables }) => {
    const parts = tables.map((table) => partOf(table, subject))
    return `<${name}>\n${parts.join('')}</${name}>\n`
  })
  const { seq, hash } = headOf(events)
  return `${openDocument('archiveRecord', { id, version: seq, headHash: hash, state })}${sections.join('')}</archiveRecord>\n`
}

/** The history of anything else: a list, a batch, a person, a schedule, the site. */
export function historyDocument(subject: ExportedSubject): string {
  const { id, rows, events } = subject
  const tables = FOLDED_TABLES.map((table) => rowsXml(table, rows)).join('')
  const files = subject.files.map(fileXml).join('')
  const { seq, hash } = headOf(events)
  const kind = events[0]?.streamKind ?? ''
  return `${openDocument('history', { kind, id, version: seq, headHash: hash })}<rows>\n${tables}${files}</rows>\n<changeLog>\n${changeLog(subject)}</changeLog>\n</history>\n`
}

function headOf(events: readonly ExportedEvent[]): { readonly seq: number; readonly hash: string } {
  const last = events.at(-1)
  if (last === undefined) throw new Error('a history has events')
  return last
}

function partOf(name: (typeof RECORD_SECTIONS)[number]['rows'][number], subject: ExportedSubject): string {
  switch (name) {
    case 'event':
      return changeLog(subject)
    case 'personal':
      return ''
    case 'file':
      return subject.files.map(fileXml).join('')
    case 'explanation':
      return explanationXml(subject.events)
    default:
      return rowsXml(name, subject.rows)
  }
}

function rowsXml(table: TableName, rows: Rows): string {
  const shape = SHAPES.get(table)
  if (shape === undefined) throw new Error(`table ${table} has no shape`)
  return rows
    .all(table)
    .map((row) => rowXml(shape, row as unknown as Readonly<Record<string, XmlValue>>))
    .join('')
}

/** Why the record must be kept until its day: the latest computation, in both languages. */
function explanationXml(events: readonly ExportedEvent[]): string {
  const computed = events.findLast(({ type }) => type === 'retention.computed')
  if (computed === undefined) return ''
  const { data } = JSON.parse(computed.canonical) as {
    readonly data: { readonly explanation: RetentionExplanation }
  }
  const lines = [...explain(data.explanation, 'zh'), ...explain(data.explanation, 'en')]
  return `${textElement('explanation', lines.join('\n'))}\n`
}

function fileXml({ object, at }: ExportedFile): string {
  const { id, sha256, sizeBytes } = object
  return `<file${attributesOf({ object: id, ...at, sha256, sizeBytes })}/>\n`
}

function changeLog({ events, personal }: ExportedSubject): string {
  const said = events.map(({ seq, type, canonical, hash, position }) => {
    const { at, on, actor } = JSON.parse(canonical) as Readonly<Record<'at' | 'on' | 'actor', string>>
    return `${textElement('event', canonical, attributesOf({ seq, type, at, on, actor, position, hash }))}\n`
  })
  const values = personal.map(({ seq, field, salt, value }) =>
    value === null
      ? `<personal${attributesOf({ seq, field, erased: 'true' })}/>\n`
      : `${textElement('personal', value, attributesOf({ seq, field, salt }))}\n`,
  )
  return [...said, ...values].join('')
}

/** A part of the acts that the ledger accepted: who, by which key, what was asked by its digest, and the answer. */
export function actsDocument(acts: readonly ActRow[]): string {
  const accepted = acts.map(
    ({ id, principalId: principal, key, name, bodyHash, answer, acceptedAt }) =>
      `${textElement('act', JSON.stringify(answer), attributesOf({ id, principal, key, name, bodyHash, acceptedAt }))}\n`,
  )
  return `${openDocument('acts', {})}<accepted>\n${accepted.join('')}</accepted>\n</acts>\n`
}

const VERDICTS = shapeOfReference(PAGED_TABLE)

/** A part of what works over many records did with each. */
export function verdictsDocument(rows: readonly VerdictRow[]): string {
  const given = rows.map((row) => rowXml(VERDICTS, { ...row }))
  return `${openDocument('verdicts', {})}<given>\n${given.join('')}</given>\n</verdicts>\n`
}
