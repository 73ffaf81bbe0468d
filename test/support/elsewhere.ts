import { exportSite, type Exported } from '#activities/export/export-site.ts'
import { readConfig } from '#config.ts'
import { connect } from '#db/client.ts'
import { ensureDatabase } from '#db/database.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { newId } from '#db/ids.ts'
import { migrate } from '#db/migrate.ts'
import { openObjectStore, type ObjectStore } from '#db/objects.ts'
import { signingKeyOf } from '#db/signing.ts'
import type { TestSite } from './database.ts'

/** The whole archive of a test site in a folder, untold to its ledger. */
export async function exported(site: TestSite, store: ObjectStore, to: string): Promise<Exported> {
  const signingKey = signingKeyOf(site.config.signingKey ?? '')
  const told = { begin: async () => undefined, end: async () => undefined, progress: () => undefined }
  const deps = { sql: site.sql, store, engineId: ENGINE_ID, siteMode: 'test', signingKey, ...told } as const
  return exportSite(deps, { to, selection: { kind: 'whole' }, reason: 'test' })
}

/** A database with its form and nothing in it, and a store of its own. */
export async function anEmptyPlace() {
  const name = `t_elsewhere_${newId().slice(-12)}`
  const config = readConfig({
    ...process.env,
    DATABASE_NAME: name,
    S3_BUCKET_PREFIX: `${name.replaceAll('_', '-')}-`,
  })
  const { serverUrl, adminUrl, appUrl, appPassword, auditorPassword } = config.database
  await ensureDatabase(serverUrl, name)
  await migrate({ adminUrl, appPassword, auditorPassword })
  const admin = connect({ url: adminUrl, name: 'test-elsewhere', max: 2 })
  const sql = connect({ url: appUrl, name: 'test-elsewhere', max: 2 })
  const store = openObjectStore(config.store)
  return {
    admin,
    sql,
    store,
    async close() {
      store.close()
      await Promise.all([admin.end({ timeout: 2 }), sql.end({ timeout: 2 })])
      const server = connect({ url: serverUrl, name: 'test-drop', max: 1 })
      await server.unsafe(`drop database if exists "${name}" with (force)`)
      await server.end()
    },
  }
}
