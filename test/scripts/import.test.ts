import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rehydrate } from '#api/rehydrate.ts'
import { until } from '#test/support/actors.ts'
import { openTestSite, type TestSite } from '#test/support/database.ts'
import { brings, CLERK } from '#test/support/imports.ts'
import { startEngine, type Engine } from '#test/support/engine.ts'

let site: TestSite
let engine: Engine
const folder = mkdtempSync(join(tmpdir(), 'everfile-import-'))
beforeAll(async () => {
  site = await openTestSite()
  engine = await startEngine(site)
})
afterAll(async () => {
  await engine?.stop()
  await site?.close()
  rmSync(folder, { recursive: true, force: true })
})

async function everfile(
  ...args: readonly string[]
): Promise<{ readonly exit: number | null; readonly out: string; readonly err: string }> {
  const { database, store, temporal } = site.config
  const env = {
    ...process.env,
    DATABASE_NAME: database.name,
    S3_BUCKET_PREFIX: store.prefix,
    TEMPORAL_TASK_QUEUE: temporal.taskQueue,
  }
  const child = spawn(process.execPath, ['scripts/cli/main.ts', '--json', ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = { out: '', err: '' }
  child.stdout.on('data', (data) => void (said.out += String(data)))
  child.stderr.on('data', (data) => void (said.err += String(data)))
  const exit = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { exit, ...said }
}

function tableOf(name: string, ...rows: readonly string[]): string {
  const path = join(folder, name)
  writeFileSync(path, `档号,题名,类别代码,形成日期\n${rows.join('\n')}\n`)
  return path
}

test(
  'FEA-A7 REQ-60 from the command line: a dry run names its faults, an import runs through the worker, and is taken back',
  { timeout: 400_000 },
  async () => {
    const faulty = tableOf(
      'faulty.csv',
      'J021-RS·1998·Y-0001,好的案卷,RS-01,1998-02-03',
      'J021-RS·1998·Y-0002,坏的案卷,RS-01,1998-02-30',
    )
    const wrong = await everfile('import', faulty)
    expect(wrong.exit, wrong.err).toBe(2)
    const dry = await everfile('import', faulty, '--unit', '养老保险科', '--dry-run')
    expect(dry.exit, dry.err).toBe(1)
    expect(JSON.parse(dry.out)).toMatchObject({ rows: 2, good: 1, faulty: 1, state: 'discarded' })
    expect(readFileSync(`${faulty}.errors.csv`, 'utf8')).toContain('3,formedOn,import.date,Is no valid date')
    expect(await site.admin`select 1 from record`).toEqual([])

    const good = tableOf(
      'good.csv',
      'J021-RS·1998·Y-0001,第一卷,RS-01,1998-02-03',
      'J021-RS·1998·Y-0002,第二卷,RS-01,1998-02-04',
    )
    const done = await everfile('import', good, '--unit', '养老保险科', '--name', '存量一')
    expect(done.exit, done.err).toBe(0)
    const { id, ...ended } = JSON.parse(done.out) as { readonly id: string }
    expect(ended).toMatchObject({ state: 'finished', counts: { imported: 2 } })
    const again = await everfile('import', good, '--unit', '养老保险科')
    expect(again.exit, again.err).toBe(2)
    expect((await everfile('withdraw-import', id, '--confirm', '别的', '--reason', '列有误')).exit).toBe(2)
    const undone = await everfile('withdraw-import', id, '--confirm', '存量一', '--reason', '列有误')
    expect(undone.exit, undone.err).toBe(0)
    expect(JSON.parse(undone.out)).toMatchObject({ state: 'withdrawn', counts: { withdrawn: 2 } })
    expect((await everfile('verify')).exit).toBe(0)
  },
)

test(
  'FEA-A7 FLT-4 PRM-7 an import that Temporal has never heard of is begun again by a rehydration',
  { timeout: 120_000 },
  async () => {
    await engine.relay.stop()
    const headers = ['题名', '形成日期', '类别代码']
    const body = Buffer.from(`${headers.join(',')}\n退休人员人事档案,1998-03-02,RS-01\n`)
    const id = await brings(site, engine.store, { login: CLERK, body, headers })
    if (typeof id !== 'string') throw new Error(id.code)
    await site.admin`delete from outbox`
    expect(await rehydrate(site.config)).toMatchObject({ imports: 1, started: 1 })
    await until(
      'the end of its check',
      async () => {
        const [batch] = await site.admin<{ state: string }[]>`select state from import_batch where id = ${id}`
        return batch?.state === 'checked' ? true : undefined
      },
      60_000,
    )
  },
)
