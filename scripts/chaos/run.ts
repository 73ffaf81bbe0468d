import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Sql } from '#db/client.ts'
import { stageApi, untilAnswering } from '#scripts/bench/api.ts'
import { openStage, type Stage } from '#scripts/bench/stage.ts'
import { aPdf } from '#scripts/demo/sample-pdf.ts'
import type { Log } from '#scripts/servers/part.ts'
import { faultsAfter } from './checks.ts'
import { openLives, type Lives } from './lives.ts'
import { keepRunning, ownServer, type Part } from './parts.ts'
import { seededRandom } from './random.ts'

export interface ChaosOptions {
  readonly lifecycles: number
  readonly kills: number
  readonly seed: number
  /** Mean time between two kills. */
  readonly gapMs: number
  readonly log: Log
}

export interface ChaosReport {
  readonly seed: number
  readonly lifecycles: number
  readonly kills: Readonly<Record<string, number>>
  /** Ends of a part that nobody caused. */
  readonly crashes: Readonly<Record<string, number>>
  readonly acknowledged: number
  readonly retries: number
  /** The longest silence that a client met: from its act to the next task of its record. */
  readonly longestWaitMs: number
  /** From the last kill until everything had come to rest. */
  readonly healedMs: number
  readonly faults: readonly string[]
}

/** Clients that act at the same time. */
const CLIENTS = 8
/** A machine's work that was killed is taken up again when its heartbeat is missed for a minute; twice over, with room. */
const HEAL_MS = 240_000

/**
 * Records live from hand-in to sleep while worker, API, relay, Temporal and the database are killed (-9) at random moments of a seed; the
 * clients repeat their acts with the same key. Then, with everything back, every promise is checked.
 */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const random = seededRandom(options.seed)
  const name = `chaos${options.seed}`
  const folderOf = (part: string): string => join(tmpdir(), `everfile-chaos-${part}-${process.pid}`)
  const postgres = await ownServer('postgres', folderOf('postgres'))
  const temporal = await ownServer('temporal', folderOf('temporal'))
  const more = { ...postgres.address, ...temporal.address }
  const stage = await openStage({ name, log: options.log, clients: 4, only: ['s3'], more })
  const api = await stageApi(stage)
  const parts = [
    keepRunning('postgres', async () => postgres.start(), random),
    keepRunning('temporal', async () => temporal.start(), random),
    keepRunning('worker', async () => stage.launch('worker', 'activities/worker.ts'), random),
    keepRunning('relay', async () => stage.launch('relay', 'api/relay.ts'), random),
    keepRunning('api', async () => api.launch(), random),
  ]
  try {
    await untilAnswering(api.port)
    const lives = await openLives({
      port: api.port,
      pdf: await aPdf({ pages: 1, text: '失业保险待遇核定' }),
      run: name,
    })
    try {
      return await storm({ options, random, stage, parts, lives })
    } finally {
      lives.close()
    }
  } finally {
    for (const part of parts.toReversed()) await part.stop()
    await stage.close()
    for (const server of [temporal, postgres]) server.forget()
  }
}

interface Storm {
  readonly options: ChaosOptions
  readonly random: () => number
  readonly stage: Stage
  readonly parts: readonly Part[]
  readonly lives: Lives
}

async function storm({ options, random, stage, parts, lives }: Storm): Promise<ChaosReport> {
  const records: string[] = []
  let isOver = false
  let next = 0
  const client = async (): Promise<void> => {
    while (next < options.lifecycles || !isOver) {
      next += 1
      records.push(await lives.live(next))
    }
  }
  const killing = killAll({ options, random, parts }).finally(() => {
    isOver = true
  })
  const [killed] = await Promise.all([killing, ...Array.from({ length: CLIENTS }, client)])
  for (const part of parts) await part.up()
  await untilAtRest(stage.admin)
  const healedMs = performance.now() - killed.lastAt
  const { config, sql, admin } = stage
  const faults = await faultsAfter({ config, sql, admin, acknowledged: lives.acknowledged, records })
  return {
    seed: options.seed,
    lifecycles: records.length,
    kills: killed.kills,
    crashes: Object.fromEntries(parts.map((part) => [part.name, part.crashes()])),
    acknowledged: lives.acknowledged.length,
    retries: lives.retries(),
    longestWaitMs: Math.round(lives.longestWaitMs()),
    healedMs: Math.round(healedMs),
    faults,
  }
}

async function killAll({ options, random, parts }: Pick<Storm, 'options' | 'random' | 'parts'>) {
  const kills: Record<string, number> = {}
  let count = 0
  let round: Part[] = []
  while (count < options.kills) {
    // Every part in every round, in an order of its own, so that no seed spares one.
    if (round.length === 0) round = shuffled(parts, random)
    await delay(options.gapMs * (0.4 + 1.2 * random()))
    const part = round.find((candidate) => candidate.kill())
    if (part === undefined) continue
    round = round.filter((other) => other !== part)
    count += 1
    kills[part.name] = (kills[part.name] ?? 0) + 1
    options.log(`kill ${count} of ${options.kills}: ${part.name}`)
  }
  return { kills, lastAt: performance.now() }
}

function shuffled(parts: readonly Part[], random: () => number): Part[] {
  return parts
    .map((part) => ({ part, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ part }) => part)
}

/** Waits until no nudge waits and no machine works; what does not come to rest is left for the checks to name. */
async function untilAtRest(admin: Sql): Promise<void> {
  const begunAt = performance.now()
  while (performance.now() - begunAt < HEAL_MS) {
    const [row] = await admin<{ waiting: number }[]>`
      select (select count(*) from outbox)::int + (select count(*) from job where state = 'running')::int as waiting`
    if (row?.waiting === 0) break
    await delay(200)
  }
}
