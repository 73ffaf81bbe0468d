import { expect, test } from 'vitest'
import { addPerson, givePost } from '#domain/acts/administer.ts'
import { grantClasses, withdrawClasses, type ClassGrant } from '#domain/acts/class-grants.ts'
import { Bureau } from '#test/support/organisation.ts'

const POST = { unit: 'office', role: 'archives-clerk', appraiserKind: null } as const
const GRANT: ClassGrant = { login: 'wen.an', unit: 'office', role: 'archives-clerk', families: ['documents'] }

function withClerk(): Bureau {
  const bureau = Bureau.founded()
  const person = {
    login: 'wen.an',
    nameZh: '闻安',
    nameEn: 'Wen An',
    clearance: 'internal' as const,
    posts: [POST],
  }
  bureau.must((facts) => addPerson(facts, person))
  return bureau
}
const familiesIn = (bureau: Bureau) =>
  bureau.rows.all('classGrant').flatMap(({ family, toOn }) => (toOn === null ? [family] : []))

test.each([
  ['class.not-held', { families: ['accounting'] }],
  ['post.unknown', { role: 'witness' }],
  ['unit.unknown', { unit: 'nowhere' }],
  ['person.unknown', { login: 'nobody' }],
] as const)('REG-9 refuses to end what is not there: %s', (code, over) => {
  const bureau = withClerk()
  bureau.must((facts) => grantClasses(facts, GRANT))
  expect(bureau.act((facts) => withdrawClasses(facts, { ...GRANT, ...over }))).toMatchObject({ code })
})

test('FEA-H8 an administrator is granted no classes, with the post or after it', () => {
  const bureau = Bureau.founded()
  const grant = { login: 'sec', unit: 'bureau', role: 'security-admin', families: ['documents'] } as const
  expect(bureau.act((facts) => grantClasses(facts, grant))).toMatchObject({ code: 'class.administrator' })
  const post = {
    unit: 'bureau',
    role: 'security-admin',
    appraiserKind: null,
    families: ['documents'],
  } as const
  const admin = { login: 'x.y', nameZh: 'x', nameEn: 'x', clearance: 'internal' as const, posts: [post] }
  expect(bureau.act((facts) => addPerson(facts, admin))).toMatchObject({ code: 'class.administrator' })
})

test('REG-9 a post is granted nothing until it is said', () => {
  const bureau = withClerk()
  expect(familiesIn(bureau)).toEqual([])
  bureau.must((facts) => givePost(facts, 'wen.an', { ...POST, unit: 'bureau', families: ['business'] }))
  expect(familiesIn(bureau)).toEqual(['business'])
})

test('REG-9 a grant holds once, and ends with the day before', () => {
  const bureau = withClerk()
  bureau.must((facts) => grantClasses(facts, { ...GRANT, families: ['documents', 'accounting'] }))
  expect(bureau.act((facts) => grantClasses(facts, GRANT))).toMatchObject({ code: 'class.granted-already' })
  bureau.must((facts) => withdrawClasses(facts, GRANT))
  expect(familiesIn(bureau)).toEqual(['accounting'])
  expect(bureau.rows.all('classGrant')[0]?.toOn).toBe('2027-02-28')
})
