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

const words = (list: string): readonly string[] => list.trim().split(/\s+/)

const worker = { folder: 'activities', fileName: 'worker.ts' }

/** The import table of the style guide, a row a folder; each cell is one import statement. */
const rows: readonly Row[] = [
  {
    folder: 'domain',
    allowed: words('./dates.ts #domain/dates.ts temporal-polyfill'),
    forbidden: words(`
      ../domain/dates.ts #db/client.ts #activities/pages.ts #workflows/messages.ts #api/contract/task.ts
      #api/app.ts #ui/routes.tsx #scripts/demo.ts #test/support/factories.ts #config.ts #logger.ts
      node:crypto zod postgres dayjs react @temporalio/workflow temporal-polyfill/global`),
    forbiddenTypes: words('#db/client.ts zod node:buffer'),
  },
  {
    folder: 'db/queries',
    allowed: words(`
      ./tasks.ts #domain/access.ts #db/client.ts drizzle-orm drizzle-orm/pg-core postgres minio ioredis
      saxes yauzl node:crypto node:fs/promises`),
    forbidden: words(`
      ../client.ts #activities/pages.ts #workflows/messages.ts #api/contract/task.ts #api/app.ts
      #ui/routes.tsx #scripts/demo.ts #test/support/factories.ts #config.ts #logger.ts fastify
      @fastify/cookie @temporalio/client @temporalio/activity react drizzle-zod`),
    forbiddenTypes: words('#config.ts fastify'),
  },
  {
    folder: 'activities',
    allowed: words(`
      ./pages.ts #domain/access.ts #db/client.ts #activities/pages.ts #workflows/messages.ts
      @temporalio/activity sharp pdfkit node:fs pino`),
    forbidden: words(`
      ../db/client.ts #workflows/record-lifecycle.ts #workflows/index.ts #api/contract/task.ts #api/app.ts
      #ui/routes.tsx #scripts/demo.ts #test/support/factories.ts #config.ts #logger.ts fastify
      @fastify/cookie react react-dom/client antd @tanstack/react-query @temporalio/workflow vitest
      @temporalio/testing`),
    forbiddenTypes: words('#config.ts #api/app.ts'),
  },
  {
    ...worker,
    allowed: words(
      './pages.ts #db/client.ts #workflows/messages.ts #config.ts #logger.ts @temporalio/worker',
    ),
    forbidden: words(`
      #workflows/index.ts #api/app.ts #ui/routes.tsx #scripts/demo.ts ../config.ts fastify
      @temporalio/workflow`),
  },
  {
    folder: 'workflows',
    allowed: words(
      './messages.ts #workflows/messages.ts #domain/lifecycle.ts @temporalio/workflow @temporalio/common',
    ),
    forbidden: words(`
      ../domain/lifecycle.ts #activities/pages.ts #db/client.ts #api/contract/task.ts #api/app.ts
      #ui/routes.tsx #scripts/demo.ts #test/support/factories.ts #config.ts #logger.ts node:crypto zod
      temporal-polyfill @temporalio/client @temporalio/activity postgres`),
    allowedTypes: words('#activities/pages.ts'),
    forbiddenTypes: words('#db/client.ts #api/contract/task.ts #config.ts #ui/routes.tsx'),
  },
  {
    folder: 'api/routes',
    allowed: words(`
      ./tasks.ts #domain/access.ts #db/queries/tasks.ts #api/app.ts #api/contract/task.ts
      #workflows/messages.ts #config.ts #logger.ts fastify @fastify/cookie fastify-type-provider-zod zod
      @temporalio/client node:crypto pino sharp`),
    forbidden: words(`
      ../app.ts #activities/pages.ts #workflows/record-lifecycle.ts #ui/routes.tsx #scripts/demo.ts
      #test/support/factories.ts drizzle-orm postgres minio @temporalio/workflow @temporalio/worker
      @temporalio/activity react pdfkit vitest`),
    allowedTypes: words('#workflows/record-lifecycle.ts'),
    forbiddenTypes: words('#activities/pages.ts #ui/routes.tsx #test/support/factories.ts'),
  },
  {
    folder: 'api/contract',
    allowed: words('./problem.ts #api/contract/problem.ts #domain/vocabulary.ts zod'),
    forbidden: words(`
      ../app.ts #api/app.ts #api/present/tasks.ts #db/schema/task.ts #activities/pages.ts
      #workflows/messages.ts #ui/routes.tsx #config.ts #logger.ts fastify drizzle-orm drizzle-zod
      node:crypto`),
    forbiddenTypes: words('#db/schema/task.ts #api/app.ts fastify'),
  },
  {
    folder: 'ui/screens',
    allowed: words(`
      ./parts.ts #ui/client/tasks.ts #domain/access.ts #api/contract/task.ts react react/jsx-runtime
      react-dom/client antd antd/locale/zh_CN @ant-design/icons @tanstack/react-query
      @tanstack/react-router dayjs i18next react-i18next pdfjs-dist`),
    forbidden: words(`
      ../routes.ts #api/app.ts #api/present/tasks.ts #db/client.ts #activities/pages.ts
      #workflows/messages.ts #scripts/demo.ts #test/support/factories.ts #config.ts #logger.ts node:crypto
      node:fs postgres @temporalio/client @temporalio/common fastify drizzle-orm minio lodash`),
    forbiddenTypes: words('#db/schema/task.ts #config.ts fastify'),
  },
  {
    folder: 'scripts/cli',
    allowed: words(`
      ./verify.ts #scripts/demo.ts #domain/access.ts #db/client.ts #activities/pages.ts
      #workflows/messages.ts #api/contract/task.ts #api/app.ts #config.ts #logger.ts commander node:fs
      @temporalio/client`),
    forbidden: words('../demo.ts #ui/routes.tsx #workflows/record-lifecycle.ts #test/support/factories.ts'),
  },
  {
    folder: 'scripts',
    fileName: 'start.mjs',
    allowed: words('./servers.mjs #scripts/servers.mjs node:fs node:fs/promises'),
    forbidden: words('commander #config.ts #db/client.ts zod'),
  },
  {
    folder: 'test/db',
    allowed: words(`
      ./gate.ts #domain/access.ts #db/client.ts #activities/pages.ts #workflows/record-lifecycle.ts
      #api/app.ts #ui/routes.tsx #scripts/demo.ts #config.ts vitest @temporalio/testing fast-check`),
    forbidden: words('../support/factories.ts'),
  },
  {
    folder: '.',
    fileName: 'config.ts',
    allowed: words('zod #domain/vocabulary.ts node:fs'),
    forbidden: words('#db/client.ts ./logger.ts pino-pretty fastify'),
  },
  {
    folder: '.',
    fileName: 'logger.ts',
    allowed: words('pino ./config.ts'),
    forbidden: words('#db/client.ts #api/app.ts winston'),
  },
]

const importRule = 'eslint(no-restricted-imports)'

function valueImport(specifier: string): string {
  return `import { subject } from '${specifier}'\nexport const answer = subject\n`
}

function typeImport(specifier: string): string {
  return `import type { Subject } from '${specifier}'\nexport type Answer = Subject\n`
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
