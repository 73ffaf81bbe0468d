import { expect, test } from 'vitest'
import type { Actor } from '#domain/access.ts'
import type { PersonFacts } from '#domain/acts/act.ts'
import { claimTask } from '#domain/acts/claim-task.ts'
import { endDeputy, nameDeputy, type NewDeputy } from '#domain/acts/deputies.ts'
import { plainDate } from '#domain/dates.ts'
import { created } from '#test/support/decided-lives.ts'
import { aPerson, PEOPLE, UNITS, World } from '#test/support/decisions.ts'

const colleague = aPerson('unit-archivist', 'forming', { personId: 'colleague' })
const wanted: NewDeputy = {
  postId: 'post-clerk',
  deputyId: 'colleague',
  fromOn: plainDate('2027-03-01'),
  toOn: plainDate('2027-03-14'),
}
const holder = (role: 'business-clerk' | 'witness' | 'security-admin' = 'business-clerk'): Actor =>
  aPerson(role, 'forming', {
    posts: [{ id: 'post-clerk', role, unitId: UNITS.forming, appraiserKind: null }],
  })

function known(actor: Actor, over: Partial<PersonFacts> = {}): PersonFacts {
  const { personId, kind, clearance, rightsVersion, groups } = actor
  return { personId, kind, state: 'active', clearance, rightsVersion, groups, ...over }
}

function naming(actor: Actor, over: Partial<NewDeputy> = {}, people = [known(colleague)]) {
  const world = new World()
  world.over = { people }
  return world.act(actor, (f) => nameDeputy(f, { ...wanted, ...over }))
}

test('FEA-C4 a deputy is refused for a post of somebody else, for duties that are the person’s own, and for dates that do not fit', () => {
  expect(naming(PEOPLE.archivist)).toMatchObject({ code: 'deputy.not-your-post' })
  expect(naming(holder('witness'))).toMatchObject({ code: 'deputy.role' })
  expect(naming(holder('security-admin'))).toMatchObject({ code: 'deputy.role' })
  for (const dates of [
    { fromOn: plainDate('2027-02-28') },
    { toOn: plainDate('2027-02-28') },
    { toOn: plainDate('2028-03-02') },
  ])
    expect(naming(holder(), dates)).toMatchObject({ code: 'deputy.dates' })
})

test('FEA-C4 a deputy names no deputy of their own for the post that they act for', () => {
  const deputy = aPerson('unit-archivist', 'forming', {
    deputyFor: [{ group: `business-clerk@${UNITS.forming}`, personId: 'holder' }],
  })
  expect(naming(deputy)).toMatchObject({ code: 'deputy.not-your-post' })
})

test('FEA-C4 nobody is deputy who left, who is the holder, a program or an administrator', () => {
  expect(naming(holder(), {}, [known(colleague, { state: 'passive' })])).toMatchObject({
    code: 'deputy.person',
  })
  expect(naming(holder(), {}, [known(PEOPLE.system, { personId: 'colleague' })])).toMatchObject({
    code: 'deputy.person',
  })
  expect(naming(holder(), {}, [known(PEOPLE.admin, { personId: 'colleague' })])).toMatchObject({
    code: 'deputy.person',
  })
})

test('FEA-C4 an appointment is an event, and ends by one of who made it', () => {
  const made = naming(holder())
  expect(made).toMatchObject({ events: [{ type: 'deputy.named', data: wanted }], deputies: [wanted] })
  const world = new World()
  expect(world.act(holder(), (f) => endDeputy(f, { id: 'x' }))).toMatchObject({ code: 'not-found' })
  world.over = { deputies: [{ ...wanted, id: 'x', principalId: 'p' }] }
  expect(world.must(holder(), (f) => endDeputy(f, { id: 'x' }))).toMatchObject({ deputiesEnded: ['x'] })
})

test('FEA-C4 every act of a deputy says for whom', () => {
  const world = new World()
  const id = created(world)
  const task = world.open(id)[0]
  if (task === undefined) throw new Error('a created record has a task')
  const groups = [...colleague.groups, task.candidateGroup]
  const deputy = { ...colleague, groups, deputyFor: [{ group: task.candidateGroup, personId: 'holder' }] }
  expect(world.act(colleague, (f) => claimTask(f, { taskId: task.id }))).toMatchObject({
    code: 'task.not-candidate',
  })
  expect(world.must(deputy, (f) => claimTask(f, { taskId: task.id })).onBehalfOf).toBe('holder')
})
