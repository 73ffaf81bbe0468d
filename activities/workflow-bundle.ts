import { createHash, randomUUID } from 'node:crypto'
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { WorkflowBundleOption, WorkflowBundleWithSourceMap } from '@temporalio/worker'

const { resolve } = createRequire(import.meta.url)
const ROOT = fileURLToPath(new URL('..', import.meta.url))
const FOLDER = join(ROOT, 'dist', 'workflows')
/** Everything that the code of workflows may import, and what turns it into a bundle. */
const SOURCES = ['workflows/**/*.ts', 'domain/**/*.ts']
const PACKAGES = ['@temporalio/common', '@temporalio/worker', '@temporalio/workflow']
const HOUR_MS = 3_600_000

/** Where a bundle lies. The folder is that of the build; a test has its own. */
export interface BundlePlace {
  readonly root?: string
  readonly folder?: string
}

/** The bundle of the build when it was made of these very sources; otherwise one that is made now, which takes a second or more. */
export async function workflowBundle(place: BundlePlace = {}): Promise<WorkflowBundleOption> {
  const codePath = pathOf(place)
  return existsSync(codePath) ? { codePath } : bundleWorkflows()
}

/** Makes the bundle unless it is there, for all who start after; two at once make the same. Answers with its path. */
export async function buildWorkflowBundle(place: BundlePlace = {}): Promise<string> {
  const { folder = FOLDER } = place
  const codePath = pathOf(place)
  if (existsSync(codePath)) return codePath
  const { code } = await bundleWorkflows()
  await mkdir(folder, { recursive: true })
  const draft = `${codePath}.${randomUUID()}`
  await writeFile(draft, code)
  await rename(draft, codePath)
  await dropOthers(folder, codePath)
  return codePath
}

/** Bundles of other sources, once no worker that was just told of one can still be about to read it. */
async function dropOthers(folder: string, codePath: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    if (path === codePath) continue
    // Another may take it away at this moment.
    const known = statSync(path, { throwIfNoEntry: false })
    if (known !== undefined && known.mtimeMs < Date.now() - HOUR_MS) await rm(path, { force: true })
  }
}

function pathOf({ root = ROOT, folder = FOLDER }: BundlePlace): string {
  return join(folder, `${digestOf(root)}.js`)
}

/** Names the bundle by what it is made of: each source by name and bytes, and the versions of the SDK. */
function digestOf(root: string): string {
  const hash = createHash('sha256')
  for (const file of globSync(SOURCES.map((pattern) => join(root, pattern))).toSorted())
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0')
  for (const name of PACKAGES) hash.update(readFileSync(resolve(`${name}/package.json`)))
  return hash.digest('hex')
}

/** Bundles the workflows as they are now. */
export async function bundleWorkflows(): Promise<WorkflowBundleWithSourceMap> {
  // Loaded only when there is something to bundle: it brings a compiler along.
  const { bundleWorkflowCode } = await import('@temporalio/worker')
  return bundleWorkflowCode({ workflowsPath: join(ROOT, 'workflows', 'index.ts') })
}

if (import.meta.main) await buildWorkflowBundle()
