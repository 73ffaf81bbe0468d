import { describe, expect, test } from 'vitest'
import {
  changesOf,
  choicesOf,
  formFieldOf,
  isShown,
  startOf,
  type MetadataField,
} from '#ui/screens/record/metadata-fields.ts'

const field = (over: Partial<MetadataField> = {}): MetadataField => ({
  id: 'M31',
  zh: '文件编号',
  en: 'Document number',
  kind: 'text',
  choices: [],
  min: null,
  max: null,
  obligation: 'optional',
  isRepeatable: false,
  isRequired: false,
  isProposed: false,
  isDerived: false,
  values: [],
  alsoCalled: [],
  source: 'DA/T 46-2009',
  confidence: 'V2',
  ...over,
})

describe('what is sent', () => {
  test('is nothing where nothing differs, and never what comes from the record itself', () => {
    const fields = [field({ values: ['1号'] }), field({ id: 'M22', isDerived: true, values: ['题名'] })]
    expect(changesOf(fields, startOf(fields))).toEqual({})
    expect(changesOf(fields, { ...startOf(fields), M22: '别的' })).toEqual({})
  })

  test('is an empty list for a field that was emptied, and all values of one with several', () => {
    const fields = [field({ values: ['1号'] }), field({ id: 'M26', isRepeatable: true, values: ['a'] })]
    expect(changesOf(fields, { M26: 'a\n\n b ' })).toEqual({ M31: [], M26: ['a', 'b'] })
  })

  test('a number stands as a number in its form, and goes as text', () => {
    const fields = [field({ id: 'M54', kind: 'integer', values: ['300'] })]
    expect(startOf(fields)).toEqual({ M54: 300 })
    expect(changesOf(fields, { M54: 600 })).toEqual({ M54: ['600'] })
  })
})

test('a field that is needed, filled or of the family is worth a line', () => {
  expect(isShown(field(), {})).toBe(false)
  expect(isShown(field({ isRequired: true }), {})).toBe(true)
  expect(isShown(field(), { M31: 'x' })).toBe(true)
  expect(isShown(field({ id: 'F28-2' }), {})).toBe(true)
})

test('a field says its id and what the forms call it; choices are told in the reader’s language', () => {
  const named = field({ alsoCalled: [{ id: 'F02-3', zh: '文号', en: 'Document number' }], min: 1 })
  expect(formFieldOf(named, '每行一个值')).toMatchObject({
    zh: 'M31 文件编号 / 文号',
    en: 'M31 Document number',
    min: 1,
  })
  const choice = field({
    id: 'M45',
    kind: 'choice',
    choices: [{ value: '正本', zh: '正本', en: 'Original' }],
  })
  expect(choicesOf([choice, field()], 'en')).toEqual({ M45: [{ value: '正本', label: 'Original (正本)' }] })
  expect(choicesOf([choice], 'zh-CN')['M45']?.[0]?.label).toBe('正本')
})
