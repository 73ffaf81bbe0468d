import { PROJECTED_TABLES, type TableName } from '#domain/state.ts'
import { columnsOf, usualColumnsOf } from './tables.ts'

/** Tables that almost every act writes; the others are looked at only where an act says that it has some. */
const HOT = ['record', 'task'] as const satisfies readonly TableName[]

/**
 * `gate_apply(act)`: the one function that may change a record (ADR 4). It looks through the actor's eyes, appends to the streams
 * (`gate_append`: versions and hashes), and writes command, rows and outbox. Built from the schema, so that a new column cannot be
 * forgotten here. Answers `{kind: 'ok'}`, or `{kind: 'stale', what}` when something moved; SQLSTATE EV001 means stale as well.
 *
 * What an act has none of costs it one comparison: each expression of plpgsql is made ready anew in every transaction, and the seventy
 * that ask for rarely written tables took a quarter of the commit.
 */
export function applyFunctionSql(): string {
  return `${writeFunctionSql()}\n${HEAD}\n${HOT.map(changeSql).join('\n')}\n${insertSql('task')}\n${TAIL}`
}

/** `gate_write(inserts, updates)`: whole rows of any table, in the order in which they rest on each other. */
function writeFunctionSql(): string {
  const writes = PROJECTED_TABLES.flatMap((table) => [
    updateSql(table),
    table === 'task' ? '' : insertSql(table),
  ])
  return `create or replace function gate_write(inserts jsonb, updates jsonb) returns void language plpgsql as $gate$
declare
  rows jsonb;
  written int;
begin
${writes.filter((sql) => sql !== '').join('\n')}
end $gate$;`
}

function insertSql(table: TableName): string {
  const { sqlName, columns } = columnsOf(table)
  const names = [...columns.values()].join(', ')
  return `  if inserts ? '${sqlName}' then
    insert into ${sqlName} (${names}) select ${names} from jsonb_populate_recordset(null::public.${sqlName}, inserts->'${sqlName}');
  end if;`
}

/** One row is found by its key whatever the planner believes; many, such as those of a page, are joined. */
function changeSql(table: TableName): string {
  const { sqlName } = columnsOf(table)
  const sets = [...usualColumnsOf(table).values()]
    .map(({ name, type }) => `${name} = (r->>'${name}')::${type}`)
    .join(', ')
  return `  if changes ? '${sqlName}' then
    rows := changes->'${sqlName}';
    if jsonb_array_length(rows) = 1 then
      r := rows->0;
      update ${sqlName} set ${sets} where id = (r->>'id')::uuid;
    else
      update ${sqlName} t set ${sets.replaceAll('r->>', 'x.v->>')} from jsonb_array_elements(rows) x(v) where t.id = (x.v->>'id')::uuid;
    end if;
${asManySql(sqlName)}
  end if;`
}

function updateSql(table: TableName): string {
  const { sqlName, columns } = columnsOf(table)
  if (!columns.has('id')) return ''
  const sets = [...columns.values()]
    .filter((name) => name !== 'id')
    .map((name) => `${name} = x.${name}`)
    .join(', ')
  return `  if updates ? '${sqlName}' then
    rows := updates->'${sqlName}';
    if jsonb_array_length(rows) = 1 then
      update ${sqlName} t set ${sets} from jsonb_populate_record(null::public.${sqlName}, rows->0) x where t.id = (rows->0->>'id')::uuid;
    else
      update ${sqlName} t set ${sets} from jsonb_populate_recordset(null::public.${sqlName}, rows) x where t.id = x.id;
    end if;
${asManySql(sqlName)}
  end if;`
}

function asManySql(sqlName: string): string {
  return `    get diagnostics written = row_count;
    if written <> jsonb_array_length(rows) then
      raise exception 'gate: % of % rows of ${sqlName} written', written, jsonb_array_length(rows);
    end if;`
}

const HEAD = `create or replace function gate_apply(p jsonb) returns jsonb
language plpgsql security definer set search_path = public, pg_temp as $gate$
declare
  actor jsonb;
  of_site site;
  actor_id uuid := (p->>'actor')::uuid;
  inserts jsonb := coalesce(p->'insert', '{}');
  updates jsonb := coalesce(p->'update', '{}');
  changes jsonb := coalesce(p->'change', '{}');
  c jsonb := p->'command';
  r jsonb;
  rows jsonb;
  written int;
  stale text;
  done text;
begin
  -- Whoever is leaving acts no more once the leave has this lock for itself, and until then the leave waits (gate_administer).
  done := pg_advisory_xact_lock_shared(hashtextextended(p->>'actor', 7304117));
  -- By the rights of the day on which it was decided, which is the day of its events; their version must still be the same.
  actor := scope_to(actor_id, (p->>'today')::date);
  if actor is null or (actor->>'rightsVersion')::int <> (p->>'rightsVersion')::int then
    return jsonb_build_object('kind', 'stale', 'what', 'rights');
  end if;
  -- What the facts would have said of who acts, of the day and of the reference, where none were read.
  if p ? 'kept' then
    select * into of_site from site;
    if gate_principal(p->'kept'->'principal') is distinct from actor_id or archive_day(of_site) <> (p->>'today')::date
      or of_site.reference_epoch <> (p->'kept'->>'referenceEpoch')::int then
      return jsonb_build_object('kind', 'stale', 'what', 'kept');
    end if;
  end if;
  stale := gate_append(p->'streams', '{record,disposal-list,transfer-batch,import,schedule,site,person,standing-hold}', actor_id);
  if stale is not null then
    return jsonb_build_object('kind', 'stale', 'what', stale);
  end if;
  insert into command (principal_id, key, id, name, body_hash, answer)
    values (actor_id, c->>'key', (c->>'id')::uuid, c->>'name', c->>'bodyHash', c->'answer') on conflict do nothing;
  if not found then
    raise exception sqlstate 'EV001' using message = 'the key was used meanwhile';
  end if;`

const TAIL = `  if updates <> '{}' or inserts - 'task' <> '{}' then
    perform gate_write(inserts, updates);
  end if;
  if p - '{actor,today,kept,rightsVersion,traceId,command,streams,insert,update,change,nudge,after}'::text[] <> '{}' then
    perform gate_beside(p);
  end if;
  if p ? 'nudge' then
    insert into outbox (subject_kind, subject_id, seq, trace_id, due_at)
      select v->>'kind', (v->>'id')::uuid, (v->>'seq')::int, p->>'traceId', now() + (v->>'restMs')::int * interval '1 millisecond' from jsonb_array_elements(p->'nudge') v;
  end if;
  if p ? 'after' then
    done := set_config('everfile.acting', '', true);
    done := set_config('everfile.locked', '', true);
    return jsonb_build_object('kind', 'ok', 'after', after_act(actor_id, (p->>'after')::uuid));
  end if;
  return jsonb_build_object('kind', 'ok');
end $gate$;`
