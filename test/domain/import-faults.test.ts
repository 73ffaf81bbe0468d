import { expect, test } from 'vitest'
import { faultWords, IMPORT_FAULTS } from '#domain/import-faults.ts'

test('FEA-A7 every fault says its reason and a way out in both languages, with nothing left open', () => {
  for (const code of Object.keys(IMPORT_FAULTS) as (keyof typeof IMPORT_FAULTS)[]) {
    const detail = { most: 200, row: 7, part: 'fonds', fonds: 'J021', name: 'a.pdf' }
    const { reason, fix } = faultWords({ code, detail })
    for (const text of [reason.zh, reason.en, fix.zh, fix.en]) {
      expect(text.length, code).toBeGreaterThan(3)
      expect(text, code).not.toMatch(/[{}]/)
    }
    expect(reason.en, code).not.toMatch(/\p{Script=Han}/u)
  }
  expect(faultWords({ code: 'import.code-in-file', detail: { row: 7 } }).reason.en).toContain('row 7')
})
