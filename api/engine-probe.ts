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
        const pollers = answer.pollers ?? []
        return { state: 'up', detail: null, workers: pollers.length, heardAt: heardAt(pollers) }
      } catch (error) {
        return {
          state: 'down',
          detail: error instanceof Error ? error.name : 'unknown',
          workers: 0,
          heardAt: null,
        }
      }
    },
    async close() {
      await connection?.close()
    },
  }
}

interface Poller {
  readonly lastAccessTime?: { readonly seconds?: { toString(): string } | null } | null
}

/** The engine's own clock when it last answered a worker: it tells its time nowhere else. */
function heardAt(pollers: readonly Poller[]): string | null {
  const seconds = pollers.map(({ lastAccessTime }) => Number(String(lastAccessTime?.seconds ?? 0)))
  const latest = Math.max(0, ...seconds)
  return latest === 0 ? null : new Date(latest * 1000).toISOString()
}
