import { followSubject, type SubjectResult } from './subject.ts'
import type { SubjectRef } from './messages.ts'

/** A batch of records from its sealing to the archive's receipt. Id: `xfer/<batchId>`. */
export async function transferBatch(ref: SubjectRef): Promise<SubjectResult> {
  return followSubject(ref)
}
