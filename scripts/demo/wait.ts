const LOOK_EVERY_MS = 250
/** Reading a long document page by page takes minutes on a small machine; a lock that must lapse takes seconds. */
const DEADLINE_MS = 300_000

/** Looks until there is something to see; says what was waited for when there is not. */
export async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const end = performance.now() + DEADLINE_MS
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
    if (performance.now() > end) throw new Error(`waited ${DEADLINE_MS / 1000} s in vain for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
}
