-- Whose eyes: what a person may do and see on a day, computed once for each version of their rights (ADR 10).

-- Groups of the posts that a person holds on a day: a post's role, at its unit and at every one above, and at ended units that one of
-- those acts for.
create or replace function own_groups(p_person uuid, p_today date) returns table (name text, post_id uuid) language plpgsql stable as $$
begin
  return query
    select (case when o.role = 'appraiser' then 'appraiser:' || o.appraiser_kind else o.role end) || '@' || a.id, o.id
    from post o join unit u on u.id = o.unit_id
      cross join lateral (select unnest(u.path) union all select h.id from unit h where h.heir_id = any(u.path)) as a(id)
    where o.person_id = p_person and o.from_on <= p_today and (o.to_on is null or o.to_on >= p_today);
end $$;

-- Groups of the posts that a person is deputy for today, and whose posts they are. A leaver's deputy is nobody's.
create or replace function deputy_groups(p_person uuid, p_today date) returns table (name text, principal_id uuid) language plpgsql stable as $$
begin
  return query
    select g.name, d.principal_id
    from deputy d join person h on h.id = d.principal_id and h.state = 'active' cross join lateral own_groups(d.principal_id, p_today) g
    where d.deputy_id = p_person and d.ended_at is null and d.from_on <= p_today and d.to_on >= p_today and g.post_id = d.post_id;
end $$;

-- Groups in which the one whose eyes are used stands in for somebody today.
create or replace function scope_stands_in() returns text[] language plpgsql stable as $$
begin
  return array(select distinct g.name from deputy_groups(scope_person(), archive_today()) g);
end $$;

-- Whose post as head of a unit somebody acts in: their own, or that of who named them deputy; null: in none. Whoever heads a unit
-- heads those below it, and ended ones that one of them acts for; never those above.
create or replace function head_of_unit(p_person uuid, p_unit uuid, p_today date) returns uuid language plpgsql stable as $$
begin
  return (select o.person_id from unit u left join unit h on h.id = u.heir_id join post o on o.role = 'unit-head' and (o.unit_id = any(u.path) or o.unit_id = any(h.path))
      join person x on x.id = o.person_id and x.state = 'active'
    where u.id = p_unit and o.from_on <= p_today and (o.to_on is null or o.to_on >= p_today)
      and (o.person_id = p_person or exists (select 1 from deputy d where d.deputy_id = p_person and d.post_id = o.id and d.principal_id = o.person_id
        and d.ended_at is null and d.from_on <= p_today and d.to_on >= p_today))
    order by o.person_id <> p_person limit 1);
end $$;

-- Somebody else on whom a decision rests: what they may take over today.
create or replace function gate_person(p_person uuid, p_today date) returns jsonb language plpgsql stable as $$
begin
  return (select jsonb_build_object('personId', p.id, 'kind', p.kind, 'state', p.state, 'clearance', p.clearance, 'rightsVersion', p.rights_version,
      'groups', array(
        select g.name from own_groups(p.id, p_today) g union select g.name from deputy_groups(p.id, p_today) g))
    from person p where p.id = p_person);
end $$;

-- What a person may do and see on a day.
create or replace function scope_of(of_person person, today date) returns jsonb language plpgsql stable as $$
declare
  roles text[];
  groups text[];
  units uuid[];
  families text[];
  pairs text[];
  granted uuid[];
  looks text[];
  posts jsonb;
  stands_in jsonb;
begin
  select array_agg(distinct o.role), jsonb_agg(jsonb_build_object('id', o.id, 'role', o.role, 'unitId', o.unit_id, 'appraiserKind', o.appraiser_kind))
    into roles, posts
    from post o where o.person_id = of_person.id and o.from_on <= today and (o.to_on is null or o.to_on >= today);
  select array_agg(distinct g.name) into groups from own_groups(of_person.id, today) g;
  -- A deputy is a candidate of the post's groups, and nothing else of it: neither its role nor its unit's records.
  select jsonb_agg(jsonb_build_object('group', q.name, 'personId', q.principal_id)) into stands_in from (
    select distinct on (g.name) g.name, g.principal_id from deputy_groups(of_person.id, today) g
    where g.name <> all(coalesce(groups, '{}')) order by g.name, g.principal_id) q;
  if stands_in is not null then
    groups := coalesce(groups, '{}') || array(select v->>'group' from jsonb_array_elements(stands_in) v);
  end if;
  select array_agg(distinct i.id)
    into units
    from post o join unit u on o.unit_id = any(u.path)
      cross join lateral (select u.id union all select h.id from unit h where h.heir_id = u.id) as i(id)
    where o.person_id = of_person.id and o.gives_scope and o.from_on <= today and (o.to_on is null or o.to_on >= today);
  -- Machines work for every class; whoever else sees what a post of theirs is granted.
  select array_agg(distinct c.family) into families
    from post o join class_grant c on c.post_id = o.id and c.from_on <= today and (c.to_on is null or c.to_on >= today)
    where o.person_id = of_person.id and o.from_on <= today and (o.to_on is null or o.to_on >= today);
  if 'engine' = any(roles) then
    families := array_append(array(select distinct r.family from record_class r), '');
  end if;
  -- Single records, to look at, from day to day.
  select array_agg(g.record_id) into granted from access_grant g
    where g.person_id = of_person.id and g.record_id is not null and g.state = 'granted' and g.from_on <= today and g.to_on >= today;
  -- Classes of units, to look at: a word for each grade and year that they open, so that a record is compared with a list.
  select array_agg(concat_ws('/', g.unit_id, g.class_code, s.grade, y.year)) into looks
    from access_grant g join unnest(array['public', 'internal', 'restricted']) with ordinality as s(grade, rank)
        on s.rank <= array_position(array['public', 'internal', 'restricted'], g.grade)
      left join lateral generate_series(g.from_year, g.to_year) as y(year) on true
    where g.person_id = of_person.id and g.unit_id is not null and g.state = 'granted' and g.from_on <= today and g.to_on >= today;
  -- Posts that are granted unlike families: what each shows is compared unit by unit.
  if (select count(distinct q.granted) > 1 from (
      select array(select c.family from class_grant c where c.post_id = o.id and c.from_on <= today and (c.to_on is null or c.to_on >= today) order by 1) as granted
      from post o where o.person_id = of_person.id and o.gives_scope and o.from_on <= today and (o.to_on is null or o.to_on >= today)) q) then
    select array_agg(distinct i.id || '/' || c.family) into pairs
      from post o join unit u on o.unit_id = any(u.path)
        cross join lateral (select u.id union all select h.id from unit h where h.heir_id = u.id) as i(id)
        join class_grant c on c.post_id = o.id and c.from_on <= today and (c.to_on is null or c.to_on >= today)
      where o.person_id = of_person.id and o.gives_scope and o.from_on <= today and (o.to_on is null or o.to_on >= today);
    pairs := coalesce(pairs, '{}');
  end if;
  return jsonb_build_object(
    'actor', jsonb_build_object('personId', of_person.id, 'name', of_person.name_zh, 'nameEn', of_person.name_en, 'kind', of_person.kind,
      'clearance', of_person.clearance, 'rightsVersion', of_person.rights_version, 'roles', coalesce(roles, '{}'), 'groups', coalesce(groups, '{}'),
      'units', coalesce(units, '{}'), 'families', array_remove(coalesce(families, '{}'), ''), 'granted', coalesce(granted, '{}'), 'posts', coalesce(posts, '[]'))
      || case when stands_in is null then '{}' else jsonb_build_object('deputyFor', stands_in) end,
    'units', coalesce(units, '{}')::text,
    'families', coalesce(families, '{}')::text,
    'pairs', coalesce(pairs::text, ''),
    'granted', coalesce(granted::text, ''),
    'looks', coalesce(looks::text, ''),
    'groups', coalesce(groups, '{}')::text,
    'grades', case of_person.clearance
      when 'public' then '{public}' when 'internal' then '{public,internal}' else '{public,internal,restricted}' end,
    'whole', case when roles && array['auditor', 'engine'] then 'yes' when 'audit-admin' = any(roles) then 'log'
      when 'security-admin' = any(roles) then 'rights' else 'no' end,
    -- The roles of SIDE_VOLUME_ROLES in domain/access, which a test compares; a deputy sees what the groups of the post see.
    'side', case when exists (select 1 from unnest(groups) g where split_part(split_part(g, '@', 1), ':', 1) in (
      'business-clerk', 'unit-archivist', 'unit-head', 'archives-clerk', 'archives-head', 'scanner', 'quality-checker', 'binder',
      'repository-keeper', 'executor', 'appraiser', 'main-head', 'witness', 'auditor', 'engine')) then 'yes' else 'no' end);
end $$;

-- Looks through a person's eyes for the rest of the transaction, and answers who that is. The scope costs more than the rest of an act, so
-- each connection keeps those that it has computed; one is good for the day and the version of rights that it was computed for. Only the
-- product can set these settings, as it can name any actor: a kept scope opens nothing more. Each expression is made ready anew in every
-- transaction, so there are few.
create or replace function scope_to(p_person uuid, p_day date) returns jsonb language plpgsql as $$
declare
  of_person person;
  mark text;
  slot text;
  scope text;
  done text;
begin
  select * into of_person from person p where p.id = p_person and p.state = 'active';
  if of_person.id is null then
    return null;
  end if;
  mark := concat_ws('|', of_person.rights_version, p_day, of_person.name_zh, of_person.name_en, '');
  -- The slot is called anew with each form of what it holds: a connection may be older than this function.
  slot := 'everfile.scope_' || replace(p_person::text, '-', '');
  scope := current_setting(slot, true);
  if not coalesce(starts_with(scope, mark), false) then
    -- First of all: of grants to look at single records, row security shows a person their own.
    done := set_config('everfile.person', p_person::text, true);
    scope := mark || scope_parts(scope_of(of_person, p_day));
    done := set_config(slot, scope, false);
  end if;
  scope := substr(scope, length(mark) + 1);
  done := concat(set_config('everfile.person', p_person::text, true), set_config('everfile.scope', scope, true),
    set_config('everfile.looks', split_part(scope, chr(31), 10), true), set_config('everfile.acting', '', true), set_config('everfile.locked', '', true));
  return split_part(scope, chr(31), 1);
end $$;

-- The parts of a scope one behind the other, as `scope_part` finds them. None may hold what parts them, or all behind it would be another's.
create or replace function scope_parts(scope jsonb) returns text language plpgsql immutable as $$
declare
  parts text[] := array[scope->>'actor', scope->>'units', scope->>'families', scope->>'pairs', scope->>'granted', scope->>'groups', scope->>'grades',
    scope->>'whole', scope->>'side', scope->>'looks'];
begin
  if strpos(array_to_string(parts, '', ''), chr(31)) > 0 then
    raise exception 'a scope holds the character that parts it';
  end if;
  return array_to_string(parts, chr(31), '');
end $$;

create or replace function gate_scope(p_person uuid) returns jsonb language plpgsql as $$
begin
  return scope_to(p_person, archive_today());
end $$;

-- Those of some records that are seen by a look at a class alone: what is not seen any more without those looks.
create or replace function scope_look_only(p_ids uuid[]) returns uuid[] language plpgsql as $$
declare
  looks text := scope_looks()::text;
  seen uuid[] := array(select r.id from record r where r.id = any(p_ids));
  own uuid[];
  done text;
begin
  done := set_config('everfile.looks', '', true);
  own := array(select r.id from record r where r.id = any(p_ids));
  done := set_config('everfile.looks', looks, true);
  return array(select v from unnest(seen) v where v <> all(own));
end $$;
