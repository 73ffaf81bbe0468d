-- What an act on records writes beside its streams and their rows: most acts have none of it. Called by `gate_apply` alone, in its commit.
create or replace function gate_beside(p jsonb) returns void language plpgsql as $$
declare
  s jsonb;
  written int;
begin
  -- Holds are counted per fonds; a destruction that began before a hold was placed must not see the old count.
  if p ? 'epochs' then
    for s in select v from jsonb_array_elements(p->'epochs') v loop
      if coalesce((s->>'raise')::boolean, false) then
        update fonds set hold_epoch = hold_epoch + 1 where id = (s->>'fondsId')::uuid;
      else
        perform 1 from fonds where id = (s->>'fondsId')::uuid and hold_epoch = (s->>'holdEpoch')::int for share;
        if not found then
          raise exception sqlstate 'EV001' using message = 'the holds moved';
        end if;
      end if;
    end loop;
  end if;

  -- What is decided by now without this hold, or this lifting, has a fonds' count compared: it waits here, and is then decided anew.
  if p ? 'standingHolds' then
    perform hold_administration();
    update fonds set hold_epoch = hold_epoch + 1;
    update site set reference_epoch = reference_epoch + 1;
  end if;

  -- Others on whose rights the decision rests, such as who takes over a task.
  if p ? 'people' then
    for s in select v from jsonb_array_elements(p->'people') v loop
      perform 1 from person where id = (s->>'id')::uuid and rights_version = (s->>'rightsVersion')::int for share;
      if not found then
        raise exception sqlstate 'EV001' using message = 'the rights of others moved';
      end if;
    end loop;
  end if;

  if p ? 'counters' then
    for s in select v from jsonb_array_elements(p->'counters') v loop
      insert into code_counter (fonds_id, year, block, next)
        values ((s->>'fondsId')::uuid, (s->>'year')::int, s->>'block', coalesce((s->>'last')::int, (s->>'next')::int) + 1)
        on conflict (fonds_id, year, block) do update set next = excluded.next where code_counter.next = (s->>'next')::int and code_counter.epoch = coalesce((s->>'epoch')::int, 0);
      if not found then
        raise exception sqlstate 'EV001' using message = 'a counter moved';
      end if;
    end loop;
  end if;

  if p ? 'site' then
    update site set version = (p->'site'->>'version')::int, head_hash = p->'site'->>'headHash',
      clock_ahead = coalesce((p->'site'->>'clockAhead')::interval, clock_ahead),
      clock_moved_at = case when p->'site' ? 'clockAhead' then now() else clock_moved_at end;
    update site set latest_on = archive_today();
  end if;
  -- A version comes into force for what is filed from now on. Classes that it does not know any more take nothing in.
  if p ? 'activated' then
    s := p->'activated';
    if exists (select 1 from schedule_version a join schedule_version b on b.schedule = a.schedule and b.id <> a.id and b.state = 'active'
      where a.id = (s->>'scheduleVersionId')::uuid) then
      raise exception sqlstate 'EV001' using message = 'another version of the schedule is active';
    end if;
    update record_class set is_active = false where schedule_version_id = (s->>'supersededId')::uuid;
    insert into record_class (code, name_zh, family, code_parts, schedule_version_id, is_active)
      select c->>'code', c->>'nameZh', c->>'family',
        case when jsonb_typeof(c->'codeParts') = 'array' then array(select jsonb_array_elements_text(c->'codeParts')) end,
        (c->>'scheduleVersionId')::uuid, (c->>'isActive')::boolean
      from jsonb_array_elements(s->'classes') c
      on conflict (code) do update set name_zh = excluded.name_zh, family = excluded.family,
        schedule_version_id = excluded.schedule_version_id, is_active = excluded.is_active;
    update site set reference_epoch = reference_epoch + 1;
  end if;
  if p ? 'deputies' then
    insert into deputy (id, post_id, principal_id, deputy_id, from_on, to_on)
      select id, post_id, principal_id, deputy_id, from_on, to_on from jsonb_populate_recordset(null::public.deputy, p->'deputies');
  end if;
  if p ? 'deputiesEnded' then
    update deputy set ended_at = (v->>'endedAt')::timestamptz from jsonb_array_elements(p->'deputiesEnded') v
      where deputy.id = (v->>'id')::uuid and ended_at is null and principal_id = (p->>'actor')::uuid;
  end if;
  if p ? 'accounts' then
    perform apply_accounts(p->'accounts');
  end if;
  if p ? 'keys' then
    perform apply_keys(p->'keys');
  end if;
  if p ? 'accessGrants' then
    insert into access_grant select * from jsonb_populate_recordset(null::public.access_grant, p->'accessGrants')
      on conflict (id) do update set state = excluded.state, decided_by = excluded.decided_by, decided_at = excluded.decided_at, decided_seq = excluded.decided_seq,
        reason = excluded.reason, from_on = excluded.from_on, to_on = excluded.to_on, grade = excluded.grade;
  end if;
  if p ? 'private' then
    insert into event_private (stream_id, seq, field, salt, value)
      select stream_id, seq, field, salt, value from jsonb_populate_recordset(null::public.event_private, p->'private');
  end if;
  if p ? 'texts' then
    insert into object_text (object_id, subject_id, page, text, source)
      select object_id, subject_id, page, text, source from jsonb_populate_recordset(null::public.object_text, p->'texts')
      on conflict do nothing;
  end if;
  if p ? 'uploads' then
    update upload set taken_by = (v->>'takenBy')::uuid from jsonb_array_elements(p->'uploads') v
      where upload.id = (v->>'id')::uuid and taken_by is null and owner_id = (p->>'actor')::uuid;
    get diagnostics written = row_count;
    if written <> jsonb_array_length(p->'uploads') then
      raise exception sqlstate 'EV001' using message = 'an upload was taken meanwhile';
    end if;
  end if;
  -- What a destruction leaves of a record: no text, no personal value, no name. Only with its final event.
  if p ? 'erase' then
    for s in select v from jsonb_array_elements(p->'erase') v loop
      if not exists (select 1 from event where stream_id = (s#>>'{}')::uuid and type in ('record.destroyed', 'record.released', 'record.secret-removed')) then
        raise exception 'gate: % is not destroyed', s;
      end if;
      delete from search_entry where record_id = (s#>>'{}')::uuid;
      delete from object_text where subject_id = (s#>>'{}')::uuid;
      update event_private set salt = null, value = null where stream_id = (s#>>'{}')::uuid;
      delete from copy_patrol where copy_id in (select id from object_copy where subject_id = (s#>>'{}')::uuid);
      delete from upload where taken_by = (s#>>'{}')::uuid;
    end loop;
  end if;
end $$;
