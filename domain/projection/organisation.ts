import { dayAfter, dayBefore } from '#domain/dates.ts'
import type { RecordedEvent } from '#domain/events.ts'
import type { Reducers } from '#domain/reducer.ts'
import type { Rows } from '#domain/state.ts'

/** How each event of administration changes who works here and where. */
export const ORGANISATION_REDUCERS: Reducers = {
  'site.created': (rows, e) => rows.put('site', { id: e.stream.id, ...e.data }),
  'unit.created': (rows, { data }) =>
    rows.put('unit', { liveFrom: data.fromOn, ...data, endedBy: null, successorIds: [], heirId: null }),
  'unit.renamed': rename,
  'unit.moved': move,
  'unit.live-set': (rows, { data: { unitId, on } }) => rows.change('unit', unitId, { liveFrom: on }),
  'unit.ended': end,
  'fonds.created': (rows, e) => rows.put('fonds', { ...e.data, frozenSince: null, closedOn: null }),
  'fonds.succession-opened': (rows, e) => {
    const { fondsId, openedOn } = e.data
    const unsettled = { settledOn: null, settledBy: null, way: null, successorUnitId: null, authority: null }
    rows.put('fondsSuccession', { ...e.data, ...unsettled })
    rows.change('fonds', fondsId, { frozenSince: openedOn })
  },
  'fonds.succession-settled': settle,
  'person.added': (rows, e) => rows.put('person', { id: e.stream.id, state: 'active', ...e.data }),
  'person.made-passive': (rows, e) => rows.change('person', e.stream.id, { state: 'passive' }),
  'person.identity-linked': (rows, e) =>
    rows.put('identity', { ...e.data, personId: e.stream.id, unlinkedOn: null }),
  'person.identity-unlinked': (rows, e) => rows.change('identity', e.data.identityId, { unlinkedOn: e.on }),
  'post.given': (rows, e) => rows.put('post', { ...e.data, personId: e.stream.id, toOn: null }),
  'post.ended': (rows, e) => rows.change('post', e.data.postId, { toOn: e.data.toOn }),
  'deputy.named': (rows, e) => rows.put('deputy', { ...e.data, endedAt: null }),
  'deputy.ended': (rows, e) => rows.change('deputy', e.data.id, { endedAt: e.at }),
  'access.requested': (rows, e) =>
    rows.put('accessGrant', {
      grade: null,
      deciderGroups: [],
      unitId: null,
      classCode: null,
      fromYear: null,
      toYear: null,
      ...e.data,
      state: 'asked',
      askedAt: e.at,
      askedOn: e.on,
      decidedBy: null,
      decidedAt: null,
      decidedSeq: null,
      reason: null,
      fromOn: null,
      toOn: null,
    }),
  'access.granted': (rows, { data: { id, ...granted }, actor, at, seq }) =>
    rows.change('accessGrant', id, {
      ...granted,
      state: 'granted',
      decidedBy: actor,
      decidedAt: at,
      decidedSeq: seq,
    }),
  'access.refused': (rows, { data: { id, reason }, actor, at, seq }) =>
    rows.change('accessGrant', id, {
      reason,
      state: 'refused',
      decidedBy: actor,
      decidedAt: at,
      decidedSeq: seq,
    }),
  'access.ended': (rows, e) => rows.change('accessGrant', e.data.id, { state: 'ended' }),
  'hand-over.proposed': (rows, e) =>
    rows.put('postHandOver', {
      ...e.data,
      state: 'proposed',
      proposedBy: e.actor,
      proposedAt: e.at,
      confirmedBy: null,
      confirmedAt: null,
      acceptedAt: null,
      toPostId: null,
      registerHash: null,
      register: null,
      sheetKey: null,
      sheetVersionId: null,
      sheetSha256: null,
      sheetBytes: null,
    }),
  'hand-over.confirmed': (rows, { data, actor, at }) =>
    rows.change('postHandOver', data.id, { state: 'confirmed', confirmedBy: actor, confirmedAt: at }),
  'hand-over.accepted': (rows, { data: { id, toPostId, registerHash, register }, at }) =>
    rows.change('postHandOver', id, { state: 'done', acceptedAt: at, toPostId, registerHash, register }),
  'hand-over.withdrawn': (rows, e) => rows.change('postHandOver', e.data.id, { state: 'withdrawn' }),
  'hand-over.sheet-laid': (rows, { data: { id, key, versionId, sha256, sizeBytes } }) =>
    rows.change('postHandOver', id, {
      sheetKey: key,
      sheetVersionId: versionId,
      sheetSha256: sha256,
      sheetBytes: sizeBytes,
    }),
  'class.granted': (rows, { data: { grants, ...given } }) => {
    for (const grant of grants) rows.put('classGrant', { ...grant, ...given, toOn: null })
  },
  'class.withdrawn': (rows, e) => rows.change('classGrant', e.data.grantId, { toOn: e.data.toOn }),
}

function rename(rows: Rows, { data }: RecordedEvent<'unit.renamed'>): void {
  const { unitId, formerId, nameZh, nameEn, fromOn } = data
  const unit = rows.must('unit', unitId)
  rows.put('unitName', {
    id: formerId,
    unitId,
    nameZh: unit.nameZh,
    nameEn: unit.nameEn,
    fromOn: nameBegan(rows, unitId),
    toOn: dayBefore(fromOn),
  })
  rows.change('unit', unitId, { nameZh, nameEn })
}

/** The first day of a unit's present name. */
export function nameBegan(rows: Rows, unitId: string) {
  const former = rows.all('unitName').filter((name) => name.unitId === unitId)
  const last = former.toSorted((a, b) => (a.toOn < b.toOn ? -1 : 1)).at(-1)
  return last === undefined ? rows.must('unit', unitId).fromOn : dayAfter(last.toOn)
}

/** The unit and everything below it gets the way from its new place. */
function move(rows: Rows, { data }: RecordedEvent<'unit.moved'>): void {
  const { unitId, parentId } = data
  const way = rows.must('unit', parentId).path
  for (const unit of rows.all('unit').filter(({ path }) => path.includes(unitId)))
    rows.change('unit', unit.id, { path: [...way, ...unit.path.slice(unit.path.indexOf(unitId))] })
  rows.change('unit', unitId, { parentId })
}

function end(rows: Rows, { data }: RecordedEvent<'unit.ended'>): void {
  const { unitId, toOn, by, successorIds, heirId } = data
  rows.change('unit', unitId, { toOn, endedBy: by, successorIds })
  if (heirId !== null) inherit(rows, unitId, heirId)
}

/** Whoever was acted for by a unit that ends is acted for by its heir: the heir is always a living unit. */
function inherit(rows: Rows, unitId: string, heirId: string): void {
  for (const unit of rows.all('unit').filter((one) => one.id === unitId || one.heirId === unitId))
    rows.change('unit', unit.id, { heirId })
}

function settle(rows: Rows, { data, on, actor }: RecordedEvent<'fonds.succession-settled'>): void {
  const { id, fondsId, way, successorUnitId, authority } = data
  const { unitId, openedOn } = rows.must('fondsSuccession', id)
  rows.change('fondsSuccession', id, { settledOn: on, settledBy: actor, way, successorUnitId, authority })
  const closedOn = way === 'closed' ? dayBefore(openedOn) : null
  const goesOn = way === 'continued' ? { agencyUnitId: successorUnitId } : {}
  rows.change('fonds', fondsId, { frozenSince: null, closedOn, ...goesOn })
  inherit(rows, unitId, successorUnitId)
}
