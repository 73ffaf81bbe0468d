import { spawn } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '#config.ts'
import { connect, type Sql } from '#db/client.ts'

const name = `t_init_${process.pid}`
let server: Sql
let admin: Sql

beforeAll(async () => {
  const { database } = readConfig({ ...process.env, DATABASE_NAME: name })
  server = connect({ url: database.serverUrl, name: 'test-init', max: 1 })
  admin = connect({ url: database.adminUrl, name: 'test-init', max: 1 })
})
afterAll(async () => {
  await admin.end({ timeout: 2 })
  await server.unsafe(`drop database if exists "${name}" with (force)`)
  await server.end()
})

interface Ran {
  readonly exit: number | null
  readonly out: string
  readonly err: string
}

async function everfile(args: readonly string[], input = ''): Promise<Ran> {
  const child = spawn(process.execPath, ['scripts/cli/main.ts', ...args], {
    env: { ...process.env, DATABASE_NAME: name, EVERFILE_SITE_MODE: 'production' },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const said = { out: '', err: '' }
  child.stdout.on('data', (data) => void (said.out += String(data)))
  child.stderr.on('data', (data) => void (said.err += String(data)))
  child.stdin.end(input)
  const exit = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { exit, ...said }
}

const plan = {
  name: { zh: '甲市人社档案馆', en: 'Archive of A' },
  fonds: { code: 'J019', zh: '甲局全宗', en: 'Fonds of A' },
  bureau: { zh: '甲市人力资源和社会保障局', en: 'Bureau of A' },
  systemAdmin: { login: 'su.min', zh: '苏敏', en: 'Su Min' },
  securityAdmin: { login: 'bai.lu', zh: '白露', en: 'Bai Lu' },
  auditAdmin: { login: 'gu.yan', zh: '顾言', en: 'Gu Yan' },
}
const init = (change: object = {}) =>
  everfile(['--json', 'init', '--from', '-'], JSON.stringify({ ...plan, ...change }))

describe('founding a production site', () => {
  test('is refused before the database has its form', async () => {
    expect(await init()).toMatchObject({ exit: 2, err: expect.stringContaining('everfile migrate') })
    expect((await everfile(['migrate'])).exit).toBe(0)
    expect(await everfile(['user', 'passive', 'su.min'])).toMatchObject({
      exit: 2,
      err: expect.stringContaining('No site'),
    })
  })

  test.each([
    ['fonds.code', { fonds: { zh: '甲', en: 'A' } }],
    ['zone', { zone: 'Asia/Nowhere' }],
    ['mode', { mode: 'demo' }],
    ['password', { systemAdmin: { ...plan.systemAdmin, password: 'given-by-argument' } }],
    ['three different persons', { auditAdmin: plan.systemAdmin }],
  ])('names what is wrong: %s', async (word, change) => {
    expect(await init(change)).toMatchObject({ exit: 2, out: '', err: expect.stringContaining(word) })
  })

  test(
    'REQ-57 FEA-H8 prints three first passwords once, and refuses a second time',
    { timeout: 400_000 },
    async () => {
      const founded = await init()
      expect(founded).toMatchObject({ exit: 0, err: '' })
      const { logins } = JSON.parse(founded.out) as {
        logins: readonly { login: string; role: string; password: string }[]
      }
      expect(logins.map(({ login, role }) => [login, role])).toEqual([
        ['su.min', 'system-admin'],
        ['bai.lu', 'security-admin'],
        ['gu.yan', 'audit-admin'],
      ])
      expect(new Set(logins.map(({ password }) => password)).size).toBe(3)
      expect(await admin`select 1 from credential where must_change`).toHaveLength(3)
      expect(await init({ name: { zh: '乙', en: 'B' } })).toMatchObject({
        exit: 2,
        err: expect.stringContaining('holds a site already'),
      })
      expect((await everfile(['site-mode'])).out.trim()).toBe('production')
    },
  )

  test('REQ-57 REG-46 units and people follow, and the whole site verifies', async () => {
    const unit = [
      'unit',
      'add',
      '--name-zh',
      '失业保险科',
      '--name-en',
      'Unemployment',
      '--under',
      'Bureau of A',
      '--key',
      'unit-0001',
    ]
    const first = await everfile(unit)
    expect(first).toMatchObject({ exit: 0, err: '' })
    expect((await everfile(unit)).out).toBe(first.out)
    const second = [
      ...unit.slice(0, 2),
      '--name-zh',
      '就业科',
      '--name-en',
      'Employment',
      '--under',
      'Bureau of A',
      '--begins',
      'when-set',
    ]
    expect(await everfile(second)).toMatchObject({ exit: 0 })
    const change = ['--authority', '编办〔2027〕1号', '--on']
    expect(await everfile(['unit', 'close', 'Employment', ...change, '2126-01-01'])).toMatchObject({
      exit: 2,
      err: expect.stringContaining('when it stands'),
    })
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
    const live = async (on: string) => everfile(['unit', 'go-live', 'Employment', ...change, on])
    expect(await live('2020-01-01')).toMatchObject({ exit: 2, err: expect.stringContaining('has passed') })
    expect(await live(today)).toMatchObject({ exit: 0, err: '' })
    const merge = ['unit', 'merge', 'Employment', '--into', 'Unemployment', ...change, today]
    expect(await everfile(merge)).toMatchObject({ exit: 0, err: '' })
    expect(await everfile(merge)).toMatchObject({ exit: 2, err: expect.stringContaining('has ended') })
    const add = [
      'user',
      'add',
      'wen.an',
      '--name',
      '闻安',
      '--name-en',
      'Wen An',
      '--unit',
      'Unemployment',
      '--role',
    ]
    expect(await everfile([...add, 'business-clerk'])).toMatchObject({ exit: 0 })
    expect(
      await everfile(['user', 'post', 'add', 'wen.an', '--unit', 'Unemployment', '--role', 'audit-admin']),
    ).toMatchObject({ exit: 2 })
    expect(
      await everfile(['user', 'post', 'add', 'wen.an', '--unit', 'Unemployment', '--role', 'unit-archivist']),
    ).toMatchObject({ exit: 0 })
    expect(
      await everfile(['user', 'post', 'end', 'wen.an', '--unit', 'Unemployment', '--role', 'business-clerk']),
    ).toMatchObject({ exit: 0 })
    expect(await everfile(['user', 'set-password', 'wen.an'])).toMatchObject({ exit: 0 })
    const why = ['--reason', '值班记录 12 号']
    expect(await everfile(['user', 'unlock', 'wen.an', ...why])).toMatchObject({
      exit: 2,
      err: expect.stringContaining('not locked'),
    })
    await admin`update credential set locked_until = now() + interval '1 hour', totp_secret = 'sealed' where person_id = (select id from person where login = 'wen.an')`
    for (const verb of ['unlock', 'reset-factors'])
      expect(await everfile(['user', verb, 'wen.an', ...why])).toMatchObject({ exit: 0, err: '' })
    const link = ['--subject', 'u-1207', '--issuer', 'https://id.example.cn']
    expect(await everfile(['user', 'link', 'wen.an', '--subject', 'u-1207'])).toMatchObject({
      exit: 2,
      err: expect.stringContaining('--issuer'),
    })
    expect(await everfile(['user', 'link', 'wen.an', ...link])).toMatchObject({ exit: 0 })
    expect(await everfile(['user', 'link', 'bai.lu', ...link])).toMatchObject({
      exit: 2,
      err: expect.stringContaining('belongs to somebody'),
    })
    expect(
      await everfile(['user', 'unlink', 'wen.an', '--issuer', 'https://id.example.cn', ...why]),
    ).toMatchObject({ exit: 0 })
    expect(await everfile(['user', 'link', 'bai.lu', ...link])).toMatchObject({ exit: 0 })
    expect((await everfile(['user', 'list'])).out).toMatch(
      /wen\.an +闻安 +active +internal +unit-archivist@Unemployment/,
    )
    expect(await everfile(['user', 'passive', 'wen.an'])).toMatchObject({ exit: 0 })
    const verified = await everfile(['--json', 'verify'])
    expect(JSON.parse(verified.out)).toMatchObject({ verdict: 'whole', broken: [], faults: [] })
  })
})
