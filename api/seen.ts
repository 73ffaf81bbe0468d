import type { FastifyRequest } from 'fastify'
import type { ActFacts } from '#domain/acts/act.ts'
import { subjectOf, type Subject } from '#domain/acts/place.ts'
import type { Principal, Want } from '#db/gate/facts.ts'
import type { Dependencies } from './dependencies.ts'
import { problem } from './problem.ts'
import { factsFor, noteView } from './reading.ts'

/** A call about one record, by a route with its id. */
export interface Looking {
  readonly principal: () => Principal
  readonly params: { readonly id: string }
  readonly request: FastifyRequest
}

export interface SeenRecord {
  readonly facts: ActFacts
  readonly subject: Extract<Subject, { readonly kind: 'record' }>
}

/** A record with the facts that the gate would decide on; that it was looked at is written. @throws ProblemError `not-found` */
export async function seenRecord(
  deps: Dependencies,
  { principal, params: { id }, request }: Looking,
  want: Want = {},
): Promise<SeenRecord> {
  const facts = await factsFor(deps, { principal: principal(), subjects: [id], want })
  const subject = subjectOf(facts, id)
  if (subject?.kind !== 'record') throw problem('not-found')
  noteView(deps, request, { personId: facts.actor.personId, subjectKind: 'record', subjectId: id })
  return { facts, subject }
}
