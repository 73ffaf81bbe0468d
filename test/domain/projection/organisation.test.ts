import { expect, test } from 'vitest'
import { fold } from '#domain/projection.ts'
import { ORGANISATION_REDUCERS } from '#domain/projection/organisation.ts'
import { makePassive } from '#domain/acts/administer.ts'
import { Rows } from '#domain/state.ts'
import type { RecordedEvent } from '#domain/events.ts'
import { Bureau } from '#test/support/organisation.ts'

test('a history that does not begin with its creating event fails loudly', () => {
  const [event] = Bureau.founded().must((f) =>
    makePassive({ ...f, organisation: onlyClerks(f.organisation) }, 'sys'),
  ).events
  const recorded = {
    ...event,
    seq: 1,
    at: '',
    on: '',
    actor: '',
    hash: '',
  } as unknown as RecordedEvent<'person.made-passive'>
  expect(() => fold([recorded])).toThrow('creating event is missing')
})

test('every event of administration that changes a row has its reducer here', () => {
  expect(Object.keys(ORGANISATION_REDUCERS)).toEqual([
    'site.created',
    'unit.created',
    'unit.renamed',
    'unit.moved',
    'unit.live-set',
    'unit.ended',
    'fonds.created',
    'fonds.succession-opened',
    'fonds.succession-settled',
    'person.added',
    'person.made-passive',
    'person.identity-linked',
    'person.identity-unlinked',
    'post.given',
    'post.ended',
    'deputy.named',
    'deputy.ended',
    'access.requested',
    'access.granted',
    'access.refused',
    'access.ended',
    'hand-over.proposed',
    'hand-over.confirmed',
    'hand-over.accepted',
    'hand-over.withdrawn',
    'hand-over.sheet-laid',
    'class.granted',
    'class.withdrawn',
  ])
})

/** The same people without their posts: nobody is the last of anything. */
function onlyClerks(rows: Rows): Rows {
  const left = new Rows()
  for (const site of rows.all('site')) left.load('site', site)
  for (const person of rows.all('person')) left.load('person', person)
  return left
}
