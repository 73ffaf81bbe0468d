import { execFile } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { LintCase } from './boundary-cases.ts'

const run = promisify(execFile)
const project = join(import.meta.dirname, '..', '..')

export interface LintRun {
  /** Files that the linter says it read; the caller compares, so that a green run over nothing is red. */
  readonly lintedFiles: number
  /** Rules that spoke, per case, in the order of the cases. */
  readonly rulesPerCase: readonly (readonly string[])[]
}

interface Report {
  readonly diagnostics: readonly { readonly code?: string; readonly filename: string }[]
  readonly number_of_files: number
}

/**
 * Lints all cases under the project's own configuration in a throw-away copy of the folder layout.
 * One run of the linter for cases that share no file name; a case with a taken name goes to a further copy.
 */
export async function lint(cases: readonly LintCase[]): Promise<LintRun> {
  const root = await mkdtemp(join(tmpdir(), 'everfile-lint-'))
  try {
    const places = placesOf(cases)
    const copies = [...new Set(places.map((place) => place.copy))]
    await Promise.all(
      cases.map((lintCase, index) => write(join(root, pathOf(places, index)), lintCase.source)),
    )
    const reports = await Promise.all(copies.map((copy) => lintCopy(join(root, copy))))
    const rules = new Map<string, string[]>()
    for (const [index, report] of reports.entries()) {
      for (const { code, filename } of report.diagnostics) {
        const path = `${copies[index]}/${filename}`
        rules.set(path, [...(rules.get(path) ?? []), code ?? 'unnamed'])
      }
    }
    return {
      lintedFiles: reports.reduce((sum, report) => sum + report.number_of_files, 0),
      rulesPerCase: cases.map((_, index) => [...new Set(rules.get(pathOf(places, index)) ?? [])]),
    }
  } finally {
    await rm(root, { recursive: true, force: true })
  }
}

interface Place {
  readonly copy: string
  readonly path: string
}

function placesOf(cases: readonly LintCase[]): readonly Place[] {
  const taken = new Map<string, number>()
  return cases.map((lintCase, index) => {
    const path = join(lintCase.folder, lintCase.fileName ?? `case-${index}.ts`)
    const nth = taken.get(path) ?? 0
    taken.set(path, nth + 1)
    return { copy: `copy-${nth}`, path }
  })
}

function pathOf(places: readonly Place[], index: number): string {
  const place = places[index]
  if (place === undefined) throw new Error(`No lint case ${index}.`)
  return `${place.copy}/${place.path}`
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, text)
}

async function lintCopy(root: string): Promise<Report> {
  await copyFile(join(project, '.oxlintrc.json'), join(root, '.oxlintrc.json'))
  await write(join(root, 'package.json'), JSON.stringify({ type: 'module', imports: { '#*': './*' } }))
  await write(
    join(root, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        strict: true,
        target: 'es2024',
        module: 'nodenext',
        lib: ['es2024', 'dom'],
        types: [],
        noEmit: true,
        allowImportingTsExtensions: true,
      },
    }),
  )
  const linter = join(project, 'node_modules', 'oxlint', 'bin', 'oxlint')
  const typeAware = join(project, 'node_modules', '.bin', 'tsgolint')
  const answer = await run(process.execPath, [linter, '--format', 'json', '.'], {
    cwd: root,
    env: { ...process.env, OXLINT_TSGOLINT_PATH: typeAware },
    maxBuffer: 64 * 1024 * 1024,
  }).catch((failure: { readonly stdout?: string }) => ({ stdout: failure.stdout ?? '' }))
  return JSON.parse(answer.stdout) as Report
}
