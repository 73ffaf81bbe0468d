import { proxyActivities } from '@temporalio/workflow'
import type { MaintenanceActivities } from '#activities/contract.ts'

const maintenance = proxyActivities<MaintenanceActivities>({
  startToCloseTimeout: '1 hour',
  heartbeatTimeout: '2 minutes',
  retry: { maximumAttempts: 5 },
})

/** The daily safety net: compares due dates, wake-ups and open work, and nudges what was missed. */
export async function retentionSweep(): Promise<number> {
  return maintenance.sweep()
}

/** Renews the rolling locks of the object store before they lapse (DESIGN 2.8). */
export async function lockPatrol(): Promise<{ readonly checked: number; readonly renewed: number }> {
  return maintenance.patrolLocks()
}
