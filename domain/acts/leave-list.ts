import type { NewEvent } from '#domain/events.ts'
import type { DecidedTerm } from '#domain/explanation.ts'
import { stepAt } from '#domain/lifecycle.ts'
import type { OwnRule } from '#domain/precedence.ts'
import type { DisposalListState, ListItemRow, RecordState, Rows } from '#domain/state.ts'
import type { LeaveReason } from '#domain/vocabulary.ts'
import type { ActFacts } from './act.ts'
import { stepEvents } from './engine.ts'
import { cancelTasks, subjectOf, type Subject } from './place.ts'
import { datingEvents } from './dating.ts'
import { ruleOf } from './record-effects.ts'
import { securingEvents } from './secure-copies.ts'

export interface Leaving {
  readonly list: DisposalListState
  readonly recordId: string
  readonly reason: LeaveReason
  readonly detail: string
  /** A longer period decided by the appraisal: the record goes back to `keep`. */
  readonly extendedYears?: number
  /** A rule of its own, by which a record is kept as a sample of its class. */
  readonly ownRule?: OwnRule
  /** Who proposed it and who authorised it, where a second person was asked. */
  readonly decided?: DecidedTerm
}

/** Items that are still on a list, in their order. */
export function itemsOn(rows: Rows): readonly ListItemRow[] {
  return rows
    .all('disposalListItem')
    .filter((item) => item.state !== 'left')
    .sort((a, b) => a.position - b.position)
}

/** A record leaves a list: the list says so, the record says so, and the record goes where it belongs. */
export function leaveEvents(
  facts: ActFacts,
  { list, recordId, reason, detail, extendedYears, ownRule, decided }: Leaving,
): readonly NewEvent[] {
  const subject = subjectOf(facts, recordId)
  if (subject?.kind !== 'record') throw new Error(`record ${recordId} was not among the facts`)
  const left: NewEvent = {
    stream: { kind: 'disposal-list', id: list.id },
    type: 'list.item-left',
    data: {
      recordId,
      reason,
      detail,
      ...(decided === undefined ? {} : { authorisedBy: decided.authorisedBy }),
    },
  }
  const said: NewEvent = {
    stream: { kind: 'record', id: recordId },
    type: 'record.left-list',
    data: {
      listId: list.id,
      reason,
      extendedYears: extendedYears ?? null,
      ...(decided === undefined ? {} : { decided }),
      ...(ownRule === undefined ? {} : { ownRule }),
    },
  }
  const isKeptLonger = extendedYears !== undefined || ownRule !== undefined
  const outcome = isKeptLonger ? 'extended' : 'returned'
  const row: RecordState = {
    ...subject.row,
    extendedYears: extendedYears ?? subject.row.extendedYears,
    ownRule: ownRule ?? subject.row.ownRule,
  }
  const again = { ...subject, row }
  const moved = stepEvents(facts, again, outcome)
  if (moved === undefined)
    throw new Error(`record ${recordId} stands at ${subject.row.placeStep}, not on a list`)
  // A hold has asked for it in its own commit.
  const secured = reason === 'on-hold' ? [] : securingEvents(facts, subject.row)
  return [left, said, ...(isKeptLonger ? extension(facts, row, decided) : []), ...moved, ...secured]
}

/** The new day, with who proposed and who authorised the longer term in its explanation. */
function extension(
  facts: ActFacts,
  record: RecordState,
  decided: DecidedTerm | undefined,
): readonly NewEvent[] {
  const rule = ruleOf(facts, record)
  if (rule.kind !== 'rule') return []
  const known = decided === undefined ? record : { ...record, decided }
  return datingEvents(facts, { record: known, rules: rule.rules, jobs: [] })
}

/** The list says why it ends, and each record that is on it leaves it. */
export function abortEvents(
  facts: ActFacts,
  list: DisposalListState,
  { rows, reason }: { readonly rows: Rows; readonly reason: string },
): readonly NewEvent[] {
  const aborted: NewEvent = {
    stream: { kind: 'disposal-list', id: list.id },
    type: 'list.aborted',
    data: { reason },
  }
  const left = itemsOn(rows).flatMap((item) =>
    leaveEvents(facts, { list, recordId: item.recordId, reason: 'list-aborted', detail: reason }),
  )
  return [aborted, ...left]
}

/** Outcomes by which a list ends on which nothing is left. Elsewhere its people or its job come to its end. */
const ENDINGS = ['empty', 'aborted'] as const

/** A list that lost its last record ends at once where its definition lets it: nobody is left with a task that cannot be done. */
export function endEmptyList(facts: ActFacts, list: DisposalListState, rows: Rows): readonly NewEvent[] {
  const definition = facts.reference.definition(list.definitionId)
  const step = definition === undefined ? undefined : stepAt(definition, list.placeStep)
  const ending = ENDINGS.find(
    (name) => step?.kind !== 'service' && step?.outcomes.some((o) => o.name === name),
  )
  if (ending === undefined) return []
  const stream = { kind: 'disposal-list' as const, id: list.id }
  const reason = 'no record is left on it'
  const aborted: readonly NewEvent[] =
    ending === 'aborted' ? [{ stream, type: 'list.aborted', data: { reason } }] : []
  const subject: Subject = { kind: 'disposal-list', row: list, rows }
  return [...aborted, ...cancelTasks(subject, 'place-left'), ...(stepEvents(facts, subject, ending) ?? [])]
}
