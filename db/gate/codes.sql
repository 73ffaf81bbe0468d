-- Archival codes: what was given stays given, and who sees what was said of a sequence. Applied behind the rights and policies of all tables.

create or replace trigger former_code_permanent before update or delete on former_code for each row execute function refuse_change();
create or replace trigger former_code_no_truncate before truncate on former_code for each statement execute function refuse_change();

-- No code is given twice: what a record bore before is borne by no other.
create or replace function refuse_former_code() returns trigger language plpgsql as $$
begin
  if exists (select 1 from former_code f where f.code = new.archival_code) then
    raise exception sqlstate 'EV001' using message = 'the code was given before';
  end if;
  if exists (select 1 from secret_stub s where s.code = new.archival_code and coalesce(s.ended_as in ('destroyed', 'transferred'), true)) then
    raise exception sqlstate 'EV001' using message = 'the code is a classified file''s';
  end if;
  return new;
end $$;
create or replace trigger record_bears_no_former_code before insert on record for each row
  when (new.archival_code is not null) execute function refuse_former_code();
create or replace trigger record_takes_no_former_code before update of archival_code on record for each row
  when (new.archival_code is not null and new.archival_code is distinct from old.archival_code) execute function refuse_former_code();

-- Whether a code was given before, the gate asks over all records.
create policy named on former_code for select to everfile_writer using (true);

create policy seen on code_reservation for select to everfile_app, everfile_auditor using (
  (select scope_is_whole()) or holder_unit_id = any((select scope_units())::uuid[]) or (select scope_keeps_archives()));
create policy seen on code_explanation for select to everfile_app, everfile_auditor using (
  (select scope_is_whole()) or (select scope_keeps_archives()));

-- A stub of a classified file: the circle that knows of it is kept smallest (保密法 Art 21). Its content staff are cleared to the highest
-- grade of this archive: the head of the unit that formed it, of the archives office of its fonds, and who sees the whole; and the
-- security administrator, who sees no content and here there is none.
create policy seen on secret_stub for select to everfile_app, everfile_auditor using (
  (select scope_answers_for_rights())
  or ('restricted' = any((select scope_grades())::text[]) and ((select scope_is_whole()) or 'unit-head@' || forming_unit_id = any((select scope_groups())::text[])
    or exists (select 1 from fonds f where f.id = fonds_id and 'archives-head@' || f.archives_unit_id = any((select scope_groups())::text[])))));
