import type { JobTicket } from '#activities/contract.ts'
import { followJob, type SubjectResult } from './subject.ts'

/** Machine work beside the lifecycle. Id: `job/<jobId>`. */
export async function backgroundJob(ticket: JobTicket): Promise<SubjectResult> {
  return followJob(ticket)
}
