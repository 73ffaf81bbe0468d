import { useState } from 'react'
import { usePlacing, type Placed } from '#ui/client/placing.ts'

/** One box of this sitting: on its way, put away, or refused. */
export type PutEntry = { readonly key: string; readonly code: string; readonly barcode: string } & (
  | { readonly state: 'busy' }
  | { readonly state: 'placed'; readonly placed: Placed }
  /** The person sees no record that bears the code. */
  | { readonly state: 'unknown' }
  | { readonly state: 'refused'; readonly error: unknown }
)

/** As many as one looks back at; the records themselves keep all. */
const MOST_SHOWN = 50

/** What was put away in this sitting, the latest first. */
export function usePuttingAway() {
  const place = usePlacing()
  const [entries, setEntries] = useState<readonly PutEntry[]>([])
  const become = (entry: PutEntry) =>
    setEntries((all) => all.map((one) => (one.key === entry.key ? entry : one)))
  const put = (code: string, barcode: string) => {
    const said = { key: crypto.randomUUID(), code, barcode }
    setEntries((all) => [{ ...said, state: 'busy' as const }, ...all].slice(0, MOST_SHOWN))
    place(code, barcode).then(
      (placed) =>
        become(placed === undefined ? { ...said, state: 'unknown' } : { ...said, state: 'placed', placed }),
      (error: unknown) => become({ ...said, state: 'refused', error }),
    )
  }
  const moved = (recordId: string, to: Pick<Placed, 'barcode' | 'slot'>) =>
    setEntries((all) =>
      all.map((one) =>
        one.state === 'placed' && one.placed.recordId === recordId
          ? { ...one, placed: { ...one.placed, ...to } }
          : one,
      ),
    )
  return { entries, put, moved }
}
