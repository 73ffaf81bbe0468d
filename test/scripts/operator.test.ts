import { spawn } from 'node:child_process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoUnitId } from '#db/seed/demo-organisation.ts'
import { openTestApi, personAt, type TestApi } from '#test/support/api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(async () => api?.close())

interface Ran {
  readonly exit: number | null
  readonly out: string
  readonly err: string
}

/** As the operator types it, on the database behind the application of the test. */
async function everfile(...args: readonly string[]): Promise<Ran> {
  const said = { out: '', err: '' }
  const child = spawn(process.execPath, ['scripts/cli/main.ts', '--json', ...args], {
    env: { ...process.env, DATABASE_NAME: api.site.config.database.name },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stdout.on('data', (data) => void (said.out += String(data)))
  child.stderr.on('data', (data) => void (said.err += String(data)))
  const exit = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { exit, ...said }
}

const jsonOf = ({ out }: Ran): unknown => JSON.parse(out)
const WHY = ['--reason', '值班记录 12 号'] as const

test('unit rename: refused for a unit that is not there; else the new name stands, the former is kept, and the key acts once', async () => {
  const change = ['--on', today(), '--authority', '编办〔2027〕3号', '--key', 'rename-0001'] as const
  const names = ['--name-zh', '养老待遇科', '--name-en', 'Pension Benefits Section'] as const
  const missing = await everfile('unit', 'rename', 'No Such Section', ...names, ...change)
  expect(missing).toMatchObject({ exit: 2, out: '' })
  const renamed = await everfile('unit', 'rename', '养老保险科', ...names, ...change)
  expect([renamed.exit, jsonOf(renamed)], renamed.err).toEqual([
    0,
    expect.objectContaining({ unitId: demoUnitId('pension') }),
  ])
  expect(jsonOf(await everfile('unit', 'rename', '养老保险科', ...names, ...change))).toEqual(jsonOf(renamed))
  const units = await api.site.admin`
    select name_zh as now, (select name_zh from unit_name n where n.unit_id = u.id order by from_on nulls first limit 1) as before
    from unit u where id = ${demoUnitId('pension')}`
  expect(units).toEqual([{ now: '养老待遇科', before: '养老保险科' }])
})

test('user end-sessions: whoever is signed in anywhere is signed out, and may sign in again', async () => {
  const clerk = await personAt(api.app, 'han.shuning')
  expect((await clerk.get('/api/session')).statusCode).toBe(200)
  expect(await everfile('user', 'end-sessions', 'nobody.at.all', ...WHY)).toMatchObject({ exit: 2, out: '' })
  expect((await clerk.get('/api/session')).statusCode).toBe(200)
  const ended = await everfile('user', 'end-sessions', 'han.shuning', ...WHY)
  expect(ended, ended.err).toMatchObject({ exit: 0 })
  expect((await clerk.get('/api/session')).statusCode).toBe(401)
  expect((await (await personAt(api.app, 'han.shuning')).get('/api/session')).statusCode).toBe(200)
})

test('REQ-55 user retire: a leaver is signed out, signs in no more, and retires once', async () => {
  const clerk = await personAt(api.app, 'chen.lidong')
  const retired = await everfile('user', 'retire', 'chen.lidong')
  expect(retired, retired.err).toMatchObject({ exit: 0 })
  expect((await clerk.get('/api/session')).statusCode).toBe(401)
  await expect(personAt(api.app, 'chen.lidong')).rejects.toThrow('no session: 401')
  expect(await everfile('user', 'retire', 'chen.lidong')).toMatchObject({ exit: 2, out: '' })
})

/** The archive's day: eight hours ahead of the instant's. */
function today(): string {
  return new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
}
