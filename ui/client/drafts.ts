import { useCallback, useEffect, useSyncExternalStore } from 'react'
import { write } from './call.ts'
import { forgetWithPerson } from './person-memory.ts'

type Values = Readonly<Record<string, string | number | boolean>>

/** Where a draft is kept: only here so far, on its way, on the server since then, or refused by it. */
export type DraftStatus =
  | { readonly kind: 'waiting' | 'saving' | 'failed' }
  | { readonly kind: 'saved'; readonly at: string }

interface Draft {
  readonly values: Values
  readonly status: DraftStatus
}

/** Forms begun and not sent, by task: they outlive a look at another task, and the server keeps them over a closed window. */
const drafts = new Map<string, Draft>()
const timers = new Map<string, ReturnType<typeof setTimeout>>()
const listeners = new Set<() => void>()
forgetWithPerson(() => {
  for (const timer of timers.values()) clearTimeout(timer)
  timers.clear()
  drafts.clear()
  changed()
})

/** Long enough to gather a word, short enough that a crash costs a moment. */
const SAVE_AFTER_MS = 800

function changed(): void {
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function keep(id: string, draft: Draft): void {
  drafts.set(id, draft)
  changed()
}

function saveSoon(id: string): void {
  clearTimeout(timers.get(id))
  timers.set(
    id,
    setTimeout(() => void save(id), SAVE_AFTER_MS),
  )
}

/** What was typed meanwhile is saved by its own turn; an answer to older values says nothing about it. */
async function save(id: string): Promise<void> {
  timers.delete(id)
  const draft = drafts.get(id)
  if (draft === undefined) return
  const { values } = draft
  keep(id, { values, status: { kind: 'saving' } })
  const status = await write(
    'POST /api/tasks/:id/draft',
    { params: { id }, body: { values: { ...values } } },
    crypto.randomUUID(),
  ).then(
    (answer): DraftStatus => ({ kind: 'saved', at: answer.savedAt }),
    (): DraftStatus => ({ kind: 'failed' }),
  )
  if (drafts.get(id)?.values === values) keep(id, { values, status })
}

/** What the server has of an earlier day. */
export interface StoredDraft {
  readonly values: Values
  readonly savedAt: string
}

/** The draft of a form: what was typed here, else what the server kept, else what is known already. */
export function useDraft(id: string, known: Values, stored: StoredDraft | null) {
  const draft = useSyncExternalStore(subscribe, () => drafts.get(id))
  const put = useCallback(
    (values: Values) => {
      keep(id, { values, status: { kind: 'waiting' } })
      saveSoon(id)
    },
    [id],
  )
  const drop = useCallback(() => {
    clearTimeout(timers.get(id))
    timers.delete(id)
    drafts.delete(id)
    changed()
  }, [id])
  const status: DraftStatus | undefined =
    draft?.status ?? (stored === null ? undefined : { kind: 'saved', at: stored.savedAt })
  const values = draft?.values ?? (stored === null ? known : { ...known, ...stored.values })
  return { values, status, put, drop }
}

/** Asks before the window is closed while something typed has not reached the server. */
export function useDraftGuard(): void {
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if ([...drafts.values()].some(({ status }) => status.kind !== 'saved')) event.preventDefault()
    }
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [])
}
