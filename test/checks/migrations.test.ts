import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { spawnSync } from 'node:child_process'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkMigrations } from '#scripts/checks/migrations.ts'
import { projectRoot } from '#scripts/checks/project.ts'

const tool = join(projectRoot, 'node_modules', 'drizzle-kit', 'bin.cjs')
let folder = ''
let schema = ''

beforeEach(() => {
  mkdirSync(join(projectRoot, '.everfile-test'), { recursive: true })
  folder = mkdtempSync(join(projectRoot, '.everfile-test', 'migrations-test-'))
  schema = join(folder, 'schema.ts')
  writeFileSync(
    schema,
    "import { pgTable, text } from 'drizzle-orm/pg-core'\nexport const box = pgTable('box', { id: text('id').primaryKey() })\n",
  )
  const out = relative(projectRoot, join(folder, 'migrations'))
  spawnSync(
    process.execPath,
    [tool, 'generate', '--dialect', 'postgresql', '--schema', schema, '--out', out],
    { cwd: projectRoot },
  )
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

test('reports a column that no migration makes', () => {
  writeFileSync(
    schema,
    "import { pgTable, text } from 'drizzle-orm/pg-core'\nexport const box = pgTable('box', { id: text('id').primaryKey(), shelf: text('shelf') })\n",
  )
  const { faults } = checkMigrations(join(folder, 'migrations'), schema)
  expect(faults).toHaveLength(1)
  expect(faults[0]).toContain('ADD COLUMN "shelf"')
})

test('reports a schema that cannot be read', () => {
  writeFileSync(schema, "throw new Error('broken')\n")
  expect(checkMigrations(join(folder, 'migrations'), schema).faults).toHaveLength(1)
})

test('accepts migrations that make the schema', () => {
  expect(checkMigrations(join(folder, 'migrations'), schema)).toEqual({ faults: [], read: 1 })
})
