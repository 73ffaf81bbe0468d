import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkPolicy, policyIn, readPolicy, readRoles, routesIn } from '#scripts/checks/access-policy.ts'
import { projectRoot } from '#scripts/checks/project.ts'

const document = JSON.parse(readFileSync(join(projectRoot, 'openapi.json'), 'utf8')) as Parameters<
  typeof routesIn
>[0]
const HEAD = 'route,subject,unseen,roles,denied,answer\n'

test('TRUST-8.2.1 a route without a row in the policy fails the build', () => {
  const { faults } = checkPolicy([...routesIn(document), 'GET /api/forgotten'], readPolicy(), readRoles())
  expect(faults).toEqual(['GET /api/forgotten is not in the policy'])
})

test('reports a row of a route that is gone, a row twice, and a role that nobody described', () => {
  const gone = policyIn(`${HEAD}GET /api/gone,none,,*,,200\nGET /api/gone,none,,*,,200\n`)
  const roles = readRoles().filter(({ role }) => role !== 'witness')
  expect(checkPolicy([], gone, roles).faults).toEqual([
    'GET /api/gone is no route',
    'GET /api/gone is no route',
    'GET /api/gone stands there twice',
    'witness is not described',
  ])
})

test.each(['GET /a,none,,clerk,,200', 'GET /a,planet,,*,,200', 'GET /a,none,,auditor@moon,,200'])(
  'refuses a word that it does not know: %s',
  (row) => {
    expect(() => policyIn(`${HEAD}${row}\n`)).toThrow(/is none of/)
  },
)

test('TRUST-8.1.1 every route of the product stands in the policy', () => {
  const { faults, read } = checkPolicy(routesIn(document), readPolicy(), readRoles())
  expect(faults).toEqual([])
  expect(read).toBeGreaterThan(100)
})
