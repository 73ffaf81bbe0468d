-- Where in the ledger the last word on a hand-over stands, and its day. The history of the site is not shown to those whom a hand-over
-- concerns; whoever asks names hand-overs that they know, and is told no more of them than a place and a day.
create or replace function hand_overs_said(p_ids uuid[]) returns table (hand_over_id uuid, place bigint, said_on date) language plpgsql stable
  security definer set search_path = public, pg_temp as $$
declare
  done text;
begin
  if cardinality(p_ids) = 0 then
    return;
  end if;
  done := set_config('everfile.acting', array(select s.id from site s)::text, true);
  return query
    select distinct on (q.id) q.id, q.position, q.day from (
      select (e.canonical::jsonb->'data'->>'id')::uuid as id, e.position, (e.canonical::jsonb->>'on')::date as day
      from event e where e.stream_id in (select s.id from site s) and e.type in ('hand-over.proposed', 'hand-over.confirmed')) q
    where q.id = any(p_ids) order by q.id, q.position desc;
  done := set_config('everfile.acting', '', true);
end $$;
