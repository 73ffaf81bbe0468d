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

-- Where a public variant stands for a file, its bytes, pictures and words are for those alone who are cleared for the original.
do $$
declare
  t text;
begin
  foreach t in array array['object_copy', 'object_text'] loop
    execute format('drop policy if exists screened on %I', t);
    execute format(
      'create policy screened on %I as restrictive for select to everfile_app, everfile_auditor using (
         (select scope_is_engine()) or not exists (select 1 from digital_object o where o.id = object_id and o.screen_grade <> all((select scope_grades())::text[])))', t);
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

-- What waits for the decision, and where in the ledger its mark was found: a place, an instant and a day, and nothing of what it says.
create or replace function marks_found(p_limit int)
  returns table (id uuid, code text, class_code text, unit_id uuid, place bigint, said_at timestamptz, said_on date, actor_id uuid)
  language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  ids uuid[];
  done text;
begin
  if not scope_answers_for_rights() then
    return;
  end if;
  ids := array(select r.id from record r where r.quarantine = 'found' and r.ended_on is null order by r.id limit p_limit);
  if cardinality(ids) = 0 then
    return;
  end if;
  done := set_config('everfile.acting', ids::text, true);
  return query
    select r.id, r.archival_code, r.class_code, r.forming_unit_id, e.position, (e.canonical::jsonb->>'at')::timestamptz,
      (e.canonical::jsonb->>'on')::date, e.actor_id
    from record r cross join lateral (select x.position, x.canonical, x.actor_id from event x
      where x.stream_id = r.id and x.type = 'record.quarantined' order by x.seq desc limit 1) e
    where r.id = any(ids) order by e.position;
  done := set_config('everfile.acting', '', true);
end $$;

-- What is closed is searched for by its words no more, and again once it is open.
create or replace trigger record_quarantine_search_due after update of quarantine on record for each row
  when (old.quarantine is distinct from new.quarantine) execute function search_record_due();
