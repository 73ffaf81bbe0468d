import { expect, test } from 'vitest'
import { hasIdentityForm, hasIdentityNumber, maskIdentityNumbers } from '#domain/identity-number.ts'

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

test.each([
  ['a number with a wrong last sign', '证件110101199003070012号'],
  ['eighteen signs within a longer number', '9110101200002290018'],
  ['fifteen digits that name no day', '110101901307001'],
  ['fifteen digits of no province', '990101900307001'],
  ['fifteen digits within a code', 'B110101900307001'],
  ['an archival code', 'J021-ZY·2016·D10-0001'],
  ['nothing', ''],
])('REQ-53 %s is left as it is', (_what, text) => {
  expect(hasIdentityNumber(text)).toBe(false)
  expect(maskIdentityNumbers(text)).toBe(text)
})

test.each([
  ['周明远110101200002290018待遇核定', '周明远110***********0018待遇核定'],
  ['ID11010119900307803X.pdf', 'ID110***********803X.pdf'],
  ['11010119900307803x', '110***********803x'],
  ['１１０１０１２０００02290018', '１１０***********0018'],
  ['110101 20000229 0018', '110*** ******** 0018'],
  ['110101-20000229-0018', '110***-********-0018'],
  ['原件 110101900307001 号', '原件 110********7001 号'],
  ['110101200002290018，11010119900307803X', '110***********0018，110***********803X'],
])('REQ-53 in %s the number is found and masked, at the same length', (text, masked) => {
  expect(hasIdentityNumber(text)).toBe(true)
  expect(maskIdentityNumbers(text)).toBe(masked)
  expect(masked).toHaveLength(text.length)
})
