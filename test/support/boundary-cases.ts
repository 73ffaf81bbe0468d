/** One source file for the linter: what it is, where it would stand, what it says, and the rule that must speak (none: must be silent). */
export interface LintCase {
  readonly folder: string
  readonly source: string
  readonly rule?: string
  /** A fixed file name, where an override names one; else the case gets a number. */
  readonly fileName?: string
}

interface Row {
  readonly folder: string
  readonly fileName?: string
  readonly allowed: readonly string[]
  readonly forbidden: readonly string[]
  readonly allowedTypes?: readonly string[]
  readonly forbiddenTypes?: readonly string[]
}

const worker = { folder: 'activities', fileName: 'worker.ts' }

/** The import table of the style guide, a row a folder; each cell is one import statement. */
const rows: readonly Row[] = [
  {
    folder: 'domain',
    allowed: ['./dates.ts', '#domain/dates.ts', 'temporal-polyfill'],
    forbidden: [
      '../domain/dates.ts',
      '#db/client.ts',
      '#activities/pages.ts',
      '#workflows/messages.ts',
      '#api/contract/task.ts',
      '#api/app.ts',
      '#ui/routes.tsx',
      '#scripts/demo.ts',
      '#test/support/factories.ts',
      '#config.ts',
      '#logger.ts',
      'node:crypto',
      'zod',
      'postgres',
      'dayjs',
      'react',
      '@temporalio/workflow',
      'temporal-polyfill/global',
    ],
    forbiddenTypes: ['#db/client.ts', 'zod', 'node:buffer'],
  },
  {
    folder: 'db/queries',
    allowed: [
      './tasks.ts',
      '#domain/access.ts',
      '#db/client.ts',
      'drizzle-orm',
      'drizzle-orm/pg-core',
      'postgres',
      'minio',
      'ioredis',
      'node:crypto',
      'node:fs/promises',
    ],
    forbidden: [
      '../client.ts',
      '#activities/pages.ts',
      '#workflows/messages.ts',
      '#api/contract/task.ts',
      '#api/app.ts',
      '#ui/routes.tsx',
      '#scripts/demo.ts',
      '#test/support/factories.ts',
      '#config.ts',
      '#logger.ts',
      'fastify',
      '@fastify/cookie',
      '@temporalio/client',
      '@temporalio/activity',
      'react',
      'drizzle-zod',
    ],
    forbiddenTypes: ['#config.ts', 'fastify'],
  },
  {
    folder: 'activities',
    allowed: [
      './pages.ts',
      '#domain/access.ts',
      '#db/client.ts',
      '#activities/pages.ts',
      '#workflows/messages.ts',
      '@temporalio/activity',
      'sharp',
      'pdfkit',
      'node:fs',
      'pino',
    ],
    forbidden: [
      '../db/client.ts',
      '#workflows/record-lifecycle.ts',
      '#workflows/index.ts',
      '#api/contract/task.ts',
      '#api/app.ts',
      '#ui/routes.tsx',
      '#scripts/demo.ts',
      '#test/support/factories.ts',
      '#config.ts',
      '#logger.ts',
      'fastify',
      '@fastify/cookie',
      'react',
      'react-dom/client',
      'antd',
      '@tanstack/react-query',
      '@temporalio/workflow',
      'vitest',
      '@temporalio/testing',
    ],
    forbiddenTypes: ['#config.ts', '#api/app.ts'],
  },
  {
    ...worker,
    allowed: [
      './pages.ts',
      '#db/client.ts',
      '#workflows/messages.ts',
      '#config.ts',
      '#logger.ts',
      '@temporalio/worker',
    ],
    forbidden: [
      '#workflows/index.ts',
      '#api/app.ts',
      '#ui/routes.tsx',
      '#scripts/demo.ts',
      '../config.ts',
      'fastify',
      '@temporalio/workflow',
    ],
  },
  {
    folder: 'workflows',
    allowed: [
      './messages.ts',
      '#workflows/messages.ts',
      '#domain/lifecycle.ts',
      '@temporalio/workflow',
      '@temporalio/common',
    ],
    forbidden: [
      '../domain/lifecycle.ts',
      '#activities/pages.ts',
      '#db/client.ts',
      '#api/contract/task.ts',
      '#api/app.ts',
      '#ui/routes.tsx',
      '#scripts/demo.ts',
      '#test/support/factories.ts',
      '#config.ts',
      '#logger.ts',
      'node:crypto',
      'zod',
      'temporal-polyfill',
      '@temporalio/client',
      '@temporalio/activity',
      'postgres',
    ],
    allowedTypes: ['#activities/pages.ts'],
    forbiddenTypes: ['#db/client.ts', '#api/contract/task.ts', '#config.ts', '#ui/routes.tsx'],
  },
  {
    folder: 'api/routes',
    allowed: [
      './tasks.ts',
      '#domain/access.ts',
      '#db/queries/tasks.ts',
      '#api/app.ts',
      '#api/contract/task.ts',
      '#workflows/messages.ts',
      '#config.ts',
      '#logger.ts',
      'fastify',
      '@fastify/cookie',
      'fastify-type-provider-zod',
      'zod',
      '@temporalio/client',
      'node:crypto',
      'pino',
    ],
    forbidden: [
      '../app.ts',
      '#activities/pages.ts',
      '#workflows/record-lifecycle.ts',
      '#ui/routes.tsx',
      '#scripts/demo.ts',
      '#test/support/factories.ts',
      'drizzle-orm',
      'postgres',
      'minio',
      '@temporalio/workflow',
      '@temporalio/worker',
      '@temporalio/activity',
      'react',
      'sharp',
      'vitest',
    ],
    allowedTypes: ['#workflows/record-lifecycle.ts'],
    forbiddenTypes: ['#activities/pages.ts', '#ui/routes.tsx', '#test/support/factories.ts'],
  },
  {
    folder: 'api/contract',
    allowed: ['./problem.ts', '#api/contract/problem.ts', '#domain/vocabulary.ts', 'zod'],
    forbidden: [
      '../app.ts',
      '#api/app.ts',
      '#api/present/tasks.ts',
      '#db/schema/task.ts',
      '#activities/pages.ts',
      '#workflows/messages.ts',
      '#ui/routes.tsx',
      '#config.ts',
      '#logger.ts',
      'fastify',
      'drizzle-orm',
      'drizzle-zod',
      'node:crypto',
    ],
    forbiddenTypes: ['#db/schema/task.ts', '#api/app.ts', 'fastify'],
  },
  {
    folder: 'ui/screens',
    allowed: [
      './parts.ts',
      '#ui/client/tasks.ts',
      '#domain/access.ts',
      '#api/contract/task.ts',
      'react',
      'react/jsx-runtime',
      'react-dom/client',
      'antd',
      'antd/locale/zh_CN',
      '@ant-design/icons',
      '@tanstack/react-query',
      '@tanstack/react-router',
      'dayjs',
      'i18next',
      'react-i18next',
      'pdfjs-dist',
    ],
    forbidden: [
      '../routes.ts',
      '#api/app.ts',
      '#api/present/tasks.ts',
      '#db/client.ts',
      '#activities/pages.ts',
      '#workflows/messages.ts',
      '#scripts/demo.ts',
      '#test/support/factories.ts',
      '#config.ts',
      '#logger.ts',
      'node:crypto',
      'node:fs',
      'postgres',
      '@temporalio/client',
      '@temporalio/common',
      'fastify',
      'drizzle-orm',
      'minio',
      'lodash',
    ],
    forbiddenTypes: ['#db/schema/task.ts', '#config.ts', 'fastify'],
  },
  {
    folder: 'scripts/cli',
    allowed: [
      './verify.ts',
      '#scripts/demo.ts',
      '#domain/access.ts',
      '#db/client.ts',
      '#activities/pages.ts',
      '#workflows/messages.ts',
      '#api/contract/task.ts',
      '#api/app.ts',
      '#config.ts',
      '#logger.ts',
      'commander',
      'node:fs',
      '@temporalio/client',
    ],
    forbidden: [
      '../demo.ts',
      '#ui/routes.tsx',
      '#workflows/record-lifecycle.ts',
      '#test/support/factories.ts',
    ],
  },
  {
    folder: 'scripts',
    fileName: 'start.mjs',
    allowed: ['./servers.mjs', '#scripts/servers.mjs', 'node:fs', 'node:fs/promises'],
    forbidden: ['commander', '#config.ts', '#db/client.ts', 'zod'],
  },
  {
    folder: 'test/db',
    allowed: [
      './gate.ts',
      '#domain/access.ts',
      '#db/client.ts',
      '#activities/pages.ts',
      '#workflows/record-lifecycle.ts',
      '#api/app.ts',
      '#ui/routes.tsx',
      '#scripts/demo.ts',
      '#config.ts',
      'vitest',
      '@temporalio/testing',
      'fast-check',
    ],
    forbidden: ['../support/factories.ts'],
  },
  {
    folder: '.',
    fileName: 'config.ts',
    allowed: ['zod', '#domain/vocabulary.ts', 'node:fs'],
    forbidden: ['#db/client.ts', './logger.ts', 'pino-pretty', 'fastify'],
  },
  {
    folder: '.',
    fileName: 'logger.ts',
    allowed: ['pino', './config.ts'],
    forbidden: ['#db/client.ts', '#api/app.ts', 'winston'],
  },
]

const importRule = 'eslint(no-restricted-imports)'

function valueImport(specifier: string): string {
  return `import { subject } from '${specifier}'\nexport const answer = subject\n`
}

function typeImport(specifier: string): string {
  return `import type { Subject } from '${specifier}'\nexport type Answer = Subject\n`
}

function vitestCase(modifier: string): string {
  return `import { expect, test } from 'vitest'\ntest.${modifier}('x', () => {\n  expect(1).toBe(1)\n})\n`
}

function casesOf(row: Row): readonly LintCase[] {
  const place =
    row.fileName === undefined ? { folder: row.folder } : { folder: row.folder, fileName: row.fileName }
  const allow = (source: string): LintCase => ({ ...place, source })
  const forbid = (source: string): LintCase => ({ ...place, source, rule: importRule })
  return [
    ...row.allowed.map((specifier) => allow(valueImport(specifier))),
    ...(row.allowedTypes ?? []).map((specifier) => allow(typeImport(specifier))),
    ...row.forbidden.map((specifier) => forbid(valueImport(specifier))),
    ...(row.forbiddenTypes ?? []).map((specifier) => forbid(typeImport(specifier))),
  ]
}

/** Every cell of the import table as a file, a list per row. */
export const boundaryRows: readonly (readonly LintCase[])[] = rows.map(casesOf)

/** Ways around an import statement, and the other rules of the house. */
export const ruleCases: readonly LintCase[] = [
  { folder: 'ui', source: "export const page: unknown = await import('postgres')\n", rule: importRule },
  { folder: 'domain', source: "export * from '#db/client.ts'\n", rule: importRule },
  { folder: 'domain', source: "import 'postgres'\n", rule: importRule },
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
