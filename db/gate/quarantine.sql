-- Content that bears the mark of a state secret: nobody reads a byte or a word of its record, whatever else they may see, until the
-- security administrator has decided; who sees of the record no more than that it waits. Applied behind the policies of all tables.

do $$
declare
  t text;
begin
  foreach t in array array['object_copy', 'object_text'] loop
    execute format('drop policy if exists quarantined on %I', t);
    execute format(
      'create policy quarantined on %I as restrictive for select to everfile_app, everfile_auditor using (
         (select scope_is_engine()) or not exists (select 1 from record r where r.id = subject_id and r.quarantine is not null))', t);
  end loop;
end $$;

create or replace function quarantined_records(p_after uuid, p_limit int)
  returns table (id uuid, code text, class_code text, unit_id uuid, quarantine text) language plpgsql stable
  security definer set search_path = public, pg_temp as $$
begin
  if not scope_answers_for_rights() then
    return;
  end if;
  return query select r.id, r.archival_code, r.class_code, r.forming_unit_id, r.quarantine from record r
    where r.quarantine is not null and r.ended_on is null and (p_after is null or r.id < p_after) order by r.id desc limit p_limit;
end $$;

-- What is closed is searched for by its words no more, and again once it is open.
create or replace trigger record_quarantine_search_due after update of quarantine on record for each row
  when (old.quarantine is distinct from new.quarantine) execute function search_record_due();
