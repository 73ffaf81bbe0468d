import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { ImportDetailView } from '#api/contract/imports.ts'
import type { ImportState } from '#domain/vocabulary/import.ts'
import { read } from './call.ts'

const ROUTE = 'GET /api/imports/:id'
/** While the engine works on it the page asks again this often. */
const REFETCH_MS = 1_000
/** Looks over which the pace is taken: some ten seconds. */
const MOST_LOOKS = 10
const UNDER_WAY: readonly ImportState[] = ['checking', 'running', 'withdrawing']

interface Look {
  readonly atMs: number
  readonly done: number
  readonly state: ImportState
}

export interface FollowedImport {
  readonly view: ImportDetailView
  readonly looks: readonly Look[]
}

/** An import, followed while the engine works on it. */
export function useImport(id: string) {
  const client = useQueryClient()
  const asked = { params: { id } }
  const queryKey = [ROUTE, asked, 'followed']
  return useQuery<FollowedImport>({
    queryKey,
    queryFn: async ({ signal }) => {
      const view = await read(ROUTE, asked, signal)
      const { state } = view
      const former = client.getQueryData<FollowedImport>(queryKey)?.looks ?? []
      const look = { atMs: performance.now(), done: doneOf(view), state }
      return { view, looks: [...former.filter((one) => one.state === state), look].slice(-MOST_LOOKS) }
    },
    refetchInterval: ({ state: { data } }) =>
      data !== undefined && UNDER_WAY.includes(data.view.state) ? REFETCH_MS : false,
  })
}

/** Rows of which something has become: read, while it is checked; taken back, while that goes on. */
export function doneOf({ state, staged, counts }: ImportDetailView): number {
  if (state === 'checking') return staged
  const of = (verdict: string) => counts[verdict] ?? 0
  if (state === 'withdrawing' || state === 'withdrawn') return of('withdrawn') + of('touched')
  return of('imported') + of('taken') + of('failed')
}

/** Rows a second over the last looks; undefined before two of them. */
export function paceOf(looks: readonly Look[]): number | undefined {
  const [first, last] = [looks[0], looks.at(-1)]
  if (first === undefined || last === undefined || last.atMs <= first.atMs) return undefined
  return ((last.done - first.done) * 1000) / (last.atMs - first.atMs)
}
