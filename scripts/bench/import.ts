import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { openObjectStore } from '#db/objects.ts'
import { DEMO_FONDS, demoUnitId } from '#db/seed/demo-organisation.ts'
import { verifyAll } from '#db/verify.ts'
import type { Dormancy } from '#domain/vocabulary/import.ts'
import { approve, bringTable, follow, openDesk, type ImportDesk } from '#scripts/cli/import-table.ts'
import { writeMetrics } from './metrics.ts'
import { processorMsOf } from './processor-time.ts'
import { writeRetirees } from './retirees.ts'
import { openStage, type Stage } from './stage.ts'

/** The pilot's backlog: 40,000 retirees' files, of which 2,000 get a workflow of their own at once, imported by the real worker. */

const GATE_ROWS_PER_S = 200
const MOST_WAIT_MS = 600_000
const LOOK_MS = 200
/** What takes part, by a word of its command: the worker, the relay, the servers and this program itself. */
const PARTS = ['worker.ts', 'relay.ts', 'postgres', 'temporal', 'weed', 'import.ts']
const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    records: { type: 'string', default: '40000' },
    workflows: { type: 'string', default: '2000' },
    contents: { type: 'string', default: '50' },
  },
})
const records = Number(options.records)
const workflows = Number(options.workflows)
const contents = Number(options.contents)
const say = (line: string): void => void process.stderr.write(`${line}\n`)

const stage = await openStage({ name: 'bench_import', log: say, clients: 4 })
try {
  await measure(stage)
} finally {
  await stage.close()
}

interface Imported {
  readonly checkS: number
  readonly importS: number
  readonly imported: number
  /** Processor of all that took part, by record: what other work on the machine changes little. */
  readonly processorMs: number
}

function processorMs(): number {
  return Object.values(processorMsOf(PARTS)).reduce((sum, ms) => sum + ms, 0)
}

async function measure(on: Stage): Promise<void> {
  on.launch('worker', 'activities/worker.ts')
  on.launch('relay', 'api/relay.ts')
  const store = openObjectStore(on.config.store)
  await store.ensureBuckets()
  const desk = await openDesk(on.sql, store, 'bench')
  await untilProbed(on)
  const asleep = await importOne(on, desk, {
    name: 'asleep',
    from: 0,
    count: records - workflows,
    dormancy: 'sweep',
  })
  const awake = await importOne(on, desk, {
    name: 'awake',
    from: records - workflows,
    count: workflows,
    dormancy: 'workflow',
  })
  const tellingFrom = processorMs()
  const toldS = await untilTold(on)
  const tellingMs = processorMs() - tellingFrom
  const begunAt = performance.now()
  const found = await verifyAll(on.sql, ENGINE_ID)
  const verifyS = secondsSince(begunAt)
  const [row] = await on.admin<{ records: number; kept: number; events: number; bytes: number }[]>`
    select count(*)::int as records, count(*) filter (where place_step = 'keep')::int as kept,
      (select count(*)::int from event) as events, pg_database_size(current_database())::float8 as bytes from record`
  store.close()
  const metrics = {
    records: row?.records ?? 0,
    kept: row?.kept ?? 0,
    events: row?.events ?? 0,
    'rows/s, sweep': asleep.imported / asleep.importS,
    'rows/s, workflow': awake.imported / awake.importS,
    'processor ms a record, sweep': asleep.processorMs,
    'processor ms a record, workflow': awake.processorMs + tellingMs / Math.max(1, awake.imported),
    'rows/s checked': (records - workflows) / asleep.checkS,
    'check s': asleep.checkS + awake.checkS,
    'import s': asleep.importS + awake.importS,
    'workflows told s': toldS,
    'verify s': verifyS,
    'broken or faulty': found.broken.length + found.faults.length,
    'database MB': (row?.bytes ?? 0) / 1_048_576,
  }
  report(metrics)
}

interface One {
  readonly name: string
  readonly from: number
  readonly count: number
  readonly dormancy: Dormancy
}

async function importOne(
  on: Stage,
  desk: ImportDesk,
  { name, from, count, dormancy }: One,
): Promise<Imported> {
  const made = await writeRetirees({
    folder: on.dataDir,
    name,
    from,
    count,
    contents: Math.min(contents, count),
    fonds: DEMO_FONDS.code,
  })
  const begunAt = performance.now()
  const id = await bringTable(desk, {
    file: made.table,
    ...(contents > 0 ? { folder: made.contents } : {}),
    name,
    formingUnitId: demoUnitId('pension'),
    grade: 'internal',
    classCode: null,
    carrier: contents > 0 ? 'both' : 'paper',
    dormancy,
  })
  const checked = await follow(desk, id, { until: ['checked', 'unreadable'], progress: () => {} })
  const checkS = secondsSince(begunAt)
  say(`${name}: ${checked.goodRows} of ${checked.rowCount} rows good in ${checkS.toFixed(1)} s`)
  const approvedAt = performance.now()
  const before = processorMsOf(PARTS)
  await approve(desk, checked)
  const ended = await follow(desk, id, { until: ['finished'], progress: () => {} })
  const importS = secondsSince(approvedAt)
  const imported = ended.counts?.['imported'] ?? 0
  say(`${name}: ${imported} records in ${importS.toFixed(1)} s, ${Math.round(imported / importS)} rows/s`)
  const after = processorMsOf(PARTS)
  const parts = PARTS.map(
    (part) => [part, ((after[part] ?? 0) - (before[part] ?? 0)) / Math.max(1, imported)] as const,
  )
  say(`${name}: processor ms a record: ${parts.map(([part, ms]) => `${part} ${ms.toFixed(2)}`).join(', ')}`)
  return { checkS, importS, imported, processorMs: parts.reduce((sum, [, ms]) => sum + ms, 0) }
}

async function untilProbed(on: Stage): Promise<void> {
  await until(async () => {
    const [probe] = await on.admin`select 1 from store_probe`
    return probe !== undefined
  })
}

/** Until Temporal has heard of every record that shall have a workflow. */
async function untilTold(on: Stage): Promise<number> {
  const begunAt = performance.now()
  await until(async () => {
    const [row] = await on.admin<{ n: number }[]>`select count(*)::int as n from outbox`
    return row?.n === 0
  })
  return secondsSince(begunAt)
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const begunAt = performance.now()
  while (!(await holds())) {
    if (performance.now() - begunAt > MOST_WAIT_MS) throw new Error('waited too long')
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
}

function secondsSince(begunAt: number): number {
  return (performance.now() - begunAt) / 1000
}

function report(metrics: Readonly<Record<string, number>>): void {
  const isWhole =
    metrics['broken or faulty'] === 0 && metrics['records'] === records && metrics['kept'] === records
  if (!isWhole) {
    say('The run is not correct, so it has no speed.')
    process.exitCode = 1
  }
  const load = loadavg().map((value) => value.toFixed(1))
  say(`load ${load.join(' ')}`)
  const perS = metrics['rows/s, sweep'] ?? 0
  say(`${perS >= GATE_ROWS_PER_S ? 'holds ' : 'FAILS '} ${Math.round(perS)} rows/s >= ${GATE_ROWS_PER_S}`)
  writeMetrics('import', metrics, { isJson: options.json, digits: 1 })
}
