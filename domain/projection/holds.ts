import type { RecordedEvent } from '#domain/events.ts'
import type { Reducers } from '#domain/reducer.ts'
import type { Rows } from '#domain/state.ts'

/** Holds of records, and those that stand over a class or a file. */
export const HOLD_REDUCERS: Reducers = {
  'hold.placed': (rows, e) => {
    const { standing, ...said } = e.data
    rows.put('hold', {
      ...said,
      subjectId: e.stream.id,
      state: 'active',
      placedBy: standing?.placedBy ?? e.actor,
      placedAt: e.at,
      placedOn: e.on,
      liftProposedBy: null,
      liftReason: null,
      liftedBy: null,
      liftedAt: null,
      standingId: standing?.id ?? null,
      joining: standing?.joining ?? null,
    })
    countHolds(rows, e.stream.id, 1)
  },
  'hold.lift-proposed': (rows, e) =>
    rows.change('hold', e.data.holdId, {
      state: 'lift-proposed',
      liftProposedBy: e.actor,
      liftReason: e.data.reason,
    }),
  'hold.lift-refused': (rows, e) =>
    rows.change('hold', e.data.holdId, { state: 'active', liftProposedBy: null, liftReason: null }),
  'hold.lifted': (rows, e) => {
    const { holdId, standing } = e.data
    rows.change('hold', holdId, {
      state: 'lifted',
      liftedBy: standing?.liftedBy ?? e.actor,
      liftedAt: e.at,
      ...(standing === undefined ? {} : { liftProposedBy: standing.proposedBy, liftReason: standing.reason }),
    })
    countHolds(rows, e.stream.id, -1)
  },
  'standing-hold.placed': (rows, e) => putStanding(rows, e),
  'standing-hold.covered': (rows, e) =>
    rows.change('standingHold', e.stream.id, { work: null, coveredRecords: e.data.records }),
  'standing-hold.lift-proposed': (rows, e) =>
    rows.change('standingHold', e.stream.id, {
      state: 'lift-proposed',
      liftProposedBy: e.actor,
      liftReason: e.data.reason,
      liftExtent: e.data.extent,
    }),
  'standing-hold.lift-refused': (rows, e) =>
    rows.change('standingHold', e.stream.id, {
      state: 'active',
      liftProposedBy: null,
      liftReason: null,
      liftExtent: null,
    }),
  'standing-hold.lifted': (rows, e) =>
    rows.change('standingHold', e.stream.id, {
      ...(e.data.extent === 'all' ? { state: 'lifted', liftedAt: e.at } : { state: 'active' }),
      liftedBy: e.actor,
      work: 'releasing',
      workId: e.data.jobId,
    }),
  'standing-hold.released': (rows, e) =>
    rows.change('standingHold', e.stream.id, {
      work: null,
      ...(rows.must('standingHold', e.stream.id).state === 'lifted'
        ? {}
        : { liftProposedBy: null, liftReason: null, liftExtent: null, liftedBy: null }),
    }),
}

function putStanding(rows: Rows, e: RecordedEvent<'standing-hold.placed'>): void {
  const { jobId, ...said } = e.data
  rows.put('standingHold', {
    ...said,
    id: e.stream.id,
    version: 0,
    headHash: '',
    state: 'active',
    placedBy: e.actor,
    placedAt: e.at,
    placedOn: e.on,
    work: 'covering',
    workId: jobId,
    coveredRecords: null,
    liftProposedBy: null,
    liftReason: null,
    liftExtent: null,
    liftedBy: null,
    liftedAt: null,
  })
}

function countHolds(rows: Rows, recordId: string, by: number): void {
  rows.change('record', recordId, { activeHolds: rows.must('record', recordId).activeHolds + by })
}
