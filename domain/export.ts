/** What an export of the archive is made of: which records, where each of its files lies, and what may be wrong with it. */
import type { DocumentShape } from './export-xml.ts'
import type { TableName } from './state.ts'
import type { End } from './vocabulary.ts'

export const EXPORT_FORMAT = 'everfile-export/1'

/** Everything, or the records of one unit with those below it, of one class with those below it, or of one fonds. */
export type ExportSelection =
  | { readonly kind: 'whole' }
  | { readonly kind: 'unit' | 'class' | 'fonds'; readonly value: string }

/** Why the bytes of an object are not in the bag. Only the first two are faults. */
export type Absence = 'missing' | 'differs' | 'destroyed' | 'closed'

export interface ExportFault {
  readonly code: Absence | 'chain-broken' | 'leaves-differ'
  /** The record or history, with the object where there is one. */
  readonly subject: string
}

export function selectionText(selection: ExportSelection): string {
  return selection.kind === 'whole' ? 'whole' : `${selection.kind} ${selection.value}`
}

/** Folders of 256 stay small whatever the number of records. Names are ids: nothing of a title reaches a file system. */
function shardOf(id: string): string {
  return id.slice(-2)
}

export const SCHEMA_PATH = 'schema/everfile-export.xsd'
export const STRUCTURE_PATH = 'structure.xml'

export function recordPathOf(id: string): string {
  return `records/${shardOf(id)}/${id}.xml`
}

export function historyPathOf(kind: string, id: string): string {
  return `histories/${kind}/${shardOf(id)}/${id}.xml`
}

export function actsPathOf(number: number): string {
  return `acts/${String(number).padStart(8, '0')}.xml`
}

export function verdictsPathOf(number: number): string {
  return `verdicts/${String(number).padStart(8, '0')}.xml`
}

export function contentPathOf(objectId: string, mediaType: string): string {
  return `contents/${shardOf(objectId)}/${objectId}${EXTENSIONS[mediaType] ?? ''}`
}

export function notePathOf(number: number): string {
  return `log/${String(number).padStart(8, '0')}.note`
}

export function leavesPathOf(number: number): string {
  return `log/${String(number).padStart(8, '0')}.leaves`
}

export function keyPathOf(fingerprint: string): string {
  return `log/keys/${fingerprint}.pem`
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  'application/pdf': '.pdf',
  'application/ofd': '.ofd',
  'application/xml': '.xml',
  'application/x-tar': '.tar',
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'image/tiff': '.tif',
  'image/webp': '.webp',
  'text/plain': '.txt',
}

/** How a record stands, for whoever reads the bag without this product. */
export type ExportedState = 'standing' | End

/** Sections of a record, each with the tables of which its rows are. */
export const RECORD_SECTIONS = [
  { name: 'metadata', rows: ['record', 'recordItem', 'recordMetadata', 'formerCode'] },
  { name: 'retention', rows: ['trigger', 'explanation', 'hold'] },
  { name: 'relations', rows: ['recordRelation'] },
  { name: 'place', rows: ['placement', 'scanPass'] },
  { name: 'content', rows: ['digitalObject', 'objectCopy', 'file'] },
  { name: 'work', rows: ['task', 'job'] },
  { name: 'tombstone', rows: ['registerEntry'] },
  { name: 'changeLog', rows: ['event', 'personal'] },
] as const

/** Tables of the site that no event states, and that its records rest on. */
export const REFERENCE_TABLES = [
  'recordClass',
  'definition',
  'referenceTable',
  'location',
  'workingDayException',
  'codeCounter',
] as const

/** What a work over many records did with each: as many rows as records, so in documents of their own. */
export const PAGED_TABLE = 'bulkVerdict'

/** What the structure document shows of the site, beside the histories from which it follows. */
export const STRUCTURE_TABLES_SHOWN = [
  'site',
  'unit',
  'unitName',
  'fonds',
  'fondsSuccession',
  'person',
  'post',
  'scheme',
  'schemeClass',
  'crosswalk',
  'scheduleVersion',
  'scheduleRow',
] as const satisfies readonly TableName[]

/** Every document of an export: `tables` are all that a history may fold into. */
export function documentsOf(tables: readonly TableName[]): readonly DocumentShape[] {
  return [
    { root: 'archiveRecord', attributes: ['id', 'version', 'headHash', 'state'], sections: RECORD_SECTIONS },
    {
      root: 'history',
      attributes: ['kind', 'id', 'version', 'headHash'],
      sections: [
        { name: 'rows', rows: [...tables, 'file'] },
        { name: 'changeLog', rows: ['event', 'personal'] },
      ],
    },
    {
      root: 'structure',
      attributes: ['site', 'format', 'selection', 'throughPosition', 'clockAheadMs', 'latestOn'],
      sections: [
        { name: 'rows', rows: STRUCTURE_TABLES_SHOWN },
        { name: 'reference', rows: REFERENCE_TABLES },
      ],
    },
    { root: 'acts', attributes: [], sections: [{ name: 'accepted', rows: ['act'] }] },
    { root: 'verdicts', attributes: [], sections: [{ name: 'given', rows: [PAGED_TABLE] }] },
  ]
}

export interface ExportBegun {
  readonly exportId: string
  readonly selection: ExportSelection
  readonly reason: string
}

export interface ExportEnded {
  readonly exportId: string
  readonly records: number
  readonly files: number
  readonly bytes: number
  readonly faults: number
  /** Of the bag's manifest: whoever has the bag can be told whether it is the one that left. */
  readonly manifestSha256: string
}

/** What came back from a bag, on a site that was empty. */
export interface SiteRestored {
  /** Of the bag. */
  readonly manifestSha256: string
  readonly throughPosition: number
  readonly records: number
  /** Objects whose bytes were not in the bag. */
  readonly absent: number
}
