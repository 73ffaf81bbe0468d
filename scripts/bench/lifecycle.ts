import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { stageApi, untilAnswering } from './api.ts'
import { commandFault, faultsOfRun } from './correctness.ts'
import { loadEightSteps } from './eight-steps.ts'
import { floorDriver, layFloor } from './floor.ts'
import { gateDriver } from './gate-driver.ts'
import { httpDriver } from './http-driver.ts'
import { runLoad, type Driver, type Measured } from './load.ts'
import { openStage, type Stage } from './stage.ts'

/** M1 and M2 of the performance gates: lifecycles of eight human steps through the gate and over HTTP, against bare SQL. */

const CLIENTS = 8
const GATES = {
  gateRatio: 0.35,
  httpRatio: 0.2,
  p50OverFloor: 8,
  p95OverFloor: 12,
  stoppedOverRunning: 1.2,
} as const

const { values: options } = parseArgs({
  options: { json: { type: 'boolean', default: false }, seconds: { type: 'string', default: '15' } },
})
const measureMs = Number(options.seconds) * 1000
const say = (line: string): void => void process.stderr.write(`${line}\n`)
const faults: string[] = []
let lifecycles = 0

const stage = await openStage({ name: 'bench', log: say, clients: CLIENTS })
try {
  report(await measureAll(stage))
} finally {
  await stage.close()
}

interface Runs {
  readonly gate: Measured
  readonly http: Measured
  readonly looking: Measured
}

interface Results {
  readonly floors: readonly Measured[]
  readonly running: Runs
  readonly stopped: Runs
}

async function measureAll(on: Stage): Promise<Results> {
  await loadEightSteps(on.admin)
  await layFloor(on.admin)
  const floor = floorDriver(on.config.database.adminUrl)
  await layHistory(on)
  say(`${cpus().length} cores, ${cpus()[0]?.model ?? ''}; load before: ${load()}`)
  const before = await measure(on, floor)
  const api = await stageApi(on)
  const apiProcess = api.launch()
  await untilAnswering(api.port, apiProcess)
  const others = [on.launch('worker', 'activities/worker.ts'), on.launch('relay', 'api/relay.ts')]
  const running = await measureRuns(on, api.port)
  await on.servers.parts.find((part) => part.name === 'temporal')?.child?.stop()
  say('Temporal is stopped; worker and relay go on asking for it')
  const stopped = await measureRuns(on, api.port)
  faults.push(...(await commandFault(on.admin, lifecycles)))
  for (const child of [...others, apiProcess]) await child.stop()
  const after = await measure(on, floor)
  return { floors: [before, after], running, stopped }
}

/** No site is measured in its first minute: plans that were made over empty tables stay with a connection. */
async function layHistory(on: Stage): Promise<void> {
  const driver = gateDriver({ gate: await on.gate(), sql: on.sql, looks: false })
  const { finished } = await runLoad(driver, { clients: CLIENTS, warmUpMs: 0, measureMs })
  lifecycles += finished.length
}

async function measureRuns(on: Stage, port: number): Promise<Runs> {
  const gate = await on.gate()
  const clients = { port, admin: on.admin }
  return {
    gate: await measure(on, gateDriver({ gate, sql: on.sql, looks: false })),
    http: await measure(on, await httpDriver({ ...clients, looks: false })),
    looking: await measure(on, await httpDriver({ ...clients, looks: true })),
  }
}

async function measure(on: Stage, driver: Driver): Promise<Measured> {
  await on.admin.unsafe('analyze')
  const measured = await runLoad(driver, { clients: CLIENTS, warmUpMs: measureMs / 3, measureMs })
  await driver.close?.()
  const { p50, p95, p99 } = measured.completeMs
  const visible = Number.isNaN(measured.nextVisibleMs.p50)
    ? ''
    : `, next visible ${ms(measured.nextVisibleMs.p50)} / ${ms(measured.nextVisibleMs.p95)}`
  say(
    `${driver.name.padEnd(14)} ${measured.perS.toFixed(1).padStart(6)} lifecycles/s, complete ${ms(p50)} / ${ms(p95)} / ${ms(p99)}${visible}; load ${load()}`,
  )
  if (driver.name === 'floor') return measured
  lifecycles += measured.finished.length
  faults.push(...(await faultsOfRun(on.admin, measured.finished)).map((fault) => `${driver.name}: ${fault}`))
  return measured
}

function report({ floors, running, stopped }: Results): void {
  if (faults.length > 0) {
    say(`The run is not correct, so it has no speed:\n${faults.join('\n')}`)
    process.exitCode = 1
    return
  }
  const floorPerS = mean(floors.map((floor) => floor.perS))
  const floorP50 = mean(floors.map((floor) => floor.completeMs.p50))
  const floorP95 = mean(floors.map((floor) => floor.completeMs.p95))
  const up = metricsOf(running, floorPerS)
  const down = metricsOf(stopped, floorPerS)
  const stoppedRatio = down.completeAckP95Ms / up.completeAckP95Ms
  const suffixed = Object.fromEntries(Object.entries(down).map(([name, value]) => [`${name}Stopped`, value]))
  const metrics = { ...up, ...suffixed, stoppedRatio, floorPerS }
  const checks: readonly (readonly [string, boolean])[] = [
    [`gateRatio ${up.gateRatio.toFixed(3)} >= ${GATES.gateRatio}`, up.gateRatio >= GATES.gateRatio],
    [`httpRatio ${up.httpRatio.toFixed(3)} >= ${GATES.httpRatio}`, up.httpRatio >= GATES.httpRatio],
    [
      `complete p50 ${(up.completeAckP50Ms / floorP50).toFixed(1)} <= ${GATES.p50OverFloor} x floor`,
      up.completeAckP50Ms <= GATES.p50OverFloor * floorP50,
    ],
    [
      `complete p95 ${(up.completeAckP95Ms / floorP95).toFixed(1)} <= ${GATES.p95OverFloor} x floor`,
      up.completeAckP95Ms <= GATES.p95OverFloor * floorP95,
    ],
    [
      `stopped p95 ${stoppedRatio.toFixed(2)} <= ${GATES.stoppedOverRunning} x running`,
      stoppedRatio <= GATES.stoppedOverRunning,
    ],
  ]
  say(`correct: ${lifecycles} lifecycles, each ended once, every task completed once, every chain whole`)
  for (const [what, holds] of checks) say(`${holds ? 'holds ' : 'FAILS '} ${what}`)
  const rounded = Object.fromEntries(
    Object.entries(metrics).map(([name, value]) => [name, Number(value.toFixed(3))]),
  )
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ name: 'lifecycle', metrics: rounded })}\n`
      : `${JSON.stringify(rounded, undefined, 2)}\n`,
  )
}

function metricsOf({ gate, http, looking }: Runs, floorPerS: number) {
  return {
    gateRatio: gate.perS / floorPerS,
    httpRatio: http.perS / floorPerS,
    completeAckP50Ms: http.completeMs.p50,
    completeAckP95Ms: http.completeMs.p95,
    nextVisibleP50Ms: looking.nextVisibleMs.p50,
    nextVisibleP95Ms: looking.nextVisibleMs.p95,
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`
}

function load(): string {
  return loadavg()
    .map((value) => value.toFixed(1))
    .join(' ')
}
