-- The clock of the law and the one query of facts (DESIGN 2.1, 2.4).

create or replace function archive_now() returns timestamptz language sql stable as
  $$ select clock_timestamp() + clock_ahead from site $$;

-- A civil date in the archive's zone that never goes back.
create or replace function archive_today() returns date language sql stable as
  $$ select greatest(latest_on, ((clock_timestamp() + clock_ahead) at time zone zone)::date) from site $$;

-- Looks through a person's eyes for the rest of the transaction, and answers who that is.
create or replace function gate_scope(p_person uuid) returns jsonb language plpgsql as $$
declare
  today date := archive_today();
  actor jsonb;
begin
  select jsonb_build_object(
      'personId', p.id, 'name', p.name_zh, 'nameEn', p.name_en, 'kind', p.kind, 'clearance', p.clearance, 'rightsVersion', p.rights_version,
      'roles', coalesce(jsonb_agg(distinct o.role) filter (where o.role is not null), '[]'),
      'groups', coalesce((
        select jsonb_agg(distinct
          case when g.role = 'appraiser' then 'appraiser:' || g.appraiser_kind else g.role end || '@' || a.id)
        from post g join unit gu on gu.id = g.unit_id cross join lateral unnest(gu.path) as a(id)
        where g.person_id = p.id and g.from_on <= today and (g.to_on is null or g.to_on >= today)), '[]'),
      'units', coalesce((
        select jsonb_agg(distinct u.id) from post s join unit u on s.unit_id = any(u.path)
        where s.person_id = p.id and s.gives_scope and s.from_on <= today and (s.to_on is null or s.to_on >= today)), '[]'),
      'posts', coalesce(jsonb_agg(jsonb_build_object('role', o.role, 'unitId', o.unit_id, 'appraiserKind', o.appraiser_kind)) filter (where o.role is not null), '[]'))
    into actor
    from person p left join post o on o.person_id = p.id and o.from_on <= today and (o.to_on is null or o.to_on >= today)
    where p.id = p_person and p.state = 'active'
    group by p.id;
  if actor is null then
    return null;
  end if;
  perform set_config('everfile.person', p_person::text, true),
    set_config('everfile.units', translate(actor->>'units', '[]" ', '{}'), true),
    set_config('everfile.groups', translate(actor->>'groups', '[]" ', '{}'), true),
    set_config('everfile.grades', case actor->>'clearance'
      when 'public' then '{public}' when 'internal' then '{public,internal}' else '{public,internal,restricted}' end, true),
    set_config('everfile.whole', case when actor->'roles' ?| array['auditor', 'engine', 'audit-admin'] then 'yes' else 'no' end, true),
    set_config('everfile.acting', '', true);
  return actor;
end $$;

-- Who stands behind a session or a key; null when it is unknown, lapsed or revoked.
create or replace function gate_principal(p jsonb) returns uuid language sql stable as $$
  select case p->>'kind'
    when 'person' then (p->>'id')::uuid
    when 'session' then (
      select s.person_id from session s
      where s.id = p->>'hash' and s.expires_at > now() and s.last_seen_at > now() - make_interval(mins => coalesce((p->>'idleMinutes')::int, 30)))
    when 'key' then (
      select k.person_id from api_key k
      where k.id = (p->>'id')::uuid and k.secret_hash = p->>'hash' and k.revoked_at is null and k.expires_at > now())
  end $$;

create or replace function gate_rows_of(p_id uuid, p_want jsonb) returns jsonb language sql stable as $$
  select jsonb_build_object(
    'record', (select jsonb_agg(to_jsonb(x)) from record x where x.id = p_id),
    'disposal_list', (select jsonb_agg(to_jsonb(x)) from disposal_list x where x.id = p_id),
    'task', (select jsonb_agg(to_jsonb(x)) from task x where x.subject_id = p_id and (x.state in ('open', 'claimed')
               or (x.state = 'completed' and (x.step, x.round) in (select s.place_step, s.place_round from record s where s.id = p_id
                 union all select l.place_step, l.place_round from disposal_list l where l.id = p_id)))),
    'job', (select jsonb_agg(to_jsonb(x)) from job x where x.subject_id = p_id and x.state in ('running', 'incident')),
    'hold', (select jsonb_agg(to_jsonb(x)) from hold x where x.subject_id = p_id and x.state <> 'lifted'),
    'trigger', (select jsonb_agg(to_jsonb(x)) from trigger x where x.subject_id = p_id and x.state = 'entered'))
  || case when coalesce((p_want->>'objects')::boolean, false) then jsonb_build_object(
    'digital_object', (select jsonb_agg(to_jsonb(x)) from digital_object x where x.subject_id = p_id),
    'object_copy', (select jsonb_agg(to_jsonb(x)) from object_copy x where x.subject_id = p_id)) else '{}' end
  || case when coalesce((p_want->>'items')::boolean, false) then jsonb_build_object(
    'disposal_list_item', (select jsonb_agg(to_jsonb(x) order by x.position) from disposal_list_item x where x.subject_id = p_id),
    'disposal_opinion', (select jsonb_agg(to_jsonb(x)) from disposal_opinion x where x.subject_id = p_id)) else '{}' end
$$;

-- Everything that a decision rests on, in one round trip, through the actor's eyes.
create or replace function gate_facts(p jsonb) returns jsonb language plpgsql as $$
declare
  person uuid := gate_principal(p->'principal');
  actor jsonb := gate_scope(person);
  ids uuid[] := coalesce((select array_agg(v::uuid) from jsonb_array_elements_text(p->'subjects') v), '{}');
  want jsonb := coalesce(p->'want', '{}');
  of_task record;
  answer jsonb;
begin
  if actor is null then
    return jsonb_build_object('actor', null);
  end if;
  -- A task says itself which facts its completion needs.
  if p ? 'task' then
    select t.subject_id, t.subject_kind, t.form into of_task from task t where t.id = (p->>'task')::uuid;
    if of_task.subject_id is not null then
      ids := array[of_task.subject_id];
      want := want || jsonb_build_object(
        'objects', of_task.form in ('create', 'file'), 'counters', of_task.form = 'file',
        'items', of_task.subject_kind = 'disposal-list', 'participants', of_task.form = 'approve',
        'listed', of_task.form in ('approve', 'witness-check'));
    end if;
  end if;
  if (want->>'list')::boolean then
    ids := ids || array(select r.disposal_list_id from record r where r.id = any(ids) and r.disposal_list_id is not null);
    want := want || '{"items": true}';
  end if;
  if (want->>'listed')::boolean then
    ids := ids || array(select i.record_id from disposal_list_item i where i.subject_id = any(ids) and i.state <> 'left');
  end if;
  answer := jsonb_build_object(
    'actor', actor,
    'now', to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'today', archive_today(),
    'site', (select jsonb_build_object('id', id, 'mode', mode, 'version', version, 'headHash', head_hash, 'coolingDays', cooling_days,
        'backupDays', backup_days, 'zone', zone,
        'storeFit', coalesce((select failed = 0 from store_probe order by probed_at desc limit 1), false), 'archiveNow', to_char(archive_now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) from site),
    'prior', (select jsonb_build_object('bodyHash', c.body_hash, 'answer', c.answer) from command c
        where c.principal_id = person and c.key = p->>'key'),
    'subjects', coalesce((select jsonb_object_agg(i, gate_rows_of(i, want)) from unnest(ids) as i), '{}'),
    'fonds', (select jsonb_agg(to_jsonb(f)) from fonds f where f.id in (
        select fonds_id from record where id = any(ids) union select fonds_id from disposal_list where id = any(ids)
        union select (p->>'fonds')::uuid)),
    'calendar', (select coalesce(jsonb_agg(jsonb_build_array(on_date, is_workday)), '[]') from working_day_exception
        where on_date between archive_today() - 30 and archive_today() + 120));
  if (want->>'counters')::boolean then
    answer := answer || jsonb_build_object('counters', (select coalesce(jsonb_agg(to_jsonb(c)), '[]') from code_counter c
      where c.fonds_id in (select fonds_id from record where id = any(ids) union select (p->>'fonds')::uuid)
        and c.year in (select extract(year from formed_on)::int from record where id = any(ids) union select extract(year from archive_today())::int)));
  end if;
  if p ? 'unit' then
    answer := answer || jsonb_build_object('unit', (
      select jsonb_build_object('id', u.id, 'kind', u.kind, 'fonds', (select to_jsonb(f) from fonds f where f.agency_unit_id = any(u.path)))
      from unit u where u.id = (p->>'unit')::uuid));
  end if;
  if p ? 'uploads' then
    answer := answer || jsonb_build_object('uploads', (
      select coalesce(jsonb_agg(to_jsonb(u)), '[]') from upload u
      where u.owner_id = person and u.id in (select v::uuid from jsonb_array_elements_text(p->'uploads') v)));
  end if;
  if (want->>'participants')::boolean then
    answer := answer || jsonb_build_object('participants', (
      select coalesce(jsonb_agg(distinct e.actor_id), '[]') from event e
      where e.stream_id in (select i.record_id from disposal_list_item i where i.subject_id = any(ids))
        and e.type in ('record.created', 'object.added')));
  end if;
  return answer;
end $$;

-- Where a subject stands, in one round trip: what its workflow asks after each wake. Null: there is none.
create or replace function gate_standing(p_engine uuid, p_kind text, p_id uuid) returns jsonb language plpgsql as $$
declare
  answer jsonb;
begin
  perform gate_scope(p_engine);
  if p_kind = 'record' then
    select jsonb_build_object('version', version, 'placeStep', place_step, 'placeVersion', place_version, 'wakeOn', wake_on, 'endedOn', ended_on)
      into answer from record where id = p_id;
  else
    select jsonb_build_object('version', version, 'placeStep', place_step, 'placeVersion', place_version, 'wakeOn', wake_on, 'endedOn', ended_on)
      into answer from disposal_list where id = p_id;
  end if;
  if answer is null then
    return null;
  end if;
  return answer || jsonb_build_object(
    'jobs', (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'kind', kind, 'step', step, 'placeVersion', place_version, 'state', state)), '[]')
        from job where subject_id = p_id and state in ('running', 'incident')),
    'lookOn', (select min(look_on) from task where subject_id = p_id and state in ('open', 'claimed') and look_on is not null),
    'today', archive_today(), 'archiveNow', to_char(archive_now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'mode', (select mode from site), 'zone', (select zone from site));
end $$;
