import type { RecordedEvent } from '#domain/events.ts'
import type { StreamKind } from '#domain/vocabulary.ts'
import type { Tx } from '#db/actor.ts'
import { eventColumns, eventPeople, type EventRow } from './events.ts'

/** An event as the fold takes it, and as it is shown. */
export interface HistoryEvent {
  readonly recorded: RecordedEvent
  readonly row: EventRow
  readonly position: number
  readonly streamKind: StreamKind
}

interface Stored extends EventRow {
  readonly streamKind: StreamKind
  readonly position: number
}

interface Personal {
  readonly seq: number
  readonly field: string
  readonly value: string | null
}

/** The whole history of one stream through the reader's eyes, oldest first. Personal values that were erased stay erased. */
export async function readHistory(tx: Tx, streamId: string): Promise<readonly HistoryEvent[]> {
  const [events, personal] = await Promise.all([
    tx<Stored[]>`
      select ${eventColumns(tx)}, e.stream_kind as "streamKind", e.position::float8 as position from event e ${eventPeople(tx)}
      where e.stream_id = ${streamId} order by e.seq`,
    tx<
      Personal[]
    >`select seq, field, value from event_private where stream_id = ${streamId} and value is not null`,
  ])
  const values = Map.groupBy(personal, ({ seq }) => seq)
  return events.map(({ streamKind, position, ...row }) => ({
    row,
    position,
    streamKind,
    recorded: recordedOf(row, { kind: streamKind, id: streamId }, values.get(row.seq) ?? []),
  }))
}

function recordedOf(
  { seq, type, canonical, hash }: EventRow,
  stream: RecordedEvent['stream'],
  personal: readonly Personal[],
): RecordedEvent {
  const { at, on, actor, data } = JSON.parse(canonical) as Pick<RecordedEvent, 'at' | 'on' | 'actor' | 'data'>
  const values = personal.flatMap(({ field, value }) => (value === null ? [] : [[field, value] as const]))
  return { stream, seq, type, at, on, actor, data, personal: Object.fromEntries(values), hash }
}
