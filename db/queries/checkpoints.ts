import type { PlainDate } from '#domain/dates.ts'
import type { StreamKind } from '#domain/vocabulary.ts'
import type { Tx } from '#db/actor.ts'
import type { Sql } from '#db/client.ts'
import { countedPage, readPage, type CountedPage, type PageRequest } from './page.ts'
import { readTotal } from './total.ts'

export interface CheckpointRow {
  readonly number: number
  readonly on: PlainDate
  readonly treeSize: number
  readonly root: Buffer
  readonly peaks: Buffer
  readonly throughPosition: number
  readonly publicKey: Buffer
  readonly note: string
  readonly noteKey: string
  readonly noteVersion: string | null
  readonly leavesKey: string
  readonly leavesVersion: string | null
  readonly leavesSha256: string
  readonly madeAt: Date
}

/** An event as the log sees it: its place, and the hash that is the entry of the tree. */
export interface LeafRow {
  readonly position: number
  readonly streamKind: StreamKind
  readonly streamId: string
  readonly seq: number
  readonly hash: Buffer
}

function columns(sql: Sql | Tx) {
  return sql`number, on_date::text as "on", tree_size::float8 as "treeSize", root, peaks, through_position::float8 as "throughPosition",
    public_key as "publicKey", note, note_key as "noteKey", note_version as "noteVersion", leaves_key as "leavesKey",
    leaves_version as "leavesVersion", leaves_sha256 as "leavesSha256", made_at as "madeAt"`
}

export async function readLatestCheckpoint(sql: Sql | Tx): Promise<CheckpointRow | undefined> {
  const [row] = await sql<
    CheckpointRow[]
  >`select ${columns(sql)} from checkpoint order by number desc limit 1`
  return row
}

/** In the order of their numbers, after one. */
export async function readCheckpointsAfter(
  sql: Sql | Tx,
  number: number,
  limit: number,
): Promise<readonly CheckpointRow[]> {
  return await sql<
    CheckpointRow[]
  >`select ${columns(sql)} from checkpoint where number > ${number} order by number limit ${limit}`
}

/** Newest first. */
export async function readCheckpoints(tx: Tx, request: PageRequest): Promise<CountedPage<CheckpointRow>> {
  const page = readPage<CheckpointRow>(tx, request, {
    direction: 'desc',
    key: { number: [tx`number`, 'int'] },
    rows: ({ beyond, by, limit }) =>
      tx<
        CheckpointRow[]
      >`select ${columns(tx)} from checkpoint where true ${beyond} order by ${by} limit ${limit}`,
  })
  return await countedPage(page, readTotal(tx, tx`select 1 from checkpoint`))
}

/** Events after one position up to another, in order, through the reader's eyes. */
export async function readLeaves(
  tx: Tx,
  range: { readonly after: number; readonly through: number; readonly limit: number },
): Promise<readonly LeafRow[]> {
  return await tx<LeafRow[]>`
    select position::float8 as position, stream_kind as "streamKind", stream_id as "streamId", seq, hash from event
    where position > ${range.after} and position <= ${range.through} order by position limit ${range.limit}`
}

export type NewCheckpoint = Omit<CheckpointRow, 'madeAt'>

/** Adds the next checkpoint; false when another process was quicker with that number. */
export async function insertCheckpoint(sql: Sql | Tx, row: NewCheckpoint): Promise<boolean> {
  const added = await sql`
    insert into checkpoint (number, on_date, tree_size, root, peaks, through_position, public_key, note, note_key, note_version, leaves_key, leaves_version, leaves_sha256)
    values (${row.number}, ${row.on}, ${row.treeSize}, ${row.root}, ${row.peaks}, ${row.throughPosition}, ${row.publicKey}, ${row.note},
      ${row.noteKey}, ${row.noteVersion}, ${row.leavesKey}, ${row.leavesVersion}, ${row.leavesSha256})
    on conflict (number) do nothing`
  return added.count === 1
}
