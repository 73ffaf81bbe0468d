import type { AccessRequestView } from '#api/contract/access.ts'
import type { FilingWorkItemView } from '#api/contract/filings.ts'
import type { HandOverWorkItemView } from '#api/contract/hand-overs.ts'
import { useRead } from '#ui/client/hooks.ts'

/** What stands among the tasks without being one: late filing, requests for a look and hand-overs that wait for the reader. */
export type OtherWork = {
  /** Holds a stroke, as no id of a task does. */
  readonly id: string
} & Pick<FilingWorkItemView, 'dueOn' | 'daysLeft' | 'deadline'> &
  (
    | { readonly kind: 'filing'; readonly item: FilingWorkItemView }
    | { readonly kind: 'look'; readonly item: AccessRequestView }
    | { readonly kind: 'hand-over'; readonly item: HandOverWorkItemView }
  )

/** As many requests as the worklist shows at once; the rest follows as they are decided, and all stand in Settings. */
const MOST_LOOKS = 50

export function useOtherWork(): { readonly items: readonly OtherWork[]; readonly isPending: boolean } {
  const filing = useRead('GET /api/filing-work', {})
  const looks = useRead('GET /api/access-requests', { query: { view: 'to-decide', limit: MOST_LOOKS } })
  const handOvers = useRead('GET /api/hand-over-work', {})
  const items: readonly OtherWork[] = [
    ...(filing.data?.items ?? []).map((item) => ({
      ...whenOf(item),
      id: item.id,
      kind: 'filing' as const,
      item,
    })),
    ...(looks.data?.items ?? []).map((item) => ({
      ...whenOf(item),
      id: `look/${item.id}`,
      kind: 'look' as const,
      item,
    })),
    ...(handOvers.data?.items ?? []).map((item) => ({
      ...whenOf(item),
      id: item.id,
      kind: 'hand-over' as const,
      item,
    })),
  ]
  return {
    items: items.toSorted((a, b) => (a.dueOn === b.dueOn ? 0 : a.dueOn < b.dueOn ? -1 : 1)),
    isPending: filing.isPending || looks.isPending || handOvers.isPending,
  }
}

function whenOf({ dueOn, daysLeft, deadline }: Pick<OtherWork, 'dueOn' | 'daysLeft' | 'deadline'>) {
  return { dueOn, daysLeft, deadline }
}
