/** Places for work of which only so much may run at once; who waits goes in the order in which they came. */
export interface Slots {
  /** Runs the work when there is a place for it. */
  readonly run: <T>(work: () => Promise<T>) => Promise<T>
}

export function openSlots(most: number): Slots {
  let taken = 0
  const queue: (() => void)[] = []
  return {
    async run(work) {
      if (taken < most) taken += 1
      else await new Promise<void>((resolve) => queue.push(resolve))
      try {
        return await work()
      } finally {
        // A place is handed over, never given up while somebody waits: else whoever comes just now would take it as well.
        const next = queue.shift()
        if (next === undefined) taken -= 1
        else next()
      }
    },
  }
}
