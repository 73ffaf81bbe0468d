import type { EventData, RecordedEvent } from './events.ts'
import { KEY_REDUCERS } from './api-keys.ts'
import { BATCH_REDUCERS } from './projection/batch.ts'
import { IMPORT_REDUCERS } from './projection/import.ts'
import { LIST_REDUCERS } from './projection/list.ts'
import { RECORD_REDUCERS } from './projection/record.ts'
import { RETENTION_REDUCERS } from './projection/retention.ts'
import { ORGANISATION_REDUCERS } from './projection/organisation.ts'
import { STRUCTURE_REDUCERS } from './projection/structure.ts'
import { SCHEDULE_REDUCERS } from './projection/schedule.ts'
import type { Reducer, Reducers } from './reducer.ts'
import { Rows } from './state.ts'
import type { EventType } from './vocabulary.ts'

const REDUCERS: Reducers = {
  ...RECORD_REDUCERS,
  ...RETENTION_REDUCERS,
  ...LIST_REDUCERS,
  ...BATCH_REDUCERS,
  ...ORGANISATION_REDUCERS,
  ...KEY_REDUCERS,
  ...SCHEDULE_REDUCERS,
  ...STRUCTURE_REDUCERS,
  ...IMPORT_REDUCERS,
}

/**
 * Applies one event to the rows of its subject. State is a fold of events and nothing else:
 * the gate writes what this returns, and the checker folds again and compares.
 */
export function project<T extends EventType>(rows: Rows, event: RecordedEvent<T>): void {
  const reducer = REDUCERS[event.type] as Reducer<T> | undefined
  reducer?.(rows, event)
  const head = { version: event.seq, headHash: event.hash }
  if (event.stream.kind === 'record') rows.change('record', event.stream.id, head)
  if (event.stream.kind === 'disposal-list') rows.change('disposalList', event.stream.id, head)
  if (event.stream.kind === 'transfer-batch') rows.change('transferBatch', event.stream.id, head)
  if (event.stream.kind === 'import') rows.change('importBatch', event.stream.id, head)
  if (event.stream.kind === 'standing-hold') rows.change('standingHold', event.stream.id, head)
  if (event.stream.kind === 'schedule')
    rows.change('scheduleVersion', event.stream.id, { streamVersion: event.seq, headHash: event.hash })
}

/** Folds a whole history from nothing. */
export function fold(events: Iterable<RecordedEvent>): Rows {
  const rows = new Rows()
  for (const event of events) project(rows, event)
  return rows
}

/** Acts after which the subject's workflow has something new to look at; claims and reminders are not. */
export function needsNudge(type: keyof EventData): boolean {
  if (type.startsWith('schedule.') || type.startsWith('import.') || type.startsWith('standing-hold.'))
    return false
  return ![
    'task.claimed',
    'record.metadata-set',
    'record.related',
    'record.relation-withdrawn',
    'record.reopened',
    'record.closed',
    'record.quarantined',
    'record.regrade-proposed',
    'record.regrade-refused',
    'record.regraded',
    'vital.set',
    'vital.reviewed',
    'vital.reminded',
    'giving.asked',
    'giving.approved',
    'giving.refused',
    'giving.given',
    'record.item-added',
    'record.item-withdrawn',
    'task.released',
    'task.delegated',
    'task.handed-back',
    'task.reassigned',
    'comment.added',
    'task.reminded',
    'task.escalated',
    'object.withdrawn',
    'copy.destroyed',
  ].includes(type)
}
