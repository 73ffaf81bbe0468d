import { beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '#domain/access.ts'
import { liftEndByHand, setEndByHand } from '#domain/acts/end-by-hand.ts'
import { redateRecords } from '#domain/acts/redate.ts'
import { plainDate } from '#domain/dates.ts'
import { created, due, kept } from '#test/support/decided-lives.ts'
import { aReference, PEOPLE, World } from '#test/support/decisions.ts'
import { aScheduleRow } from '#test/support/domain.ts'

let world: World
let id: string
beforeEach(() => {
  world = new World('2020-03-01')
  id = kept(world, { formedOn: plainDate('2016-03-02') })
})

const sets = (endsOn: string, actor: Actor = PEOPLE.compiler, recordId = id, reason = '信访复查未结') =>
  world.act(actor, (f) => setEndByHand(f, { recordId, endsOn: plainDate(endsOn), reason }))
const lifts = (actor: Actor, reason = '复查已结') =>
  world.act(actor, (f) => liftEndByHand(f, { recordId: id, reason }))

describe('refused', () => {
  test('REQ-10 REQ-12 an end by hand that is not later, has no reason, or comes from who has no right', () => {
    expect(sets('2030-01-01', PEOPLE.archivist)).toMatchObject({ code: 'access.denied' })
    expect(sets('2026-12-31')).toMatchObject({
      code: 'retention.not-longer',
      detail: { endsOn: '2026-12-31' },
    })
    expect(sets('2030-01-01', PEOPLE.compiler, id, ' ')).toMatchObject({ code: 'retention.reason-missing' })
    expect(sets('2299-01-01')).toMatchObject({ code: 'retention.out-of-range' })
    expect(sets('2030-01-01', PEOPLE.compiler, 'none')).toMatchObject({ code: 'not-found' })
    expect(sets('2030-01-01', PEOPLE.compiler, created(world))).toMatchObject({ code: 'retention.not-fixed' })
    expect(world.record(id)).toMatchObject({ manualEndsOn: null, retentionEndsOn: '2026-12-31' })
  })

  test('REQ-10 FEA-B9 beyond the longest term of the row, for what is permanent, and for what has fallen due', () => {
    world.reference = aReference({ 'schedule-1/SI-5-03': aScheduleRow({ maximumYears: 12 }) })
    expect(sets('2029-01-01')).toMatchObject({ code: 'retention.maximum-exceeded' })
    world.reference = aReference({ 'schedule-1/SI-5-03': aScheduleRow({ period: { kind: 'permanent' } }) })
    expect(sets('2029-01-01')).toMatchObject({ code: 'retention.not-fixed' })
    const later = new World('2027-03-01')
    const fallen = due(later)
    const late = later.act(PEOPLE.compiler, (f) =>
      setEndByHand(f, { recordId: fallen, endsOn: plainDate('2040-01-01'), reason: 'x' }),
    )
    expect(late).toMatchObject({ code: 'retention.already-due' })
  })

  test('REQ-10 lifting by who set it, by who has no right, without a reason, or where nothing is to lift', () => {
    expect(lifts(PEOPLE.archivesHead)).toMatchObject({ code: 'retention.no-hand-end' })
    sets('2031-06-30', PEOPLE.archivesHead)
    expect(lifts(PEOPLE.archivesHead)).toMatchObject({ code: 'retention.second-person' })
    expect(lifts(PEOPLE.compiler)).toMatchObject({ code: 'access.denied' })
    const other = { ...PEOPLE.archivesHead, personId: 'other-head' }
    expect(lifts(other, ' ')).toMatchObject({ code: 'retention.reason-missing' })
  })
})

test('REQ-5 every record inherits the term of its class; one of them is overridden with a reason, and no other moves', () => {
  const other = kept(world, { formedOn: plainDate('2016-11-30') })
  const longer = {
    'schedule-1/SI-5-04': aScheduleRow({ code: 'SI-5-04', period: { kind: 'years', years: 30 } }),
  }
  world.reference = aReference(longer)
  const third = kept(world, { classCode: 'SI-5-04', formedOn: plainDate('2016-03-02') })
  const ends = () => [id, other, third].map((one) => world.record(one).retentionEndsOn)
  expect(ends()).toEqual(['2026-12-31', '2026-12-31', '2046-12-31'])
  expect(sets('2031-06-30', PEOPLE.compiler, id, ' ')).toMatchObject({ code: 'retention.reason-missing' })
  expect(sets('2031-06-30', PEOPLE.compiler, id, '行政复议未结')).toMatchObject({ kind: 'decided' })
  expect(ends()).toEqual(['2031-06-30', '2026-12-31', '2046-12-31'])
  const said = world.history.get(id)?.find(({ type }) => type === 'retention.set-by-hand')
  expect(said).toMatchObject({ actor: PEOPLE.compiler.personId, data: { reason: '行政复议未结' } })
})

describe('kept to a day that a person has set', () => {
  test('REQ-10 REQ-12 the day counts, the explanation shows it beside the computed one, and the clock is set to it', () => {
    expect(sets('2031-06-30')).toMatchObject({ kind: 'decided' })
    expect(world.record(id)).toMatchObject({
      manualEndsOn: '2031-06-30',
      manualSetBy: PEOPLE.compiler.personId,
      retentionEndsOn: '2031-06-30',
      dueOn: '2031-07-01',
      wakeOn: '2031-07-01',
    })
    const computed = world.history.get(id)?.findLast(({ type }) => type === 'retention.computed')
    expect(JSON.stringify(computed?.data)).toContain('"kind":"by-hand","from":"2026-12-31","to":"2031-06-30"')
  })

  test('REQ-10 lifted by another, the computed day counts again', () => {
    sets('2031-06-30')
    expect(lifts(PEOPLE.archivesHead)).toMatchObject({ kind: 'decided' })
    expect(world.record(id)).toMatchObject({ manualEndsOn: null, manualSetBy: null, dueOn: '2027-01-01' })
  })

  test.each([
    ['still counts', 12, 'by-hand-kept', '2031-06-30'],
    ['is overtaken', 30, 'by-hand-overtaken', '2046-12-31'],
  ])('REQ-10 FEA-B14 a re-dating says that it %s', (_what, period, verdict, endsOn) => {
    sets('2031-06-30')
    const row = aScheduleRow({ scheduleVersion: 'NEW', period: { kind: 'years', years: period } })
    world.reference = aReference({ 'new/SI-5-03': row })
    const moved = world.must(PEOPLE.engine, (f) => redateRecords(f, { versionId: 'new', recordIds: [id] }))
    expect(moved.answer).toEqual({ verdicts: { [id]: verdict } })
    expect(world.record(id)).toMatchObject({
      scheduleVersionId: 'new',
      manualEndsOn: '2031-06-30',
      retentionEndsOn: endsOn,
    })
  })
})
