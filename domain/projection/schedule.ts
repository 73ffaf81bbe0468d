import type { RecordedEvent } from '#domain/events.ts'
import type { Reducers } from '#domain/reducer.ts'
import { isUsable, type ScheduleRow } from '#domain/schedule.ts'
import type { Rows } from '#domain/state.ts'
import type { ScheduleRowState, ScheduleVersionState } from '#domain/state/schedule.ts'

type Born = RecordedEvent<'schedule.adopted'> | RecordedEvent<'schedule.drafted'>

/** How each event changes a version of a schedule and its rows. */
export const SCHEDULE_REDUCERS: Reducers = {
  'schedule.adopted': (rows, e) => {
    const row = newVersion(e)
    rows.put('scheduleVersion', { ...row, state: 'active', basedOnId: null })
    for (const given of e.data.rows) putRow(rows, e.stream.id, given)
  },
  'schedule.drafted': (rows, e) => {
    const row = newVersion(e)
    rows.put('scheduleVersion', {
      ...row,
      basedOnId: e.data.basedOnId,
      editors: [e.actor],
      draftedAt: e.at,
    })
    for (const given of e.data.rows) putRow(rows, e.stream.id, given)
  },
  'schedule.rows-changed': (rows, e) => {
    for (const given of e.data.put) putRow(rows, e.stream.id, given)
    for (const id of e.data.removed) rows.change('scheduleRow', id, { isRemoved: true, isActive: false })
    const { editors } = rows.must('scheduleVersion', e.stream.id)
    rows.change('scheduleVersion', e.stream.id, {
      sha256: e.data.sha256,
      editors: editors.includes(e.actor) ? editors : [...editors, e.actor].sort(),
    })
  },
  'schedule.row-confirmed': (rows, e) => {
    const { rule } = rows.must('scheduleRow', e.data.rowId)
    rows.change('scheduleRow', e.data.rowId, {
      ...ruledBy({ ...rule, confidence: 'C', confidenceNote: e.data.note, isActive: true }),
      confirmedBy: e.actor,
      confirmedAt: e.at,
      confirmNote: e.data.note,
    })
    rows.change('scheduleVersion', e.stream.id, { sha256: e.data.sha256 })
  },
  'schedule.returned': (rows, e) =>
    rows.change('scheduleVersion', e.stream.id, {
      state: 'draft',
      reviewedBy: null,
      reviewedAt: null,
      approvedBy: null,
      approvedAt: null,
    }),
  'schedule.reviewed': (rows, e) =>
    rows.change('scheduleVersion', e.stream.id, { state: 'reviewed', reviewedBy: e.actor, reviewedAt: e.at }),
  'schedule.approved': (rows, e) =>
    rows.change('scheduleVersion', e.stream.id, { state: 'approved', approvedBy: e.actor, approvedAt: e.at }),
  'schedule.activated': (rows, e) =>
    rows.change('scheduleVersion', e.stream.id, {
      state: 'active',
      activatedBy: e.actor,
      activatedAt: e.at,
      consentAuthority: e.data.consent?.authority ?? null,
      consentNumber: e.data.consent?.number ?? null,
      consentOn: e.data.consent?.on ?? null,
    }),
  'schedule.superseded': (rows, e) =>
    rows.change('scheduleVersion', e.stream.id, { state: 'superseded', supersededOn: e.on }),
  'schedule.redating-ordered': (rows, e) =>
    rows.put('bulkJob', {
      id: e.data.jobId,
      subjectId: e.stream.id,
      state: 'running',
      orderedBy: e.actor,
      orderedAt: e.at,
      finishedAt: null,
      counts: null,
    }),
  'schedule.redating-paused': (rows, e) => rows.change('bulkJob', e.data.jobId, { state: 'paused' }),
  'schedule.redating-resumed': (rows, e) => rows.change('bulkJob', e.data.jobId, { state: 'running' }),
  'schedule.redating-finished': (rows, e) =>
    rows.change('bulkJob', e.data.jobId, { state: 'finished', finishedAt: e.at, counts: e.data.counts }),
}

function newVersion(e: Born): ScheduleVersionState {
  const { schedule, version, effectiveOn, sha256 } = e.data
  return {
    id: e.stream.id,
    streamVersion: 0,
    headHash: '',
    schedule,
    version,
    state: 'draft',
    effectiveOn,
    sha256,
    basedOnId: null,
    editors: [],
    draftedAt: null,
    reviewedBy: null,
    reviewedAt: null,
    approvedBy: null,
    approvedAt: null,
    activatedBy: null,
    activatedAt: null,
    supersededOn: null,
    consentAuthority: null,
    consentNumber: null,
    consentOn: null,
  }
}

/** A row that is put anew is confirmed by nobody yet. */
function putRow(
  rows: Rows,
  versionId: string,
  given: { readonly id: string; readonly rule: ScheduleRow },
): void {
  rows.put('scheduleRow', {
    id: given.id,
    scheduleVersionId: versionId,
    ...ruledBy(given.rule),
    isRemoved: false,
    confirmedBy: null,
    confirmedAt: null,
    confirmNote: null,
  })
}

function ruledBy(
  rule: ScheduleRow,
): Pick<ScheduleRowState, 'code' | 'rule' | 'isActive' | 'confidence' | 'source'> {
  const { code, confidence, source } = rule
  return { code, rule, isActive: isUsable(rule), confidence, source }
}
