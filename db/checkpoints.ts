import { hash } from 'node:crypto'
import { checkpointBody, noteText, originOf } from '#domain/checkpoint.ts'
import type { PlainDate } from '#domain/dates.ts'
import { renewUntil } from '#domain/lock.ts'
import { EMPTY_FRONTIER, extendFrontier, frontierRoot, type Digest, type Frontier } from '#domain/merkle.ts'
import type { SiteMode } from '#domain/vocabulary.ts'
import { scopeTo, type Tx } from './actor.ts'
import type { Sql } from './client.ts'
import type { ObjectStore } from './objects.ts'
import { objectKeyOf } from './objects/keys.ts'
import {
  insertCheckpoint,
  readCheckpointsAfter,
  readLatestCheckpoint,
  readLeaves,
  type CheckpointRow,
  type LeafRow,
} from './queries/checkpoints.ts'
import { sha256Hex } from './gate/canonical.ts'
import type { SigningKey } from './signing.ts'

export const sha256: Digest = (bytes) => hash('sha256', bytes, 'buffer')

export interface CheckpointDeps {
  readonly sql: Sql
  readonly store: ObjectStore
  readonly engineId: string
  readonly siteMode: SiteMode
  readonly signingKey: SigningKey
}

/** Leaves of one checkpoint at most, so that its list of them stays a file of some megabytes; a busy day has several checkpoints. */
const MOST_LEAVES = 100_000
const PAGE = 5_000
const HASH_BYTES = 32

/**
 * Signs the head of the log over all events that are new, and puts it with the list of its leaves into the locked evidence bucket.
 * Idempotent by its number: whoever comes second with one finds it made. Undefined when nothing happened since the last.
 */
export async function makeCheckpoint(deps: CheckpointDeps): Promise<{ readonly number: number } | undefined> {
  const found = await readNew(deps)
  if (found === undefined) return undefined
  const { siteId, on, number, frontier, leaves } = found
  const root = Buffer.from(frontierRoot(sha256, frontier))
  const throughPosition = leaves.at(-1)?.position ?? 0
  const body = checkpointBody({
    siteId,
    number,
    on,
    treeSize: frontier.size,
    root: root.toString('base64'),
    throughPosition,
  })
  const note = noteText(deps.signingKey.signNote(body, originOf(siteId)))
  const listed = leaves.map(leafLine).join('')
  const storedLeaves = await putLocked(deps, { siteId, name: `${numbered(number)}-leaves`, text: listed })
  const storedNote = await putLocked(deps, { siteId, name: `${numbered(number)}-note`, text: note })
  await insertCheckpoint(deps.sql, {
    number,
    on,
    treeSize: frontier.size,
    root,
    peaks: Buffer.concat(frontier.peaks),
    throughPosition,
    publicKey: deps.signingKey.publicKey,
    note,
    noteKey: storedNote.key,
    noteVersion: storedNote.versionId,
    leavesKey: storedLeaves.key,
    leavesVersion: storedLeaves.versionId,
    leavesSha256: sha256Hex(listed),
  })
  return { number }
}

/** One leaf in words: position, stream, place in it, hash. */
export function leafLine({ position, streamKind, streamId, seq, hash: digest }: LeafRow): string {
  return `${position} ${streamKind}/${streamId} ${seq} ${digest.toString('hex')}\n`
}

/** Where the notes and lists of leaves of a site lie in the evidence bucket. */
export function checkpointPrefixOf(siteId: string): string {
  const key = objectKeyOf({ area: 'checkpoint', ownerId: siteId, objectId: 'x' })
  return key.slice(0, -1)
}

export function frontierOf({ treeSize, peaks }: Pick<CheckpointRow, 'treeSize' | 'peaks'>): Frontier {
  const count = peaks.length / HASH_BYTES
  return {
    size: treeSize,
    peaks: Array.from({ length: count }, (_, index) =>
      peaks.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES),
    ),
  }
}

/** The log as the engine sees it, pages of leaves between two positions. */
export async function* leavesBetween(
  tx: Tx,
  range: { readonly after: number; readonly through: number },
): AsyncGenerator<readonly LeafRow[]> {
  for (let after = range.after; ;) {
    const page = await readLeaves(tx, { after, through: range.through, limit: PAGE })
    const last = page.at(-1)
    if (last === undefined) return
    yield page
    after = last.position
  }
}

/** Reads through the engine's eyes, all from one moment. */
export async function readAsEngine<T>(sql: Sql, engineId: string, read: (tx: Tx) => Promise<T>): Promise<T> {
  const answer = await sql.begin('isolation level repeatable read read only', async (tx) => {
    if ((await scopeTo(tx, { kind: 'person', id: engineId })) === undefined)
      throw new Error('the engine has no account on this site')
    return { value: await read(tx) }
  })
  return answer.value as T
}

interface NewLeaves {
  readonly siteId: string
  readonly on: PlainDate
  readonly number: number
  readonly frontier: Frontier
  readonly leaves: readonly LeafRow[]
}

async function readNew({ sql, engineId }: CheckpointDeps): Promise<NewLeaves | undefined> {
  const [horizon] = await sql<{ position: number }[]>`select checkpoint_horizon()::float8 as position`
  const through = horizon?.position ?? 0
  return readAsEngine(sql, engineId, async (tx) => {
    const [site] = await tx<
      { id: string; on: PlainDate }[]
    >`select id, archive_today()::text as "on" from site`
    if (site === undefined) throw new Error('the site is not set up: run migrate and seed first')
    const latest = await readLatestCheckpoint(tx)
    const leaves: LeafRow[] = []
    for await (const page of leavesBetween(tx, { after: latest?.throughPosition ?? 0, through })) {
      leaves.push(...page)
      if (leaves.length >= MOST_LEAVES) break
    }
    if (leaves.length === 0) return undefined
    const before = latest === undefined ? EMPTY_FRONTIER : frontierOf(latest)
    const entries = leaves.map((leaf) => leaf.hash)
    return {
      siteId: site.id,
      on: site.on,
      number: (latest?.number ?? 0) + 1,
      frontier: extendFrontier(sha256, before, entries),
      leaves,
    }
  })
}

async function putLocked(
  { store, siteMode }: CheckpointDeps,
  { siteId, name, text }: { readonly siteId: string; readonly name: string; readonly text: string },
) {
  const standing = { kind: 'not-due', earliestLawfulEndMs: null } as const
  const lock = renewUntil({ siteMode, storeNowMs: await store.clockMs(), standing, retainUntilMs: null })
  if (lock.kind === 'leave') throw new Error(`a checkpoint has no lock: ${lock.reason}`)
  return store.put({
    bucket: 'evidence',
    key: objectKeyOf({ area: 'checkpoint', ownerId: siteId, objectId: name }),
    body: Buffer.from(text, 'utf8'),
    contentType: 'text/plain; charset=utf-8',
    lockUntilMs: lock.untilMs,
  })
}

function numbered(number: number): string {
  return String(number).padStart(8, '0')
}

/** Renews the locks of all notes and lists of leaves: they are kept for ever, and a lock is short and rolling (ADR 6). */
export async function renewCheckpointLocks(
  { sql, store, siteMode }: Pick<CheckpointDeps, 'sql' | 'store' | 'siteMode'>,
  onEach: () => void,
): Promise<number> {
  let renewed = 0
  for (let after = 0; ;) {
    const page = await readCheckpointsAfter(sql, after, 100)
    const last = page.at(-1)
    if (last === undefined) return renewed
    after = last.number
    for (const row of page) {
      for (const ref of copiesOf(row)) {
        const kept = await store.retentionOf(ref)
        const retainUntilMs = kept.kind === 'retained' ? kept.retainUntilMs : null
        const standing = { kind: 'not-due', earliestLawfulEndMs: null } as const
        const lock = renewUntil({ siteMode, storeNowMs: await store.clockMs(), standing, retainUntilMs })
        if (lock.kind === 'renew') await store.extendLock(ref, lock.untilMs)
        renewed += lock.kind === 'renew' ? 1 : 0
      }
      onEach()
    }
  }
}

/** Where the two objects of a checkpoint lie. */
export function copiesOf(row: CheckpointRow) {
  return [
    { bucket: 'evidence', key: row.noteKey, versionId: row.noteVersion },
    { bucket: 'evidence', key: row.leavesKey, versionId: row.leavesVersion },
  ] as const
}
