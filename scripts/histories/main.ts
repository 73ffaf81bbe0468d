import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { Client, Connection, type WorkflowExecutionInfo, WorkflowNotFoundError } from '@temporalio/client'
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js'
import { bulkWorkflowIdOf, IMPORT_WORKFLOW_TYPE, importWorkflowIdOf } from '#domain/engine-ids.ts'
import { importABacklog } from './importing.ts'
import { orderARedating } from './redating.ts'
import { stageApi, untilAnswering } from '#scripts/bench/api.ts'
import { openStage, type Stage } from '#scripts/bench/stage.ts'
import { describeEnding, failureOf } from '#scripts/servers/processes.mjs'

/**
 * Records the histories of whole runs for the replay test: the demonstration's item from hand-in to destruction with its
 * list, its paper file to transfer and release with its batch, the work beside them, a re-dating, an import, and the daily maintenance.
 * To be run when a workflow's commands were changed on purpose, with `patched()`. `--only import` records that one anew and leaves the
 * others.
 */

const FOLDER = fileURLToPath(new URL('../../test/replay/histories/', import.meta.url))
const MAINTENANCE = ['retentionSweep', 'lockPatrol', 'fixityPatrol', 'orphanSweep', 'checkpoint'] as const
/** The relay looks every few milliseconds. */
const TOLD_WITHIN_MS = 100
/** Of a site that vanishes with this run. */
const SIGNING_KEY = '5e'.repeat(32)
const say = (line: string): void => void process.stdout.write(`${line}\n`)

const { values: options } = parseArgs({ options: { only: { type: 'string' } } })
if (options.only !== undefined && options.only !== 'import')
  throw new Error(`"${options.only}" is not recorded by itself`)
const wanted = options.only === undefined ? 'all' : IMPORT_WORKFLOW_TYPE

const stage = await openStage({ name: 'histories', log: say, clients: 2 })
try {
  if (wanted === 'all') {
    await liveWholeLife(stage)
    await redate(stage)
  } else launchEngine(stage)
  await importABacklog(stage, async (importId) => ended(stage, importWorkflowIdOf(importId)))
  await record(stage)
} finally {
  await stage.close()
}

async function liveWholeLife(on: Stage): Promise<void> {
  const api = await stageApi(on)
  const child = api.launch()
  const transferFolder = launchEngine(on)
  await untilAnswering(api.port, child)
  const folders = ['--data', on.dataDir, '--transfer', transferFolder]
  const args = ['--url', `http://127.0.0.1:${api.port}`, ...folders]
  const demo = on.launch('demo', 'scripts/demo/main.ts', { args })
  const ending = await demo.ended
  if (ending.code !== 0) throw await failureOf(demo, describeEnding(ending))
}

/** Worker and relay; answers where they hand over packages. */
function launchEngine(on: Stage): string {
  const transferFolder = join(on.dataDir, 'transfer')
  on.launch('worker', 'activities/worker.ts', {
    variables: { TRANSFER_FOLDER: transferFolder, EVERFILE_SIGNING_KEY: SIGNING_KEY },
  })
  on.launch('relay', 'api/relay.ts')
  return transferFolder
}

async function redate(on: Stage): Promise<void> {
  await ended(on, bulkWorkflowIdOf(await orderARedating(on)))
}

/** The relay tells the engine of the work, whose end is waited for. */
async function ended(on: Stage, workflowId: string): Promise<void> {
  const { address, namespace } = on.config.temporal
  const connection = await Connection.connect({ address })
  const handle = new Client({ connection, namespace }).workflow.getHandle(workflowId)
  for (;;) {
    try {
      await handle.result()
      break
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error
      await setTimeout(TOLD_WITHIN_MS)
    }
  }
  await connection.close()
}

async function record({ config: { temporal } }: Stage): Promise<void> {
  const connection = await Connection.connect({ address: temporal.address })
  const client = new Client({ connection, namespace: temporal.namespace })
  for (const type of wanted === 'all' ? MAINTENANCE : [])
    await client.workflow.execute(type, { workflowId: type, taskQueue: temporal.taskQueue, args: [] })
  const runs: WorkflowExecutionInfo[] = []
  for await (const run of client.workflow.list()) if (isWanted(run.type)) runs.push(run)
  mkdirSync(FOLDER, { recursive: true })
  for (const name of readdirSync(FOLDER)) if (isWanted(name.split('-')[0] ?? '')) rmSync(`${FOLDER}${name}`)
  const numbers = new Map<string, number>()
  for (const { type, workflowId, runId } of runs.toSorted(
    (a, b) => a.startTime.getTime() - b.startTime.getTime(),
  )) {
    const number = (numbers.get(type) ?? 0) + 1
    numbers.set(type, number)
    const history = await client.workflow.getHandle(workflowId, runId).fetchHistory()
    writeFileSync(`${FOLDER}${type}-${number}.json`, `${withoutPlaces(historyToJSON(history))}\n`)
    say(`${type}-${number}: ${history.events?.length ?? 0} events of ${workflowId}`)
  }
  await connection.close()
}

function isWanted(type: string): boolean {
  return wanted === 'all' ? !type.startsWith('temporal-sys') : type === wanted
}

/** Which process on which machine did it is nothing that a replay needs or a repository should hold. */
function withoutPlaces(json: string): string {
  const named = JSON.parse(json, (name, value: unknown) =>
    name === 'identity' ? 'recorder' : value,
  ) as unknown
  return JSON.stringify(named, undefined, 1).replaceAll(hostname(), 'recorder')
}
