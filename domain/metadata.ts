/** Values of a record's metadata: checked against the scheme one by one, completed by the record's own facts. */
import { isPlainDate, yearOf, type PlainDate } from './dates.ts'
import { checkForm, type FormFault } from './forms.ts'
import {
  fieldsOf,
  mustHaveOf,
  type DerivedFact,
  type MetadataField,
  type MetadataScheme,
} from './metadata-scheme.ts'
import { hasIdentityForm } from './identity-number.ts'
import { GRADE_NAMES, OPENING_NAMES, periodName } from './transfer-tree.ts'
import type { RecordState } from './state.ts'
import { secretMarkIn } from './state/secrets.ts'

/** Texts by field; of a field that may not be repeated there is one. What nobody has said is not there. */
export type MetadataValues = Readonly<Record<string, readonly string[]>>

export const METADATA_FAULT_CODES = [
  'metadata.unknown-field',
  'metadata.derived',
  'metadata.not-repeatable',
  'metadata.too-many',
  'metadata.in-future',
  'metadata.malformed',
  'metadata.state-secret',
] as const

export interface MetadataFault {
  readonly field: string
  readonly code: (typeof METADATA_FAULT_CODES)[number] | FormFault['code']
}

export type CheckedMetadata =
  | { readonly kind: 'ok'; readonly values: MetadataValues }
  | { readonly kind: 'refused'; readonly faults: readonly MetadataFault[] }

/** As many values of one field as a person can read. */
const MOST_VALUES = 50

interface Given {
  readonly family: string
  readonly values: MetadataValues
  readonly today: PlainDate
}

/** The values as they may be stored, each trimmed and in NFC. Every fault is named. An empty list takes the field's values away. */
export function checkMetadata(scheme: MetadataScheme, { family, values, today }: Given): CheckedMetadata {
  const known = new Map(fieldsOf(scheme, family).map((field) => [field.id, field]))
  const faults: MetadataFault[] = []
  const checked: [string, readonly string[]][] = []
  for (const [id, texts] of Object.entries(values)) {
    const field = known.get(id)
    const result = field === undefined ? refused('metadata.unknown-field') : checkTexts(field, texts, today)
    if (result.kind === 'refused') faults.push({ field: id, code: result.code })
    else checked.push([id, result.texts])
  }
  return faults.length > 0 ? { kind: 'refused', faults } : { kind: 'ok', values: Object.fromEntries(checked) }
}

type CheckedTexts =
  | { readonly kind: 'texts'; readonly texts: readonly string[] }
  | { readonly kind: 'refused'; readonly code: MetadataFault['code'] }

function refused(code: MetadataFault['code']): CheckedTexts & { readonly kind: 'refused' } {
  return { kind: 'refused', code }
}

function checkTexts(field: MetadataField, texts: readonly string[], today: PlainDate): CheckedTexts {
  if (field.derived !== null) return refused('metadata.derived')
  const kept: string[] = []
  for (const text of texts.filter((one) => one.trim() !== '')) {
    const result = checkText(field, text, today)
    if (result.kind === 'refused') return result
    kept.push(...result.texts)
  }
  if (kept.length > 1 && !field.isRepeatable) return refused('metadata.not-repeatable')
  return kept.length > MOST_VALUES ? refused('metadata.too-many') : { kind: 'texts', texts: kept }
}

/** One value, by the one validator of forms and then by the field's own rule. */
function checkText(field: MetadataField, text: string, today: PlainDate): CheckedTexts {
  if (secretMarkIn(text) !== undefined || field.check === 'secrecy-period')
    return refused('metadata.state-secret')
  const { id, zh, en, kind, min, max, choices } = field
  const value = kind === 'integer' && /^\d{1,12}$/.test(text.trim()) ? Number(text.trim()) : text
  const form = checkForm(
    {
      id: 'metadata',
      title: { zh, en },
      fields: [
        {
          name: id,
          kind,
          zh,
          en,
          isRequired: true,
          ...(min === null ? {} : { min }),
          ...(max === null ? {} : { max }),
          ...(choices.length === 0 ? {} : { choices: choices.map((choice) => choice.value) }),
        },
      ],
    },
    { [id]: kind === 'date' || kind === 'choice' ? text.trim() : value },
  )
  if (form.kind === 'refused') return refused(form.faults[0]?.code ?? 'form.wrong-type')
  const stored = String(form.values[id])
  const fault = ownFault(field, stored, today)
  return fault === undefined ? { kind: 'texts', texts: [stored] } : refused(fault)
}

function ownFault(
  { check }: MetadataField,
  text: string,
  today: PlainDate,
): MetadataFault['code'] | undefined {
  switch (check) {
    case null:
    case 'secrecy-period':
      return undefined
    case 'not-after-today':
      return text > today ? 'metadata.in-future' : undefined
    case 'date-range':
      return rangeFault(text, today)
    case 'year-range':
      return /^(19|20|21|22)\d{2}(?:-(19|20|21|22)\d{2})?$/.test(text) && inOrder(text.split('-'))
        ? undefined
        : 'metadata.malformed'
    case 'year-month':
      return isPlainDate(`${text}-01`) ? undefined : 'metadata.malformed'
    case 'identity-number':
      return hasIdentityForm(text) ? undefined : 'metadata.malformed'
    case 'case-number':
      return CASE_NUMBER.test(text) ? undefined : 'metadata.malformed'
    case 'organisation-code':
      return /^[0-9A-Z]{9}$|^[0-9A-Z]{18}$/.test(text) ? undefined : 'metadata.malformed'
  }
}

/** ×劳人仲字[20__]__号 (办案规则 2017), with the brackets that people type. */
const CASE_NUMBER = /^\p{Script=Han}{1,10}字?[[〔［(（](?:19|20|21)\d{2}[\]〕］)）]第?\d{1,6}号$/u

/** `2019-01-01/2019-12-31`, or one day. */
function rangeFault(text: string, today: PlainDate): MetadataFault['code'] | undefined {
  const days = text.split('/')
  if (days.length > 2 || !days.every(isPlainDate) || !inOrder(days)) return 'metadata.malformed'
  return days.some((day) => day > today) ? 'metadata.in-future' : undefined
}

function inOrder([first = '', second = first]: readonly string[]): boolean {
  return first <= second
}

/** What the elements that nobody types are filled from. Names are absent where they do not matter. */
export interface DescribedRecord {
  readonly record: Pick<
    RecordState,
    'level' | 'title' | 'classCode' | 'formedOn' | 'grade' | 'openingState' | 'archivalCode' | 'pages'
  >
  readonly fondsCode: string
  readonly fondsName: string
  readonly unitName: string
  /** Years; null is permanent; undefined before a schedule row governs it. */
  readonly periodYears: number | null | undefined
  readonly items: number
  readonly objects: readonly { readonly name: string | null; readonly sizeBytes: number }[]
}

/** The record's own facts as values of the elements that they fill. */
export function derivedMetadata(scheme: MetadataScheme, described: DescribedRecord): MetadataValues {
  const filled = scheme.fields.flatMap(({ id, family, derived }) => {
    const texts = family !== null || derived === null ? [] : textsOf(derived, described)
    return texts.length === 0 ? [] : [[id, texts] as const]
  })
  return Object.fromEntries(filled)
}

function textsOf(fact: DerivedFact, described: DescribedRecord): readonly string[] {
  const { record, objects, items, periodYears } = described
  switch (fact) {
    case 'level':
      return [record.level === 'file' ? '案卷' : '文件']
    case 'fonds-name':
      return given(described.fondsName)
    case 'unit-name':
      return given(described.unitName)
    case 'archival-code':
      return given(record.archivalCode)
    case 'fonds-code':
      return given(described.fondsCode)
    case 'year':
      return [String(yearOf(record.formedOn))]
    case 'period':
      return periodYears === undefined ? [] : [periodName(periodYears)]
    case 'class-code':
      return given(record.classCode)
    case 'title':
      return given(record.title)
    case 'formed-on':
      return [record.formedOn]
    case 'grade':
      return [GRADE_NAMES[record.grade]]
    case 'items':
      return items === 0 ? [] : [String(items)]
    case 'pages':
      return record.pages === null ? [] : [String(record.pages)]
    case 'object-names':
      return objects.flatMap(({ name }) => given(name))
    case 'object-bytes':
      return objects.map(({ sizeBytes }) => String(sizeBytes))
    case 'opening':
      return record.openingState === null ? [] : [OPENING_NAMES[record.openingState]]
  }
}

function given(text: string | null): readonly string[] {
  return text === null || text.trim() === '' ? [] : [text]
}

/** What the class asks for and nobody has said: it blocks filing (FEATURES A6). */
export function missingMetadata(
  scheme: MetadataScheme,
  { classCode, values }: { readonly classCode: string; readonly values: MetadataValues },
): readonly string[] {
  return mustHaveOf(scheme, classCode).filter((id) => (values[id] ?? []).length === 0)
}
