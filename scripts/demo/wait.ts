const FIRST_LOOK_MS = 250
/** Who waits for minutes does not ask four times a second: the site counts what each person asks. */
const LAST_LOOK_MS = 2_000
const SLOWER = 1.2
/** Reading a long document page by page takes minutes on a small machine; a lock that must lapse takes seconds. */
const DEADLINE_MS = 600_000

/** Looks until there is something to see; says what was waited for when there is not. */
export async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const end = performance.now() + DEADLINE_MS
  for (let wait = FIRST_LOOK_MS; ; wait = Math.min(LAST_LOOK_MS, wait * SLOWER)) {
    const found = await look()
    if (found !== undefined) return found
    if (performance.now() > end) throw new Error(`waited ${DEADLINE_MS / 1000} s in vain for ${what}`)
    await pause(wait)
  }
}

export async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms))
}
