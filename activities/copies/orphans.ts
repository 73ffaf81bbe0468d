import { recordCopyDestroyed } from '#domain/acts/destroy-record.ts'
import { deleteErrands } from '#db/queries/errands.ts'
import {
  deleteStaleSessions,
  deleteUntakenUploads,
  readUnnamedKeys,
  readWithdrawnCopies,
} from '#db/queries/orphans.ts'
import { NO_ID } from '#db/queries/page.ts'
import { asEngine, type EngineDeps } from '#activities/engine.ts'
import { destroyCopy } from './destroy-copy.ts'

/** What was begun less than a day ago may still be on its way to a record. */
const GRACE_MS = 86_400_000
const PAGE = 200

export interface SweptOrphans {
  /** Files that were received and that no record took. */
  readonly uploads: number
  /** Files that were coming in chunks and of which nothing more came. */
  readonly sessions: number
  /** Objects that no row names. */
  readonly unnamed: number
  /** Multipart uploads that were begun and never ended. */
  readonly unfinished: number
  /** Copies of files that were withdrawn. */
  readonly withdrawn: number
  /** What was made for somebody a day ago. */
  readonly errands: number
}

/**
 * Takes away what nobody needs and somebody could read: it may hold personal data. Only from the buckets without locks; what
 * lies in the others is named by the patrol and judged by people.
 */
export async function sweepOrphans(deps: EngineDeps, graceMs = GRACE_MS): Promise<SweptOrphans> {
  const uploads = await sweepUploads(deps, graceMs)
  const sessions = await sweepSessions(deps, graceMs)
  const withdrawn = await sweepWithdrawn(deps, graceMs)
  const errands = await sweepErrands(deps, graceMs)
  const unnamed =
    (await sweepUnnamed(deps, 'intake', graceMs)) + (await sweepUnnamed(deps, 'derived', graceMs))
  const unfinished = (await deps.store.abortOrphans(graceMs)).length
  return { uploads, sessions, unnamed, unfinished, withdrawn, errands }
}

/** The row goes first: a file that is on its way into a record at this moment is taken or swept, never both. */
async function sweepUploads(deps: EngineDeps, graceMs: number): Promise<number> {
  let swept = 0
  for (;;) {
    const keys = await deleteUntakenUploads(deps.sql, { olderThanMs: graceMs, limit: PAGE })
    for (const key of keys) await deps.store.destroyAllVersions({ bucket: 'intake', key })
    deps.run.beat()
    swept += keys.length
    if (keys.length < PAGE) return swept
  }
}

/** The rows go first: a chunk that arrives at this moment finds no session, and its bytes are named by no row. */
async function sweepSessions(deps: EngineDeps, graceMs: number): Promise<number> {
  let swept = 0
  for (;;) {
    const { sessions, keys } = await deleteStaleSessions(deps.sql, {
      olderThanMs: graceMs,
      limit: PAGE,
    })
    for (const key of keys) await deps.store.destroyAllVersions({ bucket: 'intake', key })
    deps.run.beat()
    swept += sessions
    if (sessions < PAGE) return swept
  }
}

/** What a person asked for lapses after a day, with what was made. */
async function sweepErrands(deps: EngineDeps, graceMs: number): Promise<number> {
  const keys = await asEngine(deps, (tx) => deleteErrands(tx, graceMs))
  for (const key of keys) await deps.store.destroyAllVersions({ bucket: 'derived', key })
  deps.run.beat()
  return keys.length
}

/** Withdrawn files and the pictures of their pages leave by the delete gate: every version, read back, proved (ADR 23). */
async function sweepWithdrawn(deps: EngineDeps, graceMs: number): Promise<number> {
  let swept = 0
  let after = NO_ID
  for (;;) {
    const request = { olderThanMs: graceMs, after, limit: PAGE }
    const page = await asEngine(deps, (tx) => readWithdrawnCopies(tx, request))
    for (const { subjectId: recordId, ...copy } of page) {
      await destroyCopy(deps, { recordId, copy }, recordCopyDestroyed)
      deps.run.beat()
    }
    swept += page.length
    const last = page.at(-1)
    if (last === undefined || page.length < PAGE) return swept
    after = last.id
  }
}

/** Lists a bucket page by page and takes away what no row has named for a day: a put whose act never came. */
async function sweepUnnamed(
  deps: EngineDeps,
  bucket: 'intake' | 'derived',
  graceMs: number,
): Promise<number> {
  const beforeMs = (await deps.store.clockMs()) - graceMs
  let swept = 0
  let keys: string[] = []
  const flush = async (): Promise<void> => {
    const page = keys
    for (const key of await asEngine(deps, (tx) => readUnnamedKeys(tx, { bucket, keys: page }))) {
      await deps.store.destroyAllVersions({ bucket, key })
      swept += 1
    }
    keys = []
    deps.run.beat()
  }
  for await (const { key, modifiedMs } of deps.store.listVersions(bucket, '')) {
    if (modifiedMs < beforeMs) keys.push(key)
    if (keys.length >= PAGE) await flush()
  }
  await flush()
  return swept
}
