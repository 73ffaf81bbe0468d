import { expect, test } from 'vitest'
import { hasIdentityForm } from '#domain/identity-number.ts'

test.each([
  ['a wrong last sign', '110101199003070012'],
  ['no real day of birth', '110101199002300017'],
  ['seventeen signs', '11010119900307001'],
  ['fifteen signs of the old form', '110101900307001'],
  ['a small x', '11010119900307803x'],
  ['full-width digits', '１１０１０１１９９００３０７００１３'],
  ['nothing', ''],
])('FEA-A4 %s is no identity number', (_what, text) => {
  expect(hasIdentityForm(text)).toBe(false)
})

test.each(['11010119900307803X', '110101200002290018'])(
  'FEA-A4 %s has the form of one, 29 February included',
  (text) => {
    expect(hasIdentityForm(text)).toBe(true)
  },
)
