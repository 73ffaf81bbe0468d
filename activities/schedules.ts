import { Client, Connection, ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client'
import {
  CHECKPOINT_SCHEDULE_ID,
  FIXITY_SCHEDULE_ID,
  ORPHANS_SCHEDULE_ID,
  PATROL_SCHEDULE_ID,
  SWEEP_SCHEDULE_ID,
} from '#domain/engine-ids.ts'

const SCHEDULES = [
  { scheduleId: CHECKPOINT_SCHEDULE_ID, workflowType: 'checkpoint', cron: '20 0 * * *' },
  { scheduleId: SWEEP_SCHEDULE_ID, workflowType: 'retentionSweep', cron: '5 0 * * *' },
  { scheduleId: PATROL_SCHEDULE_ID, workflowType: 'lockPatrol', cron: '35 1 * * *' },
  { scheduleId: ORPHANS_SCHEDULE_ID, workflowType: 'orphanSweep', cron: '35 2 * * *' },
  { scheduleId: FIXITY_SCHEDULE_ID, workflowType: 'fixityPatrol', cron: '35 3 * * *' },
] as const

export interface ScheduleOptions {
  readonly address: string
  readonly namespace: string
  readonly taskQueue: string
  /** The site works without its schedules; the next start makes them. */
  readonly onFailure: (error: unknown) => void
}

/** The daily sweep and the lock patrol, in the archive's zone; made once, found ever after. */
export async function ensureSchedules({
  address,
  namespace,
  taskQueue,
  onFailure,
}: ScheduleOptions): Promise<void> {
  let connection: Connection | undefined
  try {
    connection = await Connection.connect({ address })
    const client = new Client({ connection, namespace })
    for (const { scheduleId, workflowType, cron } of SCHEDULES)
      await ensure(client, { scheduleId, workflowType, cron, taskQueue })
  } catch (error) {
    onFailure(error)
  } finally {
    await connection?.close()
  }
}

interface Daily {
  readonly scheduleId: string
  readonly workflowType: string
  readonly cron: string
  readonly taskQueue: string
}

async function ensure(client: Client, { scheduleId, workflowType, cron, taskQueue }: Daily): Promise<void> {
  try {
    await client.schedule.create({
      scheduleId: `${taskQueue}-${scheduleId}`,
      spec: { cronExpressions: [cron], timezone: 'Asia/Shanghai' },
      action: { type: 'startWorkflow', workflowType, taskQueue, args: [] },
      policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '7 days' },
    })
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error
  }
}
