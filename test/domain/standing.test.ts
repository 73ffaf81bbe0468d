import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, epochMsOf, plainDate, startOfDay } from '#domain/dates.ts'
import {
  clockVerdict,
  LONGEST_SLEEP_MS,
  MOST_SKEW_MS,
  nudgeRestMs,
  standingOf,
  type StandingFacts,
} from '#domain/standing.ts'
import { ENDS } from '#domain/vocabulary.ts'
import { dates } from '#test/support/domain.ts'

const aStanding = (over: Partial<StandingFacts> = {}): StandingFacts => ({
  version: 3,
  placeStep: 'keep',
  placeVersion: 2,
  wakeOn: plainDate('2030-01-01'),
  endedOn: null,
  jobs: [],
  lookOn: null,
  today: plainDate('2027-01-05'),
  archiveNow: '2027-01-05T02:00:00.000Z',
  mode: 'production',
  zone: 'Asia/Shanghai',
  ...over,
})
const job = { id: 'j', kind: 'inspect', step: 'keep', placeVersion: 2, state: 'running' } as const

describe('where a subject stands', () => {
  test.each(ENDS)('%s is an end, whatever else waits', (placeStep) => {
    expect(standingOf(aStanding({ placeStep, jobs: [job] }), 0)).toEqual({ kind: 'end', outcome: placeStep })
  })

  test('the job of its place comes first, but not one of a place that was left', () => {
    expect(standingOf(aStanding({ jobs: [job], wakeOn: plainDate('2027-01-01') }), 0)).toEqual({
      kind: 'machine',
      jobId: 'j',
      job: 'inspect',
    })
    expect(standingOf(aStanding({ jobs: [{ ...job, placeVersion: 1 }] }), 0)).toMatchObject({
      kind: 'waiting',
      sideJobs: [],
    })
  })

  test('FLT-32 an incident waits for a person and is not run again by itself', () => {
    expect(standingOf(aStanding({ jobs: [{ ...job, state: 'incident' }] }), 0)).toMatchObject({
      kind: 'waiting',
      sideJobs: [],
    })
  })

  test('work beside the lifecycle is named and holds nothing up', () => {
    const side = { ...job, step: null, kind: 'recognise-text' as const }
    expect(standingOf(aStanding({ jobs: [side] }), 0)).toMatchObject({
      kind: 'waiting',
      sideJobs: [{ jobId: 'j', job: 'recognise-text' }],
    })
  })

  test.each(['secure-copies', 'check-fixity'] as const)(
    '%s waits behind nobody: the workflow of its own subject does it, after the work of its place',
    (kind) => {
      const pressing = { ...job, id: 'p', step: null, kind }
      expect(standingOf(aStanding({ jobs: [pressing, job] }), 0)).toMatchObject({ jobId: 'j' })
      expect(standingOf(aStanding({ jobs: [pressing] }), 0)).toEqual({
        kind: 'machine',
        jobId: 'p',
        job: kind,
      })
      expect(standingOf(aStanding({ jobs: [{ ...pressing, state: 'incident' }] }), 0)).toMatchObject({
        kind: 'waiting',
        sideJobs: [],
      })
    },
  )

  test('a wake-up or a look of today and earlier is due, one of tomorrow is not', () => {
    const today = plainDate('2027-01-05')
    for (const field of ['wakeOn', 'lookOn'] as const) {
      expect(standingOf(aStanding({ wakeOn: null, [field]: today }), 0)).toEqual({ kind: 'due' })
      expect(standingOf(aStanding({ wakeOn: null, [field]: addDays(today, 1) }), 0)).toMatchObject({
        kind: 'waiting',
      })
    }
  })

  test('FLT-15 no sleep is longer than 366 days and its jitter, and none ends after the day that is waited for', () => {
    fc.assert(
      fc.property(
        fc.option(dates(2027, 2150)),
        fc.option(dates(2027, 2150)),
        fc.nat(3_600_000),
        (wakeOn, lookOn, jitter) => {
          const facts = aStanding({ wakeOn, lookOn })
          const answer = standingOf(facts, jitter)
          if (answer.kind !== 'waiting') return
          expect(answer.lookAgainInMs).toBeGreaterThanOrEqual(1_000)
          expect(answer.lookAgainInMs).toBeLessThanOrEqual(LONGEST_SLEEP_MS + jitter)
          for (const on of [wakeOn, lookOn]) {
            if (on === null) continue
            const midnight = startOfDay(on, facts.zone)
            expect(epochMsOf(facts.archiveNow) + answer.lookAgainInMs - jitter).toBeLessThanOrEqual(midnight)
          }
        },
      ),
    )
  })
})

describe('how long a nudge rests', () => {
  test('what a machine has to do is told at once, a step to the next person rests, alone or not', () => {
    expect(nudgeRestMs(['task.completed', 'place.moved', 'task.opened'])).toBe(1_000)
    expect(nudgeRestMs(['task.completed', 'record.filed', 'place.moved', 'task.opened'])).toBe(1_000)
    expect(nudgeRestMs(['task.completed', 'place.moved', 'job.started'])).toBe(0)
    expect(nudgeRestMs(['record.created', 'task.opened'])).toBe(1_000)
    expect(nudgeRestMs(['record.created', 'task.opened', 'job.started'])).toBe(0)
    expect(nudgeRestMs(['hold.placed'])).toBe(0)
    expect(nudgeRestMs(['job.completed', 'place.moved'])).toBe(0)
  })

  test('FEA-A7 a record of a backlog comes behind all others, also with a file to be inspected, and so does its undo', () => {
    expect(nudgeRestMs(['record.imported', 'retention.computed'])).toBeNull()
    expect(nudgeRestMs(['record.imported', 'retention.computed', 'job.started'])).toBeNull()
    expect(nudgeRestMs(['record.import-withdrawn'])).toBeNull()
  })
})

describe('two clocks', () => {
  const now = epochMsOf('2027-01-05T02:00:00.000Z')
  const at = (mode: StandingFacts['mode'], ahead: number) =>
    clockVerdict({ archiveNow: '2027-01-05T02:00:00.000Z', mode }, now + ahead)

  test('FLT-14 on a production site more than five minutes apart is skew, either way, and nothing moves', () => {
    expect(at('production', MOST_SKEW_MS + 1)).toEqual({ kind: 'skew', byMs: MOST_SKEW_MS + 1 })
    expect(at('production', -MOST_SKEW_MS - 1)).toEqual({ kind: 'skew', byMs: -MOST_SKEW_MS - 1 })
    expect(at('production', MOST_SKEW_MS)).toEqual({ kind: 'fine' })
  })

  test('on a demo or test site the law follows a workflow that skipped ahead, and never goes back', () => {
    for (const mode of ['demo', 'test'] as const) {
      expect(at(mode, 3_155_760_000_000)).toEqual({ kind: 'move', toMs: now + 3_155_760_000_000 })
      expect(at(mode, -3_155_760_000_000)).toEqual({ kind: 'fine' })
    }
  })
})
