import { ORGANISATION_TABLES, type TableName } from '#domain/state.ts'
import { columnsOf } from './tables.ts'

/**
 * `gate_organisation(operator, key)`: what administration rests on, and `gate_administer(act)`: the one function that changes who works
 * here and where. Both under one lock for the whole site: such acts are rare, and then nothing can be stale.
 */
export function administerFunctionSql(): string {
  return `${FACTS}\n${HEAD}\n${ORGANISATION_TABLES.map(writeSql).join('\n')}\n${TAIL}`
}

function writeSql(table: TableName): string {
  const { sqlName, columns } = columnsOf(table)
  const names = [...columns.values()].join(', ')
  const sets = [...columns.values()]
    .filter((name) => name !== 'id')
    .map((name) => `${name} = excluded.${name}`)
  const [more, given] = table === 'site' ? [', latest_on', `, (p->>'today')::date`] : ['', '']
  // Whatever rests on a fonds as it was, such as a destruction under way, must see that it has changed.
  if (table === 'fonds') sets.push('hold_epoch = fonds.hold_epoch + 1')
  const onKnown = table === 'site' ? '' : ` on conflict (id) do update set ${sets.join(', ')}`
  return `  insert into ${sqlName} (${names}${more}) select ${names}${given}
    from jsonb_populate_recordset(null::public.${sqlName}, coalesce(p->'rows'->'${sqlName}', '[]'))${onKnown};`
}

/** Every row of some tables, each table under its own name: parts of a `jsonb_build_object`. */
export function wholeTables(names: readonly string[]): string {
  return names.map((name) => `'${name}', (select jsonb_agg(to_jsonb(x)) from ${name} x)`).join(',\n    ')
}

const FACTS = `create or replace function gate_organisation(p_operator uuid, p_key text) returns jsonb
language plpgsql security definer set search_path = public, pg_temp as $gate$
begin
  perform hold_administration();
  perform set_config('everfile.person', p_operator::text, true);
  perform set_config('everfile.acting', coalesce((select array_agg(id) from (select id from person union all select id from site) q), '{}')::text, true);
  return jsonb_build_object(
    ${wholeTables(['site', 'unit', 'unit_name', 'fonds', 'fonds_succession', 'person', 'post', 'identity', 'class_grant'])},
    'api_key', (select jsonb_agg(to_jsonb(x) - 'secret_hash') from api_key x),
    'accounts', (select jsonb_agg(jsonb_build_object('personId', c.person_id, 'isLocked', c.locked_until > now(), 'hasTotp', c.totp_secret is not null,
        'authenticators', (select coalesce(jsonb_agg(a.id), '[]') from authenticator a where a.person_id = c.person_id),
        'sessions', (select count(*) from session s where s.person_id = c.person_id and s.expires_at > now()))) from credential c),
    'heads', (select jsonb_object_agg(stream_id, jsonb_build_object('version', seq, 'headHash', encode(hash, 'hex'))) from (
      select distinct on (stream_id) stream_id, seq, hash from event where stream_kind in ('person', 'site') order by stream_id, seq desc) h),
    'prior', (select jsonb_build_object('bodyHash', body_hash, 'answer', answer) from command where principal_id = p_operator and key = p_key),
    'now', to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'today', archive_today());
end $gate$;`

const HEAD = `create or replace function gate_administer(p jsonb) returns void
language plpgsql security definer set search_path = public, pg_temp as $gate$
declare
  streams jsonb := p->'streams';
begin
  perform hold_administration();
  -- An act that a leaver has begun stands before the leave, and its work is given back with the rest; one that comes later is refused.
  perform pg_advisory_xact_lock(hashtextextended(v, 7304117)) from jsonb_array_elements_text(coalesce(p->'endKeysOf', '[]')) v;
  perform set_config('everfile.person', p->>'operator', true);
  if gate_append(streams, '{site,person,scheme,filing,accountability-case,code-sequence}', (p->>'operator')::uuid) is not null then
    raise exception sqlstate 'EV001' using message = 'the organisation moved';
  end if;
  insert into command (principal_id, key, id, name, body_hash, answer)
    select (p->>'operator')::uuid, c->>'key', (c->>'id')::uuid, c->>'name', c->>'bodyHash', c->'answer' from (select p->'command' as c) q;`

const TAIL = `  update site set version = (v->'events'->-1->>'seq')::int, head_hash = v->'events'->-1->>'hash'
    from jsonb_array_elements(streams) v where v->>'kind' = 'site' and site.id = (v->>'id')::uuid;
  insert into former_password (person_id, password_hash)
    select k.person_id, k.password_hash from jsonb_to_recordset(coalesce(p->'credentials', '[]')) as c("personId" uuid, "passwordHash" text)
      join credential k on k.person_id = c."personId" where k.password_hash is not null and c."passwordHash" is not null;
  insert into credential (person_id, password_hash, must_change, totp_secret)
    select "personId", "passwordHash", "mustChange", "totpSecret"
    from jsonb_to_recordset(coalesce(p->'credentials', '[]')) as c("personId" uuid, "passwordHash" text, "mustChange" boolean, "totpSecret" text)
    on conflict (person_id) do update set password_hash = excluded.password_hash, must_change = excluded.must_change,
      totp_secret = coalesce(excluded.totp_secret, credential.totp_secret), password_set_at = now(), failures = 0, lockouts = 0, locked_until = null;
  if p ? 'accounts' then
    perform apply_accounts(p->'accounts');
  end if;
  delete from session where person_id in (select v::uuid from jsonb_array_elements_text(coalesce(p->'endSessionsOf', '[]')) v);
  if p ? 'keys' then
    perform apply_keys(p->'keys');
  end if;
end $gate$;`
