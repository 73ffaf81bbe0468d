import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { compare, median, type Compared } from './against-floor.ts'
import { commandFault, faultsOfRun } from './correctness.ts'
import type { Followers } from './followers.ts'
import { floorDriver } from './floor.ts'
import { gateDriver } from './gate-driver.ts'
import { httpDriver } from './http-driver.ts'
import type { Driver, Measured, Seen } from './load.ts'
import { writeMetrics } from './metrics.ts'
import { startProduct } from './product.ts'
import { openStage, type Stage } from './stage.ts'

/** M1, M2 and M2b of the performance gates: lifecycles of eight human steps through the gate and over HTTP, against bare SQL. */

const CLIENTS = 8
const GATES = {
  gateRatio: 0.35,
  httpRatio: 0.2,
  p50OverFloor: 8,
  p95OverFloor: 12,
  stoppedOverRunning: 1.2,
  followRatio: 0.015,
  catchUpRatio: 0.02,
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
  readonly gate: Compared
  /** Lifecycles a second of which Temporal was told beside that run. */
  readonly followedPerS: number
  readonly http: Compared
  readonly looking: Compared
}

interface Results {
  /** Lifecycles a second at which what had been done without Temporal was looked at, from the start of its followers. */
  readonly caughtUpPerS: number
  readonly running: Runs
  readonly stopped: Runs
}

async function measureAll(on: Stage): Promise<Results> {
  say(`${cpus().length} cores, ${cpus()[0]?.model ?? ''}; load before: ${load()}`)
  const product = await startProduct(on, { clients: CLIENTS, layMs: measureMs })
  const { laid, port, followers } = product
  lifecycles += laid
  const caughtUpPerS = laid / (await followers.catchUp())
  say(`${'caught up'.padEnd(14)} ${caughtUpPerS.toFixed(1).padStart(6)} lifecycles/s`)
  const running = await measureRuns(on, { port, followers })
  await on.servers.parts.find((part) => part.name === 'temporal')?.child?.stop()
  say('Temporal is stopped; worker and relay go on asking for it')
  const stopped = await measureRuns(on, { port })
  faults.push(...(await commandFault(on.admin, lifecycles)))
  await product.stop()
  return { caughtUpPerS, running, stopped }
}

interface Beside {
  readonly port: number
  /** Those that are up. */
  readonly followers?: Followers
}

async function measureRuns(on: Stage, { port, followers }: Beside): Promise<Runs> {
  const clients = { port, admin: on.admin }
  const settle = async (): Promise<void> => void (await followers?.catchUp())
  const gate = gateDriver({ gate: await on.gate(), sql: on.sql, looks: false })
  const followed = { lifecycles: 0, ms: 0 }
  const watched = async ({ finished, tookMs }: Seen): Promise<void> => {
    followed.ms += tookMs
    if (followers !== undefined) followed.lifecycles += finished.length - (await followers.untold())
  }
  return {
    gate: await measure(on, gate, { settle, watched }),
    followedPerS: (followed.lifecycles / followed.ms) * 1000,
    http: await measure(on, await httpDriver({ ...clients, looks: false }), { settle }),
    looking: await measure(on, await httpDriver({ ...clients, looks: true }), { settle }),
  }
}

interface Measuring {
  readonly settle: () => Promise<void>
  readonly watched?: (round: Seen) => Promise<void>
}

async function measure(on: Stage, driver: Driver, { settle, watched }: Measuring): Promise<Compared> {
  await on.admin.unsafe('analyze')
  const compared = await compare(driver, {
    floor: floorDriver(on.config.database.adminUrl),
    clients: CLIENTS,
    measureMs,
    settle,
    async onRound(round) {
      await watched?.(round)
      lifecycles += round.finished.length
      const found = await faultsOfRun(on.admin, round.finished)
      faults.push(...found.map((fault) => `${driver.name}: ${fault}`))
    },
  })
  sayMeasured('floor', compared.floor)
  sayMeasured(driver.name, compared.load)
  return compared
}

function sayMeasured(name: string, { perS, completeMs, nextVisibleMs }: Measured): void {
  const { p50, p95, p99 } = completeMs
  const visible = Number.isNaN(nextVisibleMs.p50)
    ? ''
    : `, next visible ${ms(nextVisibleMs.p50)} / ${ms(nextVisibleMs.p95)}`
  say(
    `${name.padEnd(14)} ${perS.toFixed(1).padStart(6)} lifecycles/s, complete ${ms(p50)} / ${ms(p95)} / ${ms(p99)}${visible}; load ${load()}`,
  )
}

function report({ caughtUpPerS, running, stopped }: Results): void {
  if (faults.length > 0) {
    say(`The run is not correct, so it has no speed:\n${faults.join('\n')}`)
    process.exitCode = 1
    return
  }
  const floorPerS = median(
    [running, stopped].flatMap(({ gate, http, looking }) =>
      [gate, http, looking].map((run) => run.floor.perS),
    ),
  )
  const up = metricsOf(running)
  const down = metricsOf(stopped)
  const { p50, p95 } = running.http.ratio
  const stoppedRatio = stopped.http.ratio.p95 / p95
  const followRatio = running.followedPerS / floorPerS
  const catchUpRatio = caughtUpPerS / floorPerS
  const suffixed = Object.fromEntries(Object.entries(down).map(([name, value]) => [`${name}Stopped`, value]))
  const metrics = { ...up, ...suffixed, stoppedRatio, followRatio, catchUpRatio, floorPerS }
  const checks: readonly (readonly [string, boolean])[] = [
    [`gateRatio ${up.gateRatio.toFixed(3)} >= ${GATES.gateRatio}`, up.gateRatio >= GATES.gateRatio],
    [`httpRatio ${up.httpRatio.toFixed(3)} >= ${GATES.httpRatio}`, up.httpRatio >= GATES.httpRatio],
    [`complete p50 ${p50.toFixed(1)} <= ${GATES.p50OverFloor} x floor`, p50 <= GATES.p50OverFloor],
    [`complete p95 ${p95.toFixed(1)} <= ${GATES.p95OverFloor} x floor`, p95 <= GATES.p95OverFloor],
    [
      `stopped p95 ${stoppedRatio.toFixed(2)} <= ${GATES.stoppedOverRunning} x running`,
      stoppedRatio <= GATES.stoppedOverRunning,
    ],
    [`followRatio ${followRatio.toFixed(3)} >= ${GATES.followRatio}`, followRatio >= GATES.followRatio],
    [`catchUpRatio ${catchUpRatio.toFixed(3)} >= ${GATES.catchUpRatio}`, catchUpRatio >= GATES.catchUpRatio],
  ]
  say(`correct: ${lifecycles} lifecycles, each ended once, every task completed once, every chain whole`)
  for (const [what, holds] of checks) say(`${holds ? 'holds ' : 'FAILS '} ${what}`)
  writeMetrics('lifecycle', metrics, { isJson: options.json, digits: 3 })
}

function metricsOf({ gate, http, looking }: Runs) {
  return {
    gateRatio: gate.ratio.perS,
    httpRatio: http.ratio.perS,
    completeAckP50Ms: http.load.completeMs.p50,
    completeAckP95Ms: http.load.completeMs.p95,
    nextVisibleP50Ms: looking.load.nextVisibleMs.p50,
    nextVisibleP95Ms: looking.load.nextVisibleMs.p95,
  }
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`
}

function load(): string {
  return loadavg()
    .map((value) => value.toFixed(1))
    .join(' ')
}
