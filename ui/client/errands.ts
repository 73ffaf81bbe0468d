import { useQuery } from '@tanstack/react-query'
import type { ErrandView } from '#api/contract/errands.ts'
import { problemOf } from '#domain/problems.ts'
import { read } from './call.ts'
import { ProblemError } from './problem-error.ts'

const LOOK_MS = 500

/** What somebody asked a machine to make, looked after until it has ended. */
export function useErrand(id: string) {
  return useQuery({
    queryKey: ['GET /api/errands/:id', { params: { id } }],
    queryFn: ({ signal }) => read('GET /api/errands/:id', { params: { id } }, signal),
    refetchInterval: ({ state: { data } }) =>
      data === undefined || data.state === 'waiting' || data.state === 'working' ? LOOK_MS : false,
  })
}

/** Why nothing was made, as the server would refuse an act. */
export function refusalOf({ refusal }: ErrandView): ProblemError | null {
  if (refusal === null) return null
  const { title, fix } = problemOf(refusal.code)
  return new ProblemError({ code: refusal.code, title, fix, detail: refusal.detail })
}
