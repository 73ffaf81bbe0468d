-- Row security: who sees which rows, and which rows the gate may write. Behind the rights of the roles (`grants.sql`); asks whose eyes the
-- transaction looks through (`eyes.sql`).

do $$
declare
  t text;
begin
  foreach t in array array[
    'record', 'record_item', 'record_metadata', 'scan_pass', 'placement', 'disposal_list', 'disposal_list_item', 'disposal_opinion', 'task', 'job', 'hold', 'trigger',
    'transfer_batch', 'transfer_batch_item', 'transfer_check', 'digital_object', 'object_copy', 'object_text', 'register_entry', 'event', 'event_private', 'command', 'access_log', 'access_grant', 'bulk_verdict',
    'import_batch', 'import_row', 'former_code', 'record_relation', 'giving', 'standing_hold'
  ] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('drop policy if exists seen on %I', t);
    execute format('drop policy if exists written on %I', t);
    execute format('drop policy if exists added on %I', t);
    execute format('drop policy if exists named on %I', t);
    execute format('drop policy if exists seen_alone on %I', t);
  end loop;
end $$;

-- The gate itself looks at a record or a list as its actor does, at one at a time: its policies ask per row what a reader's ask once per
-- query, so that its plans have few parts to set up. At what belongs to a subject it looks only once it has seen the subject.
create policy seen_alone on disposal_list for select to everfile_writer using (
  id = any((select scope_locked())::uuid[]) or grade = any(scope_grades()) and families <@ scope_families() and (
    scope_is_whole() or forming_unit_id = any(scope_units()) or custody_unit_id = any(scope_units()) or appointed_groups && scope_groups()));
create policy seen_alone on transfer_batch for select to everfile_writer using (
  id = any((select scope_locked())::uuid[]) or grade = any(scope_grades()) and families <@ scope_families() and (
    scope_is_whole() or forming_unit_id = any(scope_units()) or custody_unit_id = any(scope_units()) or appointed_groups && scope_groups()));
create or replace function scope_sees(p_kind text, p_id uuid) returns boolean language plpgsql stable as $$
begin
  if p_kind = 'record' then
    return exists (select 1 from record where id = p_id);
  elsif p_kind = 'transfer-batch' then
    return exists (select 1 from transfer_batch where id = p_id);
  end if;
  return exists (select 1 from disposal_list where id = p_id);
end $$;
-- What the policy of records says for readers, as a function: a plan that writes a record it has locked has nothing of this to set up.
drop function if exists scope_shows(uuid, text, text, text, text, uuid, uuid, text[], uuid);
create or replace function scope_shows(of_record uuid, code text, of_grade text, of_volume text, of_family text, forming uuid, custody uuid, groups text[], list uuid,
    of_class text, formed date)
  returns boolean language plpgsql stable as $$
begin
  return code = scope_code() or of_grade = any(scope_grades()) and (of_volume is distinct from 'side' or scope_sees_side())
    and (of_record = any(scope_granted()) or of_family = any(scope_families()) and (
      scope_is_whole()
      or ((forming = any(scope_units()) or custody = any(scope_units()))
        and (scope_pairs() is null or forming || '/' || of_family = any(scope_pairs()) or custody || '/' || of_family = any(scope_pairs())))
      or groups && scope_groups()
      or (list is not null and scope_sees('disposal-list', list)))
    or scope_looks_at(forming, of_class, of_grade, formed, of_volume));
end $$;
create policy seen_alone on record for select to everfile_writer using (
  id = any((select scope_locked())::uuid[])
  or scope_shows(id, archival_code, grade, volume, family, forming_unit_id, custody_unit_id, open_groups, disposal_list_id, class_code, formed_on));

-- What bears the mark of a state secret waits for the security administrator, who sees of it in the gate that it waits.
drop policy if exists quarantined on record;
create policy quarantined on record for select to everfile_writer using (quarantine is not null and scope_answers_for_rights());

create policy seen on disposal_list for select to everfile_app, everfile_auditor using (
  grade = any((select scope_grades())::text[]) and families <@ (select scope_families())::text[] and (
    (select scope_is_whole())
    or forming_unit_id = any((select scope_units())::uuid[])
    or custody_unit_id = any((select scope_units())::uuid[])
    or appointed_groups && (select scope_groups())::text[]));
create policy written on disposal_list for update to everfile_writer
  using (id = any((select scope_acting())::uuid[])) with check (id = any((select scope_acting())::uuid[]));
create policy added on disposal_list for insert to everfile_writer with check (id = any((select scope_acting())::uuid[]));

-- Who is appointed to a batch sees what stands in its package; its records are seen by whoever sees those.
create policy seen on transfer_batch for select to everfile_app, everfile_auditor using (
  grade = any((select scope_grades())::text[]) and families <@ (select scope_families())::text[] and (
    (select scope_is_whole())
    or forming_unit_id = any((select scope_units())::uuid[])
    or custody_unit_id = any((select scope_units())::uuid[])
    or appointed_groups && (select scope_groups())::text[]));
create policy written on transfer_batch for update to everfile_writer
  using (id = any((select scope_acting())::uuid[])) with check (id = any((select scope_acting())::uuid[]));
create policy added on transfer_batch for insert to everfile_writer with check (id = any((select scope_acting())::uuid[]));

create policy seen on record for select to everfile_app, everfile_auditor using (
  grade = any((select scope_grades())::text[]) and (volume is distinct from 'side' or (select scope_sees_side()))
  and (id = any((select scope_granted())::uuid[]) or family = any((select scope_families())::text[]) and (
    (select scope_is_whole())
    or ((forming_unit_id = any((select scope_units())::uuid[]) or custody_unit_id = any((select scope_units())::uuid[]))
      and ((select scope_pairs()) is null or forming_unit_id || '/' || family = any((select scope_pairs())::text[])
        or custody_unit_id || '/' || family = any((select scope_pairs())::text[])))
    or open_groups && (select scope_groups())::text[]
    or (disposal_list_id is not null and exists (select 1 from disposal_list l where l.id = record.disposal_list_id)))
    -- As scope_looks_at says it, asked of nobody who has no look at a class.
    or (forming_unit_id = any((select scope_look_units())::uuid[]) and volume is distinct from 'side'
      and (forming_unit_id || '/' || class_code || '/' || grade = any((select scope_looks())::text[])
        or forming_unit_id || '/' || class_code || '/' || grade || '/' || extract(year from formed_on) = any((select scope_looks())::text[])))));
create policy written on record for update to everfile_writer
  using (id = any((select scope_acting())::uuid[])) with check (id = any((select scope_acting())::uuid[]));
create policy added on record for insert to everfile_writer with check (id = any((select scope_acting())::uuid[]));

create policy seen on task for select to everfile_app, everfile_auditor using (
  (subject_kind = 'record' and exists (select 1 from record r where r.id = subject_id))
  or (subject_kind = 'disposal-list' and exists (select 1 from disposal_list l where l.id = subject_id))
  or (subject_kind = 'transfer-batch' and exists (select 1 from transfer_batch b where b.id = subject_id)));
create policy named on task for select to everfile_writer using (id = scope_task() or assignee_id = scope_person());
create policy written on task to everfile_writer
  using (subject_id = any((select scope_acting())::uuid[])) with check (subject_id = any((select scope_acting())::uuid[]));

create policy seen on job for select to everfile_app, everfile_auditor using (
  exists (select 1 from record r where r.id = subject_id) or exists (select 1 from disposal_list l where l.id = subject_id)
  or exists (select 1 from transfer_batch b where b.id = subject_id));
create policy written on job to everfile_writer
  using (subject_id = any((select scope_acting())::uuid[])) with check (subject_id = any((select scope_acting())::uuid[]));

-- Everything that belongs to a record or a list is seen by who sees that: unit and grade are judged in one place.
do $$
declare
  t text;
begin
  foreach t in array array['hold', 'trigger', 'former_code', 'record_metadata', 'scan_pass', 'placement', 'digital_object', 'object_copy', 'object_text', 'disposal_list_item', 'disposal_opinion',
    'transfer_batch_item', 'transfer_check'] loop
    execute format(
      'create policy seen on %I for select to everfile_app, everfile_auditor using (
         exists (select 1 from record r where r.id = subject_id) or exists (select 1 from disposal_list l where l.id = subject_id)
         or exists (select 1 from transfer_batch b where b.id = subject_id))', t);
    execute format(
      'create policy written on %I to everfile_writer using (subject_id = any((select scope_acting())::uuid[])) with check (subject_id = any((select scope_acting())::uuid[]))', t);
  end loop;
end $$;

-- How full a cell is, the gate counts over all files.
create policy named on placement for select to everfile_writer using (freed_at is null);

create policy seen on record_item for select to everfile_app, everfile_auditor using (
  exists (select 1 from record r where r.id = record_id));
create policy written on record_item to everfile_writer
  using (record_id = any((select scope_acting())::uuid[])) with check (record_id = any((select scope_acting())::uuid[]));

-- A relation shows to who sees both records, so that neither tells of the other.
create policy seen on record_relation for select to everfile_app, everfile_auditor using (
  exists (select 1 from record r where r.id = subject_id) and exists (select 1 from record r where r.id = other_id));
create policy written on record_relation to everfile_writer
  using (subject_id = any((select scope_acting())::uuid[])) with check (subject_id = any((select scope_acting())::uuid[]));

-- Who asked for what at the window is seen by those who give and approve it, and by who reads the logs, of records that they see.
create or replace function scope_sees_givings() returns boolean language sql stable as
  $$ select scope_sees_log() or scope_is_whole() or exists (select 1 from unnest(scope_groups()) g where g like 'window-clerk@%' or g like 'archives-head@%' or g like 'unit-head@%') $$;
create policy seen on giving for select to everfile_app, everfile_auditor using (
  (select scope_sees_givings()) and exists (select 1 from record r where r.id = subject_id));
create policy written on giving to everfile_writer
  using (subject_id = any((select scope_acting())::uuid[])) with check (subject_id = any((select scope_acting())::uuid[]));
-- Numbers go on over all units.
create policy named on giving for select to everfile_writer using (true);

create policy seen on register_entry for select to everfile_app, everfile_auditor using (
  exists (select 1 from record r where r.id = record_id) or exists (select 1 from disposal_list l where l.id = list_id));
create policy written on register_entry to everfile_writer
  using (record_id = any((select scope_acting())::uuid[])) with check (record_id = any((select scope_acting())::uuid[]));

-- A hold on a class is seen by who is granted the class and acts in its unit, keeps the archives or sees everything; one on a file by who
-- sees that. On each of its records it is seen by whoever sees the record.
create or replace function scope_keeps_archives() returns boolean language sql stable as
  $$ select exists (select 1 from unnest(scope_groups()) g where g like 'archives-%@%' or g like 'leader@%' or g like 'main-head@%') $$;
create policy seen on standing_hold for select to everfile_app, everfile_auditor using (
  (record_id is null and family = any((select scope_families())::text[])
    and ((select scope_is_whole()) or (select scope_keeps_archives()) or unit_id = any((select scope_units())::uuid[])))
  or (record_id is not null and exists (select 1 from record r where r.id = record_id)));
create policy seen_alone on standing_hold for select to everfile_writer using (
  id = any((select scope_locked())::uuid[])
  or (record_id is null and family = any(scope_families()) and (scope_is_whole() or scope_keeps_archives() or unit_id = any(scope_units())))
  or (record_id is not null and scope_sees('record', record_id)));
create policy written on standing_hold for update to everfile_writer
  using (id = any((select scope_acting())::uuid[])) with check (id = any((select scope_acting())::uuid[]));
create policy added on standing_hold for insert to everfile_writer with check (id = any((select scope_acting())::uuid[]));

-- A verdict is of a record, and seen by whoever sees that.
create policy seen on bulk_verdict for select to everfile_app, everfile_auditor using (exists (select 1 from record r where r.id = subject_id));
create policy written on bulk_verdict to everfile_app using ((select scope_is_whole())) with check ((select scope_is_whole()));

-- An import is seen by the archives office that takes it into custody and by the unit that formed it, of those who are granted every
-- family of classes that its table names; so are its rows.
create policy seen_alone on import_batch for select to everfile_writer using (
  id = any((select scope_locked())::uuid[]) or grade = any(scope_grades()) and families <@ scope_families()
  and (scope_is_whole() or forming_unit_id = any(scope_units()) or custody_unit_id = any(scope_units())));
create policy seen on import_batch for select to everfile_app, everfile_auditor using (
  grade = any((select scope_grades())::text[]) and families <@ (select scope_families())::text[] and (
    (select scope_is_whole())
    or forming_unit_id = any((select scope_units())::uuid[])
    or custody_unit_id = any((select scope_units())::uuid[])));
create policy written on import_batch for update to everfile_writer
  using (id = any((select scope_acting())::uuid[])) with check (id = any((select scope_acting())::uuid[]));
create policy added on import_batch for insert to everfile_writer with check (id = any((select scope_acting())::uuid[]));
create policy seen on import_row for select to everfile_app, everfile_auditor using (
  (select scope_is_engine()) or import_id in (select b.id from import_batch b));
create policy written on import_row to everfile_app using ((select scope_is_whole())) with check ((select scope_is_whole()));

-- Filings and cases are seen in the unit and above, by the archives office, and a case by those whom it names.
do $$
declare
  t text;
begin
  foreach t in array array['filing_statement', 'filing_alert', 'accountability_case', 'code_reservation', 'code_explanation', 'secret_stub'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('drop policy if exists seen on %I', t);
    execute format('drop policy if exists written on %I', t);
    execute format('create policy written on %I to everfile_writer using (true) with check (true)', t);
  end loop;
end $$;
create policy seen on filing_statement for select to everfile_app, everfile_auditor using (
  (select scope_is_whole()) or unit_id = any((select scope_units())::uuid[]) or (select scope_keeps_archives()));
-- Who stands in for the head or the archivist of a unit sees what that unit has not filed.
create policy seen on filing_alert for select to everfile_app, everfile_auditor using (
  (select scope_is_whole()) or unit_id = any((select scope_units())::uuid[]) or (select scope_keeps_archives())
  or array['unit-head@' || unit_id, 'unit-archivist@' || unit_id] && (select scope_groups())::text[]);
create policy seen on accountability_case for select to everfile_app, everfile_auditor using (
  (select scope_is_whole()) or (select scope_keeps_archives()) or head_id = (select scope_person()) or direct_id = (select scope_person()));

-- Whoever files for a unit, or heads it, sees the history of its filings from the first day.
create or replace function scope_files(p_unit text) returns boolean language plpgsql stable as $$
begin
  return array['unit-head@' || p_unit, 'unit-archivist@' || p_unit] && scope_groups();
end $$;
create policy seen on event for select to everfile_app, everfile_auditor using (
  (stream_kind not in ('record', 'disposal-list', 'transfer-batch', 'import', 'standing-hold') and (select scope_sees_log())
    and (type not like 'code.stub-%' or 'restricted' = any((select scope_grades())::text[])))
  or stream_kind in ('schedule', 'scheme')
  or (stream_kind = 'standing-hold' and exists (select 1 from standing_hold h where h.id = stream_id))
  or (stream_kind = 'accountability-case' and exists (select 1 from accountability_case c where c.id = stream_id))
  or (stream_kind = 'code-sequence' and case when type like 'code.stub-%' then (canonical::jsonb->'data'->>'id')::uuid in (select s.id from secret_stub s)
    else exists (select 1 from code_reservation c where c.sequence_id = stream_id) or exists (select 1 from code_explanation c where c.sequence_id = stream_id) end)
  or (stream_kind = 'filing' and (exists (select 1 from filing_alert a where a.calendar_id = stream_id)
    or scope_files(canonical::jsonb->'data'->>'unitId')))
  or (stream_kind in ('person', 'site') and (select scope_sees_rights()))
  or (stream_kind = 'site' and seq in (select g.decided_seq from access_grant g where g.person_id = (select scope_person())))
  or (stream_kind = 'record' and exists (select 1 from record r where r.id = stream_id))
  or (stream_kind = 'disposal-list' and exists (select 1 from disposal_list l where l.id = stream_id))
  or (stream_kind = 'transfer-batch' and exists (select 1 from transfer_batch b where b.id = stream_id))
  or (stream_kind = 'import' and exists (select 1 from import_batch b where b.id = stream_id)));
create policy written on event to everfile_writer
  using (stream_id = any((select scope_acting())::uuid[])) with check (stream_id = any((select scope_acting())::uuid[]));

create policy seen on event_private for select to everfile_app using (
  stream_id = any((select scope_acting())::uuid[]) or exists (select 1 from record r where r.id = stream_id)
  or exists (select 1 from disposal_list l where l.id = stream_id) or exists (select 1 from transfer_batch b where b.id = stream_id));
create policy written on event_private to everfile_writer
  using (stream_id = any((select scope_acting())::uuid[])) with check (stream_id = any((select scope_acting())::uuid[]));

create policy seen on command for select to everfile_app, everfile_auditor, everfile_writer using (
  (select scope_is_whole()) or principal_id = (select scope_person()));
create policy written on command for insert to everfile_writer with check (principal_id = scope_person());

-- A request is seen by who made it, by who sees its record otherwise than by a grant, by who stands in for whom it waits, and by who reads the logs.
create policy seen on access_grant for select to everfile_app, everfile_auditor using (
  person_id = (select scope_person()) or (select scope_sees_log()) or (grade = any((select scope_grades())::text[]) and decider_groups && (select scope_stands_in())::text[])
  or (record_id is not null and not coalesce(record_id = any((select scope_granted())::uuid[]), false)
    and exists (select 1 from record r where r.id = record_id and not scope_looks_at(r.forming_unit_id, r.class_code, r.grade, r.formed_on, r.volume)))
  or (unit_id is not null and head_of_unit((select scope_person()), unit_id, (select archive_today())) is not null));
create policy written on access_grant to everfile_writer using (true) with check (true);

-- A refusal is logged even where no person could be named.
create policy seen on access_log for select to everfile_app, everfile_auditor using ((select scope_sees_log()) or person_id = (select scope_person()));
create policy written on access_log for insert to everfile_app with check (true);
