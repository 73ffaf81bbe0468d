// @ts-check
import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { launch, waitUntilReady } from './processes.mjs'
import { findOrInstall, pythonPrograms } from './programs.mjs'

/** @import { ServerPart, Site } from './part.ts' */

const NAMESPACE = 'everfile'
/** Long enough to look at what a quarter's flows did; the truth is in the database and histories are exported from there. */
const RETENTION_DAYS = 90
const ANSWER_TIMEOUT_MS = 2_000

/** @type {ServerPart} */
export const temporal = {
  name: 'temporal',
  title: 'Temporal',
  ports: [
    { name: 'temporal' },
    { name: 'temporalHttp' },
    { name: 'temporalMetrics' },
    { name: 'temporalUi' },
  ],
  given: (env) => {
    const address = env['TEMPORAL_ADDRESS']
    if (address === undefined) return undefined
    const ui = env['TEMPORAL_UI_URL']
    return {
      TEMPORAL_ADDRESS: address,
      TEMPORAL_NAMESPACE: env['TEMPORAL_NAMESPACE'] ?? 'default',
      ...(ui === undefined ? {} : { TEMPORAL_UI_URL: ui }),
    }
  },
  start: async (site) => {
    const program = findOrInstall(pythonPrograms.temporal, {
      names: ['temporal'],
      versionArgs: ['--version'],
      least: '1.6',
      ...site,
    })
    const home = join(site.dataDir, 'temporal')
    mkdirSync(home, { recursive: true, mode: 0o700 })
    const {
      temporal: port = 0,
      temporalHttp: httpPort = 0,
      temporalMetrics: metricsPort = 0,
      temporalUi: uiPort = 0,
    } = site.ports
    const child = launch({
      name: 'temporal',
      command: program.path,
      args: [
        'server',
        'start-dev',
        '--ip=127.0.0.1',
        `--port=${port}`,
        `--http-port=${httpPort}`,
        `--metrics-port=${metricsPort}`,
        `--db-filename=${join(home, 'temporal.db')}`,
        `--namespace=${NAMESPACE}`,
        // Measured: with these two, clients no longer wait for each other's file writes.
        '--sqlite-pragma=journal_mode=wal',
        '--sqlite-pragma=synchronous=normal',
        // A quick continue-as-new must not be delayed: under skipped time the delay would be counted on two clocks.
        '--dynamic-config-value=history.workflowIdReuseMinimalInterval="0s"',
        '--log-level=warn',
        ...(site.withUi ? [`--ui-port=${uiPort}`, '--ui-disable-news-fetch'] : ['--headless']),
      ],
      logFile: join(site.dataDir, 'logs', 'temporal.log'),
      cwd: home,
      env: { PATH: site.env['PATH'], HOME: home, TZ: 'UTC' },
      isBackground: true,
    })
    try {
      // The server says that it serves a second before the namespace answers, so the namespace itself is asked.
      await waitUntilReady(child, { isReady: () => countsWorkflows(httpPort) })
      keepRetention(site, { path: program.path, port })
    } catch (error) {
      await child.stop()
      throw error
    }
    return {
      env: {
        TEMPORAL_ADDRESS: `127.0.0.1:${port}`,
        TEMPORAL_NAMESPACE: NAMESPACE,
        ...(site.withUi ? { TEMPORAL_UI_URL: `http://127.0.0.1:${uiPort}` } : {}),
      },
      child,
      note: `${program.version}, ${program.source}, port ${port}`,
    }
  },
}

/** @param {number} httpPort */
async function countsWorkflows(httpPort) {
  const url = `http://127.0.0.1:${httpPort}/api/v1/namespaces/${NAMESPACE}/workflow-count`
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) })
    await answer.arrayBuffer()
    return answer.ok
  } catch {
    return false
  }
}

/**
 * The development server makes its namespace with a retention of one day; said once, it stays.
 * @param {Site} site
 * @param {{ readonly path: string, readonly port: number }} server
 */
function keepRetention(site, { path, port }) {
  if (site.state.temporalRetentionDays === RETENTION_DAYS) return
  const args = [
    'operator',
    'namespace',
    'update',
    '--namespace',
    NAMESPACE,
    '--retention',
    `${RETENTION_DAYS}d`,
    '--address',
    `127.0.0.1:${port}`,
  ]
  const answer = spawnSync(path, args, { encoding: 'utf8', cwd: '/', timeout: 30_000 })
  if (answer.status !== 0)
    throw new Error(
      `Temporal would not keep histories for ${RETENTION_DAYS} days: ${answer.stderr || answer.error?.message}`,
    )
  site.state.temporalRetentionDays = RETENTION_DAYS
  site.saveState()
}
