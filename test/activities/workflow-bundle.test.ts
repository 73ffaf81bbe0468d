import { cp, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildWorkflowBundle, workflowBundle, type BundlePlace } from '#activities/workflow-bundle.ts'

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url))
let root: string
let place: Required<BundlePlace>

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'everfile-bundle-'))
  for (const folder of ['workflows', 'domain'])
    await cp(join(REPOSITORY, folder), join(root, folder), { recursive: true })
  place = { root, folder: join(root, 'dist') }
})
afterAll(async () => rm(root, { recursive: true, force: true }))

const A_DAY_AGO = new Date(Date.now() - 86_400_000)
const PATIENT = { timeout: 400_000 }

test('without a build a worker bundles for itself, and keeps nothing', PATIENT, async () => {
  const bundle = await workflowBundle(place)
  expect(bundle).toMatchObject({ code: expect.stringContaining('recordLifecycle') })
  await expect(readdir(place.folder)).rejects.toMatchObject({ code: 'ENOENT' })
})

test(
  'what was built is used as long as no source and no version has changed, and no longer',
  PATIENT,
  async () => {
    const codePath = await buildWorkflowBundle(place)
    expect(await workflowBundle(place)).toEqual({ codePath })
    expect(await readFile(codePath, 'utf8')).toContain('recordLifecycle')
    const [name] = await readdir(place.folder)
    await writeFile(codePath, 'kept')
    expect(await buildWorkflowBundle(place), 'not made again').toBe(codePath)
    expect(await readFile(codePath, 'utf8')).toBe('kept')

    for (const changed of ['workflows/subject.ts', 'domain/engine-ids.ts']) {
      const file = join(root, changed)
      const before = await readFile(file, 'utf8')
      await writeFile(file, `${before}\n// changed\n`)
      expect(await workflowBundle(place), changed).not.toHaveProperty('codePath')
      await writeFile(file, before)
    }
    expect(await workflowBundle(place)).toEqual({ codePath })

    await writeFile(join(root, 'workflows', 'added.ts'), 'export const added = 1\n')
    await Promise.all([buildWorkflowBundle(place), buildWorkflowBundle(place)])
    expect(await readdir(place.folder), 'a worker may be about to read the former one').toHaveLength(2)
    await utimes(codePath, A_DAY_AGO, A_DAY_AGO)
    await writeFile(join(root, 'workflows', 'added.ts'), 'export const added = 2\n')
    await buildWorkflowBundle(place)
    const left = await readdir(place.folder)
    expect(left).toHaveLength(2)
    expect(left).not.toContain(name)
  },
)
