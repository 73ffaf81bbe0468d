import { useKeys } from '#ui/components/use-keys.ts'

/** Links to what was found, in the order in which they stand. */
function hits(): readonly HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('a[data-hit]')]
}

/** The arrows and `j`, `k` go from one hit to the next; Enter opens it, as a link does by itself. */
export function useHits() {
  const step = (by: 1 | -1) => {
    const all = hits()
    const at = all.findIndex((link) => link === document.activeElement)
    const next = at === -1 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))
    all[next]?.focus()
  }
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
  })
  return { toFirst: () => hits()[0]?.focus() }
}
