import { expect, test } from 'vitest'
import { fold } from '#domain/projection.ts'
import { kept } from '#test/support/decided-lives.ts'
import { World } from '#test/support/decisions.ts'
import { CLASS_OF_SITE, liftedBy, placed, standing, worked } from '#test/support/standing-holds.ts'

test('REQ-35 REQ-37 the history of a standing hold and of its record folds to the same rows', () => {
  const world = new World()
  const recordId = kept(world)
  const id = placed(world, CLASS_OF_SITE)
  expect(standing(world, id)).toMatchObject({ state: 'active', work: 'covering', coveredRecords: null })
  worked(world, id, [recordId])
  expect(standing(world, id)).toMatchObject({ work: null, coveredRecords: 1 })
  liftedBy(world, id, 'all')
  worked(world, id, [recordId])
  expect(standing(world, id)).toMatchObject({ state: 'lifted', work: null, version: 5 })
  expect(fold(world.history.get(id) ?? []).all('standingHold')).toEqual([standing(world, id)])
  expect(fold(world.history.get(recordId) ?? []).all('hold')).toEqual(world.rows(recordId).all('hold'))
  expect(world.rows(recordId).all('hold')).toMatchObject([
    {
      state: 'lifted',
      standingId: id,
      joining: 'present',
      placedBy: 'archives-head-archives',
      liftedBy: 'main-head-agency',
    },
  ])
})
