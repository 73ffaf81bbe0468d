import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'

/** What a check found: its faults in words, and how many things it read. */
export interface Outcome {
  readonly faults: readonly string[]
  readonly read: number
}

/** The folder that holds package.json. */
export const projectRoot = join(import.meta.dirname, '..', '..')

/** Made or installed by a command, never written by a person. */
const madeByCommands = new Set(['node_modules', '.git', 'dist', 'coverage', 'screenshots'])

/** Paths of all files under a folder, relative to it, without what commands make there. */
export function filesIn(root: string): readonly string[] {
  return readdirSync(root, { recursive: false, withFileTypes: true }).flatMap((entry) => {
    if (madeByCommands.has(entry.name) || entry.name.startsWith('.everfile')) return []
    const path = join(root, entry.name)
    if (!entry.isDirectory()) return entry.isFile() ? [entry.name] : []
    return filesIn(path).map((inner) => join(entry.name, inner))
  })
}

/** Folders directly under the root, without what commands make there. */
export function foldersIn(root: string): readonly string[] {
  return readdirSync(root, { withFileTypes: true })
    .filter(
      (entry) =>
        entry.isDirectory() && !madeByCommands.has(entry.name) && !entry.name.startsWith('.everfile'),
    )
    .map((entry) => relative(root, join(root, entry.name)))
}

/** Says the outcome and sets the exit code. A check that read nothing has failed: it guards nothing. */
export function conclude(subject: string, { faults, read }: Outcome): void {
  const all = read === 0 ? [`nothing to check: no ${subject} found`, ...faults] : faults
  for (const fault of all) console.error(fault)
  console.log(`${read} ${subject}, ${all.length} faults`)
  if (all.length > 0) process.exitCode = 1
}
