/** Work that polls the database: taken round by round, resting when nothing waits, until it is stopped. */
export interface RunningRounds {
  readonly stopped: Promise<void>
  /** Ends a rest at once, and a round when it is over. */
  stop(): Promise<void>
}

interface Rounds {
  /** Does what waits and answers how much that was. */
  readonly round: () => Promise<number>
  /** A round that failed; the next one tries again. */
  readonly onFault: (error: unknown) => void
  readonly pollMs: number
  readonly backOffMs: number
  /** After the last round. */
  readonly atEnd?: () => Promise<void>
}

export function startRounds({ round, onFault, pollMs, backOffMs, atEnd }: Rounds): RunningRounds {
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
    while (!stopping) {
      try {
        if ((await round()) === 0 && !stopping) await pause(pollMs)
      } catch (error) {
        onFault(error)
        // Asked to stop while the round failed: nobody would wake this rest.
        if (!stopping) await pause(backOffMs)
      }
    }
    await atEnd?.()
  }
  const stopped = run()
  return {
    stopped,
    async stop() {
      stopping = true
      wake()
      await stopped
    },
  }
}
