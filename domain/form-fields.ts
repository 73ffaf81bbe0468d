/** What a field of a form is, and the fields that several forms have. */

export const FIELD_KINDS = ['text', 'long-text', 'integer', 'date', 'choice', 'boolean'] as const

export type FormField = {
  readonly name: string
  readonly kind: (typeof FIELD_KINDS)[number]
  readonly zh: string
  readonly en: string
  readonly isRequired: boolean
  /** Of a text after NFC, in UTF-16 units as a browser counts them. Without it `DEFAULT_MAX_LENGTHS` holds. */
  readonly maxLength?: number
  readonly min?: number
  readonly max?: number
  readonly choices?: readonly string[]
  /** The form and field that it comes from, such as `F09-8`. */
  readonly source?: string
}

export type FormSchema = {
  readonly id: string
  readonly title: { readonly zh: string; readonly en: string }
  readonly fields: readonly FormField[]
}

export const REMARKS = {
  name: 'remarks',
  kind: 'long-text',
  zh: '备注',
  en: 'Remarks',
  isRequired: false,
} as const
/** The class under which it is filed, by whoever files it. */
export const CLASS_CONFIRMED = {
  name: 'classCode',
  kind: 'text',
  zh: '确认类别',
  en: 'Class confirmed',
  isRequired: true,
  maxLength: 20,
} as const
/** A number kept back for the unit (预留号); empty: the next one that is free. */
export const RESERVED_NUMBER = {
  name: 'reservedNumber',
  kind: 'integer',
  zh: '使用预留号（不选则取下一个号）',
  en: 'Reserved number (empty: the next one)',
  isRequired: false,
  min: 1,
  max: 9999,
} as const
export const NOTE = { name: 'note', kind: 'long-text', zh: '说明', en: 'Note', isRequired: false } as const
/** More pages than this in one record is a slip of the keyboard; the thickest box holds about a thousand. */
export const MOST_PAGES = 100_000
/** The largest list or slip that a person can still count in a day, with room. */
export const MOST_RECORDS = 10_000
export const PAGES = { kind: 'integer', isRequired: true, min: 0, max: MOST_PAGES } as const
