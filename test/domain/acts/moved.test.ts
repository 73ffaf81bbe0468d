import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { givenBy } from '#domain/acts/data-starts.ts'
import { leftBy, moverInto } from '#domain/acts/moved.ts'
import { subjectOf } from '#domain/acts/place.ts'
import { redateRecords } from '#domain/acts/redate.ts'
import { plainDate } from '#domain/dates.ts'
import type { RelationType } from '#domain/relations.ts'
import type { ScheduleRow, Trigger, TriggerEvent } from '#domain/schedule.ts'
import type { Starts } from '#domain/starts.ts'
import { type RecordState, Rows } from '#domain/state.ts'
import { kept } from '#test/support/decided-lives.ts'
import { aReference, PEOPLE, World } from '#test/support/decisions.ts'
import { aScheduleRow } from '#test/support/domain.ts'

const first = new World('2020-03-01')
const base = first.record(kept(first))

interface Stated {
  readonly id: string
  readonly over?: Partial<RecordState>
  /** What stands in its field M82. */
  readonly field?: string
  readonly items?: readonly string[]
  readonly relations?: readonly {
    readonly type: RelationType
    readonly otherId: string
    readonly isWithdrawn?: boolean
  }[]
}

/** A world with these records, each with its data, and the rules of its classes before and after. */
function aWorld(
  records: readonly Stated[],
  rules: {
    readonly before: Readonly<Record<string, Trigger>>
    readonly after: Readonly<Record<string, Trigger>>
  },
): World {
  const world = new World('2020-03-01')
  world.reference = aReference({ ...rowsOf('schedule-1', rules.before), ...rowsOf('new', rules.after) })
  for (const { id, over = {}, field, items = [], relations = [] } of records) {
    const rows = new Rows()
    rows.load('record', { ...base, ...over, id })
    const values = field === undefined ? {} : { M82: [field] }
    rows.load('recordMetadata', { id, subjectId: id, itemId: null, values })
    for (const [at, formedOn] of items.entries()) rows.load('recordItem', anItem(id, at, formedOn))
    for (const [at, { type, otherId, isWithdrawn }] of relations.entries()) {
      const withdrawn = isWithdrawn === true ? world.today : null
      rows.load('recordRelation', {
        id: `${id}-${at}`,
        subjectId: id,
        type,
        otherId,
        reason: '重新核定',
        relatedOn: world.today,
        relatedBy: PEOPLE.archivist.personId,
        withdrawnOn: withdrawn,
        withdrawnBy: null,
        withdrawReason: null,
      })
    }
    world.subjects.set(id, rows)
  }
  return world
}

function rowsOf(version: string, triggers: Readonly<Record<string, Trigger>>): Record<string, ScheduleRow> {
  return Object.fromEntries(
    Object.entries(triggers).map(([code, trigger]) => [
      `${version}/${code}`,
      aScheduleRow({ code, scheduleVersion: version, trigger, period: { kind: 'years', years: 5 } }),
    ]),
  )
}

function anItem(recordId: string, at: number, formedOn: string) {
  const head = { id: `${recordId}-${at}`, recordId, position: at + 1, title: '材料', responsible: '科室' }
  const pages = { firstPage: at + 1, lastPage: at + 1, pages: 1, withdrawnNote: null }
  return { ...head, ...pages, documentNo: null, classCode: null, formedOn: plainDate(formedOn) }
}

/** What the what-if says of a record before anything has moved. */
function askedOf(world: World, id: string) {
  const facts = world.facts(PEOPLE.engine)
  const givenOf = (one: string) => {
    const subject = subjectOf(facts, one)
    return subject?.kind === 'record' ? givenBy(facts, subject) : undefined
  }
  const given = givenOf(id)
  if (given === undefined) throw new Error(`no record ${id}`)
  const left = leftBy(given.record, 'new')
  const { movement } = moverInto({ ...facts, versionId: 'new', givenOf })(given)
  return { verdict: left ?? movement.kind, endsOn: movement.to.endsOn ?? null, to: movement.to.verdict }
}

/** The version comes into force, and the records are re-dated in these commits, one after the other. */
function redated(world: World, commits: readonly (readonly string[])[]): ReadonlyMap<string, unknown> {
  const { reference } = world
  world.reference = {
    ...reference,
    recordClass: (code) => {
      const known = reference.recordClass(code)
      return known === undefined ? undefined : { ...known, scheduleVersionId: 'new' }
    },
  }
  const verdicts = commits.map((recordIds) => {
    const { answer } = world.must(PEOPLE.engine, (f) => redateRecords(f, { versionId: 'new', recordIds }))
    return Object.entries(answer['verdicts'] as Record<string, unknown>)
  })
  return new Map(verdicts.flat())
}

const by = (event: TriggerEvent, of?: string): Trigger =>
  of === undefined ? { kind: 'event', event } : { kind: 'event', event, of }
const told = (key: string, on: string): Partial<RecordState> => ({
  starts: { [key]: { told: { on: plainDate(on), from: { kind: 'persons' } } } },
})
const FORMED: Trigger = { kind: 'formed' }
const OTHER = { classCode: 'SI-5-04' } as const
const END = { classCode: 'SI-1-01' } as const
const rests = (type: RelationType, isWithdrawn = false) => [{ type, otherId: 'two', isWithdrawn }]

type Case = readonly [
  what: string,
  trigger: Trigger,
  records: readonly Stated[],
  said: { readonly verdict: string; readonly endsOn?: string | null; readonly to?: string },
]
/** The class of the first record moves from its formation on 2016-03-02 to the trigger; its term is five years before and after. */
const CASES: readonly Case[] = [
  ['its formation', FORMED, [{ id: 'one' }], { verdict: 'same', endsOn: '2021-12-31' }],
  [
    'an event that has come',
    by('death'),
    [{ id: 'one', over: told('death', '2018-05-05') }],
    { verdict: 'later', endsOn: '2023-12-31' },
  ],
  ['an event that has not come', by('death'), [{ id: 'one' }], { verdict: 'later', to: 'waiting_for_event' }],
  [
    'a field',
    by('metadata-date', 'M82'),
    [{ id: 'one', field: '2014-05-05' }],
    { verdict: 'earlier', endsOn: '2019-12-31' },
  ],
  ['an empty field', by('metadata-date', 'M82'), [{ id: 'one' }], { verdict: 'cannot_evaluate' }],
  [
    'a field that contradicts two persons',
    by('metadata-date', 'M82'),
    [{ id: 'one', field: '2014-05-05', over: told('metadata-date(M82)', '2015-05-05') }],
    { verdict: 'conflict' },
  ],
  [
    'the last of its contents',
    by('last-of-set'),
    [{ id: 'one', items: ['2018-05-05', '2017-05-05'] }],
    { verdict: 'later', endsOn: '2023-12-31' },
  ],
  [
    'its main volume',
    by('related-record', 'main-volume'),
    [
      { id: 'one', over: { mainRecordId: 'two', volume: 'side' } },
      { id: 'two', over: { ...OTHER, formedOn: plainDate('2018-05-05') } },
    ],
    { verdict: 'later', endsOn: '2023-12-31' },
  ],
  [
    'a record that it replaces, which moves to another start itself',
    by('related-record', 'replaces'),
    [
      { id: 'one', relations: rests('replaces') },
      { id: 'two', over: OTHER, relations: [{ type: 'continues', otherId: 'three' }] },
      { id: 'three', over: { ...END, formedOn: plainDate('2019-05-05') } },
    ],
    { verdict: 'later', endsOn: '2024-12-31' },
  ],
  [
    'a record of which nobody can say when it begins, and which stays where it is',
    by('related-record', 'replaces'),
    [
      { id: 'one', relations: rests('replaces') },
      { id: 'two', over: { ...OTHER, formedOn: plainDate('2018-05-05') } },
    ],
    { verdict: 'later', endsOn: '2023-12-31' },
  ],
  [
    'a record that is not filed yet and has no date',
    by('related-record', 'replaces'),
    [
      { id: 'one', relations: rests('replaces') },
      { id: 'two', over: { ...OTHER, scheduleVersionId: null } },
    ],
    { verdict: 'cannot_evaluate' },
  ],
  [
    'a relation that was withdrawn',
    by('related-record', 'replaces'),
    [
      { id: 'one', relations: rests('replaces', true) },
      { id: 'two', over: OTHER },
    ],
    { verdict: 'cannot_evaluate' },
  ],
  [
    'two records that refer to each other and rest on nothing else',
    by('related-record', 'refers-to'),
    [
      { id: 'one', relations: rests('refers-to') },
      { id: 'two', relations: [{ type: 'refers-to', otherId: 'one' }] },
    ],
    { verdict: 'later', to: 'waiting_for_event' },
  ],
]

describe('FEA-B16 what the what-if says is what the re-dating does', () => {
  test.each(CASES)('REQ-9 by %s', (_what, trigger, records, said) => {
    const after = { 'SI-5-03': trigger, 'SI-5-04': by('related-record', 'continues'), 'SI-1-01': FORMED }
    const before = { 'SI-5-03': FORMED, 'SI-5-04': FORMED, 'SI-1-01': FORMED }
    const world = aWorld(records, { before, after })
    expect(askedOf(world, 'one')).toMatchObject(said)
    const ids = records.map(({ id }) => id)
    for (const commits of [[ids], ids.map((id) => [id]), ids.map((id) => [id]).toReversed()]) {
      const again = aWorld(records, { before, after })
      expect(redated(again, commits).get('one')).toBe(said.verdict)
      if (said.endsOn !== undefined && said.verdict !== 'same')
        expect(again.record('one').retentionEndsOn).toBe(said.endsOn)
    }
  })

  const IDS = ['one', 'two', 'three', 'four']
  const CODES = ['SI-5-03', 'SI-5-04', 'SI-1-01']
  const days = fc.constantFrom('2012-05-05', '2015-06-30', '2019-12-31', '2020-03-02')
  const triggers = fc.constantFrom<Trigger>(
    FORMED,
    { kind: 'fiscal-year-end' },
    { kind: 'none' },
    by('death'),
    by('metadata-date', 'M82'),
    by('last-of-set'),
    by('related-record', 'main-volume'),
    by('related-record', 'replaces'),
    by('related-record', 'continues'),
  )
  const versions = fc.record({ 'SI-5-03': triggers, 'SI-5-04': triggers, 'SI-1-01': triggers })
  const startKeys = fc.constantFrom('death', 'metadata-date(M82)', 'related-record(replaces)')
  const starts = fc.option(fc.tuple(startKeys, days).map(([key, on]): Starts => told(key, on).starts ?? {}))
  const aRelation = fc.record({
    type: fc.constantFrom<RelationType>('replaces', 'continues'),
    otherId: fc.constantFrom(...IDS),
    isWithdrawn: fc.boolean(),
  })
  const aRecord = fc.record({
    classCode: fc.constantFrom(...CODES),
    formedOn: days.map(plainDate),
    triggeredOn: fc.option(days.map(plainDate)),
    starts,
    mainRecordId: fc.option(fc.constantFrom(...IDS)),
    scheduleVersionId: fc.constantFrom('schedule-1', 'schedule-1', 'schedule-1', null),
    disposalListId: fc.constantFrom(null, null, null, 'list'),
    field: fc.option(days),
    items: fc.array(days, { maxLength: 2 }),
    relations: fc.array(aRelation, { maxLength: 2 }),
  })
  /** Each rests on those alone that come after it in this list: a circle is no chain. */
  const all = fc.tuple(...IDS.map(() => aRecord)).map((records) =>
    records.map(({ field, items, relations, mainRecordId, ...over }, at): Stated => {
      const later = IDS.slice(at + 1)
      const main = mainRecordId !== null && later.includes(mainRecordId) ? mainRecordId : null
      const data = { items, relations: relations.filter(({ otherId }) => later.includes(otherId)) }
      const id = IDS[at] ?? ''
      return { id, over: { ...over, mainRecordId: main }, ...data, ...(field === null ? {} : { field }) }
    }),
  )
  const orders = fc.shuffledSubarray(IDS, { minLength: IDS.length })

  test('REQ-9 property: for every kind of start, in whatever order and commits the records are moved', () => {
    fc.assert(
      fc.property(all, versions, versions, orders, fc.nat(4), (records, before, after, order, cut) => {
        const world = aWorld(records, { before, after })
        const asked = new Map(IDS.map((id) => [id, askedOf(world, id)]))
        const verdicts = redated(world, [order.slice(0, cut), order.slice(cut)])
        expect(verdicts).toEqual(new Map(order.map((id) => [id, asked.get(id)?.verdict])))
        for (const [id, { endsOn }] of asked)
          if (world.record(id).scheduleVersionId === 'new')
            expect(world.record(id).retentionEndsOn).toBe(endsOn)
      }),
      { numRuns: 1000 },
    )
  })
})
