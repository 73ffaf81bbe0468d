import { ensureDatabase } from '#db/database.ts'
import { migrate } from '#db/migrate.ts'
import { withAdmin } from './connection.ts'
import type { Answer, Context } from './verb.ts'

/** Makes the database where there is none, and brings it to the form of this version. */
export async function migrateDatabase({ config, progress }: Context): Promise<Answer> {
  const { serverUrl, name, adminUrl, appPassword, auditorPassword } = config.database
  progress(`migrating ${name}`)
  await ensureDatabase(serverUrl, name)
  await migrate({ adminUrl, appPassword, auditorPassword })
  const migrations = await withAdmin(config, async (sql) => {
    const [row] = await sql<{ n: number }[]>`select count(*)::int as n from migration`
    return row?.n ?? 0
  })
  return {
    lines: [`Database ${name} has the form of this version (${migrations} migrations).`],
    json: { database: name, migrations },
  }
}
