import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DEMO_PASSWORD } from '#db/seed/demo-organisation.ts'
import { openTestApi, personAt, type TestApi } from '#test/support/api.ts'
import { CONSENT } from '#test/support/domain.ts'

let api: TestApi
let url: string
const folder = mkdtempSync(join(tmpdir(), 'everfile-schedule-'))
beforeAll(async () => {
  api = await openTestApi()
  url = await api.app.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await api?.close()
})

interface Ran {
  readonly exit: number | null
  readonly out: string
  readonly err: string
}

async function schedule(login: string, args: readonly string[], password = DEMO_PASSWORD): Promise<Ran> {
  const env = { ...process.env, EVERFILE_PASSWORD: password }
  const said = { out: '', err: '' }
  const child = spawn(
    process.execPath,
    ['scripts/cli/main.ts', '--json', 'schedule', ...args, '--login', login, '--url', url],
    { env, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  child.stdout.on('data', (data) => void (said.out += String(data)))
  child.stderr.on('data', (data) => void (said.err += String(data)))
  const exit = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { exit, ...said }
}

const jsonOf = (ran: Ran): unknown => JSON.parse(ran.out)

/** The table in force, with the unemployment benefits kept so many years. */
async function tableWith(years: string): Promise<string> {
  const [version] = await api.site.admin<{ id: string }[]>`
    select id from schedule_version where schedule = 'social-insurance' and state = 'active'`
  const clerk = await personAt(api.app, 'han.shuning')
  const { csv } = (await clerk.get(`/api/schedules/${version?.id}/table`)).json<{ csv: string }>()
  return csv.replace(/^(SI-5-03,.*?,)10(,,,)/m, `$1${years}$2`)
}

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const AS_NEW = (version: string) => ['--version', version, '--effective-on', '2020-01-01']

test('FEA-B19 asked wrongly, or with a password that is wrong, nothing is drafted', async () => {
  const good = file('good.csv', await tableWith('30'))
  expect((await schedule('han.shuning', ['import', good])).exit).toBe(2)
  expect(await schedule('han.shuning', ['diff', 'NO-SUCH'])).toMatchObject({
    exit: 2,
    err: expect.stringContaining('no version NO-SUCH'),
  })
  const workbook = file('book.xlsx', Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0]))
  expect(await schedule('han.shuning', ['import', workbook, ...AS_NEW('CLI-0')])).toMatchObject({
    exit: 2,
    err: expect.stringContaining('no table in UTF-8 or GB 18030'),
  })
  const wrong = await schedule('han.shuning', ['import', good, ...AS_NEW('CLI-0')], 'wrong-password')
  expect([wrong.exit, jsonOf(wrong)]).toMatchObject([1, { code: 'auth.failed' }])
  const denied = await schedule('shen.zhiqiu', ['import', good, ...AS_NEW('CLI-0')])
  expect([denied.exit, jsonOf(denied)]).toMatchObject([1, { code: 'access.denied' }])
})

test('REQ-3 FEA-B19 a row without source and a formula in a cell are named with their lines', async () => {
  const lines = (await tableWith('30')).split('\r\n')
  const at = lines.findIndex((line) => line.startsWith('SI-5-03,'))
  const columns = (lines[at] ?? '').split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/)
  const spoilt = (index: number, cell: string) => {
    const row = columns.map((one, n) => (n === index ? cell : one)).join(',')
    return file('bad.csv', lines.map((line, n) => (n === at ? row : line)).join('\r\n'))
  }
  const noSource = await schedule('han.shuning', ['import', spoilt(12, ''), ...AS_NEW('CLI-0')])
  expect([noSource.exit, jsonOf(noSource)]).toMatchObject([
    1,
    {
      code: 'schedule.table-invalid',
      detail: { faults: [{ line: at + 1, row: 'SI-5-03', code: 'schedule.source-missing' }] },
    },
  ])
  const formula = await schedule('han.shuning', ['import', spoilt(3, '=HYPERLINK(1)'), ...AS_NEW('CLI-0')])
  expect(jsonOf(formula)).toMatchObject({
    detail: { faults: [{ line: at + 1, row: 'SI-5-03', code: 'schedule.cell-formula', cell: 'item_zh' }] },
  })
})

test(
  'REQ-4 REG-20 FEA-B13 FEA-B19 drafted, compared, looked at and put in force from the command line, by the same rights as on screen',
  { timeout: 400_000 },
  async () => {
    const drafted = await schedule('han.shuning', [
      'import',
      file('new.csv', await tableWith('30')),
      ...AS_NEW('CLI-1'),
    ])
    expect([drafted.exit, jsonOf(drafted)]).toMatchObject([0, { rows: 59, changed: 1, encoding: 'utf-8' }])
    expect(jsonOf(await schedule('han.shuning', ['diff', 'CLI-1']))).toMatchObject({
      changes: [{ code: 'SI-5-03', cells: [{ column: 'period_years', from: '10', to: '30' }] }],
    })
    expect(jsonOf(await schedule('duan.jingxing', ['what-if', 'CLI-1']))).toMatchObject({
      total: { later: 0 },
    })
    const early = await schedule('wei.changqing', ['activate', 'CLI-1', '--note', '核对', ...CONSENTED])
    expect([early.exit, jsonOf(early)]).toMatchObject([1, { code: 'schedule.out-of-order' }])
    await signed('CLI-1')
    const active = await schedule('wei.changqing', ['activate', 'CLI-1', '--note', '核对', ...CONSENTED])
    expect([active.exit, jsonOf(active)]).toMatchObject([0, { state: 'active' }])
  },
)

const CONSENTED = ['--consent', CONSENT.number, '--consent-by', CONSENT.authority, '--consent-on', CONSENT.on]

async function signed(name: string): Promise<void> {
  const [version] = await api.site.admin<{ id: string; sha256: string }[]>`
    select id, sha256 from schedule_version where version = ${name}`
  const [main] = await api.site.admin<{ login: Parameters<typeof personAt>[1] }[]>`
    select p.login from person p join post o on o.person_id = p.id where o.role = 'main-head' limit 1`
  const sign = { body: { sha256: version?.sha256, note: '核对无误' } }
  for (const [login, step] of [
    ['wei.changqing', 'review'],
    [main?.login ?? 'wei.changqing', 'approval'],
  ] as const) {
    const response = await (
      await personAt(api.app, login)
    ).post(`/api/schedules/${version?.id}/${step}`, sign)
    expect(response.statusCode).toBe(200)
  }
}
