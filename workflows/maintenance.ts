import { proxyActivities } from '@temporalio/workflow'
import type { CheckpointActivities, MaintenanceActivities } from '#activities/contract.ts'

const maintenance = proxyActivities<MaintenanceActivities>({
  startToCloseTimeout: '1 hour',
  heartbeatTimeout: '2 minutes',
  retry: { maximumAttempts: 5 },
})

/** The daily safety net: compares due dates, wake-ups and open work, and nudges what was missed. */
export async function retentionSweep(): Promise<number> {
  return maintenance.sweep()
}

/** Renews the rolling locks of the object store before they lapse (ADR 6). */
export async function lockPatrol(): Promise<{ readonly checked: number; readonly renewed: number }> {
  return maintenance.patrolLocks()
}

/** Reads locked copies whole and compares their digests, those that waited longest first. */
export async function fixityPatrol(): Promise<{ readonly checked: number; readonly damaged: number }> {
  return maintenance.patrolFixity()
}

/** Takes away bytes that belong to no record. */
export async function orphanSweep(): ReturnType<MaintenanceActivities['sweepOrphans']> {
  return maintenance.sweepOrphans()
}

const checkpoints = proxyActivities<CheckpointActivities>({
  startToCloseTimeout: '1 hour',
  heartbeatTimeout: '2 minutes',
  retry: { maximumAttempts: 5 },
})

/** The daily signed head of the log, so that a superuser's edit of what happened shows (ADR 9). */
export async function checkpoint(): Promise<{ readonly made: number; readonly renewed: number }> {
  return checkpoints.signHeads()
}
