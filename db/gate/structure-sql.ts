import { wholeTables } from './administer-sql.ts'

/**
 * `gate_structure(request)`: what a change of the organisation rests on, read for a person through the product's own connection, and
 * `gate_restructure(act)`: such a change. Both hold the one lock of administration, so nothing that was read can be stale. People, posts
 * and secrets stay out of reach: only the administrator's connection changes those, and the successor's own signature under a hand-over
 * that somebody above has agreed to, for that one post.
 */
export function structureFunctionsSql(): string {
  return `${FACTS}\n${APPLY}`
}

const WHOLE = [
  'site',
  'unit',
  'unit_name',
  'fonds',
  'fonds_succession',
  'post',
  'calendar_year',
  'archive_format_list',
  'scheme',
  'scheme_class',
  'class_cadence',
  'crosswalk',
]

const FACTS = `create or replace function gate_structure(p jsonb) returns jsonb
language plpgsql security definer set search_path = public, pg_temp as $gate$
declare
  person_id uuid := gate_principal(p->'principal');
  ending uuid[] := array(select v::uuid from jsonb_array_elements_text(coalesce(p->'ending', '[]')) v);
  actor jsonb;
  work jsonb;
  streams uuid[];
  calendars uuid[] := array(select v::uuid from jsonb_array_elements_text(coalesce(p->'calendars', '[]')) v);
  cases uuid[] := array(select v::uuid from jsonb_array_elements_text(coalesce(p->'cases', '[]')) v);
  alerts uuid[] := array(select v::uuid from jsonb_array_elements_text(coalesce(p->'alerts', '[]')) v);
  counted jsonb;
  numbers jsonb;
  counter code_counter;
  today date := archive_today();
begin
  perform hold_administration();
  actor := gate_scope(person_id);
  if actor is null then
    return jsonb_build_object('actor', null);
  end if;
  -- A record that comes into being meanwhile waits here, and then finds its unit ended.
  perform 1 from unit where id = any(ending) for update;
  -- What is open is counted over everything, whoever asks: how much is no secret, what it is stays one.
  if gate_scope((p->>'engine')::uuid) is null then
    raise exception 'gate: nobody sees everything here';
  end if;
  work := (select jsonb_object_agg(u, jsonb_build_object(
      'records', (select count(*) from record r where r.ended_on is null
        and ((r.forming_unit_id = u and r.custody_unit_id is null) or exists (select 1 from unnest(r.open_groups) g where g like '%@' || u))),
      'custody', (select count(*) from record r where r.ended_on is null and r.custody_unit_id = u),
      'lists', (select count(*) from disposal_list l where l.ended_on is null and (l.forming_unit_id = u or l.custody_unit_id = u)),
      'batches', (select count(*) from transfer_batch b where b.ended_on is null and (b.forming_unit_id = u or b.custody_unit_id = u)),
      'lastRecordOn', (select max((r.created_at at time zone s.zone)::date) from record r, site s where r.forming_unit_id = u),
      'lastMadeOn', (select max((r.created_at at time zone s.zone)::date) from record r, site s
        where r.import_id is null and (r.forming_unit_id = u or r.custody_unit_id = u))))
    from unnest(ending) u);
  if p ? 'count' then
    counted := (select jsonb_build_object('filed', count(*) filter (where r.archival_code is not null),
        'unfiled', count(*) filter (where r.archival_code is null and r.ended_on is null))
      from record r join scheme_class c on c.id = (p->'count'->>'classId')::uuid and r.class_code = any(c.record_classes)
      where r.forming_unit_id = (p->'count'->>'unitId')::uuid
        and r.formed_on between (p->'count'->>'fromOn')::date and (p->'count'->>'toOn')::date);
  end if;
  -- Whoever files meanwhile waits for the counter, and then finds what was reserved.
  if p ? 'codes' then
    insert into code_counter (fonds_id, year, block, next)
      select f.id, (p->'codes'->>'year')::int, p->'codes'->>'block', 1 from fonds f where f.id = (p->'codes'->>'fondsId')::uuid
      on conflict do nothing;
    select * into counter from code_counter c where c.fonds_id = (p->'codes'->>'fondsId')::uuid and c.year = (p->'codes'->>'year')::int
      and c.block = p->'codes'->>'block' for update;
    numbers := case when counter.next is null then null else jsonb_build_object('id', p->'codes'->>'id', 'next', counter.next, 'codes', (
      select coalesce(jsonb_agg(code), '[]') from (
        select r.archival_code as code from record r where r.archival_code >= counter.block || '-' and r.archival_code < counter.block || '.'
        union all select f.code from former_code f where f.code >= counter.block || '-' and f.code < counter.block || '.'
        union all select s.code from secret_stub s where s.sequence_id = (p->'codes'->>'id')::uuid and s.code is not null
          and coalesce(s.ended_as in ('destroyed', 'transferred'), true)) u)) end;
  end if;
  actor := gate_scope(person_id);
  streams := array(select id from site union all select id from scheme) || calendars || cases || array(select (p->'codes'->>'id')::uuid where p ? 'codes');
  if p ? 'handOver' then
    streams := streams || array(select id from person);
  end if;
  perform set_config('everfile.acting', (streams || array(select id from person))::text, true);
  return jsonb_build_object(
    'actor', actor,
    'work', coalesce(work, '{}'),
    ${wholeTables(WHOLE)},
    'person', (select jsonb_agg(to_jsonb(x)) from person x where p ? 'handOver'),
    'class_grant', (select jsonb_agg(to_jsonb(x)) from class_grant x where p ? 'handOver'),
    'post_hand_over', (select jsonb_agg(to_jsonb(x)) from post_hand_over x where x.id = (p->>'handOver')::uuid
      or (p ? 'handOver' and x.state in ('proposed', 'confirmed'))),
    'filing_statement', (select jsonb_agg(to_jsonb(x)) from filing_statement x where x.calendar_id = any(calendars) and x.to_on > today - 800),
    'filing_alert', (select jsonb_agg(to_jsonb(x)) from filing_alert x where (x.calendar_id = any(calendars) and x.to_on > today - 800)
      or x.id = any(alerts) or x.id in (select c.alert_id from accountability_case c where c.id = any(cases))),
    'accountability_case', (select jsonb_agg(to_jsonb(x)) from accountability_case x where x.id = any(cases) or x.alert_id = any(alerts)),
    'code_reservation', (select jsonb_agg(to_jsonb(x)) from code_reservation x where x.sequence_id = (p->'codes'->>'id')::uuid),
    'secret_stub', (select jsonb_agg(to_jsonb(x)) from secret_stub x where x.sequence_id = (p->'codes'->>'id')::uuid),
    'reminded', (select jsonb_agg(e.canonical::jsonb->'data') from event e where p ? 'remindedFor' and e.stream_id = any(calendars)
      and e.type = 'filing.reminded' and (e.canonical::jsonb->'data'->>'dueOn')::date >= (p->>'remindedFor')::date),
    'sequence', numbers,
    'counted', counted,
    'casesOfYear', (select count(*) from accountability_case x where extract(year from x.opened_on) = extract(year from today)),
    'recordClasses', (select coalesce(jsonb_agg(code), '[]') from record_class),
    'calendar', (select coalesce(jsonb_agg(jsonb_build_array(on_date, is_workday)), '[]') from working_day_exception),
    'heads', (select jsonb_object_agg(stream_id, jsonb_build_object('version', seq, 'headHash', encode(hash, 'hex'))) from (
      select distinct on (stream_id) stream_id, seq, hash from event where stream_id = any(streams) order by stream_id, seq desc) h),
    'prior', (select jsonb_build_object('bodyHash', c.body_hash, 'answer', c.answer) from command c where c.principal_id = person_id and c.key = p->>'key'),
    'now', to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'today', today);
end $gate$;`

/** What may be written by it: event types of a stream's kind, and tables. */
const APPLY = `create or replace function gate_restructure(p jsonb) returns void
language plpgsql security definer set search_path = public, pg_temp as $gate$
declare
  actor jsonb := gate_scope((p->>'operator')::uuid);
  handed post_hand_over;
begin
  -- The one act that passes a post: the successor signs what somebody above has agreed to.
  select h.* into handed from jsonb_array_elements(p->'streams') s cross join lateral jsonb_array_elements(s->'events') e
      join post_hand_over h on h.id::text = ((e->>'canonical')::jsonb->'data'->>'id')
    where s->>'kind' = 'site' and e->>'type' = 'hand-over.accepted' and h.state = 'confirmed' and h.to_id = (p->>'operator')::uuid;
  if actor is null or (actor->>'rightsVersion')::int <> (p->>'rightsVersion')::int then
    raise exception sqlstate 'EV001' using message = 'the rights moved';
  end if;
  if exists (select 1 from jsonb_array_elements(p->'streams') s cross join lateral jsonb_array_elements(s->'events') e
      where e->>'type' !~ case s->>'kind' when 'site' then '^(unit|fonds|hand-over|calendar|formats)[.]'
        when 'person' then case when (s->>'id')::uuid in (handed.from_id, handed.to_id) then '^(post[.](handed-over|ended|given)|class[.]granted)$' else '^$' end when 'scheme' then '^scheme[.]'
        when 'filing' then '^filing[.]' when 'accountability-case' then '^case[.]' when 'code-sequence' then '^code[.]' else '^$' end)
    or exists (select 1 from jsonb_each(p->'rows') r where jsonb_array_length(r.value) > 0
      and r.key not in ('unit', 'unit_name', 'fonds', 'fonds_succession', 'calendar_year', 'archive_format_list', 'scheme', 'scheme_class', 'class_cadence', 'crosswalk',
        'filing_statement', 'filing_alert', 'accountability_case', 'post_hand_over', 'post', 'class_grant', 'code_reservation', 'code_explanation', 'secret_stub'))
    or exists (select 1 from jsonb_array_elements(coalesce(p->'rows'->'post', '[]')) o where handed.id is null or (o->>'unit_id')::uuid <> handed.unit_id
      or o->>'role' <> handed.role or (o->>'id')::uuid <> handed.post_id and ((o->>'person_id')::uuid <> handed.to_id or exists (select 1 from post k where k.id = (o->>'id')::uuid)))
    or exists (select 1 from jsonb_array_elements(coalesce(p->'rows'->'class_grant', '[]')) g where handed.id is null
      or not exists (select 1 from jsonb_array_elements(p->'rows'->'post') o where o->>'id' = g->>'post_id' and (o->>'person_id')::uuid = handed.to_id))
    or p ? 'credentials' or p ? 'keys' or p ? 'endSessionsOf' or p ? 'endKeysOf' then
    raise exception 'gate: an act of structure changes no people' using errcode = 'insufficient_privilege';
  end if;
  perform gate_administer(p);
  -- A code that is being allotted right now must see what is kept back: its counter has moved.
  update code_counter c set epoch = c.epoch + 1 from jsonb_to_recordset(coalesce(p->'rows'->'code_reservation', '[]')) as x(fonds_id uuid, year int, block text)
    where c.fonds_id = x.fonds_id and c.year = x.year and c.block = x.block;
  -- The days that are counted with: a year that was entered takes the place of the one that was shipped.
  delete from working_day_exception w using jsonb_array_elements(coalesce(p->'rows'->'calendar_year', '[]')) y
    where extract(year from w.on_date) = (y->>'year')::int;
  insert into working_day_exception (on_date, is_workday, name_zh, source, confidence)
    select (d->>'on')::date, (d->>'isWorkday')::boolean, d->>'nameZh', y->>'source', 'entered'
    from jsonb_array_elements(coalesce(p->'rows'->'calendar_year', '[]')) y cross join lateral jsonb_array_elements(y->'days') d;
  -- From which day a unit works is part of the reference: who keeps it reads it again.
  if jsonb_array_length(coalesce(p->'rows'->'unit', '[]')) > 0 or jsonb_array_length(coalesce(p->'rows'->'calendar_year', '[]')) > 0 or jsonb_array_length(coalesce(p->'rows'->'archive_format_list', '[]')) > 0 or jsonb_array_length(coalesce(p->'rows'->'fonds', '[]')) > 0 then
    update site set reference_epoch = reference_epoch + 1;
  end if;
  -- What a scheme in force calls the records of its classes is searched for: they are due anew.
  if exists (select 1 from jsonb_array_elements(p->'streams') s cross join lateral jsonb_array_elements(s->'events') e where e->>'type' = 'scheme.activated') then
    perform gate_scope((p->>'engine')::uuid);
    insert into search_due (record_id)
      select r.id from record r where r.class_code in (
        select unnest(c.record_classes) from scheme_class c join scheme s on s.id = c.scheme_id
        where s.line in (select l.line from scheme l where l.id in (select (v->>'id')::uuid from jsonb_array_elements(p->'streams') v)));
    perform gate_scope((p->>'operator')::uuid);
  end if;
end $gate$;`
