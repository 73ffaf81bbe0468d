import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordPathOf } from '#domain/export.ts'
import { aHandIn, aRecordAtArrange, openTestApi, type TestApi } from '#test/support/api.ts'
import { faultsOfDocuments } from '#test/support/export-schema.ts'

let api: TestApi
let recordId: string
const place = mkdtempSync(join(tmpdir(), 'everfile-export-'))
beforeAll(async () => {
  api = await openTestApi()
  ;({ recordId } = await aRecordAtArrange(api, aHandIn({ title: '待遇<核定>&材料' })))
})
afterAll(async () => {
  rmSync(place, { recursive: true, force: true })
  await api?.close()
})

/** As the operator types it, on the database behind the application of the test. */
async function everfile(...args: readonly string[]) {
  const said = { out: '', err: '' }
  const child = spawn(process.execPath, ['scripts/cli/main.ts', '--json', ...args], {
    env: {
      ...process.env,
      DATABASE_NAME: api.site.config.database.name,
      S3_BUCKET_PREFIX: api.site.config.store.prefix,
      EVERFILE_SIGNING_KEY: api.site.config.signingKey ?? '',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stdout.on('data', (data) => void (said.out += String(data)))
  child.stderr.on('data', (data) => void (said.err += String(data)))
  const exit = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { exit, ...said }
}

test('REQ-61 an export is refused where it could overwrite something, and the refusal is logged', async () => {
  const full = join(place, 'full')
  mkdirSync(full)
  writeFileSync(join(full, 'diary.txt'), 'mine')
  expect(await everfile('export', '--to', full)).toMatchObject({ exit: 2, out: '' })
  expect(readFileSync(join(full, 'diary.txt'), 'utf8')).toBe('mine')
})

test('REQ-61 an export is a bag whose every document holds against the schema in it; the ledger tells of it', async () => {
  const to = join(place, 'whole')
  const exported = await everfile('export', '--to', to, '--reason', '交市档案馆备份')
  expect(exported, exported.err).toMatchObject({ exit: 0 })
  const { records, faults, heads, manifestSha256 } = JSON.parse(exported.out)
  expect({ records, faults, heads }).toEqual({ records: 1, faults: 0, heads: 1 })
  const checked = faultsOfDocuments(to)
  expect(checked.faults).toEqual([])
  expect(checked.documents).toBeGreaterThan(20)
  expect(readFileSync(join(to, 'data', recordPathOf(recordId)), 'utf8')).toContain(
    '待遇&lt;核定&gt;&amp;材料',
  )
  const said = await api.site.admin<{ type: string; canonical: string }[]>`
    select type, canonical from event where type like 'site.export-%' order by position`
  expect(said.map(({ type }) => type)).toEqual(['site.export-begun', 'site.export-ended'])
  expect(said[0]?.canonical).toContain('交市档案馆备份')
  expect(said[1]?.canonical).toContain(manifestSha256)
  const logged = await api.site.admin<{ result: string }[]>`
    select result from access_log where action = 'site.export' order by id`
  expect(logged.map(({ result }) => result)).toEqual(['export.not-empty', 'ok'])
})

test('REQ-61 REQ-58 FLT-11 a bag proves itself where no site is; one changed byte, one file more, one file less are named', async () => {
  const to = join(place, 'whole')
  expect(await everfile('check-export', join(place, 'none'))).toMatchObject({ exit: 2, out: '' })
  const whole = await everfile('check-export', to)
  expect([whole.exit, JSON.parse(whole.out)], whole.err).toMatchObject([
    0,
    { verdict: 'whole', faults: [], heads: 1 },
  ])
  const record = `data/${recordPathOf(recordId)}`
  const before = readFileSync(join(to, record), 'utf8')
  writeFileSync(join(to, record), before.replace('待遇&lt;核定&gt;', '待遇&lt;核销&gt;'))
  writeFileSync(join(to, 'data', 'more.txt'), 'not listed')
  const note = 'data/log/00000001.note'
  rmSync(join(to, note))
  const broken = await everfile('check-export', to)
  expect(broken.exit).toBe(1)
  const { faults } = JSON.parse(broken.out)
  expect(faults).toEqual(
    expect.arrayContaining([
      { code: 'bag.digest-differs', path: record },
      { code: 'bag.file-unlisted', path: 'data/more.txt' },
      { code: 'bag.file-missing', path: note },
    ]),
  )
})
