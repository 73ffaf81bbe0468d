import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { median } from './against-floor.ts'
import { faultsOfRun } from './correctness.ts'
import { floorDriver } from './floor.ts'
import { gateDriver } from './gate-driver.ts'
import { httpDriver } from './http-driver.ts'
import { measuredOf, runLoad, type Seen } from './load.ts'
import { writeMetrics } from './metrics.ts'
import { PEER_PROCESSES, type PeerProcess } from './peer-process.ts'
import { buildPeers, ENGINES, openPeer, peerName, TUNINGS, type Peer } from './peer.ts'
import { startProduct, type Product } from './product.ts'
import { openStage, type Stage } from './stage.ts'

/**
 * M1 of the performance gates against the engines of others: the product with its security, ledger and outbox, Temporal, worker and relay
 * at work, against Operaton and Flowable in a JVM of their own, each with its full history, all on one cluster and by turns.
 */

const CLIENTS = 8
const OURS = ['gate', 'http'] as const
/** How many times the best peer by the whole process; what the others come to is said beside it. */
const GATES = { gate: 3, http: 1.5 } as const
const WORDS: Readonly<Record<PeerProcess, string>> = { whole: 'Whole', timer: 'Timer', eight: 'Eight' }
const ROUNDS = 3
/** Temporal has been told of nothing as long as a nudge rests. */
const WARM_UP_MS = 1_500

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '15' },
    'warm-up': { type: 'string', default: '60' },
  },
})
const sliceMs = (Number(options.seconds) * 1000) / ROUNDS
/** Of each peer, for all of its processes together: what the JVM compiles it compiles then. */
const jitMs = Number(options['warm-up']) * 1000
const say = (line: string): void => void process.stderr.write(`${line}\n`)
const faults: string[] = []

const built = mkdtempSync(join(tmpdir(), 'everfile-peers-'))
try {
  say('compiling the peers')
  buildPeers(built)
  const stage = await openStage({ name: 'bench', log: say, clients: CLIENTS })
  try {
    report(await measureAll(stage))
  } finally {
    await stage.close()
  }
} finally {
  rmSync(built, { recursive: true })
}

/** What takes its turn in a round. */
interface Entrant {
  readonly name: string
  run(): Promise<Seen>
  faultsOf(seen: Seen): Promise<readonly string[]>
  close?(): Promise<void>
}

/** What each entrant showed, round by round. */
type Rounds = ReadonlyMap<string, readonly Seen[]>

async function measureAll(on: Stage): Promise<Rounds> {
  say(`${cpus().length} cores, ${cpus()[0]?.model ?? ''}`)
  const product = await startProduct(on, { clients: CLIENTS, layMs: sliceMs * ROUNDS })
  const peers: Peer[] = []
  try {
    for (const engine of ENGINES)
      for (const tuning of TUNINGS)
        peers.push(await openPeer(on, { engine, tuning, clients: CLIENTS, built }))
    for (const peer of peers) await warmUp(peer)
    await on.admin.unsafe('analyze')
    const entrants = [...(await ours(on, product)), ...peers.flatMap(theirs)]
    return await runRounds(entrants, product)
  } finally {
    for (const peer of peers) await peer.stop()
    await product.stop()
  }
}

async function warmUp(peer: Peer): Promise<void> {
  const eachMs = jitMs / PEER_PROCESSES.length
  for (const process of PEER_PROCESSES) await peer.run({ process, warmUpMs: eachMs, measureMs: 0 })
  await peer.analyse()
  say(`${peer.name} is warm`)
}

async function ours(on: Stage, { port }: Product): Promise<readonly Entrant[]> {
  const floor = floorDriver(on.config.database.adminUrl)
  const gate = gateDriver({ gate: await on.gate(), sql: on.sql, looks: false })
  const http = await httpDriver({ port, admin: on.admin, looks: false })
  return [floor, gate, http].map((driver) => ({
    name: driver.name,
    run: async () => runLoad(driver, { clients: CLIENTS, warmUpMs: WARM_UP_MS, measureMs: sliceMs }),
    faultsOf: async ({ finished }) => (driver === floor ? [] : faultsOfRun(on.admin, finished)),
  }))
}

function theirs(peer: Peer): readonly Entrant[] {
  return PEER_PROCESSES.map((process) => ({
    name: nameOf(peer.name, process),
    run: async () => peer.run({ process, warmUpMs: WARM_UP_MS, measureMs: sliceMs }),
    faultsOf: async ({ finished }) => peer.faultsOf(process, finished),
  }))
}

function nameOf(peer: string, process: PeerProcess): string {
  return `${peer}: ${process}`
}

/** There and back, so that no entrant always comes after the same one; each only when nothing is left to follow. */
async function runRounds(entrants: readonly Entrant[], { followers }: Product): Promise<Rounds> {
  const rounds = new Map<string, Seen[]>()
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const entrant of round % 2 === 0 ? entrants : entrants.toReversed()) {
      await followers.catchUp()
      const seen = await entrant.run()
      faults.push(...(await entrant.faultsOf(seen)).map((fault) => `${entrant.name}: ${fault}`))
      rounds.set(entrant.name, [...(rounds.get(entrant.name) ?? []), seen])
    }
    say(`round ${round + 1} of ${ROUNDS} is done`)
  }
  return rounds
}

function report(rounds: Rounds): void {
  if (faults.length > 0) {
    say(`The run is not correct, so it has no speed:\n${faults.join('\n')}`)
    process.exitCode = 1
    return
  }
  for (const [name, seen] of rounds) sayMeasured(name, { seen, ofFloor: ratioOver(rounds, name, ['floor']) })
  const metrics = Object.fromEntries(
    PEER_PROCESSES.flatMap((process) => {
      const peers = peerNames(process)
      return OURS.map((name) => [`${name}Over${WORDS[process]}`, ratioOver(rounds, name, peers)] as const)
    }),
  )
  for (const name of OURS) {
    const ratio = metrics[`${name}OverWhole`] ?? Number.NaN
    say(
      `${ratio >= GATES[name] ? 'holds ' : 'FAILS '} ${name} ${ratio.toFixed(2)} >= ${GATES[name]} x the best peer`,
    )
  }
  writeMetrics('peers', metrics, { isJson: options.json, digits: 3 })
}

interface Shown {
  readonly seen: readonly Seen[]
  readonly ofFloor: number
}

function sayMeasured(name: string, { seen, ofFloor }: Shown): void {
  const { perS, completeMs } = measuredOf(seen)
  const [p50, p95] = [completeMs.p50.toFixed(1), completeMs.p95.toFixed(1)]
  say(
    `${name.padEnd(22)} ${perS.toFixed(1).padStart(6)} lifecycles/s, ${ofFloor.toFixed(3)} of the floor, complete ${p50} / ${p95} ms`,
  )
}

function peerNames(process: PeerProcess): readonly string[] {
  return ENGINES.flatMap((engine) => TUNINGS.map((tuning) => nameOf(peerName(engine, tuning), process)))
}

/** How many times the best of the others in its round: the median of the rounds. */
function ratioOver(rounds: Rounds, name: string, others: readonly string[]): number {
  const rates = (of: string): readonly number[] =>
    (rounds.get(of) ?? []).map((seen) => measuredOf([seen]).perS)
  const best = others.map(rates)
  return median(
    rates(name).map((rate, round) => rate / Math.max(...best.map((one) => one[round] ?? Number.NaN))),
  )
}
