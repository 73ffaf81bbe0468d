import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestSite, passProbe, type TestSite } from '#test/support/database.ts'

let site: TestSite
beforeAll(async () => {
  site = await openTestSite()
  await passProbe(site.admin)
})
afterAll(async () => site?.close())

test('`npm run dev`: the worker lives under the watch of Node, whose threads tell what they load', async () => {
  const { name } = site.config.database
  const env = {
    ...process.env,
    DATABASE_NAME: name,
    S3_BUCKET_PREFIX: site.config.store.prefix,
    TEMPORAL_TASK_QUEUE: name,
    EVERFILE_LOG_LEVEL: 'info',
  }
  const child = spawn(process.execPath, ['--watch', '--watch-preserve-output', 'activities/worker.ts'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  try {
    const said: string[] = []
    for await (const line of createInterface({ input: child.stdout })) {
      said.push(line)
      if (/worker is up|Failed running/.test(line)) break
    }
    expect(said.at(-1), said.join('\n')).toContain('worker is up')
  } finally {
    child.kill()
    await ended
  }
})
