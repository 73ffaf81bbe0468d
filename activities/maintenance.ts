import { sweepFilings } from '#db/filing-sweep.ts'
import { releaseLeaversTasks } from '#db/leavers.ts'
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
      await deps.sql`select drop_old_drafts()`
      let swept = 0
      for (;;) {
        const [row] = await deps.sql<{ n: number }[]>`select sweep_due(${deps.engineId}, ${SWEEP_PAGE}) as n`
        swept += row?.n ?? 0
        deps.run.beat()
        if ((row?.n ?? 0) < SWEEP_PAGE) return swept
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

interface CopyId {
  readonly id: string
  readonly subjectId: string
}

/** Renews rolling locks page by page (DESIGN 2.8); an approved destruction is left to lapse, a hold keeps renewing. */
async function patrolLocks(
  deps: EngineDeps,
): Promise<{ readonly checked: number; readonly renewed: number }> {
  let after = '00000000-0000-0000-0000-000000000000'
  let checked = 0
  let renewed = 0
  for (;;) {
    const page = await lockedCopies(deps, after)
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

async function lockedCopies(deps: EngineDeps, after: string): Promise<readonly CopyId[]> {
  return asEngine(
    deps,
    (tx) => tx<CopyId[]>`
    select id, subject_id as "subjectId" from object_copy
    where state = 'stored' and bucket in ('masters', 'evidence') and id > ${after} order by id limit ${PATROL_PAGE}`,
  )
}
