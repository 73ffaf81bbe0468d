import { Connection } from '@temporalio/client'
import type { Config } from '#config.ts'
import type { Finding } from './finding.ts'

const CONNECT_MS = 5_000
/** TaskQueueType.WORKFLOW of the service's own enumeration. */
const WORKFLOW_QUEUE = 1

/** Whether the engine answers, knows the namespace, and has a worker of ours. */
export async function temporalFindings({
  address,
  namespace,
  taskQueue,
}: Config['temporal']): Promise<readonly Finding[]> {
  const connection = await Connection.connect({ address, connectTimeout: CONNECT_MS })
  try {
    const { workflowService } = connection
    const known = await workflowService.describeNamespace({ namespace })
    const days = Number(known.config?.workflowExecutionRetentionTtl?.seconds ?? 0) / 86_400
    const queue = await workflowService.describeTaskQueue({
      namespace,
      taskQueue: { name: taskQueue },
      taskQueueType: WORKFLOW_QUEUE,
    })
    const workers = queue.pollers?.length ?? 0
    return [
      {
        part: 'temporal',
        state: 'good',
        detail: `${address}, namespace ${namespace}, histories kept for ${days} days`,
      },
      {
        part: 'worker',
        state: workers > 0 ? 'good' : 'off',
        detail:
          workers > 0 ? `${workers} ask for work` : 'none asks for work: machines wait until it is started',
      },
    ]
  } finally {
    await connection.close()
  }
}
