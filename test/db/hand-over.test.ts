import { afterAll, beforeAll, expect, test } from 'vitest'
import { handOverPost } from '#domain/acts/hand-over-post.ts'
import { handOverTask } from '#domain/acts/pass-task.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { administer } from '#db/gate/administration.ts'
import { passClaimedTasks } from '#db/hand-over.ts'
import { newId } from '#db/ids.ts'
import { demoPersonId, demoUnitId } from '#db/seed/demo-organisation.ts'
import { verifyAll } from '#db/verify.ts'
import { actorOn, openTask } from '#test/support/actors.ts'
import { openTestSite, type TestSite } from '#test/support/database.ts'

let site: TestSite
beforeAll(async () => {
  site = await openTestSite()
})
afterAll(async () => site?.close())

test('REG-36 FLT-27 FEA-N4 a post passes with its claimed tasks: none is lost, the former holder acts no more, twice is once', async () => {
  const former = actorOn(site, 'chen.lidong')
  const successor = actorOn(site, 'shen.zhiqiu')
  const claimed = await openTask(site, await former.creates({}), 'create')
  const open = await openTask(site, await former.creates({}), 'create')
  await former.claim(claimed)
  const by = await successor.act({ task: claimed, people: [successor.id] }, (f) =>
    handOverTask(f, { taskId: claimed, from: former.id, to: successor.id }),
  )
  expect(by).toMatchObject({ code: 'access.denied' })

  const said = {
    from: 'chen.lidong',
    to: 'shen.zhiqiu',
    unit: demoUnitId('unemployment'),
    role: 'business-clerk' as const,
  }
  const handed = await administer(
    site.admin,
    { name: 'post.hand-over', key: newId(), body: said, operator: 'test' },
    (f) => handOverPost(f, said),
  )
  expect(handed.kind).toBe('accepted')
  expect(await former.complete(claimed, { outcome: 'submitted', form: {} })).toMatchObject({
    code: 'not-found',
  })

  const { sql, gate } = site
  const moving = {
    sql,
    gate,
    engineId: ENGINE_ID,
    fromId: demoPersonId('chen.lidong'),
    toId: successor.id,
    unitId: said.unit,
    role: said.role,
  }
  expect((await passClaimedTasks(moving)).map(({ taskId, result }) => [taskId, result])).toEqual([
    [claimed, 'passed'],
  ])
  expect(await passClaimedTasks(moving)).toEqual([])
  const [row] = await site.admin<
    { holder: string }[]
  >`select assignee_id as holder from task where id = ${claimed}`
  expect(row?.holder).toBe(successor.id)
  expect(await successor.claim(open)).toMatchObject({ kind: 'accepted' })
  expect((await verifyAll(sql, ENGINE_ID)).broken).toEqual([])
})
