import type { MetadataView } from '#api/contract/metadata.ts'
import type { FormSchemaView } from '#api/contract/tasks.ts'
import type { OfferedChoices, Values } from '#ui/components/form-fields.tsx'
import type { Language } from '#ui/i18n/start.ts'

export type MetadataField = MetadataView['groups'][number]['fields'][number]

/** What stands in the form at first: several values of one field stand on lines of their own. */
export function startOf(fields: readonly MetadataField[]): Values {
  return Object.fromEntries(
    fields
      .filter((field) => !field.isDerived && field.values.length > 0)
      .map((field) => [field.id, isNumber(field) ? Number(field.values[0]) : field.values.join('\n')]),
  )
}

/** Whether a field is worth a line when not all are asked for. */
export function isShown(field: MetadataField, values: Values): boolean {
  return (
    field.isRequired ||
    field.isProposed ||
    field.values.length > 0 ||
    values[field.id] !== undefined ||
    !/^M\d+$/.test(field.id)
  )
}

/** Fields whose values differ from those that were read, with all their values. */
export function changesOf(fields: readonly MetadataField[], values: Values): Record<string, string[]> {
  const changed = fields
    .filter((field) => !field.isDerived)
    .map((field) => [field, valuesOf(field, values[field.id])] as const)
    .filter(([field, now]) => JSON.stringify(now) !== JSON.stringify(field.values))
  return Object.fromEntries(changed.map(([field, now]) => [field.id, now]))
}

function valuesOf(field: MetadataField, value: Values[string] | undefined): string[] {
  if (value === undefined || value === '') return []
  const text = String(value)
  return field.isRepeatable
    ? text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '')
    : [text]
}

/** A field as the form draws it: the id of DA/T 46 or of the bureau's form before its name. */
export function formFieldOf(field: MetadataField, several: string): FormSchemaView['fields'][number] {
  const { id, min, max, isRequired, isRepeatable, alsoCalled } = field
  const named = (name: string, also: readonly string[]) =>
    `${id} ${name}${also.length === 0 ? '' : ` / ${also.join(', ')}`}${isRepeatable ? ` (${several})` : ''}`
  return {
    name: id,
    kind: isRepeatable ? 'long-text' : field.kind,
    zh: named(
      field.zh,
      alsoCalled.map(({ zh }) => zh).filter((zh) => zh !== field.zh),
    ),
    en: named(
      field.en,
      alsoCalled.map(({ en }) => en).filter((en) => en !== field.en),
    ),
    isRequired,
    ...(min === null ? {} : { min }),
    ...(max === null ? {} : { max }),
  }
}

/** Value lists in the reader's language; what is kept is the standard's own word. */
export function choicesOf(fields: readonly MetadataField[], language: Language): OfferedChoices {
  return Object.fromEntries(
    fields
      .filter((field) => field.choices.length > 0)
      .map((field) => [
        field.id,
        field.choices.map(({ value, zh, en }) => ({
          value,
          label: language === 'en' ? `${en} (${zh})` : zh,
        })),
      ]),
  )
}

function isNumber(field: MetadataField): boolean {
  return field.kind === 'integer'
}
