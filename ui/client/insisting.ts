import { asProblem } from './problem-error.ts'

/** Together some fifteen seconds: a cable that was pulled and put back. */
const PAUSES_MS = [500, 1000, 2000, 4000, 8000]

/** Asks again while the line is broken. */
export async function insisting<T>(ask: () => Promise<T>): Promise<T> {
  for (const pauseMs of PAUSES_MS) {
    try {
      return await ask()
    } catch (cause) {
      if (!asProblem(cause).isRetryable) throw cause
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  }
  return ask()
}
