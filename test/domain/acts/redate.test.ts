import { beforeEach, describe, expect, test } from 'vitest'
import type { Decided } from '#domain/acts/act.ts'
import { finishRedating, orderRedating, redateRecords, steerRedating } from '#domain/acts/redate.ts'
import { plainDate } from '#domain/dates.ts'
import type { ScheduleRow } from '#domain/schedule.ts'
import { Rows } from '#domain/state.ts'
import { compiled, due, kept, started } from '#test/support/decided-lives.ts'
import { aPerson, aReference, PEOPLE, World } from '#test/support/decisions.ts'
import { aScheduleRow } from '#test/support/domain.ts'

let world: World
beforeEach(() => {
  world = new World()
})

/** The version `new` has this row for unemployment benefits. */
function ruledBy(over: Partial<ScheduleRow>): void {
  world.reference = aReference({ 'new/SI-5-03': aScheduleRow({ scheduleVersion: 'NEW', ...over }) })
}

function redates(...recordIds: readonly string[]): Decided {
  return world.must(PEOPLE.engine, (facts) => redateRecords(facts, { versionId: 'new', recordIds }))
}

const years = (count: number): Partial<ScheduleRow> => ({ period: { kind: 'years', years: count } })
const record = (id: string) => world.subjects.get(id)?.must('record', id)

describe('what is left where it is, by name', () => {
  test('FEA-B16 nobody but the engine re-dates', () => {
    const id = kept(world)
    ruledBy(years(30))
    expect(
      world.act(PEOPLE.archivesHead, (facts) => redateRecords(facts, { versionId: 'new', recordIds: [id] })),
    ).toMatchObject({ code: 'access.denied' })
  })

  test.each([
    ['a row that is not confirmed', { confidence: '?' as const }, 'cannot_evaluate'],
    [
      'a row that waits for nothing the record knows',
      { period: { kind: 'follows' as const }, trigger: { kind: 'follows' as const, codes: ['KU-16'] } },
      'cannot_evaluate',
    ],
  ])('FEA-B16 %s moves no pin', (_what, over, verdict) => {
    const id = kept(world)
    ruledBy(over)
    const before = record(id)
    expect(redates(id).answer).toEqual({ verdicts: { [id]: verdict } })
    expect(record(id)).toEqual(before)
  })

  test('FEA-B16 a record on a list is left to the list, and what is being destroyed is not touched', () => {
    const [listed, burning] = [due(world), due(world)]
    compiled(world, [listed])
    started(world, [burning])
    ruledBy(years(30))
    const { answer, events } = redates(listed, burning, 'nothing')
    expect(answer).toEqual({ verdicts: { [listed]: 'on-list', [burning]: 'on-list', nothing: 'ended' } })
    expect(events).toEqual([])
  })
})

test('FEA-B14 FEA-B16 a later date: pin, date and its explanation are appended, and nobody is woken', () => {
  const id = kept(world)
  const before = record(id)
  ruledBy(years(30))
  const done = redates(id)
  expect(done.answer).toEqual({ verdicts: { [id]: 'later' } })
  expect(done.nudged).toEqual([])
  expect(done.events.map(({ type }) => type)).toEqual(['record.repinned', 'retention.computed'])
  expect(record(id)).toMatchObject({ scheduleVersionId: 'new', dueOn: '2047-01-01', wakeOn: before?.wakeOn })
  const computed = done.events.find((event) => event.type === 'retention.computed')
  expect(computed?.data).toMatchObject({
    explanation: { scheduleVersion: 'NEW', period: { kind: 'years', years: 30 } },
  })
  expect(redates(id).answer).toEqual({ verdicts: { [id]: 'same-version' } })
})

test('FEA-B16 a date before the next wake-up wakes that record alone', () => {
  world = new World('2021-03-01')
  const [sooner, same] = [kept(world), kept(world)]
  const wakeOn = record(sooner)?.wakeOn
  ruledBy(years(3))
  const done = redates(sooner, same)
  expect(done.nudged).toEqual([sooner, same])
  expect(record(sooner)).toMatchObject({ dueOn: '2020-01-01', wakeOn: '2021-03-01' })
  expect(wakeOn).not.toBe('2021-03-01')
})

test('FEA-B16 a batch is ordered once, paused, resumed and finished, by those who may', () => {
  const rows = new Rows()
  rows.load('scheduleVersion', {
    id: 'new',
    streamVersion: 3,
    headHash: 'h',
    schedule: 'social-insurance',
    version: 'NEW',
    state: 'active',
    effectiveOn: plainDate('2027-01-01'),
    sha256: '',
    basedOnId: 'old',
    editors: ['writer'],
    draftedAt: null,
    reviewedBy: null,
    reviewedAt: null,
    approvedBy: null,
    approvedAt: null,
    activatedBy: null,
    activatedAt: null,
    supersededOn: null,
    consentAuthority: null,
    consentNumber: null,
    consentOn: null,
  })
  world.subjects.set('new', rows)
  const head = PEOPLE.archivesHead
  const writer = aPerson('archives-head', 'archives', { personId: 'writer' })
  const order = (facts: Parameters<typeof orderRedating>[0]) => orderRedating(facts, { id: 'new' })
  expect(world.act(PEOPLE.compiler, order)).toMatchObject({ code: 'access.denied' })
  expect(world.act(writer, order)).toMatchObject({ code: 'schedule.second-person' })
  const ordered = world.must(head, order)
  const jobId = ordered.bulkJobs?.[0] ?? ''
  expect(ordered.answer).toEqual({ jobId })
  expect(world.act(head, order)).toMatchObject({ code: 'schedule.redating-runs' })
  const steer = (to: 'paused' | 'running') => (facts: Parameters<typeof orderRedating>[0]) =>
    steerRedating(facts, { id: 'new', jobId, to })
  expect(world.act(head, steer('running'))).toMatchObject({ code: 'schedule.out-of-order' })
  world.must(head, steer('paused'))
  expect(rows.must('bulkJob', jobId).state).toBe('paused')
  world.must(head, steer('running'))
  const finish = (facts: Parameters<typeof orderRedating>[0]) =>
    finishRedating(facts, { id: 'new', jobId, counts: { later: 2 } })
  expect(world.act(head, finish)).toMatchObject({ code: 'access.denied' })
  world.must(PEOPLE.engine, finish)
  expect(rows.must('bulkJob', jobId)).toMatchObject({ state: 'finished', counts: { later: 2 } })
  expect(world.must(PEOPLE.engine, finish).events).toEqual([])
  expect(world.act(head, steer('paused'))).toMatchObject({ code: 'schedule.out-of-order' })
})
