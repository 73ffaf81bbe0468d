import { expect, test } from 'vitest'
import { FIELD_KINDS, FORMS, type FormSchema } from '#domain/form-table.ts'
import { LONGEST_PERIOD_YEARS } from '#domain/retention-extension.ts'
import { PERIOD_YEARS } from '#domain/schedule.ts'

const forms: readonly FormSchema[] = Object.values(FORMS)

test('FEA-C9 every kind of field is known, and every source names a form of the bureau', () => {
  const fields = forms.flatMap((form) => form.fields)
  expect(fields.length).toBeGreaterThan(20)
  expect(fields.filter((field) => !FIELD_KINDS.includes(field.kind))).toEqual([])
  expect(
    fields.filter(
      (field) => field.source !== undefined && !/^F(?:0[1-9]|[12]\d|30)-\d{1,2}$/.test(field.source),
    ),
  ).toEqual([])
})

test('REG-5 the form for a period takes every grade from the shortest to the longest', () => {
  const { min, max } = FORMS.appraise.fields[0]
  expect([min, max]).toEqual([Math.min(...PERIOD_YEARS), LONGEST_PERIOD_YEARS])
})

test('REG-24 every step of a list and of an electronic item has its form', () => {
  const steps = 'create arrange file appraise hand-over-send hand-over-receive put-on-list send-back'
  const listSteps = 'seal opinion file-for-record approve witness-check start-execution witness-sign'
  expect(Object.keys(FORMS)).toEqual(expect.arrayContaining(`${steps} ${listSteps}`.split(' ')))
})
