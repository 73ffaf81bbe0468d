import type { Reducers } from '#domain/reducer.ts'

/** What a record that has ended keeps of having been vital: nothing; its history does. */
export const NOT_VITAL = { vital: null, vitalReviewOn: null } as const

export const VITAL_REDUCERS: Reducers = {
  'vital.set': (rows, { stream, data, actor, on }) => {
    const { reviewOn, ...why } = data
    const { vital, vitalReviewOn } = rows.must('record', stream.id)
    const told =
      vital?.reminded !== undefined && vitalReviewOn === reviewOn ? { reminded: vital.reminded } : {}
    rows.change('record', stream.id, {
      vital: { ...why, setBy: actor, setOn: on, review: vital?.review ?? null, ...told },
      vitalReviewOn: reviewOn,
    })
  },
  'vital.reviewed': (rows, { stream, data, actor, on }) => {
    const { vital } = rows.must('record', stream.id)
    if (vital === null) throw new Error(`record ${stream.id} is not vital: nothing was to be reviewed`)
    const { outcome, reviewOn, note, isCopyReadable } = data
    const { reminded: _told, ...why } = vital
    if (outcome === 'no-longer-vital') rows.change('record', stream.id, NOT_VITAL)
    else
      rows.change('record', stream.id, {
        vital: { ...why, countedFrom: on, review: { on, by: actor, note, isCopyReadable } },
        vitalReviewOn: reviewOn,
      })
  },
  'vital.reminded': (rows, { stream, data }) => {
    const { vital } = rows.must('record', stream.id)
    if (vital === null) throw new Error(`record ${stream.id} is not vital: nothing was to be told of it`)
    rows.change('record', stream.id, { vital: { ...vital, reminded: data.reminder } })
  },
}
