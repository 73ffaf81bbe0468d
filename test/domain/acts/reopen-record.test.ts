import { describe, expect, test } from 'vitest'
import { describeMetadata } from '#domain/acts/describe-metadata.ts'
import { placeHold } from '#domain/acts/holds.ts'
import { itemsOf } from '#domain/acts/paper-effects.ts'
import { addItem, closeRecord, reopenRecord, withdrawItem } from '#domain/acts/reopen-record.ts'
import type { ContentsEntry } from '#domain/contents.ts'
import { plainDate } from '#domain/dates.ts'
import { does, kept, tries } from '#test/support/decided-lives.ts'
import { PEOPLE, World } from '#test/support/decisions.ts'
import { listedFile } from '#test/support/paper-lives.ts'

const REASON = '补入遗漏的材料'
const entry = (over: Partial<ContentsEntry> = {}): ContentsEntry => ({
  title: '补充材料',
  responsible: '失业保险科',
  documentNo: null,
  formedOn: plainDate('2016-03-09'),
  firstPage: 4,
  lastPage: 5,
  ...over,
})

function filedFile(world: World): string {
  const id = listedFile(world)
  does(world, PEOPLE.archivist, id, { outcome: 'filed', form: { classCode: 'SI-5-03' } })
  return id
}

function reopened(world: World, id = filedFile(world)): string {
  world.must(PEOPLE.head, (facts) => reopenRecord(facts, { recordId: id, reason: REASON }))
  return id
}

describe('what is filed refuses', () => {
  test('REQ-42 REQ-45 an item, a withdrawal and a description', () => {
    const world = new World()
    const recordId = filedFile(world)
    const [item] = itemsOf(world.rows(recordId))
    const facts = world.facts(PEOPLE.archivist)
    const code = 'record.closed'
    expect(addItem(facts, { recordId, entry: entry() })).toMatchObject({ code })
    expect(withdrawItem(facts, { recordId, itemId: item?.id ?? '', reason: REASON })).toMatchObject({ code })
    expect(describeMetadata(facts, { recordId, itemId: null, values: { M34: ['通知'] } })).toMatchObject({
      code,
    })
    expect(closeRecord(facts, { recordId, reason: REASON, counted: null })).toMatchObject({ code })
  })

  test('a filing with an item of another year, class or period', () => {
    for (const [formedOn, classCode, code] of [
      ['2015-12-31', undefined, 'contents.mixed-year'],
      ['2016-03-05', 'SI-5-04', 'contents.mixed-class'],
    ] as const) {
      const world = new World()
      const recordId = listedFile(world)
      const last = itemsOf(world.rows(recordId)).at(-1)
      world.rows(recordId).change('recordItem', last?.id ?? '', {
        formedOn: plainDate(formedOn),
        classCode: classCode ?? null,
      })
      const filed = tries(world, PEOPLE.archivist, recordId, {
        outcome: 'filed',
        form: { classCode: 'SI-5-03' },
      })
      expect(filed).toMatchObject({ code: 'contents.faulty', detail: { faults: [{ no: 2, code }] } })
    }
  })
})

describe('REQ-44 opening again is refused', () => {
  const reopens = (world: World, recordId: string, by = PEOPLE.head) =>
    reopenRecord(world.facts(by), { recordId, reason: REASON })

  test('to who has no right, for what is not there, not filed, or open already', () => {
    const world = new World()
    const filed = filedFile(world)
    expect(reopens(world, filed, PEOPLE.archivist)).toMatchObject({ code: 'access.denied' })
    expect(reopens(world, 'nothing')).toMatchObject({ code: 'not-found' })
    expect(reopens(world, listedFile(world))).toMatchObject({ code: 'record.not-closed' })
    expect(reopens(world, reopened(world, filed))).toMatchObject({ code: 'record.not-closed' })
  })

  test('under a hold, on a list, and once it has ended', () => {
    const world = new World()
    const recordId = kept(world)
    const reviewOn = plainDate('2028-01-01')
    world.must(PEOPLE.compiler, (facts) =>
      placeHold(facts, { recordId, reason: '诉讼', authority: '法院', reviewOn }),
    )
    expect(reopens(world, recordId)).toMatchObject({ code: 'record.on-hold' })
    const rows = world.rows(recordId)
    rows.change('record', recordId, { activeHolds: 0, disposalListId: 'list' })
    expect(reopens(world, recordId)).toMatchObject({ code: 'record.not-in-keep' })
    rows.change('record', recordId, { disposalListId: null, endedOn: plainDate('2027-01-01') })
    expect(reopens(world, recordId)).toMatchObject({ code: 'record.ended' })
  })
})

describe('a file that was opened again', () => {
  test('REQ-44 says who opened it and why, and is closed with a reason', () => {
    const world = new World()
    const recordId = reopened(world)
    expect(world.record(recordId).reopenedAt).not.toBeNull()
    expect(world.history.get(recordId)?.at(-1)).toMatchObject({
      type: 'record.reopened',
      actor: PEOPLE.head.personId,
      data: { reason: REASON },
    })
    const closes = (counted: number) =>
      world.act(PEOPLE.archivist, (facts) => closeRecord(facts, { recordId, reason: '已补入', counted }))
    const listed = itemsOf(world.rows(recordId)).length
    expect(closes(listed + 1)).toMatchObject({ code: 'record.count-differs', detail: { listed } })
    expect(closes(listed)).toMatchObject({ events: [{ data: { reason: '已补入', items: listed } }] })
    expect(world.record(recordId).reopenedAt).toBeNull()
    expect(world.history.get(recordId)?.at(-1)).toMatchObject({
      type: 'record.closed',
      data: { reason: '已补入' },
    })
  })

  test.each([
    ['a page too far', { firstPage: 5 }, 'contents.gap'],
    ['a page that is there', { firstPage: 3 }, 'contents.overlap'],
    ['another year', { formedOn: plainDate('2017-01-01') }, 'contents.mixed-year'],
    ['another class', { classCode: 'SI-5-04' }, 'contents.mixed-class'],
    ['no title', { title: ' ' }, 'contents.no-title'],
    ['NUL in its title', { title: '补\u0000充' }, 'contents.control-character'],
    ['a right-to-left mark', { responsible: '科\u202E室' }, 'contents.control-character'],
    ['a name of 300 characters', { responsible: '科'.repeat(300) }, 'contents.too-long'],
    ['a day of 2126', { formedOn: plainDate('2126-01-01') }, 'contents.formed-in-future'],
  ])('refuses an item with %s', (_what, over, code) => {
    const world = new World()
    const recordId = reopened(world)
    const answer = addItem(world.facts(PEOPLE.archivist), { recordId, entry: entry(over) })
    expect(answer).toMatchObject({ code: 'contents.faulty' })
    expect(JSON.stringify(answer)).toContain(code)
  })

  test('takes an item in behind the last, and the number of a withdrawn one is not given again', () => {
    const world = new World()
    const recordId = reopened(world)
    const added = world.must(PEOPLE.archivist, (f) =>
      addItem(f, { recordId, entry: entry({ title: '𠮷田的补充材料' }) }),
    )
    expect(added.answer).toMatchObject({ no: 3 })
    expect(world.record(recordId).pages).toBe(5)
    expect(itemsOf(world.rows(recordId)).at(-1)).toMatchObject({
      title: '𠮷田的补充材料',
      position: 3,
      pages: 2,
    })
    const itemId = itemsOf(world.rows(recordId)).at(-1)?.id ?? ''
    world.must(PEOPLE.archivist, (f) => withdrawItem(f, { recordId, itemId, reason: '误入' }))
    expect(itemsOf(world.rows(recordId))).toHaveLength(2)
    expect(world.rows(recordId).get('recordItem', itemId)?.withdrawnNote).toBe('误入')
    const next = world.must(PEOPLE.archivist, (f) =>
      addItem(f, { recordId, entry: entry({ firstPage: 6, lastPage: 6 }) }),
    )
    expect(next.answer).toMatchObject({ no: 4 })
    expect(withdrawItem(world.facts(PEOPLE.archivist), { recordId, itemId, reason: '误入' })).toMatchObject({
      code: 'not-found',
    })
  })

  test('takes a description in, and names of persons stay out of the ledger', () => {
    const world = new World()
    const recordId = reopened(world)
    world.must(PEOPLE.archivist, (f) =>
      describeMetadata(f, { recordId, itemId: null, values: { M28: ['周明远'] } }),
    )
    world.must(PEOPLE.archivist, (f) => addItem(f, { recordId, entry: entry({ title: '周明远申请' }) }))
    const ledger = JSON.stringify((world.history.get(recordId) ?? []).map(({ data }) => data))
    expect(ledger).not.toContain('周明远')
  })
})
