import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { createRecord } from '#domain/acts/create-record.ts'
import { newId } from '#db/ids.ts'
import { demoPersonId } from '#db/seed/demo-organisation.ts'
import { stageApi, untilAnswering } from './api.ts'
import { callerOf, signIn, textAt, type Caller } from './caller.ts'
import { aBenchRecord, loadEightSteps } from './eight-steps.ts'
import { loadRecords, RARE_WORD } from './search-site.ts'
import { openStage, type Stage } from './stage.ts'

/** M6 of the performance gates: a million records, searched over HTTP under row security by who sees all and by who sees one unit. */

const GATE_P95_MS = 100
const RUNS = 30
const WARM_UP_RUNS = 3
const COUNT_CAP = 1000
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
  await loadRecords(on, records, await aRecord(on))
  say(`${records} records loaded in ${Math.round((performance.now() - begunAt) / 1000)} s`)
  const api = await stageApi(on)
  const process = api.launch()
  await untilAnswering(api.port, process)
  const caller = callerOf(api.port)
  const metrics: Record<string, number> = { records }
  const faults: string[] = []
  for (const login of READERS) {
    const headers = await signIn(caller, login, api.port)
    for (const [kind, typed] of QUERIES) {
      const ms: number[] = []
      for (let run = -WARM_UP_RUNS; run < RUNS; run += 1) {
        const q = typed[(run + WARM_UP_RUNS) % typed.length] ?? ''
        const { took, total } = await ask(caller, q, headers)
        if (run >= 0) ms.push(took)
        if (run < 0 && login === READERS[0]) faults.push(...(await countFaults(on, q, total)))
      }
      const sorted = ms.toSorted((a, b) => a - b)
      const name = `${login === READERS[0] ? 'all' : 'unit'}, ${kind}`
      metrics[`${name}: p50 ms`] = sorted[Math.floor(sorted.length / 2)] ?? NaN
      metrics[`${name}: p95 ms`] = sorted[Math.floor(sorted.length * 0.95)] ?? NaN
    }
  }
  caller.close()
  await process.stop()
  return { metrics, faults: [...new Set(faults)] }
}

async function ask(caller: Caller, q: string, headers: Readonly<Record<string, string>>) {
  const begunAt = performance.now()
  const { status, body } = await caller.ask({
    method: 'GET',
    path: `/api/search?q=${encodeURIComponent(q)}&limit=50`,
    headers,
  })
  if (status !== 200) throw new Error(`${q}: ${status} ${JSON.stringify(body)}`)
  const { total } = body as { total: { count: number } }
  return { took: performance.now() - begunAt, total: total.count }
}

/** A fast answer that is wrong has no speed: as many as a plain look into the texts finds, up to the cap. */
async function countFaults(on: Stage, q: string, total: number): Promise<readonly string[]> {
  const needles = q.split(' ')
  const [row] = await on.admin<{ n: number }[]>`
    select count(*)::int as n from (select 1 from search_entry e
      where not exists (select from unnest(${needles}::text[]) n where position(n in e.text) = 0) limit ${COUNT_CAP}) x`
  return row?.n === total ? [] : [`${q}: ${total} instead of ${row?.n}`]
}

async function aRecord(on: Stage): Promise<string> {
  const gate = await on.gate()
  const record = aBenchRecord()
  const principal = { kind: 'person', id: demoPersonId('chen.lidong') } as const
  const facts = { principal, key: newId(), unit: record.formingUnitId, uploads: [] }
  const created = await gate.act({ name: 'record.create', facts, body: {} }, (seen) =>
    createRecord(seen, record),
  )
  if (created.kind === 'refused') throw new Error(`record.create: ${created.code}`)
  return textAt(created.answer, 'recordId')
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
    say(`${value <= GATE_P95_MS ? 'holds ' : 'FAILS '} ${name} ${value.toFixed(1)} <= ${GATE_P95_MS}`)
  }
  const rounded = Object.fromEntries(
    Object.entries(metrics).map(([name, value]) => [name, Number(value.toFixed(1))]),
  )
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ name: 'search', metrics: rounded })}\n`
      : `${JSON.stringify(rounded, undefined, 2)}\n`,
  )
}
