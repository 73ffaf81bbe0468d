-- What the gate knows and changes of an account. Secrets are no part of any event; what is done with them is.

-- A person's account and the head of their history, for a decision about it; and whose an identity is.
create or replace function gate_account(p_person uuid, p_identity jsonb) returns jsonb language plpgsql stable
  security definer set search_path = public, pg_temp as $$
declare
  head record;
  done text := set_config('everfile.acting', array[p_person]::text, true);
  answer jsonb;
begin
  select seq, encode(hash, 'hex') as hash into head from event where stream_id = p_person order by seq desc limit 1;
  done := set_config('everfile.acting', '', true);
  select jsonb_build_object('personId', p.id, 'kind', p.kind, 'state', p.state, 'login', p.login, 'rightsVersion', p.rights_version,
      'version', coalesce(head.seq, 0), 'headHash', coalesce(head.hash, ''),
      'failures', coalesce(c.failures, 0), 'lockouts', coalesce(c.lockouts, 0),
      'lockedUntil', case when c.locked_until > now() then to_char(c.locked_until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') end,
      'hasTotp', coalesce(c.totp_secret is not null, false),
      'authenticators', (select coalesce(jsonb_agg(a.id), '[]') from authenticator a where a.person_id = p.id),
      'sessions', (select count(*) from session s where s.person_id = p.id and s.expires_at > now()),
      'isBusinessSystem', p.kind = 'service' and exists (select 1 from post o where o.person_id = p.id and o.role in ('integration', 'receiving-archive')
        and o.from_on <= archive_today() and coalesce(o.to_on >= archive_today(), true)),
      'keys', (select coalesce(jsonb_agg(to_jsonb(k) - 'secret_hash'), '[]') from api_key k where k.person_id = p.id),
      'identities', (select coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'issuer', i.issuer, 'subject', i.subject)), '[]')
        from identity i where i.person_id = p.id and i.unlinked_on is null),
      'identityHolder', (select i.person_id from identity i
        where i.issuer = p_identity->>'issuer' and i.subject = p_identity->>'subject' and i.unlinked_on is null))
    into answer from person p left join credential c on c.person_id = p.id where p.id = p_person;
  return answer;
end $$;

-- Changes of accounts in the commit that says so. Only what is named is changed; `null` is a value.
create or replace function apply_accounts(p jsonb) returns void language plpgsql as $$
declare
  c jsonb;
  of_person uuid;
begin
  for c in select v from jsonb_array_elements(p) v loop
    of_person := (c->>'personId')::uuid;
    if c ? 'passwordHash' then
      insert into former_password (person_id, password_hash)
        select k.person_id, k.password_hash from credential k where k.person_id = of_person and k.password_hash is not null;
      delete from former_password where person_id = of_person and id not in (
        select f.id from former_password f where f.person_id = of_person order by f.replaced_at desc, f.id limit 24);
    end if;
    update credential set
      password_hash = case when c ? 'passwordHash' then c->>'passwordHash' else password_hash end,
      password_set_at = case when c ? 'passwordHash' then now() else password_set_at end,
      must_change = coalesce((c->>'mustChange')::boolean, must_change),
      failures = coalesce((c->>'failures')::int, failures),
      lockouts = coalesce((c->>'lockouts')::int, lockouts),
      locked_until = case when c ? 'lockedUntil' then (c->>'lockedUntil')::timestamptz else locked_until end,
      totp_secret = case when c ? 'totpSecret' then c->>'totpSecret' else totp_secret end,
      totp_last_step = coalesce((c->>'totpLastStep')::int, totp_last_step)
    where person_id = of_person;
    if c ? 'identity' then
      insert into identity (id, person_id, issuer, subject, linked_on)
        values ((c->'identity'->>'id')::uuid, of_person, c->'identity'->>'issuer', c->'identity'->>'subject', (c->'identity'->>'linkedOn')::date);
    end if;
    if c ? 'identityEnded' then
      update identity set unlinked_on = (c->'identityEnded'->>'on')::date where id = (c->'identityEnded'->>'id')::uuid and person_id = of_person;
    end if;
    if c ? 'authenticator' then
      insert into authenticator (id, person_id, credential_id, public_key, counter, transports, name)
        values ((c->'authenticator'->>'id')::uuid, of_person, c->'authenticator'->>'credentialId', decode(c->'authenticator'->>'publicKeyHex', 'hex'),
          (c->'authenticator'->>'counter')::bigint, array(select jsonb_array_elements_text(c->'authenticator'->'transports')), c->'authenticator'->>'name');
    end if;
    if c ? 'authenticatorsRemoved' then
      delete from authenticator where person_id = of_person and id in (select v::uuid from jsonb_array_elements_text(c->'authenticatorsRemoved') v);
    end if;
    if (c->>'endSessions')::boolean then
      delete from session where person_id = of_person;
    end if;
  end loop;
end $$;

-- Keys of services as they stand after the act; a new one comes with the digest of its secret, which is never changed.
create or replace function apply_keys(p jsonb) returns void language plpgsql as $$
begin
  insert into api_key (id, person_id, name, secret_hash, created_at, expires_at, revoked_at, replaces_id, stated_seq)
    select x.id, x.person_id, x.name, x.secret_hash, x.created_at, x.expires_at, x.revoked_at, x.replaces_id, x.stated_seq
    from jsonb_populate_recordset(null::public.api_key, p) x where x.secret_hash is not null;
  update api_key k set created_at = x.created_at, expires_at = x.expires_at, revoked_at = x.revoked_at, stated_seq = x.stated_seq
    from jsonb_populate_recordset(null::public.api_key, p) x where k.id = x.id and x.secret_hash is null;
end $$;
