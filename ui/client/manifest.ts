import { useQuery } from '@tanstack/react-query'
import { parseManifest } from '#domain/bag.ts'
import { problemOf } from '#domain/problems.ts'
import { contentAddress } from './addresses.ts'
import { offlineError, ProblemError, problemFrom } from './problem-error.ts'

/** The files of a bag with their digests, as its manifest lists them. It never changes. */
export function useManifest(objectId: string) {
  return useQuery({
    queryKey: ['manifest', objectId],
    queryFn: async ({ signal }) => {
      const response = await fetch(contentAddress(objectId, 'attachment'), { signal }).catch(
        (cause: unknown) => {
          if (signal.aborted) throw cause
          throw offlineError()
        },
      )
      if (!response.ok) throw await problemFrom(response)
      const files = parseManifest(await response.text())
      if (files === undefined)
        throw new ProblemError({ code: 'package.not-whole', ...problemOf('package.not-whole') })
      return files
    },
    staleTime: Infinity,
  })
}
