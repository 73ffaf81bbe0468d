import {
  Client,
  Connection,
  WorkflowExecutionAlreadyStartedError,
  WorkflowIdConflictPolicy,
  WorkflowIdReusePolicy,
} from '@temporalio/client'
import closeWithGrace from 'close-with-grace'
import { readConfig, type Config } from '#config.ts'
import { createLogger, type Logger } from '#logger.ts'
import { connect, type Sql } from '#db/client.ts'
import { takeNudges, type Nudges } from '#db/queries/outbox.ts'
import { startRounds, type RunningRounds } from '#db/rounds.ts'
import {
  BULK_WORKFLOW_TYPE,
  bulkQueueOf,
  bulkWorkflowIdOf,
  IMPORT_WORKFLOW_TYPE,
  importWorkflowIdOf,
  workflowIdOf,
  WORKFLOW_TYPES,
} from '#domain/engine-ids.ts'
import { nudge } from '#workflows/messages.ts'

interface RelayOptions {
  readonly config: Config
  readonly logger: Logger
}

const POLL_MS = 15
const BACK_OFF_MS = 500
/** Above this age of the oldest row somebody must look: Temporal or the relay is behind. */
const ALARM_AGE_MS = 60_000

/** The only one who talks to Temporal about acts: tells it of each nudge until it has acknowledged (DESIGN 2.1). */
export function startRelay({ config, logger }: RelayOptions): RunningRounds {
  const sql = connect({ url: config.database.appUrl, name: 'everfile-relay', max: 2 })
  let connection: Connection | undefined
  let client: Client | undefined
  return startRounds({
    pollMs: POLL_MS,
    backOffMs: BACK_OFF_MS,
    async round() {
      connection ??= await Connection.connect({
        address: config.temporal.address,
        connectTimeout: '5 seconds',
      })
      client ??= new Client({ connection, namespace: config.temporal.namespace })
      return relayOnce(sql, client, { config, logger })
    },
    onFault: (error) => logger.warn({ err: error }, 'nudges wait: Temporal or the database does not answer'),
    async atEnd() {
      await connection?.close()
      await sql.end({ timeout: 5 })
    },
  })
}

/** Takes what waits, tells Temporal, and deletes only what was acknowledged. Answers how many rows went. */
async function relayOnce(sql: Sql, client: Client, { config, logger }: RelayOptions): Promise<number> {
  return takeNudges(sql, async (waiting) => {
    const [oldest] = waiting
    if (oldest !== undefined && oldest.ageMs > ALARM_AGE_MS)
      logger.error({ ageMs: oldest.ageMs }, 'the outbox is late')
    const { acknowledged, failures } = await tellAll(waiting, async (nudges) =>
      tell(client, nudges, config.temporal.taskQueue),
    )
    const [err] = failures
    if (err !== undefined) logger.warn({ err }, 'a nudge was not acknowledged and waits')
    return { acknowledged, failed: failures.length > 0 }
  })
}

const RPC_MS = 10_000
/**
 * Calls that wait for Temporal at the same time. A few keep it busy; two hundred at once ran out of their ten seconds together on a slow
 * machine, were repeated although Temporal had done them, and so never came to an end.
 */
const AT_ONCE = 16

interface ToldAll {
  /** The rows of what was acknowledged. */
  readonly acknowledged: readonly string[]
  readonly failures: readonly unknown[]
}

/** Tells of each, in order, a few at the same time; one that fails holds up no other. */
export async function tellAll(
  waiting: readonly Nudges[],
  tellOne: (nudges: Nudges) => Promise<void>,
): Promise<ToldAll> {
  const acknowledged: string[] = []
  const failures: unknown[] = []
  const left = waiting.values()
  const lane = async (): Promise<void> => {
    for (const nudges of left) {
      try {
        await tellOne(nudges)
        acknowledged.push(...nudges.rowIds)
      } catch (error) {
        failures.push(error)
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
  return { acknowledged, failures }
}

async function tell(
  client: Client,
  { subjectKind, subjectId, seq }: Nudges,
  taskQueue: string,
): Promise<void> {
  const { type, workflowId, queue, hint } =
    subjectKind === 'job'
      ? {
          type: BULK_WORKFLOW_TYPE,
          workflowId: bulkWorkflowIdOf(subjectId),
          queue: bulkQueueOf(taskQueue),
          hint: { jobId: subjectId, round: 1, after: null },
        }
      : subjectKind === 'import'
        ? {
            type: IMPORT_WORKFLOW_TYPE,
            workflowId: importWorkflowIdOf(subjectId),
            queue: bulkQueueOf(taskQueue),
            hint: { importId: subjectId },
          }
        : {
            type: WORKFLOW_TYPES[subjectKind],
            workflowId: workflowIdOf(subjectKind, subjectId),
            queue: taskQueue,
            hint: { subjectKind, subjectId },
          }
  // An import rests between two acts, and a record that only the sweep wakes sleeps without a workflow: both are begun again.
  const isBegunAgain = subjectKind === 'import' || subjectKind === 'record'
  try {
    await client.connection.withDeadline(Date.now() + RPC_MS, async () =>
      client.workflow.signalWithStart(type, {
        workflowId,
        taskQueue: queue,
        args: [hint],
        signal: nudge,
        signalArgs: [{ seq }],
        workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
        workflowIdReusePolicy: isBegunAgain
          ? WorkflowIdReusePolicy.ALLOW_DUPLICATE
          : WorkflowIdReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY,
      }),
    )
  } catch (error) {
    // The life has ended in the ledger as well: nothing is left to look at.
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error
  }
}

async function main(): Promise<void> {
  const config = readConfig()
  const logger = createLogger('relay', config.logLevel)
  const relay = startRelay({ config, logger })
  closeWithGrace({ delay: 10_000, logger }, async () => relay.stop())
  logger.info('relay is up')
  await relay.stopped
}

if (import.meta.main) await main()
