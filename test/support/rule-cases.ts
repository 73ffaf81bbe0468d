import type { LintCase } from './boundary-cases.ts'

/** Ways around an import statement, and the other rules of the house. */
export const ruleCases: readonly LintCase[] = [
  {
    folder: 'ui',
    source: "export const page: unknown = await import('postgres')\n",
    rule: 'eslint(no-restricted-imports)',
  },
  { folder: 'domain', source: "export * from '#db/client.ts'\n", rule: 'eslint(no-restricted-imports)' },
  { folder: 'domain', source: "import 'postgres'\n", rule: 'eslint(no-restricted-imports)' },
  { folder: 'domain', source: 'export const now = new Date()\n', rule: 'eslint(no-restricted-globals)' },
  {
    folder: 'domain',
    source: 'export const now: unknown = globalThis.Date\n',
    rule: 'eslint(no-restricted-globals)',
  },
  { folder: 'domain', source: 'export const zone = process.argv\n', rule: 'eslint(no-restricted-globals)' },
  {
    folder: 'domain',
    source: 'export const chance = Math.random()\n',
    rule: 'eslint(no-restricted-properties)',
  },
  { folder: 'domain', source: 'export const larger = Math.max(1, 2)\n' },
  {
    folder: 'domain',
    source: `export function long(): void {\n${'  long()\n'.repeat(130)}}\n`,
    rule: 'eslint(max-lines-per-function)',
  },
  {
    folder: 'workflows',
    source: "export const page: unknown = fetch('http://127.0.0.1')\n",
    rule: 'eslint(no-restricted-globals)',
  },
  { folder: 'api', source: 'export const port = process.env\n', rule: 'node(no-process-env)' },
  { folder: 'scripts', source: "export const port = process.env['PORT']\n", rule: 'node(no-process-env)' },
  { folder: 'test', source: "export const port = process.env['PORT']\n" },
  {
    folder: 'db',
    source: `export function read(row: ${'any'}): unknown {\n  return row\n}\n`,
    rule: 'typescript(no-explicit-any)',
  },
  {
    folder: 'db',
    source: 'export function first(rows: readonly string[]): string {\n  return rows[0]!\n}\n',
    rule: 'typescript(no-non-null-assertion)',
  },
  {
    folder: 'db',
    source: "import { Row } from './row.ts'\nexport type Copy = Row\n",
    rule: 'typescript(consistent-type-imports)',
  },
  {
    folder: 'db',
    source: 'async function save(): Promise<void> {}\nexport function act(): void {\n  save()\n}\n',
    rule: 'typescript(no-floating-promises)',
  },
  {
    folder: 'db',
    source:
      'async function save(): Promise<void> {}\nexport async function act(): Promise<void> {\n  await save()\n}\n',
  },
  {
    folder: 'db',
    source:
      'async function ok(): Promise<boolean> {\n  return true\n}\nexport function act(): string {\n  return ok() ? "a" : "b"\n}\n',
    rule: 'typescript(no-misused-promises)',
  },
  {
    folder: 'db',
    source: "export function fail(): never {\n  throw 'refused'\n}\n",
    rule: 'typescript(only-throw-error)',
  },
  {
    folder: 'db',
    source:
      "export function name(level: 'file' | 'item'): string {\n  switch (level) {\n    case 'file':\n      return 'file'\n  }\n  return ''\n}\n",
    rule: 'typescript(switch-exhaustiveness-check)',
  },
  { folder: 'db', source: 'const answer = 1\nexport default answer\n', rule: 'import(no-default-export)' },
  { folder: '.', fileName: 'vite.config.ts', source: 'const answer = 1\nexport default answer\n' },
  { folder: 'api', source: "console.log('started')\n", rule: 'eslint(no-console)' },
  { folder: 'scripts/cli', source: "console.log('started')\n" },
  { folder: 'api', source: 'export {}\n// line\n'.repeat(201), rule: 'eslint(max-lines)' },
  {
    folder: 'api',
    source:
      'export function f(a: number, b: number, c: number, d: number): number {\n  return a + b + c + d\n}\n',
    rule: 'eslint(max-params)',
  },
  {
    folder: 'api',
    fileName: 'taskQueries.ts',
    source: 'export const answer = 1\n',
    rule: 'unicorn(filename-case)',
  },
  {
    folder: 'api',
    source: `// @ts-${'ignore'}\nexport const answer = 1\n`,
    rule: 'typescript(ban-ts-comment)',
  },
  {
    folder: 'db/ring',
    fileName: 'one.ts',
    source: "import { two } from './two.ts'\nexport const one: unknown = () => two\n",
    rule: 'import(no-cycle)',
  },
  {
    folder: 'db/ring',
    fileName: 'two.ts',
    source: "import { one } from '#db/ring/one.ts'\nexport const two: unknown = () => one\n",
    rule: 'import(no-cycle)',
  },
  { folder: 'test', source: vitestCase('only'), rule: 'vitest(no-focused-tests)' },
  { folder: 'test', source: vitestCase('skip'), rule: 'vitest(no-disabled-tests)' },
]

function vitestCase(modifier: string): string {
  return `import { expect, test } from 'vitest'\ntest.${modifier}('x', () => {\n  expect(1).toBe(1)\n})\n`
}
