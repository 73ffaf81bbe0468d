import type { FastifyInstance } from 'fastify'
import {
  activateSchedule,
  approveSchedule,
  confirmRow,
  draftSchedule,
  returnSchedule,
  reviewSchedule,
  rewriteSchedule,
} from '#domain/acts/schedules.ts'
import { orderRedating, steerRedating } from '#domain/acts/redate.ts'
import type { ActFacts, Decision } from '#domain/acts/act.ts'
import { mayAct } from '#domain/access.ts'
import { refuse } from '#domain/refusal.ts'
import { maskIdentityNumbers } from '#domain/identity-number.ts'
import { countLeft, countVerdicts, readRedated, readRedatings } from '#db/queries/bulk.ts'
import { readNames } from '#db/queries/organisation.ts'
import {
  isVersionTaken,
  readActiveVersion,
  readOtherCodes,
  readScheduleRows,
  readScheduleVersions,
} from '#db/queries/schedules.ts'
import { textIn } from '#api/answer.ts'
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
import { orProblem, problem } from '#api/problem.ts'
import { factsFor, found, readAs } from '#api/reading.ts'
import { serve, type Call } from '#api/route.ts'
import { rowsOfTable, tableOf } from '#api/schedule-tables.ts'

/** A table of two thousand rows with long titles, as JSON. */
const LARGEST_TABLE = 8_000_000

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
  serve(app, 'GET /api/schedules/:id/changes', async ({ principal, params, query }) =>
    readAs(deps, principal(), async (tx) => {
      const [row] = await readScheduleVersions(tx, params.id)
      const version = found(row)
      const withId = query.with ?? version.basedOnId
      if (withId === null) return { withId: null, withVersion: null, items: [] }
      const [other] = await readScheduleVersions(tx, withId)
      const { schedule, version: withVersion } = found(other)
      if (schedule !== version.schedule) throw problem('not-found')
      const rules = async (id: string) => (await readScheduleRows(tx, id)).map(({ rule }) => rule)
      return { withId, withVersion, items: scheduleChanges(await rules(withId), await rules(params.id)) }
    }),
  )
  serve(app, 'GET /api/schedules/:id/table', async ({ principal, params }) =>
    readAs(deps, principal(), async (tx) => {
      const [version] = await readScheduleVersions(tx, params.id)
      const { schedule, version: name } = found(version)
      const rows = await readScheduleRows(tx, params.id)
      return { fileName: `${schedule}-${name}.csv`, csv: `\uFEFF${tableOf(rows.map(({ rule }) => rule))}` }
    }),
  )

  serve(app, { route: 'POST /api/schedules', bodyLimit: LARGEST_TABLE }, async (call) => {
    const { principal, key, body, traceId } = call
    const rows = await readAs(deps, principal(), async (tx) => {
      const { id, schedule } = found(await readActiveVersion(tx, body.basedOnId))
      if (id !== body.basedOnId) throw problem('schedule.moved')
      if (await isVersionTaken(tx, { schedule, version: body.version }))
        throw problem('schedule.version-taken')
      const otherCodes = await readOtherCodes(tx, schedule)
      const { fields } = deps.reference.metadataScheme()
      return rowsOfTable(body.csv, { scheduleVersion: body.version, otherCodes, fields })
    })
    const facts = { principal: principal(), key: key(), subjects: [body.basedOnId] }
    const act = await deps.gate.act({ name: 'schedule.draft', facts, body, traceId }, (seen) =>
      draftSchedule(seen, { ...body, rows }),
    )
    return { scheduleVersionId: textIn(orProblem(act).answer, 'scheduleVersionId'), state: 'draft' as const }
  })
  serve(app, { route: 'POST /api/schedules/:id/rows', bodyLimit: LARGEST_TABLE }, async (call) => {
    const { id } = call.params
    const read = await readAs(deps, call.principal(), async (tx) => {
      const [version] = await readScheduleVersions(tx, id)
      const { schedule, version: name, basedOnId } = found(version)
      const otherCodes = await readOtherCodes(tx, schedule)
      const { fields } = deps.reference.metadataScheme()
      return {
        basedOnId: basedOnId ?? id,
        rows: rowsOfTable(call.body.csv, { scheduleVersion: name, otherCodes, fields }),
      }
    })
    return does(deps, call, {
      name: 'schedule.rewrite',
      subjects: [id, read.basedOnId],
      decide: (seen) => rewriteSchedule(seen, { id, ...read }),
    })
  })
  serve(app, 'POST /api/schedules/:id/rows/:rowId/confirmation', async (call) => {
    const { id, rowId } = call.params
    return does(deps, call, {
      name: 'schedule.confirm',
      subjects: [id],
      decide: (seen) => confirmRow(seen, { id, rowId, note: call.body.note }),
    })
  })
  serve(app, 'POST /api/schedules/:id/review', async (call) => {
    const { id } = call.params
    return does(deps, call, {
      name: 'schedule.review',
      subjects: [id],
      decide: (seen) => reviewSchedule(seen, { id, ...call.body }),
    })
  })
  serve(app, 'POST /api/schedules/:id/return', async (call) => {
    const { id } = call.params
    return does(deps, call, {
      name: 'schedule.return',
      subjects: [id],
      decide: (seen) => returnSchedule(seen, { id, ...call.body }),
    })
  })
  serve(app, 'POST /api/schedules/:id/approval', async (call) => {
    const { id } = call.params
    const activeId = await activeBeside(deps, call)
    return does(deps, call, {
      name: 'schedule.approve',
      subjects: [id, activeId],
      decide: (seen) => approveSchedule(seen, { id, ...call.body }),
    })
  })
  serve(app, 'POST /api/schedules/:id/activation', async (call) => {
    const { id } = call.params
    const activeId = await activeBeside(deps, call)
    return does(deps, call, {
      name: 'schedule.activate',
      subjects: [id, activeId],
      decide: (seen) => activateSchedule(seen, { id, activeId, ...call.body }),
    })
  })
  redatingRoutes(app, deps)
}

function redatingRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'GET /api/schedules/:id/redating/:jobId/records', async ({ principal, params, query }) =>
    readAs(deps, principal(), async (tx) => {
      const jobs = await readRedatings(tx, params.id)
      const { id: jobId } = found(jobs.find(({ id }) => id === params.jobId))
      const page = await readRedated(tx, { ...query, jobId })
      return { ...page, items: page.items.map((row) => ({ ...row, title: maskIdentityNumbers(row.title) })) }
    }),
  )
  serve(app, 'POST /api/schedules/:id/redating', async ({ principal, key, params, traceId }) => {
    const { id } = params
    const facts = { principal: principal(), key: key(), subjects: [id] }
    const act = await deps.gate.act({ name: 'schedule.redate', facts, body: { id }, traceId }, (seen) =>
      orderRedating(seen, { id }),
    )
    return { jobId: textIn(orProblem(act).answer, 'jobId') }
  })
  serve(app, 'POST /api/schedules/:id/redating/:jobId/state', async (call) => {
    const { id, jobId } = call.params
    const facts = { principal: call.principal(), key: call.key(), subjects: [id] }
    const body = { id, jobId, ...call.body }
    const name = 'schedule.steer-redating'
    orProblem(
      await deps.gate.act({ name, facts, body, traceId: call.traceId }, (seen) => steerRedating(seen, body)),
    )
    return { jobId }
  })
}

type Written = Pick<Call<'POST /api/schedules/:id/review'>, 'principal' | 'key' | 'traceId'> & {
  readonly params: { readonly id: string }
  readonly body: object
}

interface Doing {
  readonly name: string
  readonly subjects: readonly string[]
  readonly decide: (facts: ActFacts) => Decision
}

async function does(deps: Dependencies, call: Written, { name, subjects, decide }: Doing) {
  const { principal, key, params, body, traceId } = call
  const facts = { principal: principal(), key: key(), subjects: [...new Set(subjects)] }
  const said = { ...params, ...body }
  orProblem(await deps.gate.act({ name, facts, body: said, traceId }, decide))
  const [version] = await readAs(deps, principal(), (tx) => readScheduleVersions(tx, params.id))
  return { scheduleVersionId: params.id, state: found(version).state }
}

async function activeBeside(deps: Dependencies, { principal, params }: Written): Promise<string> {
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
