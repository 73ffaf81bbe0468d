import { describe, expect, test } from 'vitest'
import {
  addPerson,
  addUnit,
  endPost,
  givePost,
  makePassive,
  setPassword,
  type NewPerson,
} from '#domain/acts/administer.ts'
import { Bureau } from '#test/support/organisation.ts'

const clerk: NewPerson = {
  login: 'wen.an',
  nameZh: '闻安',
  nameEn: 'Wen An',
  clearance: 'internal',
  posts: [{ unit: 'Bureau A', role: 'business-clerk', appraiserKind: null }],
}

function withClerk(): Bureau {
  const bureau = Bureau.founded()
  bureau.must((facts) => addPerson(facts, clerk))
  return bureau
}

describe('people', () => {
  test('nobody is added to a site that was not founded', () => {
    expect(new Bureau().act((f) => addPerson(f, clerk))).toMatchObject({ code: 'site.missing' })
  })

  test.each([
    ['person.login-taken', { ...clerk, login: 'sys' }],
    ['person.login-form', { ...clerk, login: 'Wen An' }],
    ['unit.unknown', { ...clerk, posts: [{ unit: 'Nowhere', role: 'unit-head', appraiserKind: null }] }],
    [
      'post.appraiser-kind',
      { ...clerk, posts: [{ unit: 'bureau', role: 'appraiser', appraiserKind: null }] },
    ],
    [
      'post.appraiser-kind',
      { ...clerk, posts: [{ unit: 'bureau', role: 'unit-head', appraiserKind: 'business' }] },
    ],
    [
      'person.separate-duties',
      { ...clerk, posts: [...clerk.posts, { unit: 'bureau', role: 'audit-admin', appraiserKind: null }] },
    ],
  ] as const)('refuses with %s', (code, person) => {
    expect(Bureau.founded().act((f) => addPerson(f, person))).toMatchObject({ kind: 'refused', code })
  })

  test('FEA-H1 a person with a post, which gives the scope of its role', () => {
    const bureau = withClerk()
    expect(bureau.rows.all('person').at(-1)).toMatchObject({
      login: 'wen.an',
      state: 'active',
      kind: 'person',
    })
    expect(bureau.rows.all('post').at(-1)).toMatchObject({ unitId: 'bureau', givesScope: true, toOn: null })
  })
})

describe('posts', () => {
  test('REQ-57 an administrator gets no other post, and nobody with a post becomes one', () => {
    const bureau = withClerk()
    expect(
      bureau.act((f) => givePost(f, 'sys', { unit: 'bureau', role: 'audit-admin', appraiserKind: null })),
    ).toMatchObject({
      code: 'person.separate-duties',
    })
    expect(
      bureau.act((f) => givePost(f, 'sys', { unit: 'bureau', role: 'unit-head', appraiserKind: null })),
    ).toMatchObject({
      code: 'person.separate-duties',
    })
    expect(
      bureau.act((f) =>
        givePost(f, 'wen.an', { unit: 'bureau', role: 'security-admin', appraiserKind: null }),
      ),
    ).toMatchObject({
      code: 'person.separate-duties',
    })
  })

  test('refuses a post that is held, and the end of one that is not', () => {
    const bureau = withClerk()
    expect(
      bureau.act((f) =>
        givePost(f, 'wen.an', { unit: 'bureau', role: 'business-clerk', appraiserKind: null }),
      ),
    ).toMatchObject({
      code: 'post.held',
    })
    expect(bureau.act((f) => endPost(f, 'wen.an', { unit: 'bureau', role: 'unit-head' }))).toMatchObject({
      code: 'post.unknown',
    })
    expect(bureau.act((f) => endPost(f, 'sys', { unit: 'bureau', role: 'system-admin' }))).toMatchObject({
      code: 'person.last-administrator',
    })
  })

  test('a post ends with the day before, so that its rights go at once', () => {
    const bureau = withClerk()
    bureau.must((f) => endPost(f, 'wen.an', { unit: 'bureau', role: 'business-clerk' }))
    expect(bureau.rows.all('post').at(-1)).toMatchObject({ toOn: '2027-02-28' })
  })
})

describe('leavers and passwords', () => {
  test('REQ-55 the last of the three administrators stays; who has left is not there any more', () => {
    const bureau = withClerk()
    expect(bureau.act((f) => makePassive(f, 'aud'))).toMatchObject({ code: 'person.last-administrator' })
    expect(bureau.act((f) => makePassive(f, 'nobody'))).toMatchObject({ code: 'person.unknown' })
    bureau.must((f) => makePassive(f, 'wen.an'))
    expect(bureau.act((f) => setPassword(f, 'wen.an'))).toMatchObject({ code: 'person.passive' })
  })

  test('REQ-55 sessions and keys of a leaver end in the same act, and so do the posts', () => {
    const bureau = withClerk()
    const decision = bureau.must((f) => makePassive(f, 'wen.an'))
    const id = decision.answer['personId']
    expect(decision).toMatchObject({ endSessionsOf: [id], endKeysOf: [id] })
    expect(decision.events.map(({ type }) => type)).toEqual(['person.made-passive', 'post.ended'])
  })

  test('a new first password is an event that says nothing of it', () => {
    const { events, endSessionsOf } = withClerk().must((f) => setPassword(f, 'wen.an'))
    expect(events).toMatchObject([{ type: 'person.password-set', data: { mustChange: true } }])
    expect(endSessionsOf).toHaveLength(1)
  })
})

describe('units', () => {
  test('refuses a unit under nothing, and a name that stands there already', () => {
    const unit = { parent: 'bureau', kind: 'section', nameZh: '养老科', nameEn: 'Pension' } as const
    const bureau = Bureau.founded()
    expect(bureau.act((f) => addUnit(f, { ...unit, parent: 'Nowhere' }))).toMatchObject({
      code: 'unit.unknown',
    })
    bureau.must((f) => addUnit(f, unit))
    expect(bureau.act((f) => addUnit(f, { ...unit, nameEn: 'Other' }))).toMatchObject({ code: 'unit.taken' })
    expect(bureau.rows.all('unit').at(-1)?.path).toHaveLength(2)
  })
})
