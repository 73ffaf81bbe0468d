import type { FastifyRequest } from 'fastify'
import { withActor, withActorAtOneMoment, withDesk, type Reader, type Tx } from '#db/actor.ts'
import { gatherFacts, type FactsRequest, type Principal } from '#db/gate/facts.ts'
import type { ActFacts } from '#domain/acts/act.ts'
import type { SubjectKind } from '#domain/vocabulary.ts'
import type { Dependencies } from './dependencies.ts'
import { orProblem, problem } from './problem.ts'

/** Reads through the principal's eyes. @throws ProblemError `auth.required` */
export async function readAs<T>(
  deps: Dependencies,
  principal: Principal,
  read: (tx: Tx, reader: Reader) => Promise<T>,
): Promise<T> {
  return orProblem(await withActor(deps.sql, principal, read)).value
}

/** As `readAs`, everything from one moment. @throws ProblemError `auth.required` */
export async function readAtOneMoment<T>(
  deps: Dependencies,
  principal: Principal,
  read: (tx: Tx, reader: Reader) => Promise<T>,
): Promise<T> {
  return orProblem(await withActorAtOneMoment(deps.sql, principal, read)).value
}

/** Writes what lies on the principal's own desk. @throws ProblemError `auth.required` */
export async function writeDesk<T>(
  deps: Dependencies,
  principal: Principal,
  write: (tx: Tx, reader: Reader) => Promise<T>,
): Promise<T> {
  return orProblem(await withDesk(deps.sql, principal, write)).value
}

/** The facts that the gate would decide on, for pages that say what may be done. @throws ProblemError `auth.required` */
export async function factsFor(deps: Dependencies, request: FactsRequest): Promise<ActFacts> {
  const gathered = await gatherFacts(deps.sql, request, deps.reference)
  if (gathered === undefined) throw problem('auth.required')
  return gathered.facts
}

export interface Viewed {
  readonly personId: string
  readonly subjectKind: SubjectKind
  readonly subjectId: string
  readonly action?: 'view' | 'download' | 'print' | 'verify'
}

/** Every view of a record or list is written; the answer does not wait for it. */
export function noteView(
  deps: Dependencies,
  request: FastifyRequest,
  { personId, subjectKind, subjectId, action = 'view' }: Viewed,
): void {
  deps.accessLog.note({
    personId,
    action,
    result: 'ok',
    subjectKind,
    subjectId,
    detail: request.routeOptions.url ?? '',
    purpose: request.purpose,
    traceId: request.id,
  })
}

/** That somebody reads the logs, or the rights of others, is itself in the log. */
export function noteAudit(
  deps: Dependencies,
  { personId }: Pick<Reader['actor'], 'personId'>,
  request: FastifyRequest,
): void {
  const detail = request.url.slice(0, 500)
  deps.accessLog.note({ personId, action: 'audit', result: 'ok', detail, traceId: request.id })
}

export function found<T>(value: T | undefined | null): T {
  if (value === undefined || value === null) throw problem('not-found')
  return value
}
