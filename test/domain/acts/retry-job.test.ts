import { expect, test } from 'vitest'
import type { Actor } from '#domain/access.ts'
import { failJob } from '#domain/acts/engine.ts'
import { retryJob, retryJobUnseen } from '#domain/acts/retry-job.ts'
import { created, due, started } from '#test/support/decided-lives.ts'
import { PEOPLE, World } from '#test/support/decisions.ts'
import { destroyed } from '#test/support/destroyed.ts'

test('FLT-32 an incident waits for a person with the right, who lets the work run again', () => {
  const world = new World()
  const id = created(world, {}, PEOPLE.system)
  const jobId = world.rows(id).all('job')[0]?.id ?? ''
  const ref = { subjectId: id, jobId }
  expect(world.act(PEOPLE.archivist, (f) => retryJob(f, ref))).toMatchObject({ code: 'job.not-incident' })
  world.must(PEOPLE.engine, (f) =>
    failJob(f, { ...ref, attempts: 6, code: 'store.unavailable', detail: 'closed' }),
  )
  expect(world.rows(id).must('job', jobId)).toMatchObject({
    state: 'incident',
    attempts: 6,
    errorCode: 'store.unavailable',
    ownerGroup: 'unit-archivist@unit-forming',
  })
  expect(world.act(PEOPLE.clerk, (f) => retryJob(f, ref))).toMatchObject({ code: 'access.denied' })
  expect(world.act(PEOPLE.archivist, (f) => retryJob(f, { ...ref, jobId: 'none' }))).toMatchObject({
    code: 'not-found',
  })
  world.must(PEOPLE.archivist, (f) => retryJob(f, ref))
  expect(world.rows(id).must('job', jobId).state).toBe('running')
})

test('FLT-32 a system administrator lets work run again that they do not see: the engine acts in their name, and for nobody else’s', () => {
  const world = new World()
  const subjectId = created(world, {}, PEOPLE.system)
  const jobId = world.rows(subjectId).all('job')[0]?.id ?? ''
  const failed = { attempts: 6, code: 'store.unavailable', detail: 'closed' }
  world.must(PEOPLE.engine, (f) => failJob(f, { subjectId, jobId, ...failed }))
  const asks = (who: Actor, asking: Actor, state: 'active' | 'passive' = 'active') => {
    const { personId, kind, clearance, rightsVersion, groups } = asking
    world.over = { people: [{ personId, kind, clearance, rightsVersion, groups, state }] }
    return world.act(who, (f) => retryJobUnseen(f, { subjectId, jobId, askedBy: personId }))
  }
  const denied = { code: 'access.denied' }
  expect(asks(PEOPLE.admin, PEOPLE.admin)).toMatchObject(denied)
  expect(asks(PEOPLE.engine, PEOPLE.compiler)).toMatchObject(denied)
  expect(asks(PEOPLE.engine, PEOPLE.admin, 'passive')).toMatchObject(denied)
  world.over = {}
  expect(
    world.act(PEOPLE.engine, (f) => retryJobUnseen(f, { subjectId, jobId, askedBy: PEOPLE.admin.personId })),
  ).toMatchObject(denied)
  const { personId, rightsVersion } = PEOPLE.admin
  expect(asks(PEOPLE.engine, PEOPLE.admin)).toMatchObject({
    kind: 'decided',
    events: [{ type: 'job.retried', data: { jobId } }],
    onBehalfOf: personId,
    people: [{ id: personId, rightsVersion }],
  })
  expect(world.rows(subjectId).must('job', jobId).state).toBe('running')
  expect(asks(PEOPLE.engine, PEOPLE.admin)).toMatchObject({ code: 'job.not-incident' })
})

test('PRM-8 nothing is tried again for a record that was destroyed', () => {
  const world = new World()
  const id = due(world)
  destroyed(world, started(world, [id]))
  const jobId = world.rows(id).all('job')[0]?.id ?? ''
  expect(world.act(PEOPLE.archivist, (f) => retryJob(f, { subjectId: id, jobId }))).toMatchObject({
    code: 'record.ended',
  })
})
