import { sweepFilings } from '#db/filing-sweep.ts'
import { releaseLeaversTasks } from '#db/leavers.ts'
import { dropOldDrafts } from '#db/queries/desk.ts'
import { NO_ID } from '#db/queries/page.ts'
import { readLockedCopies } from '#db/queries/patrol.ts'
import { sweepDue } from '#db/queries/standing.ts'
import { tellOfReviews } from '#db/vital-sweep.ts'
import type { MaintenanceActivities } from './contract.ts'
import { patrolFixity, reportDamage } from './copies/fixity.ts'
import { sweepOrphans } from './copies/orphans.ts'
import { secureCopy } from './copies/secure.ts'
import { asEngine, type EngineDeps } from './engine.ts'
import { renewSheetLocks } from './records/hand-over-sheets.ts'

const SWEEP_PAGE = 1_000
const PATROL_PAGE = 200

export function createMaintenanceActivities(deps: EngineDeps): MaintenanceActivities {
  return {
    async sweep() {
      // A leaver's work must not wait for anybody to notice (FLT-27).
      await releaseLeaversTasks(deps)
      await sweepFilings(deps.sql, deps.engineId)
      await tellOfReviews(deps)
      await dropOldDrafts(deps.sql)
      let swept = 0
      for (;;) {
        const nudged = await sweepDue(deps.sql, deps.engineId, SWEEP_PAGE)
        swept += nudged
        deps.run.beat()
        if (nudged < SWEEP_PAGE) return swept
      }
    },
    async patrolLocks() {
      const patrolled = await patrolLocks(deps)
      await renewSheetLocks(deps)
      await deps.store.reclaim()
      return patrolled
    },
    patrolFixity: async () => patrolFixity(deps),
    async sweepOrphans() {
      const swept = await sweepOrphans(deps)
      await deps.store.reclaim()
      return swept
    },
  }
}

/** Renews rolling locks page by page (ADR 6); an approved destruction is left to lapse, a hold keeps renewing. */
async function patrolLocks(
  deps: EngineDeps,
): Promise<{ readonly checked: number; readonly renewed: number }> {
  let after = NO_ID
  let checked = 0
  let renewed = 0
  for (;;) {
    const from = after
    const page = await asEngine(deps, (tx) => readLockedCopies(tx, { after: from, limit: PATROL_PAGE }))
    for (const copy of page) {
      const secured = await secureCopy(deps, copy.id)
      if (secured.renewed) renewed += 1
      if (secured.missing) await reportDamage(deps, copy)
      deps.run.beat()
    }
    checked += page.length
    const last = page.at(-1)
    if (last === undefined || page.length < PATROL_PAGE) return { checked, renewed }
    after = last.id
  }
}
