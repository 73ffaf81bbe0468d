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
    'task', (select jsonb_agg(to_jsonb(x)) from task x where x.subject_id = p_id
               and (x.state in ('open', 'claimed') or coalesce((p_want->>'tasks')::boolean, false))),
    'job', (select jsonb_agg(to_jsonb(x)) from job x where x.subject_id = p_id and x.state in ('running', 'incident')),
    'hold', (select jsonb_agg(to_jsonb(x)) from hold x where x.subject_id = p_id and x.state <> 'lifted'))
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
  answer jsonb;
begin
  if actor is null then
    return jsonb_build_object('actor', null);
  end if;
  if p ? 'task' then
    select array_agg(t.subject_id) into ids from task t where t.id = (p->>'task')::uuid;
  end if;
  answer := jsonb_build_object(
    'actor', actor,
    'now', to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'today', archive_today(),
    'site', (select jsonb_build_object('id', id, 'mode', mode, 'version', version, 'headHash', head_hash, 'coolingDays', cooling_days,
        'backupDays', backup_days, 'archiveNow', to_char(archive_now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) from site),
    'prior', (select jsonb_build_object('bodyHash', c.body_hash, 'answer', c.answer) from command c
        where c.principal_id = person and c.key = p->>'key'),
    'subjects', coalesce((select jsonb_object_agg(i, gate_rows_of(i, p->'want')) from unnest(ids) as i), '{}'),
    'fonds', (select jsonb_agg(to_jsonb(f)) from fonds f where f.id in (
        select fonds_id from record where id = any(ids) union select fonds_id from disposal_list where id = any(ids)
        union select (p->>'fonds')::uuid)),
    'calendar', (select coalesce(jsonb_agg(jsonb_build_array(on_date, is_workday)), '[]') from working_day_exception
        where on_date between archive_today() - 30 and archive_today() + 120));
  if coalesce((p->'want'->>'counters')::boolean, false) then
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
  if p ? 'participants' then
    answer := answer || jsonb_build_object('participants', (
      select coalesce(jsonb_agg(distinct e.actor_id), '[]') from event e
      where e.stream_id in (select i.record_id from disposal_list_item i where i.subject_id = any(ids))
        and e.type in ('record.created', 'object.added')));
  end if;
  return answer;
end $$;
