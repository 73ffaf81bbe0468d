import { expect, test } from 'vitest'
import { KEY_REDUCERS, keysOn } from '#domain/api-keys.ts'
import { plainDate } from '#domain/dates.ts'
import { fold } from '#domain/projection.ts'
import type { RecordedEvent } from '#domain/events.ts'

const stream = { kind: 'person', id: 'service' } as const
const told = (
  type: 'key.created' | 'key.rotated' | 'key.revoked',
  day: string,
  data: object,
): RecordedEvent =>
  ({ type, stream, seq: 1, at: `${day}T01:00:00.000Z`, on: day, actor: 'x', hash: '', data }) as RecordedEvent

const events = [
  told('key.created', '2027-01-10', { id: 'a', name: 'A', expiresAt: '2027-12-31T00:00:00.000Z' }),
  told('key.rotated', '2027-02-10', {
    id: 'b',
    formerId: 'a',
    expiresAt: '2028-12-31T00:00:00.000Z',
    formerEndsAt: '2027-02-18T00:00:00.000Z',
  }),
  told('key.rotated', '2027-03-10', {
    id: 'c',
    formerId: 'b',
    expiresAt: '2028-12-31T00:00:00.000Z',
    formerEndsAt: null,
  }),
  told('key.revoked', '2027-04-10', { id: 'c' }),
]

test.each([
  ['2027-01-09', []],
  ['2027-01-10', ['a']],
  ['2027-02-10', ['a', 'b']],
  ['2027-02-17', ['a', 'b']],
  ['2027-02-18', ['b']],
  ['2027-03-10', ['c']],
  ['2027-04-10', []],
])('REQ-56 the keys that opened at the end of %s', (day, ids) => {
  const on = plainDate(day)
  const rows = fold(events.filter((event) => event.on <= on))
  expect(keysOn(rows, { personId: 'service', on }).map(({ key }) => key.id)).toEqual(ids)
  expect(keysOn(rows, { personId: 'another', on })).toEqual([])
})

test('a key is known with its first and last day', () => {
  const [first] = keysOn(fold(events.slice(0, 1)), { personId: 'service', on: plainDate('2027-05-01') })
  expect(first).toMatchObject({ fromOn: '2027-01-10', toOn: '2027-12-30' })
  expect(Object.keys(KEY_REDUCERS)).toEqual(['key.created', 'key.rotated', 'key.revoked'])
})
