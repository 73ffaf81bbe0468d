import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { COUNT_CAP } from '#db/queries/total.ts'
import { stageApi, untilAnswering } from './api.ts'
import { callerOf, signIn, type Caller } from './caller.ts'
import { createBenchRecord, loadEightSteps } from './eight-steps.ts'
import { writeMetrics } from './metrics.ts'
import { loadProposals } from './search-proposals.ts'
import { loadRecords, RARE_WORD } from './search-site.ts'
import { openStage, type Stage } from './stage.ts'

/** M6 of the performance gates: a million records, searched over HTTP under row security by who sees all and by who sees one unit. */

const SEARCH_GATE_MS = 100
const PAGE_GATE_MS = 50
const RUNS = 30
const WARM_UP_RUNS = 3
/** The API reads over so many connections, each of which plans a query once; these queries are the largest that people wait for. */
const CONNECTIONS = 16
const READERS = ['duan.jingxing', 'shen.zhiqiu'] as const
/** What is typed, and how often it stands in the titles. */
const QUERIES = [
  ['two characters', ['安博', '泽之', '周恩', '秋雨']],
  ['common', ['保险', '登记', '年度', '2013']],
  ['one character', ['金', '险']],
  ['rare', [RARE_WORD, `${RARE_WORD}赵`, '0012345', 'x043-sb·2013-d30-0000013']],
  ['nothing', ['黼黻', 'zzqqxx']],
  ['two words', ['安博 工伤', '失业 2013']],
  ['first letters', ['jbyl', 'gsbx']],
] as const

/** Pages that are open all day, of common and of rare states; by their first 50 rows. */
const PAGES = [
  ['records page', '/api/records?limit=50'],
  ['records of a year', '/api/records?limit=50&formedInYear=2013'],
  ['records of a class', '/api/records?limit=50&classCode=SI-5-03'],
  ...(['kept', 'due', 'held', 'overdue', 'at-disposal', 'ended'] as const).map(
    (state) => [`records ${state}`, `/api/records?limit=50&state=${state}`] as const,
  ),
  ['worklist page', '/api/tasks?limit=50'],
  ['worklist counts', '/api/tasks/counts'],
] as const

/** Who decides as the second person, and what is open for them all day while proposals of every kind wait. */
const DECIDERS = [
  ['archives head', 'wei.changqing'],
  ['unit head', 'guo.huaiyuan'],
] as const
const PROPOSALS = '/api/proposal-work'
const DECIDER_PAGES = [
  ['worklist page', '/api/tasks?limit=50'],
  ['proposals', PROPOSALS],
  ['bell', '/api/notices'],
] as const

const { values: options } = parseArgs({
  options: { json: { type: 'boolean', default: false }, records: { type: 'string', default: '1000000' } },
})
const records = Number(options.records)
const say = (line: string): void => void process.stderr.write(`${line}\n`)

interface Measured {
  readonly metrics: Readonly<Record<string, number>>
  readonly faults: readonly string[]
}

const stage = await openStage({ name: 'bench_search', log: say, clients: 4 })
try {
  report(await measure(stage))
} finally {
  await stage.close()
}

async function measure(on: Stage): Promise<Measured> {
  await loadEightSteps(on.admin)
  const begunAt = performance.now()
  await loadRecords(on, records, await createBenchRecord(await on.gate()))
  await loadProposals(on)
  say(`${records} records loaded in ${Math.round((performance.now() - begunAt) / 1000)} s`)
  const api = await stageApi(on)
  const process = api.launch()
  await untilAnswering(api.port, process)
  const caller = callerOf(api.port)
  const metrics: Record<string, number> = { records }
  const faults: string[] = []
  for (const login of READERS) {
    const headers = await signIn(caller, login, api.port)
    const who = login === READERS[0] ? 'all' : 'unit'
    for (const [kind, typed] of QUERIES) {
      const counted = new Map<string, number>()
      const note = await timed(async (run) => {
        const q = typed[run % typed.length] ?? ''
        const body = await ask(caller, searchPath(q), headers)
        counted.set(q, (body as { total: { count: number } }).total.count)
      })
      if (login === READERS[0])
        for (const [q, total] of counted) faults.push(...(await countFaults(on, q, total)))
      Object.assign(metrics, quantiles(`${who}, ${kind}`, note))
    }
    for (const [kind, path] of PAGES)
      Object.assign(
        metrics,
        quantiles(`${who}, ${kind}`, await timed(async () => ask(caller, path, headers))),
      )
  }
  for (const [who, login] of DECIDERS) {
    const decided = await measureDeciding(caller, { who, headers: await signIn(caller, login, api.port) })
    Object.assign(metrics, decided.metrics)
    faults.push(...decided.faults)
  }
  caller.close()
  await process.stop()
  return { metrics, faults: [...new Set(faults)] }
}

/** What waits for a second person, where nothing shown would be no speed either. */
async function measureDeciding(
  caller: Caller,
  { who, headers }: { readonly who: string; readonly headers: Readonly<Record<string, string>> },
): Promise<Measured> {
  const metrics: Record<string, number> = {}
  const faults: string[] = []
  for (const [kind, path] of DECIDER_PAGES) {
    const note = await timed(async () => {
      const { items } = (await ask(caller, path, headers)) as { items: readonly unknown[] }
      if (path === PROPOSALS && items.length === 0) faults.push(`${who} has no proposals to decide`)
    }, CONNECTIONS)
    Object.assign(metrics, quantiles(`${who}, ${kind}`, note))
  }
  return { metrics, faults }
}

/** Milliseconds of each run after the first few. */
async function timed(
  run: (index: number) => Promise<unknown>,
  warmUpRuns = WARM_UP_RUNS,
): Promise<readonly number[]> {
  const ms: number[] = []
  for (let index = 0; index < warmUpRuns + RUNS; index += 1) {
    const begunAt = performance.now()
    await run(index)
    if (index >= warmUpRuns) ms.push(performance.now() - begunAt)
  }
  return ms
}

function quantiles(name: string, ms: readonly number[]): Readonly<Record<string, number>> {
  const sorted = ms.toSorted((a, b) => a - b)
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? NaN
  return { [`${name}: p50 ms`]: at(0.5), [`${name}: p95 ms`]: at(0.95) }
}

function searchPath(q: string): string {
  return `/api/search?q=${encodeURIComponent(q)}&limit=50`
}

async function ask(
  caller: Caller,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<unknown> {
  const { status, body } = await caller.ask({ method: 'GET', path, headers })
  if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`)
  return body
}

/** A fast answer that is wrong has no speed: as many as a plain look into the texts finds, up to the cap. */
async function countFaults(on: Stage, q: string, total: number): Promise<readonly string[]> {
  const needles = q.split(' ')
  const [row] = await on.admin<{ n: number }[]>`
    select count(*)::int as n from (select 1 from search_entry e
      where not exists (select from unnest(${needles}::text[]) n where position(n in e.text) = 0) limit ${COUNT_CAP}) x`
  return row?.n === total ? [] : [`${q}: ${total} instead of ${row?.n}`]
}

function report({ metrics, faults }: Measured): void {
  if (faults.length > 0) {
    say(`The run is not correct, so it has no speed:\n${faults.join('\n')}`)
    process.exitCode = 1
  }
  const load = loadavg().map((value) => value.toFixed(1))
  say(`load ${load.join(' ')}; ${records} records`)
  for (const [name, value] of Object.entries(metrics)) {
    if (!name.endsWith('p95 ms')) continue
    const limit = [...PAGES, ...DECIDER_PAGES].some(([kind]) => name.includes(`, ${kind}:`))
      ? PAGE_GATE_MS
      : SEARCH_GATE_MS
    say(`${value <= limit ? 'holds ' : 'FAILS '} ${name} ${value.toFixed(1)} <= ${limit}`)
  }
  writeMetrics('search', metrics, { isJson: options.json, digits: 1 })
}
