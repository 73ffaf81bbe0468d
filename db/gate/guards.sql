-- What no act may break, whoever writes: the guards of the ledger and of rows that rest on others. Each runs as whoever writes, and sees
-- what that role is shown: a guard that looked as the owner of the tables would see nothing under forced row security, and refuse nothing.

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
-- Of the version itself only the head of its history moves, and its last step: that another one has taken its place.
create or replace function refuse_change_of_active() returns trigger language plpgsql as $$
begin
  if old.state in ('active', 'superseded') and (tg_op = 'DELETE' or (new.schedule, new.version, new.effective_on, new.sha256, new.based_on_id, new.editors, new.consent_number)
      is distinct from (old.schedule, old.version, old.effective_on, old.sha256, old.based_on_id, old.editors, old.consent_number)
    or not (new.state = old.state or (old.state = 'active' and new.state = 'superseded'))) then
    raise exception 'a schedule is never edited once it was active: % on % is refused', tg_op, tg_table_name using errcode = 'insufficient_privilege';
  end if;
  return coalesce(new, old);
end $$;
create or replace trigger schedule_version_frozen before update or delete on schedule_version for each row execute function refuse_change_of_active();
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

-- No record comes into being in a unit that ended meanwhile, nor, but for a backlog's, in one that is set to begin later: whoever changes
-- that holds its row until then.
create or replace function refuse_ended_unit() returns trigger language plpgsql as $$
begin
  perform 1 from unit where id = new.forming_unit_id and to_on is null
    and (new.import_id is not null or coalesce(live_from <= archive_today(), false)) for key share;
  if not found then
    raise exception sqlstate 'EV001' using message = 'the unit has ended, or does not work yet';
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

-- An import keeps those of its own class and of all that its table names, good rows and faulty ones.
create or replace function keep_import_family() returns trigger language plpgsql as $$
begin
  new.families := array(select c.family from record_class c where c.code = new.class_code);
  return new;
end $$;
create or replace trigger import_batch_keeps_family before insert on import_batch for each row execute function keep_import_family();
create or replace function keep_import_families() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  of_import record;
  done text;
begin
  for of_import in select n.import_id as id, array_agg(distinct c.family) as families
    from staged n join record_class c on c.code = n.class_code group by n.import_id
  loop
    done := set_config('everfile.acting', array[of_import.id]::text, true);
    update import_batch b set families = array(select distinct unnest(b.families || of_import.families) order by 1)
      where b.id = of_import.id and not of_import.families <@ b.families;
  end loop;
  done := set_config('everfile.acting', '', true);
  return null;
end $$;
create or replace trigger import_row_keeps_families after insert on import_row referencing new table as staged
  for each statement execute function keep_import_families();

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
