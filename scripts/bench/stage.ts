import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig, type Config } from '#config.ts'
import { connect, GATE_CONNECTIONS, type Sql } from '#db/client.ts'
import { ensureDatabase } from '#db/database.ts'
import { openGate, type Gate } from '#db/gate/gate.ts'
import { migrate } from '#db/migrate.ts'
import { readReference } from '#db/reference/read.ts'
import { seedOrganisation } from '#db/seed/seed-organisation.ts'
import { launchNode } from '#scripts/bootstrap/product.mjs'
import type { Child, Environment, Log, RunningServers } from '#scripts/servers/part.ts'
import { startOwnServers } from './own-servers.mjs'

export interface StageOptions {
  /** Name of the data folder, and of the database on it. */
  readonly name: string
  readonly log: Log
  /** Connections of the product's pool: one for each client that acts at the same time. */
  readonly clients: number
  /** Servers to start; all when absent. */
  readonly only?: readonly string[]
  /** Where the others are. */
  readonly more?: Environment
}

interface Launching {
  readonly variables?: Environment
  readonly args?: readonly string[]
}

/** A site of its own: servers in a folder that vanishes with it, migrated and seeded, nothing of the product running yet. */
export interface Stage {
  readonly dataDir: string
  /** What the product's processes are started with. */
  readonly env: Environment
  readonly config: Config
  readonly servers: RunningServers
  /** The product's own connection, under row security. */
  readonly sql: Sql
  /** The superuser's: prepares, counts and compares, never acts. */
  readonly admin: Sql
  /** The gate with the definitions that were loaded when this was called. */
  gate(): Promise<Gate>
  /** Starts one process of the product; its log lies in the data folder. */
  launch(name: string, entry: string, more?: Launching): Child
  close(): Promise<void>
}

export async function openStage({ name, log, clients, only, more = {} }: StageOptions): Promise<Stage> {
  const dataDir = join(tmpdir(), `everfile-${name}-${process.pid}`)
  const own = await startOwnServers({ dataDir, log, ...(only === undefined ? {} : { only }) })
  try {
    const env = {
      ...own.env,
      ...more,
      DATABASE_NAME: `everfile_${name}`,
      EVERFILE_SITE_MODE: 'test',
      EVERFILE_LOG_LEVEL: 'warn',
    }
    return await furnish({ dataDir, env, servers: own.servers, clients })
  } catch (error) {
    await own.servers.stop()
    throw error
  }
}

interface Furnishing {
  readonly dataDir: string
  readonly env: Environment
  readonly servers: RunningServers
  readonly clients: number
}

async function furnish({ dataDir, env, servers, clients }: Furnishing): Promise<Stage> {
  const config = readConfig(env)
  const { adminUrl, appUrl, appPassword, auditorPassword, serverUrl, name } = config.database
  await ensureDatabase(serverUrl, name)
  await migrate({ adminUrl, appPassword, auditorPassword })
  const admin = connect({ url: adminUrl, name: 'stage-admin', max: 4 })
  await seedOrganisation(admin, { mode: 'test', secretKey: config.secretKey })
  const sql = connect({ url: appUrl, name: 'stage-app', max: clients })
  const gateSql = connect({ url: appUrl, name: 'stage-gate', max: GATE_CONNECTIONS })
  const children: Child[] = []
  return {
    dataDir,
    env,
    config,
    servers,
    sql,
    admin,
    async gate() {
      const reference = await readReference(sql)
      return openGate(gateSql, () => reference)
    },
    launch(childName, entry, { variables = {}, args = [] } = {}) {
      const child = launchNode(
        { name: childName, args: [entry, ...args] },
        { dataDir, env: { ...env, ...variables } },
      )
      children.push(child)
      return child
    },
    async close() {
      await Promise.all(children.map(async (child) => child.stop()))
      await Promise.all([sql, gateSql, admin].map(async (client) => client.end({ timeout: 2 })))
      await servers.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
