import { mayAct, type Actor } from '#domain/access.ts'
import type { ActFacts } from '#domain/acts/act.ts'
import { givableObjects, givingRefusal, ownershipIn } from '#domain/acts/givings.ts'
import type { Subject } from '#domain/acts/place.ts'
import {
  approvalFor,
  givingNumber,
  givingRuleOf,
  GROUND_SOURCES,
  type GivingRules,
  type Proven,
} from '#domain/givings.ts'
import { refuse } from '#domain/refusal.ts'
import type { GivingListRow } from '#db/queries/givings.ts'
import type { Names } from '#db/queries/organisation.ts'
import type { GivingView, OwnRecordView } from '#api/contract/givings.ts'
import { allowed } from './allowed.ts'
import { personView } from './words.ts'

interface Looked {
  readonly facts: ActFacts
  readonly subject: Extract<Subject, { kind: 'record' }>
  readonly person: Proven
  readonly rules: GivingRules
}

/** What of a record may be given to a person; undefined where it is about somebody else. */
export function ownRecordView({ facts, subject, person, rules }: Looked): OwnRecordView | undefined {
  const { row, rows } = subject
  const ownership = ownershipIn(facts, subject, person)
  if (ownership === 'another') return undefined
  const recordClass = facts.reference.recordClass(row.classCode)
  const { gives, source } = givingRuleOf(rules, {
    classCode: row.classCode,
    family: recordClass?.family ?? '',
  })
  const refusedFor = (way: 'reading' | 'copy') =>
    givingRefusal(facts, { subject, asked: { subject: person, way, objectIds: [] }, rules })
  const against = refusedFor('copy')
  // That nothing is chosen yet stands against no file.
  const againstCopy = against?.code === 'giving.nothing-chosen' ? undefined : against
  const givable = new Set(givableObjects(facts, subject, rules).map(({ id }) => id))
  const content = rows
    .all('digitalObject')
    .filter(
      ({ role, variant, withdrawnAt, destroyedAt }) =>
        (role === 'content' || variant?.state === 'confirmed') &&
        withdrawnAt === null &&
        destroyedAt === null,
    )
    .toSorted((a, b) => a.position - b.position)
  return {
    id: row.id,
    code: row.archivalCode,
    title: row.title,
    classCode: row.classCode,
    className: recordClass?.nameZh ?? row.classCode,
    formedOn: row.formedOn,
    ownership,
    gives,
    source,
    approval: approvalFor(gives, ownership),
    mayRead: allowed(refusedFor('reading')),
    items: content.map(({ id, name, mediaType, pages }) => ({
      id,
      name,
      mediaType,
      pages,
      mayCopy: allowed(againstCopy ?? (givable.has(id) ? undefined : refuse('giving.nothing-chosen'))),
    })),
  }
}

interface Reading {
  readonly actor: Actor
  readonly names: Names
}

export function givingView(row: GivingListRow, { actor, names }: Reading): GivingView {
  const { id, way, asker, proof, approval, state, applicant, objectIds, reason, ground } = row
  return {
    id,
    number: givingNumber(row),
    recordId: row.subjectId,
    code: row.archivalCode,
    title: row.title,
    way,
    asker,
    proof,
    approval,
    state,
    applicant,
    items: objectIds.length,
    askedBy: personView(names, row.askedBy),
    askedOn: row.askedOn,
    decidedBy: row.decidedBy === null ? null : personView(names, row.decidedBy),
    decidedOn: row.decidedOn,
    refusal: ground === null ? null : { ground, source: GROUND_SOURCES[ground] },
    reason,
    givenBy: row.givenBy === null ? null : personView(names, row.givenBy),
    givenOn: row.givenOn,
    allowed: actsOn(row, actor),
  }
}

/** As `decideGiving` and `give` decide of a record that can still be given of. */
function actsOn({ state, askedBy, way }: GivingListRow, actor: Actor): GivingView['allowed'] {
  const isOver = state === 'given' || state === 'refused'
  return {
    approve: allowed(
      !mayAct(actor, 'giving.approve')
        ? refuse('access.denied')
        : state !== 'asked'
          ? refuse('giving.decided')
          : askedBy === actor.personId
            ? refuse('giving.second-person')
            : undefined,
    ),
    refuse: allowed(
      !mayAct(actor, 'giving.refuse')
        ? refuse('access.denied')
        : isOver
          ? refuse('giving.decided')
          : undefined,
    ),
    give: allowed(windowRefusal(actor, state === 'approved')),
    print: allowed(windowRefusal(actor, state === 'given' && way === 'copy')),
  }
}

function windowRefusal(actor: Actor, isReady: boolean) {
  if (!mayAct(actor, 'giving.ask')) return refuse('access.denied')
  return isReady ? undefined : refuse('giving.not-approved')
}
