import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startWorker, type RunningWorker } from '#activities/worker.ts'
import { buildWorkflowBundle } from '#activities/workflow-bundle.ts'
import { startRelay } from '#api/relay.ts'
import type { RunningRounds } from '#db/rounds.ts'
import { readConfig, type Config } from '#config.ts'
import { createLogger } from '#logger.ts'
import { newId } from '#db/ids.ts'
import { openObjectStore, type ObjectStore } from '#db/objects.ts'
import { cacheKeyOf } from '#db/objects/probe.ts'
import { DefaultLogger, Runtime } from '@temporalio/worker'
import { inject } from 'vitest'
import { startServers } from '#scripts/servers/servers.mjs'
import type { TestSite } from './database.ts'

// The engine says every change of its state; a test run wants to hear of errors alone.
Runtime.install({ logger: new DefaultLogger('ERROR') })

export interface OwnTemporal {
  readonly address: string
  /** kill -9, as a power cut would. */
  kill(): Promise<void>
  restart(): Promise<void>
  stop(): Promise<void>
}

/** A Temporal server of the test's own, so that it may be killed. */
export async function startOwnTemporal(): Promise<OwnTemporal> {
  const dataDir = mkdtempSync(join(tmpdir(), 'everfile-temporal-'))
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('TEMPORAL_')),
  )
  const start = async () => startServers({ dataDir, log: () => {}, only: ['temporal'], env })
  let running = await start()
  return {
    address: String(running.env['TEMPORAL_ADDRESS']),
    async kill() {
      const child = running.parts[0]?.child
      if (child?.pid === undefined) throw new Error('Temporal is not a child of this test')
      process.kill(child.pid, 'SIGKILL')
      await child.ended
    },
    async restart() {
      running = await start()
    },
    async stop() {
      await running.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

export interface Engine {
  readonly store: ObjectStore
  readonly worker: RunningWorker
  readonly relay: RunningRounds
  stop(): Promise<void>
}

/** Worker and relay of a test site, in this process, on its own task queue. */
export async function startEngine(
  site: TestSite,
  overrides: Partial<Config['temporal']> = {},
): Promise<Engine> {
  const config = { ...site.config, temporal: { ...site.config.temporal, ...overrides } }
  const logger = createLogger('test', process.env['EVERFILE_TEST_LOG'] ?? 'silent')
  const store = openStore(config)
  await knowTheStore(site, store)
  const worker = await startWorker({
    config,
    logger,
    workflowBundle: { codePath: await buildWorkflowBundle() },
  })
  const relay = startRelay({ config, logger })
  return {
    store,
    worker,
    relay,
    async stop() {
      await relay.stop()
      await worker.stop()
      store.close()
    },
  }
}

/** The store of the run was probed at its beginning; a store of the test's own is another, and is probed by the worker. */
async function knowTheStore({ admin, config }: TestSite, store: ObjectStore): Promise<void> {
  const { cacheKey, results } = inject('storeProbe')
  if (!cacheKey.startsWith(`${config.store.endpoint} `)) return
  const failed = results.filter(({ passed }) => !passed).length
  await admin`insert into store_probe (id, cache_key, passed, failed, report)
    values (${newId()}, ${await cacheKeyOf(store)}, ${results.length - failed}, ${failed}, '{}') on conflict (cache_key) do nothing`
}

export function openStore(config: Config = readConfig()): ObjectStore {
  return openObjectStore(config.store)
}
