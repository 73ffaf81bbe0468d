-- Whose eyes the transaction looks through. Unset means: sees nothing.

-- What `scope_to` says of a person, part by part: one setting for all of it, as each that a transaction sets costs it more than to part one.
create or replace function scope_part(p_part int) returns text language sql stable as
  $$ select nullif(split_part(current_setting('everfile.scope', true), chr(31), p_part), '') $$;
create or replace function scope_person() returns uuid language sql stable as
  $$ select nullif(current_setting('everfile.person', true), '')::uuid $$;
create or replace function scope_units() returns uuid[] language sql stable as
  $$ select coalesce(scope_part(2), '{}')::uuid[] $$;
create or replace function scope_groups() returns text[] language sql stable as
  $$ select coalesce(scope_part(6), '{}')::text[] $$;
create or replace function scope_families() returns text[] language sql stable as
  $$ select coalesce(scope_part(3), '{}')::text[] $$;
-- `unit/family` of posts that are granted unlike families; null where each of a person's posts is granted the same.
create or replace function scope_pairs() returns text[] language sql stable as
  $$ select scope_part(4)::text[] $$;
-- Single records that the person may look at for some days; null where there are none.
create or replace function scope_granted() returns uuid[] language sql stable as
  $$ select scope_part(5)::uuid[] $$;
-- What classes of which units the person may look at for some days, as `unit/class/grade` or `unit/class/grade/year`; null where there are none.
create or replace function scope_looks() returns text[] language sql stable as
  $$ select nullif(current_setting('everfile.looks', true), '')::text[] $$;
-- The units of those: of a record of any other unit nothing more is compared. Null where there are none.
create or replace function scope_look_units() returns uuid[] language sql stable as
  $$ select case when scope_looks() is not null then array(select distinct split_part(l, '/', 1)::uuid from unnest(scope_looks()) l) end $$;
-- Whether a look at a class shows a record, of which no side volume is shown by one.
create or replace function scope_looks_at(forming uuid, of_class text, of_grade text, formed date, of_volume text) returns boolean language plpgsql stable as $$
begin
  return scope_looks() is not null and of_volume is distinct from 'side'
    and (forming || '/' || of_class || '/' || of_grade = any(scope_looks())
      or forming || '/' || of_class || '/' || of_grade || '/' || extract(year from formed) = any(scope_looks()));
end $$;
-- The one record that a request names by its code.
create or replace function scope_code() returns text language sql stable as
  $$ select nullif(current_setting('everfile.code', true), '') $$;
create or replace function scope_grades() returns text[] language sql stable as
  $$ select coalesce(scope_part(7), '{}')::text[] $$;
-- The one task that an act names; beside it the gate looks at the tasks that its actor holds.
create or replace function scope_task() returns uuid language sql stable as
  $$ select nullif(current_setting('everfile.task', true), '')::uuid $$;
create or replace function scope_is_whole() returns boolean language sql stable as
  $$ select coalesce(scope_part(8), '') = 'yes' $$;
-- Who reads the logs: those who see everything, and the audit administrator, who sees no content (三员).
create or replace function scope_sees_log() returns boolean language sql stable as
  $$ select coalesce(scope_part(8), '') in ('yes', 'log') $$;
-- Who reads the histories of people and of the site: those who read the logs, and the security administrator, who answers for rights.
create or replace function scope_sees_rights() returns boolean language sql stable as
  $$ select coalesce(scope_part(8), '') in ('yes', 'log', 'rights') $$;
-- The security administrator alone.
create or replace function scope_answers_for_rights() returns boolean language sql stable as
  $$ select coalesce(scope_part(8), '') = 'rights' $$;
-- The product's own engine, which reads what nobody may to do what was decided of it.
create or replace function scope_is_engine() returns boolean language sql stable as
  $$ select exists (select 1 from unnest(scope_groups()) g where g like 'engine@%') $$;
-- Side volumes of a case are internal: posts that serve the parties do not see them (办案规则 Art 22; domain/access: seesSideVolumes).
create or replace function scope_sees_side() returns boolean language sql stable as
  $$ select coalesce(scope_part(9), '') = 'yes' $$;
-- Subjects that the gate has seen under the actor's eyes in this transaction, and may therefore write.
create or replace function scope_acting() returns uuid[] language sql stable as
  $$ select coalesce(nullif(current_setting('everfile.acting', true), ''), '{}')::uuid[] $$;

-- Those of them whose heads are locked: the transaction sees them whatever becomes of them.
create or replace function scope_locked() returns uuid[] language sql stable as
  $$ select coalesce(nullif(current_setting('everfile.locked', true), ''), '{}')::uuid[] $$;
