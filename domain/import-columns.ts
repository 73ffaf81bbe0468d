/** What a table of a backlog may say of each record, and under which headers it is found. */

/** Fields in the order in which a mapping shows them. */
export const IMPORT_FIELDS = [
  'title',
  'archivalCode',
  'classCode',
  'formedOn',
  'eventOn',
  'person',
  'unit',
  'reference',
  'pages',
  'grade',
  'carrier',
  'cell',
  'content',
] as const
export type ImportField = (typeof IMPORT_FIELDS)[number]

/** Without these a record cannot be; class and unit may come from the import's own defaults. */
export const REQUIRED_FIELDS = ['title', 'formedOn'] as const satisfies readonly ImportField[]

/** Field to the place of its column, from 0. A field that no column holds is absent. */
export type ImportMapping = { readonly [F in ImportField]?: number }

/** Headers by which a column is known, as they are printed on the bureau's own lists; compared without blanks, marks and case. */
const HEADERS: Readonly<Record<ImportField, readonly string[]>> = {
  title: ['题名', '案卷题名', '标题', '名称', 'title', 'name of file'],
  archivalCode: ['档号', '档案号', 'archival code', 'reference code', 'code'],
  classCode: ['类别代码', '类别', '分类号', '类目', '门类', 'class', 'class code'],
  formedOn: ['形成日期', '形成时间', '日期', '文件日期', 'formed on', 'date', 'date of formation'],
  eventOn: [
    '死亡日期',
    '去世日期',
    '结案日期',
    '事件日期',
    'event date',
    'event on',
    'date of death',
    'died on',
  ],
  person: ['姓名', '人员姓名', '当事人', 'person', 'person name', 'name'],
  unit: ['形成单位', '科室', '单位', '立档单位', 'unit', 'forming unit'],
  reference: ['原编号', '业务编号', '人员编号', '源编号', 'reference', 'source reference', 'number'],
  pages: ['页数', '张数', '总页数', 'pages', 'page count'],
  grade: ['密级', '控制等级', 'grade', 'access grade'],
  carrier: ['载体', '载体类型', 'carrier'],
  cell: ['架位', '架位号', '架位条码', '库位', '存放架位', 'cell', 'shelf cell', 'barcode of the cell'],
  content: ['文件', '文件名', '电子文件', '原文', 'content', 'file', 'files', 'file name'],
}

/** Which columns the headers speak of: the first column that fits a field is taken, and no column twice. */
export function suggestedMapping(headers: readonly string[]): ImportMapping {
  const known = headers.map(foldHeader)
  const mapping: Partial<Record<ImportField, number>> = {}
  for (const field of IMPORT_FIELDS) {
    const names = HEADERS[field].map(foldHeader)
    const taken = Object.values(mapping)
    const at = known.findIndex((header, index) => names.includes(header) && !taken.includes(index))
    if (at >= 0) mapping[field] = at
  }
  return mapping
}

/** What the columns of an earlier table were said to mean. */
export interface EarlierMapping {
  readonly headers: readonly string[]
  readonly mapping: ImportMapping
}

/**
 * What persons said of such columns before, newest first: a table with the very headers of an earlier one is mapped as that one was; of
 * others each column means what a column of its name last meant, and only the rest is guessed.
 */
export function rememberedMapping(
  headers: readonly string[],
  earlier: readonly EarlierMapping[],
): { readonly mapping: ImportMapping; readonly from: 'same-headers' | 'some-headers' | 'headers-alone' } {
  const known = headers.map(foldHeader)
  const same = earlier.find(
    (table) =>
      table.headers.length === headers.length &&
      table.headers.every((header, index) => foldHeader(header) === known[index]),
  )
  if (same !== undefined) return { mapping: same.mapping, from: 'same-headers' }
  const mapping: Partial<Record<ImportField, number>> = {}
  for (const [index, header] of known.entries()) {
    const field = fieldOnceCalled(header, earlier)
    if (field !== undefined && mapping[field] === undefined) mapping[field] = index
  }
  const isKnown = Object.keys(mapping).length > 0
  const taken = Object.values(mapping)
  const guessed = suggestedMapping(headers)
  for (const field of IMPORT_FIELDS) {
    const column = guessed[field]
    if (mapping[field] === undefined && column !== undefined && !taken.includes(column))
      mapping[field] = column
  }
  return { mapping, from: isKnown ? 'some-headers' : 'headers-alone' }
}

function fieldOnceCalled(header: string, earlier: readonly EarlierMapping[]): ImportField | undefined {
  for (const table of earlier) {
    const column = table.headers.findIndex((one) => foldHeader(one) === header)
    if (column >= 0) return IMPORT_FIELDS.find((field) => table.mapping[field] === column)
  }
  return undefined
}

export type MappingFault =
  | { readonly code: 'import.mapping-missing'; readonly fields: readonly ImportField[] }
  | { readonly code: 'import.mapping-twice'; readonly columns: readonly number[] }
  | { readonly code: 'import.mapping-beyond'; readonly fields: readonly ImportField[] }

/** What keeps a mapping from being used: a field without a column, one column for two fields, a column that is not there. */
export function mappingFaultsOf(
  mapping: ImportMapping,
  table: { readonly columns: number; readonly hasDefaultClass: boolean },
): readonly MappingFault[] {
  const required: readonly ImportField[] = table.hasDefaultClass
    ? REQUIRED_FIELDS
    : [...REQUIRED_FIELDS, 'classCode']
  const missing = required.filter((field) => mapping[field] === undefined)
  const beyond = IMPORT_FIELDS.filter((field) => (mapping[field] ?? 0) >= table.columns)
  const columns = Object.values(mapping)
  const twice = columns.filter((column, index) => columns.indexOf(column) !== index)
  return [
    ...(missing.length > 0 ? [{ code: 'import.mapping-missing', fields: missing } as const] : []),
    ...(twice.length > 0 ? [{ code: 'import.mapping-twice', columns: twice } as const] : []),
    ...(beyond.length > 0 ? [{ code: 'import.mapping-beyond', fields: beyond } as const] : []),
  ]
}

function foldHeader(header: string): string {
  return header
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s\p{P}\p{S}]/gu, '')
}
