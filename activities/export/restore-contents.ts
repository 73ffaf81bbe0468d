import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { PAYLOAD } from '#domain/bag.ts'
import { startOfDay } from '#domain/dates.ts'
import { renewUntil } from '#domain/lock.ts'
import type { DigitalObjectRow, ObjectCopyRow, RecordState, Rows } from '#domain/state.ts'
import type { SiteMode } from '#domain/vocabulary.ts'
import type { ObjectStore } from '#db/objects.ts'
import { StoreFault } from '#db/objects/fault.ts'

/** Where the store of this site has a copy: its versions have names of their own here. */
export interface PlacedCopy {
  readonly copy: ObjectCopyRow
  readonly versionId: string | null
  readonly lockedUntil: string
}

export interface ContentsTarget {
  readonly folder: string
  readonly store: ObjectStore
  readonly siteMode: SiteMode
  readonly zone: string
}

/** The standing copies of one object from its file in the bag, each under its own key; answers those that have a version of their own. */
export async function restoreObject(
  target: ContentsTarget,
  { rows, object, path }: { readonly rows: Rows; readonly object: DigitalObjectRow; readonly path: string },
): Promise<readonly PlacedCopy[]> {
  const placed: PlacedCopy[] = []
  const [record] = rows.all('record')
  const copies = rows.all('objectCopy').filter((c) => c.objectId === object.id && c.state === 'stored')
  for (const copy of copies) {
    const isLocked = copy.bucket === 'masters' || copy.bucket === 'evidence'
    const stored = await putOnce(target, { copy, object, path, record })
    if (!isLocked) continue
    const ref = { bucket: copy.bucket, key: copy.key, versionId: stored.versionId }
    if ((record?.activeHolds ?? 0) > 0) await target.store.setLegalHold(ref)
    const lockedUntil = new Date(stored.retainUntilMs ?? 0).toISOString()
    placed.push({ copy, versionId: stored.versionId, lockedUntil })
  }
  return placed
}

interface ToPut {
  readonly copy: ObjectCopyRow
  readonly object: DigitalObjectRow
  readonly path: string
  readonly record: RecordState | undefined
}

/** What an interrupted restore has brought already is used again; anything else under the key stops the work. */
async function putOnce(target: ContentsTarget, { copy, object, path, record }: ToPut) {
  const { store, folder } = target
  const { bucket, key } = copy
  const there = await store.stat({ bucket, key }).catch(absent)
  if (there !== undefined) {
    const { sha256 } = await store.digest({ bucket, key })
    if (sha256 !== object.sha256)
      throw new Error(`${bucket}/${key} holds other bytes than the bag: this store is not empty`)
    const kept = await store.retentionOf({ bucket, key, versionId: there.versionId })
    return {
      versionId: there.versionId,
      retainUntilMs: kept.kind === 'retained' ? kept.retainUntilMs : null,
    }
  }
  const lock = bucket === 'masters' || bucket === 'evidence' ? await lockOf(target, record) : {}
  const stored = await store.put({
    bucket,
    key,
    body: createReadStream(join(folder, PAYLOAD, path)),
    contentType: object.mediaType,
    ...lock,
  })
  if (stored.sha256 !== object.sha256)
    throw new Error(`${path} was changed while it was read: its digest is ${stored.sha256}`)
  return stored
}

function absent(error: unknown): undefined {
  if (error instanceof StoreFault && error.code === 'store.not-found') return undefined
  throw error
}

/** As if the bytes were preserved today: short and rolling. The daily patrol lengthens it, or not. */
export async function lockOf(
  { store, siteMode, zone }: Pick<ContentsTarget, 'store' | 'siteMode' | 'zone'>,
  record: Pick<RecordState, 'dueOn'> | undefined,
): Promise<{ readonly lockUntilMs: number }> {
  const dueOn = record?.dueOn ?? null
  const lock = renewUntil({
    siteMode,
    storeNowMs: await store.clockMs(),
    standing: {
      kind: 'not-due',
      earliestLawfulEndMs: dueOn === null ? null : startOfDay(dueOn, zone),
    },
    retainUntilMs: null,
  })
  if (lock.kind === 'leave') throw new Error(`a restored copy has no lock: ${lock.reason}`)
  return { lockUntilMs: lock.untilMs }
}
