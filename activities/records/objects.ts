import { mkdtemp, rm } from 'node:fs/promises'
import { createWriteStream } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { DigitalObjectRow, ObjectCopyRow } from '#domain/state.ts'
import { fromSql } from '#db/gate/rows.ts'
import { asEngine, type EngineDeps } from '#activities/engine.ts'

export interface StoredObject {
  readonly object: DigitalObjectRow
  /** Copies that still exist. */
  readonly copies: readonly ObjectCopyRow[]
}

/** As JSON, like the gate's facts: the driver would make sizes into texts. */
interface JsonRow {
  readonly row: Record<string, unknown>
}

/** The objects of a record or a list with their standing copies, in their order; withdrawn ones included. */
export async function objectsOf(deps: EngineDeps, subjectId: string): Promise<readonly StoredObject[]> {
  return asEngine(deps, async (tx) => {
    const objects = await tx<
      JsonRow[]
    >`select to_jsonb(o) as row from digital_object o where subject_id = ${subjectId} order by position, id`
    const copies = await tx<
      JsonRow[]
    >`select to_jsonb(c) as row from object_copy c where subject_id = ${subjectId} and state = 'stored'`
    const copyRows = copies.map(({ row }) => fromSql('objectCopy', row))
    return objects.map(({ row }) => {
      const object = fromSql('digitalObject', row)
      return { object, copies: copyRows.filter((copy) => copy.objectId === object.id) }
    })
  })
}

/** The content that counts: what the creator gave, less what was withdrawn. */
export function contentOf(objects: readonly StoredObject[]): readonly StoredObject[] {
  return objects.filter(({ object }) => object.role === 'content' && object.withdrawnAt === null)
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
