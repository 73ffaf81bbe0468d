-- Machine work that stopped, for who keeps the machines: which work, why, how often; never on what. The system administrator sees no
-- content (三员), so row security hides the record and its jobs from them, and these functions tell what is left. Applied by every `migrate`.

create or replace function scope_keeps_machines() returns boolean language sql stable as
  $$ select exists (select 1 from unnest(scope_groups()) g where g like 'system-admin@%') $$;

create or replace function stopped_jobs(p_after_at timestamptz, p_after_id uuid, p_limit int)
  returns table (id uuid, kind text, error_code text, attempts int, owner_group text, started_at timestamptz) language plpgsql stable
  security definer set search_path = public, pg_temp as $$
begin
  if not scope_keeps_machines() then
    return;
  end if;
  return query select j.id, j.kind, j.error_code, j.attempts, j.owner_group, j.started_at from job j
    where j.state = 'incident' and (p_after_at is null or (j.started_at, j.id) > (p_after_at, p_after_id)) order by j.started_at, j.id limit p_limit;
end $$;

-- For the product's own process, which lets the work run again in the administrator's name; no answer to them holds it.
create or replace function stopped_job_subject(p_job uuid) returns uuid language plpgsql stable
  security definer set search_path = public, pg_temp as $$
begin
  return (select j.subject_id from job j where j.id = p_job and j.state = 'incident' and scope_keeps_machines());
end $$;

drop policy if exists stopped on job;
create policy stopped on job for select to everfile_writer using (state = 'incident');
