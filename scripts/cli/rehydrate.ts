import { rehydrate } from '#api/rehydrate.ts'
import type { Answer, Context } from './verb.ts'

/** After a loss of Temporal: a workflow again for everything that has not ended; those that run are left alone. */
export async function rehydrateAll({ config, progress }: Context): Promise<Answer> {
  const begunAt = performance.now()
  const counts = await rehydrate(config, ({ records, lists, batches, jobs, bulk }) =>
    progress(`${records} records, ${lists} lists, ${batches} batches, ${jobs} jobs, ${bulk} bulk jobs`),
  )
  const ms = Math.round(performance.now() - begunAt)
  const { records, lists, batches, jobs, bulk, started } = counts
  const lines = [
    `${records} records, ${lists} lists, ${batches} batches, ${jobs} jobs and ${bulk} bulk jobs have their workflow; ${started} were started anew. ${ms} ms`,
  ]
  return { lines, json: { ...counts, ms } }
}
