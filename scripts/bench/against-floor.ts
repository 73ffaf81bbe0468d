import { measuredOf, runLoad, type Driver, type Measured, type Seen } from './load.ts'

export interface Against {
  readonly floor: Driver
  readonly clients: number
  /** For each of the two, in all. */
  readonly measureMs: number
  /** Before each floor: nothing of the product may be at work beside it. */
  readonly settle: () => Promise<void>
  /** Told at once of what one round's load did. */
  readonly onRound: (round: Seen) => Promise<void>
}

/** A load and the floor of the same minutes. */
export interface Compared {
  readonly load: Measured
  readonly floor: Measured
  /** How many times the floor: the median of the rounds. */
  readonly ratio: { readonly perS: number; readonly p50: number; readonly p95: number }
}

const ROUNDS = 3
/** So long Temporal has been told of nothing: a nudge rests for a second. */
const WARM_UP_MS = 1_500
const FLOOR_WARM_UP_MS = 300

/**
 * Floor and load by turns, floor first and last, each round held against the floors around it: a machine that is shared with others
 * changes its pace by half within minutes, and a floor of other minutes says nothing.
 */
export async function compare(driver: Driver, against: Against): Promise<Compared> {
  const sliceMs = against.measureMs / ROUNDS
  const floors = [await floorOf(against, sliceMs)]
  const rounds: Seen[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const seen = await runLoad(driver, {
      clients: against.clients,
      warmUpMs: WARM_UP_MS,
      measureMs: sliceMs,
    })
    await against.onRound(seen)
    rounds.push(seen)
    floors.push(await floorOf(against, sliceMs))
  }
  await driver.close?.()
  const ratios = rounds.map((seen, at) => ratioOf(seen, floors.slice(at, at + 2)))
  return {
    load: measuredOf(rounds),
    floor: measuredOf(floors),
    ratio: {
      perS: median(ratios.map(({ perS }) => perS)),
      p50: median(ratios.map(({ p50 }) => p50)),
      p95: median(ratios.map(({ p95 }) => p95)),
    },
  }
}

async function floorOf({ floor, clients, settle }: Against, sliceMs: number): Promise<Seen> {
  await settle()
  return runLoad(floor, { clients, warmUpMs: FLOOR_WARM_UP_MS, measureMs: sliceMs })
}

function ratioOf(seen: Seen, around: readonly Seen[]): Compared['ratio'] {
  const [load, floor] = [measuredOf([seen]), measuredOf(around)]
  return {
    perS: load.perS / floor.perS,
    p50: load.completeMs.p50 / floor.completeMs.p50,
    p95: load.completeMs.p95 / floor.completeMs.p95,
  }
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
