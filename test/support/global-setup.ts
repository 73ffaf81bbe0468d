import type { TestProject } from 'vitest/node'
import { readConfig } from '#config.ts'
import { connect } from '#db/client.ts'
import { ensureDatabase } from '#db/database.ts'
import { migrate } from '#db/migrate.ts'
import { seedOrganisation } from '#db/seed/seed-organisation.ts'

/** A migrated and seeded template database, cloned by each test file. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const name = `template_${process.pid}`
  const config = readConfig({ ...process.env, DATABASE_NAME: name })
  await ensureDatabase(config.database.serverUrl, name)
  await migrate({
    adminUrl: config.database.adminUrl,
    appPassword: config.database.appPassword,
    auditorPassword: config.database.auditorPassword,
  })
  const admin = connect({ url: config.database.adminUrl, name: 'test-seed', max: 1 })
  await seedOrganisation(admin, { mode: 'test', secretKey: config.secretKey })
  await admin.end()
  project.provide('templateDatabase', name)
  return async () => {
    const server = connect({ url: config.database.serverUrl, name: 'test-drop', max: 1 })
    await server.unsafe(`drop database if exists "${name}" with (force)`)
    await server.end()
  }
}

declare module 'vitest' {
  interface ProvidedContext {
    templateDatabase: string
  }
}
