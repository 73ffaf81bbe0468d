import type { Sql } from '#db/client.ts'
import { startRounds, type RunningRounds } from '#db/rounds.ts'
import { markUnlessIndexed, refreshSearch } from '#db/search/refresh.ts'

interface IndexOptions {
  readonly sql: Sql
  readonly engineId: string
  readonly onFault: (error: unknown) => void
}

/** What was registered is found within so long. */
const POLL_MS = 300
const BACK_OFF_MS = 5_000

/** Keeps the search index up to date beside the acts: none waits for it, and what is due stays due until it is done. */
export function startSearchIndex({ sql, engineId, onFault }: IndexOptions): RunningRounds {
  let isBegun = false
  return startRounds({
    pollMs: POLL_MS,
    backOffMs: BACK_OFF_MS,
    async round() {
      if (!isBegun) await markUnlessIndexed(sql, engineId)
      isBegun = true
      // A few records cost as much as many: what comes meanwhile waits for the next round.
      const { records, isFull } = await refreshSearch(sql, engineId)
      return isFull ? records : 0
    },
    onFault,
  })
}
