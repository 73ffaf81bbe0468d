import { ActivityFailure, ApplicationFailure, WorkflowExecutionAlreadyStartedError } from '@temporalio/common'
import {
  condition,
  continueAsNew,
  ParentClosePolicy,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  startChild,
  workflowInfo,
} from '@temporalio/workflow'
import type { JobTicket, LifecycleActivities } from '#activities/contract.ts'
import { backgroundWorkflowIdOf, bulkQueueOf } from '#domain/engine-ids.ts'
import { nudge, type SubjectRef } from './messages.ts'

/** Reads are quick and change nothing, so they need no entries of their own in the history. */
const { locate } = proxyLocalActivities<LifecycleActivities>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '200 milliseconds', maximumInterval: '5 seconds' },
})
const gate = proxyActivities<LifecycleActivities>({
  startToCloseTimeout: '30 seconds',
  retry: { maximumInterval: '30 seconds' },
})
/** Work on documents and stores: tried for about a minute, then an incident for a person. */
const machine = proxyActivities<LifecycleActivities>({
  startToCloseTimeout: '30 minutes',
  heartbeatTimeout: '15 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumAttempts: 6 },
})

/** Looks after which a run hands over to a fresh one, so that no history grows with the years. */
const LOOKS_PER_RUN = 50

export interface SubjectResult {
  readonly outcome: string
}

/**
 * Follows a record or a list from its creation to its end: asks where it stands, lets machines do their part, wakes for
 * dates, and otherwise waits for a nudge. It decides nothing and computes no date, so the same code replays for decades.
 */
export async function followSubject(ref: SubjectRef): Promise<SubjectResult> {
  let nudges = 0
  setHandler(nudge, () => {
    nudges += 1
  })
  for (let looks = 1; ; looks += 1) {
    const seen = nudges
    const standing = await locate({ ...ref, workflowNowMs: Date.now() })
    switch (standing.kind) {
      case 'end':
        return { outcome: standing.outcome }
      case 'machine':
        await perform(standing.job, () => nudges)
        break
      case 'due':
        await gate.confirmDue(ref)
        break
      case 'waiting':
        await startSideJobs(standing.sideJobs)
        // A sleeper keeps no history of its working life: it goes to sleep in a fresh run.
        if (looks > 1 && nudges === seen && standing.lookAgainInMs > ONE_DAY_MS)
          await continueAsNew<typeof followSubject>(ref)
        await condition(() => nudges > seen, standing.lookAgainInMs)
        break
    }
    if (looks >= LOOKS_PER_RUN || workflowInfo().continueAsNewSuggested)
      await continueAsNew<typeof followSubject>(ref)
  }
}

const ONE_DAY_MS = 86_400_000

/** One job to its end or to its incident; a job that must wait for a lock is looked at again when that lapses. */
async function perform(ticket: JobTicket, nudges: () => number): Promise<void> {
  try {
    const progress = await machine.performJob(ticket)
    if (progress.kind === 'wait') {
      const seen = nudges()
      await condition(() => nudges() > seen, progress.ms)
    }
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error
    const cause = error.cause
    const code =
      cause instanceof ApplicationFailure && cause.type !== undefined && cause.type !== null
        ? cause.type
        : 'internal'
    await gate.reportIncident({ ...ticket, code, detail: cause?.message ?? error.message })
  }
}

async function startSideJobs(tickets: readonly JobTicket[]): Promise<void> {
  for (const ticket of tickets) {
    try {
      await startChild('backgroundJob', {
        workflowId: backgroundWorkflowIdOf(ticket.jobId),
        taskQueue: bulkQueueOf(workflowInfo().taskQueue),
        parentClosePolicy: ParentClosePolicy.ABANDON,
        args: [ticket],
      })
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error
    }
  }
}

/** Work beside the lifecycle, such as OCR, on the bulk queue. */
export async function followJob(ticket: JobTicket): Promise<SubjectResult> {
  let nudges = 0
  setHandler(nudge, () => {
    nudges += 1
  })
  await perform(ticket, () => nudges)
  return { outcome: 'done' }
}
