import { expect, test } from 'vitest'
import { plainDate } from '#domain/dates.ts'
import type { RecordedEvent } from '#domain/events.ts'
import { principalsOf, rightsOn } from '#domain/rights-report.ts'

const SITE = { kind: 'site' as const, id: 'site' }
let seq = 0
const event = (stream: RecordedEvent['stream'], on: string, stated: { type: string; data: object }) =>
  ({
    ...stated,
    stream,
    seq: (seq += 1),
    at: `${on}T01:00:00.000Z`,
    on,
    actor: 'operator',
    hash: '',
  }) as RecordedEvent
const of = (id: string) => ({ kind: 'person' as const, id })
const added = (id: string) =>
  event(of(id), '2027-01-10', {
    type: 'person.added',
    data: { kind: 'person', login: id, nameZh: id, nameEn: id, clearance: 'internal' },
  })
const post = (id: string, postId: string, role: string) =>
  event(of(id), '2027-01-10', {
    type: 'post.given',
    data: { id: postId, unitId: 'unit', role, appraiserKind: null, givesScope: true, fromOn: '2027-01-10' },
  })

const site = [
  event(SITE, '2027-01-01', { type: 'site.created', data: { mode: 'test' } }),
  event(SITE, '2027-03-01', {
    type: 'deputy.named',
    data: {
      id: 'd',
      postId: 'p2',
      principalId: 'head',
      deputyId: 'clerk',
      fromOn: '2027-03-05',
      toOn: '2027-03-20',
    },
  }),
  event(SITE, '2027-03-10', { type: 'deputy.ended', data: { id: 'd' } }),
  event(SITE, '2027-02-01', {
    type: 'access.requested',
    data: { id: 'a', personId: 'clerk', recordId: 'r', code: 'J019-1', days: 3, purpose: '核对' },
  }),
  event(SITE, '2027-02-02', {
    type: 'access.granted',
    data: { id: 'a', reason: '', fromOn: '2027-02-02', toOn: '2027-02-04' },
  }),
]
const clerk = [
  added('clerk'),
  post('clerk', 'p1', 'business-clerk'),
  event(of('clerk'), '2027-01-20', {
    type: 'class.granted',
    data: { postId: 'p1', fromOn: '2027-01-20', grants: [{ id: 'g', family: 'documents' }] },
  }),
  event(of('clerk'), '2027-02-20', { type: 'class.withdrawn', data: { grantId: 'g', toOn: '2027-02-19' } }),
  event(of('clerk'), '2027-04-01', { type: 'person.made-passive', data: { on: '2027-04-01' } }),
]
const head = [added('head'), post('head', 'p2', 'unit-head')]

test.each([
  ['2027-01-09', { has: false, posts: 0, families: [], deputies: 0, looks: 0 }],
  ['2027-01-10', { has: true, posts: 1, families: [], deputies: 0, looks: 0 }],
  ['2027-02-03', { has: true, posts: 1, families: ['documents'], deputies: 0, looks: 1 }],
  ['2027-02-05', { has: true, posts: 1, families: ['documents'], deputies: 0, looks: 0 }],
  ['2027-02-20', { has: true, posts: 1, families: [], deputies: 0, looks: 0 }],
  ['2027-03-06', { has: true, posts: 1, families: [], deputies: 1, looks: 0 }],
  ['2027-03-10', { has: true, posts: 1, families: [], deputies: 0, looks: 0 }],
  ['2027-04-01', { has: true, posts: 0, families: [], deputies: 0, looks: 0 }],
])('REQ-56 TRUST-8.1.4.3 rights on %s are those of the end of that day', (day, wanted) => {
  const rights = rightsOn([site, clerk, head], { personId: 'clerk', on: plainDate(day) })
  expect({
    has: rights.person !== undefined,
    posts: rights.posts.length,
    families: rights.posts.flatMap(({ families }) => families),
    deputies: rights.deputyFor.length,
    looks: rights.looks.length,
  }).toEqual(wanted)
})

test('REQ-56 names the acts that the roles of the day allow, and whose posts belong to the report', () => {
  const { acts } = rightsOn([site, clerk], { personId: 'clerk', on: plainDate('2027-03-01') })
  expect(acts).toContain('record.create')
  expect(acts).not.toContain('hold.place')
  expect(principalsOf(site, 'clerk')).toEqual(['head'])
})
