import type { Tx } from '#db/actor.ts'

/** False once a job is over or its place was left. */
export async function isJobRunning(tx: Tx, jobId: string): Promise<boolean> {
  const rows = await tx`select 1 from job where id = ${jobId} and state = 'running'`
  return rows.length === 1
}

/** As often as a job has become an incident. */
export async function readAttempts(tx: Tx, jobId: string): Promise<number> {
  const [job] = await tx<{ attempts: number }[]>`select attempts from job where id = ${jobId}`
  return job?.attempts ?? 0
}
