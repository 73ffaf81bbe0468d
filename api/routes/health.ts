import { mayAct } from '#domain/access.ts'
import { unconfirmedYears } from '#domain/working-days.ts'
import type { FastifyInstance } from 'fastify'
import { countTasks } from '#db/queries/tasks.ts'
import { earliestLapse, newestProbe, outboxLag, readDamage, type ProbeRow } from '#db/queries/health.ts'
import { readSite } from '#db/queries/organisation.ts'
import { readOrderedYears } from '#db/queries/working-days.ts'
import type { HealthView } from '#api/contract/administration.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { iso, isoOrNull } from '#api/present/words.ts'
import { readAs } from '#api/reading.ts'
import { serve } from '#api/route.ts'

type Part = HealthView['parts'][number]

/** A part that does not answer within this is down, for a page that a person waits for. */
const PATIENCE_MS = 2_000
/** A nudge that waits longer than this means that nobody tells the engine. */
const RELAY_LATE_MS = 15_000

export function healthRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'GET /api/health', async ({ principal }) => {
    const begunAt = performance.now()
    const known = await readAs(deps, principal(), async (tx, { actor, today }) => {
      const [site, lag, probe, locks, counts, damage, ordered] = await Promise.all([
        readSite(tx),
        outboxLag(tx),
        newestProbe(tx),
        earliestLapse(tx),
        countTasks(tx),
        readDamage(tx),
        readOrderedYears(tx),
      ])
      const keepsMachines = mayAct(actor, 'machines.keep')
      const unconfirmed = [...unconfirmedYears(today, new Set(ordered.map(({ year }) => year)))]
      return {
        site,
        lag,
        probe,
        locks,
        damage,
        keepsMachines,
        unconfirmed,
        incidents: counts.incidents.count,
      }
    })
    const postgres: Part = { name: 'postgres', state: 'up', detail: null, ms: elapsed(begunAt) }
    const [store, redis, engine] = await Promise.all([
      timed(() => deps.store.clockMs()),
      redisPart(deps),
      deps.probeEngine(),
    ])
    const isLate = (known.lag.oldestAgeMs ?? 0) > RELAY_LATE_MS
    const parts: Part[] = [
      postgres,
      { name: 'temporal', state: engine.state, detail: engine.detail, ms: null },
      { name: 'store', state: store.value === null ? 'down' : 'up', detail: null, ms: store.ms },
      redis,
      {
        name: 'worker',
        state: engine.state === 'down' ? 'down' : engine.workers > 0 ? 'up' : 'down',
        detail: null,
        ms: null,
      },
      { name: 'relay', state: isLate ? 'degraded' : 'up', detail: null, ms: null },
    ]
    return {
      checkedAt: new Date().toISOString(),
      verdict: verdictOf(parts, known.damage.copies),
      version: deps.version,
      parts,
      relay: { ...known.lag },
      storeProbe: probeView(known.probe),
      locks: { earliestLapseAt: isoOrNull(known.locks.earliestLapseAt), copies: known.locks.copies },
      damage: damageView(known.damage, known.keepsMachines),
      calendar: { unconfirmed: known.unconfirmed },
      clocks: { ...clocksOf(known.site, store.value), engine: engine.heardAt },
      incidents: known.incidents,
    }
  })
}

function clocksOf(
  { archiveNow, realNow }: { readonly archiveNow: Date; readonly realNow: Date },
  storeMs: number | null,
): Omit<HealthView['clocks'], 'engine'> {
  const real = [Date.now(), realNow.getTime(), ...(storeMs === null ? [] : [storeMs])]
  return {
    archive: iso(archiveNow),
    database: iso(realNow),
    store: storeMs === null ? null : new Date(storeMs).toISOString(),
    skewMs: Math.max(...real) - Math.min(...real),
  }
}

function verdictOf(parts: readonly Part[], damaged: number): HealthView['verdict'] {
  const isDown = (name: Part['name']) => parts.some((part) => part.name === name && part.state === 'down')
  if (isDown('postgres') || isDown('store')) return 'down'
  const isWell = damaged === 0 && parts.every((part) => part.state === 'up' || part.state === 'off')
  return isWell ? 'well' : 'degraded'
}

function damageView(
  { copies, shown }: Awaited<ReturnType<typeof readDamage>>,
  keepsMachines: boolean,
): HealthView['damage'] {
  return {
    copies,
    shown: !keepsMachines
      ? []
      : shown.map(({ copyId, fault, noticedAt }) => ({
          copyId,
          fault,
          noticedAt: isoOrNull(noticedAt),
        })),
  }
}

async function redisPart({ cache }: Dependencies): Promise<Part> {
  if (cache === null) return { name: 'redis', state: 'off', detail: null, ms: null }
  const { value, ms } = await timed(() => cache.ping())
  return { name: 'redis', state: value === null ? 'down' : 'up', detail: null, ms }
}

async function timed<T>(ask: () => Promise<T>): Promise<{ readonly value: T | null; readonly ms: number }> {
  const begunAt = performance.now()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), PATIENCE_MS)
  })
  const value = await Promise.race([ask().catch(() => null), late])
  clearTimeout(timer)
  return { value, ms: elapsed(begunAt) }
}

function elapsed(begunAt: number): number {
  return Math.round((performance.now() - begunAt) * 10) / 10
}

function probeView(probe: ProbeRow | undefined): HealthView['storeProbe'] {
  if (probe === undefined) return { verdict: 'unknown', findings: [], checkedAt: null }
  return {
    verdict: probe.failed === 0 ? 'fit' : 'unfit',
    findings: failedChecks(probe.report),
    checkedAt: iso(probe.probedAt),
  }
}

/** Names of the checks that failed. */
function failedChecks(report: unknown): string[] {
  const results =
    typeof report === 'object' && report !== null && 'results' in report ? report.results : report
  if (!Array.isArray(results)) return []
  return results.flatMap((result: unknown) => {
    if (typeof result !== 'object' || result === null || !('check' in result) || !('passed' in result))
      return []
    return result.passed === false && typeof result.check === 'string' ? [result.check] : []
  })
}
