import { setTimeout as delay } from 'node:timers/promises'
import { engineProbe } from '#api/engine-probe.ts'
import { processorMsOf } from './processor-time.ts'
import type { Stage } from './stage.ts'

/** Temporal, worker and relay of a stage, the last two in processes of their own. */
export interface Followers {
  /** Lifecycles of which Temporal has not been told. */
  untold(): Promise<number>
  /** Waits until Temporal was told of all and the worker has looked: until both are at rest. Answers the seconds since the relay was started. */
  catchUp(): Promise<number>
  stop(): Promise<void>
}

const POLL_MS = 500
/** At work they use whole cores; at rest they poll. */
const RESTS_BELOW_MS = 75
const RESTING_POLLS = 2

/** Starts both, and answers once the worker asks for work: until then nothing would be at work, and nothing followed. */
export async function startFollowers(stage: Stage): Promise<Followers> {
  const worker = stage.launch('worker', 'activities/worker.ts')
  await untilPolling(stage)
  const begunAt = performance.now()
  const processes = [worker, stage.launch('relay', 'api/relay.ts')]

  async function untold(): Promise<number> {
    const [row] = await stage.admin<{ n: number }[]>`select count(distinct subject_id)::int as n from outbox`
    return row?.n ?? 0
  }

  return {
    untold,
    async catchUp() {
      let used = usedMs()
      for (let resting = 0; resting < RESTING_POLLS;) {
        await delay(POLL_MS)
        const before = used
        used = usedMs()
        resting = used - before < RESTS_BELOW_MS && (await untold()) === 0 ? resting + 1 : 0
      }
      return (performance.now() - begunAt - RESTING_POLLS * POLL_MS) / 1000
    },
    async stop() {
      for (const one of processes) await one.stop()
    },
  }
}

async function untilPolling({ config }: Stage): Promise<void> {
  const engine = engineProbe(config.temporal)
  try {
    while ((await engine.probe()).workers === 0) await delay(POLL_MS)
  } finally {
    await engine.close()
  }
}

function usedMs(): number {
  const used = processorMsOf(['server start-dev', 'activities/worker.ts'])
  return Object.values(used).reduce((sum, one) => sum + one, 0)
}
