import { afterAll, beforeAll, expect, test } from 'vitest'
import { saveContents } from '#domain/acts/paper-acts.ts'
import { decideLift, placeHold, proposeLift } from '#domain/acts/holds.ts'
import { decideTrigger, enterTrigger } from '#domain/acts/triggers.ts'
import { addDays, plainDate, type PlainDate } from '#domain/dates.ts'
import { workflowIdOf } from '#domain/engine-ids.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { demoCellBarcode } from '#db/seed/demo-shelves.ts'
import { rehydrate } from '#api/rehydrate.ts'
import { completeTask } from '#domain/acts/complete-task.ts'
import { verifyAll } from '#db/verify.ts'
import { actorOn, idIn, openTask, placeOf, until } from '#test/support/actors.ts'
import { openTestSite } from '#test/support/database.ts'
import { startEngine } from '#test/support/engine.ts'
import { anItem, handOver, moveClockTo, todayOf, type Stage } from '#test/support/lives.ts'
import {
  armedOf,
  sleeps,
  startTimeSkippingEngine,
  type TimeSkippingEngine,
} from '#test/support/time-skipping.ts'

/** The years run through with real activities: the ledger's clock follows the workflows that wake in them. */

let stage: Stage
let years: TimeSkippingEngine
beforeAll(async () => {
  const site = await openTestSite()
  // The first version of an item's way knows no transfer, which the county's rule would ask for after ten years.
  await site.admin`delete from definition where key = 'electronic-item' and version > 1`
  await site.reference.renewTo(Number.MAX_SAFE_INTEGER)
  stage = { site, engine: await startEngine(site) }
})
afterAll(async () => {
  await stage?.engine.stop()
  await years?.stop()
  await stage?.site.close()
})

const DAY_MS = 86_400_000
/** A leap year and the widest spread of wake-ups, stated here once more. */
const LONGEST_MS = 366 * DAY_MS + 3_600_000

async function keptItem(classCode: string, formedOn: PlainDate): Promise<string> {
  const { site } = stage
  const recordId = await anItem(stage, { classCode, formedOn })
  const archivist = actorOn(site, 'shen.zhiqiu')
  await archivist.does(recordId, 'arrange', { outcome: 'arranged', form: { pages: 1, isInOrder: true } })
  await archivist.does(recordId, 'file', { outcome: 'filed', form: { classCode } })
  await actorOn(site, 'guo.huaiyuan').does(recordId, 'appraise', {
    outcome: 'appraised',
    form: { scanPolicy: 'never', grade: 'internal', openingState: 'controlled' },
  })
  await handOver(stage, recordId)
  return recordId
}

const CONTENTS = [
  {
    title: '职工履历表',
    responsible: '养老保险科',
    documentNo: null,
    formedOn: plainDate('2016-03-02'),
    firstPage: 1,
    lastPage: 1,
  },
]

async function keptRetiree(formedOn: PlainDate): Promise<string> {
  const { site } = stage
  const clerk = actorOn(site, 'chen.lidong')
  const archivist = actorOn(site, 'shen.zhiqiu')
  const recordId = await clerk.creates({
    definition: 'paper-file',
    carrier: 'paper',
    classCode: 'RS-01',
    title: '退休人员人事档案',
    formedOn,
    sourceSystem: null,
  })
  await clerk.does(recordId, 'create', { outcome: 'submitted', form: {} })
  await archivist.claim(await openTask(site, recordId, 'arrange'))
  await archivist.act({ subjects: [recordId], want: { objects: true } }, (facts) =>
    saveContents(facts, { recordId, entries: CONTENTS }),
  )
  await archivist.does(recordId, 'arrange', { outcome: 'arranged', form: { pages: 1 } })
  await archivist.does(recordId, 'file', {
    outcome: 'filed',
    form: { classCode: 'RS-01', volumeState: '完好' },
  })
  await actorOn(site, 'guo.huaiyuan').does(recordId, 'appraise', {
    outcome: 'appraised',
    form: { scanPolicy: 'never', grade: 'internal', openingState: 'controlled' },
  })
  await handOver(stage, recordId)
  await actorOn(site, 'ding.bowen').does(recordId, 'bind', { outcome: 'bound', form: { countedPages: 1 } })
  const keeper = actorOn(site, 'cen.yuhe')
  const task = await openTask(site, recordId, 'shelve')
  await keeper.claim(task)
  const form = { barcode: demoCellBarcode(1, 1) }
  await keeper.act({ task, cell: form.barcode }, (facts) =>
    completeTask(facts, { taskId: task, outcome: 'shelved', form }),
  )
  return recordId
}

/** Kept, and no machine works for it any more. */
async function asleep(recordId: string): Promise<void> {
  const { site } = stage
  await until(
    `record ${recordId} to be kept and left alone`,
    async () => {
      const [row] = await site.admin`select 1 from record r where id = ${recordId} and place_step = 'keep'
        and not exists (select 1 from job where subject_id = r.id and state = 'running')
        and not exists (select 1 from outbox where subject_id = r.id)`
      return row
    },
    120_000,
  )
}

/**
 * The working lives were led on an engine by the wall's clock. Everything that sleeps moves to an empty one whose clock can jump,
 * as after a loss of the engine; answers each workflow's first run there.
 */
async function moveToJumpingClock(recordIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { site } = stage
  await stage.engine.stop()
  years = await startTimeSkippingEngine()
  const { address, namespace } = years
  const temporal = { ...site.config.temporal, address, namespace }
  await rehydrate({ ...site.config, temporal })
  const firstRuns = new Map<string, string>()
  for (const id of recordIds) {
    const { runId } = await years.client.workflow.getHandle(workflowIdOf('record', id)).describe()
    firstRuns.set(id, runId)
  }
  stage = { site, engine: await startEngine(site, { address, namespace }) }
  return firstRuns
}

/** What was done in the ledger has reached the engine before the years go on. */
async function letYearsPass(...to: Parameters<TimeSkippingEngine['runTo']>): Promise<void> {
  await until('every nudge to be told', async () => {
    const [row] = await stage.site.admin`select 1 where not exists (select 1 from outbox)`
    return row
  })
  await years.runTo(...to)
}

async function runTo(day: PlainDate): Promise<void> {
  await letYearsPass(day)
  if ((await todayOf(stage.site)) < day) await moveClockTo(stage.site, day)
}

async function hold(recordId: string): Promise<string> {
  const reviewOn = addDays(await todayOf(stage.site), 90)
  const placed = await actorOn(stage.site, 'han.shuning').act(
    { subjects: [recordId], want: { list: true } },
    (facts) => placeHold(facts, { recordId, reason: '行政复议', authority: '法规处', reviewOn }),
  )
  if (placed.kind === 'refused') throw new Error(placed.code)
  return idIn(placed.answer, 'holdId')
}

async function lift(recordId: string, holdId: string): Promise<void> {
  const facts = { subjects: [recordId] }
  const { site } = stage
  await actorOn(site, 'han.shuning').act(facts, (f) => proposeLift(f, { recordId, holdId, reason: '已结案' }))
  const decision = { recordId, holdId, decision: 'confirm' as const, reason: '' }
  expect(await actorOn(site, 'wei.changqing').act(facts, (f) => decideLift(f, decision))).toMatchObject({
    kind: 'accepted',
  })
}

/** Re-dates the file: the event gives it its day, confirmed by a second person. */
async function dies(recordId: string): Promise<void> {
  const { site } = stage
  const on = await todayOf(site)
  const facts = { subjects: [recordId] }
  const entered = await actorOn(site, 'chen.lidong').act(facts, (f) =>
    enterTrigger(f, { recordId, kind: 'death', on, evidence: '死亡证明' }),
  )
  if (entered.kind === 'refused') throw new Error(entered.code)
  const triggerId = idIn(entered.answer, 'triggerId')
  const decided = await actorOn(site, 'wei.changqing').act(facts, (f) =>
    decideTrigger(f, { recordId, triggerId, decision: 'confirm', reason: '' }),
  )
  expect(decided).toMatchObject({ kind: 'accepted' })
}

/**
 * Asleep on the eve, due on the day itself. The site's clock was moved to days and has its own hour in them, so the waking comes at
 * some hour of the day.
 */
async function fallsDueOn(recordId: string, day: PlainDate): Promise<void> {
  const { site } = stage
  await letYearsPass(addDays(day, -1))
  expect(await placeOf(site, 'record', recordId)).toBe('keep')
  await letYearsPass(day, 'evening')
  await openTask(site, recordId, 'due')
  const fell = await site.admin<{ on: string }[]>`
    select canonical::jsonb->>'on' as "on"
    from event where stream_id = ${recordId} and type = 'retention.fell-due'`
  expect(fell.map(({ on }) => on)).toEqual([day])
}

interface Asleep {
  readonly recordId: string
  readonly firstRunId: string
}

/** What people do with a due record is another test's; here nothing more may wake. */
async function armedDurationsHold({ recordId, firstRunId }: Asleep, leastYears: number): Promise<void> {
  const workflowId = workflowIdOf('record', recordId)
  const handle = years.client.workflow.getHandle(workflowId)
  await until('the workflow to sleep', async () => (await sleeps(handle)) || undefined)
  const { runs, armedMs, mostEvents } = await armedOf(years.client, workflowId, firstRunId)
  await handle.terminate('the test has seen it fall due')
  expect(armedMs.filter((ms) => ms > LONGEST_MS)).toEqual([])
  expect(armedMs.filter((ms) => ms > 300 * DAY_MS).length).toBeGreaterThanOrEqual(leastYears)
  expect(runs).toBeGreaterThanOrEqual(leastYears)
  expect(mostEvents).toBeLessThan(200)
}

test(
  'REQ-8 REQ-9 REQ-11 REQ-18 REQ-39 REQ-59 REG-7 FEA-C19 FLT-15 PRM-4 a century: thirty years, a hundred and a retiree fall due on their days, over holds and a death',
  { timeout: 400_000 },
  async () => {
    const { site } = stage
    const formedOn = addDays(await todayOf(site), -2)
    const year = Number(formedOn.slice(0, 4))
    const at = (after: number, monthDay: string) => plainDate(`${year + after}-${monthDay}`)
    const thirty = await keptItem('SI-5-06', formedOn)
    const hundred = await keptItem('SI-1-02', formedOn)
    const retiree = await keptRetiree(formedOn)
    for (const id of [thirty, hundred, retiree]) await asleep(id)
    const sleepers = await moveToJumpingClock([thirty, hundred, retiree])
    const armed = async (recordId: string, leastYears: number) =>
      armedDurationsHold({ recordId, firstRunId: sleepers.get(recordId) ?? '' }, leastYears)

    await runTo(at(10, '06-01'))
    const held = await hold(thirty)
    await runTo(at(11, '06-01'))
    await lift(thirty, held)

    await runTo(at(20, '05-04'))
    await dies(retiree)
    await fallsDueOn(retiree, at(25, '05-04'))
    await armed(retiree, 20)

    const heldLong = await hold(hundred)
    await fallsDueOn(thirty, at(31, '01-01'))
    await armed(thirty, 25)

    await runTo(at(60, '03-01'))
    await lift(hundred, heldLong)
    await fallsDueOn(hundred, at(101, '01-01'))
    await armed(hundred, 90)

    const verdict = await verifyAll(site.sql, ENGINE_ID)
    expect(verdict.broken).toEqual([])
    expect(verdict.faults).toEqual([])
  },
)
