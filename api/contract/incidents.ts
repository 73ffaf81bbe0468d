import { z } from 'zod'
import { JOB_KINDS } from '#domain/vocabulary.ts'
import {
  AllowedView,
  GroupView,
  IdSchema,
  InstantView,
  PageQuery,
  pageOf,
  SubjectKindSchema,
} from './common.ts'

/** Machine work that stopped after its retries and waits for a person. */
export const IncidentView = z
  .object({
    jobId: IdSchema,
    kind: z.enum(JOB_KINDS),
    subjectKind: SubjectKindSchema,
    subjectId: IdSchema,
    title: z.string(),
    /** Archival code of a record, number of a list. */
    code: z.string().nullable(),
    attempts: z.int(),
    errorCode: z.string().nullable(),
    errorDetail: z.string().nullable(),
    owner: GroupView,
    startedAt: InstantView,
    allowedActions: z.object({ retry: AllowedView }),
  })
  .meta({ id: 'Incident' })
export type IncidentView = z.output<typeof IncidentView>
/** The same for who keeps the machines and sees no content: which work, why and how often, and nothing of what it works on. */
export const StoppedJobView = IncidentView.pick({
  jobId: true,
  kind: true,
  errorCode: true,
  attempts: true,
  owner: true,
  startedAt: true,
  allowedActions: true,
}).meta({ id: 'StoppedJob' })
export type StoppedJobView = z.output<typeof StoppedJobView>
export const StoppedJobPageView = pageOf(StoppedJobView, 'StoppedJobPage')
export const IncidentPageView = pageOf(IncidentView, 'IncidentPage')
export const IncidentsQuery = PageQuery
