import { mkdtemp, rm } from 'node:fs/promises'
import { createWriteStream } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { ObjectCopyRow } from '#domain/state.ts'
import { readStoredObjects, type ObjectWithCopies } from '#db/queries/objects.ts'
import { asEngine, type EngineDeps } from '#activities/engine.ts'

/** The objects of a record or a list with their standing copies, in their order; withdrawn ones included. */
export async function objectsOf(deps: EngineDeps, subjectId: string): Promise<readonly ObjectWithCopies[]> {
  return asEngine(deps, (tx) => readStoredObjects(tx, subjectId))
}

/** The content that counts: what the creator gave, less what was withdrawn. */
export function contentOf(objects: readonly ObjectWithCopies[]): readonly ObjectWithCopies[] {
  return objects.filter(({ object }) => object.role === 'content' && object.withdrawnAt === null)
}

/** What is inspected and kept: the content, and what was made to stand for files of it in public. */
export function keptOf(objects: readonly ObjectWithCopies[]): readonly ObjectWithCopies[] {
  return objects.filter(
    ({ object }) =>
      (object.role === 'content' || object.role === 'public-variant') && object.withdrawnAt === null,
  )
}

/** Fetches an object into a private file, gives it to the work, and removes it whatever happens. */
export async function withFile<T>(
  deps: EngineDeps,
  copy: ObjectCopyRow,
  work: (path: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'everfile-'))
  try {
    const path = join(folder, 'object')
    const stream = await deps.store.get({ bucket: copy.bucket, key: copy.key, versionId: copy.versionId })
    await pipeline(stream, createWriteStream(path, { mode: 0o600 }))
    return await work(path)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
