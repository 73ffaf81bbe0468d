import { followSubject, type SubjectResult } from './subject.ts'
import type { SubjectRef } from './messages.ts'

/** The whole life of one record, the sleep of decades included. Id: `rec/<recordId>`. */
export async function recordLifecycle(ref: SubjectRef): Promise<SubjectResult> {
  return followSubject(ref)
}
