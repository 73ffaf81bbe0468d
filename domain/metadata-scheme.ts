/**
 * What may be said of a record beside its title, dates and class: the 88 elements of DA/T 46-2009 and the fields of the bureau's
 * own forms, as one versioned document. A change is a new version.
 */
import type { Confidence } from './schedule.ts'

/** Groups as DA/T 46 has them, in its order; `family` holds the fields of the forms of one class family. */
export const METADATA_GROUPS = [
  'family',
  'aggregation',
  'provenance',
  'record-number',
  'archival-code',
  'content',
  'form',
  'electronic',
  'digitisation',
  'signature',
  'storage',
  'rights',
  'annotation',
  'agent',
  'business',
  'relation',
] as const
export type MetadataGroup = (typeof METADATA_GROUPS)[number]

export const METADATA_KINDS = ['text', 'long-text', 'integer', 'date', 'choice'] as const
export const METADATA_OBLIGATIONS = ['required', 'conditional', 'optional'] as const

/** Facts of the record itself, which fill an element without anybody's typing. */
export const DERIVED_FACTS = [
  'level',
  'fonds-name',
  'unit-name',
  'archival-code',
  'fonds-code',
  'year',
  'period',
  'class-code',
  'title',
  'formed-on',
  'grade',
  'items',
  'pages',
  'object-names',
  'object-bytes',
  'opening',
] as const
export type DerivedFact = (typeof DERIVED_FACTS)[number]

/** Rules for one value that its kind does not say. */
export const METADATA_CHECKS = [
  'not-after-today',
  'date-range',
  'year-range',
  'year-month',
  'identity-number',
  'case-number',
  'organisation-code',
  'secrecy-period',
] as const
export type MetadataCheck = (typeof METADATA_CHECKS)[number]

export interface MetadataField {
  /** `M1` to `M88`, or form and field such as `F28-3`. */
  readonly id: string
  /** Null for an element of DA/T 46, which every record may have. */
  readonly family: string | null
  /** The element that a field of a form is another name for; its value is kept there. */
  readonly element: string | null
  readonly zh: string
  readonly en: string
  readonly group: MetadataGroup
  readonly kind: (typeof METADATA_KINDS)[number]
  readonly check: MetadataCheck | null
  readonly min: number | null
  readonly max: number | null
  readonly choices: readonly { readonly value: string; readonly en: string }[]
  readonly derived: DerivedFact | null
  readonly obligation: (typeof METADATA_OBLIGATIONS)[number]
  readonly isRepeatable: boolean
  /** Names a person: found by searches for persons alone. */
  readonly isPersonal: boolean
  readonly source: string
  readonly confidence: Confidence
}

/** What must be there before a record of a class is filed. `*`: of every class; else a class or the beginning of its code. */
export interface MustHave {
  readonly class: string
  readonly fields: readonly string[]
  readonly source: string
  /** What is only a proposal (`?`) is asked for and blocks nothing; absent in the first version, whose rows are all binding. */
  readonly confidence?: Confidence
}

export interface MetadataScheme {
  readonly version: number
  readonly fields: readonly MetadataField[]
  readonly mustHaves: readonly MustHave[]
}

export const ELEMENT_COUNT = 88

/** What is wrong with a scheme; one that has faults is not loaded. */
export function schemeFaults({ fields, mustHaves }: MetadataScheme): readonly string[] {
  const elements = fields.filter((field) => field.family === null)
  const ids = new Set(fields.map(({ id }) => id))
  const names = fields.map(({ id, family }) => `${family ?? ''}/${id}`)
  return [
    ...Array.from({ length: ELEMENT_COUNT }, (_, index) => `M${index + 1}`)
      .filter((id) => !elements.some((element) => element.id === id))
      .map((id) => `${id} is missing`),
    ...elements.filter(({ id }) => !isElement(id)).map(({ id }) => `${id} is no element`),
    ...names.filter((name, index) => names.indexOf(name) < index).map((name) => `${name} stands twice`),
    ...fields
      .filter((field) => (field.kind === 'choice') !== field.choices.length > 0)
      .map(({ id }) => `${id} has no list of values`),
    ...fields.filter(({ source }) => source === '').map(({ id }) => `${id} cites no source`),
    ...fields
      .filter(({ element }) => element !== null && !elements.some(({ id }) => id === element))
      .map(({ id, element }) => `${id} names ${element ?? ''}, which is no element`),
    ...mustHaves
      .filter(({ source }) => source === '')
      .map((row) => `${row.class} must have what no source says`),
    ...mustHaves.flatMap((row) =>
      row.fields.filter((id) => !ids.has(id)).map((id) => `${row.class} must have ${id}, which is unknown`),
    ),
  ]
}

function isElement(id: string): boolean {
  return /^M[1-9]\d?$/.test(id) && Number(id.slice(1)) <= ELEMENT_COUNT
}

/** The fields that a record of a family has, the family's own first, and without those that are another name for an element. */
export function fieldsOf(scheme: MetadataScheme, family: string): readonly MetadataField[] {
  const own = scheme.fields.filter((field) => field.family === family && field.element === null)
  return [...own, ...scheme.fields.filter((field) => field.family === null)]
}

/** The field of a family in which a date stands, under its own name or that of a form; undefined where it is none, or nobody types it. */
export function dateFieldOf(
  { fields }: Pick<MetadataScheme, 'fields'>,
  { family, id }: { readonly family: string; readonly id: string },
): MetadataField | undefined {
  const named = fields.filter((field) => field.id === id)
  const field = named.find((one) => one.family === family) ?? named.find((one) => one.family === null)
  const isDate = field?.kind === 'date' || field?.check === 'date-range'
  return isDate && field.derived === null ? field : undefined
}

/** Names of a family's forms for an element, such as 文号 of the catalogue for 文件编号. */
export function formNamesOf(
  scheme: MetadataScheme,
  { family, element }: { readonly family: string; readonly element: string },
) {
  return scheme.fields.filter((field) => field.family === family && field.element === element)
}

/** Ids of what a record of the class must have, each once, in the order of the rules. */
export function mustHaveOf({ mustHaves }: MetadataScheme, classCode: string): readonly string[] {
  return fieldsAsked(mustHaves, classCode, (rule) => rule.confidence !== '?')
}

/** Ids of what a record of the class should have by a proposal that nobody has confirmed: it is asked for and blocks nothing. */
export function proposedOf(scheme: MetadataScheme, classCode: string): readonly string[] {
  const binding = mustHaveOf(scheme, classCode)
  const proposed = fieldsAsked(scheme.mustHaves, classCode, (rule) => rule.confidence === '?')
  return proposed.filter((id) => !binding.includes(id))
}

function fieldsAsked(
  mustHaves: readonly MustHave[],
  classCode: string,
  isMeant: (rule: MustHave) => boolean,
): readonly string[] {
  const rules = mustHaves.filter(
    (rule) => rule.class === '*' || rule.class === classCode || classCode.startsWith(`${rule.class}-`),
  )
  return [...new Set(rules.filter(isMeant).flatMap(({ fields }) => fields))]
}

/** A scheme that asks for nothing and knows nothing: before the first one is loaded. */
export const NO_SCHEME: MetadataScheme = { version: 0, fields: [], mustHaves: [] }
