import { expect, test } from 'vitest'
import { KEY_REDUCERS } from '#domain/api-keys.ts'
import { BATCH_REDUCERS } from '#domain/projection/batch.ts'
import { LIST_REDUCERS } from '#domain/projection/list.ts'
import { ORGANISATION_REDUCERS } from '#domain/projection/organisation.ts'
import { RECORD_REDUCERS } from '#domain/projection/record.ts'
import { RETENTION_REDUCERS } from '#domain/projection/retention.ts'
import { SCHEDULE_REDUCERS } from '#domain/projection/schedule.ts'
import { STRUCTURE_REDUCERS } from '#domain/projection/structure.ts'
import type { Reducers } from '#domain/reducer.ts'
import { EVENT_TYPES } from '#domain/vocabulary.ts'

/** Facts that change no row: the site's, and what is only said. */
const ONLY_SAID = [
  'site.export-begun',
  'site.export-ended',
  'site.restored',
  'filing.reminded',
  'site.clock-moved',
  'person.password-set',
  'person.password-changed',
  'person.locked',
  'person.unlocked',
  'person.sessions-ended',
  'person.factor-added',
  'person.factor-removed',
  'post.handed-over',
  'place.skipped',
  'record.bound',
  'retention.fell-due',
  'hold.refused',
  'list.stop-asked',
  'comment.added',
  'import.brought',
  'import.checked',
  'import.unreadable',
  'import.discarded',
  'import.approved',
  'import.paused',
  'import.resumed',
  'import.finished',
  'import.withdrawal-ordered',
  'import.withdrawn',
]

test('every event that says something about rows has exactly one reducer', () => {
  const reducers: readonly Reducers[] = [
    RECORD_REDUCERS,
    RETENTION_REDUCERS,
    LIST_REDUCERS,
    BATCH_REDUCERS,
    ORGANISATION_REDUCERS,
    KEY_REDUCERS,
    SCHEDULE_REDUCERS,
    STRUCTURE_REDUCERS,
  ]
  const handled = reducers.flatMap((some) => Object.keys(some)).sort()
  expect(new Set(handled).size).toBe(handled.length)
  expect(EVENT_TYPES.filter((type) => !handled.includes(type))).toEqual(ONLY_SAID)
})
