import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { idsOf, requirementsOf, titlesIn } from '#scripts/checks/requirements.ts'
import type { LastRun } from '#scripts/checks/requirements.ts'

const catalogue = readFileSync('docs/requirements.csv', 'utf8')

function runOf(...tests: readonly (readonly [path: readonly string[], status: string])[]): LastRun {
  const assertionResults = tests.map(([path, status]) => ({
    ancestorTitles: path.slice(0, -1),
    title: path.at(-1) ?? '',
    status,
  }))
  return { testResults: [{ name: 'a.test.ts', assertionResults }] }
}

function command(...args: readonly string[]) {
  return spawnSync(process.execPath, ['scripts/checks/requirements.ts', ...args], { encoding: 'utf8' })
}

test('fails without a test run to read', () => {
  expect(command('--run', 'no-such-run.json').status).toBe(1)
})

test('prints exactly the list as JSON', () => {
  const folder = mkdtempSync(join(tmpdir(), 'everfile-requirements-'))
  try {
    writeFileSync(join(folder, 'run.json'), JSON.stringify(runOf([['FEA-D13 two witnesses'], 'passed'])))
    const { stdout } = command('--json', '--run', join(folder, 'run.json'))
    expect(JSON.parse(stdout)).toEqual([
      { id: 'FEA-D13', title: 'Two witnesses check and sign', tests: 1, failed: 0 },
    ])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('counts a requirement as failed when one of its tests is', () => {
  const run = runOf(
    [['REQ-34 refuses under hold'], 'passed'],
    [['REQ-34 frees with the last lifting'], 'failed'],
  )
  expect(requirementsOf(run, titlesIn(catalogue))).toEqual([
    { id: 'REQ-34', title: 'A hold stops destruction, transfer and edit of retention', tests: 2, failed: 1 },
  ])
})

test('counts a test once that ran in two zones, and as failed if it failed in one', () => {
  const run = runOf([['REG-7 ends on 31 December'], 'failed'], [['REG-7 ends on 31 December'], 'passed'])
  expect(requirementsOf(run, new Map())).toEqual([{ id: 'REG-7', title: '', tests: 1, failed: 1 }])
})

test('counts a test under the ids of the group that it stands in', () => {
  const run = runOf([['FEA-E7 holds', 'REQ-38 leaves the list'], 'passed'])
  expect(requirementsOf(run, new Map()).map(({ id, tests }) => [id, tests])).toEqual([
    ['REQ-38', 1],
    ['FEA-E7', 1],
  ])
})

test('a test that did not run has not passed', () => {
  expect(requirementsOf(runOf([['REQ-1 x'], 'skipped']), new Map())[0]?.failed).toBe(1)
})

test.each([
  ['no id', 'refuses REQ-34 inside the text', []],
  ['an unknown kind', 'ABC-1 refuses', []],
  ['one id', 'REQ-34 refuses', ['REQ-34']],
  ['several ids', 'REQ-34, FEA-D13 PRM-3: refuses', ['REQ-34', 'FEA-D13', 'PRM-3']],
  ['a longer number', 'REQ-340 refuses', ['REQ-340']],
])('reads the ids before the first word: %s', (_, title, ids) => {
  expect(idsOf(title)).toEqual(ids)
})

test('orders by kind, then by number and not by letter', () => {
  const run = runOf(
    [['FEA-D2 x'], 'passed'],
    [['REQ-10 x'], 'passed'],
    [['REQ-9 x'], 'passed'],
    [['FEA-D10 x'], 'passed'],
  )
  expect(requirementsOf(run, new Map()).map(({ id }) => id)).toEqual(['REQ-9', 'REQ-10', 'FEA-D2', 'FEA-D10'])
})

test('the catalogue names every requirement once, with a title', () => {
  const rows = catalogue.trim().split('\n').slice(1)
  const titles = titlesIn(catalogue)
  expect(titles.size).toBe(rows.length)
  expect([...titles].filter(([id, title]) => idsOf(`${id} x`)[0] !== id || title === '')).toEqual([])
  expect(
    titles.has('REQ-62') &&
      titles.has('PRM-8') &&
      titles.has('FLT-36') &&
      titles.has('REG-48') &&
      titles.has('FEA-P4'),
  ).toBe(true)
})
