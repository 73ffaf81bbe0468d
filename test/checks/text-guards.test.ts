import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkTexts, textGuards } from '#scripts/checks/text-guards.ts'

let root = ''

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'everfile-texts-'))
})

afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

function faultsOf(path: string, text: string): readonly string[] {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
  return checkTexts(root).faults.map((fault) => fault.slice(fault.indexOf(' ') + 1, fault.lastIndexOf(':')))
}

/** One line per way that a guard must notice. Words that would trip other readers of this file are put together here. */
const refused: readonly (readonly [guard: string, path: string, line: string])[] = [
  ['clock in domain', 'domain/a.ts', 'export function f(at: Date): void {}'],
  ['clock in domain', 'domain/a.ts', 'export const today = Temporal.Now.plainDateISO()'],
  ['environment outside config.ts', 'api/a.ts', "const port = process.env['PORT']"],
  ['environment outside config.ts', 'api/a.ts', "import { env } from 'node:process'"],
  ['environment outside config.ts', 'api/a.ts', 'const { env } = process'],
  ['archival code put together by hand', 'db/a.ts', 'const code = `${fonds}·${year}`'],
  ['archival code put together by hand', 'ui/a.tsx', "const code = parts.join('·')"],
  ['legal date computed outside domain', 'activities/a.ts', 'const dueOn = plusYears(closedOn, 10)'],
  ['legal date computed outside domain', 'db/a.ts', 'const retentionEndsOn = `${year + 10}-12-31`'],
  [
    'legal date computed outside domain',
    'db/a.ts',
    "sql`update record set due_on = formed_on + interval '10 years'`",
  ],
  [
    'second place that computes a due date',
    'domain/acts/a.ts',
    'const dueOn = dayAfter(addYears(record.formedOn, 10))',
  ],
  [
    'second place that computes a due date',
    'domain/what-if.ts',
    'const end = addYears(startsOn, row.period.years)',
  ],
  [
    'second place that computes a due date',
    'domain/acts/a.ts',
    'const { endsOn } = retentionOf(facts, rule.row)',
  ],
  [
    'computed date stated by a second act',
    'domain/acts/a.ts',
    "return { stream, type: 'retention.computed', data }",
  ],
  [
    'deletion of stored bytes outside the object store',
    'activities/a.ts',
    'await store.removeObject(bucket, key)',
  ],
  ['record or event deleted by SQL', 'db/a.ts', 'await sql`delete from record where id = ${id}`'],
  ['record or event deleted by SQL', 'db/gate/gate.sql', 'DELETE FROM "event";'],
  ['SQL outside db', 'activities/a.ts', "const rows = await tx`select 1 from job where state = 'running'`"],
  [
    'SQL outside db',
    'api/routes/a.ts',
    'const [site] = await deps.sql<{ mode: SiteMode }[]>`select mode from site`',
  ],
  ['SQL outside db', 'api/routes/a.ts', '    >`select id from unit`'],
  ['cascade towards a record', 'db/schema/a.ts', ".references(() => record.id, { onDelete: 'cascade' })"],
  ['escape hatch', 'api/a.ts', `const row = value as ${'any'}`],
  ['escape hatch', 'api/a.ts', `// oxlint-${'disable'}-next-line`],
  ['unfinished work', 'api/a.ts', `// ${'TO'}DO: later`],
  ['test that does not run', 'test/a.test.ts', `test.${'skip'}('x', () => {})`],
  ['module replaced in a test', 'test/a.test.ts', "vi.mock('#db/client.ts')"],
  ['absolute path of one machine', 'docs/a.md', ['see ', 'home', 'somebody'].join('/')],
  ['package source of one machine', '.npmrc', 'registry=https://packages.example/'],
]

test.each(refused)('%s: refuses it in %s: %s', (guard, path, line) => {
  expect(faultsOf(path, `${line}\n`)).toContain(guard)
})

test('has a refused line for every guard', () => {
  expect(new Set(refused.map(([guard]) => guard))).toEqual(new Set(textGuards.map(({ name }) => name)))
})

test.each([
  ['domain/a.ts', '// a Date would decide by accident'],
  ['domain/a.ts', 'export function f(asOf: PlainDate): void {}'],
  ['config.ts', 'export const env = process.env'],
  ['domain/archival-code.ts', 'const code = `${fonds}·${year}`'],
  ['db/a.ts', 'const dueOn = eligibility.dueOn'],
  ['domain/acts/a.ts', 'const dueOn = addWorkingDays(facts.today, 3, facts.calendar)'],
  ['domain/retention.ts', 'const endsOn = dayBefore(addYears(startsOn, periodYears))'],
  ['domain/acts/dating.ts', "type: 'retention.computed',"],
  ['db/objects/delete.ts', 'await client.removeObject(bucket, key)'],
  ['db/a.ts', 'await sql`delete from outbox where id = any(${ids})`'],
  ['api/a.ts', '// @TODO(#12) page by key'],
])('accepts in %s: %s', (path, line) => {
  expect(faultsOf(path, `${line}\n`)).toEqual([])
})

test('names the file and the line', () => {
  faultsOf('domain/a.ts', 'export {}\nexport type T = Date\n')
  expect(checkTexts(root).faults[0]).toMatch(/^domain\/a\.ts:2 /)
})
