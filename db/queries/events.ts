import type { EventType } from '#domain/vocabulary.ts'
import type { Tx } from '#db/actor.ts'
import { countedPage, readPage, type CountedPage, type PageRequest } from './page.ts'
import { totalOf, type Total } from './total.ts'

export interface EventRow {
  readonly seq: number
  readonly type: EventType
  /** Canonical JSON as it was hashed. */
  readonly canonical: string
  readonly hash: string
  readonly actorId: string
  readonly actorZh: string
  readonly actorEn: string
  /** For whose post the actor acted, as a deputy; null when it was their own. */
  readonly behalfId: string | null
  readonly behalfZh: string | null
  readonly behalfEn: string | null
}

/** What is read of every event `e`, with the names that `eventPeople` joins. */
export function eventColumns(tx: Tx) {
  return tx`e.seq, e.type, e.canonical, encode(e.hash, 'hex') as hash, e.actor_id as "actorId", p.name_zh as "actorZh", p.name_en as "actorEn",
    b.id as "behalfId", b.name_zh as "behalfZh", b.name_en as "behalfEn"`
}

/** Who acted, and for whom. */
export function eventPeople(tx: Tx) {
  return tx`join person p on p.id = e.actor_id left join person b on b.id = (e.canonical::jsonb->>'onBehalfOf')::uuid`
}

/** The history of a record or list, newest first. */
export async function readEvents(
  tx: Tx,
  streamId: string,
  request: PageRequest,
): Promise<CountedPage<EventRow>> {
  const page = readPage<EventRow>(tx, request, {
    direction: 'desc',
    key: { seq: [tx`e.seq`, 'int'] },
    rows: ({ beyond, by, limit }) => tx<EventRow[]>`
      select ${eventColumns(tx)} from event e ${eventPeople(tx)}
      where e.stream_id = ${streamId} ${beyond} order by ${by} limit ${limit}`,
  })
  return await countedPage(page, countEvents(tx, streamId))
}

/** Events of a stream are numbered without gaps, so that the last number is their count. */
async function countEvents(tx: Tx, streamId: string): Promise<Total> {
  const [row] = await tx<
    { n: number }[]
  >`select coalesce(max(seq), 0)::int as n from event where stream_id = ${streamId}`
  return totalOf(row?.n ?? 0)
}

/** What people did with it last: the steps and who took them, oldest first. */
export async function readLatestSteps(tx: Tx, streamId: string, limit: number): Promise<readonly EventRow[]> {
  const rows = await tx<EventRow[]>`
    select ${eventColumns(tx)} from event e ${eventPeople(tx)}
    where e.stream_id = ${streamId} and e.type not in ('task.opened', 'task.claimed', 'task.released', 'copy.destroyed', 'comment.added')
    order by e.seq desc limit ${limit}`
  return rows.toReversed()
}

/** Events of some types of one stream, in order. */
export async function readEventsOf(
  tx: Tx,
  streamId: string,
  types: readonly EventType[],
): Promise<readonly EventRow[]> {
  return await tx<EventRow[]>`
    select ${eventColumns(tx)} from event e ${eventPeople(tx)}
    where e.stream_id = ${streamId} and e.type = any(${[...types]}::text[]) order by e.seq limit 2000`
}
