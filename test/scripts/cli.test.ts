import { spawn } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '#config.ts'
import { connect } from '#db/client.ts'
import { maskedOf } from '#scripts/cli/config-print.ts'
import { actorOn } from '#test/support/actors.ts'
import { openTestSite, type TestSite } from '#test/support/database.ts'
import { openStore } from '#test/support/engine.ts'

let site: TestSite
let recordIds: readonly string[]

beforeAll(async () => {
  site = await openTestSite()
  const clerk = actorOn(site, 'chen.lidong')
  recordIds = [await clerk.creates({}), await clerk.creates({ title: '失业保险关系转移材料' })]
})
afterAll(async () => site?.close())

interface Ran {
  readonly exit: number | null
  readonly out: string
  readonly err: string
}

/** Runs the command line as an operator does, on the servers of the test. */
async function everfile(
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const { database, store, temporal } = site.config
  const env = {
    ...process.env,
    DATABASE_NAME: database.name,
    S3_BUCKET_PREFIX: store.prefix,
    TEMPORAL_TASK_QUEUE: temporal.taskQueue,
    ...variables,
  }
  const child = spawn(process.execPath, ['scripts/cli/main.ts', ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = { out: '', err: '' }
  child.stdout.on('data', (data) => void (said.out += String(data)))
  child.stderr.on('data', (data) => void (said.err += String(data)))
  const exit = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { exit, ...said }
}

function jsonOf(ran: Ran): unknown {
  return JSON.parse(ran.out)
}

describe('asking wrongly', () => {
  test.each([
    ['nonsense'],
    ['seed', '--fast'],
    ['user', 'add', 'somebody'],
    ['user', 'passive', 'nobody.at.all'],
  ])('exits with 2 for %s %s', async (...args) => {
    expect(await everfile(args)).toMatchObject({ exit: 2, out: '' })
  })

  test('names what the environment lacks, and no value of it', async () => {
    const ran = await everfile(['verify'], { EVERFILE_SECRET_KEY: 'not-a-key-5150' })
    expect(ran).toMatchObject({ exit: 1, err: expect.stringContaining('EVERFILE_SECRET_KEY') })
    expect(ran.err).not.toContain('5150')
  })
})

describe('migrate', () => {
  test('makes an empty database once and repeats without a change', async () => {
    const name = `${site.config.database.name}_m`
    const own = { DATABASE_NAME: name }
    const server = connect({ url: site.config.database.serverUrl, name: 'test-cli', max: 1 })
    try {
      expect(await everfile(['site-mode'], own)).toMatchObject({ exit: 0, out: 'none\n' })
      const first = await everfile(['--json', 'migrate'], own)
      expect(first).toMatchObject({ exit: 0, err: '' })
      const again = await everfile(['--json', 'migrate'], own)
      expect(again.exit).toBe(0)
      expect(jsonOf(again)).toEqual(jsonOf(first))
    } finally {
      await server.unsafe(`drop database if exists "${name}" with (force)`)
      await server.end()
    }
  })
})

describe('what is for demo and test sites alone', () => {
  test('tells the logins of a test site, second factors included', async () => {
    const ran = await everfile(['logins'])
    expect(ran.exit).toBe(0)
    expect(ran.out).toMatch(/qian\.wangshu +钱望舒 +main-head +[A-Z2-7]{32}/)
  })

  test('a production site has no logins to tell and takes no demo archive', async () => {
    await site.admin`update site set mode = 'production'`
    try {
      expect(await everfile(['logins'])).toMatchObject({ exit: 0, out: '' })
      expect(await everfile(['seed'])).toMatchObject({ exit: 1, out: 'A production site is not seeded.\n' })
      expect((await everfile(['site-mode'])).out.trim().split('\n').at(-1)).toBe('production')
    } finally {
      await site.admin`update site set mode = 'test'`
    }
  })

  test('an archive in which people work gets no demo records', async () => {
    expect(await everfile(['seed'])).toMatchObject({
      exit: 1,
      out: expect.stringContaining('not the demo archive'),
    })
    expect(await everfile(['seed', '--if-empty'])).toMatchObject({ exit: 0 })
    const [row] = await site.admin<{ n: number }[]>`select count(*)::int as n from record`
    expect(row?.n).toBe(recordIds.length)
  })
})

describe('doctor', () => {
  interface Doctor {
    readonly findings: readonly { readonly part: string; readonly state: string; readonly detail: string }[]
  }
  const PARTS = [
    'database',
    'durability',
    'migrations',
    'roles',
    'temporal',
    'object store',
    'store probe',
    'clocks',
    'outbox',
    'locks',
  ]
  const stateOf = (ran: Ran, part: string): string | undefined =>
    (jsonOf(ran) as Doctor).findings.find((finding) => finding.part === part)?.state

  test('finds the engine gone, nudges that wait too long, no buckets, and a store that was never probed', async () => {
    await site.admin`update outbox set queued_at = now() - interval '2 minutes'`
    const ran = await everfile(['--json', 'doctor'], {
      TEMPORAL_ADDRESS: '127.0.0.1:1',
      REDIS_URL: 'redis://127.0.0.1:1',
    })
    expect(ran.exit).toBe(1)
    const parts = ['temporal', 'outbox', 'object store', 'store probe', 'redis'].map((part) =>
      stateOf(ran, part),
    )
    expect(parts).toEqual(['fault', 'fault', 'fault', 'fault', 'fault'])
  })

  test('finds nothing wrong where nothing is, and says what is off', async () => {
    const before = await site.admin`select * from outbox`
    await site.admin`delete from outbox`
    const [copy] = await site.admin<{ n: number }[]>`
      insert into store_probe (id, cache_key, passed, failed, report) values (gen_random_uuid(), 'test', 12, 0, '{}') returning 1 as n`
    expect(copy?.n).toBe(1)
    const store = openStore(site.config)
    await store.ensureBuckets()
    store.close()
    const ran = await everfile(['--json', 'doctor'])
    expect(stateOf(ran, 'worker')).toBe('off')
    for (const part of PARTS) expect([part, stateOf(ran, part)]).toEqual([part, 'good'])
    await site.admin`delete from store_probe where cache_key = 'test'`
    await site.admin`insert into outbox ${site.admin(before)}`
  })
})

describe('verify', () => {
  async function behindTheBack(work: () => Promise<unknown>): Promise<void> {
    await site.admin`alter table event disable trigger event_append_only`
    await work()
    await site.admin`alter table event enable trigger event_append_only`
  }

  test('REQ-58 finds an untouched site whole', async () => {
    const ran = await everfile(['--json', 'verify'])
    expect(ran.exit).toBe(0)
    const [others] = await site.admin<{ n: number }[]>`select count(*)::int + 1 as n from person`
    const streams = recordIds.length + (others?.n ?? 0)
    expect(jsonOf(ran)).toMatchObject({ verdict: 'whole', streams, broken: [], faults: [] })
  })

  test('FLT-11 REQ-58 one edited event: exit code 1, and the first bad position is named', async () => {
    const [recordId] = recordIds
    if (recordId === undefined) throw new Error('a record was created')
    const [original] = await site.admin<
      { canonical: string }[]
    >`select canonical from event where stream_id = ${recordId} and seq = 2`
    await behindTheBack(
      () =>
        site.admin`update event set canonical = replace(canonical, 'create', 'creabe') where stream_id = ${recordId} and seq = 2`,
    )
    const ran = await everfile(['verify'])
    expect(ran.exit).toBe(1)
    expect(ran.out).toContain(`${recordId}: first bad event 2 (hash)`)
    await behindTheBack(
      () =>
        site.admin`update event set canonical = ${original?.canonical ?? ''} where stream_id = ${recordId} and seq = 2`,
    )
    expect((await everfile(['verify'])).exit).toBe(0)
  })

  test('FLT-11 a row edited beside the gate differs from its history', async () => {
    const recordId = recordIds[1] ?? ''
    await site.admin`update record set title = title || '（改）' where id = ${recordId}`
    const ran = await everfile(['verify'])
    expect(ran).toMatchObject({
      exit: 1,
      out: expect.stringContaining(`${recordId}: the tables record differ from the history`),
    })
    await site.admin`update record set title = replace(title, '（改）', '') where id = ${recordId}`
    expect((await everfile(['verify'])).exit).toBe(0)
  })
})

describe('rehydrate', () => {
  test('gives every open record its workflow, once', async () => {
    const first = await everfile(['--json', 'rehydrate'])
    expect(jsonOf(first)).toMatchObject({ records: recordIds.length, lists: 0, started: recordIds.length })
    const again = await everfile(['--json', 'rehydrate'])
    expect(jsonOf(again)).toMatchObject({ records: recordIds.length, lists: 0, started: 0 })
  })
})

describe('user', () => {
  const WHO = ['--name', '闻安', '--name-en', 'Wen An', '--unit', 'Pension Section', '--role']

  test('REQ-55 refuses an unknown role, a taken login and an appraiser without a seat', async () => {
    expect(await everfile(['user', 'add', 'wen.an', ...WHO, 'wizard'])).toMatchObject({
      exit: 2,
      err: expect.stringContaining('no role wizard'),
    })
    expect(await everfile(['user', 'add', 'wen.an', ...WHO, 'appraiser'])).toMatchObject({ exit: 2 })
    expect(await everfile(['user', 'add', 'chen.lidong', ...WHO, 'business-clerk'])).toMatchObject({
      exit: 2,
      err: expect.stringContaining('taken'),
    })
  })

  test('REQ-55 adds a person whose first password must be changed, and makes a leaver passive', async () => {
    const added = jsonOf(await everfile(['--json', 'user', 'add', 'wen.an', ...WHO, 'business-clerk'])) as {
      readonly id: string
      readonly password: string
    }
    expect(added.password.length).toBeGreaterThanOrEqual(20)
    const [credential] = await site.admin`select must_change from credential where person_id = ${added.id}`
    expect(credential).toEqual({ must_change: true })
    expect((await everfile(['user', 'passive', 'wen.an'])).exit).toBe(0)
    const [person] = await site.admin`select state from person where id = ${added.id}`
    expect(person).toEqual({ state: 'passive' })
  })
})

test('config print masks every secret and keeps the addresses', () => {
  const config = readConfig()
  const printed = JSON.stringify(maskedOf(config))
  const secrets = [
    config.secretKey,
    config.store.secretKey,
    config.store.accessKey,
    config.database.appPassword,
    config.database.auditorPassword,
  ]
  for (const secret of secrets) expect(printed).not.toContain(secret)
  expect(printed).not.toContain(new URL(config.database.adminUrl).password || 'no password')
  expect(printed).toContain(new URL(config.store.endpoint).host)
})
