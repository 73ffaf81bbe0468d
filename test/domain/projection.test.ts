import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fold, needsNudge, project } from '#domain/projection.ts'
import { PROJECTED_TABLES, Rows } from '#domain/state.ts'
import { EVENT_TYPES } from '#domain/vocabulary.ts'
import { World } from '#test/support/decisions.ts'
import { randomLife } from '#test/support/random-life.ts'

const tablesOf = (rows: Rows) => Object.fromEntries(PROJECTED_TABLES.map((table) => [table, rows.all(table)]))

describe('state is a fold of events', () => {
  test(
    'PRM-2 PRM-5 a random lawful history folds at once to what it became step by step',
    { timeout: 60_000 },
    () => {
      fc.assert(
        fc.property(fc.array(fc.nat(1000), { minLength: 1, maxLength: 150 }), (choices) => {
          const world = new World()
          randomLife(world, choices)
          for (const [id, history] of world.history) {
            const rows = fold(history)
            expect(tablesOf(rows)).toEqual(tablesOf(world.rows(id)))
            const head = rows.get('record', id) ?? rows.must('disposalList', id)
            expect(head.version).toBe(history.length)
            expect(head.headHash).toBe(history.at(-1)?.hash)
          }
        }),
        { numRuns: 25 },
      )
    },
  )

  test('PRM-1 a life that has not ended always has something that carries it on', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { minLength: 1, maxLength: 150 }), (choices) => {
        const world = new World()
        randomLife(world, choices)
        for (const id of world.history.keys()) {
          const rows = world.rows(id)
          const subject = rows.get('record', id) ?? rows.must('disposalList', id)
          const isCarried =
            world.open(id).length > 0 ||
            rows.all('job').some((job) => job.state === 'running' || job.state === 'incident') ||
            subject.wakeOn !== null
          expect({ place: subject.placeStep, isCarried: isCarried || subject.endedOn !== null }).toEqual({
            place: subject.placeStep,
            isCarried: true,
          })
        }
      }),
      { numRuns: 25 },
    )
  })

  test(
    'REQ-21 REQ-34 PRM-4 in every random life holds win, parts are distinct, and a record is on a list exactly while it is at disposal',
    { timeout: 60_000 },
    () => {
      const ended = new Set<string>()
      for (let seed = 1; seed <= 12; seed += 1) {
        const world = new World()
        randomLife(world, chance(seed, 160))
        for (const id of world.history.keys()) ended.add(check(world, id))
      }
      expect([...ended]).toEqual(expect.arrayContaining(['destroyed', 'completed', 'aborted']))
    },
  )

  test('an event of a stream whose first is missing is said, not folded', () => {
    const event = {
      stream: { kind: 'record', id: 'r' },
      seq: 2,
      type: 'record.described',
      at: '2027-01-01T00:00:00.000Z',
      on: '2027-01-01',
      actor: 'a',
      data: { title: 'x' },
      hash: 'h',
    }
    expect(() => project(new Rows(), event as never)).toThrow(/no record r/)
  })
})

/** The same numbers for the same seed: a minimal generator of Park and Miller. */
function chance(seed: number, length: number): readonly number[] {
  let state = seed * 7919
  return Array.from({ length }, () => (state = (state * 48_271) % 2_147_483_647) % 1000)
}

function check(world: World, id: string): string {
  const record = world.rows(id).get('record', id)
  if (record === undefined) return checkList(world, id)
  const holds = world
    .rows(id)
    .all('hold')
    .filter((hold) => hold.state !== 'lifted')
  expect(record.activeHolds).toBe(holds.length)
  if (record.placeStep === 'destroyed') expect(record.activeHolds).toBe(0)
  else expect(record.placeStep === 'at-disposal').toBe(record.disposalListId !== null)
  expect(world.rows(id).all('registerEntry')).toHaveLength(record.placeStep === 'destroyed' ? 1 : 0)
  return record.placeStep
}

function checkList(world: World, id: string): string {
  const list = world.list(id)
  const parts = [
    list.compiledBy,
    list.approvedBy,
    list.witnessArchivesId,
    list.witnessBusinessId,
    list.executorId,
  ].filter((person) => person !== null)
  expect(new Set(parts).size).toBe(parts.length)
  for (const item of world.rows(id).all('disposalListItem')) {
    if (item.state === 'destroyed')
      expect(world.record(item.recordId)).toMatchObject({ placeStep: 'destroyed', disposalListId: id })
    if (item.state === 'listed' || item.state === 'destroying')
      expect(world.record(item.recordId).disposalListId).toBe(id)
  }
  return list.placeStep
}

test('claims, reminders and proofs need no nudge; every move does', () => {
  expect(
    EVENT_TYPES.filter((type) => !needsNudge(type) && !/^(?:schedule|import|standing-hold)\./.test(type)),
  ).toEqual([
    'record.metadata-set',
    'record.related',
    'record.relation-withdrawn',
    'record.reopened',
    'record.closed',
    'record.item-added',
    'record.item-withdrawn',
    'task.claimed',
    'task.released',
    'task.delegated',
    'task.handed-back',
    'task.reassigned',
    'task.reminded',
    'task.escalated',
    'object.withdrawn',
    'copy.destroyed',
    'comment.added',
    'record.regrade-proposed',
    'record.regrade-refused',
    'record.regraded',
    'giving.asked',
    'giving.approved',
    'giving.refused',
    'giving.given',
    'vital.set',
    'vital.reviewed',
    'vital.reminded',
    'record.quarantined',
  ])
  expect(needsNudge('place.moved')).toBe(true)
})
