/**
 * One row of a backlog's table, checked and brought into the words of the archive. Pure: cells and what is known of the archive in, a
 * row or its faults out. What only the whole table or the database can tell (doubles) is asked elsewhere.
 */
import type { Reference } from './acts/act.ts'
import { causeOf } from './acts/dating.ts'
import { eligibilityToday } from './acts/place.ts'
import { ruleOf } from './acts/record-effects.ts'
import { parseArchivalCode } from './archival-code.ts'
import { addDays, FIRST_YEAR, isPlainDate, LAST_YEAR, plainDate, type PlainDate } from './dates.ts'
import { MOST_PAGES } from './form-fields.ts'
import { IMPORT_FIELDS, type ImportField, type ImportMapping } from './import-columns.ts'
import type { ImportFaultCode, RowFault } from './import-faults.ts'
import { CARRIERS, type Carrier, type Grade } from './vocabulary.ts'
import type { ImportFormat } from './vocabulary/import.ts'
import { startsAwaited } from './starts.ts'
import { secretMarkIn } from './state/secrets.ts'

/** A row that can become a record. */
export interface ImportRow {
  readonly title: string
  /** The code that stands on the thing already; null: the archive allots one by the rule of the class. */
  readonly archivalCode: string | null
  readonly classCode: string
  readonly formedOn: PlainDate
  /** Of the event that starts the clock of the class; null while it has not come. */
  readonly eventOn: PlainDate | null
  readonly person: string | null
  readonly unitId: string
  readonly reference: string | null
  readonly pages: number | null
  readonly grade: Grade
  readonly carrier: Carrier
  /** Names of files that were handed in with the table. */
  readonly contents: readonly string[]
  /** Barcode of the cell in which the paper stands; null, and absent of a row that was checked before cells were asked for: not said. */
  readonly cell?: string | null
}

/** What holds for rows that say nothing themselves. */
export interface ImportDefaults {
  readonly unitId: string
  readonly classCode: string | null
  readonly grade: Grade
  readonly carrier: Carrier
}

export interface ImportContext {
  readonly format: ImportFormat
  readonly mapping: ImportMapping
  readonly columns: number
  readonly defaults: ImportDefaults
  readonly today: PlainDate
  readonly fondsCode: string
  readonly reference: Reference
  /** Names and ids of the units of the fonds to their ids. */
  readonly units: ReadonlyMap<string, string>
  /** Names of files that came with the table. */
  readonly files: ReadonlySet<string>
  /** Free places of the cells of the shelves, by barcode. Whether rows before have taken them is asked over the whole table. */
  readonly cells: ReadonlyMap<string, number>
  /** Families of classes that whoever brings the table in is granted; null: every one, as for an operator's machine. */
  readonly families: ReadonlySet<string> | null
}

export type CheckedRow =
  | { readonly kind: 'row'; readonly row: ImportRow }
  | {
      readonly kind: 'faulty'
      readonly faults: readonly RowFault[]
      /** What doubles are looked for by, where those cells themselves are without fault. */
      readonly archivalCode: string | null
      readonly reference: string | null
      /** By what the import is seen; null where the row names no class that is known. */
      readonly classCode: string | null
    }

/** Longest texts, in characters: as the forms of the screens have them. A longer one is a slip of the columns. */
export const MOST_CHARACTERS = {
  title: 200,
  archivalCode: 100,
  person: 100,
  reference: 100,
  content: 2_000,
} as const
const MOST_OF_OTHERS = 100

export function checkRow(cells: readonly string[], context: ImportContext): CheckedRow {
  if (cells.length !== context.columns)
    return {
      kind: 'faulty',
      faults: [{ field: null, code: 'import.row-width' }],
      archivalCode: null,
      reference: null,
      classCode: null,
    }
  const said = (field: ImportField): string => {
    const at = context.mapping[field]
    return at === undefined ? '' : (cells[at] ?? '').normalize('NFC').trim()
  }
  const faults: RowFault[] = IMPORT_FIELDS.flatMap((field) => textFaults(field, said(field)))
  const faulty = new Set(faults.map(({ field }) => field))
  const fault = (field: ImportField, code: ImportFaultCode, detail?: RowFault['detail']): undefined => {
    if (!faulty.has(field)) faults.push({ field, code, ...(detail === undefined ? {} : { detail }) })
    return undefined
  }
  const read: Reading = { said, fault, context }
  const row = rowOf(read)
  if (faults.length === 0 && row !== undefined) return { kind: 'row', row }
  const clean = (field: 'archivalCode' | 'reference'): string | null =>
    said(field) === '' || faults.some((one) => one.field === field) ? null : said(field)
  return {
    kind: 'faulty',
    faults,
    archivalCode: clean('archivalCode'),
    reference: clean('reference'),
    classCode: classNamed(said('classCode'), context)?.code ?? null,
  }
}

interface Reading {
  readonly said: (field: ImportField) => string
  /** Notes a fault, unless the cell has one already, and answers nothing. */
  readonly fault: (field: ImportField, code: ImportFaultCode, detail?: RowFault['detail']) => undefined
  readonly context: ImportContext
}

function rowOf(read: Reading): ImportRow | undefined {
  const { said, fault, context } = read
  const title = said('title') === '' ? fault('title', 'import.cell-missing') : said('title')
  const classCode = classOf(read)
  const formedOn =
    dateIn(read, 'formedOn') ??
    (said('formedOn') === '' ? fault('formedOn', 'import.cell-missing') : undefined)
  const eventOn = eventOf(read, { classCode, formedOn })
  const archivalCode = codeOf(read, classCode)
  const unitId = said('unit') === '' ? context.defaults.unitId : context.units.get(said('unit'))
  if (unitId === undefined) fault('unit', 'import.unit-unknown')
  const pages = pagesOf(read)
  const grade = gradeOf(read)
  const carrier = carrierOf(read)
  const contents = contentsOf(read)
  const cell = cellOf(read, carrier)
  if (carrier === 'electronic' && contents.length === 0 && context.files.size > 0)
    fault('content', 'import.content-missing')
  if (title === undefined || classCode === undefined || formedOn === undefined || unitId === undefined)
    return undefined
  if (grade === undefined || carrier === undefined) return undefined
  if (!isDatable(context, { classCode, formedOn, triggeredOn: eventOn }))
    fault('classCode', 'import.undatable')
  const person = said('person') === '' ? null : said('person')
  const reference = said('reference') === '' ? null : said('reference')
  return {
    title,
    archivalCode,
    classCode,
    formedOn,
    eventOn,
    person,
    unitId,
    reference,
    pages,
    grade,
    carrier,
    contents,
    cell,
  }
}

/** Where the paper stands; null where the row does not say, and then it is put away later. */
function cellOf({ said, fault, context }: Reading, carrier: Carrier | undefined): string | null {
  const barcode = said('cell')
  if (barcode === '') return null
  if (carrier === 'electronic') fault('cell', 'import.cell-without-paper')
  if (!context.cells.has(barcode)) fault('cell', 'import.cell-unknown')
  return barcode
}

/** What no rule can date would be an incident from its first day. */
function isDatable(
  { reference, today }: ImportContext,
  dated: { readonly classCode: string; readonly formedOn: PlainDate; readonly triggeredOn: PlainDate | null },
): boolean {
  const rule = ruleOf({ reference }, { classCode: dated.classCode, scheduleVersionId: null })
  if (rule.kind === 'refused') return false
  return (
    causeOf(
      eligibilityToday(
        { today },
        { ...dated, starts: null, extendedYears: null, manualEndsOn: null, ownRule: null },
        rule.rules,
      ),
    ) === undefined
  )
}

/** NUL and its kind, tabs and line ends excepted: those are the table's business, and are blanks here. */
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/u
/** Marks and overrides of direction, and other characters that nobody sees. */
const DIRECTION = /[\u061C\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/u
/** Stands where a decoder could make nothing of the bytes, or half of a character was left. */
const UNREADABLE = /\uFFFD|\p{Cs}/u
/** What a spreadsheet program takes for the beginning of a formula, full-width forms included. */
const FORMULA = /^[=+\-@＝＋－＠]/u

function textFaults(field: ImportField, text: string): readonly RowFault[] {
  if (text === '') return []
  if (CONTROL.test(text)) return [{ field, code: 'import.control-character' }]
  if (DIRECTION.test(text)) return [{ field, code: 'import.direction-mark' }]
  if (UNREADABLE.test(text)) return [{ field, code: 'import.unreadable-character' }]
  if (FORMULA.test(text)) return [{ field, code: 'import.formula' }]
  if (secretMarkIn(text) !== undefined) return [{ field, code: 'import.state-secret' }]
  const most =
    field in MOST_CHARACTERS ? MOST_CHARACTERS[field as keyof typeof MOST_CHARACTERS] : MOST_OF_OTHERS
  // By characters and not by UTF-16 units: rare Han beyond the first plane count once.
  return text.length > most && Array.from(text).length > most
    ? [{ field, code: 'import.cell-too-long', detail: { most } }]
    : []
}

function classOf({ said, fault, context }: Reading): string | undefined {
  if (said('classCode') === '' && context.defaults.classCode === null)
    return fault('classCode', 'import.cell-missing')
  const known = classNamed(said('classCode'), context)
  if (known === undefined) return fault('classCode', 'import.class-unknown')
  const { code, family } = known
  const { families } = context
  if (families !== null && !families.has(family)) return fault('classCode', 'import.class-not-granted')
  const rule = ruleOf({ reference: context.reference }, { classCode: code, scheduleVersionId: null })
  return known.isActive && rule.kind === 'rule' ? code : fault('classCode', 'import.class-inactive')
}

function classNamed(said: string, { defaults, reference }: ImportContext) {
  const code = said === '' ? defaults.classCode : said.toUpperCase()
  return code === null ? undefined : reference.recordClass(code)
}

const DATE_FORMS = [
  /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]00:00(?::00)?(?:\.0+)?)?$/,
  /^(\d{4})(\d{2})(\d{2})$/,
  /^(\d{4})年(\d{1,2})月(\d{1,2})日$/,
]
/** A spreadsheet counts days; its 61 is 1 March 1900, the first day on which all programs agree. */
const SERIAL = /^(\d{2,6})(?:\.\d+)?$/
const FIRST_AGREED = 61

function dateIn({ said, fault, context }: Reading, field: 'formedOn' | 'eventOn'): PlainDate | undefined {
  const text = said(field)
  if (text === '') return undefined
  const serial = context.format === 'xlsx' ? SERIAL.exec(text)?.[1] : undefined
  const date = serial === undefined ? writtenDate(text) : serialDate(Number(serial))
  if (date === undefined) return fault(field, 'import.date')
  if (date === 'out-of-range') return fault(field, 'import.date-range')
  return date > context.today ? fault(field, 'import.date-future') : date
}

function writtenDate(text: string): PlainDate | 'out-of-range' | undefined {
  const [, year = '', month = '', day = ''] =
    DATE_FORMS.map((form) => form.exec(text)).find((match) => match !== null) ?? []
  if (year === '') return undefined
  if (Number(year) < FIRST_YEAR || Number(year) > LAST_YEAR) return 'out-of-range'
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isPlainDate(date) ? date : undefined
}

function serialDate(days: number): PlainDate | 'out-of-range' | undefined {
  const last = 365 * (LAST_YEAR - FIRST_YEAR)
  return days < FIRST_AGREED || days > last
    ? 'out-of-range'
    : addDays(plainDate('1900-03-01'), days - FIRST_AGREED)
}

function eventOf(
  read: Reading,
  {
    classCode,
    formedOn,
  }: { readonly classCode: string | undefined; readonly formedOn: PlainDate | undefined },
): PlainDate | null {
  const eventOn = dateIn(read, 'eventOn') ?? null
  if (eventOn === null || classCode === undefined) return null
  const rule = ruleOf({ reference: read.context.reference }, { classCode, scheduleVersionId: null })
  if (rule.kind === 'rule' && startsAwaited(rule.rules).length === 0)
    read.fault('eventOn', 'import.event-not-foreseen')
  if (formedOn !== undefined && eventOn < formedOn) read.fault('eventOn', 'import.event-before')
  return eventOn
}

function codeOf({ said, fault, context }: Reading, classCode: string | undefined): string | null {
  const text = said('archivalCode')
  if (text === '') {
    const hasRule = classCode === undefined || context.reference.recordClass(classCode)?.codeParts !== null
    if (!hasRule) fault('archivalCode', 'import.class-without-code')
    return null
  }
  const parsed = parseArchivalCode(text)
  if (parsed.kind === 'refused')
    fault('archivalCode', 'import.code-malformed', { part: parsed.code.replace('archival-code.', '') })
  else if (parsed.code.fonds !== context.fondsCode)
    fault('archivalCode', 'import.code-fonds', { fonds: context.fondsCode })
  return text
}

function pagesOf({ said, fault }: Reading): number | null {
  const text = said('pages')
  if (text === '') return null
  if (!/^\d{1,6}(?:\.0+)?$/.test(text) || Number(text) > MOST_PAGES)
    fault('pages', 'import.pages', { most: MOST_PAGES })
  return Number(text)
}

const GRADE_WORDS: Readonly<Record<string, Grade>> = {
  公开: 'public',
  内部: 'internal',
  控制: 'restricted',
  受限: 'restricted',
  public: 'public',
  internal: 'internal',
  restricted: 'restricted',
}
const CARRIER_WORDS: Readonly<Record<string, Carrier>> = {
  纸质: 'paper',
  纸: 'paper',
  电子: 'electronic',
  双套: 'both',
  ...Object.fromEntries(CARRIERS.map((carrier) => [carrier, carrier])),
}

function gradeOf({ said, fault, context }: Reading): Grade | undefined {
  const text = said('grade').toLowerCase()
  return text === '' ? context.defaults.grade : (wordIn(GRADE_WORDS, text) ?? fault('grade', 'import.grade'))
}

function carrierOf({ said, fault, context }: Reading): Carrier | undefined {
  const text = said('carrier').toLowerCase()
  return text === ''
    ? context.defaults.carrier
    : (wordIn(CARRIER_WORDS, text) ?? fault('carrier', 'import.carrier'))
}

function wordIn<T>(words: Readonly<Record<string, T>>, text: string): T | undefined {
  return Object.hasOwn(words, text) ? words[text] : undefined
}

/** Several files stand in one cell, with a semicolon between them. */
function contentsOf({ said, fault, context }: Reading): readonly string[] {
  const names = said('content')
    .split(/[;；|]/)
    .map((name) => name.trim())
    .filter((name) => name !== '')
  const unknown = names.find((name) => !context.files.has(name))
  if (unknown !== undefined) fault('content', 'import.content-unknown', { name: unknown })
  return names
}
