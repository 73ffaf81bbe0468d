import type { FastifyInstance } from 'fastify'
import {
  activateSchedule,
  approveSchedule,
  confirmRow,
  returnSchedule,
  reviewSchedule,
} from '#domain/acts/schedules.ts'
import { mayAct } from '#domain/access.ts'
import { refuse } from '#domain/refusal.ts'
import { countLeft, countVerdicts, readRedatings } from '#db/queries/bulk.ts'
import { readNames } from '#db/queries/organisation.ts'
import { readActiveVersion, readScheduleRows, readScheduleVersions } from '#db/queries/schedules.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { allowed } from '#api/present/allowed.ts'
import {
  namedBySchedule,
  redatingView,
  scheduleAllowed,
  scheduleChanges,
  scheduleRowView,
  scheduleVersionView,
} from '#api/present/schedules.ts'
import { problem } from '#api/problem.ts'
import { factsFor, found, readAs } from '#api/reading.ts'
import { serve, type Call } from '#api/route.ts'
import { actOnSchedule, type Written } from '#api/schedule-acts.ts'

/** Schedules as reviewed versions: read by everyone, written, signed and activated by different persons. */
export function scheduleRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'GET /api/schedules', async ({ principal }) =>
    readAs(deps, principal(), async (tx, { actor }) => {
      const rows = await readScheduleVersions(tx)
      const names = await readNames(tx, rows.flatMap(namedBySchedule))
      const draft = mayAct(actor, 'schedule.draft') ? undefined : refuse('access.denied')
      return { items: rows.map((row) => scheduleVersionView(row, names)), draft: allowed(draft) }
    }),
  )
  serve(app, 'GET /api/schedules/:id', (call) => showSchedule(deps, call))
  serve(app, 'GET /api/schedules/:id/changes', (call) => showChanges(deps, call))

  serve(app, 'POST /api/schedules/:id/rows/:rowId/confirmation', async (call) => {
    const { id, rowId } = call.params
    return actOnSchedule(deps, call, {
      name: 'schedule.confirm',
      subjects: [id],
      decide: (seen) => confirmRow(seen, { id, rowId, note: call.body.note }),
    })
  })
  serve(app, 'POST /api/schedules/:id/review', async (call) => {
    const { id } = call.params
    return actOnSchedule(deps, call, {
      name: 'schedule.review',
      subjects: [id],
      decide: (seen) => reviewSchedule(seen, { id, ...call.body }),
    })
  })
  serve(app, 'POST /api/schedules/:id/return', async (call) => {
    const { id } = call.params
    return actOnSchedule(deps, call, {
      name: 'schedule.return',
      subjects: [id],
      decide: (seen) => returnSchedule(seen, { id, ...call.body }),
    })
  })
  serve(app, 'POST /api/schedules/:id/approval', async (call) => {
    const { id } = call.params
    const activeId = await activeBeside(deps, call)
    return actOnSchedule(deps, call, {
      name: 'schedule.approve',
      subjects: [id, activeId],
      decide: (seen) => approveSchedule(seen, { id, ...call.body }),
    })
  })
  serve(app, 'POST /api/schedules/:id/activation', async (call) => {
    const { id } = call.params
    const activeId = await activeBeside(deps, call)
    return actOnSchedule(deps, call, {
      name: 'schedule.activate',
      subjects: [id, activeId],
      decide: (seen) => activateSchedule(seen, { id, activeId, ...call.body }),
    })
  })
}

async function activeBeside(
  deps: Dependencies,
  { principal, params }: Pick<Written, 'principal' | 'params'>,
): Promise<string> {
  return found(await readAs(deps, principal(), (tx) => readActiveVersion(tx, params.id))).id
}

async function showSchedule(deps: Dependencies, { principal, params }: Call<'GET /api/schedules/:id'>) {
  const read = await readAs(deps, principal(), async (tx) => {
    const [row] = await readScheduleVersions(tx, params.id)
    const version = found(row)
    const active = found(await readActiveVersion(tx, params.id))
    const rows = await readScheduleRows(tx, params.id)
    const base = version.basedOnId === null ? rows : await readScheduleRows(tx, version.basedOnId)
    const names = await readNames(tx, [
      ...namedBySchedule(version),
      ...rows.map(({ confirmedBy }) => confirmedBy),
    ])
    const jobs = await readRedatings(tx, params.id)
    const [latest] = jobs
    const soFar =
      latest === undefined || latest.state === 'finished'
        ? { counts: {}, left: null }
        : { counts: { ...(await countVerdicts(tx, latest.id)) }, left: await countLeft(tx, latest) }
    const orderers = await readNames(
      tx,
      jobs.map(({ orderedBy }) => orderedBy),
    )
    const redatings = jobs.map((job) => redatingView(job, orderers, soFar))
    return { version, active, rows, base, names, redatings }
  })
  const { version, active, rows, base, names, redatings } = read
  const facts = await factsFor(deps, {
    principal: principal(),
    subjects: [...new Set([params.id, active.id])],
  })
  return {
    version: scheduleVersionView(version, names),
    redatings,
    rows: rows.map((row) => scheduleRowView(row, names)),
    changes: scheduleChanges(
      base.map(({ rule }) => rule),
      rows.map(({ rule }) => rule),
    ),
    allowed: scheduleAllowed(facts, { id: params.id, activeId: active.id }),
  }
}

/** What a version changes against the one it is based on, or against another of its schedule. */
async function showChanges(
  deps: Dependencies,
  { principal, params, query }: Call<'GET /api/schedules/:id/changes'>,
) {
  return readAs(deps, principal(), async (tx) => {
    const [row] = await readScheduleVersions(tx, params.id)
    const version = found(row)
    const withId = query.with ?? version.basedOnId
    if (withId === null) return { withId: null, withVersion: null, items: [] }
    const [other] = await readScheduleVersions(tx, withId)
    const { schedule, version: withVersion } = found(other)
    if (schedule !== version.schedule) throw problem('not-found')
    const rules = async (id: string) => (await readScheduleRows(tx, id)).map(({ rule }) => rule)
    return { withId, withVersion, items: scheduleChanges(await rules(withId), await rules(params.id)) }
  })
}
