import { followSubject, type SubjectResult } from './subject.ts'
import type { SubjectRef } from './messages.ts'

/** A disposal list from its sealing to its certificate. Id: `disp/<listId>`. */
export async function disposalList(ref: SubjectRef): Promise<SubjectResult> {
  return followSubject(ref)
}
