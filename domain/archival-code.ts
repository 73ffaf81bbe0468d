/**
 * The archival code (档号, DA/T 13): the printed reference of a file or an item. `·` joins the parts inside the class block, `-`
 * joins the blocks: `<fonds>-<category>·<levels>·<year>·<period>·<unit>-<number>[-<number in it>]`. One text has one reading: what
 * would parse into something else than it was made from is refused.
 */

/** Categories (门类) of DA/T 13-2022. */
export const CODE_CATEGORIES = [
  'WS',
  'KJ',
  'RS',
  'KU',
  'ZY',
  'ZP',
  'LY',
  'LX',
  'SJ',
  'YJ',
  'WY',
  'MT',
  'SW',
] as const
export type CodeCategory = (typeof CODE_CATEGORIES)[number]

export function codeCategory(text: string | undefined): CodeCategory | undefined {
  return CODE_CATEGORIES.find((one) => one === text)
}

export type CodePeriod = { readonly kind: 'permanent' } | { readonly kind: 'years'; readonly years: number }

/** The class block. Period and unit stand only behind a year. */
export type ClassBlock = {
  readonly kind: 'class'
  readonly category: CodeCategory
  /** Up to four levels of the classification scheme, such as insurance and business step. */
  readonly levels: readonly string[]
  readonly year?: number
  readonly period?: CodePeriod
  /** Unit or subject (机构、问题): a code or a short name. */
  readonly unit?: string
}

/** The older form, where a catalogue number (目录号) stands in the place of the class. */
export type CatalogueBlock = { readonly kind: 'catalogue'; readonly catalogue: string }

/** Fonds and class block: within it numbers run without gap or double. */
export type CodeBlock = { readonly fonds: string; readonly block: ClassBlock | CatalogueBlock }

/** Numbers as printed, with their zeros: of the volume or the item, and of the item or page within the volume. */
export type ArchivalCode = CodeBlock & { readonly numbers: readonly [string] | readonly [string, string] }

export const CODE_FAULTS = [
  'archival-code.malformed',
  'archival-code.fonds',
  'archival-code.category',
  'archival-code.levels',
  'archival-code.year',
  'archival-code.period',
  'archival-code.unit',
  'archival-code.number',
  'archival-code.number-too-wide',
  'archival-code.ambiguous',
] as const
export type CodeRefusal = {
  readonly kind: 'refused'
  readonly code: (typeof CODE_FAULTS)[number]
  readonly part: string
}

export type ParsedCode = { readonly kind: 'ok'; readonly code: ArchivalCode } | CodeRefusal
export type PrintedCode = { readonly kind: 'ok'; readonly text: string } | CodeRefusal
export type PrintedBlock = { readonly kind: 'ok'; readonly block: string } | CodeRefusal

/** Digits of the number of a file or of an item filed by itself, and of an item inside a file (regulations 3.5: this bureau's proposal). */
export const NUMBER_WIDTH = 4
export const ITEM_IN_FILE_WIDTH = 3

const FONDS = /^[A-Z]\d{3}$/
const LEVEL = /^[A-Z0-9]{1,8}$/
const YEAR = /^(?:19|20|21|22)\d{2}$/
const PERIOD = /^(?:Y|D[1-9]\d{0,2})$/
const UNIT = /^[\p{Script=Han}A-Z0-9]{1,20}$/u
const NUMBER = /^\d{2,7}$/
const MOST_LEVELS = 4

export function parseArchivalCode(text: string): ParsedCode {
  const [fonds, blockText, first, second, ...rest] = text.split('-')
  if (fonds === undefined || blockText === undefined || first === undefined || rest.length > 0) {
    return refused('archival-code.malformed', text)
  }
  if (!FONDS.test(fonds)) return refused('archival-code.fonds', fonds)
  const parsed = parseBlock(blockText)
  if (parsed.kind === 'refused') return parsed
  const wrong = [first, second].find((number) => number !== undefined && !isNumber(number))
  if (wrong !== undefined) return refused('archival-code.number', wrong)
  const numbers: ArchivalCode['numbers'] = second === undefined ? [first] : [first, second]
  return { kind: 'ok', code: { fonds, block: parsed.block, numbers } }
}

/** The printed code; refused if any part is out of shape, or the text would be read back as something else. */
export function formatArchivalCode(code: ArchivalCode): PrintedCode {
  const text = [code.fonds, textOf(code.block), ...code.numbers].join('-')
  const parsed = parseArchivalCode(text)
  if (parsed.kind === 'refused') return parsed
  return isSameCode(parsed.code, code) ? { kind: 'ok', text } : refused('archival-code.ambiguous', text)
}

/** The key of the number counter: fonds and class block as they are printed. */
export function codeBlockOf(of: CodeBlock): PrintedBlock {
  const printed = formatArchivalCode({ ...of, numbers: ['01'] })
  if (printed.kind === 'refused') return printed
  return { kind: 'ok', block: `${of.fonds}-${textOf(of.block)}` }
}

/**
 * The code of one number in a block, zero padded to `width` digits. A number that has outgrown the width is refused: it would
 * no longer sort with its neighbours, so the width is a decision of the archives office.
 */
export function numbered(block: string, number: number, width: number): PrintedCode {
  if (!Number.isInteger(number) || number < 1) return refused('archival-code.number', String(number))
  const digits = String(number)
  if (digits.length > width) return refused('archival-code.number-too-wide', digits)
  const text = `${block}-${digits.padStart(width, '0')}`
  const parsed = parseArchivalCode(text)
  if (parsed.kind === 'refused') return parsed
  return parsed.code.numbers.length === 1 ? { kind: 'ok', text } : refused('archival-code.malformed', text)
}

/** The code of an item inside a volume (卷内件号): items are numbered in their order. */
export function numberedInside(volume: string, number: number, width: number): PrintedCode {
  const parsed = parseArchivalCode(volume)
  if (parsed.kind === 'refused') return parsed
  const [outer, inner] = parsed.code.numbers
  if (inner !== undefined) return refused('archival-code.malformed', volume)
  const own = numbered(volume.slice(0, volume.length - outer.length - 1), number, width)
  if (own.kind === 'refused') return own
  return formatArchivalCode({ ...parsed.code, numbers: [outer, String(number).padStart(width, '0')] })
}

type ParsedBlock = { readonly kind: 'ok'; readonly block: ClassBlock | CatalogueBlock } | CodeRefusal

function parseBlock(text: string): ParsedBlock {
  if (isNumber(text)) return { kind: 'ok', block: { kind: 'catalogue', catalogue: text } }
  const [category, ...parts] = text.split('·')
  const known = codeCategory(category)
  if (known === undefined) return refused('archival-code.category', category ?? text)
  const yearAt = parts.findIndex((part) => YEAR.test(part))
  const levels = yearAt < 0 ? parts : parts.slice(0, yearAt)
  if (levels.length > MOST_LEVELS) return refused('archival-code.levels', text)
  const wrongLevel = levels.find((level) => !LEVEL.test(level) || PERIOD.test(level))
  if (wrongLevel !== undefined) return refused('archival-code.levels', wrongLevel)
  if (yearAt < 0) return { kind: 'ok', block: { kind: 'class', category: known, levels } }
  const tail = parseTail(parts.slice(yearAt + 1))
  if (tail.kind === 'refused') return tail
  const year = Number(parts[yearAt])
  return { kind: 'ok', block: { kind: 'class', category: known, levels, year, ...tail.tail } }
}

type ParsedTail = { readonly kind: 'ok'; readonly tail: Pick<ClassBlock, 'period' | 'unit'> } | CodeRefusal

/** What stands behind the year: a period, a unit, or both in this order. */
function parseTail(parts: readonly string[]): ParsedTail {
  const [first, second, ...rest] = parts
  if (rest.length > 0) return refused('archival-code.malformed', parts.join('·'))
  if (first === undefined) return { kind: 'ok', tail: {} }
  const period = periodOf(first)
  const unit = period === undefined ? first : second
  if (period === undefined && second !== undefined) return refused('archival-code.period', first)
  if (unit !== undefined && (!UNIT.test(unit) || PERIOD.test(unit)))
    return refused('archival-code.unit', unit)
  return {
    kind: 'ok',
    tail: { ...(period === undefined ? {} : { period }), ...(unit === undefined ? {} : { unit }) },
  }
}

function periodOf(text: string): CodePeriod | undefined {
  if (!PERIOD.test(text)) return undefined
  return text === 'Y' ? { kind: 'permanent' } : { kind: 'years', years: Number(text.slice(1)) }
}

function textOf(block: ClassBlock | CatalogueBlock): string {
  if (block.kind === 'catalogue') return block.catalogue
  const { category, levels, year, period, unit } = block
  return [
    category,
    ...levels,
    ...(year === undefined ? [] : [String(year)]),
    ...(period === undefined ? [] : [period.kind === 'permanent' ? 'Y' : `D${period.years}`]),
    ...(unit === undefined ? [] : [unit]),
  ].join('·')
}

function isSameCode(a: ArchivalCode, b: ArchivalCode): boolean {
  return JSON.stringify(inOrder(a)) === JSON.stringify(inOrder(b))
}

/** Every part in a fixed order, so that two codes are compared by what they hold and not by how they were written down. */
function inOrder({ fonds, block, numbers }: ArchivalCode): readonly unknown[] {
  if (block.kind === 'catalogue') return [fonds, block.catalogue, numbers]
  const { category, levels, year, period, unit } = block
  const years = period?.kind === 'years' ? period.years : (period?.kind ?? null)
  return [fonds, category, levels, year ?? null, years, unit ?? null, numbers]
}

/** Two digits at least, and not zero: numbers begin at one. */
function isNumber(text: string): boolean {
  return NUMBER.test(text) && Number(text) > 0
}

function refused(code: CodeRefusal['code'], part: string): CodeRefusal {
  return { kind: 'refused', code, part }
}
