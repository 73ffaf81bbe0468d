import { expect, test } from 'vitest'
import { plainDate } from '#domain/dates.ts'
import { readWorkingDays } from '#db/reference/load-working-days.ts'

test.each([
  '2025-02-29,no,元旦,令,compared',
  '2025-01-01,maybe,元旦,令,compared',
  '2025-01-01,no,元旦,,compared',
  '2025-01-01,no,元旦,令,',
  '2025-01-01,no,元旦,令,compared\n2025-01-01,yes,元旦,令,compared',
])('a calendar with %s is refused with its row', (rows) => {
  expect(() => readWorkingDays(`on,isWorkday,nameZh,source,confidence\n${rows}\n`)).toThrow(
    /^row \d of the working days/,
  )
})

test('FEA-C5 every make-up workday is a weekend, every holiday a weekday, each with its order', () => {
  const days = readWorkingDays()
  expect(new Set(days.map(({ on }) => on.slice(0, 4)))).toEqual(new Set(['2025', '2026']))
  for (const { on, isWorkday, source } of days) {
    const weekday = new Date(`${plainDate(on)}T00:00:00Z`).getUTCDay()
    expect(weekday === 0 || weekday === 6, on).toBe(isWorkday)
    expect(source).toMatch(/^国办发明电/)
  }
})

test.each([
  // 25 days off less weekends in 2025 and 2026 (国办发明电〔2024〕12号, 〔2025〕7号): weekdays off, and weekend days worked.
  ['2025', 18, 5],
  ['2026', 19, 6],
])('FEA-C5 the order of %s takes %i weekdays and works %i weekend days', (year, off, worked) => {
  const days = readWorkingDays().filter(({ on }) => on.startsWith(year))
  expect(days.filter(({ isWorkday }) => !isWorkday)).toHaveLength(off)
  expect(days.filter(({ isWorkday }) => isWorkday)).toHaveLength(worked)
})
