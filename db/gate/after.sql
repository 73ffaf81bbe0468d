-- Where a subject stands: after an act, and when its workflow asks. Plans as in facts.sql.

-- What a person wants to know as soon as an act is done: where the subject stands now, and the next of the tasks that they hold. Nulls
-- where they see the subject no more. Looks through the eyes that the transaction has.
create or replace function after_act(p_person uuid, p_subject uuid) returns jsonb language plpgsql stable as $$
declare
  place record;
  own record;
  next_task uuid;
begin
  select definition_id, place_step, place_round into place from record where id = p_subject;
  if place.definition_id is null then
    select definition_id, place_step, place_round into place from disposal_list where id = p_subject;
  end if;
  if place.definition_id is null then
    select definition_id, place_step, place_round into place from transfer_batch where id = p_subject;
  end if;
  for own in select id, subject_kind, subject_id from task where assignee_id = p_person and state = 'claimed' order by due_on, id limit 20 loop
    if own.subject_id = p_subject or scope_sees(own.subject_kind, own.subject_id) then
      next_task := own.id;
      exit;
    end if;
  end loop;
  return jsonb_build_object('definitionId', place.definition_id, 'placeStep', place.place_step, 'placeRound', place.place_round, 'nextTaskId', next_task);
end $$;

-- The same for an act that was done before and is answered again.
create or replace function gate_after(p_principal jsonb, p_subject uuid) returns jsonb language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  person uuid := gate_principal(p_principal);
begin
  if gate_scope(person) is null then
    return null;
  end if;
  return after_act(person, p_subject);
end $$;

-- Where a subject stands, in one round trip: what its workflow asks after each wake. Null: there is none.
create or replace function gate_standing(p_engine uuid, p_kind text, p_id uuid) returns jsonb language plpgsql as $$
declare
  answer jsonb;
begin
  perform gate_scope(p_engine);
  if p_kind = 'record' then
    select jsonb_build_object('version', version, 'placeStep', place_step, 'placeVersion', place_version, 'wakeOn', wake_on, 'endedOn', ended_on,
        'dormancy', dormancy) into answer from record where id = p_id;
  elsif p_kind = 'transfer-batch' then
    select jsonb_build_object('version', version, 'placeStep', place_step, 'placeVersion', place_version, 'wakeOn', wake_on, 'endedOn', ended_on)
      into answer from transfer_batch where id = p_id;
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
