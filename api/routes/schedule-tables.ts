import type { FastifyInstance } from 'fastify'
import { draftSchedule, rewriteSchedule } from '#domain/acts/schedules.ts'
import type { ProblemCode } from '#domain/problems.ts'
import { refuse } from '#domain/refusal.ts'
import {
  isVersionTaken,
  readActiveVersion,
  readOtherCodes,
  readScheduleRows,
  readScheduleVersions,
} from '#db/queries/schedules.ts'
import { textIn } from '#api/answer.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { orProblem } from '#api/problem.ts'
import { found, readAs } from '#api/reading.ts'
import { serve } from '#api/route.ts'
import { actOnSchedule } from '#api/schedule-acts.ts'
import { rowsOfTable, tableOf } from '#api/schedule-tables.ts'

/** A table of two thousand rows with long titles, as JSON. */
const LARGEST_TABLE = 8_000_000

/** Schedules as tables: fetched, drafted from one, and rewritten by one. */
export function scheduleTableRoutes(app: FastifyInstance, deps: Dependencies): void {
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
    // What stands against it is the decision's to say: a draft that stands is answered again, and not refused for its own sake.
    const { rows, fault } = await readAs(deps, principal(), async (tx) => {
      const { id, schedule } = found(await readActiveVersion(tx, body.basedOnId))
      const isTaken = await isVersionTaken(tx, { schedule, version: body.version })
      const fault: ProblemCode | undefined =
        id !== body.basedOnId ? 'schedule.moved' : isTaken ? 'schedule.version-taken' : undefined
      const otherCodes = await readOtherCodes(tx, schedule)
      const { fields } = deps.reference.metadataScheme()
      return { rows: rowsOfTable(body.csv, { scheduleVersion: body.version, otherCodes, fields }), fault }
    })
    const facts = { principal: principal(), key: key(), subjects: [body.basedOnId] }
    const act = await deps.gate.act({ name: 'schedule.draft', facts, body, traceId }, (seen) =>
      fault === undefined ? draftSchedule(seen, { ...body, rows }) : refuse(fault),
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
    return actOnSchedule(deps, call, {
      name: 'schedule.rewrite',
      subjects: [id, read.basedOnId],
      decide: (seen) => rewriteSchedule(seen, { id, ...read }),
    })
  })
}
