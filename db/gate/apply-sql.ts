import { PROJECTED_TABLES, type TableName } from '#domain/state.ts'
import { columnsOf, usualColumnsOf } from './tables.ts'

/** Tables that almost every act writes; the others are looked at only where an act says that it has some. */
const HOT = ['record', 'task'] as const satisfies readonly TableName[]

/**
 * `gate_apply(act)`: the one function that may change a record (ADR 4). It looks through the actor's eyes, appends to the streams
 * (`gate_append`: versions and hashes), and writes command, rows and outbox. Built from the schema, so that a new column cannot be
 * forgotten here. Answers `{kind: 'ok'}`, or `{kind: 'stale', what}` when something moved; SQLSTATE EV001 means stale as well.
 *
 * Each expression of plpgsql is made ready anew in every transaction, and costs more than what it says. So what most acts write is asked
 * for by itself (one record, one task, new tasks), and everything else together, as the rest of the act.
 */
export function applyFunctionSql(): string {
  return `${writeFunctionSql()}\n${HEAD}\n${HOT.map(changeSql).join('\n')}\n${TASKS}\n${REST}\n${TAIL}`
}

/** `gate_write(inserts, updates)`: whole rows of any table, in the order in which they rest on each other. */
function writeFunctionSql(): string {
  const writes = PROJECTED_TABLES.flatMap((table) => [updateSql(table), insertSql(table)])
  return `create or replace function gate_write(inserts jsonb, updates jsonb) returns void language plpgsql as $gate$
declare
  rows jsonb;
  written int;
begin
${writes.filter((sql) => sql !== '').join('\n')}
end $gate$;`
}

function insertSql(table: TableName): string {
  const { sqlName } = columnsOf(table)
  return `  if inserts ? '${sqlName}' then
    ${insertRowsSql(table, `inserts->'${sqlName}'`)}
  end if;`
}

function insertRowsSql(table: TableName, rows: string): string {
  const { sqlName, columns } = columnsOf(table)
  const names = [...columns.values()].join(', ')
  return `insert into ${sqlName} (${names}) select ${names} from jsonb_populate_recordset(null::public.${sqlName}, ${rows});`
}

/** One row is found by its key whatever the planner believes. */
function changeSql(table: TableName): string {
  const { sqlName } = columnsOf(table)
  return `  r := p->'${sqlName}';
  if r is not null then
    update ${sqlName} set ${usualSetsOf(table, 'r')} where id = (r->>'id')::uuid;
    if not found then
      raise exception 'gate: a row of ${sqlName} was not written';
    end if;
  end if;`
}

/** Many, such as those of a page, are joined. */
function changeManySql(table: TableName): string {
  const { sqlName } = columnsOf(table)
  return `    if r->'change' ? '${sqlName}' then
      rows := r->'change'->'${sqlName}';
      update ${sqlName} t set ${usualSetsOf(table, 'x.v')} from jsonb_array_elements(rows) x(v) where t.id = (x.v->>'id')::uuid;
${asManySql(sqlName)}
    end if;`
}

function usualSetsOf(table: TableName, row: string): string {
  return [...usualColumnsOf(table).values()]
    .map(({ name, type }) => `${name} = (${row}->>'${name}')::${type}`)
    .join(', ')
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
  of_site site;
  actor_id uuid := (p->>'actor')::uuid;
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
  if ((scope_to(actor_id, (p->>'today')::date)->>'rightsVersion')::int = (p->>'rightsVersion')::int) is not true then
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

const TASKS = `  if p ? 'tasks' then
    ${insertRowsSql('task', `p->'tasks'`)}
  end if;`

const REST = `  r := p->'rest';
  if r is not null then
${HOT.map(changeManySql).join('\n')}
    perform gate_write(coalesce(r->'insert', '{}'), coalesce(r->'update', '{}'));
    perform gate_beside(r || jsonb_build_object('actor', actor_id));
  end if;`

const TAIL = `  if p ? 'nudge' then
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
