import { recordCopyDestroyed } from '#domain/acts/destroy-record.ts'
import type { ObjectCopyRow } from '#domain/state.ts'
import { deleteErrands } from '#db/queries/errands.ts'
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
    const rows = await deps.sql<{ key: string }[]>`
      delete from upload where taken_by is null and id in (
        select id from upload where taken_by is null and received_at < now() - ${graceMs} * interval '1 millisecond' order by received_at limit ${PAGE})
      returning key`
    for (const { key } of rows) await deps.store.destroyAllVersions({ bucket: 'intake', key })
    deps.run.beat()
    swept += rows.length
    if (rows.length < PAGE) return swept
  }
}

/** The rows go first: a chunk that arrives at this moment finds no session, and its bytes are named by no row. */
async function sweepSessions(deps: EngineDeps, graceMs: number): Promise<number> {
  let swept = 0
  for (;;) {
    const { sessions, keys } = await forgetSessions(deps, graceMs)
    for (const key of keys) await deps.store.destroyAllVersions({ bucket: 'intake', key })
    deps.run.beat()
    swept += sessions
    if (sessions < PAGE) return swept
  }
}

async function forgetSessions(
  { sql }: EngineDeps,
  graceMs: number,
): Promise<{ readonly sessions: number; readonly keys: readonly string[] }> {
  return await sql.begin(async (tx) => {
    const ids = await tx<{ id: string }[]>`
      select id from upload_session where begun_at < now() - ${graceMs} * interval '1 millisecond'
      order by begun_at limit ${PAGE} for update skip locked`
    const sessions = ids.map(({ id }) => id)
    const parts = await tx<{ key: string }[]>`
      delete from upload_part where session_id = any(${sessions}::uuid[]) returning key`
    await tx`delete from upload_session where id = any(${sessions}::uuid[])`
    return { sessions: sessions.length, keys: parts.map(({ key }) => key) }
  })
}

/** What a person asked for lapses after a day, with what was made. */
async function sweepErrands(deps: EngineDeps, graceMs: number): Promise<number> {
  const keys = await asEngine(deps, (tx) => deleteErrands(tx, graceMs))
  for (const key of keys) await deps.store.destroyAllVersions({ bucket: 'derived', key })
  deps.run.beat()
  return keys.length
}

/** Withdrawn files and the pictures of their pages leave by the delete gate: every version, read back, proved (DESIGN 2.5). */
async function sweepWithdrawn(deps: EngineDeps, graceMs: number): Promise<number> {
  let swept = 0
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const page = await withdrawnCopies(deps, { graceMs, after })
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

type WithdrawnCopy = Pick<ObjectCopyRow, 'id' | 'subjectId' | 'bucket' | 'key'>

async function withdrawnCopies(
  deps: EngineDeps,
  { graceMs, after }: { readonly graceMs: number; readonly after: string },
): Promise<readonly WithdrawnCopy[]> {
  return asEngine(
    deps,
    (tx) => tx<WithdrawnCopy[]>`
    select c.id, c.subject_id as "subjectId", c.bucket, c.key from object_copy c join digital_object o on o.id = c.object_id
      left join digital_object source on source.id = o.derived_from
    where c.state = 'stored' and c.bucket in ('intake', 'derived') and c.id > ${after}
      and coalesce(o.withdrawn_at, source.withdrawn_at) < now() - ${graceMs} * interval '1 millisecond' order by c.id limit ${PAGE}`,
  )
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
    for (const key of await unnamedOf(deps, bucket, keys)) {
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

async function unnamedOf(
  deps: EngineDeps,
  bucket: 'intake' | 'derived',
  keys: readonly string[],
): Promise<readonly string[]> {
  if (keys.length === 0) return []
  const rows = await asEngine(
    deps,
    (tx) => tx<{ key: string }[]>`
    select k.key from unnest(${[...keys]}::text[]) as k(key)
    where not exists (select 1 from object_copy c where c.bucket = ${bucket} and c.key = k.key and c.state = 'stored')
      and not exists (select 1 from upload u where u.key = k.key and u.taken_by is null)
      and not exists (select 1 from upload_part p where p.key = k.key)
      and not exists (select 1 from errand e cross join lateral jsonb_array_elements(e.result->'forms') f where f->>'key' = k.key)`,
  )
  return rows.map(({ key }) => key)
}
