import { useCallback, useEffect, useSyncExternalStore } from 'react'

type Draft = Readonly<Record<string, string | number | boolean>>

/** Forms begun and not sent, by task: they outlive a look at another task, and the window asks before it is closed over them. */
const drafts = new Map<string, Draft>()
const listeners = new Set<() => void>()

function changed(): void {
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The draft of a form, or what is known already as long as nothing was changed. */
export function useDraft(id: string, known: Draft) {
  const draft = useSyncExternalStore(subscribe, () => drafts.get(id))
  const put = useCallback(
    (values: Draft) => {
      drafts.set(id, values)
      changed()
    },
    [id],
  )
  const drop = useCallback(() => {
    drafts.delete(id)
    changed()
  }, [id])
  return { values: draft ?? known, isBegun: draft !== undefined, put, drop }
}

/** Asks before the window is closed while something is begun and not sent. */
export function useDraftGuard(): void {
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (drafts.size > 0) event.preventDefault()
    }
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [])
}
