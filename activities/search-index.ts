import type { Sql } from '#db/client.ts'
import { markUnlessIndexed, refreshSearch } from '#db/search/refresh.ts'

export interface RunningIndex {
  stop(): Promise<void>
}

interface IndexOptions {
  readonly sql: Sql
  readonly engineId: string
  readonly onFault: (error: unknown) => void
}

/** What was registered is found within so long. */
const POLL_MS = 300
const BACK_OFF_MS = 5_000

/** Keeps the search index up to date beside the acts: none waits for it, and what is due stays due until it is done. */
export function startSearchIndex({ sql, engineId, onFault }: IndexOptions): RunningIndex {
  let stopping = false
  let wake = (): void => {}
  const pause = async (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  const run = async (): Promise<void> => {
    let isBegun = false
    while (!stopping) {
      try {
        if (!isBegun) await markUnlessIndexed(sql, engineId)
        isBegun = true
        const taken = await refreshSearch(sql, engineId)
        if (taken === 0) await pause(POLL_MS)
      } catch (error) {
        onFault(error)
        await pause(BACK_OFF_MS)
      }
    }
  }
  const stopped = run()
  return {
    async stop() {
      stopping = true
      wake()
      await stopped
    },
  }
}
