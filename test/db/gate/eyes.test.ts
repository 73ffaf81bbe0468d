import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Sql } from '#db/client.ts'
import { openTestSite, type TestSite } from '#test/support/database.ts'

/**
 * A function that looks as its owner (`security definer`) sees of a table under forced row security what the policies give that owner: where
 * they give nothing it finds no row, and a guard in it refuses nothing, in silence.
 */
interface Known {
  readonly functions: ReadonlyMap<
    string,
    { readonly owner: string; readonly isDefiner: boolean; readonly body: string }
  >
  /** What a written table sets off. */
  readonly triggers: readonly { readonly table: string; readonly name: string }[]
  readonly policies: readonly {
    readonly table: string
    readonly command: string
    readonly roles: readonly string[]
  }[]
  readonly forced: ReadonlySet<string>
}

const VERBS = {
  from: 'SELECT',
  join: 'SELECT',
  into: 'INSERT',
  update: 'UPDATE',
  'delete from': 'DELETE',
  ',': 'SELECT',
} as const
const NAMED = /(\bdelete\s+from|\bfrom|\bjoin|\binto|\bupdate|,)\s*(?:public\.)?([a-z_]+)\b/gi

let site: TestSite
beforeAll(async () => {
  site = await openTestSite()
})
afterAll(async () => {
  await site?.close()
})

async function known(sql: Sql): Promise<Known> {
  const functions = await sql<{ name: string; owner: string; isDefiner: boolean; body: string }[]>`
    select proname as name, pg_get_userbyid(proowner) as owner, prosecdef as "isDefiner",
      regexp_replace(prosrc, '--[^\n]*', '', 'g') as body
    from pg_proc where pronamespace = 'public'::regnamespace`
  const triggers = await sql<{ table: string; name: string }[]>`
    select c.relname as table, p.proname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
      join pg_proc p on p.oid = t.tgfoid where not t.tgisinternal and c.relnamespace = 'public'::regnamespace`
  const policies = await sql<{ table: string; command: string; roles: string[] }[]>`
    select tablename as table, cmd as command, roles::text[] as roles from pg_policies where schemaname = 'public'`
  const forced = await sql<{ name: string }[]>`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relforcerowsecurity`
  return {
    functions: new Map(functions.map((one) => [one.name, one])),
    triggers,
    policies,
    forced: new Set(forced.map((table) => table.name)),
  }
}

/** What stands in a body as `verb table`, of the tables under forced row security. */
function touched(body: string, forced: ReadonlySet<string>): ReadonlySet<string> {
  const found = [...body.matchAll(NAMED)].flatMap(([, word = '', table = '']) => {
    const verb = VERBS[word.toLowerCase().replaceAll(/\s+/g, ' ') as keyof typeof VERBS]
    return forced.has(table) ? [`${verb} ${table}`] : []
  })
  return new Set(found)
}

/** Everything that runs as the owner when the function is called: what it calls, and the triggers of what it writes. */
function reachedFrom(start: string, all: Known): ReadonlySet<string> {
  const reached = new Set([start])
  for (const name of reached) {
    const body = all.functions.get(name)?.body ?? ''
    for (const [, called = ''] of body.matchAll(/\b([a-z_]+)\s*\(/g))
      if (all.functions.get(called)?.isDefiner === false) reached.add(called)
    for (const { table, name: fired } of all.triggers)
      if (new RegExp(`\\b(into|update|delete from)\\s+${table}\\b`).test(body)) reached.add(fired)
  }
  return reached
}

/** `function: VERB table` for each look of a definer at a table that shows or takes nothing from its owner. */
function blindLooks(all: Known): readonly string[] {
  const blind = new Set<string>()
  for (const [start, { owner, isDefiner }] of all.functions) {
    if (!isDefiner) continue
    for (const name of reachedFrom(start, all))
      for (const look of touched(all.functions.get(name)?.body ?? '', all.forced)) {
        const [command, table] = look.split(' ')
        const isGiven = all.policies.some(
          (policy) =>
            policy.table === table &&
            ['ALL', command].includes(policy.command) &&
            [owner, 'public'].some((role) => policy.roles.includes(role)),
        )
        if (!isGiven) blind.add(`${start}: ${look}`)
      }
  }
  return [...blind].toSorted()
}

describe('FLT-26 PRM-6 what looks as its owner', () => {
  test('is found where its owner is shown nothing', async () => {
    const seen = await site.admin
      .begin(async (tx) => {
        await tx.unsafe(`create function refuse_blindly() returns trigger language plpgsql security definer as $$
          begin
            if exists (select 1 from former_code f where f.code = new.archival_code) then raise exception 'given'; end if;
            return new;
          end $$;
          alter function refuse_blindly() owner to everfile_owner;
          create trigger blind before insert on record for each row execute function refuse_blindly();
          drop policy stopped on job; drop policy named on former_code; drop policy written on former_code`)
        const looks = blindLooks(await known(tx as unknown as Sql))
        throw new Undone(looks)
      })
      .catch((error: unknown) => (error instanceof Undone ? error.looks : Promise.reject(error as Error)))
    expect(seen).toContain('refuse_blindly: SELECT former_code')
    // The guard of former codes runs as whoever writes the record: the writer, through the gate.
    expect(seen).toContain('gate_apply: SELECT former_code')
  })

  test('is shown something of each table under forced row security that it looks at', async () => {
    const all = await known(site.admin)
    const definers = [...all.functions.values()].filter((one) => one.isDefiner)
    expect(definers.length).toBeGreaterThan(15)
    expect(all.forced.size).toBeGreaterThan(30)
    expect(blindLooks(all)).toEqual([])
  })

  test('or changes rows in a migration sees them: behind row security, or with it lifted', async () => {
    const { forced } = await known(site.admin)
    const folder = new URL('../../../db/migrations/', import.meta.url)
    const files = readdirSync(folder).filter((name) => name.endsWith('.sql'))
    expect(files.length).toBeGreaterThan(20)
    const blind = files.flatMap((name) =>
      rowsChangedAsOwner(readFileSync(new URL(name, folder), 'utf8'), forced),
    )
    expect(blind).toEqual([])
    const change = 'UPDATE "record" SET "family" = 1;'
    const lifting = 'ALTER TABLE "record" NO FORCE ROW LEVEL SECURITY;'
    const back = 'ALTER TABLE "record" FORCE ROW LEVEL SECURITY;'
    expect(rowsChangedAsOwner(change, forced)).toEqual([change])
    expect(rowsChangedAsOwner(`RESET ROLE;\n${change}\nSET ROLE everfile_owner;`, forced)).toEqual([])
    expect(rowsChangedAsOwner(`${lifting}\n${change}\n${back}\n${change}`, forced)).toEqual([change])
  })
})

class Undone extends Error {
  readonly looks: readonly string[]
  constructor(looks: readonly string[]) {
    super('undone')
    this.looks = looks
  }
}

/** Statements that change rows by what the owner of the tables does not see: those under forced row security, unless it is lifted for them. */
function rowsChangedAsOwner(migration: string, forced: ReadonlySet<string>): readonly string[] {
  const lifted = new Set<string>()
  let isOwner = true
  return migration.split('\n').filter((line) => {
    if (/^\s*(re)?set role/i.test(line)) isOwner = /^\s*set role/i.test(line)
    const [, table = '', isLifted] = /^alter table "(\w+)" (no )?force row level/i.exec(line) ?? []
    if (isLifted === undefined) lifted.delete(table)
    else lifted.add(table)
    const named = [...line.matchAll(/"(\w+)"/g)].map(([, name = '']) => name)
    const isBlind = named.some((name) => forced.has(name) && !lifted.has(name))
    return isOwner && isBlind && /^\s*(update|delete from|insert into|with)\b/i.test(line)
  })
}
