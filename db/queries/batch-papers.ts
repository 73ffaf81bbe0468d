import type { PlainDate } from '#domain/dates.ts'
import type { Level } from '#domain/vocabulary.ts'
import type { Tx } from '#db/actor.ts'
import type { rowsFrom } from '#db/gate/rows.ts'

/** A batch as the gate would read it, and what its papers name. */
export interface BatchPapersRow {
  readonly rows: Parameters<typeof rowsFrom>[0]
  readonly fondsCode: string
  readonly fondsName: string
  readonly sender: string
  readonly siteName: string
  readonly today: PlainDate
  /** The day on which this round of packaging was begun. */
  readonly packagedOn: PlainDate
  readonly zone: string
  readonly compiler: string
}

/** Everything that the package and the papers of a batch say of it. */
export async function readBatchPapers(tx: Tx, batchId: string): Promise<BatchPapersRow | undefined> {
  const [row] = await tx<{ papers: BatchPapersRow }[]>`
    select jsonb_build_object(
      'rows', gate_rows_of(b.id, '{"items": true, "objects": true}'), 'fondsCode', f.code, 'fondsName', f.name_zh, 'sender', u.name_zh,
      'siteName', s.name_zh, 'today', archive_today(), 'zone', s.zone, 'packagedOn', (
        select e.canonical::jsonb->>'on' from event e where e.stream_id = b.id and e.type = 'place.moved'
          and e.canonical::jsonb->'data'->>'to' = 'package' order by e.seq desc limit 1), 'compiler', p.name_zh) as papers
    from transfer_batch b join fonds f on f.id = b.fonds_id join unit u on u.id = f.agency_unit_id join person p on p.id = b.compiled_by, site s
    where b.id = ${batchId}`
  return row?.papers
}

export interface SentActRow {
  readonly type: string
  readonly at: string
  readonly on: PlainDate
  readonly by: string
}

/** What was done with a record, as far as its metadata tells it, in its order. */
export async function readSentActs(
  tx: Tx,
  { recordId, types }: { readonly recordId: string; readonly types: readonly string[] },
): Promise<readonly SentActRow[]> {
  return await tx<SentActRow[]>`
    select e.type, e.canonical::jsonb->>'at' as at, e.canonical::jsonb->>'on' as on, p.name_zh as by
    from event e join person p on p.id = e.actor_id
    where e.stream_id = ${recordId} and e.type = any(${[...types]}) order by e.seq`
}

export interface SentRecordRow {
  readonly level: Level
  readonly creator: string
  /** On which its items were formed, in their order. */
  readonly days: readonly PlainDate[]
}

/** What a package says of a record beside what the batch keeps of it. */
export async function readSentRecord(
  tx: Tx,
  { recordId, formingUnitId }: { readonly recordId: string; readonly formingUnitId: string },
): Promise<SentRecordRow | undefined> {
  const [row] = await tx<SentRecordRow[]>`
    select r.level, coalesce((select u.name_zh from unit u where u.id = ${formingUnitId}), '') as creator,
      array(select i.formed_on::text from record_item i
        where i.record_id = r.id and i.withdrawn_note is null order by i.position) as days
    from record r where r.id = ${recordId}`
  return row
}
