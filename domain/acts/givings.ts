/** Own data at the window: asked for by the person or their agent, approved by a second person where that is due, given or refused. */
import { isCleared } from '#domain/access.ts'
import { yearOf } from '#domain/dates.ts'
import type { NewEvent } from '#domain/events.ts'
import {
  approvalFor,
  fitsProof,
  givingRuleOf,
  maskedNumber,
  ownershipOf,
  PRINTABLE_TYPES,
  type GivingRules,
  type Ownership,
  type Proven,
} from '#domain/givings.ts'
import { refuse, type Refusal } from '#domain/refusal.ts'
import type { DigitalObjectRow, RecordState } from '#domain/state.ts'
import type { Applicant, GivingRow } from '#domain/state/givings.ts'
import type { GivingGround, GivingWay, IdentityProof } from '#domain/vocabulary/givings.ts'
import { decided, type ActFacts, type Decision } from './act.ts'
import { readableRecord, type RecordSubject } from './record-subject.ts'

export interface NewGiving {
  readonly recordId: string
  readonly subject: Proven
  readonly agent: (Proven & { readonly authority: string }) | null
  readonly proof: IdentityProof
  readonly way: GivingWay
  readonly purpose: string
  /** Of the record; empty where its paper is read. */
  readonly objectIds: readonly string[]
  /** Null where it is to be given; else it is entered and refused at once. */
  readonly refusal: { readonly ground: GivingGround; readonly reason: string } | null
}

/**
 * Enters what a person asks for of one record into the register, with a number of the year. What is refused at once is entered as well:
 * that somebody was refused, and why, must be provable. Facts: the record with its objects, whom it is about, the next number.
 */
export function askGiving(facts: ActFacts, asked: NewGiving, rules: GivingRules): Decision {
  const subject = readableRecord(facts, asked.recordId, 'giving.ask')
  if (subject.kind === 'refused') return subject
  const { proof, agent, refusal } = asked
  const shown = agent ?? asked.subject
  if (!fitsProof(proof, shown.number)) return refuse('giving.number-invalid', { proof })
  const ownership = ownershipIn(facts, subject, asked.subject)
  const { gives } = ruleFor(facts, subject.row, rules)
  if (refusal === null) {
    const against = givingRefusal(facts, { subject, asked, rules })
    if (against !== undefined) return against
  }
  const id = facts.newId()
  const stream = { kind: 'record' as const, id: asked.recordId }
  const approval = refusal === null ? approvalFor(gives, ownership) : 'none'
  const entered: NewEvent = {
    stream,
    type: 'giving.asked',
    data: {
      id,
      year: yearOf(facts.today),
      number: facts.nextGiving ?? 1,
      way: asked.way,
      asker: agent === null ? 'subject' : 'agent',
      proof,
      approval,
      objectIds: asked.objectIds,
      applicantDigest: null,
    },
    personal: { applicantDigest: JSON.stringify(applicantOf(asked)) },
  }
  const events: readonly NewEvent[] =
    refusal === null ? [entered] : [entered, { stream, type: 'giving.refused', data: { id, ...refusal } }]
  const state = refusal === null ? (approval === 'none' ? 'approved' : 'asked') : 'refused'
  return decided(events, { givingId: id, state })
}

interface Asking {
  readonly subject: RecordSubject
  readonly asked: Pick<NewGiving, 'subject' | 'way' | 'objectIds'>
  readonly rules: GivingRules
}

/** Why nothing of a record is given to a person; undefined when it may be. */
export function givingRefusal(facts: ActFacts, { subject, asked, rules }: Asking): Refusal | undefined {
  const { row } = subject
  if (row.archivalCode === null) return refuse('giving.not-filed')
  if (row.volume === 'side') return refuse('giving.side-volume')
  if (ownershipIn(facts, subject, asked.subject) === 'another') return refuse('giving.not-own')
  const { gives, source } = ruleFor(facts, row, rules)
  if (gives === 'never') return refuse('giving.class-gives-none', { source: { ...source } })
  if (gives === 'screened' && givableObjects(facts, subject, rules).length === 0)
    return refuse('giving.third-persons', { source: { ...source } })
  if (gives === 'screened' && asked.way === 'reading')
    return refuse('giving.third-persons', { source: { ...source } })
  if (asked.way === 'reading') return undefined
  const givable = givableObjects(facts, subject, rules).map(({ id }) => id)
  const isPrintable = asked.objectIds.length > 0 && asked.objectIds.every((id) => givable.includes(id))
  return isPrintable ? undefined : refuse('giving.nothing-chosen')
}

/**
 * Content of which a copy can be printed, in its order: where others stand in records of the class, public variants alone, else what
 * the clerk is cleared for.
 */
export function givableObjects(
  facts: ActFacts,
  { row, rows }: RecordSubject,
  rules: GivingRules,
): readonly DigitalObjectRow[] {
  const { gives } = ruleFor(facts, row, rules)
  return rows
    .all('digitalObject')
    .filter(
      ({ mediaType, withdrawnAt, destroyedAt }) =>
        withdrawnAt === null && destroyedAt === null && PRINTABLE_TYPES.includes(mediaType),
    )
    .filter(({ role, variant, screenGrade }) =>
      gives === 'screened' || role === 'public-variant'
        ? variant?.state === 'confirmed'
        : role === 'content' && (screenGrade === null || isCleared(facts.actor, screenGrade)),
    )
    .toSorted((a, b) => a.position - b.position)
}

/** Whether the record is about a person, by what it says now. */
export function ownershipIn(
  { subjectNames = {}, reference }: ActFacts,
  { row, rows }: RecordSubject,
  person: Proven,
): Ownership {
  const values = rows.get('recordMetadata', row.id)?.values ?? {}
  return ownershipOf({ told: subjectNames[row.id] ?? [], values }, reference.metadataScheme(), person)
}

function ruleFor({ reference }: ActFacts, { classCode }: RecordState, rules: GivingRules) {
  return givingRuleOf(rules, { classCode, family: reference.recordClass(classCode)?.family ?? '' })
}

function applicantOf({ subject, agent, purpose }: NewGiving): Applicant {
  const { name } = subject
  return {
    name,
    number: maskedNumber(subject.number),
    purpose,
    agent: agent === null ? null : { ...agent, number: maskedNumber(agent.number) },
  }
}

export interface GivingDecision {
  readonly recordId: string
  readonly givingId: string
  readonly decision:
    | { readonly kind: 'approve'; readonly reason: string }
    | { readonly kind: 'refuse'; readonly ground: GivingGround; readonly reason: string }
}

/** A second person lets it be given, or refuses it; who asked at the window may take it back by a refusal and never approves it. */
export function decideGiving(facts: ActFacts, { recordId, givingId, decision }: GivingDecision): Decision {
  const subject = readableRecord(
    facts,
    recordId,
    decision.kind === 'approve' ? 'giving.approve' : 'giving.refuse',
  )
  if (subject.kind === 'refused') return subject
  const giving = subject.rows.get('giving', givingId)
  if (giving === undefined) return refuse('not-found')
  const stream = { kind: 'record' as const, id: recordId }
  if (decision.kind === 'refuse') {
    const { ground, reason } = decision
    if (giving.state === 'refused' || giving.state === 'given') return refuse('giving.decided')
    return decided([{ stream, type: 'giving.refused', data: { id: givingId, ground, reason } }], { givingId })
  }
  if (giving.state !== 'asked') return refuse('giving.decided')
  if (giving.askedBy === facts.actor.personId) return refuse('giving.second-person')
  const data = { id: givingId, reason: decision.reason }
  return decided([{ stream, type: 'giving.approved', data }], { givingId })
}

export interface GivingRef {
  readonly recordId: string
  readonly givingId: string
}

/** Hands it over the counter: from this commit on the register says what was given, by whom and on which day. */
export function give(facts: ActFacts, { recordId, givingId }: GivingRef, rules: GivingRules): Decision {
  const subject = readableRecord(facts, recordId, 'giving.ask')
  if (subject.kind === 'refused') return subject
  const giving = subject.rows.get('giving', givingId)
  if (giving === undefined) return refuse('not-found')
  if (giving.state === 'given') return refuse('giving.decided')
  if (giving.state !== 'approved') return refuse('giving.not-approved')
  const objects = givenObjects(givableObjects(facts, subject, rules), giving)
  if (objects === undefined) return refuse('giving.nothing-chosen')
  const stream = { kind: 'record' as const, id: recordId }
  return decided([{ stream, type: 'giving.given', data: { id: givingId, objects } }], { givingId })
}

/** Undefined where something that was asked for is not there any more. */
function givenObjects(givable: readonly DigitalObjectRow[], { way, objectIds }: GivingRow) {
  if (way === 'reading') return []
  const known = givable.filter(({ id }) => objectIds.includes(id))
  return known.length === objectIds.length ? known.map(({ id, sha256 }) => ({ id, sha256 })) : undefined
}
