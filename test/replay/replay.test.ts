import { readdirSync, readFileSync } from 'node:fs'
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js'
import { Worker, type WorkflowBundleOption } from '@temporalio/worker'
import { beforeAll, expect, test } from 'vitest'
import { buildWorkflowBundle } from '#activities/workflow-bundle.ts'
import { BULK_WORKFLOW_TYPE, IMPORT_WORKFLOW_TYPE, WORKFLOW_TYPES } from '#domain/engine-ids.ts'

const FOLDER = new URL('./histories/', import.meta.url)
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.json'))
const DAY_MS = 86_400_000
/** A leap year: stated here once more, so that a change of the product's own figure is seen. */
const LONGEST_DAYS = 366
const FOLLOWED = [...Object.values(WORKFLOW_TYPES), 'backgroundJob']
/** Work over many records: each of its runs is whole by itself, and one of a few hundred pages never goes on as new. */
const PAGED = [BULK_WORKFLOW_TYPE, IMPORT_WORKFLOW_TYPE]
const TYPES = [...FOLLOWED, ...PAGED, 'retentionSweep', 'lockPatrol', 'fixityPatrol', 'orphanSweep', 'checkpoint']

let bundle: WorkflowBundleOption
beforeAll(async () => {
  bundle = { codePath: await buildWorkflowBundle() }
})

interface RecordedEvent {
  eventType: string
  readonly workflowExecutionStartedEventAttributes?: { readonly workflowId: string }
  activityTaskScheduledEventAttributes?: { readonly activityType: { name: string }; readonly workflowTaskCompletedEventId: string }
  timerStartedEventAttributes?: {
    readonly timerId: string
    startToFireTimeout: string
    readonly workflowTaskCompletedEventId: string
  }
  workflowExecutionContinuedAsNewEventAttributes?: { readonly workflowTaskCompletedEventId: string }
  workflowExecutionCompletedEventAttributes?: { readonly workflowTaskCompletedEventId: string }
}

interface RecordedHistory {
  readonly events: readonly RecordedEvent[]
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

/** Each stands for a change of the code: the code of today against a history in which it has done something else. */
const MUTATIONS: Readonly<Record<string, (event: RecordedEvent) => boolean>> = {
  'another activity': ({ activityTaskScheduledEventAttributes: scheduled }) => {
    if (scheduled !== undefined) scheduled.activityType.name = 'another'
    return scheduled !== undefined
  },
  'a timer where it asked an activity': (event) => {
    const scheduled = event.activityTaskScheduledEventAttributes
    if (scheduled === undefined) return false
    delete event.activityTaskScheduledEventAttributes
    const { workflowTaskCompletedEventId } = scheduled
    event.eventType = 'EVENT_TYPE_TIMER_STARTED'
    event.timerStartedEventAttributes = { timerId: '1', startToFireTimeout: '60s', workflowTaskCompletedEventId }
    return true
  },
  'an end where it went on': (event) => {
    const wentOn = event.workflowExecutionContinuedAsNewEventAttributes
    if (wentOn === undefined) return false
    delete event.workflowExecutionContinuedAsNewEventAttributes
    const { workflowTaskCompletedEventId } = wentOn
    event.eventType = 'EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED'
    event.workflowExecutionCompletedEventAttributes = { workflowTaskCompletedEventId }
    return true
  },
}

function mutantOf(
  type: string,
  mutate: (event: RecordedEvent) => boolean,
): { readonly name: string; readonly history: RecordedHistory } | undefined {
  for (const name of FILES.filter((file) => file.startsWith(`${type}-`))) {
    const history = structuredClone(recorded(name))
    if (history.events.some((event) => mutate(event))) return { name, history }
  }
  return undefined
}

const MUTANTS = [...FOLLOWED, ...PAGED].flatMap((type) => Object.keys(MUTATIONS).map((mutation) => ({ type, mutation })))
  // Background work has one run, and so has a batch whose receipt comes within the day.
  .filter(({ type, mutation }) => !['backgroundJob', 'transferBatch', ...PAGED].includes(type) || mutation !== 'an end where it went on')

test.each(MUTANTS)('FLT-31 refused in $type: $mutation', async ({ type, mutation }) => {
  const mutant = mutantOf(type, MUTATIONS[mutation] ?? (() => false))
  if (mutant === undefined) throw new Error(`no recorded run of ${type} can be changed so`)
  expect(await failuresOf([mutant])).toHaveLength(1)
})

test('FLT-31 a replay does not see for how long a timer was armed, which is why that is asserted of itself', async () => {
  const slipped = mutantOf('recordLifecycle', ({ timerStartedEventAttributes: timer }) => {
    if (timer !== undefined) timer.startToFireTimeout = `${100 * LONGEST_DAYS * 86_400}s`
    return timer !== undefined
  })
  if (slipped === undefined) throw new Error('no recorded run of a record sleeps')
  expect(await failuresOf([slipped])).toEqual([])
  expect(Math.max(...armedMsOf(slipped.history))).toBeGreaterThan(LONGEST_DAYS * DAY_MS)
})

test('FLT-31 every recorded run replays on the code of today', async () => {
  const histories = FILES.map((name) => ({ name, history: recorded(name) }))
  expect(new Set(FILES.map((name) => name.split('-')[0]))).toEqual(new Set(TYPES))
  expect(await failuresOf(histories)).toEqual([])
})

test('FLT-31 every record, list and batch, and the work beside them, is recorded from its first run to its end', () => {
  for (const type of FOLLOWED) {
    const runs = FILES.filter((name) => name.startsWith(`${type}-`)).map((name) => recorded(name).events)
    const ids = new Set(runs.map(([first]) => first?.workflowExecutionStartedEventAttributes?.workflowId))
    expect(ids.has(undefined), type).toBe(false)
    const lasts = runs.map((events) => events.at(-1)?.eventType)
    const count = (wanted: string) => lasts.filter((last) => last === wanted).length
    expect(count('EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED'), type).toBe(ids.size)
    expect(count('EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW'), type).toBe(lasts.length - ids.size)
  }
})

function armedMsOf({ events }: RecordedHistory): readonly number[] {
  return events.flatMap(({ timerStartedEventAttributes: timer }) =>
    timer === undefined ? [] : [Number.parseFloat(timer.startToFireTimeout) * 1000],
  )
}

test('FLT-15 PRM-4 no run ever arms a timer beyond a year: a longer one is dropped in silence', () => {
  const armedMs = FILES.flatMap((name) => armedMsOf(recorded(name)))
  expect(armedMs.length).toBeGreaterThan(0)
  for (const ms of armedMs) expect(ms).toBeLessThanOrEqual(LONGEST_DAYS * DAY_MS)
  // At least one of them is a sleep of months, not of a deadline's days.
  expect(Math.max(...armedMs)).toBeGreaterThan(30 * DAY_MS)
})

test('FLT-31 an import is recorded in every state in which the engine has something to do: its check, its records, its undo', () => {
  const runs = FILES.filter((name) => name.startsWith(`${IMPORT_WORKFLOW_TYPE}-`)).map((name) => recorded(name).events)
  expect(new Set(runs.map(([first]) => first?.workflowExecutionStartedEventAttributes?.workflowId)).size).toBe(1)
  expect(runs.map((events) => events.at(-1)?.eventType)).toEqual(runs.map(() => 'EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED'))
  const steps = runs.flat().filter(({ activityTaskScheduledEventAttributes: scheduled }) => scheduled !== undefined)
  // One at least for each of the three: a step takes as many pages as fit into its time.
  expect(runs.length).toBeGreaterThanOrEqual(3)
  expect(steps.length).toBeGreaterThanOrEqual(runs.length)
})
