import { availableParallelism } from 'node:os'
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
import { LANES, takeNudges, type Lane, type Nudges } from '#db/queries/outbox.ts'
import { startRounds, type RunningRounds } from '#db/rounds.ts'
import { workflowStartOf } from '#domain/engine-ids.ts'
import { nudge } from '#workflows/messages.ts'

interface RelayOptions {
  readonly config: Config
  readonly logger: Logger
}

/** How a lane is told: how often one looks, and how many calls wait for Temporal at the same time. */
const LANE = {
  // Sixteen keep Temporal busy; two hundred at once ran out of their ten seconds together on a slow machine, were repeated although
  // Temporal had done them, and so never came to an end.
  now: { pollMs: 25, atOnce: 16 },
  // Nobody waits for these either: while people act, a few in each round, and all that wait as soon as they rest (ADR 10).
  rested: { pollMs: 250, atOnce: 16 },
  // Nobody waits for a backlog: it leaves Temporal room for what people do meanwhile.
  behind: { pollMs: 250, atOnce: 6 },
} as const satisfies Readonly<Record<Lane, { readonly pollMs: number; readonly atOnce: number }>>
/** Subjects in a round: three looks a second for each core took about a tenth of it, and there are four now (ADR 10). */
const WHILE_PEOPLE_ACT = availableParallelism()
const BACK_OFF_MS = 500
/** Above this age of the oldest row somebody must look: Temporal or the relay is behind. */
const ALARM_AGE_MS = 60_000

/**
 * The only one who talks to Temporal about acts: tells it of each nudge until it has acknowledged (ADR 1). A backlog has rounds of its
 * own beside those of people, who never wait for one of its rounds to end.
 */
export function startRelay({ config, logger }: RelayOptions): RunningRounds {
  const sql = connect({ url: config.database.appUrl, name: 'everfile-relay', max: 2 })
  let opened: Promise<Opened> | undefined
  const engine = async (): Promise<Client> => {
    opened ??= openTemporal(config).catch((error: unknown) => {
      opened = undefined
      throw error
    })
    return (await opened).client
  }
  const lanes = LANES.map((lane) =>
    startRounds({
      pollMs: LANE[lane].pollMs,
      backOffMs: BACK_OFF_MS,
      round: async () => relayOnce(sql, await engine(), { config, logger, lane }),
      onFault: (error) =>
        logger.warn({ err: error }, 'nudges wait: Temporal or the database does not answer'),
    }),
  )
  const stopped = Promise.all(lanes.map(async (lane) => lane.stopped)).then(async () => {
    await (await opened?.catch(() => undefined))?.connection.close()
    await sql.end({ timeout: 5 })
  })
  return {
    stopped,
    async stop() {
      await Promise.all(lanes.map(async (lane) => lane.stop()))
      await stopped
    },
  }
}

interface Opened {
  readonly connection: Connection
  readonly client: Client
}

async function openTemporal({ temporal }: Config): Promise<Opened> {
  const connection = await Connection.connect({ address: temporal.address, connectTimeout: '5 seconds' })
  return { connection, client: new Client({ connection, namespace: temporal.namespace }) }
}

/** Takes what waits, tells Temporal, and deletes only what was acknowledged. Answers how many rows went. */
async function relayOnce(
  sql: Sql,
  client: Client,
  { config, logger, lane }: RelayOptions & { readonly lane: Lane },
): Promise<number> {
  return takeNudges(sql, { lane, whilePeopleAct: WHILE_PEOPLE_ACT }, async (waiting) => {
    const [oldest] = waiting
    if (oldest !== undefined && oldest.ageMs > ALARM_AGE_MS)
      logger.error({ ageMs: oldest.ageMs }, 'the outbox is late')
    const { acknowledged, failures } = await tellAll(waiting, {
      atOnce: LANE[lane].atOnce,
      tellOne: async (nudges) => tell(client, nudges, config.temporal.taskQueue),
    })
    const [err] = failures
    if (err !== undefined) logger.warn({ err }, 'a nudge was not acknowledged and waits')
    return { acknowledged, failed: failures.length > 0 }
  })
}

const RPC_MS = 10_000

interface ToldAll {
  /** The rows of what was acknowledged. */
  readonly acknowledged: readonly string[]
  readonly failures: readonly unknown[]
}

/** Tells of each, in order, a few at the same time; one that fails holds up no other. */
export async function tellAll(
  waiting: readonly Nudges[],
  { atOnce, tellOne }: { readonly atOnce: number; readonly tellOne: (nudges: Nudges) => Promise<void> },
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
  await Promise.all(Array.from({ length: atOnce }, lane))
  return { acknowledged, failures }
}

async function tell(
  client: Client,
  { subjectKind, subjectId, seq }: Nudges,
  taskQueue: string,
): Promise<void> {
  const { type, ...start } = workflowStartOf(
    subjectKind === 'job' ? 'bulk' : subjectKind,
    subjectId,
    taskQueue,
  )
  // An import rests between two acts, and a record that only the sweep wakes sleeps without a workflow: both are begun again.
  const isBegunAgain = subjectKind === 'import' || subjectKind === 'record'
  try {
    await client.connection.withDeadline(Date.now() + RPC_MS, async () =>
      client.workflow.signalWithStart(type, {
        ...start,
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
