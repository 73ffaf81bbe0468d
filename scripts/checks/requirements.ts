import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { parseTable } from '#db/reference/csv.ts'
import { projectRoot } from './project.ts'

/** A requirement that tests name, with what the last run said. */
export interface Requirement {
  readonly id: string
  readonly title: string
  /** Tests that name it, counted once however often they ran. */
  readonly tests: number
  readonly failed: number
}

/** The part of vitest's JSON report that is read here. */
export interface LastRun {
  readonly testResults: readonly {
    readonly name: string
    readonly assertionResults: readonly {
      readonly ancestorTitles: readonly string[]
      readonly title: string
      readonly status: string
    }[]
  }[]
}

const id = /^(?:REQ-\d+|PRM-\d+|FLT-\d+|REG-\d+|FEA-[A-P]\d+)\b[\s,;:+/&]*/
const kinds = ['REQ', 'PRM', 'FLT', 'REG', 'FEA']

/** The ids before the first word of a title. */
export function idsOf(title: string): readonly string[] {
  const found: string[] = []
  let rest = title.trimStart()
  for (let match = id.exec(rest); match !== null; match = id.exec(rest)) {
    found.push(match[0].replace(/[\s,;:+/&]+$/, ''))
    rest = rest.slice(match[0].length)
  }
  return found
}

/** Requirements named by the tests of a run, in the order of their kinds and numbers. */
export function requirementsOf(run: LastRun, titles: ReadonlyMap<string, string>): readonly Requirement[] {
  const results = new Map<string, Map<string, boolean>>()
  for (const file of run.testResults) {
    for (const test of file.assertionResults) {
      const path = [...test.ancestorTitles, test.title]
      const name = `${file.name} ${path.join(' > ')}`
      for (const requirement of path.flatMap(idsOf)) {
        const tests = results.get(requirement) ?? new Map<string, boolean>()
        results.set(requirement, tests.set(name, (tests.get(name) ?? true) && test.status === 'passed'))
      }
    }
  }
  return [...results]
    .map(([requirement, tests]) => ({
      id: requirement,
      title: titles.get(requirement) ?? '',
      tests: tests.size,
      failed: [...tests.values()].filter((hasPassed) => !hasPassed).length,
    }))
    .toSorted((one, other) => compareIds(one.id, other.id))
}

function compareIds(one: string, other: string): number {
  const [kind, number] = one.split('-')
  const [otherKind, otherNumber] = other.split('-')
  if (kind !== otherKind) return kinds.indexOf(kind ?? '') - kinds.indexOf(otherKind ?? '')
  return (number ?? '').localeCompare(otherNumber ?? '', 'en', { numeric: true })
}

/** The titles in docs/requirements.csv by id. */
export function titlesIn(csv: string): ReadonlyMap<string, string> {
  return new Map(parseTable(csv, ['id', 'title']).map((row) => [row.id, row.title]))
}

function main(): void {
  const lastRun = join(projectRoot, '.everfile-test', 'last-run.json')
  const { values } = parseArgs({
    options: { json: { type: 'boolean', default: false }, run: { type: 'string', default: lastRun } },
  })
  if (!existsSync(values.run)) {
    console.error('No test run to read: run npm test first.')
    process.exitCode = 1
    return
  }
  const titles = titlesIn(readFileSync(join(projectRoot, 'docs', 'requirements.csv'), 'utf8'))
  const requirements = requirementsOf(JSON.parse(readFileSync(values.run, 'utf8')) as LastRun, titles)
  if (values.json) console.log(JSON.stringify(requirements))
  else print(requirements, titles.size)
}

function print(requirements: readonly Requirement[], known: number): void {
  const width = Math.max(5, ...requirements.map(({ title }) => title.length))
  console.log(`${'id'.padEnd(8)}  ${'title'.padEnd(width)}  tests  failed`)
  for (const { id: name, title, tests, failed } of requirements) {
    console.log(
      `${name.padEnd(8)}  ${title.padEnd(width)}  ${String(tests).padStart(5)}  ${String(failed).padStart(6)}`,
    )
  }
  const failing = requirements.filter(({ failed }) => failed > 0).length
  console.log(
    `${requirements.length} of ${known} requirements have a test, ${failing} of them one that failed`,
  )
}

if (import.meta.main) main()
