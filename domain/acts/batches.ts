import { mayAct } from '#domain/access.ts'
import { addYears } from '#domain/dates.ts'
import type { NewEvent } from '#domain/events.ts'
import { stepAt } from '#domain/lifecycle.ts'
import { wholeYearsOf } from '#domain/precedence.ts'
import { refuse, type Refusal } from '#domain/refusal.ts'
import type { TransferReceiver } from '#domain/schedule.ts'
import type { DigitalObjectRow, RecordState } from '#domain/state.ts'
import type { TransferItemRow } from '#domain/state/transfer.ts'
import { decided, type ActFacts, type Decision } from './act.ts'
import { gather, leaveDueEvents, openedForCompiler } from './gathering.ts'
import { MOST_ITEMS } from './lists.ts'
import { definitionOf, frozenRefusal, holdRefusal, isTransferDue, subjectOf } from './place.ts'
import { ruleOf } from './record-effects.ts'
import type { RecordSubject } from './record-subject.ts'

export interface NewBatch {
  readonly title: string
  readonly recordIds: readonly string[]
}

/** Roles of digital objects that go along: the record itself, its searchable copy, and what stands publicly for a file of it. */
const SENT_ROLES: readonly DigitalObjectRow['role'][] = ['content', 'dual-layer', 'public-variant']

/** What of a record goes into a package, in the order of its contents. */
export function objectsToSend(objects: readonly DigitalObjectRow[]): readonly DigitalObjectRow[] {
  return objects
    .filter(({ role, withdrawnAt }) => SENT_ROLES.includes(role) && withdrawnAt === null)
    .filter(({ variant }) => variant === null || variant.state === 'confirmed')
    .toSorted((a, b) => SENT_ROLES.indexOf(a.role) - SENT_ROLES.indexOf(b.role) || a.position - b.position)
}

/** Where a record goes by its schedule; what an appraisal decided to transfer goes to the city archive. */
function receiverOf(facts: ActFacts, record: RecordState): TransferReceiver {
  const rule = ruleOf(facts, record)
  return rule.kind === 'rule' && rule.row.transfer.kind === 'after' ? rule.row.transfer.to : 'city-archive'
}

/**
 * Why a record may not go on a batch now; undefined when nothing stands against it. It stands at `due`, under no hold, and its
 * transfer is due by the schedule (实施条例 Art 20) or was decided by an appraisal.
 */
export function batchingRefusal(facts: ActFacts, subject: RecordSubject): Refusal | undefined {
  const { row } = subject
  const record = row.archivalCode
  if (row.transferBatchId !== null)
    return refuse('batch.record-elsewhere', { record, batchId: row.transferBatchId })
  if (row.placeStep !== 'due' || row.disposalListId !== null)
    return refuse('batch.not-due', { record, transferDueOn: row.transferDueOn })
  if (row.reopenedAt !== null) return refuse('record.reopened', { record })
  const held = holdRefusal(facts, row, { record })
  if (held !== undefined) return held
  if (row.quarantine !== null) return refuse('content.quarantined', { record })
  const frozen = frozenRefusal(facts, row)
  if (frozen !== undefined) return frozen
  if (row.transferDecidedOn === null && !isTransferDue(facts, row))
    return refuse('batch.not-due', { record, transferDueOn: row.transferDueOn })
  const isForeseen = stepAt(definitionOf(facts, subject), 'due')?.outcomes.some((o) => o.name === 'batched')
  return isForeseen === true ? undefined : refuse('batch.not-foreseen', { record })
}

/** The archives clerk puts records of one fonds, for one receiver, on a batch (DOMAIN, transfer). */
export function compileBatch(facts: ActFacts, input: NewBatch): Decision {
  if (!mayAct(facts.actor, 'batch.compile')) return refuse('access.denied', { act: 'batch.compile' })
  const ids = [...new Set(input.recordIds)]
  if (ids.length === 0) return refuse('batch.empty')
  if (ids.length > MOST_ITEMS) return refuse('list.too-long', { most: MOST_ITEMS })
  const records = ids
    .map((id) => subjectOf(facts, id))
    .filter((s): s is RecordSubject => s?.kind === 'record')
  if (records.length < ids.length) return refuse('not-found')
  const refusal = records.map((subject) => batchingRefusal(facts, subject)).find((r) => r !== undefined)
  if (refusal !== undefined) return refusal
  const kinds = new Set(records.map(({ row }) => `${row.fondsId}/${receiverOf(facts, row)}`))
  if (kinds.size > 1) return refuse('batch.mixed')
  return compiled(facts, { title: input.title, records })
}

function compiled(
  facts: ActFacts,
  { title, records }: { readonly title: string; readonly records: readonly RecordSubject[] },
): Decision {
  const definition = facts.reference.newestDefinition('transfer-batch')
  const [first] = records
  if (definition === undefined || first === undefined)
    throw new Error('the definition transfer-batch is not loaded')
  const id = facts.newId()
  const stream = { kind: 'transfer-batch' as const, id }
  const { number, counter, fonds, formingUnitId, grade } = gather(facts, { letter: 'T', records })
  const event: NewEvent = {
    stream,
    type: 'batch.compiled',
    data: {
      number,
      title,
      definitionId: definition.id,
      fondsId: fonds.id,
      formingUnitId,
      custodyUnitId: fonds.archivesUnitId,
      grade,
      receiver: receiverOf(facts, first.row),
      placeStep: definition.document.first,
      items: records.map((subject, index) => itemOf(facts, subject, index + 1)),
    },
  }
  const place = { stream, definition: definition.document, fonds, formingUnitId, wakeOn: null }
  const opened = openedForCompiler(facts, place)
  const batched = records.flatMap((subject) => batchedEvents(facts, subject, id))
  const answer = { batchId: id, number, items: records.length }
  return decided([event, ...opened, ...batched], answer, { counters: [counter] })
}

type NewItem = Omit<TransferItemRow, 'subjectId' | 'state' | 'leaveReason' | 'remark'>

function itemOf(facts: ActFacts, { row, rows }: RecordSubject, position: number): NewItem {
  if (row.archivalCode === null) throw new Error(`record ${row.id} is due without an archival code`)
  const objects = objectsToSend(rows.all('digitalObject'))
  const rule = ruleOf(facts, row)
  const periodYears = rule.kind === 'rule' ? wholeYearsOf(rule.row, row) : null
  return {
    id: facts.newId(),
    recordId: row.id,
    position,
    archivalCode: row.archivalCode,
    title: row.title,
    classCode: row.classCode,
    carrier: row.carrier,
    grade: row.grade,
    formingUnitId: row.formingUnitId,
    formedOn: row.formedOn,
    transferDueOn: row.transferDueOn,
    periodYears,
    openingState: row.openingState,
    pages: row.pages,
    objects: objects.length,
    sizeBytes: objects.reduce((sum, object) => sum + object.sizeBytes, 0),
    digests: objects.map((object) => object.sha256).sort(),
  }
}

function batchedEvents(facts: ActFacts, subject: RecordSubject, batchId: string): readonly NewEvent[] {
  const batched: NewEvent = {
    stream: { kind: 'record', id: subject.row.id },
    type: 'record.batched',
    data: { batchId, wakeOn: addYears(facts.today, 1) },
  }
  return [...leaveDueEvents(facts, subject, 'batched'), batched]
}
