import { getTableColumns, getTableName } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { PROJECTED_TABLES, type RowTypes, type TableName } from '#domain/state.ts'
import * as accounts from '#db/schema/account.ts'
import * as codes from '#db/schema/codes.ts'
import * as desk from '#db/schema/desk.ts'
import * as objects from '#db/schema/digital-object.ts'
import * as lists from '#db/schema/disposal-list.ts'
import * as organisation from '#db/schema/organisation.ts'
import * as paper from '#db/schema/paper.ts'
import * as records from '#db/schema/record.ts'
import * as bulk from '#db/schema/bulk.ts'
import * as imports from '#db/schema/import.ts'
import * as rules from '#db/schema/rules.ts'
import { site } from '#db/schema/site.ts'
import * as structure from '#db/schema/structure.ts'
import * as tasks from '#db/schema/task.ts'
import * as batches from '#db/schema/transfer-batch.ts'

const TABLES: { readonly [T in TableName]: PgTable } = {
  record: records.record,
  disposalList: lists.disposalList,
  task: tasks.task,
  job: tasks.job,
  hold: tasks.hold,
  trigger: tasks.trigger,
  digitalObject: objects.digitalObject,
  objectCopy: objects.objectCopy,
  recordItem: records.recordItem,
  recordMetadata: records.recordMetadata,
  formerCode: codes.formerCode,
  scanPass: paper.scanPass,
  placement: paper.placement,
  registerEntry: lists.registerEntry,
  disposalListItem: lists.disposalListItem,
  disposalOpinion: lists.disposalOpinion,
  transferBatch: batches.transferBatch,
  transferBatchItem: batches.transferBatchItem,
  transferCheck: batches.transferCheck,
  scheduleVersion: rules.scheduleVersion,
  scheduleRow: rules.scheduleRow,
  bulkJob: bulk.bulkJob,
  importBatch: imports.importBatch,
  site,
  unit: organisation.unit,
  unitName: organisation.unitName,
  fonds: organisation.fonds,
  fondsSuccession: organisation.fondsSuccession,
  person: organisation.person,
  post: organisation.post,
  deputy: desk.deputy,
  identity: accounts.identity,
  classGrant: organisation.classGrant,
  accessGrant: organisation.accessGrant,
  postHandOver: organisation.postHandOver,
  scheme: structure.scheme,
  schemeClass: structure.schemeClass,
  classCadence: structure.classCadence,
  crosswalk: structure.crosswalk,
  filingStatement: structure.filingStatement,
  filingAlert: structure.filingAlert,
  accountabilityCase: structure.accountabilityCase,
  codeReservation: codes.codeReservation,
  codeExplanation: codes.codeExplanation,
}

/** Columns that no event states: the clock and the head of the site's own history, counters, a person's choice of language, the family of a class. */
const BESIDE_EVENTS: { readonly [T in TableName]?: readonly string[] } = {
  site: ['version', 'headHash', 'clockAhead', 'latestOn', 'clockMovedAt', 'referenceEpoch'],
  scheduleVersion: ['loadedAt'],
  record: ['family'],
  disposalList: ['families'],
  transferBatch: ['families'],
  fonds: ['holdEpoch'],
  person: ['rightsVersion', 'locale'],
}

/** Table and column names of a projected table: code name to SQL name, from the one schema. */
export function columnsOf(table: TableName): {
  readonly sqlName: string
  readonly columns: ReadonlyMap<string, string>
} {
  const columns = Object.entries(getTableColumns(TABLES[table]))
    .filter(([name]) => BESIDE_EVENTS[table]?.includes(name) !== true)
    .map(([name, column]) => [name, column.name] as const)
  return { sqlName: getTableName(TABLES[table]), columns: new Map(columns) }
}

/**
 * `gate_apply(act)`: the one function that may change a record (DESIGN 2.1). It looks through the actor's eyes,
 * compares under the row lock every version that the decision rested on, recomputes the hashes, and writes command,
 * events, rows and outbox. Built from the schema, so that a new column cannot be forgotten here.
 * Answers `{kind: 'ok'}`, or `{kind: 'stale', what}` when something moved; SQLSTATE EV001 means stale as well.
 */
export function applyFunctionSql(): string {
  const writes = PROJECTED_TABLES.flatMap((table) => [
    changeSql(table),
    updateSql(table),
    insertSql(table),
  ]).filter((sql) => sql !== '')
  return `${HEAD}\n${writes.join('\n')}\n${TAIL}`
}

function insertSql(table: TableName): string {
  const { sqlName, columns } = columnsOf(table)
  const names = [...columns.values()].join(', ')
  return `  if inserts ? '${sqlName}' then
    insert into ${sqlName} (${names}) select ${names} from jsonb_populate_recordset(null::public.${sqlName}, inserts->'${sqlName}');
  end if;`
}

/** What most acts change of a row, and nothing else: a narrow update costs a third of a whole one. */
const USUAL: { readonly [T in TableName]?: readonly (keyof RowTypes[T] & string)[] } = {
  record: ['version', 'headHash', 'placeStep', 'placeRound', 'placeVersion', 'openGroups', 'wakeOn'],
  task: ['state', 'assigneeId', 'claimedAt', 'completedAt', 'completedBy', 'outcome', 'lookOn'],
}

/** Names of the columns that a narrow update writes; empty where a table has none. */
export function usualColumnsOf(table: TableName): readonly string[] {
  return USUAL[table] ?? []
}

function changeSql(table: TableName): string {
  const { sqlName } = columnsOf(table)
  const columns = Object.entries(getTableColumns(TABLES[table])).filter(
    ([name]) => name === 'id' || usualColumnsOf(table).includes(name),
  )
  if (columns.length < 2) return ''
  const typed = columns.map(([, column]) => `${column.name} ${column.getSQLType()}`).join(', ')
  const sets = columns
    .filter(([name]) => name !== 'id')
    .map(([, column]) => `${column.name} = x.${column.name}`)
    .join(', ')
  return `  if changes ? '${sqlName}' then
    update ${sqlName} t set ${sets} from jsonb_to_recordset(changes->'${sqlName}') as x(${typed}) where t.id = x.id;
    get diagnostics written = row_count;
    if written <> jsonb_array_length(changes->'${sqlName}') then
      raise exception 'gate: % of % rows of ${sqlName} written', written, jsonb_array_length(changes->'${sqlName}');
    end if;
  end if;`
}

/** One row is found by its key whatever the planner believes; many, such as the items of a list, are joined. */
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
    get diagnostics written = row_count;
    if written <> jsonb_array_length(rows) then
      raise exception 'gate: % of % rows of ${sqlName} written', written, jsonb_array_length(rows);
    end if;
  end if;`
}

/** All changes of who works here and where wait for each other; a person's own history is one of them. */
export const ADMINISTRATION_LOCK = 'perform pg_advisory_xact_lock(7304116);'

const HEAD = `create or replace function gate_apply(p jsonb) returns jsonb
language plpgsql security definer set search_path = public, pg_temp as $gate$
declare
  actor jsonb := gate_scope((p->>'actor')::uuid);
  ids uuid[] := '{}';
  streams jsonb := p->'streams';
  inserts jsonb := p->'insert';
  updates jsonb := p->'update';
  changes jsonb := p->'change';
  s jsonb;
  events jsonb;
  rows jsonb;
  stream uuid;
  is_seen boolean;
  is_page boolean;
  head bytea;
  at_version int;
  at_head text;
  written int;
  done text;
begin
  if actor is null or (actor->>'rightsVersion')::int <> (p->>'rightsVersion')::int then
    return jsonb_build_object('kind', 'stale', 'what', 'rights');
  end if;

  -- A page of known records, as a re-dating brings it: seen, locked in the order of their ids, compared and hashed in one statement each.
  is_page := jsonb_array_length(streams) > 20 and not exists (
    select 1 from jsonb_to_recordset(streams) as x(kind text, version int) where x.kind <> 'record' or x.version = 0);
  if is_page then
    ids := array(select (v->>'id')::uuid from jsonb_array_elements(streams) with ordinality t(v, n) order by n);
    if ids <> array(select distinct i from unnest(ids) i order by i) then
      raise exception 'gate: the streams do not come in the order of their ids';
    end if;
    select count(*) into written from record where id = any(ids);
    if written <> cardinality(ids) then
      return jsonb_build_object('kind', 'stale', 'what', 'seen');
    end if;
    done := set_config('everfile.acting', ids::text, true);
    with locked as (select r.id, r.version, r.head_hash from record r where r.id = any(ids) order by r.id for update),
      told as (select x.id, x.version, x.events from jsonb_to_recordset(streams) as x(id uuid, version int, events jsonb)),
      chained as (
        select coalesce(lag(e.v->>'hash') over (partition by t.id order by e.n), l.head_hash) as prior, e.v->>'canonical' as canonical, e.v->>'hash' as hash
        from told t join locked l on l.id = t.id and l.version = t.version cross join lateral jsonb_array_elements(t.events) with ordinality e(v, n))
    select (select count(*) from told t join locked l on l.id = t.id and l.version = t.version),
        (select count(*) from chained c where encode(sha256(decode(c.prior, 'hex') || convert_to(c.canonical, 'UTF8')), 'hex') <> c.hash)
      into at_version, written;
    if at_version <> cardinality(ids) then
      return jsonb_build_object('kind', 'stale', 'what', 'page');
    end if;
    if written > 0 then
      raise exception 'gate: % hashes do not follow from their chains', written;
    end if;
  else
    -- Only what the actor can see may be locked, and only what is locked may be written.
    for i in 0 .. jsonb_array_length(streams) - 1 loop
      s := streams->i;
      stream := (s->>'id')::uuid;
      case s->>'kind'
        when 'record' then is_seen := exists (select 1 from record where id = stream);
        when 'disposal-list' then is_seen := exists (select 1 from disposal_list where id = stream);
        when 'transfer-batch' then is_seen := exists (select 1 from transfer_batch where id = stream);
        when 'site' then is_seen := exists (select 1 from site where id = stream);
        when 'person' then is_seen := exists (select 1 from person where id = stream);
        when 'import' then is_seen := exists (select 1 from import_batch where id = stream);
        when 'schedule' then is_seen := exists (select 1 from schedule_version where id = stream and stream_version > 0);
        else raise exception 'gate: no stream of kind %', s->>'kind';
      end case;
      if is_seen <> ((s->>'version')::int > 0 or s->>'kind' = 'site') then
        return jsonb_build_object('kind', 'stale', 'what', s->>'id');
      end if;
      -- Two acts on the same streams must not wait for each other.
      if stream <= ids[i] then
        raise exception 'gate: the streams do not come in the order of their ids';
      end if;
      ids := ids || stream;
    end loop;
    done := set_config('everfile.acting', ids::text, true);

    for i in 0 .. jsonb_array_length(streams) - 1 loop
      s := streams->i;
      stream := ids[i + 1];
      at_version := 0;
      at_head := '';
      case s->>'kind'
        when 'record' then select version, head_hash into at_version, at_head from record where id = stream for update;
        when 'disposal-list' then select version, head_hash into at_version, at_head from disposal_list where id = stream for update;
        when 'transfer-batch' then select version, head_hash into at_version, at_head from transfer_batch where id = stream for update;
        when 'site' then select version, head_hash into at_version, at_head from site where id = stream for update;
        when 'person' then
          -- As administration does: a person's history has no row of its own that could be locked.
          ${ADMINISTRATION_LOCK}
          select seq, encode(hash, 'hex') into at_version, at_head from event where stream_id = stream order by seq desc limit 1;
        when 'import' then select version, head_hash into at_version, at_head from import_batch where id = stream for update;
        when 'schedule' then select stream_version, head_hash into at_version, at_head from schedule_version where id = stream for update;
      end case;
      if coalesce(at_version, 0) <> (s->>'version')::int then
        return jsonb_build_object('kind', 'stale', 'what', s->>'id');
      end if;
      head := decode(coalesce(at_head, ''), 'hex');
      events := s->'events';
      for j in 0 .. jsonb_array_length(events) - 1 loop
        head := sha256(head || convert_to(events->j->>'canonical', 'UTF8'));
        if encode(head, 'hex') <> events->j->>'hash' then
          raise exception 'gate: the hash of % % does not follow from its chain', s->>'id', events->j->>'seq';
        end if;
      end loop;
    end loop;
  end if;

  -- Holds are counted per fonds; a destruction that began before a hold was placed must not see the old count.
  if p ? 'epochs' then
    for s in select v from jsonb_array_elements(p->'epochs') v loop
      if coalesce((s->>'raise')::boolean, false) then
        update fonds set hold_epoch = hold_epoch + 1 where id = (s->>'fondsId')::uuid;
      else
        perform 1 from fonds where id = (s->>'fondsId')::uuid and hold_epoch = (s->>'holdEpoch')::int for share;
        if not found then
          return jsonb_build_object('kind', 'stale', 'what', 'holds');
        end if;
      end if;
    end loop;
  end if;

  -- Others on whose rights the decision rests, such as who takes over a task.
  if p ? 'people' then
    for s in select v from jsonb_array_elements(p->'people') v loop
      perform 1 from person where id = (s->>'id')::uuid and rights_version = (s->>'rightsVersion')::int for share;
      if not found then
        return jsonb_build_object('kind', 'stale', 'what', 'people');
      end if;
    end loop;
  end if;

  if p ? 'counters' then
    for s in select v from jsonb_array_elements(p->'counters') v loop
      insert into code_counter (fonds_id, year, block, next)
        values ((s->>'fondsId')::uuid, (s->>'year')::int, s->>'block', coalesce((s->>'last')::int, (s->>'next')::int) + 1)
        on conflict (fonds_id, year, block) do update set next = excluded.next where code_counter.next = (s->>'next')::int and code_counter.epoch = coalesce((s->>'epoch')::int, 0);
      if not found then
        raise exception sqlstate 'EV001' using message = 'a counter moved';
      end if;
    end loop;
  end if;

  insert into command (principal_id, key, id, name, body_hash, answer)
    select (p->>'actor')::uuid, c->>'key', (c->>'id')::uuid, c->>'name', c->>'bodyHash', c->'answer' from (select p->'command' as c) q
    on conflict do nothing;
  if not found then
    raise exception sqlstate 'EV001' using message = 'the key was used meanwhile';
  end if;

  insert into event (stream_id, seq, stream_kind, type, actor_id, canonical, hash)
    select (v->>'id')::uuid, (ev->>'seq')::int, v->>'kind', ev->>'type', (p->>'actor')::uuid, ev->>'canonical', decode(ev->>'hash', 'hex')
    from jsonb_array_elements(streams) v cross join lateral jsonb_array_elements(v->'events') ev;`

const TAIL = `  if p ? 'site' then
    update site set version = (p->'site'->>'version')::int, head_hash = p->'site'->>'headHash',
      clock_ahead = coalesce((p->'site'->>'clockAhead')::interval, clock_ahead),
      clock_moved_at = case when p->'site' ? 'clockAhead' then now() else clock_moved_at end;
    update site set latest_on = archive_today();
  end if;
  -- A version comes into force for what is filed from now on. Classes that it does not know any more take nothing in.
  if p ? 'activated' then
    s := p->'activated';
    if exists (select 1 from schedule_version a join schedule_version b on b.schedule = a.schedule and b.id <> a.id and b.state = 'active'
      where a.id = (s->>'scheduleVersionId')::uuid) then
      raise exception sqlstate 'EV001' using message = 'another version of the schedule is active';
    end if;
    update record_class set is_active = false where schedule_version_id = (s->>'supersededId')::uuid;
    insert into record_class (code, name_zh, family, code_parts, schedule_version_id, is_active)
      select c->>'code', c->>'nameZh', c->>'family',
        case when jsonb_typeof(c->'codeParts') = 'array' then array(select jsonb_array_elements_text(c->'codeParts')) end,
        (c->>'scheduleVersionId')::uuid, (c->>'isActive')::boolean
      from jsonb_array_elements(s->'classes') c
      on conflict (code) do update set name_zh = excluded.name_zh, family = excluded.family,
        schedule_version_id = excluded.schedule_version_id, is_active = excluded.is_active;
    update site set reference_epoch = reference_epoch + 1;
  end if;
  if p ? 'deputies' then
    insert into deputy (id, post_id, principal_id, deputy_id, from_on, to_on)
      select id, post_id, principal_id, deputy_id, from_on, to_on from jsonb_populate_recordset(null::public.deputy, p->'deputies');
  end if;
  if p ? 'deputiesEnded' then
    update deputy set ended_at = (v->>'endedAt')::timestamptz from jsonb_array_elements(p->'deputiesEnded') v
      where deputy.id = (v->>'id')::uuid and ended_at is null and principal_id = (p->>'actor')::uuid;
  end if;
  if p ? 'accounts' then
    perform apply_accounts(p->'accounts');
  end if;
  if p ? 'accessGrants' then
    insert into access_grant select * from jsonb_populate_recordset(null::public.access_grant, p->'accessGrants')
      on conflict (id) do update set state = excluded.state, decided_by = excluded.decided_by, decided_at = excluded.decided_at,
        reason = excluded.reason, from_on = excluded.from_on, to_on = excluded.to_on;
  end if;
  if p ? 'private' then
    insert into event_private (stream_id, seq, field, salt, value)
      select stream_id, seq, field, salt, value from jsonb_populate_recordset(null::public.event_private, p->'private');
  end if;
  if p ? 'texts' then
    insert into object_text (object_id, subject_id, page, text, source)
      select object_id, subject_id, page, text, source from jsonb_populate_recordset(null::public.object_text, p->'texts')
      on conflict do nothing;
  end if;
  if p ? 'uploads' then
    update upload set taken_by = (v->>'takenBy')::uuid from jsonb_array_elements(p->'uploads') v
      where upload.id = (v->>'id')::uuid and taken_by is null and owner_id = (p->>'actor')::uuid;
    get diagnostics written = row_count;
    if written <> jsonb_array_length(p->'uploads') then
      raise exception sqlstate 'EV001' using message = 'an upload was taken meanwhile';
    end if;
  end if;
  -- What a destruction leaves of a record: no text, no personal value, no name. Only with its final event.
  if p ? 'erase' then
    for s in select v from jsonb_array_elements(p->'erase') v loop
      if not exists (select 1 from event where stream_id = (s#>>'{}')::uuid and type in ('record.destroyed', 'record.released')) then
        raise exception 'gate: % is not destroyed', s;
      end if;
      delete from search_entry where record_id = (s#>>'{}')::uuid;
      delete from object_text where subject_id = (s#>>'{}')::uuid;
      update event_private set salt = null, value = null where stream_id = (s#>>'{}')::uuid;
      delete from copy_patrol where copy_id in (select id from object_copy where subject_id = (s#>>'{}')::uuid);
      delete from upload where taken_by = (s#>>'{}')::uuid;
    end loop;
  end if;
  if p ? 'nudge' then
    insert into outbox (subject_kind, subject_id, seq, trace_id, due_at)
      select v->>'kind', (v->>'id')::uuid, (v->>'seq')::int, p->>'traceId', now() + (v->>'restMs')::int * interval '1 millisecond' from jsonb_array_elements(p->'nudge') v;
  end if;
  if p ? 'after' then
    done := set_config('everfile.acting', '', true);
    return jsonb_build_object('kind', 'ok', 'after', after_act((p->>'actor')::uuid, (p->>'after')::uuid));
  end if;
  return jsonb_build_object('kind', 'ok');
end $gate$;`
