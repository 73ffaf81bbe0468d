import { clearApplicants } from './givings.ts'
import type { Reducers } from '#domain/reducer.ts'

/** How events about marks of state secrets change the rows of their record. */
export const SECRET_REDUCERS: Reducers = {
  'record.quarantined': (rows, e) => rows.change('record', e.stream.id, { quarantine: 'found' }),
  'record.quarantine-lifted': (rows, e) => {
    const { clearedDigests } = rows.must('record', e.stream.id)
    rows.change('record', e.stream.id, {
      quarantine: null,
      clearedDigests: [...new Set([...clearedDigests, ...e.data.digests])],
    })
  },
  'record.declared-secret': (rows, e) => rows.change('record', e.stream.id, { quarantine: 'declared' }),
  'record.secret-removed': (rows, e) => {
    rows.change('record', e.stream.id, {
      placeStep: 'withdrawn',
      placeVersion: e.seq,
      wakeOn: null,
      endedOn: e.on,
      openGroups: [],
    })
    clearApplicants(rows)
    for (const { id } of rows.all('digitalObject'))
      rows.change('digitalObject', id, { name: null, destroyedAt: e.at })
    for (const { id } of rows.all('task').filter(({ state }) => state === 'open' || state === 'claimed'))
      rows.change('task', id, { state: 'cancelled', completedAt: e.at, lookOn: null })
    for (const { id } of rows.all('job').filter(({ state }) => state === 'running' || state === 'incident'))
      rows.change('job', id, { state: 'cancelled', finishedAt: e.at })
  },
}
