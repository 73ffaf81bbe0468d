import { readFileSync } from 'node:fs'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator'
import { fileURLToPath } from 'node:url'
import postgres from 'postgres'
import { connect, type Sql } from './client.ts'
import { adoptKeys } from '#domain/acts/keys.ts'
import { administer } from './gate/administration.ts'
import { administerFunctionSql } from './gate/administer-sql.ts'
import { applyFunctionSql } from './gate/apply-sql.ts'
import { structureFunctionsSql } from './gate/structure-sql.ts'
import { newId } from './ids.ts'
import { loadReference } from './reference/load.ts'

export interface MigrateOptions {
  /** A connection that may make roles, to the database of the product. */
  readonly adminUrl: string
  readonly appPassword: string
  readonly auditorPassword: string
}

/** Any number that all migrating processes share: only one of them works at a time. */
const MIGRATION_LOCK = 7_304_115

/** The rights and the gate, one subject a file, in the order in which they rest on each other. */
const GATE = [
  'scope.sql',
  'facts.sql',
  'accounts.sql',
  'after.sql',
  'grants.sql',
  'guards.sql',
  'eyes.sql',
  'security.sql',
  'codes.sql',
  'desk.sql',
  'append.sql',
  'beside.sql',
  'rights.sql',
  'incidents.sql',
  'sweep.sql',
  'search.sql',
  'quarantine.sql',
  'scheme-codes.sql',
  'hand-overs.sql',
  'holds.sql',
]

/**
 * Brings the database to the form of this version: roles, migrations, rights and gate, reference data. Forward only,
 * idempotent, under an advisory lock, so that any number of processes may start it.
 */
export async function migrate(options: MigrateOptions): Promise<void> {
  const sql = connect({ url: options.adminUrl, name: 'everfile-migrate', max: 1 })
  try {
    await sql`select pg_advisory_lock(${MIGRATION_LOCK})`
    await makeRoles(sql, options)
    await migrateTables(options.adminUrl)
    await sql.begin(async (tx) => {
      await takeFromWriter(tx)
      await tx.unsafe('set local role everfile_owner')
      for (const name of GATE) await tx.unsafe(readSql(name))
      await tx.unsafe('reset role')
      await tx.unsafe(applyFunctionSql())
      await tx.unsafe(administerFunctionSql())
      await tx.unsafe(structureFunctionsSql())
      await giveToWriter(tx)
      await loadReference(tx)
    })
    await adoptOldKeys(sql)
  } finally {
    await sql.end()
  }
}

/** What the gate looks at and writes as itself; only the product may call it. */
const WRITERS_FUNCTIONS = [
  'gate_apply(jsonb)',
  'gate_task(uuid)',
  'gate_rows_of(uuid, jsonb)',
  'gate_structure(jsonb)',
  'gate_restructure(jsonb)',
  'gate_cell(text)',
  'gate_named(text)',
  'gate_reserved(uuid[])',
  'gate_account(uuid, jsonb)',
  'shelf_counts()',
  'next_giving(int)',
  'hand_overs_said(uuid[])',
  'gate_after(jsonb, uuid)',
  'quarantined_records(uuid, integer)',
  'marks_found(integer)',
  'keep_import_families()',
  'stopped_jobs(timestamptz, uuid, int)',
  'stopped_job_subject(uuid)',
  'drop_old_drafts()',
  'search_put(uuid[], jsonb)',
  'search_newest()',
  'search_hits(integer[], text[], jsonb, integer, integer)',
]

/** Parts of these, which nobody calls by themselves. */
const WRITERS_PARTS = [
  'gate_append(jsonb, text[], uuid)',
  'gate_is_page(jsonb)',
  'gate_lock_page(jsonb)',
  'gate_write(jsonb, jsonb)',
  'gate_beside(jsonb)',
]

/** What the administrator's connection alone may call. */
const ADMINISTRATORS_FUNCTIONS = ['gate_organisation(uuid, text)', 'gate_administer(jsonb)']

/** Only its owner may replace a function: what an earlier migration gave away is the owner's again while this one works. */
async function takeFromWriter(tx: postgres.TransactionSql): Promise<void> {
  for (const name of [...WRITERS_FUNCTIONS, ...WRITERS_PARTS, ...ADMINISTRATORS_FUNCTIONS]) {
    const [known] = await tx<{ isMade: boolean }[]>`select to_regprocedure(${name}) is not null as "isMade"`
    if (known?.isMade === true) await tx.unsafe(`alter function ${name} owner to everfile_owner`)
  }
}

async function giveToWriter(tx: postgres.TransactionSql): Promise<void> {
  await tx.unsafe('grant create on schema public to everfile_writer')
  for (const name of WRITERS_FUNCTIONS) {
    await tx.unsafe(
      `alter function ${name} owner to everfile_writer; revoke all on function ${name} from public; grant execute on function ${name} to everfile_app`,
    )
  }
  for (const name of WRITERS_PARTS) {
    await tx.unsafe(
      `alter function ${name} owner to everfile_writer; revoke all on function ${name} from public`,
    )
  }
  for (const name of ADMINISTRATORS_FUNCTIONS) {
    await tx.unsafe(
      `alter function ${name} owner to everfile_writer; revoke all on function ${name} from public; grant execute on function ${name} to current_user`,
    )
  }
  await tx.unsafe('revoke create on schema public from everfile_writer')
}

/** Keys that are older than keys in the histories of services enter those. */
async function adoptOldKeys(sql: Sql): Promise<void> {
  const old = await sql`select 1 from api_key where stated_seq is null limit 1`
  if (old.length === 0) return
  const key = `key.adopt/${newId()}`
  await administer(sql, { name: 'key.adopt', key, body: {}, operator: 'migration' }, adoptKeys)
}

function readSql(name: string): string {
  return readFileSync(new URL(`./gate/${name}`, import.meta.url), 'utf8')
}

/** Four roles (ADR 4): owner and writer cannot log in, none may walk past row security. */
async function makeRoles(sql: Sql, { appPassword, auditorPassword }: MigrateOptions): Promise<void> {
  const known = await sql<
    { rolname: string }[]
  >`select rolname from pg_roles where rolname like 'everfile\\_%'`
  const names = new Set(known.map((role) => role.rolname))
  for (const name of ['everfile_owner', 'everfile_writer', 'everfile_app', 'everfile_auditor']) {
    if (!names.has(name)) await tolerateTwin(sql.unsafe(`create role ${name} nologin nobypassrls`))
  }
  await sql.unsafe(`alter role everfile_app login password ${literal(appPassword)}`)
  // One search path and one plan for each statement of a connection: what the functions of the gate keep stays of use.
  await sql.unsafe(
    'alter role everfile_app set search_path = public, pg_temp; alter role everfile_app set plan_cache_mode = force_generic_plan',
  )
  await sql.unsafe(`alter role everfile_auditor login password ${literal(auditorPassword)}`)
  const [row] = await sql<{ name: string }[]>`select current_database() as name`
  await sql.unsafe(`grant everfile_owner to current_user; grant everfile_writer to current_user`)
  await sql.unsafe(
    `grant create, connect on database "${row?.name ?? ''}" to everfile_owner; grant create, usage on schema public to everfile_owner`,
  )
}

/** Another process may make the same role at the same moment: roles belong to the whole cluster. */
async function tolerateTwin(making: Promise<unknown>): Promise<void> {
  try {
    await making
  } catch (error) {
    if (!(error instanceof postgres.PostgresError) || !['42710', '23505'].includes(error.code)) throw error
  }
}

/** ALTER ROLE takes no parameters; passwords are made by us, and quoted all the same. */
function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

async function migrateTables(adminUrl: string): Promise<void> {
  const sql = connect({ url: adminUrl, name: 'everfile-migrate-tables', max: 1 })
  try {
    await sql.unsafe('set role everfile_owner')
    await runMigrations(drizzle(sql), {
      migrationsFolder: fileURLToPath(new URL('./migrations', import.meta.url)),
      migrationsSchema: 'public',
      migrationsTable: 'migration',
    })
  } finally {
    await sql.end()
  }
}
