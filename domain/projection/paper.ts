import type { RecordedEvent } from '#domain/events.ts'
import { clearApplicants } from './givings.ts'
import { clearMetadata } from './metadata.ts'
import type { Reducers } from '#domain/reducer.ts'
import { RELISTED } from '#domain/state/paper.ts'
import type { Rows } from '#domain/state.ts'

/** How the events of a paper file change its rows: contents list, passes of scanning, place on the shelf. */
export const PAPER_REDUCERS: Reducers = {
  'record.contents-listed': (rows, e) => {
    for (const item of rows.all('recordItem').filter((row) => row.withdrawnNote === null))
      rows.change('recordItem', item.id, { withdrawnNote: RELISTED })
    const texts = textsOf(e)
    for (const [index, item] of e.data.items.entries())
      rows.put('recordItem', {
        ...item,
        ...(texts[index] ?? NO_TEXTS),
        classCode: item.classCode ?? null,
        recordId: e.stream.id,
        position: index + 1,
        pages: item.lastPage - item.firstPage + 1,
        withdrawnNote: null,
      })
    rows.change('record', e.stream.id, { pages: e.data.pages })
  },
  'record.item-added': (rows, e) => {
    const { textsDigest: _digest, ...item } = e.data
    const pages = item.lastPage - item.firstPage + 1
    const [words = NO_TEXTS] = textsOf(e)
    rows.put('recordItem', { ...item, ...words, recordId: e.stream.id, pages, withdrawnNote: null })
    rows.change('record', e.stream.id, { pages: item.lastPage })
  },
  'record.item-withdrawn': (rows, e) =>
    rows.change('recordItem', e.data.itemId, { withdrawnNote: e.data.note }),
  'scan.submitted': (rows, e) =>
    rows.put('scanPass', {
      ...e.data,
      subjectId: e.stream.id,
      scannedBy: e.actor,
      submittedAt: e.at,
      outcome: null,
      measured: [],
      missing: [],
      examinedAt: null,
      verdict: null,
      faults: [],
      judgedBy: null,
      judgedAt: null,
    }),
  'scan.examined': (rows, e) => {
    const { passId, outcome, measured, missing } = e.data
    rows.change('scanPass', passId, { outcome, measured, missing, examinedAt: e.at })
  },
  'scan.judged': (rows, e) => {
    const { passId, verdict, faults } = e.data
    rows.change('scanPass', passId, { verdict, faults, judgedBy: e.actor, judgedAt: e.at })
  },
  'record.shelved': (rows, e) => {
    rows.change('record', e.stream.id, { isShelved: true })
    rows.put('placement', {
      ...e.data,
      subjectId: e.stream.id,
      placedBy: e.actor,
      placedAt: e.at,
      placedOn: e.on,
      freedAt: null,
      freedReason: null,
    })
  },
  'record.unshelved': (rows, e) => {
    rows.change('record', e.stream.id, { isShelved: false })
    rows.change('placement', e.data.placementId, { freedAt: e.at, freedReason: e.data.reason })
  },
}

/** The paper is gone: its place on the shelf is free by that act, and what named persons in its contents list goes too. */
export function clearPaper(
  rows: Rows,
  e: RecordedEvent,
  reason: 'destroyed' | 'transferred' | 'withdrawn',
): void {
  for (const { id, subjectId } of rows.all('placement').filter((row) => row.freedAt === null)) {
    rows.change('placement', id, { freedAt: e.at, freedReason: reason })
    rows.change('record', subjectId, { isShelved: false })
  }
  if (reason === 'destroyed') clearWords(rows)
}

/** What was said of a record and of the entries of its contents list goes, as a fold leaves it whose personal values were erased. */
export function clearWords(rows: Rows): void {
  clearMetadata(rows)
  clearApplicants(rows)
  for (const item of rows.all('recordItem')) rows.change('recordItem', item.id, NO_TEXTS)
}

const NO_TEXTS = { title: null, responsible: null, documentNo: null }

interface Texts {
  readonly title: string
  readonly responsible: string
  readonly documentNo: string | null
}

/** Erased with a destruction or a release; then the entries stand without words, as `record.destroyed` leaves them. */
function textsOf(e: Pick<RecordedEvent, 'personal'>): readonly Texts[] {
  const text = e.personal?.['textsDigest']
  return text === undefined ? [] : (JSON.parse(text) as readonly Texts[])
}
