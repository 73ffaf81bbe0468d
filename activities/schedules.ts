import { Client, Connection, ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client'
import type { Config } from '#config.ts'
import type { Logger } from '#logger.ts'
import { PATROL_SCHEDULE_ID, SWEEP_SCHEDULE_ID } from '#domain/engine-ids.ts'

const SCHEDULES = [
  { scheduleId: SWEEP_SCHEDULE_ID, workflowType: 'retentionSweep', cron: '5 0 * * *' },
  { scheduleId: PATROL_SCHEDULE_ID, workflowType: 'lockPatrol', cron: '35 1 * * *' },
] as const

/** The daily sweep and the lock patrol, in the archive's zone; made once, found ever after. */
export async function ensureSchedules({ temporal }: Config, logger: Logger): Promise<void> {
  const connection = await Connection.connect({ address: temporal.address })
  try {
    const client = new Client({ connection, namespace: temporal.namespace })
    for (const { scheduleId, workflowType, cron } of SCHEDULES) await ensure(client, { scheduleId, workflowType, cron, taskQueue: temporal.taskQueue })
  } catch (error) {
    // Without its schedules the site still works; the next start makes them, and the health page counts the days since the last sweep.
    logger.error({ err: error }, 'the daily schedules could not be made')
  } finally {
    await connection.close()
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
