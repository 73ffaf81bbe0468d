import { expect, test } from 'vitest'
import { settleRetention } from '#domain/acts/settle-retention.ts'
import { kept } from '#test/support/decided-lives.ts'
import { PEOPLE, World } from '#test/support/decisions.ts'

test('FLT-4 what is no open work of the record is not settled', () => {
  const world = new World()
  const subjectId = kept(world)
  expect(world.act(PEOPLE.engine, (f) => settleRetention(f, { subjectId, jobId: 'none' }))).toMatchObject({
    code: 'task.out-of-order',
  })
  expect(
    world.act(PEOPLE.engine, (f) => settleRetention(f, { subjectId: 'none', jobId: 'none' })),
  ).toMatchObject({ code: 'task.out-of-order' })
})
