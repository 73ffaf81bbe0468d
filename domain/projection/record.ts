import type { RecordedEvent } from '#domain/events.ts'
import { GIVING_REDUCERS } from './givings.ts'
import { HOLD_REDUCERS } from './holds.ts'
import { METADATA_REDUCERS } from './metadata.ts'
import { clearPaper, PAPER_REDUCERS } from './paper.ts'
import { SECRET_REDUCERS } from './secrets.ts'
import { screenOf, VARIANT_REDUCERS } from './variants.ts'
import { NOT_VITAL, VITAL_REDUCERS } from './vital.ts'
import type { Reducers } from '#domain/reducer.ts'
import { startedBy, withStart } from '#domain/starts.ts'
import type { DigitalObjectRow, ObjectCopyRow, RecordState, Rows, RowTypes, TaskRow } from '#domain/state.ts'
import { SUBJECT_KINDS, type SubjectKind } from '#domain/vocabulary.ts'

/** How each event changes the rows of its subject; tasks and jobs serve lists as well. */
export const RECORD_REDUCERS: Reducers = {
  ...PAPER_REDUCERS,
  ...METADATA_REDUCERS,
  ...SECRET_REDUCERS,
  ...GIVING_REDUCERS,
  ...VARIANT_REDUCERS,
  ...VITAL_REDUCERS,
  ...HOLD_REDUCERS,
  'record.created': (rows, e) => rows.put('record', newRecord(e)),
  'record.imported': (rows, e) => rows.put('record', importedRecord(e)),
  'record.import-withdrawn': (rows, e) => {
    const { archivalCode } = rows.must('record', e.stream.id)
    rows.change('record', e.stream.id, {
      placeStep: 'withdrawn',
      placeVersion: e.seq,
      wakeOn: null,
      endedOn: e.on,
      archivalCode: e.data.freedCode === null ? archivalCode : null,
      ...NOT_VITAL,
    })
    clearPaper(rows, e, 'withdrawn')
  },
  'record.renumbered': (rows, e) => {
    const { id, from, to, reason } = e.data
    rows.put('formerCode', {
      id,
      subjectId: e.stream.id,
      code: from,
      replacedBy: to,
      reason,
      renumberedOn: e.on,
      renumberedBy: e.actor,
    })
    rows.change('record', e.stream.id, { archivalCode: to })
  },
  'record.regrade-proposed': (rows, e) =>
    rows.change('record', e.stream.id, { proposedGrade: e.data.to, gradeProposedBy: e.actor }),
  'record.regrade-refused': (rows, e) =>
    rows.change('record', e.stream.id, { proposedGrade: null, gradeProposedBy: null }),
  'record.regraded': (rows, e) =>
    rows.change('record', e.stream.id, { grade: e.data.to, proposedGrade: null, gradeProposedBy: null }),
  'record.reopened': (rows, e) => rows.change('record', e.stream.id, { reopenedAt: e.at }),
  'record.closed': (rows, e) => rows.change('record', e.stream.id, { reopenedAt: null }),
  'record.described': (rows, e) => rows.change('record', e.stream.id, e.data),
  'place.moved': (rows, e) => {
    const table = SUBJECT_TABLES[subjectKindOf(e)]
    rows.change(table, e.stream.id, {
      placeStep: e.data.to,
      placeRound: e.data.round,
      placeVersion: e.seq,
      wakeOn: e.data.wakeOn,
      endedOn: e.data.ended ? e.on : null,
    })
    if (e.data.to === 'transferred') clearPaper(rows, e, 'transferred')
    if (e.data.ended && table === 'record') rows.change('record', e.stream.id, NOT_VITAL)
  },
  'record.filed': (rows, e) =>
    rows.change('record', e.stream.id, {
      classCode: e.data.classCode,
      archivalCode: e.data.archivalCode,
      scheduleVersionId: e.data.scheduleVersionId,
    }),
  'record.repinned': (rows, e) =>
    rows.change('record', e.stream.id, { scheduleVersionId: e.data.scheduleVersionId }),
  'record.appraised': (rows, e) =>
    rows.change('record', e.stream.id, {
      scanPolicy: e.data.scanPolicy,
      grade: e.data.grade,
      openingState: e.data.openingState,
      extendedYears: e.data.periodYears,
    }),
  'record.custody-taken': (rows, e) =>
    rows.change('record', e.stream.id, { custodyUnitId: e.data.custodyUnitId }),
  'trigger.entered': (rows, e) =>
    rows.put('trigger', {
      ...e.data,
      of: e.data.of ?? null,
      subjectId: e.stream.id,
      state: 'entered',
      enteredBy: e.actor,
      enteredAt: e.at,
      decidedBy: null,
      decidedAt: null,
    }),
  'trigger.confirmed': (rows, e) => {
    rows.change('trigger', e.data.triggerId, { state: 'confirmed', decidedBy: e.actor, decidedAt: e.at })
    const { on } = rows.must('trigger', e.data.triggerId)
    const { start: key } = e.data
    const record = rows.must('record', e.stream.id)
    const start = { on, from: { kind: 'persons' as const } }
    rows.change('record', e.stream.id, {
      triggeredOn: on,
      ...(key === undefined ? {} : { starts: withStart(record, { key, slot: 'told', start }) }),
    })
  },
  'trigger.refused': (rows, e) =>
    rows.change('trigger', e.data.triggerId, { state: 'refused', decidedBy: e.actor, decidedAt: e.at }),
  'record.listed': (rows, e) =>
    rows.change('record', e.stream.id, { disposalListId: e.data.listId, wakeOn: e.data.wakeOn }),
  'record.left-list': (rows, e) => {
    const { extendedYears, transferDecidedOn, ownRule } = rows.must('record', e.stream.id)
    rows.change('record', e.stream.id, {
      disposalListId: null,
      extendedYears: e.data.extendedYears ?? extendedYears,
      ownRule: e.data.ownRule ?? ownRule,
      transferDecidedOn: e.data.reason === 'transfer' ? e.on : transferDecidedOn,
    })
  },
  'retention.started': (rows, e) =>
    rows.change('record', e.stream.id, startedBy(rows.must('record', e.stream.id), e.data)),
  'retention.looked-at': (rows, e) => rows.change('record', e.stream.id, { wakeOn: e.data.wakeOn }),
  'destruction.begun': (rows, e) => rows.change('record', e.stream.id, { destructionBegunAt: e.at }),
  'record.destroyed': (rows, e) => {
    rows.put('registerEntry', { ...e.data.entry, destroyedAt: e.at, destroyedOn: e.on })
    rows.change('record', e.stream.id, NOT_VITAL)
    for (const object of rows.all('digitalObject')) {
      rows.change('digitalObject', object.id, { name: null, destroyedAt: e.at })
    }
    clearPaper(rows, e, 'destroyed')
    // Work beside the lifecycle, such as OCR, must not bring back anything of what is gone.
    for (const job of rows.all('job').filter((row) => row.state === 'running' || row.state === 'incident')) {
      rows.change('job', job.id, { state: 'cancelled', finishedAt: e.at })
    }
  },
  'task.opened': (rows, e) => {
    rows.put('task', newTask(e))
    appoint(rows, e, e.data.candidateGroup)
  },
  'task.claimed': (rows, e) =>
    rows.change('task', e.data.taskId, { state: 'claimed', assigneeId: e.data.personId, claimedAt: e.at }),
  'task.released': (rows, e) =>
    rows.change('task', e.data.taskId, {
      state: 'open',
      assigneeId: null,
      delegatedBy: null,
      claimedAt: null,
    }),
  'task.delegated': (rows, e) =>
    rows.change('task', e.data.taskId, {
      assigneeId: e.data.to,
      delegatedBy: e.data.from,
      claimedAt: e.at,
    }),
  'task.handed-back': (rows, e) => hold(rows, e),
  'task.reassigned': (rows, e) => hold(rows, e),
  'task.completed': (rows, e) => {
    rows.change('task', e.data.taskId, {
      state: 'completed',
      assigneeId: e.data.personId,
      completedAt: e.at,
      completedBy: e.data.personId,
      outcome: e.data.outcome,
      lookOn: null,
    })
    dismiss(rows, e)
  },
  'task.cancelled': (rows, e) => {
    rows.change('task', e.data.taskId, { state: 'cancelled', completedAt: e.at, lookOn: null })
    dismiss(rows, e)
  },
  'task.reminded': (rows, e) =>
    rows.change('task', e.data.taskId, { remindedOn: e.data.on, lookOn: e.data.lookOn }),
  'task.escalated': (rows, e) => {
    const { escalations } = rows.must('task', e.data.taskId)
    rows.change('task', e.data.taskId, { escalations: escalations + 1, lookOn: e.data.lookOn })
  },
  'job.started': (rows, e) =>
    rows.put('job', {
      ...e.data,
      subjectKind: subjectKindOf(e),
      subjectId: e.stream.id,
      placeVersion: placeVersionOf(rows, e),
      state: 'running',
      attempts: 0,
      errorCode: null,
      errorDetail: null,
      startedAt: e.at,
      finishedAt: null,
    }),
  'job.failed': (rows, e) =>
    rows.change('job', e.data.jobId, {
      state: 'incident',
      attempts: e.data.attempts,
      errorCode: e.data.errorCode,
      errorDetail: e.data.errorDetail,
    }),
  'job.retried': (rows, e) => rows.change('job', e.data.jobId, { state: 'running' }),
  'job.completed': (rows, e) => rows.change('job', e.data.jobId, { state: 'completed', finishedAt: e.at }),
  'object.added': (rows, e) => {
    rows.put('digitalObject', { ...newObject(e), screenGrade: screenOf(rows, e.data) })
    rows.put('objectCopy', newCopy(e, { objectId: e.data.id, copy: e.data.copy }))
  },
  'object.withdrawn': (rows, e) => rows.change('digitalObject', e.data.objectId, { withdrawnAt: e.at }),
  'object.inspected': (rows, e) => {
    const { objectId, ...facts } = e.data
    rows.change('digitalObject', objectId, facts)
  },
  'object.preserved': (rows, e) =>
    rows.put('objectCopy', newCopy(e, { objectId: e.data.objectId, copy: e.data.copy })),
  'copy.destroyed': (rows, e) =>
    rows.change('objectCopy', e.data.copyId, { state: 'destroyed', destroyedAt: e.at, proof: e.data.proof }),
}

/** The task is whole in one hand again. */
function hold(rows: Rows, e: RecordedEvent<'task.handed-back' | 'task.reassigned'>): void {
  rows.change('task', e.data.taskId, { assigneeId: e.data.to, delegatedBy: null, claimedAt: e.at })
}

/** The table in which a kind of subject has its own row. */
const SUBJECT_TABLES = {
  record: 'record',
  'disposal-list': 'disposalList',
  'transfer-batch': 'transferBatch',
} as const satisfies Readonly<Record<SubjectKind, keyof RowTypes>>

function subjectKindOf({ stream }: RecordedEvent): SubjectKind {
  return SUBJECT_KINDS.find((kind) => kind === stream.kind) ?? 'record'
}

/** Who is appointed to a task may see its record while it is open, and its list for good (DOMAIN: who sees what). */
function appoint(rows: Rows, e: RecordedEvent, group: string): void {
  const record = rows.get('record', e.stream.id)
  if (record !== undefined)
    rows.change('record', record.id, { openGroups: withGroup(record.openGroups, group) })
  const list = rows.get('disposalList', e.stream.id)
  if (list !== undefined)
    rows.change('disposalList', list.id, { appointedGroups: withGroup(list.appointedGroups, group) })
  const batch = rows.get('transferBatch', e.stream.id)
  if (batch !== undefined)
    rows.change('transferBatch', batch.id, { appointedGroups: withGroup(batch.appointedGroups, group) })
}

function dismiss(rows: Rows, e: RecordedEvent): void {
  const record = rows.get('record', e.stream.id)
  if (record === undefined) return
  const open = rows.all('task').filter((task) => task.state === 'open' || task.state === 'claimed')
  rows.change('record', record.id, {
    openGroups: open.reduce<readonly string[]>((g, t) => withGroup(g, t.candidateGroup), []),
  })
}

function withGroup(groups: readonly string[], group: string): readonly string[] {
  return groups.includes(group) ? groups : [...groups, group].sort()
}

function placeVersionOf(rows: Rows, e: RecordedEvent): number {
  const subject = rows.must(SUBJECT_TABLES[subjectKindOf(e)], e.stream.id)
  return subject.placeVersion
}

function newRecord(e: RecordedEvent<'record.created'>): RecordState {
  return {
    ...e.data,
    ...youngRecord(e),
    custodyUnitId: null,
    openingState: null,
    triggeredOn: null,
    archivalCode: null,
    scheduleVersionId: null,
    scanPolicy: null,
    wakeOn: null,
    pages: null,
    importId: null,
    dormancy: 'workflow',
  }
}

function importedRecord(e: RecordedEvent<'record.imported'>): RecordState {
  const { codeOrigin: _origin, row: _row, ...record } = e.data
  return { ...record, ...youngRecord(e) }
}

/** What every record has in its first moment, however it came into being. */
function youngRecord(e: RecordedEvent<'record.created'> | RecordedEvent<'record.imported'>) {
  return {
    id: e.stream.id,
    volume: e.data.volume ?? null,
    mainRecordId: e.data.mainRecordId ?? null,
    reopenedAt: null,
    proposedGrade: null,
    gradeProposedBy: null,
    quarantine: null,
    clearedDigests: [],
    version: 0,
    headHash: '',
    starts: null,
    extendedYears: null,
    manualEndsOn: null,
    manualSetBy: null,
    ownRule: null,
    ownRuleProposal: null,
    ...NOT_VITAL,
    retentionEndsOn: null,
    dueOn: null,
    transferDueOn: null,
    placeRound: 0,
    placeVersion: e.seq,
    disposalListId: null,
    transferBatchId: null,
    transferDecidedOn: null,
    transferredOn: null,
    copyKeptUntil: null,
    activeHolds: 0,
    isShelved: false,
    destructionBegunAt: null,
    endedOn: null,
    createdBy: e.actor,
    createdAt: e.at,
    openGroups: [],
  }
}

function newTask(e: RecordedEvent<'task.opened'>): TaskRow {
  return {
    ...e.data,
    subjectKind: subjectKindOf(e),
    subjectId: e.stream.id,
    state: e.data.assigneeId === null ? 'open' : 'claimed',
    delegatedBy: null,
    openedAt: e.at,
    claimedAt: e.data.assigneeId === null ? null : e.at,
    completedAt: null,
    completedBy: null,
    outcome: null,
    remindedOn: null,
    escalations: 0,
  }
}

function newObject(e: RecordedEvent<'object.added'>): DigitalObjectRow {
  const { copy: _copy, nameDigest: _digest, ...object } = e.data
  return {
    ...object,
    subjectId: e.stream.id,
    name: e.personal?.['nameDigest'] ?? null,
    screenGrade: null,
    variant: null,
    formatName: null,
    puid: null,
    pages: null,
    findings: null,
    addedBy: e.actor,
    addedAt: e.at,
    withdrawnAt: null,
    destroyedAt: null,
  }
}

type CopyFacts = {
  readonly objectId: string
  readonly copy: Pick<ObjectCopyRow, 'id' | 'bucket' | 'key' | 'versionId'>
}

function newCopy(e: RecordedEvent, { objectId, copy }: CopyFacts): ObjectCopyRow {
  return {
    ...copy,
    objectId,
    subjectId: e.stream.id,
    state: 'stored',
    storedAt: e.at,
    destroyedAt: null,
    proof: null,
  }
}
