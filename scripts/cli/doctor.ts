import { BUCKETS } from '#domain/vocabulary.ts'
import { connectCache } from '#db/cache.ts'
import { connect, type Sql } from '#db/client.ts'
import { openObjectStore } from '#db/objects.ts'
import { withAdmin } from './connection.ts'
import {
  clockFault,
  databaseFindings,
  lockFinding,
  migrationFinding,
  outboxFinding,
  probeFinding,
  rolesFinding,
} from './doctor-database.ts'
import { temporalFindings } from './doctor-temporal.ts'
import type { Finding } from './finding.ts'
import { table, type Answer, type Context } from './verb.ts'

/** Looks at every part that the site rests on and says what is wrong and what to do; changes nothing. */
export async function doctor(context: Context): Promise<Answer> {
  const { config, progress } = context
  const found: Finding[] = []
  const look = async (part: string, work: () => Promise<readonly Finding[]>): Promise<void> => {
    progress(`looking at ${part}`)
    try {
      found.push(...(await work()))
    } catch (error) {
      found.push({ part, state: 'fault', detail: error instanceof Error ? error.message : String(error) })
    }
  }
  await look('database', async () => withAdmin(config, databaseFindings))
  await look('migrations', async () => withAdmin(config, migrationFinding))
  await look('roles', async () => withAdmin(config, rolesFinding))
  await look('temporal', async () => temporalFindings(config.temporal))
  await look('object store', async () => storeFindings(context))
  await look('store probe', async () => withApp(context, probeFinding))
  await look('clocks', async () => clockFindings(context))
  await look('redis', async () => redisFindings(config.redisUrl))
  await look('outbox', async () => withApp(context, outboxFinding))
  await look('locks', async () => withApp(context, lockFinding))
  const faults = found.filter(({ state }) => state === 'fault')
  const lines = [
    ...table(found.map(({ part, state, detail }) => [part, state, detail])),
    faults.length === 0 ? 'No faults.' : `${faults.length} faults.`,
  ]
  return { lines, json: { findings: found, faults: faults.length }, hasFaults: faults.length > 0 }
}

async function withApp<T>({ config }: Context, work: (sql: Sql) => Promise<T>): Promise<T> {
  const sql = connect({ url: config.database.appUrl, name: 'everfile-doctor', max: 1 })
  try {
    return await work(sql)
  } finally {
    await sql.end({ timeout: 5 })
  }
}

async function storeFindings({ config }: Context): Promise<readonly Finding[]> {
  const store = openObjectStore(config.store)
  try {
    for (const bucket of BUCKETS) for await (const _ of store.listVersions(bucket, NO_KEY)) break
    return [
      { part: 'object store', state: 'good', detail: `${config.store.endpoint}, ${BUCKETS.length} buckets` },
    ]
  } finally {
    store.close()
  }
}

/** No object lies under it: asked for to see that a bucket is there. */
const NO_KEY = 'doctor/'

async function clockFindings(context: Context): Promise<readonly Finding[]> {
  const store = openObjectStore(context.config.store)
  try {
    const storeNowMs = await store.clockMs()
    return [await withApp(context, async (sql) => clockFault(sql, { storeNowMs, ownNowMs: Date.now() }))]
  } finally {
    store.close()
  }
}

const REDIS_MS = 3_000

async function redisFindings(url: string | null): Promise<readonly Finding[]> {
  if (url === null)
    return [{ part: 'redis', state: 'off', detail: 'not given: rate limits are counted per process' }]
  const cache = connectCache(url)
  try {
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('no answer')), REDIS_MS)
      cache.once('ready', () => {
        clearTimeout(timer)
        resolve()
      })
    })
    return [{ part: 'redis', state: 'good', detail: await cache.ping() }]
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return [
      {
        part: 'redis',
        state: 'fault',
        detail: `${why}; the site works without it, with rate limits per process`,
      },
    ]
  } finally {
    cache.disconnect()
  }
}
