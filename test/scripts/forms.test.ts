import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DEMO_PASSWORD, demoUnitId } from '#db/seed/demo-organisation.ts'
import { extractText } from '#activities/documents/pdf.ts'
import type { FiledItemsView } from '#api/contract/filed-items.ts'
import { aRecordAtArrange, doNext, openTestApi, personAt, type TestApi } from '#test/support/api.ts'
import { passProbe } from '#test/support/database.ts'

let api: TestApi
let url: string
let code: string
const folder = mkdtempSync(join(tmpdir(), 'everfile-forms-'))
const ASKED = `/api/filed-items?unitId=${demoUnitId('unemployment')}&year=2015`
beforeAll(async () => {
  api = await openTestApi()
  await passProbe(api.site.admin)
  url = await api.app.listen({ host: '127.0.0.1', port: 0 })
  const { recordId } = await aRecordAtArrange(api)
  const archivist = await personAt(api.app, 'shen.zhiqiu')
  await doNext(api, recordId, { person: archivist, outcome: 'arranged', form: { pages: 3 } })
  await doNext(api, recordId, { person: archivist, outcome: 'filed', form: { classCode: 'SI-5-03' } })
  const [row] = await api.site.admin<{ code: string }[]>`
    select archival_code as code from record where id = ${recordId}`
  code = row?.code ?? ''
  // A second one, in the same box but not yet filed: it has no place there.
  await aRecordAtArrange(api)
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await api?.close()
})

async function forms(login: string, args: readonly string[]) {
  const child = spawn(
    process.execPath,
    ['scripts/cli/main.ts', '--json', 'forms', 'box', ...args, '--login', login, '--url', url],
    { env: { ...process.env, EVERFILE_PASSWORD: DEMO_PASSWORD }, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const said = { out: '', err: '' }
  child.stdout.on('data', (data) => void (said.out += String(data)))
  child.stderr.on('data', (data) => void (said.err += String(data)))
  const exit = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { exit, ...said }
}

const filed = async (login: 'shen.zhiqiu' | 'tang.ruoxi', query: string) =>
  (await (await personAt(api.app, login)).get(`${ASKED}${query}`)).json<FiledItemsView>().items

test('REQ-51 FEA-G6 a box holds what the reader sees of one unit, year and period, and no more', async () => {
  expect(await filed('tang.ruoxi', '&period=10')).toEqual([])
  expect(await filed('shen.zhiqiu', '&period=30')).toEqual([])
  expect(await filed('shen.zhiqiu', '&period=permanent')).toEqual([])
  expect(await filed('shen.zhiqiu', '&period=10')).toMatchObject([
    { archivalCode: code, pages: 3, state: 'kept', filedBy: '沈知秋' },
  ])
  const clerk = await personAt(api.app, 'shen.zhiqiu')
  expect((await clerk.get(`${ASKED}&period=ten`)).statusCode).toBe(400)
})

test(
  'REQ-51 FEA-G6 the command line prints stamps, catalogue and sheet of a box as PDF/A, within the rights of who asks',
  { timeout: 60_000 },
  async () => {
    const box = ['--unit', '失业保险科', '--year', '2015', '--period', '10', '--to', folder]
    expect((await forms('tang.ruoxi', box)).exit).toBe(1)
    expect(readdirSync(folder)).toEqual([])
    const ran = await forms('shen.zhiqiu', box)
    expect(JSON.parse(ran.out)).toEqual({ items: 1, names: ['F01.pdf', 'F02.pdf', 'F03.pdf'] })
    const said = await Promise.all(
      ['F01', 'F02', 'F03'].map(async (name) => {
        const bytes = readFileSync(join(folder, `${name}.pdf`))
        expect(bytes.toString('latin1')).toContain('<pdfaid:part>2</pdfaid:part>')
        return (await extractText(bytes)).pages.map(({ text }) => text.replaceAll(/\s/g, '')).join('')
      }),
    )
    for (const word of ['J021', '2015', '0001', '失业保险科', '10年']) expect(said[0]).toContain(word)
    expect(said[1]).toContain(code)
    expect(said[2]).toContain('盒内1件，共3页')
  },
)
