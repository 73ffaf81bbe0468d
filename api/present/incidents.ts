import { mayAct, type Actor } from '#domain/access.ts'
import type { JobRow } from '#domain/state.ts'
import type { Names } from '#db/queries/organisation.ts'
import type { IncidentView } from '#api/contract/incidents.ts'
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
  const mayRetry = mayAct(seeing.actor, 'job.retry')
  return {
    jobId: job.id,
    kind: job.kind,
    subjectKind: job.subjectKind,
    subjectId: job.subjectId,
    title: of.title,
    code: of.code,
    attempts: job.attempts,
    errorCode: job.errorCode,
    errorDetail: job.errorDetail,
    owner: groupView(seeing.names, job.ownerGroup),
    startedAt: job.startedAt,
    allowedActions: {
      retry: mayRetry ? { allowed: true, reason: null } : { allowed: false, reason: 'access.denied' },
    },
  }
}
