import {
  Client,
  Connection,
  WorkflowExecutionAlreadyStartedError,
  WorkflowIdConflictPolicy,
  WorkflowIdReusePolicy,
} from '@temporalio/client'
import type { Config } from '#config.ts'
import { connect, type Sql } from '#db/client.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { unfinishedAfter, type Unfinished } from '#db/queries/unfinished.ts'
import { backgroundWorkflowIdOf, bulkQueueOf, workflowStartOf } from '#domain/engine-ids.ts'

export interface RehydrateCounts {
  readonly records: number
  readonly lists: number
  readonly batches: number
  /** Work beside a lifecycle that was under way, such as text recognition. */
  readonly jobs: number
  /** Work over many records that runs or is paused, such as a re-dating. */
  readonly bulk: number
  /** Imports of a backlog that are being read, made or taken back. */
  readonly imports: number
  /** How many of all had no workflow and were given one. */
  readonly started: number
}

/** Starts that wait for Temporal at once. */
const AT_ONCE = 20

/**
 * Gives a workflow to every record, list and batch that has not ended, and to every side job: after Temporal's own store was lost,
 * or was set up anew (ADR 1). The ledger is what is true, so this may be repeated at any time and changes no record.
 */
export async function rehydrate(
  config: Config,
  onProgress: (counts: RehydrateCounts) => void = () => {},
): Promise<RehydrateCounts> {
  const sql = connect({ url: config.database.appUrl, name: 'everfile-rehydrate', max: 1 })
  const connection = await Connection.connect({
    address: config.temporal.address,
    connectTimeout: '10 seconds',
  })
  try {
    const client = new Client({ connection, namespace: config.temporal.namespace })
    return await startAll({ sql, client, taskQueue: config.temporal.taskQueue }, onProgress)
  } finally {
    await connection.close()
    await sql.end({ timeout: 5 })
  }
}

interface Engine {
  readonly sql: Sql
  readonly client: Client
  readonly taskQueue: string
}

async function startAll(
  engine: Engine,
  onProgress: (counts: RehydrateCounts) => void,
): Promise<RehydrateCounts> {
  let counts: RehydrateCounts = { records: 0, lists: 0, batches: 0, jobs: 0, bulk: 0, imports: 0, started: 0 }
  let after: Unfinished | undefined
  for (;;) {
    const page = await unfinishedAfter(engine.sql, ENGINE_ID, after)
    const begun = await startPage(engine, page)
    const of = (kind: Unfinished['kind']): number => page.filter((one) => one.kind === kind).length
    counts = {
      records: counts.records + of('record'),
      lists: counts.lists + of('disposal-list'),
      batches: counts.batches + of('transfer-batch'),
      jobs: counts.jobs + of('job'),
      bulk: counts.bulk + of('bulk'),
      imports: counts.imports + of('import'),
      started: counts.started + begun,
    }
    onProgress(counts)
    after = page.at(-1)
    if (after === undefined) return counts
  }
}

async function startPage(engine: Engine, page: readonly Unfinished[]): Promise<number> {
  let started = 0
  for (let from = 0; from < page.length; from += AT_ONCE) {
    const answers = await Promise.all(page.slice(from, from + AT_ONCE).map(async (one) => start(engine, one)))
    started += answers.filter((isNew) => isNew).length
  }
  return started
}

/** True when it had no workflow. One that ended while the ledger says otherwise is begun again. */
async function start({ client, taskQueue }: Engine, one: Unfinished): Promise<boolean> {
  const { type, ...options } = flowOf(one, taskQueue)
  try {
    await client.workflow.start(type, {
      ...options,
      workflowIdConflictPolicy: WorkflowIdConflictPolicy.FAIL,
      workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
    })
    return true
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false
    throw error
  }
}

function flowOf(one: Unfinished, taskQueue: string) {
  if (one.kind !== 'job') return workflowStartOf(one.kind, one.id, taskQueue)
  return {
    type: 'backgroundJob',
    workflowId: backgroundWorkflowIdOf(one.id),
    taskQueue: bulkQueueOf(taskQueue),
    args: [one.ticket],
  }
}
