import { Connection } from '@temporalio/client'
import type { Config } from '#config.ts'
import type { EngineProbe } from './dependencies.ts'

const PATIENCE_MS = 1_500

/** Asks the engine how it is, for the health page alone; nothing else here waits for it. */
export function engineProbe({ address, namespace, taskQueue }: Config['temporal']): {
  readonly probe: () => Promise<EngineProbe>
  close(): Promise<void>
} {
  let connection: Connection | undefined
  return {
    async probe() {
      try {
        connection ??= Connection.lazy({ address })
        const { workflowService } = connection
        const answer = await connection.withDeadline(Date.now() + PATIENCE_MS, () =>
          workflowService.describeTaskQueue({ namespace, taskQueue: { name: taskQueue }, taskQueueType: 1 }),
        )
        return { state: 'up', detail: null, workers: answer.pollers?.length ?? 0 }
      } catch (error) {
        return { state: 'down', detail: error instanceof Error ? error.name : 'unknown', workers: 0 }
      }
    },
    async close() {
      await connection?.close()
    },
  }
}
