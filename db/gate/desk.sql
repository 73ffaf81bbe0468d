-- Whoever left a form for ninety days begins it anew.
create or replace function drop_old_drafts() returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from task_draft where saved_at < now() - interval '90 days';
  -- Longer than anybody tries a lost answer again.
  delete from desk_answer where answered_at < now() - interval '7 days';
end $$;

-- What lies on a person's own desk is nobody else's.
do $$
declare
  t text;
begin
  foreach t in array array['task_draft', 'saved_view', 'notice_mark', 'notice_read', 'desk_answer'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('drop policy if exists own on %I', t);
    execute format('create policy own on %I to everfile_app using (person_id = (select scope_person())) with check (person_id = (select scope_person()))', t);
  end loop;
end $$;
drop policy if exists dropped on task_draft;
create policy dropped on task_draft to everfile_writer using (true);
drop policy if exists dropped on desk_answer;
create policy dropped on desk_answer to everfile_writer using (true);

-- An errand is its owner's; the engine does it.
alter table errand enable row level security;
alter table errand force row level security;
drop policy if exists own on errand;
create policy own on errand to everfile_app
  using (asked_by = (select scope_person()) or (select scope_is_engine()))
  with check (asked_by = (select scope_person()) or (select scope_is_engine()));
