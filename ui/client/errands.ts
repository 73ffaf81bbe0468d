import { useQuery } from '@tanstack/react-query'
import type { ErrandView } from '#api/contract/errands.ts'
import type { UploadView } from '#api/contract/objects.ts'
import { problemOf } from '#domain/problems.ts'
import { read, write } from './call.ts'
import { insisting } from './insisting.ts'
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

/** The pages of a PDF that was uploaded, as uploads of their own; says how far it has come. @throws ProblemError with the reason */
export async function pagesOfPdf(
  uploadId: string,
  onProgress: (done: number, total: number | null) => void,
): Promise<readonly UploadView[]> {
  const key = crypto.randomUUID()
  const body = { kind: 'pdf-pages', uploadId } as const
  let errand = await insisting(async () => write('POST /api/errands', { body }, key))
  while (errand.state === 'waiting' || errand.state === 'working') {
    onProgress(errand.done, errand.total)
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
    const { id } = errand
    errand = await insisting(async () => read('GET /api/errands/:id', { params: { id } }))
  }
  const refused = refusalOf(errand)
  if (refused !== null) throw refused
  return errand.made?.kind === 'pdf-pages' ? errand.made.pages : []
}

/** Why nothing was made, as the server would refuse an act. */
export function refusalOf({ refusal }: ErrandView): ProblemError | null {
  if (refusal === null) return null
  const { title, fix } = problemOf(refusal.code)
  return new ProblemError({ code: refusal.code, title, fix, detail: refusal.detail })
}
