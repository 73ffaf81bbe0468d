import type { RecordedEvent } from '#domain/events.ts'
import type { Reducers } from '#domain/reducer.ts'
import type { ImportBatchRow } from '#domain/state/import.ts'

/** How each event changes an import of a backlog; what it made of each row is told by the records. */
export const IMPORT_REDUCERS: Reducers = {
  'import.brought': (rows, e) => rows.put('importBatch', newImport(e)),
  'import.checked': (rows, e) => {
    const { rows: rowCount, goodRows, checkDigest } = e.data
    rows.change('importBatch', e.stream.id, { state: 'checked', rowCount, goodRows, checkDigest })
  },
  'import.unreadable': (rows, e) =>
    rows.change('importBatch', e.stream.id, { state: 'unreadable', fileFault: e.data.fault, endedAt: e.at }),
  'import.discarded': (rows, e) =>
    rows.change('importBatch', e.stream.id, { state: 'discarded', endedAt: e.at }),
  'import.approved': (rows, e) =>
    rows.change('importBatch', e.stream.id, { state: 'running', approvedBy: e.actor, approvedAt: e.at }),
  'import.paused': (rows, e) => rows.change('importBatch', e.stream.id, { state: 'paused' }),
  'import.resumed': (rows, e) => rows.change('importBatch', e.stream.id, { state: 'running' }),
  'import.finished': (rows, e) =>
    rows.change('importBatch', e.stream.id, { state: 'finished', finishedAt: e.at, counts: e.data.counts }),
  'import.withdrawal-ordered': (rows, e) =>
    rows.change('importBatch', e.stream.id, {
      state: 'withdrawing',
      withdrawnBy: e.actor,
      withdrawReason: e.data.reason,
    }),
  'import.withdrawn': (rows, e) =>
    rows.change('importBatch', e.stream.id, { state: 'withdrawn', endedAt: e.at, counts: e.data.counts }),
}

function newImport(e: RecordedEvent<'import.brought'>): ImportBatchRow {
  const { files: _files, ...brought } = e.data
  return {
    ...brought,
    id: e.stream.id,
    version: 0,
    headHash: '',
    state: 'checking',
    broughtBy: e.actor,
    broughtAt: e.at,
    broughtOn: e.on,
    rowCount: null,
    goodRows: null,
    checkDigest: null,
    fileFault: null,
    approvedBy: null,
    approvedAt: null,
    finishedAt: null,
    counts: null,
    withdrawnBy: null,
    withdrawReason: null,
    endedAt: null,
  }
}
