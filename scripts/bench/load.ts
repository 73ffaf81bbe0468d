/** Told of each answer that a client waited for. */
export interface Clock {
  completed(ms: number): void
  nextVisible(ms: number): void
}

/** One client in a closed loop: it sends the next act when the last was answered. */
export interface Worker {
  /** One whole lifecycle; answers with the record. */
  lifecycle(clock: Clock): Promise<string>
  close(): Promise<void>
}

export interface Driver {
  readonly name: string
  open(client: number): Promise<Worker>
  close?(): Promise<void>
}

export interface LoadOptions {
  readonly clients: number
  readonly warmUpMs: number
  readonly measureMs: number
}

/** What one run under load showed, as it was seen. */
export interface Seen {
  readonly counted: number
  readonly overMs: number
  /** With warm-up, until the last begun lifecycle was finished. */
  readonly tookMs: number
  readonly completed: readonly number[]
  readonly visible: readonly number[]
  /** Every record whose lifecycle a client saw to its end, warm-up included. */
  readonly finished: readonly string[]
}

/** What one run, or several of the same kind together, come to. */
export interface Measured {
  readonly perS: number
  readonly completeMs: Quantiles
  readonly nextVisibleMs: Quantiles
}

export interface Quantiles {
  readonly p50: number
  readonly p95: number
  readonly p99: number
}

/** Runs clients in a closed loop, and counts what ended within the measured time. Every begun lifecycle is finished. */
export async function runLoad(driver: Driver, { clients, warmUpMs, measureMs }: LoadOptions): Promise<Seen> {
  const completed: number[] = []
  const visible: number[] = []
  const finished: string[] = []
  let counted = 0
  const startedAt = performance.now()
  const begunAt = startedAt + warmUpMs
  const endsAt = begunAt + measureMs
  const isMeasured = (): boolean => performance.now() >= begunAt && performance.now() < endsAt
  const clock: Clock = {
    completed: (ms) => void (isMeasured() && completed.push(ms)),
    nextVisible: (ms) => void (isMeasured() && visible.push(ms)),
  }
  const run = async (client: number): Promise<void> => {
    const worker = await driver.open(client)
    try {
      while (performance.now() < endsAt) {
        finished.push(await worker.lifecycle(clock))
        if (isMeasured()) counted += 1
      }
    } finally {
      await worker.close()
    }
  }
  await Promise.all(Array.from({ length: clients }, async (_, client) => run(client)))
  const tookMs = performance.now() - startedAt
  return { counted, overMs: measureMs, tookMs, completed, visible, finished }
}

export function measuredOf(runs: readonly Seen[]): Measured {
  const sum = (of: (run: Seen) => number): number => runs.reduce((total, run) => total + of(run), 0)
  return {
    perS: (sum(({ counted }) => counted) / sum(({ overMs }) => overMs)) * 1000,
    completeMs: quantilesOf(runs.flatMap(({ completed }) => completed)),
    nextVisibleMs: quantilesOf(runs.flatMap(({ visible }) => visible)),
  }
}

function quantilesOf(samples: readonly number[]): Quantiles {
  const sorted = samples.toSorted((a, b) => a - b)
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}
