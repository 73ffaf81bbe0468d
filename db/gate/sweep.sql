-- The safety net of the clock (ADR 5): nudges whatever is due and has no nudge waiting. The sweep of the engine and the
-- act that moves a demo clock share it. It runs as its caller: the tables' owner sees no row under forced row security, and a nudge changes nothing by itself.
create or replace function sweep_due(p_engine uuid, p_limit int) returns int
language plpgsql set search_path = public, pg_temp as $$
declare
  today date := archive_today();
  swept int;
begin
  perform gate_scope(p_engine);
  with due as (
    select 'record' as kind, r.id, r.version as seq from record r where r.ended_on is null and r.wake_on <= today
    union select 'disposal-list', l.id, l.version from disposal_list l where l.ended_on is null and l.wake_on <= today
    union select 'transfer-batch', b.id, b.version from transfer_batch b where b.ended_on is null and b.wake_on <= today
    union select t.subject_kind, t.subject_id, 0 from task t where t.look_on <= today and t.state in ('open', 'claimed'))
  insert into outbox (subject_kind, subject_id, seq)
    select distinct on (id) kind, id, seq from due d
    where not exists (select 1 from outbox o where o.subject_id = d.id)
    order by id limit p_limit;
  get diagnostics swept = row_count;
  return swept;
end $$;
