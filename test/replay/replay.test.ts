import { readdirSync, readFileSync } from 'node:fs'
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js'
import { Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker'
import { beforeAll, expect, test } from 'vitest'
import { bundleWorkflows } from '#activities/workflow-bundle.ts'
import { BULK_WORKFLOW_TYPE, WORKFLOW_TYPES } from '#domain/engine-ids.ts'

const FOLDER = new URL('./histories/', import.meta.url)
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.json'))
const DAY_MS = 86_400_000
/** A leap year: stated here once more, so that a change of the product's own figure is seen. */
const LONGEST_DAYS = 366
const TYPES = [...Object.values(WORKFLOW_TYPES), BULK_WORKFLOW_TYPE, 'retentionSweep', 'lockPatrol', 'fixityPatrol', 'orphanSweep']

let bundle: WorkflowBundleWithSourceMap
beforeAll(async () => {
  bundle = await bundleWorkflows()
})

interface RecordedHistory {
  readonly events: readonly {
    readonly eventType: string
    readonly activityTaskScheduledEventAttributes?: { activityType: { name: string } }
    readonly timerStartedEventAttributes?: { readonly startToFireTimeout: string }
  }[]
}

function recorded(name: string): RecordedHistory {
  return JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as RecordedHistory
}

async function failuresOf(histories: readonly { readonly name: string; readonly history: RecordedHistory }[]): Promise<readonly string[]> {
  const given = histories.map(({ name, history }) => ({ workflowId: name, history: historyFromJSON(history) }))
  const failures: string[] = []
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle: bundle }, given)) {
    if (error !== undefined) failures.push(`${workflowId}: ${error.message}`)
  }
  return failures
}

test('FLT-31 a workflow that would now do something else than it did is refused', { timeout: 60_000 }, async () => {
  const name = FILES.find((file) => recorded(file).events.some((event) => event.activityTaskScheduledEventAttributes !== undefined)) ?? ''
  const history = structuredClone(recorded(name))
  for (const { activityTaskScheduledEventAttributes: scheduled } of history.events) if (scheduled !== undefined) scheduled.activityType.name = 'another'
  expect(await failuresOf([{ name, history }])).toHaveLength(1)
})

test('FLT-31 every recorded run replays on the code of today', { timeout: 120_000 }, async () => {
  const histories = FILES.map((name) => ({ name, history: recorded(name) }))
  expect(new Set(FILES.map((name) => name.split('-')[0]))).toEqual(new Set(TYPES))
  expect(await failuresOf(histories)).toEqual([])
})

test('FLT-31 the record and the list are recorded from their first run to their end', () => {
  for (const type of Object.values(WORKFLOW_TYPES)) {
    const lasts = FILES.filter((name) => name.startsWith(`${type}-`)).map((name) => recorded(name).events.at(-1)?.eventType)
    expect(lasts.filter((last) => last === 'EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED'), type).toHaveLength(1)
    expect(lasts.filter((last) => last === 'EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW'), type).toHaveLength(lasts.length - 1)
  }
})

test('FLT-15 PRM-4 no run ever arms a timer beyond a year: a longer one is dropped in silence', () => {
  const timers = FILES.flatMap((name) => recorded(name).events.flatMap((event) => event.timerStartedEventAttributes ?? []))
  const armedMs = timers.map(({ startToFireTimeout }) => Number.parseFloat(startToFireTimeout) * 1000)
  expect(armedMs.length).toBeGreaterThan(0)
  for (const ms of armedMs) expect(ms).toBeLessThanOrEqual(LONGEST_DAYS * DAY_MS)
  // At least one of them is a sleep of months, not of a deadline's days.
  expect(Math.max(...armedMs)).toBeGreaterThan(30 * DAY_MS)
})
