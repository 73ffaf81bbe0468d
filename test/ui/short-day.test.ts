import { expect, test } from 'vitest'
import { shortDay } from '#ui/components/short-day.ts'

test.each([
  ['2026-12-07', '2037-01-08', '2026-12-07'],
  ['2036-12-31', '2037-01-01', '2036-12-31'],
  ['2037-01-08', '2037-12-31', '01-08'],
])('%s, read on %s, is said as %s', (on, today, said) => {
  expect(shortDay(on, today)).toBe(said)
})
