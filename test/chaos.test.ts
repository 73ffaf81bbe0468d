import { expect, test } from 'vitest'
import { runChaos } from '#scripts/chaos/run.ts'

/** Found by nobody in particular: what matters is that the kills of a failed run can be repeated. */
const SEED = 20_261_122
const LIFECYCLES = 40
const KILLS = 20

test(
  'PRM-1 PRM-2 PRM-3 PRM-7 FLT-1 FLT-2 FLT-3 FLT-4 FLT-12 every acknowledged act once after worker, API, relay, Temporal and the database were killed',
  { timeout: 600_000 },
  async () => {
    const report = await runChaos({
      lifecycles: LIFECYCLES,
      kills: KILLS,
      seed: SEED,
      gapMs: 2_500,
      log: () => {},
    })
    expect(report.faults).toEqual([])
    expect(report.lifecycles).toBeGreaterThanOrEqual(LIFECYCLES)
    expect(Object.keys(report.kills).toSorted()).toEqual(['api', 'postgres', 'relay', 'temporal', 'worker'])
    expect(Object.values(report.kills).reduce((sum, n) => sum + n, 0)).toBeGreaterThanOrEqual(KILLS)
    // Eleven acts of people and systems in each life: the hand-in, and five steps claimed and completed.
    expect(report.acknowledged).toBe(report.lifecycles * 11)
  },
)
