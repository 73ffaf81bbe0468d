import type { AccessRequestView } from '#api/contract/access.ts'
import type { TotalView } from '#api/contract/common.ts'
import type { FilingWorkItemView } from '#api/contract/filings.ts'
import type { HandOverWorkItemView } from '#api/contract/hand-overs.ts'
import type { ProposalWorkItemView } from '#api/contract/proposals.ts'
import type { MarkWorkItemView } from '#api/contract/quarantine.ts'
import { useRead } from '#ui/client/hooks.ts'
import { useSession } from '#ui/client/session-context.ts'
import type { WorklistSearch } from '#ui/search.ts'

/** What stands among the tasks without being one: late filing, requests for a look, hand-overs, marks of secrets and proposals that wait for the reader. */
export type OtherWork = {
  /** Holds a stroke, as no id of a task does. */
  readonly id: string
} & Pick<FilingWorkItemView, 'dueOn' | 'daysLeft' | 'deadline'> &
  (
    | { readonly kind: 'filing'; readonly item: FilingWorkItemView }
    | { readonly kind: 'look'; readonly item: AccessRequestView }
    | { readonly kind: 'hand-over'; readonly item: HandOverWorkItemView }
    | { readonly kind: 'mark'; readonly item: MarkWorkItemView }
    | { readonly kind: 'proposal'; readonly item: ProposalWorkItemView }
  )

export interface OtherWorkList {
  readonly items: readonly OtherWork[]
  /** More waits than is shown at once. */
  readonly isCapped: boolean
}

/** As many requests as the worklist shows at once; the rest follows as they are decided, and all stand in Settings. */
const MOST_LOOKS = 50

/** Who is asked as the second person; the server says for what. */
const SECOND_PERSONS: readonly string[] = ['unit-head', 'archives-head', 'main-head']

/** The most urgent first. The rail, the views and the queue count the same rows. */
export function useOtherWork(): OtherWorkList & { readonly isPending: boolean } {
  const { roles } = useSession()
  const decidesMarks = roles.includes('security-admin')
  const decidesProposals = roles.some((role) => SECOND_PERSONS.includes(role))
  const filing = useRead('GET /api/filing-work', {})
  const looks = useRead('GET /api/access-requests', { query: { view: 'to-decide', limit: MOST_LOOKS } })
  const handOvers = useRead('GET /api/hand-over-work', {})
  const marks = useRead('GET /api/quarantine-work', {}, { isEnabled: decidesMarks })
  const proposals = useRead('GET /api/proposal-work', {}, { isEnabled: decidesProposals })
  const items: readonly OtherWork[] = [
    ...(filing.data?.items ?? []).map((item) => ({ ...whenOf(item), kind: 'filing' as const, item })),
    ...(looks.data?.items ?? []).map((item) => ({
      ...whenOf(item),
      id: `look/${item.id}`,
      kind: 'look' as const,
      item,
    })),
    ...(handOvers.data?.items ?? []).map((item) => ({ ...whenOf(item), kind: 'hand-over' as const, item })),
    ...(marks.data?.items ?? []).map((item) => ({ ...whenOf(item), kind: 'mark' as const, item })),
    ...(proposals.data?.items ?? []).map((item) => ({ ...whenOf(item), kind: 'proposal' as const, item })),
  ]
  return {
    items: items.toSorted((a, b) => (a.dueOn === b.dueOn ? 0 : a.dueOn < b.dueOn ? -1 : 1)),
    isCapped:
      (looks.data?.nextCursor ?? null) !== null ||
      marks.data?.isCapped === true ||
      proposals.data?.isCapped === true,
    isPending:
      filing.isPending ||
      looks.isPending ||
      handOvers.isPending ||
      (decidesMarks && marks.isPending) ||
      (decidesProposals && proposals.isPending),
  }
}

function whenOf({
  id,
  dueOn,
  daysLeft,
  deadline,
}: Pick<OtherWork, 'id' | 'dueOn' | 'daysLeft' | 'deadline'>) {
  return { id, dueOn, daysLeft, deadline }
}

/** Work beside the tasks stands among one's own, and what is over among the overdue ones. */
export function otherWorkIn(view: WorklistSearch['view'], { items, isCapped }: OtherWorkList): OtherWorkList {
  if (view === 'mine') return { items, isCapped }
  const late = view === 'overdue' ? items.filter(({ deadline }) => deadline === 'overdue') : []
  return { items: late, isCapped: isCapped && late.length > 0 }
}

type Total = Readonly<TotalView>

/** The count of a view: its tasks, and what stands beside them. */
export function withOther(tasks: Total, other: OtherWorkList): Total {
  return { count: tasks.count + other.items.length, isCapped: tasks.isCapped || other.isCapped }
}
