import { expect, test } from 'vitest'
import { plainDate } from '#domain/dates.ts'
import type { NewEvent, RecordedEvent } from '#domain/events.ts'
import { daysOf, differencesBetween, happenedBy, namesIn, rowsAfter } from '#domain/replay.ts'
import type { UnitRow } from '#domain/organisation.ts'
import { Rows, type ListItemRow, type TaskRow } from '#domain/state.ts'

const ID = '01900000-0000-7000-8000-000000000001'
const born: NewEvent = {
  stream: { kind: 'record', id: ID },
  type: 'record.created',
  data: {
    level: 'item',
    carrier: 'electronic',
    title: '失业保险待遇核定材料',
    classCode: 'SI-5-03',
    definitionId: 'd1',
    fondsId: 'f1',
    formingUnitId: 'u1',
    grade: 'internal',
    formedOn: plainDate('2016-03-02'),
    sourceSystem: null,
    sourceReference: null,
    subjectDigest: null,
    placeStep: 'create',
  },
}
const described = (title: string): NewEvent => ({
  stream: born.stream,
  type: 'record.described',
  data: { title },
})

function history(...events: readonly (readonly [string, NewEvent])[]): readonly RecordedEvent[] {
  return events.map(
    ([on, event], index) =>
      ({
        ...event,
        seq: index + 1,
        at: `${on}T02:00:00.000Z`,
        on: plainDate(on),
        actor: 'p1',
        hash: String(index),
      }) as RecordedEvent,
  )
}
const life = history(
  ['2020-02-29', born],
  ['2020-03-01', described('第二个题名')],
  ['2020-03-01', described('第三个题名')],
  ['2024-12-31', described('第四个题名')],
)
const titleAfter = (count: number) => rowsAfter(life, count).get('record', ID)?.title

test.each([
  ['2020-02-28', 0],
  ['2020-02-29', 1],
  ['2020-03-01', 3],
  ['2024-12-30', 3],
  ['2024-12-31', 4],
  ['2199-01-01', 4],
])('FEA-L5 by the end of %s there were %i events', (on, count) => {
  expect(happenedBy(life, plainDate(on))).toBe(count)
})

test('FEA-L5 before its first event a record was not there', () => {
  expect(titleAfter(0)).toBeUndefined()
  expect(daysOf(life)).toEqual(['2020-02-29', '2020-03-01', '2024-12-31'])
})

test('FEA-L5 rows as of a day are those that the events up to it fold to', () => {
  expect([1, 2, 3, 4].map(titleAfter)).toEqual([
    '失业保险待遇核定材料',
    '第二个题名',
    '第三个题名',
    '第四个题名',
  ])
})

test('FEA-L5 two moments differ in the fields that changed, and in no counter', () => {
  expect(differencesBetween(rowsAfter(life, 1), rowsAfter(life, 3))).toEqual([
    { table: 'record', rowId: ID, field: 'title', before: '失业保险待遇核定材料', after: '第三个题名' },
  ])
  expect(differencesBetween(rowsAfter(life, 3), rowsAfter(life, 3))).toEqual([])
})

test('FEA-L5 a row that was not there has nothing before', () => {
  const changes = differencesBetween(new Rows(), rowsAfter(life, 1))
  expect(changes.every(({ before }) => before === null)).toBe(true)
  expect(changes).toContainEqual({
    table: 'record',
    rowId: ID,
    field: 'title',
    before: null,
    after: '失业保险待遇核定材料',
  })
  expect(differencesBetween(rowsAfter(life, 1), new Rows())).toHaveLength(changes.length)
})

test('FEA-L5 rows are called by what people know them by, and an item names its record', () => {
  const rows = rowsAfter(life, 1)
  rows.load('unit', { id: 'u1', nameZh: '失业保险科', nameEn: 'Unemployment' } as UnitRow)
  rows.load('disposalListItem', { id: 'i1', recordId: 'r9', archivalCode: 'J021-1' } as ListItemRow)
  rows.load('task', { id: 't1', step: 'arrange' } as TaskRow)
  expect(Object.fromEntries(namesIn(rows))).toEqual({
    [ID]: { zh: '失业保险待遇核定材料', en: '失业保险待遇核定材料' },
    u1: { zh: '失业保险科', en: 'Unemployment' },
    i1: { zh: 'J021-1', en: 'J021-1' },
    r9: { zh: 'J021-1', en: 'J021-1' },
  })
})
