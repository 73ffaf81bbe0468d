import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type QueryClient,
} from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { read, write, type Answered, type Asked, type ReadKey, type WriteKey } from './call.ts'
import { asProblem } from './problem-error.ts'

interface ReadOptions {
  readonly isEnabled?: boolean
  /** Asks again after so long, for what moves by itself. */
  readonly refetchMs?: number | undefined
  /** `keep` shows the former answer while the next is on its way: for filters. */
  readonly former?: 'keep' | 'drop'
}

/** Server state by route: the key of the cache is the route and what was asked. */
export function useRead<K extends ReadKey>(key: K, asked: Asked<K>, options: ReadOptions = {}) {
  const { isEnabled = true, refetchMs, former = 'drop' } = options
  return useQuery<Answered<K>>({
    queryKey: [key, asked],
    queryFn: ({ signal }) => read(key, asked, signal),
    enabled: isEnabled,
    ...(refetchMs === undefined ? {} : { refetchInterval: refetchMs }),
    ...(former === 'keep' ? { placeholderData: keepPreviousData } : {}),
  })
}

/** Asks anew for what a work in the background changes, when it begins and once it has ended. */
export function useFreshAround(key: ReadKey, work: 'running' | 'still'): void {
  const client = useQueryClient()
  useEffect(() => {
    void client.invalidateQueries({ queryKey: [key] })
  }, [client, key, work])
}

/** Routes that answer a page of a list. */
export type PagedKey = {
  [K in ReadKey]: Answered<K> extends { readonly nextCursor: string | null } ? K : never
}[ReadKey]

export function usePages<K extends PagedKey>(
  key: K,
  asked: Asked<K> & { readonly query?: object },
  /** How soon to ask again, by what is shown; undefined: not by itself. */
  again: (pages: readonly Answered<K>[]) => number | undefined = () => undefined,
) {
  return useInfiniteQuery({
    queryKey: [key, asked, 'pages'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      read(key, { ...asked, query: { ...asked.query, cursor: pageParam } }, signal),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: ({ state }) => again(state.data?.pages ?? []) ?? false,
    placeholderData: keepPreviousData,
  })
}

/**
 * One act of a person. The idempotency key belongs to what is sent: trying the same again after a failure carries the same key,
 * anything else a new one.
 */
export function useAct<K extends WriteKey>(
  key: K,
  options: { readonly onDone?: (answer: Answered<K>) => void } = {},
) {
  const client = useQueryClient()
  const attempt = useRef<{ readonly sent: string; readonly idempotencyKey: string }>(undefined)
  return useMutation({
    mutationFn: (asked: Asked<K>) => {
      const sent = fingerprintOf(asked)
      if (attempt.current?.sent !== sent) attempt.current = { sent, idempotencyKey: crypto.randomUUID() }
      return write(key, asked, attempt.current.idempotencyKey)
    },
    onSuccess: (answer) => {
      attempt.current = undefined
      void refresh(client)
      options.onDone?.(answer)
    },
    onError: (error) => {
      if (asProblem(error).code === 'act.stale') void refresh(client)
    },
  })
}

function fingerprintOf(asked: object): string {
  return JSON.stringify(asked, (_, value: unknown) =>
    value instanceof File ? [value.name, value.size, value.lastModified] : value,
  )
}

/** After an act the lists and the thing itself may differ; what is on the screen is asked for again. */
async function refresh(client: QueryClient): Promise<void> {
  // A queue that is not on the screen would offer what is done when it is opened again, until its answer comes.
  client.removeQueries({ queryKey: ['GET /api/tasks' satisfies ReadKey], type: 'inactive' })
  await client.invalidateQueries()
}
