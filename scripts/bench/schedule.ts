import { loadavg } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { newId } from '#db/ids.ts'
import { refreshSearchWhole } from '#db/search/refresh.ts'
import { stageApi, untilAnswering } from './api.ts'
import { callerOf, signIn, textAt } from './caller.ts'
import { createBenchRecord, loadEightSteps } from './eight-steps.ts'
import { writeMetrics } from './metrics.ts'
import { anApprovedVersion, loadKept, putInForce, relateKept, TO_YEARS } from './schedule-site.ts'
import { openStage, type Stage } from './stage.ts'

/** What a new version would move, asked over HTTP, and moving it: decided at once, an event of its own for each record in the background. */

const GATES = { 'what-if s': 30, 'what-if of related s': 30, 'decided s': 1, 're-dated s': 60 } as const
const RUNS = 3
const POLL_MS = 100

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    records: { type: 'string', default: '250000' },
    redated: { type: 'string', default: '100000' },
  },
})
const records = Number(options.records)
const redated = Math.min(Number(options.redated), records)
const say = (line: string): void => void process.stderr.write(`${line}\n`)

interface Measured {
  readonly metrics: Readonly<Record<string, number>>
  readonly faults: readonly string[]
}

const stage = await openStage({ name: 'bench_schedule', log: say, clients: 4 })
try {
  report(await measure(stage))
} finally {
  await stage.close()
}

async function measure(on: Stage): Promise<Measured> {
  await loadEightSteps(on.admin)
  const gate = await on.gate()
  const likeId = await createBenchRecord(gate)
  // The worker of a site that was never indexed begins with that; a site of so many records has long done it.
  await refreshSearchWhole(on.sql, ENGINE_ID)
  const loading = performance.now()
  await loadKept(on, records, likeId)
  say(`${records} records loaded in ${secondsSince(loading).toFixed(0)} s`)
  await relateKept(on)
  const period = { kind: 'years', years: TO_YEARS } as const
  const versionId = await anApprovedVersion(on, gate, { version: 'BENCH-30', period })
  const trigger = { kind: 'event', event: 'related-record', of: 'replaces' } as const
  const restingId = await anApprovedVersion(on, gate, { version: 'BENCH-RESTS', period, trigger })
  const api = await stageApi(on)
  const process = api.launch()
  await untilAnswering(api.port, process)
  const caller = callerOf(api.port)
  const headers = await signIn(caller, 'wei.changqing', api.port)
  const auditor = await signIn(caller, 'duan.jingxing', api.port)
  const faults: string[] = []

  const whatIf = async (id: string, moved: number) => {
    const took: number[] = []
    for (let run = 0; run < RUNS; run += 1) {
      const begunAt = performance.now()
      const path = `/api/schedules/${id}/what-if`
      const { status, body } = await caller.ask({ method: 'GET', path, headers: auditor })
      took.push(secondsSince(begunAt))
      const { later, earlier } = (body as { total: { later: number; earlier: number } }).total
      if (status !== 200 || later + earlier !== moved)
        faults.push(`what-if: ${status}, ${later + earlier} of ${moved} moved`)
    }
    say(`what-if over ${records}: ${took.map((s) => s.toFixed(2)).join(', ')} s`)
    return Math.max(...took)
  }
  const plain = await whatIf(versionId, records)
  // The third of each three, and the last of all, has no relation from which it could start.
  const related = await whatIf(restingId, records - Math.ceil(records / 3))

  await putInForce(on, gate, versionId)
  await on.admin`update record set ended_on = current_date where id in (
    select id from record where place_step = 'keep' order by archival_code offset ${redated})`
  await on.admin.unsafe('vacuum analyze record')
  const others = [on.launch('worker', 'activities/worker.ts'), on.launch('relay', 'api/relay.ts')]
  const begunAt = performance.now()
  const path = `/api/schedules/${versionId}/redating`
  const keyed = { ...headers, 'idempotency-key': newId() }
  const ordered = await caller.ask({ method: 'POST', path, headers: keyed, body: {} })
  const decided = secondsSince(begunAt)
  const jobId = textAt(ordered.body, 'jobId')
  await untilBegun(on, jobId)
  const workingSince = performance.now()
  await untilFinished(on, jobId)
  const worked = secondsSince(workingSince)
  faults.push(...(await faultsOf(on, versionId)))
  caller.close()
  for (const child of [...others, process]) await child.stop()
  const metrics = {
    records,
    redated,
    'what-if s': plain,
    'what-if of related s': related,
    'decided s': decided,
    're-dated s': worked,
    'records/s': redated / worked,
  }
  return { metrics, faults }
}

/** The worker and the relay start meanwhile: what they need for that is not the work. */
async function untilBegun(on: Stage, jobId: string): Promise<void> {
  for (;;) {
    const rows = await on.admin`select 1 from bulk_verdict where job_id = ${jobId} limit 1`
    if (rows.length > 0) return
    await delay(POLL_MS)
  }
}

async function untilFinished(on: Stage, jobId: string): Promise<void> {
  for (;;) {
    const rows = await on.admin`select 1 from bulk_job where id = ${jobId} and state = 'finished'`
    if (rows.length > 0) return
    await delay(POLL_MS)
  }
}

/** A fast work that is wrong has no speed: every record has its two events in one whole chain, and its own new date. */
async function faultsOf(on: Stage, versionId: string): Promise<readonly string[]> {
  const [row] = await on.admin<{ moved: number; dated: number; chained: number }[]>`
    select count(*) filter (where r.version = 3 and r.schedule_version_id = ${versionId})::int as moved,
      count(*) filter (where r.due_on = make_date(extract(year from r.formed_on)::int + ${TO_YEARS + 1}::int, 1, 1))::int as dated,
      count(*) filter (where e2.type = 'record.repinned' and e3.type = 'retention.computed'
        and e2.hash = sha256(e1.hash || convert_to(e2.canonical, 'UTF8')) and e3.hash = sha256(e2.hash || convert_to(e3.canonical, 'UTF8'))
        and r.head_hash = encode(e3.hash, 'hex'))::int as chained
    from record r join event e1 on e1.stream_id = r.id and e1.seq = 1 join event e2 on e2.stream_id = r.id and e2.seq = 2
      join event e3 on e3.stream_id = r.id and e3.seq = 3
    where r.place_step = 'keep' and r.ended_on is null`
  const { moved = 0, dated = 0, chained = 0 } = row ?? {}
  return [moved, dated, chained].every((n) => n === redated)
    ? []
    : [`of ${redated} records ${moved} moved, ${dated} have their date, ${chained} a whole chain`]
}

function secondsSince(begunAt: number): number {
  return (performance.now() - begunAt) / 1000
}

function report({ metrics, faults }: Measured): void {
  if (faults.length > 0) {
    say(`The run is not correct, so it has no speed:\n${faults.join('\n')}`)
    process.exitCode = 1
  }
  say(
    `load ${loadavg()
      .map((value) => value.toFixed(1))
      .join(' ')}`,
  )
  for (const [name, most] of Object.entries(GATES)) {
    const value = metrics[name] ?? Number.NaN
    say(`${value <= most ? 'holds ' : 'FAILS '} ${name} ${value.toFixed(2)} <= ${most}`)
  }
  writeMetrics('schedule', metrics, { isJson: options.json, digits: 2 })
}
