import { readFileSync, writeFileSync } from 'node:fs'
import { buildApp } from '#api/app.ts'
import { readConfig } from '#config.ts'
import { openAccessLog } from '#db/access-log.ts'
import { connect } from '#db/client.ts'
import { openGate } from '#db/gate/gate.ts'
import { openObjectStore } from '#db/objects.ts'
import { SHIPPED_FORMATS } from '#domain/archive-formats.ts'
import { NO_PERSONAL_DATA_RULES } from '#domain/personal-data.ts'
import { NO_VOLUME_RULES } from '#domain/volume-rules.ts'
import type { PlainDate } from '#domain/dates.ts'
import { NO_SCHEME } from '#domain/metadata-scheme.ts'
import { createLogger } from '#logger.ts'
import { REFUSALS_FILE, refusalsText } from './refusals.ts'

/** Writes `openapi.json` from the table of the wire; with `--check` says whether the committed one is stale. Reaches no server. */
const FILE = new URL('../openapi.json', import.meta.url)
const NOWHERE = 'http://127.0.0.1:9'

// The document tells what each operation may refuse, as the source has it now.
const REFUSALS = new URL(`../${REFUSALS_FILE}`, import.meta.url)
const refusals = refusalsText()
if (!process.argv.includes('--check')) writeFileSync(REFUSALS, refusals)

const config = readConfig({
  DATABASE_ADMIN_URL: 'postgres://nobody@127.0.0.1:9/none',
  APP_DATABASE_PASSWORD: 'not-used-by-this-script',
  AUDITOR_DATABASE_PASSWORD: 'not-used-by-this-script',
  TEMPORAL_ADDRESS: '127.0.0.1:9',
  S3_ENDPOINT: NOWHERE,
  S3_ACCESS_KEY: 'none',
  S3_SECRET_KEY: 'none',
  EVERFILE_SECRET_KEY: '0'.repeat(64),
})
const sql = connect({ url: config.database.appUrl, name: 'openapi', max: 1 })
const reference = {
  definition: () => undefined,
  newestDefinition: () => undefined,
  recordClass: () => undefined,
  scheduleRow: () => undefined,
  metadataScheme: () => NO_SCHEME,
  volumeRules: () => NO_VOLUME_RULES,
  personalData: () => NO_PERSONAL_DATA_RULES,
  archiveFormats: () => SHIPPED_FORMATS,
  rules: () => undefined,
  liveFrom: () => undefined,
  standingHolds: () => [],
  calendar: () => ({ holidays: new Set<PlainDate>(), makeUpWorkdays: new Set<PlainDate>() }),
  renewTo: async () => {},
}
const store = openObjectStore({ endpoint: NOWHERE, accessKey: 'none', secretKey: 'none' })
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string
}
const app = buildApp({
  config,
  sql,
  gate: openGate(sql, () => reference),
  reference,
  store,
  accessLog: openAccessLog(sql, { onFault: () => {} }),
  logger: createLogger('openapi', 'silent'),
  cache: null,
  version,
  probeEngine: async () => ({ state: 'down', detail: null, workers: 0, heardAt: null }),
  screens: null,
  answers: 'trusted',
})
await app.ready()
const text = `${JSON.stringify(app.swagger(), null, 2)}\n`
await app.close()
store.close()
await sql.end()

if (!process.argv.includes('--check')) {
  writeFileSync(FILE, text)
  console.log('openapi.json written')
} else if (committed(FILE) === text && committed(REFUSALS) === refusals) {
  console.log('openapi.json is up to date')
} else {
  console.error('openapi.json is stale: run "npm run openapi" and commit it')
  process.exitCode = 1
}

function committed(file: URL): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
