import type { SiteMode } from '#domain/vocabulary.ts'
import { connect, type Sql } from '#db/client.ts'
import { readSiteMode as siteModeIn } from '#db/queries/organisation.ts'
import type { readDatabaseConfig } from '#config.ts'

type WithDatabase = ReturnType<typeof readDatabaseConfig>

/** Works on the administrator's connection, which may write the organisation and make roles, and closes it whatever happens. */
export async function withAdmin<T>(config: WithDatabase, work: (sql: Sql) => Promise<T>): Promise<T> {
  const sql = connect({ url: config.database.adminUrl, name: 'everfile-cli', max: 2 })
  try {
    return await work(sql)
  } finally {
    await sql.end({ timeout: 5 })
  }
}

/** What this database says of itself; `none` where no site was made yet. */
export async function readSiteMode(config: WithDatabase): Promise<SiteMode | 'none'> {
  if (!(await databaseExists(config))) return 'none'
  return withAdmin(config, async (sql) => {
    const [known] = await sql<
      { isMade: boolean }[]
    >`select to_regclass('public.site') is not null as "isMade"`
    if (known?.isMade !== true) return 'none'
    return (await siteModeIn(sql)) ?? 'none'
  })
}

/** Whether the database was brought to the form of this version, so that a site can be founded in it. */
export async function hasGate(config: WithDatabase): Promise<boolean> {
  if (!(await databaseExists(config))) return false
  return withAdmin(config, async (sql) => {
    const [known] = await sql<
      { isMade: boolean }[]
    >`select to_regproc('public.gate_administer') is not null as "isMade"`
    return known?.isMade === true
  })
}

export async function databaseExists({ database }: WithDatabase): Promise<boolean> {
  const server = connect({ url: database.serverUrl, name: 'everfile-cli', max: 1 })
  try {
    const rows = await server`select 1 from pg_database where datname = ${database.name}`
    return rows.length === 1
  } finally {
    await server.end({ timeout: 5 })
  }
}
