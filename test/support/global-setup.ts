import type { TestProject } from 'vitest/node'
import { readConfig, type Config } from '#config.ts'
import { connect } from '#db/client.ts'
import { openObjectStore } from '#db/objects.ts'
import { probeStore, type ProbeReport } from '#db/objects/probe.ts'
import { ensureDatabase } from '#db/database.ts'
import { migrate } from '#db/migrate.ts'
import { seedOrganisation } from '#db/seed/seed-organisation.ts'
import { dropVolumes } from './object-store.ts'

/** A migrated and seeded template database, cloned by each test file, and what the store said when it was probed. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const name = `template_${process.pid}`
  const config = readConfig({ ...process.env, DATABASE_NAME: name })
  const [storeProbe] = await Promise.all([probed(config), makeTemplate(config, name)])
  project.provide('templateDatabase', name)
  project.provide('storeProbe', storeProbe)
  return async () => {
    const server = connect({ url: config.database.serverUrl, name: 'test-drop', max: 1 })
    await server.unsafe(`drop database if exists "${name}" with (force)`)
    await server.end()
  }
}

async function makeTemplate(config: Config, name: string): Promise<void> {
  await ensureDatabase(config.database.serverUrl, name)
  await migrate({
    adminUrl: config.database.adminUrl,
    appPassword: config.database.appPassword,
    auditorPassword: config.database.auditorPassword,
  })
  const admin = connect({ url: config.database.adminUrl, name: 'test-seed', max: 1 })
  await seedOrganisation(admin, { mode: 'test', secretKey: config.secretKey })
  await admin.end()
}

/** A worker probes each store it does not know, and waits for locks to lapse: once is enough for one store. */
async function probed({ store: config }: Config): Promise<ProbeReport> {
  const prefix = `probe-${process.pid}-`
  const store = openObjectStore({ ...config, prefix })
  try {
    return await probeStore(store)
  } finally {
    store.close()
    await dropVolumes({ ...config, prefix }, ['probe', 'probe-defaults'])
  }
}

declare module 'vitest' {
  interface ProvidedContext {
    templateDatabase: string
    storeProbe: ProbeReport
  }
}
