-- Holds on classes and files that stand, for the reference that every process keeps: a decision is told them whoever acts, as it is told the
-- numbers that are kept back. Runs as its caller, through the engine's eyes and in a transaction of its own.
create or replace function standing_holds(p_engine uuid) returns table (id uuid, scope_kind text, class_code text, family text, unit_id uuid, record_id uuid,
    reason text, authority text, review_on date, placed_by uuid) language plpgsql set search_path = public, pg_temp as $$
begin
  perform gate_scope(p_engine);
  return query select s.id, s.scope_kind, s.class_code, s.family, s.unit_id, s.record_id, s.reason, s.authority, s.review_on, s.placed_by
    from standing_hold s where s.state <> 'lifted' order by s.id;
end $$;
