import { QueryCache, QueryClient } from '@tanstack/react-query'
import { asProblem } from './problem-error.ts'

export const SESSION_KEY = ['GET /api/session', {}] as const

/** Reads are repeated only where repeating can help; a session that ended shows itself in the next answer. */
export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => {
      const { code } = asProblem(error)
      if (code === 'auth.required') queryClient.setQueryData(SESSION_KEY, null)
      if (code === 'auth.must-change') void queryClient.invalidateQueries({ queryKey: SESSION_KEY })
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (count, error) => count < 2 && asProblem(error).isRetryable,
      refetchOnWindowFocus: true,
    },
    mutations: {
      retry: (count, error) =>
        count < 2 && asProblem(error).isRetryable && asProblem(error).code !== 'request.rate-limited',
    },
  },
})
