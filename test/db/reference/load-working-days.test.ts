import { expect, test } from 'vitest'
import { plainDate } from '#domain/dates.ts'
import { readWorkingDays } from '#db/reference/load-working-days.ts'

test.each([
  '2025-02-29,no,元旦,令',
  '2025-01-01,maybe,元旦,令',
  '2025-01-01,no,元旦,',
  '2025-01-01,no,元旦,令\n2025-01-01,yes,元旦,令',
])('a calendar with %s is refused with its row', (rows) => {
  expect(() => readWorkingDays(`on,isWorkday,nameZh,source\n${rows}\n`)).toThrow(
    /^row \d of the working days/,
  )
})

test('REG-18 every make-up workday is a weekend, every holiday a weekday, each with its order', () => {
  const days = readWorkingDays()
  expect(days.length).toBeGreaterThan(20)
  for (const { on, isWorkday, source } of days) {
    const weekday = new Date(`${plainDate(on)}T00:00:00Z`).getUTCDay()
    expect(weekday === 0 || weekday === 6, on).toBe(isWorkday)
    expect(source).toMatch(/^国办发明电/)
  }
})
