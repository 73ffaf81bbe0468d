import { contentPathOf, type Absence, type ExportFault } from '#domain/export.ts'
import type { DigitalObjectRow, ObjectCopyRow, Rows } from '#domain/state.ts'
import { readAsEngine } from '#db/checkpoints.ts'
import { StoreFault } from '#db/objects/fault.ts'
import { destroyedSince } from '#db/queries/export.ts'
import type { BagFolder } from './bag-folder.ts'
import type { ExportedFile } from './documents.ts'
import type { ExportDeps } from './export-site.ts'

/** A locked copy before one that can be overwritten. */
const BEST: readonly ObjectCopyRow['bucket'][] = ['masters', 'evidence', 'derived', 'intake']

/** The bytes of every object of a subject that has any; what is not there is named, and nothing else stops for it. */
export async function exportContents(
  deps: ExportDeps,
  bag: BagFolder,
  { subject, rows }: { readonly subject: string; readonly rows: Rows },
): Promise<{ readonly files: readonly ExportedFile[]; readonly faults: readonly ExportFault[] }> {
  const isClosed = rows.all('record').some(({ quarantine }) => quarantine !== null)
  const files: ExportedFile[] = []
  const faults: ExportFault[] = []
  for (const object of rows.all('digitalObject')) {
    const copies = rows
      .all('objectCopy')
      .filter(({ objectId, state }) => objectId === object.id && state === 'stored')
      .toSorted((a, b) => BEST.indexOf(a.bucket) - BEST.indexOf(b.bucket))
    if (copies.length === 0) continue
    const at = isClosed ? { absent: 'closed' as const } : await fetchOne(deps, bag, { object, copies })
    files.push({ object, at })
    if ('absent' in at && (at.absent === 'missing' || at.absent === 'differs'))
      faults.push({ code: at.absent, subject: `${subject} object ${object.id}` })
  }
  return { files, faults }
}

interface Wanted {
  readonly object: DigitalObjectRow
  readonly copies: readonly ObjectCopyRow[]
}

async function fetchOne(
  { sql, store, engineId }: ExportDeps,
  bag: BagFolder,
  { object, copies }: Wanted,
): Promise<{ readonly path: string } | { readonly absent: Absence }> {
  const { sha256, sizeBytes } = object
  const path = contentPathOf(object.id, object.mediaType)
  let absent: Absence = 'missing'
  for (const { bucket, key, versionId } of copies) {
    try {
      const taken = await bag.take({ path, sha256, sizeBytes }, async () =>
        store.get({ bucket, key, versionId }),
      )
      if (taken === 'taken') return { path }
      absent = 'differs'
    } catch (error) {
      if (!(error instanceof StoreFault && error.code === 'store.not-found')) throw error
    }
  }
  const isDestroyed = await readAsEngine(sql, engineId, (tx) => destroyedSince(tx, object.id))
  return { absent: isDestroyed ? 'destroyed' : absent }
}
