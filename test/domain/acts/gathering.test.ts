import { expect, test } from 'vitest'
import { compiled, due } from '#test/support/decided-lives.ts'
import { PEOPLE, World } from '#test/support/decisions.ts'

test('REG-1 each fonds counts its own lists, and no two lists of a site have one number', () => {
  const world = new World()
  const [one, other, third] = [due(world), due(world), due(world)]
  const [fonds] = world.facts(PEOPLE.compiler).fonds
  if (fonds === undefined) throw new Error('the world has one fonds')
  world.over = { fonds: [fonds, { ...fonds, id: 'fonds-2', code: 'J022' }] }
  world.rows(other).change('record', other, { fondsId: 'fonds-2' })
  const numbers = [one, other, third].map((id) => world.list(compiled(world, [id])).number)
  expect(numbers).toEqual(['D-J021-2027-001', 'D-J022-2027-001', 'D-J021-2027-002'])
})
