-- Rights are judged again in the commit of each act: whatever changes a person's posts, state or clearance counts their version up.
create or replace function count_rights_of_post() returns trigger language plpgsql as $$
declare
  holders uuid[] := array_remove(array[case when tg_op <> 'INSERT' then old.person_id end, case when tg_op <> 'DELETE' then new.person_id end], null);
begin
  update person set rights_version = rights_version + 1
    where id = any(holders) or id in (select d.deputy_id from deputy d where d.principal_id = any(holders) and d.ended_at is null);
  return null;
end $$;
create or replace trigger post_counts_rights after insert or update or delete on post for each row execute function count_rights_of_post();
create or replace function count_rights_of_grant() returns trigger language plpgsql as $$
begin
  update person set rights_version = rights_version + 1 where id in (select o.person_id from post o where o.id = new.post_id);
  return null;
end $$;
create or replace trigger class_grant_counts_rights after insert or update on class_grant for each row execute function count_rights_of_grant();
create or replace function count_rights_of_access() returns trigger language plpgsql as $$
begin
  update person set rights_version = rights_version + 1 where id = new.person_id;
  return null;
end $$;
create or replace trigger access_grant_counts_rights after update on access_grant for each row
  when (old.state is distinct from new.state) execute function count_rights_of_access();
create or replace function count_rights_of_person() returns trigger language plpgsql as $$
begin
  new.rights_version := old.rights_version + 1;
  return new;
end $$;
create or replace trigger person_counts_rights before update on person for each row
  when ((old.state, old.clearance) is distinct from (new.state, new.clearance)) execute function count_rights_of_person();

create or replace function count_rights_of_deputies() returns trigger language plpgsql as $$
begin
  update person set rights_version = rights_version + 1
    where id in (select d.deputy_id from deputy d where d.principal_id = new.id and d.ended_at is null);
  return null;
end $$;
create or replace trigger person_counts_rights_of_deputies after update on person for each row
  when (old.state is distinct from new.state) execute function count_rights_of_deputies();
-- A unit that comes, moves or is acted for by another changes what the posts above it see.
create or replace function count_rights_of_unit() returns trigger language plpgsql as $$
begin
  update person set rights_version = rights_version + 1
    where id in (select o.person_id from post o join unit u on u.id = o.unit_id
      where u.id = any(new.path) or (tg_op = 'UPDATE' and u.id = any(old.path))
        or (new.heir_id is not null and (new.heir_id = any(u.path) or u.id = any((select h.path from unit h where h.id = new.heir_id)::uuid[]))));
  return null;
end $$;
create or replace trigger unit_counts_rights after insert or update of path, heir_id on unit for each row execute function count_rights_of_unit();

create or replace function count_rights_of_deputy() returns trigger language plpgsql as $$
begin
  update person set rights_version = rights_version + 1 where id = new.deputy_id;
  return null;
end $$;
create or replace trigger deputy_counts_rights after insert or update on deputy for each row execute function count_rights_of_deputy();
