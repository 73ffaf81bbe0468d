import {
  DefaultLogger,
  NativeConnection,
  Runtime,
  Worker,
  type WorkflowBundleOption,
} from '@temporalio/worker'
import closeWithGrace from 'close-with-grace'
import { readConfig, type Config } from '#config.ts'
import { createLogger, type Logger } from '#logger.ts'
import { connect } from '#db/client.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { openGate } from '#db/gate/gate.ts'
import { openObjectStore } from '#db/objects.ts'
import { readReference } from '#db/reference/read.ts'
import { signingKeyOf } from '#db/signing.ts'
import { ensureProbed } from '#db/store-probe.ts'
import { bulkQueueOf } from '#domain/engine-ids.ts'
import type { SiteMode } from '#domain/vocabulary.ts'
import { createCheckpointActivities } from './checkpoints.ts'
import { ACTIVITY_RUN, type EngineDeps } from './engine.ts'
import { createLifecycleActivities } from './lifecycle.ts'
import { createMaintenanceActivities } from './maintenance.ts'
import { createImportActivities } from './imports/advance.ts'
import { createBulkActivities } from './redating.ts'
import { ensureSchedules } from './schedules.ts'
import { workflowBundle } from './workflow-bundle.ts'
import { startErrands } from './errands/errands.ts'
import { startHandOverSheets } from './records/hand-over-sheets.ts'
import { startSearchIndex } from './search-index.ts'

export interface RunningWorker {
  /** Settles when the worker has stopped; rejects when it could not go on. */
  readonly stopped: Promise<void>
  stop(): Promise<void>
}

export interface WorkerOptions {
  readonly config: Config
  readonly logger: Logger
  readonly workflowBundle?: WorkflowBundleOption
  /** What the work gets in place of what this process has opened: a store that is watched, a gate that is counted. */
  readonly around?: (deps: EngineDeps) => EngineDeps
}

const RECONNECT_MS = 1_000

/** Connects until the server answers: a worker that starts before Temporal is up waits for it. */
async function connectTemporal(address: string, isStopping: () => boolean): Promise<NativeConnection> {
  for (;;) {
    try {
      return await NativeConnection.connect({ address })
    } catch (error) {
      if (isStopping()) throw error
      await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS))
    }
  }
}

/** The worker process: people's and records' work on one queue, bulk work on another with its own limit. */
export async function startWorker({
  config,
  logger,
  workflowBundle: given,
  around = (deps) => deps,
}: WorkerOptions): Promise<RunningWorker> {
  const sql = connect({ url: config.database.appUrl, name: 'everfile-worker', max: 10 })
  const store = openObjectStore(config.store)
  const reference = await readReference(sql)
  const [site] = await sql<{ mode: SiteMode }[]>`select mode from site`
  if (site === undefined)
    throw new Error('no site has been founded in this database: run everfile init first')
  const deps = around({
    sql,
    gate: openGate(sql, () => reference),
    store,
    siteMode: site.mode,
    engineId: ENGINE_ID,
    run: ACTIVITY_RUN,
    transfer: {
      folder: config.transfer.folder,
      bucket: config.transfer.store === null ? null : openObjectStore(config.transfer.store),
    },
  })
  await store.ensureBuckets()
  const probe = await ensureProbed(sql, store)
  logger[probe.failed === 0 ? 'info' : 'error'](probe, 'object store probed')
  let stopping = false
  const connection = await connectTemporal(config.temporal.address, () => stopping)
  const bundle = given ?? (await workflowBundle())
  const signingKey = config.signingKey === null ? null : signingKeyOf(config.signingKey)
  const activities = {
    ...createLifecycleActivities(deps),
    ...createMaintenanceActivities(deps),
    ...createBulkActivities(deps),
    ...createImportActivities(deps),
    ...createCheckpointActivities({ ...deps, signingKey }),
  }
  const { taskQueue, namespace } = config.temporal
  const shared = {
    connection,
    namespace,
    activities,
    workflowBundle: bundle,
    shutdownGraceTime: '10 seconds',
    maxCachedWorkflows: 500,
    // Forty at once (the default) on an overloaded machine run out of their ten seconds together and begin again for ever: workflow
    // tasks of 42 s each were seen. Sixteen end in time, and the others wait on the server, where no time runs.
    maxConcurrentWorkflowTaskExecutions: 16,
    // A worker that died had its workflows to itself for so long; to rebuild one elsewhere takes milliseconds.
    stickyQueueScheduleToStartTimeout: '5 seconds',
  } as const
  const workers = await Promise.all([
    Worker.create({
      ...shared,
      taskQueue,
      maxConcurrentActivityTaskExecutions: 8,
      maxConcurrentLocalActivityExecutions: 32,
    }),
    Worker.create({ ...shared, taskQueue: bulkQueueOf(taskQueue), maxConcurrentActivityTaskExecutions: 1 }),
  ])
  await ensureSchedules({
    ...config.temporal,
    onFailure: (err) => logger.error({ err }, 'the daily schedules could not be made'),
  })
  const index = startSearchIndex({
    sql,
    engineId: ENGINE_ID,
    onFault: (err) => logger.warn({ err }, 'the search index waits for the database'),
  })
  const sheets = startHandOverSheets({
    ...deps,
    onFault: (err) => logger.warn({ err }, 'a hand-over waits for its sheet'),
  })
  const errands = startErrands({
    ...deps,
    onFault: (err) => logger.warn({ err }, 'an errand waits to be tried again'),
  })
  const stopped = Promise.all(workers.map(async (worker) => worker.run())).then(async () => {
    await index.stop()
    await sheets.stop()
    await errands.stop()
    await connection.close()
    await sql.end({ timeout: 5 })
    store.close()
  })
  logger.info({ taskQueue, namespace }, 'worker is up')
  return {
    stopped,
    async stop() {
      stopping = true
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown()
      await stopped
    },
  }
}

async function main(): Promise<void> {
  const config = readConfig()
  const logger = createLogger('worker', config.logLevel)
  Runtime.install({
    logger: new DefaultLogger('WARN', ({ level, message, meta }) => {
      logger[level === 'ERROR' ? 'error' : 'warn'](meta ?? {}, message)
    }),
  })
  const running = await startWorker({ config, logger })
  closeWithGrace({ delay: 20_000, logger }, async () => running.stop())
  await running.stopped
}

if (import.meta.main) await main()
