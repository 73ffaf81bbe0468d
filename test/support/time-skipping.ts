import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { Client, Connection, type WorkflowHandle } from '@temporalio/client'
import {
  InternalConnectionOptionsSymbol,
  type InternalConnectionOptions,
} from '@temporalio/client/lib/connection.js'
import { startOfDay, type PlainDate } from '#domain/dates.ts'
import { until } from './actors.ts'

/** The zone of the test archive, in which its days begin. */
const ZONE = 'Asia/Shanghai'
const AN_HOUR_MS = 3_600_000
/**
 * The years pass in hops of half a year: the engine breaks off a connection on which one call lasts too long, the call is then sent
 * again, and two sleeps at once leave its clock standing.
 */
const HOP_S = 182 * 86_400
const HOURS = { morning: 1, evening: 23 } as const

/** An engine whose clock jumps over the time in which nothing happens; it stands still until it is told to run. */
export interface TimeSkippingEngine {
  readonly address: string
  readonly namespace: string
  readonly client: Client
  nowMs(): Promise<number>
  /**
   * Lets the years pass until the first hour of a day is over, or all but its last; every timer on the way fires in its turn. They begin
   * when every workflow sleeps: a step that a nudge began is lost to this engine when its clock jumps, and holds its clock for ever.
   */
  runTo(day: PlainDate, hour?: 'morning' | 'evening'): Promise<void>
  stop(): Promise<void>
}

export async function startTimeSkippingEngine(): Promise<TimeSkippingEngine> {
  const program = process.env['TEMPORAL_TEST_SERVER']
  if (program === undefined)
    throw new Error('TEMPORAL_TEST_SERVER names the time-skipping server; npm test installs it')
  const port = await freePort()
  const address = `127.0.0.1:${port}`
  const child = spawn(program, [String(port)], { stdio: 'ignore' })
  const ended = once(child, 'exit')
  const connection = await until('the time-skipping engine', async () => connected(address))
  const { testService } = connection
  if (testService === undefined) throw new Error('the engine has no clock that can be moved')
  const client = new Client({ connection })
  const nowMs = async (): Promise<number> => {
    const { time } = await testService.getCurrentTime({})
    return Number(time?.seconds ?? 0) * 1000 + Math.floor((time?.nanos ?? 0) / 1_000_000)
  }
  return {
    address,
    namespace: 'default',
    client,
    nowMs,
    async runTo(day, hour = 'morning') {
      await until('every workflow to sleep', async () => (await allSleep(client)) || undefined)
      const endMs = startOfDay(day, ZONE) + AN_HOUR_MS * HOURS[hour]
      let seconds = Math.ceil((endMs - (await nowMs())) / 1000)
      if (seconds <= 0) throw new Error(`${day} is over`)
      for (; seconds > 0; seconds -= HOP_S) {
        const hop = Math.min(seconds, HOP_S)
        await testService.unlockTimeSkippingWithSleep({ duration: { seconds: hop as never } })
      }
    },
    async stop() {
      await connection.close()
      child.kill('SIGKILL')
      await ended
    },
  }
}

async function allSleep(client: Client): Promise<boolean> {
  const namespace = client.options.namespace
  const { executions } = await client.workflowService.listOpenWorkflowExecutions({
    namespace,
    maximumPageSize: 100,
  })
  const sleeping = await Promise.all(
    executions.map(async ({ execution }) =>
      sleeps(client.workflow.getHandle(execution?.workflowId ?? '', execution?.runId ?? '')),
    ),
  )
  return sleeping.every((is) => is)
}

/** Whether the last that happened to it is that a timer was armed. */
export async function sleeps(handle: WorkflowHandle): Promise<boolean> {
  const { events } = await handle.fetchHistory()
  const armed = events?.at(-1)?.timerStartedEventAttributes
  return armed !== null && armed !== undefined
}

async function connected(address: string): Promise<Connection | undefined> {
  try {
    const options: InternalConnectionOptions = {
      address,
      connectTimeout: 1_000,
      [InternalConnectionOptionsSymbol]: { supportsTestService: true },
    }
    return await Connection.connect(options)
  } catch {
    return undefined
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('a listening server has a port')
  return address.port
}

/** How long each timer of a workflow was armed for, over all its runs from the first, and how many runs there were. */
export async function armedOf(
  client: Client,
  workflowId: string,
  firstRunId: string,
): Promise<{ readonly runs: number; readonly armedMs: readonly number[]; readonly mostEvents: number }> {
  const armedMs: number[] = []
  let [runs, mostEvents] = [0, 0]
  for (
    let runId: string | null | undefined = firstRunId;
    typeof runId === 'string' && runId !== '';
    runs += 1
  ) {
    const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory()
    mostEvents = Math.max(mostEvents, events?.length ?? 0)
    for (const { timerStartedEventAttributes: timer } of events ?? []) {
      const armed = timer?.startToFireTimeout
      if (armed !== null && armed !== undefined) armedMs.push(Number(armed.seconds) * 1000)
    }
    runId = events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId
  }
  return { runs, armedMs, mostEvents }
}
