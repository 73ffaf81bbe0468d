import { inject } from 'vitest'
import { readConfig, type Config } from '#config.ts'
import { connect, type Sql } from '#db/client.ts'
import { BUCKETS } from '#db/objects/keys.ts'
import { openGate, type Gate } from '#db/gate/gate.ts'
import { readReference, type LiveReference } from '#db/reference/read.ts'
import { dropVolumes } from './object-store.ts'

export interface TestSite {
  readonly config: Config
  /** The product's own connection, under row security. */
  readonly sql: Sql
  /** The superuser's, for what a test must look at or break behind the product's back. */
  readonly admin: Sql
  readonly gate: Gate
  readonly reference: LiveReference
  close(): Promise<void>
}

/** A site of its own for a test file: a clone of the migrated and seeded template database. */
export async function openTestSite(): Promise<TestSite> {
  const name = `t_${process.pid}_${Math.random().toString(36).slice(2, 10)}`
  const base = readConfig()
  const server = connect({ url: base.database.serverUrl, name: 'test-clone', max: 1 })
  await server.unsafe(`create database "${name}" template "${inject('templateDatabase')}"`)
  const config = readConfig({
    EVERFILE_SIGNING_KEY: '5e'.repeat(32),
    ...process.env,
    DATABASE_NAME: name,
    S3_BUCKET_PREFIX: `${name.replaceAll('_', '-')}-`,
    TEMPORAL_TASK_QUEUE: name,
  })
  const sql = connect({ url: config.database.appUrl, name: 'test-app', max: 10 })
  const admin = connect({ url: config.database.adminUrl, name: 'test-admin', max: 2 })
  const reference = await readReference(sql)
  return {
    config,
    sql,
    admin,
    reference,
    gate: openGate(sql, () => reference),
    async close() {
      await Promise.all([
        sql.end({ timeout: 2 }),
        admin.end({ timeout: 2 }),
        dropVolumes(config.store, BUCKETS),
      ])
      await server.unsafe(`drop database "${name}" with (force)`)
      await server.end()
    },
  }
}

/** Grants every family to posts that were written beside the gate and have none. */
export async function grantAllClasses(admin: Sql): Promise<void> {
  await admin`insert into class_grant (id, post_id, family, from_on)
    select gen_random_uuid(), o.id, f.family, '2009-01-01' from post o cross join (select distinct family from record_class) f
    where o.role not like '%-admin' and not exists (select 1 from class_grant c where c.post_id = o.id)`
}

/** The store has been seen to keep what it locks, without which nothing enters keeping. */
export async function passProbe(admin: Sql): Promise<void> {
  await admin`insert into store_probe (id, cache_key, passed, failed, report) values (gen_random_uuid(), 'test', 12, 0, '{}')`
}
