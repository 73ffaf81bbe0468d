import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DEMO_PASSWORD, type DemoLogin } from '#db/seed/demo-organisation.ts'
import { openTestApi, personAt, type TestApi } from '#test/support/api.ts'
import { fileHandedOver } from '#test/support/paper-files.ts'

let api: TestApi
let url: string
beforeAll(async () => {
  api = await openTestApi()
  url = await api.app.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => api?.close())

async function gaps(login: DemoLogin, ...args: readonly string[]) {
  const child = spawn(
    process.execPath,
    ['scripts/cli/main.ts', '--json', 'codes', 'gaps', ...args, '--login', login, '--url', url],
    { env: { ...process.env, EVERFILE_PASSWORD: DEMO_PASSWORD }, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let out = ''
  child.stdout.on('data', (data) => void (out += String(data)))
  const [exit] = await once(child, 'close')
  return { exit, out }
}

test('FEA-A5 the gaps of the codes stand at the command line with their reasons, and exit 2 is for a wrong question', async () => {
  expect(await gaps('han.shuning', '--year', 'last')).toMatchObject({ exit: 2 })
  const id = await fileHandedOver(api.site, { title: '失业保险待遇核定卷', scanPolicy: 'never' })
  const head = await personAt(api.app, 'wei.changqing')
  const given = await head.post(`/api/records/${id}/renumbering`, { body: { reason: '年度写错，更正档号' } })
  const { formerCode } = given.json<{ formerCode: string }>()
  const { exit, out } = await gaps('han.shuning')
  expect(JSON.parse(out)).toMatchObject({ items: [{ code: formerCode, state: 'renumbered', recordId: id }] })
  expect(exit).toBe(0)
})
