import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import closeWithGrace from 'close-with-grace'
import { readConfig } from '#config.ts'
import { openAccessLog } from '#db/access-log.ts'
import { connectCache } from '#db/cache.ts'
import { connect } from '#db/client.ts'
import { openGate } from '#db/gate/gate.ts'
import { openObjectStore } from '#db/objects.ts'
import { readReference } from '#db/reference/read.ts'
import { createLogger } from '#logger.ts'
import { buildApp } from './app.ts'
import { engineProbe } from './engine-probe.ts'

/** Connections per process; the gate holds one for two round trips. */
const POOL = 20
const GRACE_MS = 10_000
const SCREENS = fileURLToPath(new URL('../dist/ui', import.meta.url))

const config = readConfig()
const logger = createLogger('api', config.logLevel)
const sql = connect({ url: config.database.appUrl, name: 'everfile-api', max: POOL })
const reference = await readReference(sql)
const accessLog = openAccessLog(sql, {
  onFault: (error) => logger.error({ err: error }, 'the access log waits for the database'),
})
const { endpoint, accessKey, secretKey, prefix, reclaimUrl } = config.store
const store = openObjectStore({
  endpoint,
  accessKey,
  secretKey,
  ...(prefix === '' ? {} : { prefix }),
  ...(reclaimUrl === null ? {} : { reclaimUrl }),
})
const cache = config.redisUrl === null ? null : connectCache(config.redisUrl)
const engine = engineProbe(config.temporal)

const app = buildApp({
  config,
  sql,
  gate: openGate(sql, () => reference),
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
  await sql.end({ timeout: 5 })
})
const address = await app.listen({ host: config.http.host, port: config.http.port })
logger.info({ address }, 'listening')

function versionOf(): string {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string
  }
  return version
}
