import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { claimTask, releaseTask } from '#domain/acts/claim-task.ts'
import { withActorAtOneMoment } from '#db/actor.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import type { Gate } from '#db/gate/gate.ts'
import { newId } from '#db/ids.ts'
import { demoPersonId } from '#db/seed/demo-organisation.ts'
import { verifyChains } from '#db/verify-chains.ts'
import { verifyStream } from '#db/verify.ts'
import { BENCH_STEPS, createBenchRecord, loadEightSteps } from './eight-steps.ts'
import { writeMetrics } from './metrics.ts'
import { openStage, type Stage } from './stage.ts'

/** M7 of the performance gates: a record of a thousand events verified whole, and every hash of a whole log computed again. */

const EVENTS_OF_ONE = 1_000
const RUNS = 40
const WARM_UP_RUNS = 5
const GATES = { oneP95Ms: 50, logEventsPerS: 200_000 } as const

const { values: options } = parseArgs({
  options: { json: { type: 'boolean', default: false }, events: { type: 'string', default: '400000' } },
})
const eventsOfLog = Number(options.events)
const say = (line: string): void => void process.stderr.write(`${line}\n`)

const stage = await openStage({ name: 'bench_verify', log: say, clients: 4 })
try {
  report(await measure(stage))
} finally {
  await stage.close()
}

interface Measured {
  readonly oneMs: readonly number[]
  readonly logMs: number
  readonly logEvents: number
  readonly faults: readonly string[]
}

async function measure(on: Stage): Promise<Measured> {
  await loadEightSteps(on.admin)
  const recordId = await aLongLife(on, await on.gate())
  await aLongLog(on, recordId)
  await on.admin.unsafe('vacuum analyze')
  const faults: string[] = []
  const oneMs: number[] = []
  for (let run = -WARM_UP_RUNS; run < RUNS; run += 1) {
    const begunAt = performance.now()
    const seen = await withActorAtOneMoment(
      on.sql,
      { kind: 'person', id: demoPersonId('duan.jingxing') },
      (tx) => verifyStream(tx, recordId),
    )
    if (run >= 0) oneMs.push(performance.now() - begunAt)
    if (seen.kind !== 'seen' || seen.value.verdict !== 'whole' || seen.value.events < EVENTS_OF_ONE)
      faults.push(`the record is not whole: ${JSON.stringify(seen)}`)
  }
  await verifyChains(on.sql, ENGINE_ID)
  const begunAt = performance.now()
  const log = await verifyChains(on.sql, ENGINE_ID)
  const logMs = performance.now() - begunAt
  if (log.broken.length > 0) faults.push(`the log is not whole: ${JSON.stringify(log.broken[0])}`)
  if (log.events < eventsOfLog) faults.push(`${log.events} events instead of ${eventsOfLog}`)
  faults.push(...(await biteFaults(on, recordId)))
  return { oneMs, logMs, logEvents: log.events, faults: [...new Set(faults)] }
}

/** One record that was claimed and released until it had a thousand events, by acts alone. */
async function aLongLife(on: Stage, gate: Gate): Promise<string> {
  const [step] = BENCH_STEPS
  const principal = { kind: 'person', id: demoPersonId(step.login) } as const
  const recordId = await createBenchRecord(gate)
  const [task] = await on.admin<{ id: string }[]>`select id from task where subject_id = ${recordId}`
  const taskId = task?.id ?? ''
  for (let events = 2; events < EVENTS_OF_ONE; events += 2) {
    for (const [name, decide] of [
      ['task.claim', claimTask],
      ['task.release', releaseTask],
    ] as const) {
      const facts = { principal, key: newId(), task: taskId }
      const answer = await gate.act({ name, facts, body: {} }, (seen) => decide(seen, { taskId }))
      if (answer.kind === 'refused') throw new Error(`${name}: ${answer.code}`)
    }
  }
  return recordId
}

/** Many records like the one that there is, with chains of a hundred events as long as the product's: written past the gate. */
async function aLongLog(on: Stage, recordId: string): Promise<void> {
  await on.admin.begin(async (tx) => {
    await tx`set local statement_timeout = 0`
    await tx`set local session_replication_role = replica`
    await tx`create temporary table made on commit drop as select gen_random_uuid() as id from generate_series(1, ${Math.ceil(eventsOfLog / 100)})`
    await tx`insert into record select made_record.* from record r, made m,
        lateral jsonb_populate_record(r, jsonb_build_object('id', m.id, 'source_reference', null)) made_record where r.id = ${recordId}`
    await tx.unsafe(`do $$
      declare m record; hash bytea; said text;
      begin
        for m in select id from made loop
          hash := '';
          for n in 1 .. 100 loop
            said := json_build_object('seq', n, 'stream', 'record/' || m.id, 'filler', repeat('x', 330))::text;
            hash := sha256(hash || convert_to(said, 'UTF8'));
            insert into event (stream_id, seq, stream_kind, type, actor_id, canonical, hash)
              values (m.id, n, 'record', 'task.reminded', '${ENGINE_ID}', said, hash);
          end loop;
        end loop;
      end $$`)
  })
}

/** A measurement of a checker that finds nothing is worth nothing: one edited event must be found. */
async function biteFaults(on: Stage, recordId: string): Promise<readonly string[]> {
  await on.admin.begin(async (tx) => {
    await tx`set local session_replication_role = replica`
    await tx`update event set canonical = replace(canonical, '"v":1', '"v":2') where stream_id = ${recordId} and seq = 500`
  })
  const { broken } = await verifyChains(on.sql, ENGINE_ID)
  return broken.length === 1 && broken[0]?.seq === 500 ? [] : ['an edited event was not found']
}

function report({ oneMs, logMs, logEvents, faults }: Measured): void {
  if (faults.length > 0) {
    say(`The run is not correct, so it has no speed:\n${faults.join('\n')}`)
    process.exitCode = 1
    return
  }
  const sorted = oneMs.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
  const metrics = {
    oneP50Ms: at(0.5),
    oneP95Ms: at(0.95),
    logEventsPerS: (logEvents * 1000) / logMs,
    logEvents,
  }
  say(
    `load ${loadavg()
      .map((value) => value.toFixed(1))
      .join(' ')}; ${logEvents} events in the log`,
  )
  const checks: readonly (readonly [string, boolean])[] = [
    [
      `verify ${EVENTS_OF_ONE} events p95 ${metrics.oneP95Ms.toFixed(1)} <= ${GATES.oneP95Ms} ms`,
      metrics.oneP95Ms <= GATES.oneP95Ms,
    ],
    [
      `whole log ${Math.round(metrics.logEventsPerS)} >= ${GATES.logEventsPerS} events/s`,
      metrics.logEventsPerS >= GATES.logEventsPerS,
    ],
  ]
  for (const [what, holds] of checks) say(`${holds ? 'holds ' : 'FAILS '} ${what}`)
  writeMetrics('verify', metrics, { isJson: options.json, digits: 3 })
}
