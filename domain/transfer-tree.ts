/**
 * The payload of a package by DA/T 93-2022 annex B (regulations 5.3): a readme, a catalogue with its schema, and a folder per
 * archival code with metadata and contents. Pure text; the bytes of the contents are the caller's.
 */
import type { PlainDate } from './dates.ts'
import type { Carrier, Grade, Level, ObjectRole } from './vocabulary.ts'

export interface SentObject {
  readonly id: string
  readonly role: ObjectRole
  readonly originalName: string | null
  readonly mediaType: string
  readonly formatName: string | null
  readonly sizeBytes: number
  readonly sha256: string
  readonly pages: number | null
}

/** One field of a record's metadata, by its name. */
export interface SentMetadata {
  /** `M1` to `M88` of DA/T 46, or form and field of the bureau's own. */
  readonly id: string
  readonly name: string
  readonly values: readonly string[]
}

export interface SentRecord {
  readonly archivalCode: string
  readonly level: Level
  /** The contents list of a volume, in its order; of a record by itself there is none. */
  readonly items: readonly { readonly formedOn: PlainDate }[]
  readonly title: string
  readonly classCode: string
  /** 责任者: the unit that formed it. */
  readonly creator: string
  readonly formedOn: PlainDate
  /** Years, or null for permanent. */
  readonly periodYears: number | null
  readonly grade: Grade
  readonly openingState: 'open' | 'controlled' | null
  readonly carrier: Carrier
  readonly pages: number | null
  /** What was said of it beside the above. */
  readonly metadata: readonly SentMetadata[]
  readonly objects: readonly SentObject[]
  /** What was done with it, oldest first. */
  readonly history: readonly { readonly what: string; readonly at: string; readonly by: string }[]
}

export interface SentBatch {
  readonly number: string
  readonly fondsCode: string
  readonly sender: string
  readonly title: string
  readonly receiver: string
  readonly packagedOn: string
  readonly records: readonly SentRecord[]
}

export const GRADE_NAMES = { public: '公开', internal: '内部', restricted: '受限' } as const
/** What a file of a package is there for; a file made by the archive has no name of its own. */
const USE_NAMES: { readonly [R in ObjectRole]?: string } & { readonly content: string } = {
  content: '档案内容',
  'dual-layer': '可检索副本（双层 PDF/A）',
  'public-variant': '公开版',
}
const CARRIER_NAMES = { paper: '纸质', electronic: '电子', both: '纸质、电子' } as const
export const OPENING_NAMES = { open: '开放', controlled: '控制' } as const

/** 保管期限 as it is written in a catalogue. */
export function periodName(years: number | null): string {
  return years === null ? '永久' : `${years}年`
}

/** A name that every file system keeps as it is. */
export function safeSegment(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/[/\\:*?"<>|\u0000-\u001F\u007F]/gu, '_')
    .replace(/^\.+/, '_')
}

export function recordFolder(batch: SentBatch, record: SentRecord): string {
  return [batch.fondsCode, record.classCode, record.archivalCode].map(safeSegment).join('/')
}

export function metadataPath(batch: SentBatch, record: SentRecord): string {
  return `${recordFolder(batch, record)}/电子档案元数据.XML`
}

/** Named from the archival code and a serial number (DA/T 31: names come from the 档号). */
export function contentPath(batch: SentBatch, record: SentRecord, index: number): string {
  const object = record.objects[index]
  if (object === undefined) throw new RangeError(`${record.archivalCode} has no object ${index}`)
  const serial = String(index + 1).padStart(4, '0')
  return `${recordFolder(batch, record)}/${safeSegment(record.archivalCode)}-${serial}${extensionOf(object)}`
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  'application/pdf': '.pdf',
  'image/tiff': '.tif',
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'text/plain': '.txt',
  'application/ofd': '.ofd',
  'application/xml': '.xml',
}

function extensionOf({ mediaType, originalName }: SentObject): string {
  const own = /\.[A-Za-z0-9]{1,8}$/.exec(originalName ?? '')?.[0]
  return EXTENSIONS[mediaType] ?? own?.toLowerCase() ?? '.bin'
}

/** The keys that the readme must have. */
export const README_KEYS = ['移交单位', '内容描述', '起止档号', '档案数量', '软硬件环境'] as const

/** 说明文件: one `字段：值` per line. */
export function readmeText(batch: SentBatch): string {
  const codes = batch.records.map(({ archivalCode }) => archivalCode).sort()
  const files = batch.records.reduce((sum, { objects }) => sum + objects.length, 0)
  const lines: readonly (readonly [string, string])[] = [
    ['移交单位', batch.sender],
    ['接收单位', batch.receiver],
    ['批次号', batch.number],
    ['内容描述', batch.title],
    ['起止档号', `${codes[0] ?? ''} 至 ${codes.at(-1) ?? ''}`],
    ['档案数量', `${batch.records.length} 件，${files} 个文件`],
    ['软硬件环境', 'UTF-8；BagIt 1.0（RFC 8493）；PDF、TIFF 通用浏览器'],
    ['制作日期', batch.packagedOn],
  ]
  return lines.map(([key, value]) => `${key}：${value.replaceAll(/[\r\n]+/g, ' ')}\n`).join('')
}

function escaped(text: string): string {
  return text
    .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

function element(name: string, value: string | number | null): string {
  return `    <${name}>${escaped(value === null ? '' : String(value))}</${name}>\n`
}

/** An element of what there is; nothing where there is nothing to say. */
const known = (name: string, value: string | number | null): readonly string[] =>
  value === null ? [] : [element(name, value)]

const XML = '<?xml version="1.0" encoding="UTF-8"?>\n'

export const CATALOGUE_COLUMNS = [
  '顺序号',
  '档号',
  '责任者',
  '题名',
  '日期',
  '保管期限',
  '密级',
  '页数',
  '备注',
] as const

/** 目录文件: a row for each folder, and a folder for each row. */
export function catalogueXml({ records }: SentBatch): string {
  const rows = records.map((record, index) => {
    const values = [
      index + 1,
      record.archivalCode,
      record.creator,
      record.title,
      record.formedOn,
      periodName(record.periodYears),
      GRADE_NAMES[record.grade],
      record.pages,
      record.carrier === 'electronic' ? '' : `载体：${CARRIER_NAMES[record.carrier]}`,
    ]
    const cells = CATALOGUE_COLUMNS.map((column, at) => element(column, values[at] ?? null))
    return `  <文件>\n${cells.join('')}  </文件>\n`
  })
  return `${XML}<文件目录>\n${rows.join('')}</文件目录>\n`
}

/** The schema of the catalogue, which goes along in 其他. */
export function catalogueSchema(): string {
  const cells = CATALOGUE_COLUMNS.map((column) => `        <xs:element name="${column}" type="xs:string"/>\n`)
  return `${XML}<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:element name="文件目录"><xs:complexType><xs:sequence>
    <xs:element name="文件" maxOccurs="unbounded"><xs:complexType><xs:sequence>
${cells.join('')}    </xs:sequence></xs:complexType></xs:element>
  </xs:sequence></xs:complexType></xs:element>
</xs:schema>
`
}

/** Elements of a record's metadata that must not be empty. */
export const REQUIRED_METADATA = [
  '档号',
  '题名',
  '责任者',
  '日期',
  '保管期限',
  '密级',
  '类别号',
  '载体',
] as const

/** M32 责任者 of DA/T 46: where somebody said it, it is not the unit that formed the record. */
const AUTHOR = 'M32'
/** Elements have a name that XML can bear, and their place in the description; fields of forms stand apart. */
const ELEMENT = /^M\d+$/

/** 电子档案元数据 of one record: description, its files with digests, and what was done with it. */
export function metadataXml(batch: SentBatch, record: SentRecord): string {
  const described = [
    element('档号', record.archivalCode),
    element('全宗号', batch.fondsCode),
    element('类别号', record.classCode),
    element('题名', record.title),
    element('责任者', record.metadata.find(({ id }) => id === AUTHOR)?.values.join('、') ?? record.creator),
    element('日期', record.formedOn),
    element('保管期限', periodName(record.periodYears)),
    element('密级', GRADE_NAMES[record.grade]),
    element('开放状态', record.openingState === null ? '' : OPENING_NAMES[record.openingState]),
    element('载体', CARRIER_NAMES[record.carrier]),
    element('页数', record.pages),
    ...record.metadata
      .filter(({ id }) => ELEMENT.test(id) && id !== AUTHOR)
      .flatMap(({ name, values }) => values.map((value) => element(name, value))),
  ]
  const own = record.metadata
    .filter(({ id }) => !ELEMENT.test(id))
    .map(
      ({ id, name, values }) =>
        `  <业务元数据>\n${element('标识', id)}${element('名称', name)}${values.map((value) => element('值', value)).join('')}  </业务元数据>\n`,
    )
  const files = record.objects.map((object, index) => {
    const name = contentPath(batch, record, index).split('/').at(-1) ?? ''
    const facts = [
      element('计算机文件名', name),
      element('用途', USE_NAMES[object.role] ?? USE_NAMES.content),
      ...known('原文件名', object.originalName),
      element('格式', object.formatName ?? object.mediaType),
      element('字节数', object.sizeBytes),
      ...known('页数', object.pages),
      element('SHA-256', object.sha256),
    ]
    return `  <数字对象>\n${facts.join('')}  </数字对象>\n`
  })
  const acts = record.history.map(
    ({ what, at, by }) =>
      `  <业务行为>\n${element('行为', what)}${element('时间', at)}${element('责任人', by)}  </业务行为>\n`,
  )
  return `${XML}<电子档案元数据>\n  <著录>\n${described.join('')}  </著录>\n${own.join('')}${files.join('')}${acts.join('')}</电子档案元数据>\n`
}
