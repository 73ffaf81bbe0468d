import { mayAct } from '#domain/access.ts'
import type { NewEvent } from '#domain/events.ts'
import { refuse, type Refusal } from '#domain/refusal.ts'
import { isMutual, type RelationType } from '#domain/relations.ts'
import type { RecordRelationRow } from '#domain/state/metadata.ts'
import type { ActFacts, Decision } from './act.ts'
import { relatedOf } from './data-starts.ts'
import { subjectOf } from './place.ts'
import type { RecordSubject } from './record-subject.ts'
import { decidedAnew } from './redate-facts.ts'

export interface NewRelation {
  readonly recordId: string
  /** Null where the actor sees no record of the code that they named. */
  readonly otherId: string | null
  readonly type: RelationType
  /** Why they stand so to each other; it is kept for ever and names no person. */
  readonly reason: string
}

/**
 * States how a record stands to another (DA/T 46-2009 M85–M88). It is an event of the record that states it; the other shows it as well,
 * to whoever sees both. Facts: both records with their relations.
 */
export function relateRecords(facts: ActFacts, { recordId, otherId, type, reason }: NewRelation): Decision {
  const subject = subjectOf(facts, recordId)
  if (subject?.kind !== 'record') return refuse('not-found')
  const refusal = refusalOf(facts, subject)
  if (refusal !== undefined) return refusal
  const other = otherId === null ? undefined : subjectOf(facts, otherId)
  if (otherId === null || other?.kind !== 'record') return refuse('relation.other-unknown')
  if (recordId === otherId) return refuse('relation.itself')
  if (standing(subject, otherId, type) !== undefined) return refuse('relation.known', { type })
  if (!isMutual(type) && standing(other, recordId, type) !== undefined)
    return refuse('relation.circular', { type })
  const id = facts.newId()
  const data = { id, relation: type, otherId, reason }
  const said: NewEvent = { stream: { kind: 'record', id: recordId }, type: 'record.related', data }
  const others = [...(relatedOf(facts, subject.rows)[type] ?? []), other.row]
  const given = { record: subject.row, related: { [type]: others } }
  return decidedAnew(facts, { subject, given, said: [said] }, { relationId: id })
}

export interface RelationWithdrawal {
  readonly recordId: string
  readonly relationId: string
  readonly reason: string
}

/** Takes a relation back, and with it the start of a term that rested on it; that it stood, and why it does not any more, stays in the history. */
export function withdrawRelation(
  facts: ActFacts,
  { recordId, relationId, reason }: RelationWithdrawal,
): Decision {
  const subject = subjectOf(facts, recordId)
  const relation = subject?.rows.get('recordRelation', relationId)
  if (subject?.kind !== 'record' || relation === undefined) return refuse('not-found')
  const refusal = refusalOf(facts, subject)
  if (refusal !== undefined) return refusal
  if (relation.withdrawnOn !== null) return refuse('relation.withdrawn-already')
  const stream = { kind: 'record' as const, id: recordId }
  const data = { id: relationId, reason }
  const said: NewEvent = { stream, type: 'record.relation-withdrawn', data }
  const known = relatedOf(facts, subject.rows)[relation.type]
  const left = known?.filter(({ id }) => id !== relation.otherId)
  const given = { record: subject.row, related: left === undefined ? {} : { [relation.type]: left } }
  return decidedAnew(facts, { subject, given, said: [said] }, { relationId })
}

/** Why nothing may be stated of a record's relations by this actor; undefined when they may. */
export function refusalOf({ actor }: Pick<ActFacts, 'actor'>, { row }: RecordSubject): Refusal | undefined {
  if (!mayAct(actor, 'record.relate')) return refuse('access.denied', { act: 'record.relate' })
  if (row.quarantine !== null) return refuse('content.quarantined')
  return row.endedOn === null ? undefined : refuse('record.ended')
}

function standing(
  { rows }: RecordSubject,
  otherId: string,
  type: RelationType,
): RecordRelationRow | undefined {
  return rows
    .all('recordRelation')
    .find((one) => one.otherId === otherId && one.type === type && one.withdrawnOn === null)
}
