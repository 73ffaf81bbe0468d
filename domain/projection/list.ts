import type { RecordedEvent } from '#domain/events.ts'
import type { Reducers } from '#domain/reducer.ts'
import type { DisposalListState, ItemOpinion, ListItemRow, ListSample, Rows } from '#domain/state.ts'
import type { ListedSubject } from '#domain/state/list.ts'

/** How each event of a disposal list changes its rows. */
export const LIST_REDUCERS: Reducers = {
  'list.compiled': (rows, e) => {
    rows.put('disposalList', newList(e))
    for (const item of e.data.items) {
      rows.put('disposalListItem', {
        ...item,
        subjectId: e.stream.id,
        state: 'listed',
        leaveReason: null,
        destroyedAt: null,
      })
    }
  },
  'list.sealed': (rows, e) =>
    rows.change('disposalList', e.stream.id, { sealedHash: e.data.sealedHash, sealedAt: e.at }),
  'list.item-left': (rows, e) => {
    changeItem(rows, e.data.recordId, { state: 'left', leaveReason: e.data.reason })
    finishExecution(rows, e)
  },
  // Given anew, an opinion keeps its id: there is one of each kind.
  'list.opinion-given': (rows, e) =>
    rows.put('disposalOpinion', { ...e.data, subjectId: e.stream.id, personId: e.actor, givenAt: e.at }),
  'list.terms-decided': (rows, e) => {
    for (const opinion of rows.all('disposalOpinion')) {
      const verdicts = withRefusals(opinion.verdicts, e)
      if (verdicts !== opinion.verdicts) rows.change('disposalOpinion', opinion.id, { verdicts })
    }
    const { samples } = rows.must('disposalList', e.stream.id)
    if (samples.length > 0)
      rows.change('disposalList', e.stream.id, { samples: samples.map((one) => withoutRefused(one, e)) })
  },
  'list.sample-drawn': (rows, e) => {
    const { samples } = rows.must('disposalList', e.stream.id)
    const drawn: ListSample = { ...e.data, refusedIds: [], drawnBy: e.actor }
    rows.change('disposalList', e.stream.id, { samples: [...samples, drawn] })
  },
  'list.registered': (rows, e) =>
    rows.change('disposalList', e.stream.id, { registerHash: e.data.registerHash }),
  'list.filed-for-record': (rows, e) =>
    rows.change('disposalList', e.stream.id, { filingNumber: e.data.number, filedForRecordOn: e.data.on }),
  'list.approved': (rows, e) =>
    rows.change('disposalList', e.stream.id, { approvedBy: e.actor, approvedAt: e.at }),
  'list.cooling-began': (rows, e) => rows.change('disposalList', e.stream.id, { coolingUntil: e.data.until }),
  'list.aborted': (rows, e) => rows.change('disposalList', e.stream.id, { abortReason: e.data.reason }),
  'list.checked': (rows, e) =>
    rows.change(
      'disposalList',
      e.stream.id,
      e.data.slot === 'witness-archives' ? { witnessArchivesId: e.actor } : { witnessBusinessId: e.actor },
    ),
  'list.execution-started': (rows, e) => {
    rows.change('disposalList', e.stream.id, { executorId: e.actor, executionStartedAt: e.at })
    for (const item of rows.all('disposalListItem')) {
      if (item.state === 'listed') rows.change('disposalListItem', item.id, { state: 'destroying' })
    }
  },
  'list.item-destroyed': (rows, e) => {
    changeItem(rows, e.data.recordId, { state: 'destroyed', destroyedAt: e.at })
    finishExecution(rows, e)
  },
  'list.signed': (rows, e) =>
    rows.change('disposalList', e.stream.id, {
      method: e.data.method,
      destructionPlace: e.data.place,
      destroyedOn: e.data.on,
    }),
  'list.certified': (rows, e) =>
    rows.change('disposalList', e.stream.id, { certificateObjectId: e.data.certificateObjectId }),
}

/** What was refused, at every verdict by which it was proposed; the same list where none of it was. */
function withRefusals(
  verdicts: readonly ItemOpinion[],
  { actor, data }: RecordedEvent<'list.terms-decided'>,
): readonly ItemOpinion[] {
  const reasons = new Map(
    data.answers.flatMap(({ recordId, answer, reason }) =>
      answer === 'refused' ? [[recordId, reason ?? ''] as const] : [],
    ),
  )
  const isRefused = ({ recordId, verdict }: ItemOpinion): boolean =>
    verdict !== 'destroy' && reasons.has(recordId)
  if (!verdicts.some(isRefused)) return verdicts
  return verdicts.map((one) =>
    isRefused(one) ? { ...one, refused: { by: actor, reason: reasons.get(one.recordId) ?? '' } } : one,
  )
}

/** What is refused of a sample is a sample no longer. */
function withoutRefused(sample: ListSample, { data }: RecordedEvent<'list.terms-decided'>): ListSample {
  const refused = data.answers.filter(
    ({ answer, recordId }) => answer === 'refused' && sample.recordIds.includes(recordId),
  )
  return { ...sample, refusedIds: [...sample.refusedIds, ...refused.map(({ recordId }) => recordId)] }
}

/** Execution is over when nothing is left to destroy, whether the last record was destroyed or taken off at the last moment. */
function finishExecution(rows: Rows, e: RecordedEvent): void {
  const { executionStartedAt, executionFinishedAt } = rows.must('disposalList', e.stream.id)
  if (executionStartedAt === null || executionFinishedAt !== null) return
  if (rows.all('disposalListItem').some((item) => item.state === 'destroying')) return
  rows.change('disposalList', e.stream.id, { executionFinishedAt: e.at })
}

function changeItem(rows: Rows, recordId: string, change: Partial<ListItemRow>): void {
  const item = rows.all('disposalListItem').find((row) => row.recordId === recordId)
  if (item === undefined) throw new Error(`record ${recordId} is not on the list`)
  rows.change('disposalListItem', item.id, change)
}

/** What a list and a batch are when they have just been compiled. */
export function compiled({ stream, seq, actor, at }: RecordedEvent) {
  return {
    id: stream.id,
    version: 0,
    headHash: '',
    placeRound: 0,
    placeVersion: seq,
    compiledBy: actor,
    compiledAt: at,
    sealedAt: null,
    sealedHash: null,
  } satisfies Partial<ListedSubject>
}

function newList(e: RecordedEvent<'list.compiled'>): DisposalListState {
  const { items: _items, ...list } = e.data
  return {
    ...list,
    ...compiled(e),
    registerHash: null,
    filingNumber: null,
    filedForRecordOn: null,
    approvedBy: null,
    approvedAt: null,
    coolingUntil: null,
    wakeOn: null,
    executorId: null,
    witnessArchivesId: null,
    witnessBusinessId: null,
    executionStartedAt: null,
    executionFinishedAt: null,
    method: null,
    destructionPlace: null,
    destroyedOn: null,
    certificateObjectId: null,
    abortReason: null,
    endedOn: null,
    appointedGroups: [],
    samples: [],
  }
}
