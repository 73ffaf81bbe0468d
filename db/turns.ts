/**
 * Runs at most so many works at once; the others wait in the order in which they came. A place that comes free is handed to who waits,
 * so that nobody who comes at that moment takes it as well.
 */
export function turnsOf(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = most
  const waiting: (() => void)[] = []
  return async (work) => {
    if (free > 0) free -= 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) free += 1
      else next()
    }
  }
}
