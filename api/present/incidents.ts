import { mayAct, type Actor } from '#domain/access.ts'
import { maskIdentityNumbers } from '#domain/identity-number.ts'
import type { JobRow } from '#domain/state.ts'
import type { StoppedRow } from '#db/queries/incidents.ts'
import type { Names } from '#db/queries/organisation.ts'
import type { IncidentView, StoppedJobView } from '#api/contract/incidents.ts'
import { groupView } from './words.ts'

export interface IncidentOf {
  readonly title: string
  readonly code: string | null
}

export function incidentView(
  job: Omit<JobRow, 'step' | 'placeVersion' | 'finishedAt'>,
  of: IncidentOf,
  seeing: { readonly actor: Actor; readonly names: Names },
): IncidentView {
  return {
    jobId: job.id,
    kind: job.kind,
    subjectKind: job.subjectKind,
    subjectId: job.subjectId,
    title: maskIdentityNumbers(of.title),
    code: of.code,
    attempts: job.attempts,
    errorCode: job.errorCode,
    errorDetail: job.errorDetail,
    owner: groupView(seeing.names, job.ownerGroup),
    startedAt: job.startedAt,
    allowedActions: { retry: retryFor(seeing.actor) },
  }
}

export function stoppedJobView(
  job: StoppedRow,
  seeing: { readonly actor: Actor; readonly names: Names },
): StoppedJobView {
  return {
    jobId: job.id,
    kind: job.kind,
    errorCode: job.errorCode,
    attempts: job.attempts,
    owner: groupView(seeing.names, job.ownerGroup),
    startedAt: job.startedAt.toISOString(),
    allowedActions: { retry: retryFor(seeing.actor) },
  }
}

function retryFor(actor: Actor): IncidentView['allowedActions']['retry'] {
  return mayAct(actor, 'job.retry')
    ? { allowed: true, reason: null }
    : { allowed: false, reason: 'access.denied' }
}
