import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { filesIn, foldersIn, projectRoot } from '#scripts/checks/project.ts'
import { checkTexts } from '#scripts/checks/text-guards.ts'
import { boundaryRows } from '#test/support/boundary-cases.ts'
import type { LintCase } from '#test/support/boundary-cases.ts'
import { lint } from '#test/support/lint-run.ts'
import type { LintRun } from '#test/support/lint-run.ts'
import { ruleCases } from '#test/support/rule-cases.ts'

const files = filesIn(projectRoot)
const cases = [...boundaryRows.flat(), ...ruleCases]

describe('the linter', () => {
  let result: LintRun

  beforeAll(async () => {
    result = await lint(cases)
  })

  function verdictsOn(some: readonly LintCase[]) {
    return some.map((lintCase) => ({
      source: lintCase.source,
      says: result.rulesPerCase[cases.indexOf(lintCase)],
    }))
  }

  function expectedOf(some: readonly LintCase[]) {
    return some.map(({ source, rule }) => ({ source, says: rule === undefined ? [] : [rule] }))
  }

  test('reads every case: a green run over nothing is red', () => {
    expect(result.lintedFiles).toBe(cases.length)
    expect(cases.length).toBeGreaterThan(250)
  })

  test.each(boundaryRows.map((row) => ({ place: placeOf(row), row })))(
    'draws the borders of $place exactly where the import table has them',
    ({ row }) => {
      expect(row.some(({ rule }) => rule !== undefined)).toBe(true)
      expect(row.some(({ rule }) => rule === undefined)).toBe(true)
      expect(verdictsOn(row)).toEqual(expectedOf(row))
    },
  )

  test.each(
    ruleCases.map((lintCase) => ({
      ...lintCase,
      lintCase,
      says: lintCase.rule ?? 'nothing',
      line: lineOf(lintCase),
    })),
  )('says $says in $folder on $line', ({ lintCase }) => {
    expect(verdictsOn([lintCase])).toEqual(expectedOf([lintCase]))
  })
})

describe('the house', () => {
  const rooms = ['domain', 'db', 'activities', 'workflows', 'api', 'ui', 'test', 'scripts', 'docs']
  const rootModules = ['config.ts', 'logger.ts', 'drizzle.config.ts', 'vite.config.ts', 'vitest.config.ts']
  const drawers = new Set(['shared', 'lib', 'libs', 'util', 'utils', 'helper', 'helpers', 'common', 'misc'])

  test('has exactly these rooms', () => {
    const visible = foldersIn(projectRoot).filter((folder) => !folder.startsWith('.'))
    expect(visible.toSorted()).toEqual(rooms.toSorted())
  })

  test('has no code at its root but the configuration, the logger and the settings of tools', () => {
    const modules = files.filter((path) => !path.includes('/') && /\.[cm]?[jt]sx?$/.test(path))
    expect(modules.filter((path) => !rootModules.includes(path))).toEqual([])
  })

  test('has no drawer folder at any depth', () => {
    expect(
      files.filter((path) =>
        path
          .split('/')
          .slice(0, -1)
          .some((folder) => drawers.has(folder)),
      ),
    ).toEqual([])
  })

  test('has an index file nowhere but in workflows', () => {
    const indexes = files.filter((path) => /(^|\/)index\.[jt]sx?$/.test(path))
    expect(indexes.filter((path) => path !== 'workflows/index.ts')).toEqual([])
  })

  test('has no source file of more than 400 lines', () => {
    const sources = files.filter(
      (path) => /\.(ts|tsx|mjs|css|sql|sh)$/.test(path) && !path.startsWith('db/migrations/'),
    )
    expect(sources.length).toBeGreaterThan(50)
    expect(sources.filter((path) => linesOf(path) > 400)).toEqual([])
  })

  test('tests every file of domain in its mirror', () => {
    const rules = files.filter((path) => path.startsWith('domain/') && !isVocabulary(path))
    expect(rules.length).toBeGreaterThan(5)
    expect(rules.map(mirrorOf).filter((path) => !existsSync(join(projectRoot, path)))).toEqual([])
  })

  test('numbers each of its decisions once', () => {
    const numbers = files.filter((path) => path.startsWith('docs/adr/')).map((path) => path.slice(9, 13))
    expect(numbers.length).toBeGreaterThan(20)
    expect(numbers.filter((number, index) => numbers.indexOf(number) !== index)).toEqual([])
  })

  test('says nothing that a text guard refuses', () => {
    const { faults, read } = checkTexts(projectRoot)
    expect(read).toBeGreaterThan(50)
    expect(faults).toEqual([])
  })
})

/** A list of words and types: it has no behaviour, and every test that uses a word tests it. */
function isVocabulary(path: string): boolean {
  return !/\bfunction\b|=>/.test(readFileSync(join(projectRoot, path), 'utf8'))
}

function mirrorOf(path: string): string {
  return `test/${path.replace(/\.ts$/, '.test.ts')}`
}

function linesOf(path: string): number {
  return readFileSync(join(projectRoot, path), 'utf8').split('\n').length - 1
}

function placeOf(row: readonly LintCase[]): string {
  const first = row[0]
  return [first?.folder, first?.fileName].filter((part) => part !== undefined && part !== '.').join('/')
}

/** The line of a case that its title shows: the longest, which is the one at fault. */
function lineOf({ source }: LintCase): string {
  return source.split('\n').toSorted((one, other) => other.length - one.length)[0] ?? ''
}
