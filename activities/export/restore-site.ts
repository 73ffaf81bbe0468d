import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PAYLOAD } from '#domain/bag.ts'
import { leavesPathOf, STRUCTURE_PATH } from '#domain/export.ts'
import { SITE_MODES, type SiteMode } from '#domain/vocabulary.ts'
import type { Sql } from '#db/client.ts'
import { sha256Hex } from '#db/gate/canonical.ts'
import type { ObjectStore } from '#db/objects.ts'
import { objectKeyOf } from '#db/objects/keys.ts'
import { insertCheckpoint, type NewCheckpoint } from '#db/queries/checkpoints.ts'
import { readEmptiness } from '#db/queries/restore.ts'
import { checkBag, type BagVerdict } from './check-bag.ts'
import { checkLog } from './check-log.ts'
import { readDocument } from './read-document.ts'
import { historiesIn } from './read-history.ts'
import { lockOf, restoreObject, type ContentsTarget, type PlacedCopy } from './restore-contents.ts'
import { loadRows } from './restore-rows.ts'

export interface RestoreDeps {
  /** A superuser's connection: the histories come as they were, past the guards of new acts. */
  readonly admin: Sql
  readonly store: ObjectStore
  /** Who sits at the machine. */
  readonly operator: string
  readonly now: string
  readonly progress: (line: string) => void
}

export type RestoreCode = 'bag-broken' | 'bag-partial' | 'site-there' | 'no-form' | 'store-not-empty'

/** A bag or a place from which, or to which, nothing can be restored; nothing was changed. */
export class RestoreRefused extends Error {
  override readonly name = 'RestoreRefused'
  readonly code: RestoreCode

  constructor(code: RestoreCode, message: string) {
    super(message)
    this.code = code
  }
}

export interface Restored {
  readonly records: number
  readonly histories: number
  readonly events: number
  /** Events that say where the copies lie here, and that the site was restored. */
  readonly added: number
  readonly objects: number
  /** Objects whose bytes were not in the bag. */
  readonly absent: number
  readonly heads: number
  readonly throughPosition: number
}

export interface AskedRestore {
  readonly folder: string
  /** `resumed`: bytes that an interrupted restore has brought are used again. */
  readonly way: 'anew' | 'resumed'
}

/**
 * A site from an exported bag, where there is none: the ledger's events as they are, the tables as their fold, the contents with their
 * digests, the signed heads. The bag is proved first; then the bytes go into the store; then everything else, in one transaction.
 */
export async function restoreSite(deps: RestoreDeps, { folder, way }: AskedRestore): Promise<Restored> {
  const { admin, store, operator, now, progress } = deps
  const checked = await proved(folder, progress)
  await mustBeEmpty(admin)
  await store.ensureBuckets()
  if (way === 'anew') await mustHoldNothing(store)
  const { root, target } = await targetOf(folder, store)
  const contents = await restoreContents(target, progress)
  const throughPosition = Number(root['throughPosition'] ?? 0)
  const restored = {
    manifestSha256: checked.manifestSha256,
    throughPosition,
    records: contents.records,
    absent: contents.absent,
  }
  const { siteId } = checked
  const heads = await placeHeads({ folder, siteId, target })
  const loaded = await admin.begin(async (tx) => {
    for (const head of heads) await insertCheckpoint(tx, head)
    return loadRows(tx, { folder, siteId, placed: contents.placed, restored, operator, now, progress })
  })
  const { records, objects, absent } = contents
  return {
    ...loaded,
    records,
    objects,
    absent,
    histories: checked.histories,
    heads: checked.heads,
    throughPosition,
  }
}

async function proved(folder: string, progress: (line: string) => void): Promise<BagVerdict> {
  const checked = await checkBag(folder, progress)
  const [fault] = checked.faults
  if (fault !== undefined)
    throw new RestoreRefused(
      'bag-broken',
      `the bag is broken, nothing was restored: ${fault.path}: ${fault.code}`,
    )
  if (checked.selection !== 'whole')
    throw new RestoreRefused('bag-partial', `the bag holds a part of an archive: ${checked.selection}`)
  return checked
}

async function mustBeEmpty(admin: Sql): Promise<void> {
  const state = await readEmptiness(admin)
  if (state === 'no-form') throw new RestoreRefused('no-form', 'run everfile migrate first')
  if (state === 'founded') throw new RestoreRefused('site-there', 'there is a site here already')
}

/** Two sites never share a store: what one destroys would be gone for the other. */
async function mustHoldNothing(store: ObjectStore): Promise<void> {
  for (const bucket of ['masters', 'evidence', 'derived', 'intake'] as const)
    for await (const { key } of store.listVersions(bucket, ''))
      throw new RestoreRefused(
        'store-not-empty',
        `the store holds ${bucket}/${key} already: name another S3_BUCKET_PREFIX, or go on with an interrupted restore by --resume`,
      )
}

async function targetOf(folder: string, store: ObjectStore) {
  const site: { mode: SiteMode; zone: string } = { mode: 'production', zone: 'Asia/Shanghai' }
  const root = await readDocument(join(folder, PAYLOAD, STRUCTURE_PATH), ({ section, name, fields }) => {
    if (section !== 'rows' || name !== 'site') return
    site.mode = SITE_MODES.find((mode) => mode === fields.get('mode')?.text) ?? site.mode
    site.zone = fields.get('zone')?.text ?? site.zone
  })
  const target: ContentsTarget = { folder, store, siteMode: site.mode, zone: site.zone }
  return { root, target }
}

async function restoreContents(target: ContentsTarget, progress: (line: string) => void) {
  const placed = new Map<string, readonly PlacedCopy[]>()
  let [objects, absent, records] = [0, 0, 0]
  for await (const { id, kind, rows, files } of historiesIn(target.folder)) {
    if (kind === 'record') records += 1
    const here: PlacedCopy[] = []
    for (const object of rows.all('digitalObject')) {
      const path = files.get(object.id)
      if (path === undefined) continue
      if (path === null) absent += 1
      else {
        here.push(...(await restoreObject(target, { rows, object, path })))
        objects += 1
      }
    }
    if (here.length > 0) placed.set(id, here)
    if (records % 100 === 0) progress(`restored ${objects} objects of ${records} records`)
  }
  return { placed, objects, absent, records }
}

interface HeadsToPlace {
  readonly folder: string
  readonly siteId: string
  readonly target: ContentsTarget
}

/** The two objects of each signed head into the evidence bucket; answers their rows. */
async function placeHeads({ folder, siteId, target }: HeadsToPlace): Promise<readonly NewCheckpoint[]> {
  const put = async (name: string, text: string) =>
    target.store.put({
      bucket: 'evidence',
      key: objectKeyOf({ area: 'checkpoint', ownerId: siteId, objectId: name }),
      body: Buffer.from(text, 'utf8'),
      contentType: 'text/plain; charset=utf-8',
      ...(await lockOf(target, undefined)),
    })
  const rows: NewCheckpoint[] = []
  for (const { head, note, peaks, publicKey } of (await checkLog(folder, siteId)).signed) {
    const name = String(head.number).padStart(8, '0')
    const listed = await readFile(join(folder, PAYLOAD, leavesPathOf(head.number)), 'utf8')
    const [leaves, signed] = [await put(`${name}-leaves`, listed), await put(`${name}-note`, note)]
    const { number, on, treeSize, throughPosition } = head
    rows.push({
      number,
      on,
      treeSize,
      throughPosition,
      peaks,
      publicKey,
      note,
      root: Buffer.from(head.root, 'base64'),
      noteKey: signed.key,
      noteVersion: signed.versionId,
      leavesKey: leaves.key,
      leavesVersion: leaves.versionId,
      leavesSha256: sha256Hex(listed),
    })
  }
  return rows
}
