import { beforeEach, describe, expect, test } from 'vitest'
import { failJob } from '#domain/acts/engine.ts'
import { retryJob } from '#domain/acts/retry-job.ts'
import { settleRetention } from '#domain/acts/settle-retention.ts'
import { decideTrigger, enterTrigger } from '#domain/acts/triggers.ts'
import { plainDate } from '#domain/dates.ts'
import type { ScheduleRow } from '#domain/schedule.ts'
import { kept } from '#test/support/decided-lives.ts'
import { aReference, PEOPLE, World } from '#test/support/decisions.ts'
import { aScheduleRow } from '#test/support/domain.ts'

let world: World
beforeEach(() => {
  world = new World('2020-03-01')
})

const byMetadata: Partial<ScheduleRow> = { trigger: { kind: 'event', event: 'metadata-date', of: 'M41' } }
const ruledBy = (...rows: readonly Partial<ScheduleRow>[]) => {
  const made = rows.map((row) => aScheduleRow(row))
  world.reference = aReference(Object.fromEntries(made.map((row) => [`schedule-1/${row.code}`, row])))
}
const open = (id: string) =>
  world
    .rows(id)
    .all('job')
    .filter(({ kind, state }) => kind === 'settle-retention' && state !== 'completed')

describe('a record that cannot be dated', () => {
  test('REQ-9 is an incident of its unit from its filing on, with what is missing, and no date', () => {
    ruledBy(byMetadata)
    const id = kept(world)
    expect(world.record(id)).toMatchObject({ retentionEndsOn: null, dueOn: null })
    expect(open(id)).toMatchObject([
      {
        state: 'incident',
        step: null,
        errorCode: 'retention.cannot-evaluate',
        errorDetail: 'fact.missing metadata-date',
      },
    ])
    expect(open(id)[0]?.ownerGroup).toMatch(/^unit-archivist@/)
  })

  test('REQ-14 is an incident where its rules contradict each other, and the explanation names the rule', () => {
    ruledBy(
      { maximumYears: 20 },
      { code: 'SI-9-01', period: { kind: 'years', years: 30 }, alsoFor: ['SI-5-03'] },
    )
    const id = kept(world)
    expect(open(id)).toMatchObject([
      {
        state: 'incident',
        errorCode: 'retention.conflict',
        errorDetail: 'retention.maximum-exceeded SI-5-03',
      },
    ])
  })

  test('REQ-14 of several rules that agree the longest decides, and nobody is asked', () => {
    ruledBy({}, { code: 'SI-9-01', period: { kind: 'years', years: 30 }, alsoFor: ['SI-5-03'] })
    const id = kept(world)
    expect(world.record(id)).toMatchObject({ retentionEndsOn: '2046-12-31' })
    expect(open(id)).toEqual([])
    const computed = world.history.get(id)?.find(({ type }) => type === 'retention.computed')
    expect(JSON.stringify(computed?.data)).toContain('"code":"rules.longest-wins","codes":["SI-5-03"]')
  })
})

describe('when the fact comes', () => {
  test('REQ-9 its confirmation computes the date, arms the clock and ends the incident', () => {
    ruledBy(byMetadata)
    const id = kept(world)
    world.must(PEOPLE.archivist, (f) =>
      enterTrigger(f, { recordId: id, kind: 'metadata-date', on: plainDate('2018-06-30'), evidence: 'M41' }),
    )
    const triggerId = world.rows(id).all('trigger')[0]?.id ?? ''
    world.must(PEOPLE.compiler, (f) =>
      decideTrigger(f, { recordId: id, triggerId, decision: 'confirm', reason: '' }),
    )
    expect(world.record(id)).toMatchObject({ retentionEndsOn: '2028-12-31', wakeOn: '2029-01-01' })
    expect(open(id)).toEqual([])
  })

  test('FLT-4 a person lets it run again: still missing it is an incident as before, known it is dated', () => {
    ruledBy(byMetadata)
    const id = kept(world)
    const jobId = open(id)[0]?.id ?? ''
    const settle = () => world.act(PEOPLE.engine, (f) => settleRetention(f, { subjectId: id, jobId }))
    expect(settle()).toMatchObject({ code: 'task.out-of-order' })
    const retry = () => world.must(PEOPLE.compiler, (f) => retryJob(f, { subjectId: id, jobId }))
    retry()
    expect(settle()).toMatchObject({ kind: 'decided' })
    expect(open(id)).toMatchObject([{ state: 'incident', attempts: 1 }])
    retry()
    ruledBy({})
    expect(settle()).toMatchObject({ kind: 'decided' })
    expect(open(id)).toEqual([])
    expect(world.record(id)).toMatchObject({ retentionEndsOn: '2026-12-31', wakeOn: '2027-01-01' })
    expect(
      world.act(PEOPLE.engine, (f) =>
        failJob(f, { subjectId: id, jobId, attempts: 1, code: 'x', detail: '' }),
      ),
    ).toMatchObject({ code: 'task.out-of-order' })
  })
})
