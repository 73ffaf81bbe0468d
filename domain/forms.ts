/**
 * The one validator of all forms. What a person sends is checked here on every way in; the screen draws its fields from the
 * same table.
 */
import { isPlainDate } from './dates.ts'
import { FORMS, type FormField, type FormId, type FormSchema } from './form-table.ts'
import { isLegible, isLegibleLine } from './legible.ts'

export type FormValue = string | number | boolean
export type FormValues = Readonly<Record<string, FormValue>>

export const FORM_FAULT_CODES = [
  'form.not-an-object',
  'form.unknown-field',
  'form.required',
  'form.wrong-type',
  'form.too-long',
  'form.control-character',
  'form.too-small',
  'form.too-large',
  'form.not-a-date',
  'form.not-a-choice',
] as const
export type FormFault = { readonly field: string; readonly code: (typeof FORM_FAULT_CODES)[number] }

export type CheckedForm =
  | { readonly kind: 'ok'; readonly values: FormValues }
  | { readonly kind: 'refused'; readonly faults: readonly FormFault[] }

/** A line of a form, and a remark of about a page. */
export const DEFAULT_MAX_LENGTHS = { text: 200, 'long-text': 2000 } as const

/**
 * The values as they may be stored: texts trimmed and in NFC, empty ones left out. Every fault is named, not only the first.
 * An empty text, `null` and a field left out mean the same: not filled in.
 */
export function checkForm(schema: FormSchema, values: unknown): CheckedForm {
  if (!isPlainObject(values)) return { kind: 'refused', faults: [{ field: '', code: 'form.not-an-object' }] }
  const faults: FormFault[] = []
  const checked: [string, FormValue][] = []
  const known = new Set(schema.fields.map((field) => field.name))
  for (const name of Object.keys(values)) {
    if (!known.has(name)) faults.push({ field: name, code: 'form.unknown-field' })
  }
  for (const field of schema.fields) {
    const result = checkField(field, Object.hasOwn(values, field.name) ? values[field.name] : undefined)
    if (result.kind === 'refused') faults.push({ field: field.name, code: result.code })
    if (result.kind === 'ok') checked.push([field.name, result.value])
  }
  return faults.length > 0 ? { kind: 'refused', faults } : { kind: 'ok', values: Object.fromEntries(checked) }
}

type CheckedField =
  | { readonly kind: 'ok'; readonly value: FormValue }
  | { readonly kind: 'empty' }
  | { readonly kind: 'refused'; readonly code: FormFault['code'] }

function checkField(field: FormField, value: unknown): CheckedField {
  const isEmpty = value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
  if (isEmpty) return field.isRequired ? refused('form.required') : { kind: 'empty' }
  switch (field.kind) {
    case 'text':
    case 'long-text':
      return checkText(field, field.kind, value)
    case 'integer':
      return checkInteger(field, value)
    case 'date':
      return isPlainDate(value) ? { kind: 'ok', value } : refused('form.not-a-date')
    case 'choice':
      return typeof value === 'string' && field.choices?.includes(value) === true
        ? { kind: 'ok', value }
        : refused('form.not-a-choice')
    case 'boolean':
      return typeof value === 'boolean' ? { kind: 'ok', value } : refused('form.wrong-type')
  }
}

function checkText(field: FormField, kind: 'text' | 'long-text', value: unknown): CheckedField {
  if (typeof value !== 'string') return refused('form.wrong-type')
  if (!(kind === 'text' ? isLegibleLine(value) : isLegible(value))) return refused('form.control-character')
  const text = value.replaceAll('\r\n', '\n').normalize('NFC').trim()
  if (text.length > (field.maxLength ?? DEFAULT_MAX_LENGTHS[kind])) return refused('form.too-long')
  return { kind: 'ok', value: text }
}

function checkInteger(field: FormField, value: unknown): CheckedField {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) return refused('form.wrong-type')
  if (field.min !== undefined && value < field.min) return refused('form.too-small')
  if (field.max !== undefined && value > field.max) return refused('form.too-large')
  return { kind: 'ok', value: value === 0 ? 0 : value }
}

function refused(code: FormFault['code']): CheckedField {
  return { kind: 'refused', code }
}

function isPlainObject(values: unknown): values is Readonly<Record<string, unknown>> {
  return typeof values === 'object' && values !== null && !Array.isArray(values)
}

/** The form of a step's slot. @throws RangeError on an id that no form has: definitions are checked against `isFormId` when loaded */
export function formOf(id: string): FormSchema {
  if (!isFormId(id)) throw new RangeError(`there is no form "${id}"`)
  return FORMS[id]
}

export function isFormId(id: string): id is FormId {
  return Object.hasOwn(FORMS, id)
}
