import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { missingRows } from '#scripts/bootstrap/complete-lock.mjs'
import { whyInstall } from '#scripts/bootstrap/dependencies.mjs'
import { isUiFresh } from '#scripts/bootstrap/product.mjs'
import { readOptions } from '#scripts/bootstrap/start-command.mjs'
import { resultOf } from '#scripts/bootstrap/test-command.mjs'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'everfile-bootstrap-'))
})

afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

describe('options', () => {
  test.each(['0', '70000', '80a', '-1'])('refuses the port %s and shows how to say it', (port) => {
    expect(() => readOptions([`--port=${port}`])).toThrow('--port takes a number from 1 to 65535')
  })

  test('refuses an option it does not know', () => {
    expect(() => readOptions(['--detatch'])).toThrow("Unknown option '--detatch'")
  })

  test('takes a folder and a port', () => {
    expect(readOptions(['--data', folder, '--port', '18080'])).toMatchObject({
      dataDir: folder,
      port: 18_080,
      detach: false,
    })
  })
})

describe('screens', () => {
  async function file(path: string, minute: number): Promise<void> {
    await mkdir(join(folder, path, '..'), { recursive: true })
    await writeFile(join(folder, path), '')
    const at = new Date(2026, 0, 1, 0, minute)
    await utimes(join(folder, path), at, at)
  }

  test('are built when they never were, and again when any of their sources is newer', async () => {
    await file('ui/screens/record/page.tsx', 1)
    expect(isUiFresh(folder)).toBe(false)
    await file('dist/ui/index.html', 2)
    expect(isUiFresh(folder)).toBe(true)
    await file('domain/vocabulary.ts', 3)
    expect(isUiFresh(folder)).toBe(false)
  })
})

describe('packages', () => {
  async function tree(wanted: object, installed: object): Promise<void> {
    await mkdir(join(folder, 'node_modules'))
    await writeFile(join(folder, 'package-lock.json'), JSON.stringify({ packages: wanted }))
    await writeFile(
      join(folder, 'node_modules', '.package-lock.json'),
      JSON.stringify({ packages: installed }),
    )
  }

  test('asks for an installation when nothing is there', () => {
    expect(whyInstall(folder)).toBe('none are installed')
  })

  test('asks for an installation when one package is of another version, and names it', async () => {
    await tree({ 'node_modules/a': { version: '2.0.0' } }, { 'node_modules/a': { version: '1.0.0' } })
    expect(whyInstall(folder)).toContain('a is not the one of the lock file')
  })

  test('does not mind that a package of another platform is absent, but wants a Node that runs', async () => {
    await tree({ 'node_modules/a-darwin': { version: '1.0.0', optional: true } }, {})
    expect(whyInstall(folder)).toBe('the bundled Node does not run')
  })

  test('npm ci installs on every platform: each optional package has its row in the lock file', async () => {
    const lock = JSON.parse(await readFile(new URL('../../package-lock.json', import.meta.url), 'utf8'))
    expect(Object.keys(lock.packages).length).toBeGreaterThan(300)
    expect(Object.keys(missingRows(lock.packages))).toEqual([])
  })

  test('a missing row is told, with the platform that its name says', () => {
    const rows = {
      'node_modules/kit': { version: '1.0.0', optionalDependencies: { '@kit/linux-arm64-musl': '1.0.0' } },
    }
    expect(missingRows(rows)).toEqual({
      'node_modules/@kit/linux-arm64-musl': {
        version: '1.0.0',
        os: ['linux'],
        cpu: ['arm64'],
        libc: ['musl'],
        optional: true,
      },
    })
  })
})

describe('closing line', () => {
  const passed = { status: 'passed' }
  const failed = { status: 'failed' }

  test('a run in which nothing ran has failed, though the runner ended well', () => {
    expect(resultOf(0, { testResults: [] })).toEqual({ exitCode: 1, closingLine: '0 passed, 0 failed' })
    expect(resultOf(0, undefined)).toEqual({ exitCode: 1, closingLine: '0 passed, 0 failed' })
  })

  test('a file that could not be loaded counts as a failure', () => {
    const report = {
      testResults: [
        { status: 'passed', assertionResults: [passed] },
        { status: 'failed', assertionResults: [] },
      ],
    }
    expect(resultOf(1, report)).toEqual({ exitCode: 1, closingLine: '1 passed, 1 failed' })
  })

  test('what failed before the tests fails the run', () => {
    const report = { testResults: [{ status: 'passed', assertionResults: [passed] }] }
    expect(resultOf(0, report, 1)).toEqual({ exitCode: 1, closingLine: '1 passed, 1 failed' })
  })

  test('counts tests, and hands on the exit code of the runner', () => {
    expect(resultOf(1, { testResults: [{ status: 'failed', assertionResults: [passed, failed] }] })).toEqual({
      exitCode: 1,
      closingLine: '1 passed, 1 failed',
    })
    expect(resultOf(0, { testResults: [{ status: 'passed', assertionResults: [passed, passed] }] })).toEqual({
      exitCode: 0,
      closingLine: '2 passed, 0 failed',
    })
    expect(resultOf(1, undefined)).toEqual({ exitCode: 1, closingLine: '0 passed, 1 failed' })
    expect(resultOf(130, { testResults: [{ status: 'passed', assertionResults: [passed] }] }).exitCode).toBe(
      130,
    )
  })
})
