-- The floor: the rows of a lifecycle with a guard, a key and a hash chain, and nothing else. One call is one act and one commit.
-- No facts are read, no rights, no row security, no outbox; canonical texts come from the client as they are.

create schema floor;
create table floor.record (like public.record including all);
create table floor.task (like public.task including all);
create table floor.event (like public.event including all);
create table floor.command (like public.command including all);

create function floor.remember(p_person uuid, p_key text, p_command uuid, p_name text, p_answer jsonb) returns void language sql as $$
  insert into floor.command (principal_id, key, id, name, body_hash, answer)
    values (p_person, p_key, p_command, p_name, '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a', p_answer)
$$;

-- Appends texts behind a head and answers the new head.
create function floor.append(p_record uuid, p_version int, p_head text, p_person uuid, p_types text[], p_texts text[]) returns text language plpgsql as $$
declare
  head bytea := decode(p_head, 'hex');
begin
  for i in 1 .. array_length(p_texts, 1) loop
    head := sha256(head || convert_to(p_texts[i], 'UTF8'));
    insert into floor.event (stream_id, seq, stream_kind, type, actor_id, canonical, hash)
      values (p_record, p_version + i, 'record', p_types[i], p_person, p_texts[i], head);
  end loop;
  return encode(head, 'hex');
end $$;

create function floor.open_task(p_task uuid, p_record uuid, p_step text, p_group text) returns void language sql as $$
  insert into floor.task (id, subject_kind, subject_id, step, slot, round, candidate_group, escalation_group, form, state, due_on, opened_at, escalations, look_on)
    values (p_task, 'record', p_record, p_step, 'one', 0, p_group, p_group, 'arrange', 'open', current_date + 3, now(), 0, current_date + 2)
$$;

create function floor.create_record(
  p_record uuid, p_task uuid, p_person uuid, p_key text, p_command uuid, p_texts text[], p_definition uuid, p_fonds uuid, p_unit uuid, p_step text, p_group text
) returns int language plpgsql as $$
begin
  perform floor.remember(p_person, p_key, p_command, 'record.create', jsonb_build_object('recordId', p_record, 'place', p_step));
  insert into floor.record (id, version, head_hash, level, carrier, title, class_code, definition_id, fonds_id, forming_unit_id, grade, formed_on,
      place_step, place_round, place_version, active_holds, source_system, created_by, created_at, open_groups)
    values (p_record, 2, floor.append(p_record, 0, '', p_person, array['record.created', 'task.opened'], p_texts), 'item', 'paper',
      '失业保险待遇核定材料', 'SI-5-03', p_definition, p_fonds, p_unit, 'internal', '2016-03-02', p_step, 0, 1, 0, 'benefits', p_person, now(), array[p_group]);
  perform floor.open_task(p_task, p_record, p_step, p_group);
  return 2;
end $$;

create function floor.claim(p_record uuid, p_version int, p_task uuid, p_person uuid, p_key text, p_command uuid, p_texts text[]) returns int language plpgsql as $$
declare
  head text;
begin
  select head_hash into strict head from floor.record where id = p_record and version = p_version for update;
  perform floor.remember(p_person, p_key, p_command, 'task.claim', jsonb_build_object('taskId', p_task, 'subjectId', p_record));
  update floor.record set version = p_version + 1, head_hash = floor.append(p_record, p_version, head, p_person, array['task.claimed'], p_texts) where id = p_record;
  update floor.task set state = 'claimed', assignee_id = p_person, claimed_at = now() where id = p_task and state = 'open';
  return p_version + 1;
end $$;

-- The last completion has no next task and arms the wake-up.
create function floor.complete(
  p_record uuid, p_version int, p_task uuid, p_person uuid, p_key text, p_command uuid, p_texts text[], p_next uuid, p_step text, p_group text
) returns int language plpgsql as $$
declare
  head text;
begin
  select head_hash into strict head from floor.record where id = p_record and version = p_version for update;
  perform floor.remember(p_person, p_key, p_command, 'task.complete', jsonb_build_object('taskId', p_task, 'subjectId', p_record, 'place', p_step));
  update floor.record set version = p_version + array_length(p_texts, 1), place_step = p_step, place_version = p_version + 2,
      wake_on = case when p_next is null then current_date + 365 end, open_groups = array[p_group],
      head_hash = floor.append(p_record, p_version, head, p_person, array['task.completed', 'place.moved', 'task.opened'], p_texts)
    where id = p_record;
  update floor.task set state = 'completed', completed_at = now(), completed_by = p_person, outcome = 'done', look_on = null where id = p_task and state = 'claimed';
  if p_next is not null then
    perform floor.open_task(p_next, p_record, p_step, p_group);
  end if;
  return p_version + array_length(p_texts, 1);
end $$;
