-- The clock of the law and the one query of facts (ADR 8).
-- All in plpgsql: its plans are kept for the connection's life. A function in plain SQL that cannot be inlined is planned again at every
-- call, which took 15 of the 20 ms of an act. Generic plans for the same reason: planning a query under row security costs more than running it.
-- Both settings are those of the product's role; a function that looks as somebody else has them itself. With another search path a kept
-- plan would be thrown away.

create or replace function archive_now() returns timestamptz language plpgsql stable as $$
begin
  return (select clock_timestamp() + clock_ahead from site);
end $$;

-- A civil date in the archive's zone that never goes back.
create or replace function archive_day(s site) returns date language plpgsql stable as $$
begin
  return greatest(s.latest_on, ((clock_timestamp() + s.clock_ahead) at time zone s.zone)::date);
end $$;

create or replace function archive_today() returns date language plpgsql stable as $$
begin
  return (select archive_day(site) from site);
end $$;

-- Who stands behind a session or a key; null when it is unknown, lapsed or revoked.
create or replace function gate_principal(p jsonb) returns uuid language plpgsql stable as $$
begin
  case p->>'kind'
    when 'person' then
      return (p->>'id')::uuid;
    when 'session' then
      return (select s.person_id from session s
        where s.id = p->>'hash' and s.expires_at > now() and s.last_seen_at > now() - make_interval(mins => coalesce((p->>'idleMinutes')::int, 30)));
    when 'key' then
      return (select k.person_id from api_key k
        where k.id = (p->>'id')::uuid and k.secret_hash = p->>'hash' and k.revoked_at is null and k.expires_at > now());
    else
      return null;
  end case;
end $$;

-- Which subject a task is about, and what its form rests on. What the subject holds is shown to nobody by this.
create or replace function gate_task(p_task uuid, out subject_id uuid, out subject_kind text, out form text) language plpgsql stable
  security definer set search_path = public, pg_temp as $$
begin
  form := set_config('everfile.task', p_task::text, true);
  select t.subject_id, t.subject_kind, t.form into gate_task.subject_id, gate_task.subject_kind, gate_task.form from task t where t.id = p_task;
end $$;

-- The rows of one subject as the actor sees them: first the subject itself under row security, then what belongs to it, which is seen
-- by whoever sees that. What a record's own row says it has none of is not looked for.
create or replace function gate_rows_of(p_id uuid, p_want jsonb) returns jsonb language plpgsql stable
  security definer set search_path = public, pg_temp as $$
declare
  subject jsonb;
  tasks jsonb;
  placed jsonb;
  of_fonds jsonb;
  answer jsonb;
  done text := set_config('everfile.acting', array[p_id]::text, true);
begin
  -- In one statement, as most acts need it: the parts are asked for of a record that row security lets through, and of no other.
  select to_jsonb(x), (select jsonb_agg(to_jsonb(t)) from task t where t.subject_id = x.id and (t.state in ('open', 'claimed')
        or (t.state = 'completed' and t.step = x.place_step and t.round = x.place_round))),
      case when x.carrier in ('paper', 'both') then (select jsonb_agg(to_jsonb(y)) from placement y where y.subject_id = x.id and y.freed_at is null) end,
      (select to_jsonb(f) from fonds f where f.id = x.fonds_id)
    into subject, tasks, placed, of_fonds from record x where x.id = p_id;
  if subject is not null then
    answer := jsonb_build_object('record', jsonb_build_array(subject), 'task', tasks, 'placement', placed, 'fonds', jsonb_build_array(of_fonds));
  else
    done := set_config('everfile.acting', '', true);
    select to_jsonb(x) into subject from disposal_list x where x.id = p_id;
    if subject is not null then
      answer := jsonb_build_object('disposal_list', jsonb_build_array(subject));
    else
      select to_jsonb(x) into subject from transfer_batch x where x.id = p_id;
      if subject is null then
        select to_jsonb(x) into subject from import_batch x where x.id = p_id;
        if subject is not null then
          return jsonb_build_object('import_batch', jsonb_build_array(subject),
            'fonds', (select jsonb_agg(to_jsonb(f)) from fonds f where f.id = (subject->>'fonds_id')::uuid));
        end if;
        select to_jsonb(x) into subject from standing_hold x where x.id = p_id;
        if subject is not null then
          return jsonb_build_object('standing_hold', jsonb_build_array(subject));
        end if;
        select to_jsonb(x) into subject from schedule_version x where x.id = p_id;
        return case when subject is null then '{}' else jsonb_build_object('schedule_version', jsonb_build_array(subject),
          'schedule_row', (select jsonb_agg(to_jsonb(x)) from schedule_row x where x.schedule_version_id = p_id),
          'bulk_job', (select jsonb_agg(to_jsonb(x)) from bulk_job x where x.subject_id = p_id)) end;
      end if;
      answer := jsonb_build_object('transfer_batch', jsonb_build_array(subject));
    end if;
    done := set_config('everfile.acting', array[p_id]::text, true);
    answer := answer || jsonb_build_object('task', (
      select jsonb_agg(to_jsonb(x)) from task x where x.subject_id = p_id and (x.state in ('open', 'claimed')
        or (x.state = 'completed' and x.step = subject->>'place_step' and x.round = (subject->>'place_round')::int))),
      'fonds', (select jsonb_agg(to_jsonb(f)) from fonds f where f.id = (subject->>'fonds_id')::uuid));
  end if;
  if (subject->>'active_holds')::int > 0 then
    answer := answer || jsonb_build_object('hold', (select jsonb_agg(to_jsonb(x)) from hold x where x.subject_id = p_id and x.state <> 'lifted'));
  end if;
  -- A person's task changes no job and no trigger: those come back by acts of their own.
  if not p_want ? 'brief' then
    answer := answer || jsonb_build_object(
      'job', (select jsonb_agg(to_jsonb(x)) from job x where x.subject_id = p_id and x.state in ('running', 'incident')),
      'trigger', (select jsonb_agg(to_jsonb(x)) from trigger x where x.subject_id = p_id and x.state = 'entered'));
  end if;
  if (p_want->>'objects')::boolean then
    answer := answer || jsonb_build_object(
      'digital_object', (select jsonb_agg(to_jsonb(x)) from digital_object x where x.subject_id = p_id),
      'object_copy', (select jsonb_agg(to_jsonb(x)) from object_copy x where x.subject_id = p_id),
      'record_metadata', (select jsonb_agg(to_jsonb(x)) from record_metadata x where x.subject_id = p_id));
  end if;
  -- Paper: its contents list and passes of scanning with the objects; its place on the shelf came with every act that may free it.
  if (p_want->>'objects')::boolean and subject->>'carrier' in ('paper', 'both') then
    answer := answer || jsonb_build_object(
      'record_item', (select jsonb_agg(to_jsonb(x)) from record_item x where x.record_id = p_id),
      'scan_pass', (select jsonb_agg(to_jsonb(x)) from scan_pass x where x.subject_id = p_id));
  end if;
  if (p_want->>'case')::boolean then
    answer := answer || jsonb_build_object(
      'record_relation', (select jsonb_agg(to_jsonb(x)) from record_relation x where x.subject_id = p_id));
  end if;
  -- What was given of it at the window: for the desk, and for the machines that erase who asked. No task of a person rests on it.
  if (p_want->>'objects')::boolean and not p_want ? 'brief' then
    answer := answer || jsonb_build_object('giving', (select jsonb_agg(to_jsonb(x)) from giving x where x.subject_id = p_id));
  end if;
  if (p_want->>'items')::boolean then
    answer := answer || jsonb_build_object(
      'disposal_list_item', (select jsonb_agg(to_jsonb(x) order by x.position) from disposal_list_item x where x.subject_id = p_id),
      'disposal_opinion', (select jsonb_agg(to_jsonb(x)) from disposal_opinion x where x.subject_id = p_id),
      'transfer_batch_item', (select jsonb_agg(to_jsonb(x) order by x.position) from transfer_batch_item x where x.subject_id = p_id),
      'transfer_check', (select jsonb_agg(to_jsonb(x)) from transfer_check x where x.subject_id = p_id));
  end if;
  done := set_config('everfile.acting', '', true);
  return answer;
end $$;

-- A cell by its barcode and which of its places are taken: by how many files is no secret, by which ones is.
create or replace function gate_cell(p_barcode text) returns jsonb language plpgsql stable
  security definer set search_path = public, pg_temp as $$
begin
  return (select jsonb_build_object('id', l.id, 'barcode', l.barcode, 'capacity', l.capacity,
      'taken', (select coalesce(jsonb_agg(x.slot order by x.slot), '[]') from placement x where x.cell_id = l.id and x.freed_at is null))
    from location l where l.barcode = p_barcode and l.kind = 'cell');
end $$;

-- Numbers that are kept back, whoever holds them: no counter may give one, also to who is not shown whose it is.
create or replace function gate_reserved(p_fonds uuid[]) returns jsonb language plpgsql stable
  security definer set search_path = public, pg_temp as $$
begin
  return (select coalesce(jsonb_agg(jsonb_build_object('fondsId', v.fonds_id, 'year', v.year, 'block', v.block, 'firstNumber', v.first_number,
      'lastNumber', v.last_number, 'releasedOn', v.released_on, 'usedNumbers', v.used_numbers, 'holderUnitId', v.holder_unit_id)), '[]') from code_reservation v
    where v.fonds_id = any(p_fonds) and (v.released_on is null or v.used_numbers <> '{}'));
end $$;

-- What an archival code names, for the decision on a request: the answer to its caller is the same for a code that names nothing.
-- A code that was replaced by another still names its record.
create or replace function gate_named(p_code text) returns jsonb language plpgsql stable
  security definer set search_path = public, pg_temp as $$
declare
  now_code text := p_code;
  next_code text;
  named record;
  seen boolean;
  done text;
begin
  -- No code is given twice, so a chain of renumberings has an end.
  loop
    select f.replaced_by into next_code from former_code f where f.code = now_code;
    exit when next_code is null;
    now_code := next_code;
  end loop;
  seen := exists (select 1 from record r where r.archival_code = now_code);
  done := set_config('everfile.code', now_code, true);
  select r.id, r.grade, r.forming_unit_id, r.custody_unit_id into named from record r where r.archival_code = now_code;
  done := set_config('everfile.code', '', true);
  return case when named.id is null then null else jsonb_build_object('recordId', named.id, 'isSeen', seen, 'grade', named.grade,
    'formingUnitId', named.forming_unit_id, 'custodyUnitId', named.custody_unit_id) end;
end $$;

-- The register counts over all units, whichever of them its reader sees. Two who take one number at once: the second tries again.
create or replace function next_giving(p_year int) returns int language plpgsql stable
  security definer set search_path = public, pg_temp as $$
begin
  return (select coalesce(max(x.number), 0) + 1 from giving x where x.year = p_year);
end $$;

-- How full the cells are, over all files: the reader's own eyes would count too few.
create or replace function shelf_counts() returns table (cell_id uuid, taken int) language plpgsql stable
  security definer set search_path = public, pg_temp as $$
begin
  return query select x.cell_id, count(*)::int from placement x where x.freed_at is null group by x.cell_id;
end $$;

-- Records with all on which their dates may rest, link by link, as the reader sees them: the main volume of the case, and whatever they
-- state a relation to.
create or replace function rests_on(p_ids uuid[]) returns uuid[] language plpgsql stable as $$
begin
  return array(
    with recursive rests as (
      select unnest(p_ids) as id
      union
      select o.id from rests x cross join lateral (
        select r.main_record_id from record r where r.id = x.id and r.main_record_id is not null
        union all select l.other_id from record_relation l where l.subject_id = x.id and l.withdrawn_on is null) o(id))
    select x.id from rests x);
end $$;

-- Everything that a decision rests on, in one round trip, through the actor's eyes.
create or replace function gate_facts(p jsonb) returns jsonb language plpgsql as $$
declare
  person uuid := gate_principal(p->'principal');
  actor jsonb;
  ids uuid[] := '{}';
  want jsonb := coalesce(p->'want', '{}');
  of_task record;
  of_site site;
  today date;
  subjects jsonb := '{}';
  of_fonds uuid[];
  answer jsonb;
begin
  select * into of_site from site;
  today := archive_day(of_site);
  actor := scope_to(person, today);
  if actor is null then
    return jsonb_build_object('actor', null);
  end if;
  if p ? 'subjects' then
    ids := array(select v::uuid from jsonb_array_elements_text(p->'subjects') v);
  end if;
  -- A task says itself which facts its completion needs.
  if p ? 'task' then
    select * into of_task from gate_task((p->>'task')::uuid);
    if of_task.subject_id is not null then
      ids := array[of_task.subject_id];
      want := jsonb_build_object('brief', true,
        'objects', of_task.form in ('create', 'file', 'arrange-file', 'file-volume', 'scan', 'quality', 'bind'), 'counters', of_task.form in ('file', 'file-volume'),
        'items', of_task.subject_kind in ('disposal-list', 'transfer-batch'), 'participants', of_task.form in ('approve', 'witness-check', 'start-execution'),
        'case', of_task.form in ('file', 'file-volume'),
        'listed', of_task.form in ('seal', 'opinion', 'authorise-terms', 'approve', 'witness-check')) || want;
    end if;
  end if;
  if (want->>'list')::boolean then
    ids := ids || array(select coalesce(r.disposal_list_id, r.transfer_batch_id) from record r
      where r.id = any(ids) and (r.disposal_list_id is not null or r.transfer_batch_id is not null));
    want := want || '{"items": true}';
  end if;
  if (want->>'listed')::boolean then
    ids := ids || array(select i.record_id from disposal_list_item i where i.subject_id = any(ids) and i.state <> 'left')
      || array(select i.record_id from transfer_batch_item i where i.subject_id = any(ids) and i.state <> 'left');
  end if;
  if (want->>'dating')::boolean and (want->>'case')::boolean then
    ids := rests_on(ids);
  end if;
  -- The volumes of a case, on which terms of each other may rest.
  if (want->>'case')::boolean and not want ? 'dating' and exists (select 1 from record r where r.id = any(ids) and r.volume is not null) then
    ids := ids || array(select distinct r.main_record_id from record r where r.id = any(ids) and r.main_record_id <> all(ids))
      || array(select v.id from record v where v.main_record_id = any(ids) and v.ended_on is null and v.id <> all(ids));
  end if;
  -- Records that stand in a stated relation to these: of most there is none.
  if (want->>'case')::boolean and not want ? 'dating' then
    ids := ids || array(select distinct v.id from record_relation r cross join lateral unnest(array[r.subject_id, r.other_id]) as v(id)
      where r.withdrawn_on is null and (r.subject_id = any(ids) or r.other_id = any(ids)) and v.id <> all(ids));
  end if;
  if (want->>'dating')::boolean then
    subjects := (select coalesce(jsonb_object_agg(r.id, jsonb_build_object('record', jsonb_build_array(to_jsonb(r)), 'job', (select jsonb_agg(to_jsonb(x))
      from job x where x.subject_id = r.id and x.kind = 'settle-retention' and x.state in ('running', 'incident')))
      || case when (want->>'data')::boolean then jsonb_build_object(
        'record_metadata', (select jsonb_agg(to_jsonb(x)) from record_metadata x where x.id = r.id),
        'record_item', (select jsonb_agg(to_jsonb(x)) from record_item x where x.record_id = r.id),
        'record_relation', (select jsonb_agg(to_jsonb(x)) from record_relation x where x.subject_id = r.id and x.withdrawn_on is null)) else '{}' end), '{}') from record r where r.id = any(ids));
  elsif (want->>'holding')::boolean then
    subjects := (select coalesce(jsonb_object_agg(r.id, jsonb_build_object('record', jsonb_build_array(to_jsonb(r)),
        'hold', (select jsonb_agg(to_jsonb(h)) from hold h where r.active_holds > 0 and h.subject_id = r.id and h.state <> 'lifted'),
        'object_copy', (select jsonb_agg(to_jsonb(c)) from object_copy c where c.subject_id = r.id and c.state = 'stored' and c.bucket in ('masters', 'evidence')))), '{}')
        from record r where r.id = any(ids))
      || (select coalesce(jsonb_object_agg(s.id, jsonb_build_object('standing_hold', jsonb_build_array(to_jsonb(s)))), '{}') from standing_hold s where s.id = any(ids));
  elsif cardinality(ids) = 1 then
    subjects := jsonb_build_object(ids[1], gate_rows_of(ids[1], want));
  elsif cardinality(ids) > 1 then
    subjects := (select jsonb_object_agg(i, gate_rows_of(i, want)) from unnest(ids) as i);
  end if;
  answer := jsonb_build_object(
    'actor', actor,
    'now', to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'today', today,
    'site', jsonb_build_object('id', of_site.id, 'mode', of_site.mode, 'version', of_site.version, 'headHash', of_site.head_hash,
      'coolingDays', of_site.cooling_days, 'backupDays', of_site.backup_days, 'zone', of_site.zone, 'referenceEpoch', of_site.reference_epoch,
      'archiveNow', to_char((clock_timestamp() + of_site.clock_ahead) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')),
    'subjects', subjects);
  -- What the actor sees by a look at a class alone they look at, and nothing else.
  if scope_looks() is not null and cardinality(ids) > 0 then
    answer := answer || jsonb_build_object('lookOnly', scope_look_only(ids));
  end if;
  -- Most acts ask for nothing more.
  if not p ?| '{key,fonds,unit,code,accessGrant,cell,cells,account,people,uploads}' and not want ?| '{dating,holding,deputies,window}'
    and not coalesce((want->>'counters')::boolean or (want->>'participants')::boolean or (want->>'objects')::boolean, false) then
    return answer;
  end if;
  if p ? 'key' then
    answer := answer || jsonb_build_object('prior', (select jsonb_build_object('bodyHash', c.body_hash, 'answer', c.answer) from command c
      where c.principal_id = person and c.key = p->>'key'));
  end if;
  if (want->>'objects')::boolean or p ? 'uploads' then
    answer := answer || jsonb_build_object('storeFit', coalesce((select failed = 0 from store_probe order by probed_at desc limit 1), false));
  end if;
  if p ? 'fonds' or want ?| '{dating,holding,counters}' then
    of_fonds := array(select distinct (coalesce(v->'record'->0, v->'disposal_list'->0, v->'transfer_batch'->0, v->'import_batch'->0)->>'fonds_id')::uuid
      from jsonb_each(subjects) s(k, v)) || (p->>'fonds')::uuid;
  end if;
  if p ? 'fonds' or want ?| '{dating,holding}' then
    answer := answer || jsonb_build_object('fonds', (select jsonb_agg(to_jsonb(f)) from fonds f where f.id = any(of_fonds)));
  end if;
  if (want->>'counters')::boolean then
    answer := answer || jsonb_build_object('counters', (select coalesce(jsonb_agg(to_jsonb(c)), '[]') from code_counter c
      where c.fonds_id = any(of_fonds)
        and c.year in (select extract(year from formed_on)::int from record where id = any(ids) union select extract(year from today)::int
          union select v::int from jsonb_array_elements_text(coalesce(p->'years', '[]')) v)),
      'reserved', gate_reserved(of_fonds));
  end if;
  if p ? 'unit' then
    answer := answer || jsonb_build_object('unit', (
      select jsonb_build_object('id', u.id, 'kind', u.kind, 'toOn', u.to_on, 'liveFrom', u.live_from, 'seenFamilies', array(select f from unnest(scope_families()) f
          where u.id = any(scope_units()) and (scope_pairs() is null or u.id || '/' || f = any(scope_pairs()))), 'fonds', (select to_jsonb(f) from fonds f
        where f.agency_unit_id = any(u.path) and f.closed_on is null order by array_position(u.path, f.agency_unit_id) desc limit 1))
      from unit u where u.id = (p->>'unit')::uuid));
  end if;
  if p ? 'code' then
    answer := answer || jsonb_build_object('named', gate_named(p->>'code'));
  end if;
  if p ? 'accessGrant' then
    answer := answer || coalesce((select jsonb_build_object('accessGrant', to_jsonb(g), 'headOfUnit', head_of_unit(person, g.unit_id, today))
      from access_grant g where g.id = (p->>'accessGrant')::uuid), '{}');
  end if;
  if p ? 'cell' then
    answer := answer || jsonb_build_object('cell', gate_cell(p->>'cell'));
  end if;
  if p ? 'cells' then
    answer := answer || jsonb_build_object('cells', (
      select coalesce(jsonb_agg(c), '[]') from (select gate_cell(v) as c from jsonb_array_elements_text(p->'cells') v) q where c is not null));
  end if;
  if p ? 'account' then
    answer := answer || jsonb_build_object('account', gate_account((p->>'account')::uuid, p->'identity'));
  end if;
  if p ? 'people' then
    answer := answer || jsonb_build_object('people', (
      select coalesce(jsonb_agg(gate_person(v::uuid, today)), '[]') from jsonb_array_elements_text(p->'people') v
      where exists (select 1 from person x where x.id = v::uuid)));
  end if;
  -- Whom records are about, as it was said last, and the next number of the register of what is given.
  if (want->>'window')::boolean then
    answer := answer || jsonb_build_object('nextGiving', next_giving(extract(year from today)::int),
      'subjectNames', (select coalesce(jsonb_object_agg(r.id, array(select v.value from event_private v
        where v.stream_id = r.id and v.field = 'subjectDigest' and v.value is not null order by v.seq desc limit 1)), '{}') from record r where r.id = any(ids)));
  end if;
  if (want->>'deputies')::boolean then
    answer := answer || jsonb_build_object('deputies', (
      select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'postId', d.post_id, 'principalId', d.principal_id, 'deputyId', d.deputy_id,
        'fromOn', d.from_on, 'toOn', d.to_on)), '[]') from deputy d where d.principal_id = person and d.ended_at is null));
  end if;
  if p ? 'uploads' then
    answer := answer || jsonb_build_object('uploads', (
      select coalesce(jsonb_agg(to_jsonb(u)), '[]') from upload u
      where u.owner_id = person and u.id in (select v::uuid from jsonb_array_elements_text(p->'uploads') v)));
  end if;
  if (want->>'participants')::boolean then
    answer := answer || jsonb_build_object('participants', (
      select coalesce(jsonb_agg(distinct q.actor_id) filter (where q.actor_id is not null), '[]') from (select e.actor_id from event e
      where e.stream_id in (select i.record_id from disposal_list_item i where i.subject_id = any(ids))
        and e.type in ('record.created', 'object.added')
        -- Whoever brought a backlog in, or approved it, made its records; that the engine wrote them is no distance.
        union all select unnest(array[b.brought_by, b.approved_by]) from import_batch b
          where b.id in (select r.import_id from disposal_list_item i join record r on r.id = i.record_id where i.subject_id = any(ids))) q));
  end if;
  return answer;
end $$;
