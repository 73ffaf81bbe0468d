-- Search (ADR 11): entries are found by grams through one function and shown through row security of the records alone.
-- An index on grams is of no use under a policy (its operators are not leakproof), so the entries themselves are shown to nobody.

revoke all on search_entry, search_due from everfile_app, everfile_auditor, everfile_writer;
grant select, insert, delete on search_entry to everfile_writer;
grant insert on search_due to everfile_writer;
grant select, insert, delete on search_due to everfile_app;
grant usage on sequence search_due_id_seq to everfile_app, everfile_writer;
create sequence if not exists search_number;
grant usage, select, update on sequence search_number to everfile_writer;

alter table search_entry enable row level security;
alter table search_entry force row level security;
drop policy if exists indexed on search_entry;
create policy indexed on search_entry to everfile_writer using (true) with check (true);

-- Whatever a search looks into and changes is due anew. Where a record stands and who acts on it is not of it.
create or replace function search_record_due() returns trigger language plpgsql as $$
begin
  insert into search_due (record_id) values (new.id);
  return null;
end $$;
create or replace trigger record_search_due_new after insert on record for each row execute function search_record_due();
create or replace trigger record_search_due
  after update of title, archival_code, class_code, forming_unit_id, custody_unit_id, formed_on, ended_on on record for each row
  when ((old.title, old.archival_code, old.class_code, old.forming_unit_id, old.custody_unit_id, old.formed_on, old.ended_on)
    is distinct from (new.title, new.archival_code, new.class_code, new.forming_unit_id, new.custody_unit_id, new.formed_on, new.ended_on))
  execute function search_record_due();
create or replace function search_text_due() returns trigger language plpgsql as $$
begin
  insert into search_due (record_id) select distinct subject_id from changed;
  return null;
end $$;
create or replace trigger object_text_search_due after insert on object_text
  referencing new table as changed for each statement execute function search_text_due();
create or replace trigger object_text_search_gone after delete on object_text
  referencing old table as changed for each statement execute function search_text_due();
create or replace function search_subject_due() returns trigger language plpgsql as $$
begin
  insert into search_due (record_id) select distinct subject_id from changed;
  return null;
end $$;
create or replace function search_item_due() returns trigger language plpgsql as $$
begin
  insert into search_due (record_id) select distinct record_id from changed;
  return null;
end $$;
create or replace trigger record_item_search_due after insert on record_item
  referencing new table as changed for each statement execute function search_item_due();
create or replace trigger record_item_search_changed after update on record_item
  referencing new table as changed for each statement execute function search_item_due();

create or replace trigger record_metadata_search_due after insert on record_metadata
  referencing new table as changed for each statement execute function search_subject_due();
create or replace trigger record_metadata_search_changed after update on record_metadata
  referencing new table as changed for each statement execute function search_subject_due();

-- A mark stands among the grams, below zero: what readers and filters narrow by.
create or replace function search_mark(p_said text) returns int language sql immutable strict parallel safe as
  $$ select -1 - ('x' || substr(md5(p_said), 1, 7))::bit(28)::int $$;
-- Entries in the order of their numbers, by slices: the newest are looked into first, and most searches end there.
create or replace function search_slice(p_number bigint) returns int language sql immutable strict parallel safe as
  $$ select -1073741825 - (p_number / 2048)::int $$;
create or replace function search_marks(p_number bigint, p_forming uuid, p_custody uuid, p_class text, p_formed date) returns int[]
  language sql immutable parallel safe as
  $$ select array_remove(array[search_slice(p_number), search_mark('unit:' || p_forming), search_mark('unit:' || p_custody),
       search_mark('forming:' || p_forming), search_mark('class:' || p_class), search_mark('year:' || extract(year from p_formed)::int)], null) $$;

-- Writes the entries of records anew; whoever is named without entries has none afterwards. The caller sees the records.
-- A record keeps its number unless it has grown by pages: slices stay of one size.
create or replace function search_put(p_records uuid[], p_entries jsonb) returns int language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  written int;
begin
  with gone as (
    delete from search_entry where record_id = any(p_records) returning record_id, number),
  known as (
    select record_id, max(number) as number, count(*) as entries from gone group by record_id),
  given as (
    select * from jsonb_to_recordset(p_entries) as e(record_id uuid, source_id uuid, page int, grams int[], text text)),
  counted as (
    select record_id, count(*) as entries from given group by record_id),
  numbered as (
    select c.record_id, case when k.entries >= c.entries - 2 then k.number
      else setval('search_number', nextval('search_number') + c.entries - 1) end as number
    from counted c left join known k on k.record_id = c.record_id order by c.record_id)
  insert into search_entry (record_id, source_id, page, number, grams, text)
    select g.record_id, g.source_id, g.page, n.number,
      g.grams || search_marks(n.number, r.forming_unit_id, r.custody_unit_id, r.class_code, r.formed_on), g.text
    from given g join numbered n on n.record_id = g.record_id join record r on r.id = g.record_id
    on conflict do nothing;
  get diagnostics written = row_count;
  return written;
end $$;

create or replace function search_newest() returns bigint language sql stable security definer set search_path = public, pg_temp as
  $$ select coalesce(max(number), 0) from search_entry $$;

-- The entries in which all needles stand, one for a record, from slice p_low up to p_high; of the reader's own units, and of the records
-- named beside them. Who truly sees what was found, the caller asks of row security.
create or replace function search_hits(p_grams int[], p_needles text[], p_wanted jsonb, p_low int, p_high int)
  returns table (record_id uuid, number bigint, source_id uuid, page int) language plpgsql stable rows 500
  security definer set search_path = public, pg_temp set enable_seqscan = off set enable_indexscan = off as $$
declare
  slices int[] := array(select search_slice(n::bigint * 2048) from generate_series(p_low, p_high) n);
  wanted int[] := p_grams || array(select search_mark(m) from jsonb_array_elements_text(p_wanted->'marks') m);
  units int[] := array(select search_mark('unit:' || u) from (select unnest(scope_units()) union select unnest(scope_look_units())) as s(u));
  beside uuid[] := array(select m::uuid from jsonb_array_elements_text(p_wanted->'beside') m);
  of_persons boolean := (p_wanted->>'ofPersons')::boolean;
begin
  if cardinality(p_needles) = 0 or cardinality(p_grams) = 0 then
    return;
  end if;
  if scope_is_whole() then
    return query
      select distinct on (e.number, e.record_id) e.record_id, e.number, e.source_id, e.page from search_entry e
      where e.grams @> wanted and e.grams && slices and (e.page = -1) = of_persons
        and not exists (select from unnest(p_needles) n where position(n in e.text) = 0)
      order by e.number desc, e.record_id, e.page;
    return;
  end if;
  return query
    select distinct on (e.number, e.record_id) e.record_id, e.number, e.source_id, e.page from (
      select x.* from search_entry x where x.grams @> wanted and x.grams && slices and x.grams && units
      union all
      select x.* from search_entry x where x.record_id = any(beside) and x.grams @> wanted and x.grams && slices and not x.grams && units) e
    where (e.page = -1) = of_persons and not exists (select from unnest(p_needles) n where position(n in e.text) = 0)
    order by e.number desc, e.record_id, e.page;
end $$;
