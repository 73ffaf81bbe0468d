import { expect, test } from 'vitest'
import { foundSite, type Founding } from '#domain/acts/found-site.ts'
import { Bureau, FOUNDING } from '#test/support/organisation.ts'

const found = (founding: Founding, bureau = new Bureau()) => bureau.act((facts) => foundSite(facts, founding))
const [systemAdmin, securityAdmin, auditAdmin] = FOUNDING.people
if (systemAdmin === undefined || securityAdmin === undefined || auditAdmin === undefined)
  throw new Error('three people')

test('a site is founded once', () => {
  expect(found(FOUNDING, Bureau.founded())).toMatchObject({ kind: 'refused', code: 'site.exists' })
})

test.each([
  ['one login for two posts', [systemAdmin, { ...securityAdmin, login: systemAdmin.login }, auditAdmin]],
  [
    'one Chinese name for two posts',
    [systemAdmin, { ...securityAdmin, nameZh: systemAdmin.nameZh }, auditAdmin],
  ],
  [
    'one Latin name for two posts',
    [systemAdmin, securityAdmin, { ...auditAdmin, nameEn: systemAdmin.nameEn }],
  ],
  ['no audit administrator', [systemAdmin, securityAdmin]],
  [
    'two of the three posts in one person',
    [{ ...systemAdmin, posts: [...systemAdmin.posts, ...auditAdmin.posts] }, securityAdmin, auditAdmin],
  ],
])('REQ-57 三员 never meet in one person: refuses %s', (_, people) => {
  expect(found({ ...FOUNDING, people })).toMatchObject({ kind: 'refused', code: 'person.separate-duties' })
})

test('refuses a fonds code that is none', () => {
  const fonds = { ...FOUNDING.fonds, code: 'j19' }
  expect(found({ ...FOUNDING, fonds })).toMatchObject({ kind: 'refused', code: 'fonds.form' })
})

test('states the site, its units with their paths, the fonds and the people, and no secret', () => {
  const bureau = Bureau.founded()
  expect(bureau.rows.all('unit').map(({ id, path }) => [id, path])).toEqual([
    ['bureau', ['bureau']],
    ['office', ['bureau', 'office']],
  ])
  expect(bureau.rows.all('site')).toEqual([{ id: 'site', ...FOUNDING.site }])
  expect(bureau.rows.all('post').map(({ role, givesScope }) => [role, givesScope])).toEqual([
    ['system-admin', false],
    ['security-admin', false],
    ['audit-admin', false],
  ])
})
