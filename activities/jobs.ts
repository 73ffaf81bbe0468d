import { ApplicationFailure } from '@temporalio/activity'
import type { JobKind } from '#domain/vocabulary.ts'
import { StoreFault } from '#db/objects/fault.ts'
import { isJobRunning } from '#db/queries/jobs.ts'
import type { JobProgress, JobTicket } from './contract.ts'
import { asEngine, type EngineDeps } from './engine.ts'
import { checkFixity } from './copies/fixity.ts'
import { secureCopies } from './copies/secure.ts'
import { certify } from './disposal/certify.ts'
import { destroy } from './disposal/destroy.ts'
import { concludeRegister } from './disposal/register.ts'
import { DocumentFailure } from './documents/failure.ts'
import { checkImages } from './records/check-images.ts'
import { inspect } from './records/inspect.ts'
import { makeDualLayer } from './records/make-dual-layer.ts'
import { preserve } from './records/preserve.ts'
import { printForms } from './records/print-forms.ts'
import { recognise } from './records/recognise.ts'
import { removeSecret } from './records/remove-secret.ts'
import { settleDate } from './records/settle-date.ts'
import { checkPackage } from './transfer/check.ts'
import { concludeTransfer } from './transfer/conclude.ts'
import { deliver } from './transfer/deliver.ts'
import { packageBatch } from './transfer/package.ts'
import { releaseCopies } from './transfer/release.ts'

type Job = (deps: EngineDeps, ticket: JobTicket) => Promise<JobProgress>

const JOBS = {
  inspect,
  preserve,
  'recognise-text': recognise,
  'check-images': checkImages,
  'make-dual-layer': makeDualLayer,
  'print-forms': printForms,
  register: concludeRegister,
  destroy,
  certify,
  'secure-copies': secureCopies,
  'check-fixity': checkFixity,
  package: packageBatch,
  'check-package': checkPackage,
  deliver,
  'conclude-transfer': concludeTransfer,
  'release-copies': releaseCopies,
  'settle-retention': settleDate,
  'remove-secret': removeSecret,
} as const satisfies Readonly<Record<JobKind, Job>>

/** A third of what the workflow waits for: one beat may be lost on a busy machine. */
const HEARTBEAT_MS = 5_000

/** Does one job. A job that is over, or whose place was left, is nothing to do. */
export function createJobPerformer(deps: EngineDeps) {
  return async (ticket: JobTicket): Promise<JobProgress> => {
    if (!(await asEngine(deps, (tx) => isJobRunning(tx, ticket.jobId)))) return { kind: 'done' }
    const beat = setInterval(() => deps.run.beat(), HEARTBEAT_MS)
    try {
      return await JOBS[ticket.kind](deps, ticket)
    } catch (error) {
      throw asFailure(error)
    } finally {
      clearInterval(beat)
    }
  }
}

/** Final faults are not retried: they become incidents at once, with their code. */
function asFailure(error: unknown): unknown {
  if (error instanceof DocumentFailure || error instanceof StoreFault) {
    const { code, message } = error
    return ApplicationFailure.create({ message, type: code, nonRetryable: !error.isRetryable, cause: error })
  }
  return error
}
