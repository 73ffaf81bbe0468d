import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { filesIn, projectRoot } from '#scripts/checks/project.ts'

const files = filesIn(projectRoot)
const textOf = (path: string) => readFileSync(join(projectRoot, path), 'utf8')
const DECIDERS = /^(api|db|domain|activities|workflows)\/.*\.ts$/
/** Where roles are more than what somebody may do: duties that exclude each other, and who needs a second factor. */
const OTHER_QUESTIONS = [
  'domain/access.ts',
  'domain/acts/administer.ts',
  'domain/sign-in-policy.ts',
  'domain/rights-report.ts',
]

/** A second place that asks what a role may do. */
const asksRoles = (text: string) => /\broles\.(includes|some)\(/.test(text)

test('TRUST-8.3.1 one place says what a role may do: no second one asks for roles', () => {
  const asking = files.filter(
    (path) => DECIDERS.test(path) && !OTHER_QUESTIONS.includes(path) && asksRoles(textOf(path)),
  )
  expect(asking).toEqual([])
  expect(asksRoles("if (actor.roles.includes('auditor')) show()")).toBe(true)
})

test('TRUST-8.2.2 one place says who sees a record: no other file has a policy on it, or sets whose eyes look', () => {
  const sql = files.filter((path) => /^db\/gate\/.*\.(sql|ts)$/.test(path))
  const policies = sql.filter((path) => /create policy \w+ on record\b/.test(textOf(path)))
  const scopes = sql.filter((path) =>
    /set_config\('everfile\.(units|grades|families|granted|looks)'/.test(textOf(path)),
  )
  expect(sql.length).toBeGreaterThan(5)
  expect(policies).toEqual(['db/gate/security.sql'])
  expect(scopes).toEqual(['db/gate/scope.sql'])
})
