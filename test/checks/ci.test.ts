import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

let clone = ''

beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'everfile-ci-'))
  mkdirSync(join(clone, '.ci'))
  copyFileSync('.ci/run', join(clone, '.ci', 'run'))
  // A browser that is found, so that the run installs none on the machine that tests it.
  mkdirSync(join(clone, 'bin'))
  writeFileSync(join(clone, 'bin', 'chromium'), '#!/bin/sh\n', { mode: 0o755 })
})

afterEach(() => {
  rmSync(clone, { recursive: true, force: true })
})

/** Runs CI on a project whose two commands are these shell lines. */
function verdictOn(commands: { readonly check: string; readonly test: string }) {
  writeFileSync(join(clone, 'package.json'), JSON.stringify({ name: 'clone', scripts: commands }))
  const env = { ...process.env, PATH: `${join(clone, 'bin')}${delimiter}${process.env['PATH'] ?? ''}` }
  const { status, stdout } = spawnSync(join(clone, '.ci', 'run'), { encoding: 'utf8', env })
  return { status, lastLine: stdout.trimEnd().split('\n').at(-1) }
}

test.each([
  [
    'a failed check, though every test passed',
    { check: 'exit 1', test: 'echo 3 passed, 0 failed' },
    '3 passed, 1 failed',
  ],
  ['a failed test', { check: 'true', test: 'echo 2 passed, 1 failed; exit 1' }, '2 passed, 1 failed'],
  [
    'tests that ended badly after a good count',
    { check: 'true', test: 'echo 3 passed, 0 failed; exit 1' },
    '3 passed, 1 failed',
  ],
  ['a run in which nothing ran', { check: 'true', test: 'echo 0 passed, 0 failed' }, '0 passed, 1 failed'],
  ['tests that printed no count', { check: 'true', test: 'true' }, '0 passed, 1 failed'],
])('is red on %s', (_, commands, lastLine) => {
  expect(verdictOn(commands)).toEqual({ status: 1, lastLine })
})

test('is green when both passed', () => {
  const commands = { check: 'true', test: 'echo 3 passed, 0 failed' }
  expect(verdictOn(commands)).toEqual({ status: 0, lastLine: '3 passed, 0 failed' })
})
