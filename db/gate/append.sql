-- The one way to append to streams of the ledger: for acts on records (`gate_apply`) and for administration (`gate_administer`).

-- All changes of who works here and where wait for each other; a person's own history is one of them.
create or replace function hold_administration() returns void language plpgsql as $$
begin
  perform pg_advisory_xact_lock(7304116);
end $$;

-- Appends events behind the heads on which a decision rested, one stream after the other in the order of their ids, so that two acts on the
-- same streams do not wait for each other. Only what the actor can see may be locked, and only what is locked may be written: from here on
-- the transaction acts on these streams, and sees them whatever becomes of them. A stream without a head must be unknown to everybody.
-- Answers null, or what has moved meanwhile, and then nothing is written. Most acts have one stream: it is asked for with few expressions,
-- as each is made ready anew in every transaction.
create or replace function gate_append(p_streams jsonb, p_kinds text[], p_actor uuid) returns text language plpgsql as $$
declare
  many int := jsonb_array_length(p_streams);
  ids uuid[] := '{}';
  s jsonb;
  e jsonb;
  known int;
  at_version int;
  at_head text;
  moved text;
  done text;
begin
  if many > 20 and gate_is_page(p_streams) then
    moved := gate_lock_page(p_streams);
    if moved is not null then
      return moved;
    end if;
  else
    for i in 0 .. many - 1 loop
      ids := ids || (p_streams->i->>'id')::uuid;
      if ids[i + 1] <= ids[i] then
        raise exception 'gate: the streams do not come in the order of their ids';
      end if;
    end loop;
    done := set_config('everfile.acting', ids::text, true);
    for i in 0 .. many - 1 loop
      s := p_streams->i;
      known := (s->>'version')::int;
      if not s->>'kind' = any(p_kinds) then
        raise exception 'gate: no stream of kind % here', s->>'kind';
      end if;
      if known = 0 then
        done := set_config('everfile.locked', ids[i + 1 : i + 1]::text, true);
      end if;
      case s->>'kind'
        when 'record' then select version, head_hash into at_version, at_head from record where id = ids[i + 1] for update;
        when 'disposal-list' then select version, head_hash into at_version, at_head from disposal_list where id = ids[i + 1] for update;
        when 'transfer-batch' then select version, head_hash into at_version, at_head from transfer_batch where id = ids[i + 1] for update;
        when 'standing-hold' then select version, head_hash into at_version, at_head from standing_hold where id = ids[i + 1] for update;
        when 'import' then select version, head_hash into at_version, at_head from import_batch where id = ids[i + 1] for update;
        when 'schedule' then select stream_version, head_hash into at_version, at_head from schedule_version where id = ids[i + 1] for update;
        when 'site' then select version, head_hash into at_version, at_head from site where id = ids[i + 1] for update;
        else
          -- The histories of people, schemes, filings and codes have no row of their own that could be locked.
          perform hold_administration();
          select seq, encode(hash, 'hex') into at_version, at_head from event where stream_id = ids[i + 1] order by seq desc limit 1;
      end case;
      if coalesce(at_version, 0) is distinct from known then
        return s->>'id';
      end if;
      for j in 0 .. jsonb_array_length(s->'events') - 1 loop
        e := s->'events'->j;
        if encode(sha256(decode(coalesce(at_head, ''), 'hex') || convert_to(e->>'canonical', 'UTF8')), 'hex') is distinct from e->>'hash' then
          raise exception 'gate: the hash of % % does not follow from its chain', s->>'id', e->>'seq';
        end if;
        at_head := e->>'hash';
      end loop;
    end loop;
    done := set_config('everfile.locked', ids::text, true);
  end if;
  insert into event (stream_id, seq, stream_kind, type, actor_id, canonical, hash)
    select (v->>'id')::uuid, (x->>'seq')::int, v->>'kind', x->>'type', p_actor, x->>'canonical', decode(x->>'hash', 'hex')
    from jsonb_array_elements(p_streams) v cross join lateral jsonb_array_elements(v->'events') x;
  return null;
end $$;

-- A page of known records, as a re-dating brings it, is seen, locked in the order of their ids, compared and hashed in one statement each.
create or replace function gate_is_page(p_streams jsonb) returns boolean language plpgsql as $$
begin
  return not exists (
    select 1 from jsonb_to_recordset(p_streams) as x(kind text, version int) where x.kind <> 'record' or x.version = 0);
end $$;
create or replace function gate_lock_page(p_streams jsonb) returns text language plpgsql as $$
declare
  ids uuid[] := array(select (v->>'id')::uuid from jsonb_array_elements(p_streams) with ordinality t(v, n) order by n);
  found int;
  wrong int;
  done text;
begin
  if ids <> array(select distinct i from unnest(ids) i order by i) then
    raise exception 'gate: the streams do not come in the order of their ids';
  end if;
  select count(*) into found from record where id = any(ids);
  if found <> cardinality(ids) then
    return 'seen';
  end if;
  done := set_config('everfile.acting', ids::text, true);
  done := set_config('everfile.locked', ids::text, true);
  with locked as (select r.id, r.version, r.head_hash from record r where r.id = any(ids) order by r.id for update),
    told as (select x.id, x.version, x.events from jsonb_to_recordset(p_streams) as x(id uuid, version int, events jsonb)),
    chained as (
      select coalesce(lag(e.v->>'hash') over (partition by t.id order by e.n), l.head_hash) as prior, e.v->>'canonical' as canonical, e.v->>'hash' as hash
      from told t join locked l on l.id = t.id and l.version = t.version cross join lateral jsonb_array_elements(t.events) with ordinality e(v, n))
  select (select count(*) from told t join locked l on l.id = t.id and l.version = t.version),
      (select count(*) from chained c where encode(sha256(decode(c.prior, 'hex') || convert_to(c.canonical, 'UTF8')), 'hex') <> c.hash)
    into found, wrong;
  if found <> cardinality(ids) then
    return 'page';
  end if;
  if wrong > 0 then
    raise exception 'gate: % hashes do not follow from their chains', wrong;
  end if;
  return null;
end $$;
