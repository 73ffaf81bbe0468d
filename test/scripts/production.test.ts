import { spawn } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

/** A site on a PostgreSQL of its own; engine and store are those of the test run, and nothing is written to them. */
let dataDir: string
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'everfile-production-'))
  // The database may run as another account, which must pass through.
  await chmod(dataDir, 0o711)
})
afterAll(async () => rm(dataDir, { recursive: true, force: true }))

interface Ran {
  readonly exit: number | null
  readonly said: string
}

const OWN = /^(DATABASE_|APP_DATABASE|AUDITOR_DATABASE|REDIS_URL|EVERFILE_)/
const ALL = /^(DATABASE_|APP_DATABASE|AUDITOR_DATABASE|REDIS_URL|EVERFILE_|TEMPORAL_|S3_)/

async function run(
  script: string,
  args: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !(script === 'scripts/start.mjs' ? OWN : ALL).test(name)),
  )
  const child = spawn(process.execPath, [script, ...args], {
    env: { ...env, EVERFILE_DATA: dataDir, EVERFILE_SITE_MODE: 'production', ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stdout.on('data', (data) => void (said += String(data)))
  child.stderr.on('data', (data) => void (said += String(data)))
  const exit = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { exit, said }
}

const WHO = [
  '--system-admin',
  'su.min:苏敏:Su Min',
  '--security-admin',
  'bai.lu:白露:Bai Lu',
  '--audit-admin',
  'gu.yan:顾言:Gu Yan',
]

test(
  'a production site on an empty database says what to run; founded, it is not reset; Redis may be off',
  { timeout: 400_000 },
  async () => {
    const first = await run('scripts/start.mjs', ['--data', dataDir], { REDIS_URL: 'off' })
    expect(first.exit).toBe(1)
    expect(first.said).toContain('npm run everfile -- init')
    expect(first.said).toContain('off, as asked')

    const named = [
      '--name-zh',
      '甲馆',
      '--name-en',
      'A',
      '--fonds',
      'J019',
      '--bureau-zh',
      '甲局',
      '--bureau-en',
      'Bureau A',
    ]
    const founded = await run('scripts/everfile.mjs', ['init', ...named, ...WHO])
    expect(founded).toMatchObject({ exit: 0, said: expect.stringContaining('a production site') })

    const reset = await run('scripts/reset.mjs', ['--yes', '--data', dataDir])
    expect(reset).toMatchObject({
      exit: 1,
      said: expect.stringContaining('Only demo and test sites can be reset'),
    })
    expect((await run('scripts/everfile.mjs', ['user', 'list'])).said).toContain('su.min')
  },
)
