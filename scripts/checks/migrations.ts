import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import config from '#drizzle.config.ts'
import { conclude, projectRoot } from './project.ts'
import type { Outcome } from './project.ts'

/** Enough of the missing migration to see what changed. */
const shownLines = 30

/**
 * Generates migrations into a copy of the folder. A new file in the copy is a change of the schema that no committed
 * migration makes.
 */
export function checkMigrations(committed: string, schema: string): Outcome {
  const made = join(projectRoot, '.everfile-test')
  mkdirSync(made, { recursive: true })
  const copy = mkdtempSync(join(made, 'migrations-'))
  try {
    if (existsSync(committed)) cpSync(committed, copy, { recursive: true })
    const before = sqlFilesIn(copy)
    const said = generate(copy, schema)
    const added = sqlFilesIn(copy).filter((name) => !before.includes(name))
    const stale = added.map(
      (name) =>
        `the schema has a change that no migration makes (npm run migrations:generate):\n${beginningOf(join(copy, name))}`,
    )
    return {
      faults: said.isSettled ? stale : [`drizzle-kit could not compare:\n${said.output}`],
      read: before.length,
    }
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

function beginningOf(path: string): string {
  return readFileSync(path, 'utf8').split('\n').slice(0, shownLines).join('\n')
}

function generate(out: string, schema: string): { readonly isSettled: boolean; readonly output: string } {
  const tool = join(projectRoot, 'node_modules', 'drizzle-kit', 'bin.cjs')
  // It joins the folder to its own, so an absolute one would end up elsewhere; without a terminal it cannot ask about a renamed column and fails.
  const args = [
    tool,
    'generate',
    '--dialect',
    'postgresql',
    '--schema',
    schema,
    '--out',
    relative(projectRoot, out),
  ]
  const answer = spawnSync(process.execPath, args, {
    cwd: projectRoot,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = `${answer.stdout}${answer.stderr}`
  const isSettled = answer.status === 0 && /No schema changes|Your SQL migration file/.test(output)
  return { isSettled, output }
}

function sqlFilesIn(folder: string): readonly string[] {
  return readdirSync(folder).filter((name) => name.endsWith('.sql'))
}

if (import.meta.main) {
  if (typeof config.schema !== 'string' || config.out === undefined)
    throw new Error('drizzle.config.ts names one schema folder and one folder for migrations.')
  conclude('migrations', checkMigrations(join(projectRoot, config.out), config.schema))
}
