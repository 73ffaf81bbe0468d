-- Rights of the four roles, row security and the guards of the ledger. Applied again by every `migrate`; idempotent.

grant usage on schema public to everfile_app, everfile_writer, everfile_auditor;
revoke create on schema public from public;
revoke all on all tables in schema public from everfile_app, everfile_writer, everfile_auditor;
grant select on all tables in schema public to everfile_app;
grant select on all tables in schema public to everfile_auditor;
revoke select on credential, session, api_key, event_private, former_password, authenticator, sign_in_challenge from everfile_auditor;

-- What the API and the worker may write beside the gate: nothing of a record.
grant insert, update, delete on session, upload, upload_session, upload_part, copy_patrol, store_probe to everfile_app;
-- A person's own desk: drafts, named filters, what they have read. Row security keeps each to its owner.
grant insert, update, delete on task_draft, saved_view, notice_mark, notice_read to everfile_app;
revoke select on task_draft, saved_view, notice_mark, notice_read from everfile_auditor;
grant insert on access_log to everfile_app;
-- What a reader said that a person's file is opened for; it goes with the session.
grant insert, update, delete on view_purpose to everfile_app;
revoke select on view_purpose from everfile_auditor;
grant update on credential, api_key, authenticator to everfile_app;
grant insert, delete on sign_in_challenge to everfile_app;
grant insert on api_key to everfile_app;
-- A nudge says "look again" and changes nothing: the sweep inserts them as its caller.
grant insert, update, delete on outbox to everfile_app;
grant usage on sequence access_log_id_seq, outbox_id_seq to everfile_app;

-- What became of each record of a bulk work: its progress, and nothing of the record.
grant insert, update on bulk_verdict to everfile_app;

-- Signed heads of the log are added and never changed; a verification says how far it has come. Neither is of a record.
grant insert on checkpoint to everfile_app;
grant insert, update on verification_run to everfile_app;

-- The table of an import between its check and its records; and its files, which pass from the import to their records.
grant insert, update, delete on import_row to everfile_app;

-- What the gate writes, and nobody else.
grant select on all tables in schema public to everfile_writer;
grant insert, update on
  record, record_item, record_metadata, scan_pass, placement, disposal_list, disposal_list_item, disposal_opinion, task, job, hold, trigger,
  transfer_batch, transfer_batch_item, transfer_check, digital_object, object_copy, register_entry, code_counter, former_code to everfile_writer;
grant insert on event, event_private, command, outbox, object_text to everfile_writer;
grant update (salt, value) on event_private to everfile_writer;
grant update (hold_epoch) on fonds to everfile_writer;
grant update (taken_by) on upload to everfile_writer;
grant update (version, head_hash, clock_ahead, latest_on, clock_moved_at) on site to everfile_writer;
grant update (rights_version) on person to everfile_writer;
grant insert, update (ended_at) on deputy to everfile_writer;
grant insert, update on access_grant to everfile_writer;
-- Schedules as versions: their streams and rows, and the classes that follow an activation.
grant insert, update on schedule_version, schedule_row, record_class, bulk_job, import_batch to everfile_writer;
grant update (reference_epoch) on site to everfile_writer;
grant delete on task_draft to everfile_writer;
-- Administration, by gate_administer alone: the organisation, first passwords, and the end of a leaver's sessions and keys.
grant insert on site to everfile_writer;
-- Schemes, filings and cases, by gate_restructure alone.
grant insert, delete on working_day_exception to everfile_writer;
grant insert, update on calendar_year, scheme, scheme_class, class_cadence, crosswalk, filing_statement, filing_alert, accountability_case, code_reservation, code_explanation to everfile_writer;
grant insert, update on unit, unit_name, fonds, fonds_succession, person, post, class_grant, post_hand_over, credential to everfile_writer;
grant delete on session to everfile_writer;
grant insert, update on identity to everfile_writer;
grant insert, delete on former_password, authenticator to everfile_writer;
grant update (revoked_at) on api_key to everfile_writer;
grant delete on object_text, upload, copy_patrol to everfile_writer;
grant usage on sequence outbox_id_seq, event_position_seq to everfile_writer;

-- The ledger is append-only for everyone, the owner included.
create or replace function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is append-only: % on % is refused', tg_op, tg_table_name using errcode = 'insufficient_privilege';
end $$;
create or replace trigger event_append_only before update or delete on event for each row execute function refuse_change();
create or replace trigger event_no_truncate before truncate on event for each statement execute function refuse_change();
create or replace trigger register_entry_permanent before delete on register_entry for each row execute function refuse_change();
create or replace trigger register_entry_no_truncate before truncate on register_entry for each statement execute function refuse_change();
create or replace trigger checkpoint_append_only before update or delete on checkpoint for each row execute function refuse_change();
create or replace trigger checkpoint_no_truncate before truncate on checkpoint for each statement execute function refuse_change();
create or replace trigger command_append_only before update or delete on command for each row execute function refuse_change();

-- A schedule in force, or that was, is never edited: a change is a new version.
create or replace function refuse_edit_of_active() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new is not distinct from old then
    return new;
  end if;
  if exists (select 1 from schedule_version v where v.id = old.schedule_version_id and v.state in ('active', 'superseded')) then
    raise exception 'a schedule is never edited once it was active: % on % is refused', tg_op, tg_table_name using errcode = 'insufficient_privilege';
  end if;
  return coalesce(new, old);
end $$;
create or replace trigger schedule_row_frozen before update or delete on schedule_row for each row execute function refuse_edit_of_active();

-- The last position below which no event can come any more. A writer holds its lock on the table before it takes a position, so once the
-- lock is here every position that was taken is committed or gone. Writers wait for the rest of the caller's transaction: keep it short.
create or replace function checkpoint_horizon() returns bigint language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '5s' as $$
begin
  lock table event in share mode;
  return (select case when is_called then last_value else 0 end from event_position_seq);
end $$;
revoke all on function checkpoint_horizon() from public;
grant execute on function checkpoint_horizon() to everfile_app;

-- No record comes into being in a unit that ended meanwhile: whoever ends it holds its row until then.
create or replace function refuse_ended_unit() returns trigger language plpgsql as $$
begin
  perform 1 from unit where id = new.forming_unit_id and to_on is null for key share;
  if not found then
    raise exception sqlstate 'EV001' using message = 'the unit has ended';
  end if;
  return new;
end $$;
create or replace trigger record_in_living_unit before insert on record for each row execute function refuse_ended_unit();

-- Rights go by the family of a class (门类): a record keeps that of its own, a list those of all that is on it.
create or replace function keep_family() returns trigger language plpgsql as $$
begin
  new.family := coalesce((select c.family from record_class c where c.code = new.class_code), '');
  return new;
end $$;
create or replace trigger record_keeps_family before insert or update of class_code on record for each row execute function keep_family();
create or replace function keep_families() returns trigger language plpgsql as $$
declare
  family text := coalesce((select c.family from record_class c where c.code = new.class_code), '');
begin
  execute format('update %I set families = families || $1 where id = $2 and not $1 = any(families)', tg_argv[0]) using family, new.subject_id;
  return null;
end $$;
create or replace trigger disposal_list_item_keeps_families after insert on disposal_list_item for each row execute function keep_families('disposal_list');
create or replace trigger transfer_batch_item_keeps_families after insert on transfer_batch_item for each row execute function keep_families('transfer_batch');

-- From the commit of an approval on no lock of its records is lengthened: it waits for the patrol that is lengthening one right now, and a
-- patrol that comes later waits for it and then sees it (`activities/copies/secure`).
create or replace function lock_name_of_list(p_list uuid) returns bigint language sql immutable as
  $$ select hashtextextended('locks of list ' || p_list, 0) $$;
create or replace function approval_waits_for_patrol() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(public.lock_name_of_list(new.id));
  return new;
end $$;
create or replace trigger disposal_list_approval_waits_for_patrol before update of approved_by on disposal_list for each row
  when (old.approved_by is null and new.approved_by is not null) execute function approval_waits_for_patrol();

-- A draft lives as long as its task waits.
create or replace function drop_drafts() returns trigger language plpgsql as $$
begin
  delete from task_draft where task_id = new.id;
  return null;
end $$;
create or replace trigger task_drops_drafts after update of state on task for each row
  when (new.state in ('completed', 'cancelled')) execute function drop_drafts();

-- Whose eyes the transaction looks through. Unset means: sees nothing.
create or replace function scope_person() returns uuid language sql stable as
  $$ select nullif(current_setting('everfile.person', true), '')::uuid $$;
create or replace function scope_units() returns uuid[] language sql stable as
  $$ select coalesce(nullif(current_setting('everfile.units', true), ''), '{}')::uuid[] $$;
create or replace function scope_groups() returns text[] language sql stable as
  $$ select coalesce(nullif(current_setting('everfile.groups', true), ''), '{}')::text[] $$;
create or replace function scope_families() returns text[] language sql stable as
  $$ select coalesce(nullif(current_setting('everfile.families', true), ''), '{}')::text[] $$;
-- `unit/family` of posts that are granted unlike families; null where each of a person's posts is granted the same.
create or replace function scope_pairs() returns text[] language sql stable as
  $$ select nullif(current_setting('everfile.pairs', true), '')::text[] $$;
-- Single records that the person may look at for some days; null where there are none.
create or replace function scope_granted() returns uuid[] language sql stable as
  $$ select nullif(current_setting('everfile.granted', true), '')::uuid[] $$;
-- The one record that a request names by its code.
create or replace function scope_code() returns text language sql stable as
  $$ select nullif(current_setting('everfile.code', true), '') $$;
create or replace function scope_grades() returns text[] language sql stable as
  $$ select coalesce(nullif(current_setting('everfile.grades', true), ''), '{}')::text[] $$;
-- The one task that an act names; beside it the gate looks at the tasks that its actor holds.
create or replace function scope_task() returns uuid language sql stable as
  $$ select nullif(current_setting('everfile.task', true), '')::uuid $$;
create or replace function scope_is_whole() returns boolean language sql stable as
  $$ select coalesce(current_setting('everfile.whole', true), '') = 'yes' $$;
-- Who reads the logs: those who see everything, and the audit administrator, who sees no content (三员).
create or replace function scope_sees_log() returns boolean language sql stable as
  $$ select coalesce(current_setting('everfile.whole', true), '') in ('yes', 'log') $$;
-- Who reads the histories of people and of the site: those who read the logs, and the security administrator, who answers for rights.
create or replace function scope_sees_rights() returns boolean language sql stable as
  $$ select coalesce(current_setting('everfile.whole', true), '') in ('yes', 'log', 'rights') $$;
-- Side volumes of a case are internal: posts that serve the parties do not see them (办案规则 Art 22; domain/access: seesSideVolumes).
create or replace function scope_sees_side() returns boolean language sql stable as
  $$ select coalesce(current_setting('everfile.side', true), '') = 'yes' $$;
-- Subjects that the gate has seen under the actor's eyes in this transaction, and may therefore write.
create or replace function scope_acting() returns uuid[] language sql stable as
  $$ select coalesce(nullif(current_setting('everfile.acting', true), ''), '{}')::uuid[] $$;

-- Those of them whose heads are locked: the transaction sees them whatever becomes of them.
create or replace function scope_locked() returns uuid[] language sql stable as
  $$ select coalesce(nullif(current_setting('everfile.locked', true), ''), '{}')::uuid[] $$;

do $$
declare
  t text;
begin
  foreach t in array array[
    'record', 'record_item', 'record_metadata', 'scan_pass', 'placement', 'disposal_list', 'disposal_list_item', 'disposal_opinion', 'task', 'job', 'hold', 'trigger',
    'transfer_batch', 'transfer_batch_item', 'transfer_check', 'digital_object', 'object_copy', 'object_text', 'register_entry', 'event', 'event_private', 'command', 'access_log', 'access_grant', 'bulk_verdict',
    'import_batch', 'import_row', 'former_code'
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
create or replace function scope_shows(of_record uuid, code text, of_grade text, of_volume text, of_family text, forming uuid, custody uuid, groups text[], list uuid)
  returns boolean language plpgsql stable as $$
begin
  return code = scope_code() or of_grade = any(scope_grades()) and (of_volume is distinct from 'side' or scope_sees_side())
    and (of_record = any(scope_granted()) or of_family = any(scope_families()) and (
      scope_is_whole()
      or ((forming = any(scope_units()) or custody = any(scope_units()))
        and (scope_pairs() is null or forming || '/' || of_family = any(scope_pairs()) or custody || '/' || of_family = any(scope_pairs())))
      or groups && scope_groups()
      or (list is not null and scope_sees('disposal-list', list))));
end $$;
create policy seen_alone on record for select to everfile_writer using (
  id = any((select scope_locked())::uuid[])
  or scope_shows(id, archival_code, grade, volume, family, forming_unit_id, custody_unit_id, open_groups, disposal_list_id));

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
    or (disposal_list_id is not null and exists (select 1 from disposal_list l where l.id = record.disposal_list_id)))));
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

create policy seen on register_entry for select to everfile_app, everfile_auditor using (
  exists (select 1 from record r where r.id = record_id) or exists (select 1 from disposal_list l where l.id = list_id));
create policy written on register_entry to everfile_writer
  using (record_id = any((select scope_acting())::uuid[])) with check (record_id = any((select scope_acting())::uuid[]));

-- A verdict is of a record, and seen by whoever sees that.
create policy seen on bulk_verdict for select to everfile_app, everfile_auditor using (exists (select 1 from record r where r.id = subject_id));
create policy written on bulk_verdict to everfile_app using ((select scope_is_whole())) with check ((select scope_is_whole()));

-- An import is seen by the archives office that takes it into custody and by the unit that formed it.
create policy seen_alone on import_batch for select to everfile_writer using (
  id = any((select scope_locked())::uuid[]) or grade = any(scope_grades()) and (scope_is_whole() or forming_unit_id = any(scope_units()) or custody_unit_id = any(scope_units())));
create policy seen on import_batch for select to everfile_app, everfile_auditor using (
  grade = any((select scope_grades())::text[]) and (
    (select scope_is_whole())
    or forming_unit_id = any((select scope_units())::uuid[])
    or custody_unit_id = any((select scope_units())::uuid[])));
create policy written on import_batch for update to everfile_writer
  using (id = any((select scope_acting())::uuid[])) with check (id = any((select scope_acting())::uuid[]));
create policy added on import_batch for insert to everfile_writer with check (id = any((select scope_acting())::uuid[]));
create policy seen on import_row for select to everfile_app, everfile_auditor using (
  (select scope_is_whole()) or import_id in (select b.id from import_batch b));
create policy written on import_row to everfile_app using ((select scope_is_whole())) with check ((select scope_is_whole()));

-- Filings and cases are seen in the unit and above, by the archives office, and a case by those whom it names.
create or replace function scope_keeps_archives() returns boolean language sql stable as
  $$ select exists (select 1 from unnest(scope_groups()) g where g like 'archives-%@%' or g like 'leader@%' or g like 'main-head@%') $$;
do $$
declare
  t text;
begin
  foreach t in array array['filing_statement', 'filing_alert', 'accountability_case', 'code_reservation', 'code_explanation'] loop
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

create policy seen on event for select to everfile_app, everfile_auditor using (
  (stream_kind not in ('record', 'disposal-list', 'transfer-batch', 'import') and (select scope_sees_log()))
  or stream_kind in ('schedule', 'scheme')
  or (stream_kind = 'accountability-case' and exists (select 1 from accountability_case c where c.id = stream_id))
  or (stream_kind = 'code-sequence' and (exists (select 1 from code_reservation c where c.sequence_id = stream_id)
    or exists (select 1 from code_explanation c where c.sequence_id = stream_id)))
  or (stream_kind = 'filing' and exists (select 1 from filing_alert a where a.calendar_id = stream_id))
  or (stream_kind in ('person', 'site') and (select scope_sees_rights()))
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

-- A request is seen by who made it, by who sees its record otherwise than by a grant, and by who reads the logs.
create policy seen on access_grant for select to everfile_app, everfile_auditor using (
  person_id = (select scope_person()) or (select scope_sees_log())
  or (record_id is not null and not coalesce(record_id = any((select scope_granted())::uuid[]), false)
    and exists (select 1 from record r where r.id = record_id)));
create policy written on access_grant to everfile_writer using (true) with check (true);

-- A refusal is logged even where no person could be named.
create policy seen on access_log for select to everfile_app, everfile_auditor using ((select scope_sees_log()) or person_id = (select scope_person()));
create policy written on access_log for insert to everfile_app with check (true);
