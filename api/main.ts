import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import closeWithGrace from 'close-with-grace'
import { readConfig } from '#config.ts'
import { openAccessLog } from '#db/access-log.ts'
import { connectCache } from '#db/cache.ts'
import { connect, GATE_CONNECTIONS } from '#db/client.ts'
import { openGate } from '#db/gate/gate.ts'
import { openObjectStore } from '#db/objects.ts'
import { readReference } from '#db/reference/read.ts'
import { createLogger } from '#logger.ts'
import { buildApp } from './app.ts'
import { engineProbe } from './engine-probe.ts'

/** Connections for reading; a page that is being written out holds one for as long. */
const POOL = 16
const GRACE_MS = 10_000
const SCREENS = fileURLToPath(new URL('../dist/ui', import.meta.url))

const config = readConfig()
const logger = createLogger('api', config.logLevel)
const sql = connect({ url: config.database.appUrl, name: 'everfile-api', max: POOL })
// Acts have connections of their own: nobody who reads a long list makes a clerk wait.
const gateSql = connect({ url: config.database.appUrl, name: 'everfile-api-gate', max: GATE_CONNECTIONS })
const reference = await readReference(sql)
const accessLog = openAccessLog(sql, {
  onFault: (error) => logger.error({ err: error }, 'the access log waits for the database'),
})
const store = openObjectStore(config.store)
const cache = config.redisUrl === null ? null : connectCache(config.redisUrl)
const engine = engineProbe(config.temporal)

const app = buildApp({
  config,
  sql,
  gate: openGate(gateSql, () => reference),
  reference,
  store,
  accessLog,
  logger,
  cache,
  version: versionOf(),
  probeEngine: engine.probe,
  screens: existsSync(SCREENS) ? SCREENS : null,
  answers: 'trusted',
})

closeWithGrace({ delay: GRACE_MS, logger }, async () => {
  await app.close()
  await engine.close()
  cache?.disconnect()
  store.close()
  await Promise.all([sql.end({ timeout: 5 }), gateSql.end({ timeout: 5 })])
})
const address = await app.listen({ host: config.http.host, port: config.http.port })
logger.info({ address }, 'listening')

function versionOf(): string {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string
  }
  return version
}
