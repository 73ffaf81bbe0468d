import { candidateGroup, mayAct } from '#domain/access.ts'
import { addYears } from '#domain/dates.ts'
import type { NewEvent } from '#domain/events.ts'
import { refuse, type Refusal } from '#domain/refusal.ts'
import type { ListItemRow } from '#domain/state.ts'
import { decided, type ActFacts, type Decision } from './act.ts'
import { stepEvents } from './engine.ts'
import { gather, leaveDueEvents, openedForCompiler } from './gathering.ts'
import { abortEvents } from './leave-list.ts'
import { listingRefusal } from './list-effects.ts'
import { fondsOf, subjectOf, type Subject } from './place.ts'
import type { RecordSubject } from './record-subject.ts'

/** What fits one decision, one signature and one screen; longer lists are split. */
export const MOST_ITEMS = 500

export interface NewList {
  readonly title: string
  readonly recordIds: readonly string[]
}

/** The archives clerk puts due records of one fonds and one family on a list (DOMAIN, a disposal list 1). */
export function compileList(facts: ActFacts, input: NewList): Decision {
  if (!mayAct(facts.actor, 'list.compile')) return refuse('access.denied', { act: 'list.compile' })
  const ids = [...new Set(input.recordIds)]
  if (ids.length === 0) return refuse('list.empty')
  if (ids.length > MOST_ITEMS) return refuse('list.too-long', { most: MOST_ITEMS })
  const records = ids.map((id) => subjectOf(facts, id))
  const found = records.filter((subject): subject is RecordSubject => subject?.kind === 'record')
  if (found.length < ids.length) return refuse('not-found')
  const refusal =
    found.map(({ row }) => listingRefusal(facts, row)).find((answer) => answer !== undefined) ??
    mixed(facts, found)
  if (refusal !== undefined) return refusal
  const definition = facts.reference.newestDefinition('disposal-list')
  const [first] = found
  if (definition === undefined || first === undefined)
    throw new Error('the definition disposal-list is not loaded')
  const id = facts.newId()
  const { number, counter, fonds, formingUnitId, grade } = gather(facts, { letter: 'D', records: found })
  const compiled: NewEvent = {
    stream: { kind: 'disposal-list', id },
    type: 'list.compiled',
    data: {
      number,
      title: input.title,
      definitionId: definition.id,
      fondsId: fonds.id,
      formingUnitId,
      custodyUnitId: fonds.archivesUnitId,
      grade,
      placeStep: definition.document.first,
      items: found.map((subject, index) => itemOf(facts, subject, index + 1)),
    },
  }
  const place = {
    stream: compiled.stream,
    definition: definition.document,
    fonds,
    formingUnitId,
    wakeOn: null,
  }
  const opened = openedForCompiler(facts, place)
  const listed = found.flatMap((subject) => listedEvents(facts, subject, id))
  return decided(
    [compiled, ...opened, ...listed],
    { listId: id, number, items: found.length },
    { counters: [counter] },
  )
}

function mixed(facts: ActFacts, records: readonly RecordSubject[]): Refusal | undefined {
  const kinds = new Set(
    records.map(({ row }) => `${row.fondsId}/${facts.reference.recordClass(row.classCode)?.family ?? ''}`),
  )
  return kinds.size > 1 ? refuse('list.mixed') : undefined
}

type NewItem = Omit<ListItemRow, 'subjectId' | 'state' | 'leaveReason' | 'destroyedAt'>

function itemOf(facts: ActFacts, { row, rows }: RecordSubject, position: number): NewItem {
  const contents = rows
    .all('digitalObject')
    .filter((object) => object.role === 'content' && object.withdrawnAt === null)
  if (row.archivalCode === null || row.retentionEndsOn === null)
    throw new Error(`record ${row.id} is due without code or term`)
  return {
    id: facts.newId(),
    recordId: row.id,
    position,
    archivalCode: row.archivalCode,
    title: row.title,
    classCode: row.classCode,
    formedOn: row.formedOn,
    retentionEndsOn: row.retentionEndsOn,
    pages: row.pages,
    objects: contents.length,
    digests: contents.map((object) => object.sha256).sort(),
  }
}

function listedEvents(facts: ActFacts, subject: RecordSubject, listId: string): readonly NewEvent[] {
  const listed: NewEvent = {
    stream: { kind: 'record', id: subject.row.id },
    type: 'record.listed',
    data: { listId, wakeOn: addYears(facts.today, 1) },
  }
  return [...leaveDueEvents(facts, subject, 'listed'), listed]
}

/** Places where a list can still be stopped: from sealing until the executor starts. */
const STOPPABLE = ['file-for-record', 'approve', 'cool-off', 'check', 'execute']

type ListSubject = Extract<Subject, { kind: 'disposal-list' }>

function stoppable(facts: ActFacts, listId: string): ListSubject | Refusal {
  const subject = subjectOf(facts, listId)
  if (subject?.kind !== 'disposal-list') return refuse('not-found')
  return STOPPABLE.includes(subject.row.placeStep)
    ? subject
    : refuse('list.not-cooling', { place: subject.row.placeStep })
}

export interface ListStop {
  readonly listId: string
  readonly reason: string
}

/** Anyone on the list may ask to stop; the main head is told and decides. */
export function askStop(facts: ActFacts, { listId, reason }: ListStop): Decision {
  const subject = stoppable(facts, listId)
  if (subject.kind === 'refused') return subject
  if (!mayAct(facts.actor, 'list.ask-stop')) return refuse('access.denied', { act: 'list.ask-stop' })
  return decided(
    [{ stream: { kind: 'disposal-list', id: listId }, type: 'list.stop-asked', data: { reason } }],
    { listId },
  )
}

/** The main head aborts during cooling-off; every record goes back to be due. Facts: the list, its items and their records. */
export function abortList(facts: ActFacts, { listId, reason }: ListStop): Decision {
  const subject = stoppable(facts, listId)
  if (subject.kind === 'refused') return subject
  const head = candidateGroup('main-head', fondsOf(facts, subject.row.fondsId).agencyUnitId)
  if (!facts.actor.groups.includes(head)) return refuse('access.denied', { act: 'list.abort' })
  if (subject.row.placeStep !== 'cool-off')
    return refuse('list.not-cooling', { place: subject.row.placeStep })
  const moved = stepEvents(facts, subject, 'aborted') ?? []
  return decided([...abortEvents(facts, subject.row, { rows: subject.rows, reason }), ...moved], { listId })
}
