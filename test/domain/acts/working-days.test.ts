import { expect, test } from 'vitest'
import { setWorkingDays } from '#domain/acts/working-days.ts'
import { Structure } from '#test/support/structure.ts'

const SOURCE = '国办发明电〔2026〕0号'
const TABLE = ['01-01', '02-08', '02-09', '04-05', '05-03', '06-09', '10-01', '10-04']
  .map((on) => `2027-${on},休,节日`)
  .join('\n')

test.each([
  ['calendar.year-far', { year: 2029, source: SOURCE, csv: TABLE }],
  ['calendar.rows-invalid', { year: 2028, source: SOURCE, csv: TABLE }],
  ['calendar.rows-few', { year: 2027, source: SOURCE, csv: '2027-01-01,休,元旦' }],
])('FEA-C5 refuses with %s', (code, input) => {
  expect(new Structure().act('head', (f) => setWorkingDays(f, input))).toMatchObject({ code })
})

test('FEA-C5 a year is entered with its order, and entered anew as a whole', () => {
  const world = new Structure()
  world.must('head', (f) => setWorkingDays(f, { year: 2027, source: SOURCE, csv: TABLE }))
  const again = `${TABLE}\n2027-02-06,班,春节调休`
  world.must('head', (f) => setWorkingDays(f, { year: 2027, source: SOURCE, csv: again }))
  expect(world.bureau.rows.all('calendarYear')).toMatchObject([
    { year: 2027, source: SOURCE, setBy: 'head', days: expect.objectContaining({ length: 9 }) },
  ])
})
