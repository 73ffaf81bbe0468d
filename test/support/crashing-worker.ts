import { startWorker } from '#activities/worker.ts'
import type { EngineDeps } from '#activities/engine.ts'
import { readConfig } from '#config.ts'
import type { Gate } from '#db/gate/gate.ts'
import type { ObjectStore } from '#db/objects.ts'
import { createLogger } from '#logger.ts'

/**
 * The worker of the product, in a process of its own that kills itself (-9) where the test says. Everything it does is the
 * product's; only what it reaches the world through is watched. Argument: one of CRASH_POINTS.
 */
export const CRASH_POINTS = [
  'begun',
  'copy-deleted',
  'copy-proved',
  'before-reclaim',
  'reclaimed',
  'finished',
  'concluded',
  'evidence-kept',
] as const
export type CrashPoint = (typeof CRASH_POINTS)[number]

/** Right after the commit of which act it dies. */
const ACTS: Partial<Readonly<Record<string, CrashPoint>>> = {
  'destruction.begin': 'begun',
  'copy.destroy': 'copy-proved',
  'destruction.finish': 'finished',
  'job.destroy': 'concluded',
}

function crashingAt(point: CrashPoint) {
  const reached = async (here: CrashPoint | undefined): Promise<void> => {
    if (here !== point) return
    process.kill(process.pid, 'SIGKILL')
    // The signal takes its moment; nothing of ours may happen in it.
    await new Promise(() => {})
  }
  return (deps: EngineDeps): EngineDeps => {
    const gate: Gate = {
      async act(request, decide) {
        const answer = await deps.gate.act(request, decide)
        if (answer.kind === 'accepted' && !answer.replayed) await reached(ACTS[request.name])
        return answer
      },
    }
    const store: ObjectStore = {
      ...deps.store,
      async destroyAllVersions(target) {
        const answer = await deps.store.destroyAllVersions(target)
        if (answer.kind === 'destroyed' && answer.versions.length > 0) await reached('copy-deleted')
        return answer
      },
      async reclaim() {
        await reached('before-reclaim')
        const answer = await deps.store.reclaim()
        await reached('reclaimed')
        return answer
      },
      async put(input) {
        const stored = await deps.store.put(input)
        if (input.bucket === 'evidence') await reached('evidence-kept')
        return stored
      },
    }
    return { ...deps, gate, store }
  }
}

if (import.meta.main) {
  const point = CRASH_POINTS.find((known) => known === process.argv[2])
  if (point === undefined) throw new Error(`no crash point ${process.argv[2] ?? ''}`)
  const running = await startWorker({
    config: readConfig(),
    logger: createLogger('crashing', 'error'),
    around: crashingAt(point),
  })
  await running.stopped
}
