import type { Shape } from '#domain/export-xml.ts'
import type { Rows } from '#domain/state.ts'
import type { Tx } from '#db/actor.ts'
import type { Sql } from '#db/client.ts'
import { toSql } from '#db/gate/rows.ts'
import { FOLDED_TABLES, namesOf, shapeOfTable } from '#db/gate/shapes.ts'
import type { ActRow, ExportedEvent, ExportedPersonal } from './export.ts'

/** Whether a database has the form of this version and nobody has founded a site in it. */
export async function readEmptiness(admin: Sql): Promise<'empty' | 'founded' | 'no-form'> {
  const [known] = await admin<{ isMade: boolean }[]>`
    select to_regclass('public.event') is not null as "isMade"`
  if (known?.isMade !== true) return 'no-form'
  const [row] = await admin<{ isEmpty: boolean }[]>`
    select not exists (select 1 from event) and not exists (select 1 from site) as "isEmpty"`
  return row?.isEmpty === true ? 'empty' : 'founded'
}

/**
 * The histories come as they were, whatever a guard would say of a new act: a unit that has ended since, a schedule that is in force. What
 * they fold into is compared with them afterwards, by `everfile verify`. Only a superuser may ask for it.
 */
export async function setGuardsAside(tx: Tx): Promise<void> {
  await tx`set local session_replication_role = replica`
  await tx`set local statement_timeout = 0`
}

export async function insertHistory(
  tx: Tx,
  events: readonly (ExportedEvent & { readonly actorId: string })[],
  personal: readonly ExportedPersonal[],
): Promise<void> {
  await tx`
    insert into event (stream_id, seq, stream_kind, type, actor_id, canonical, hash, position)
    select e."streamId", e.seq, e."streamKind", e.type, e."actorId", e.canonical, decode(e.hash, 'hex'), e.position
    from jsonb_to_recordset(${tx.json(events as never)}) as e("streamId" uuid, seq int, "streamKind" text, type text, "actorId" uuid,
      canonical text, hash text, position bigint)`
  if (personal.length > 0)
    await tx`
      insert into event_private (stream_id, seq, field, salt, value)
      select p."streamId", p.seq, p.field, p.salt, p.value
      from jsonb_to_recordset(${tx.json(personal as never)}) as p("streamId" uuid, seq int, field text, salt text, value text)`
}

/** Columns that no event states and that must hold something: a key whose secret was not exported opens nothing, and the clock is set at the end. */
const WITHOUT_EVENTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  api_key: { secret_hash: '' },
  site: { latest_on: '1970-01-01' },
}

/** What one history folds into. Versions of schedules that came with the product stand already, and become what the history says. */
export async function insertFolded(tx: Tx, rows: Rows): Promise<void> {
  for (const table of FOLDED_TABLES) {
    const known = rows.all(table).map((row) => toSql(table, row))
    if (known.length > 0) await insertRows(tx, namesOf(shapeOfTable(table)), known)
  }
}

/** What comes with the product, and may have a history as well. */
const STANDING_ALREADY: ReadonlySet<string> = new Set(['schedule_version', 'schedule_row'])

type Named = ReturnType<typeof namesOf>

async function insertRows(
  tx: Tx,
  { table, columns }: Named,
  rows: readonly Readonly<Record<string, unknown>>[],
): Promise<void> {
  const more = WITHOUT_EVENTS[table] ?? {}
  const names = tx([...columns.values(), ...Object.keys(more)])
  const given = rows.map((row) => ({ ...row, ...more }))
  if (STANDING_ALREADY.has(table))
    await tx`delete from ${tx(table)} where id = any(${rows.map(({ id }) => String(id))}::uuid[])`
  await tx`
    insert into ${tx(table)} (${names}) select ${names}
    from jsonb_populate_recordset(null::public.${tx(table)}, ${tx.json(given as never)})`
}

/** A table that no event states, as the site had it: what came with the product here gives way. */
export async function replaceTable(
  tx: Tx,
  shape: Shape,
  rows: readonly Readonly<Record<string, unknown>>[],
): Promise<void> {
  await tx`delete from ${tx(namesOf(shape).table)}`
  await insertTable(tx, shape, rows)
}

/** Rows of a table that no event states, beside those that are there. */
export async function insertTable(
  tx: Tx,
  shape: Shape,
  rows: readonly Readonly<Record<string, unknown>>[],
): Promise<void> {
  const named = namesOf(shape)
  const known = rows.map((row) =>
    Object.fromEntries([...named.columns].map(([name, column]) => [column, row[name] ?? null])),
  )
  if (known.length > 0) await insertRows(tx, named, known)
}

/** Acts that events name; others left no trace that came along. */
export async function insertActs(tx: Tx, acts: readonly ActRow[]): Promise<void> {
  await tx`
    insert into command (principal_id, key, id, name, body_hash, answer, accepted_at)
    select a."principalId", a.key, a.id, a.name, a."bodyHash", a.answer, a."acceptedAt"
    from jsonb_to_recordset(${tx.json(acts as never)}) as a("principalId" uuid, key text, id uuid, name text, "bodyHash" text, answer jsonb,
      "acceptedAt" timestamptz)`
}

interface SiteHead {
  readonly seq: number
  readonly hash: string
  readonly clockAheadMs: number
  readonly latestOn: string
}

/** What stands beside the events: heads, clock, families of classes, the next position of the log. */
export async function finishRestore(tx: Tx, { seq, hash, clockAheadMs, latestOn }: SiteHead): Promise<void> {
  await tx`delete from command c where not exists (
    select 1 from (select distinct (canonical::jsonb->>'command')::uuid as id from event) e where e.id = c.id)`
  await tx`update site set version = ${seq}, head_hash = ${hash}, latest_on = ${latestOn}::date,
    clock_ahead = make_interval(secs => ${clockAheadMs} / 1000.0)`
  await tx`update record r set family = coalesce((select c.family from record_class c where c.code = r.class_code), '')`
  await tx`update disposal_list l set families = array(select distinct r.family from disposal_list_item i join record r on r.id = i.record_id where i.subject_id = l.id)`
  await tx`update transfer_batch b set families = array(select distinct r.family from transfer_batch_item i join record r on r.id = i.record_id where i.subject_id = b.id)`
  await tx`update import_batch b set families = array(
    select c.family from record_class c where c.code = b.class_code union select r.family from record r where r.import_id = b.id)`
  await tx`select setval('event_position_seq', (select max(position) from event))`
}
