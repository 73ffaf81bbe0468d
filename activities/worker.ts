import {
  DefaultLogger,
  NativeConnection,
  Runtime,
  Worker,
  type WorkflowBundleOption,
} from '@temporalio/worker'
import closeWithGrace from 'close-with-grace'
import { readConfig, unwatchThreads, type Config } from '#config.ts'
import { createLogger, type Logger } from '#logger.ts'
import { connect, type Sql } from '#db/client.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { openGate } from '#db/gate/gate.ts'
import { openObjectStore } from '#db/objects.ts'
import { readSiteMode } from '#db/queries/organisation.ts'
import { readReference } from '#db/reference/read.ts'
import type { RunningRounds } from '#db/rounds.ts'
import { signingKeyOf } from '#db/signing.ts'
import { ensureProbed } from '#db/store-probe.ts'
import { bulkQueueOf } from '#domain/engine-ids.ts'
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
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  const { config, logger, around = (deps) => deps } = options
  const engine = await openEngine(config)
  const { sql, store } = engine
  const deps = around(engine)
  const probe = await ensureProbed(sql, store)
  logger[probe.failed === 0 ? 'info' : 'error'](probe, 'object store probed')
  let stopping = false
  const connection = await connectTemporal(config.temporal.address, () => stopping)
  const workers = await createWorkers(options, deps, connection)
  await ensureSchedules({
    ...config.temporal,
    onFailure: (err) => logger.error({ err }, 'the daily schedules could not be made'),
  })
  const rounds = startAllRounds(deps, { sql, logger })
  const stopped = Promise.all(workers.map(async (worker) => worker.run())).then(async () => {
    for (const round of rounds) await round.stop()
    await connection.close()
    await sql.end({ timeout: 5 })
    store.close()
  })
  const { taskQueue, namespace } = config.temporal
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

/** Connects to the database and to the store, whose buckets stand then. @throws Error on a database without a site */
async function openEngine(config: Config): Promise<EngineDeps> {
  const sql = connect({ url: config.database.appUrl, name: 'everfile-worker', max: 10 })
  const store = openObjectStore(config.store)
  const reference = await readReference(sql)
  const siteMode = await readSiteMode(sql)
  if (siteMode === undefined)
    throw new Error('no site has been founded in this database: run everfile init first')
  await store.ensureBuckets()
  return {
    sql,
    gate: openGate(sql, () => reference),
    store,
    siteMode,
    engineId: ENGINE_ID,
    run: ACTIVITY_RUN,
    transfer: {
      folder: config.transfer.folder,
      bucket: config.transfer.store === null ? null : openObjectStore(config.transfer.store),
    },
  }
}

async function createWorkers(
  { config, workflowBundle: given }: WorkerOptions,
  deps: EngineDeps,
  connection: NativeConnection,
): Promise<readonly Worker[]> {
  const { taskQueue, namespace } = config.temporal
  const signingKey = config.signingKey === null ? null : signingKeyOf(config.signingKey)
  const shared = {
    connection,
    namespace,
    activities: {
      ...createLifecycleActivities(deps),
      ...createMaintenanceActivities(deps),
      ...createBulkActivities(deps),
      ...createImportActivities(deps),
      ...createCheckpointActivities({ ...deps, signingKey }),
    },
    workflowBundle: given ?? (await workflowBundle()),
    shutdownGraceTime: '10 seconds',
    maxCachedWorkflows: 500,
    // Forty at once (the default) on an overloaded machine run out of their ten seconds together and begin again for ever: workflow
    // tasks of 42 s each were seen. Sixteen end in time, and the others wait on the server, where no time runs.
    maxConcurrentWorkflowTaskExecutions: 16,
    // A worker that died had its workflows to itself for so long; to rebuild one elsewhere takes milliseconds.
    stickyQueueScheduleToStartTimeout: '5 seconds',
  } as const
  return await Promise.all([
    Worker.create({
      ...shared,
      taskQueue,
      maxConcurrentActivityTaskExecutions: 8,
      maxConcurrentLocalActivityExecutions: 32,
    }),
    Worker.create({ ...shared, taskQueue: bulkQueueOf(taskQueue), maxConcurrentActivityTaskExecutions: 1 }),
  ])
}

/** What follows the database without Temporal: the search index, the sheets of hand-overs, what people asked to have made. */
function startAllRounds(
  deps: EngineDeps,
  { sql, logger }: { readonly sql: Sql; readonly logger: Logger },
): readonly RunningRounds[] {
  const warning = (message: string) => (err: unknown) => logger.warn({ err }, message)
  return [
    startSearchIndex({
      sql,
      engineId: ENGINE_ID,
      onFault: warning('the search index waits for the database'),
    }),
    startHandOverSheets({ ...deps, onFault: warning('a hand-over waits for its sheet') }),
    startErrands({ ...deps, onFault: warning('an errand waits to be tried again') }),
  ]
}

async function main(): Promise<void> {
  unwatchThreads()
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
