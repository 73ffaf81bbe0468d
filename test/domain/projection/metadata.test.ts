import { expect, test } from 'vitest'
import { clearMetadata, saidIn } from '#domain/projection/metadata.ts'
import { project } from '#domain/projection.ts'
import type { RecordedEvent } from '#domain/events.ts'
import { arranged } from '#test/support/decided-lives.ts'
import { World } from '#test/support/decisions.ts'

function set(id: string, after: object, personal = true): RecordedEvent<'record.metadata-set'> {
  return {
    stream: { kind: 'record', id },
    seq: 99,
    type: 'record.metadata-set',
    at: '2027-03-01T00:00:00.000Z',
    on: new World().today,
    actor: 'archivist',
    data: { itemId: null, fields: Object.keys(after), schemeVersion: 1, valuesDigest: 'x' },
    ...(personal ? { personal: { valuesDigest: JSON.stringify({ before: {}, after }) } } : {}),
    hash: 'h',
  }
}

test('values are put over those that stand; an empty list takes one away', () => {
  const world = new World()
  const id = arranged(world)
  const rows = world.rows(id)
  project(rows, set(id, { M31: ['1号'], M26: ['社保'] }))
  project(rows, set(id, { M31: [], M34: ['通知'] }))
  expect(rows.get('recordMetadata', id)).toEqual({
    id,
    subjectId: id,
    itemId: null,
    values: { M26: ['社保'], M34: ['通知'] },
  })
})

test('PRM-8 once values were erased a fold ends as the destruction left the table', () => {
  const world = new World()
  const id = arranged(world)
  const rows = world.rows(id)
  project(rows, set(id, { M31: ['1号'] }))
  clearMetadata(rows)
  const live = rows.get('recordMetadata', id)
  project(rows, set(id, { M31: ['1号'] }, false))
  clearMetadata(rows)
  expect(rows.get('recordMetadata', id)).toEqual(live)
  expect(live?.values).toBeNull()
  expect(saidIn({})).toBeUndefined()
})
