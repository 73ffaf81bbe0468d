import { renewUntil, type LockStanding } from '#domain/lock.ts'
import { startOfDay, type PlainDate } from '#domain/dates.ts'
import type { MaintenanceActivities } from './contract.ts'
import { asEngine, type EngineDeps } from './engine.ts'

const SWEEP_PAGE = 1_000
const PATROL_PAGE = 200

export function createMaintenanceActivities(deps: EngineDeps): MaintenanceActivities {
  return {
    async sweep() {
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
      await deps.store.reclaim()
      return patrolled
    },
  }
}

interface LockedCopy {
  readonly id: string
  readonly bucket: 'masters' | 'evidence'
  readonly key: string
  readonly versionId: string | null
  readonly dueOn: PlainDate | null
  readonly isDue: boolean
  readonly isApproved: boolean
  readonly zone: string
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
    for (const copy of page) renewed += await renew(deps, copy)
    checked += page.length
    deps.run.beat()
    const last = page.at(-1)
    if (last === undefined || page.length < PATROL_PAGE) return { checked, renewed }
    after = last.id
  }
}

async function lockedCopies(deps: EngineDeps, after: string): Promise<readonly LockedCopy[]> {
  return asEngine(
    deps,
    (tx) => tx<LockedCopy[]>`
    select c.id, c.bucket, c.key, c.version_id as "versionId", r.due_on::text as "dueOn", coalesce(r.due_on <= archive_today(), false) as "isDue",
      coalesce(r.active_holds = 0 and l.approved_by is not null and l.ended_on is null, false) as "isApproved", (select zone from site) as zone
    from object_copy c left join record r on r.id = c.subject_id left join disposal_list l on l.id = r.disposal_list_id
    where c.state = 'stored' and c.bucket in ('masters', 'evidence') and c.id > ${after} order by c.id limit ${PATROL_PAGE}`,
  )
}

function standingOf(copy: LockedCopy): LockStanding {
  if (copy.isApproved) return { kind: 'destruction-approved' }
  if (copy.isDue) return { kind: 'due' }
  return {
    kind: 'not-due',
    earliestLawfulEndMs: copy.dueOn === null ? null : startOfDay(copy.dueOn, copy.zone),
  }
}

async function renew(deps: EngineDeps, copy: LockedCopy): Promise<number> {
  const ref = { bucket: copy.bucket, key: copy.key, versionId: copy.versionId }
  const retention = await deps.store.retentionOf(ref)
  const retainUntilMs = retention.kind === 'retained' ? retention.retainUntilMs : null
  const storeNowMs = await deps.store.clockMs()
  const renewal = renewUntil({
    siteMode: deps.siteMode,
    storeNowMs,
    standing: standingOf(copy),
    retainUntilMs,
  })
  const lockedUntilMs =
    renewal.kind === 'renew'
      ? (await deps.store.extendLock(ref, renewal.untilMs)).retainUntilMs
      : retainUntilMs
  if (lockedUntilMs !== null) {
    const lockedUntil = new Date(lockedUntilMs).toISOString()
    await deps.sql`insert into copy_patrol (copy_id, locked_until, checked_at) values (${copy.id}, ${lockedUntil}, now())
      on conflict (copy_id) do update set locked_until = excluded.locked_until, checked_at = excluded.checked_at, fault = null`
  }
  return renewal.kind === 'renew' ? 1 : 0
}
