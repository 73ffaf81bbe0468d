import { expect, test } from 'vitest'
import { dataStartOf, type GivenData, startedEvents, startedRecord } from '#domain/acts/data-starts.ts'
import { plainDate } from '#domain/dates.ts'
import type { Rules, TriggerEvent } from '#domain/schedule.ts'
import type { RecordState } from '#domain/state.ts'
import { created, kept } from '#test/support/decided-lives.ts'
import { aReference, PEOPLE, World } from '#test/support/decisions.ts'
import { aScheduleRow } from '#test/support/domain.ts'

const world = new World('2020-03-01', aReference())
const facts = world.facts(PEOPLE.engine)
const record = world.record(kept(world))
const waiting = world.record(created(world, { classCode: 'ZC-01' }))
const dated = (on: string | null) => ({ formedOn: on === null ? null : plainDate(on) })
const known = (over: Partial<RecordState>) => ({ ...waiting, ...over })
const told = { 'case-closed': { told: { on: plainDate('2018-05-05'), from: { kind: 'persons' as const } } } }

type Case = readonly [
  what: string,
  event: TriggerEvent,
  of: string | undefined,
  given: Partial<GivenData>,
  start: object | undefined,
]
const CASES: readonly Case[] = [
  ['an event has no place in the data', 'death', undefined, { values: {} }, undefined],
  ['a date that names no field', 'metadata-date', undefined, { values: {} }, undefined],
  ['a field that holds no date', 'metadata-date', 'M41', { values: { M41: ['单件'] } }, undefined],
  [
    'a field of another family',
    'metadata-date',
    'F28-11',
    { values: { 'F28-11': ['2018-05-05'] } },
    undefined,
  ],
  ['a field that was not looked at', 'metadata-date', 'M82', {}, undefined],
  [
    'an empty field',
    'metadata-date',
    'M82',
    { values: {} },
    { on: null, why: 'missing', from: { field: 'M82' } },
  ],
  [
    'a field that is no date',
    'metadata-date',
    'M82',
    { values: { M82: ['昨天'] } },
    { on: null, why: 'unreadable' },
  ],
  [
    'a field with its date',
    'metadata-date',
    'M82',
    { values: { M82: ['2018-05-05'] } },
    { on: '2018-05-05' },
  ],
  [
    'a span',
    'metadata-date',
    'F05-4',
    { values: { 'F05-4': ['2018-05-05/2019-01-31'] } },
    { on: '2019-01-31' },
  ],
  ['an empty contents list', 'last-of-set', undefined, { items: [] }, undefined],
  [
    'an entry without a date',
    'last-of-set',
    undefined,
    { items: [dated(null), dated('2018-05-05')] },
    { on: null, why: 'undated' },
  ],
  [
    'the last of the contents',
    'last-of-set',
    undefined,
    { items: [dated('2019-05-05'), dated('2018-05-05')] },
    { on: '2019-05-05', from: { entries: 2 } },
  ],
  ['no main volume', 'related-record', 'main-volume', {}, undefined],
  ['a relation that nobody knows', 'related-record', 'sibling', { main: record }, undefined],
  [
    'a main volume that waits itself',
    'related-record',
    undefined,
    { main: waiting },
    { on: null, why: 'waiting' },
  ],
  [
    'a main volume that began by its event',
    'related-record',
    undefined,
    { main: known({ starts: told }) },
    { on: '2018-05-05', from: { recordId: waiting.id } },
  ],
  [
    'a main volume that began by its formation',
    'related-record',
    'main-volume',
    { main: record },
    { on: '2016-03-02', from: { archivalCode: record.archivalCode } },
  ],
  ['a relation that nobody looked at', 'related-record', 'replaces', {}, undefined],
  ['a relation to nothing', 'related-record', 'replaces', { related: { replaces: [] } }, undefined],
  [
    'a record that it replaces, by that one’s own start',
    'related-record',
    'replaces',
    { related: { replaces: [known({ starts: told })] } },
    { on: '2018-05-05', from: { recordId: waiting.id, archivalCode: null, relation: 'replaces' } },
  ],
  [
    'a record that it continues and that waits itself',
    'related-record',
    'continues',
    { related: { continues: [waiting] } },
    { on: null, why: 'waiting' },
  ],
  [
    'two records of which each says another day',
    'related-record',
    'replaces',
    { related: { replaces: [known({ starts: told }), record] } },
    { on: null, why: 'several' },
  ],
  [
    'a relation that was withdrawn',
    'related-record',
    'replaces',
    {
      record: {
        ...record,
        starts: {
          'related-record(replaces)': {
            data: {
              on: plainDate('2018-05-05'),
              from: { kind: 'record', recordId: waiting.id, archivalCode: null, relation: 'replaces' },
            },
          },
        },
      },
      related: { replaces: [] },
    },
    { on: null, why: 'missing' },
  ],
  [
    'a main volume without a rule',
    'related-record',
    'main-volume',
    { main: known({ classCode: 'BARE-1' }) },
    { on: null, why: 'missing' },
  ],
]

test.each(CASES)('REQ-9 %s (%s %s)', (_what, event, of, given, start) => {
  const awaited = of === undefined ? { event } : { event, of }
  const found = dataStartOf(facts, { record, ...given }, awaited)
  if (start === undefined) expect(found).toBeUndefined()
  else expect(found).toMatchObject(start)
})

test('REQ-15 a start is stated once, and again only when it changes', () => {
  const rules: Rules = [aScheduleRow({ trigger: { kind: 'event', event: 'metadata-date', of: 'M82' } })]
  const given = (row: RecordState, ...texts: readonly string[]) => ({ record: row, values: { M82: texts } })
  const first = startedEvents(facts, given(record, '2018-05-05'), rules)
  expect(first).toMatchObject([
    { type: 'retention.started', data: { kind: 'metadata-date', of: 'M82', on: '2018-05-05' } },
  ])
  const after = startedRecord(record, first)
  expect(startedEvents(facts, given(after, '2018-05-05'), rules)).toEqual([])
  expect(startedEvents(facts, { record: after }, rules)).toEqual([])
  expect(startedEvents(facts, given(after), rules)).toMatchObject([{ data: { on: null, why: 'missing' } }])
})
