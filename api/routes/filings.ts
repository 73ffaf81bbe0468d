import type { FastifyInstance } from 'fastify'
import { mayActOrStandIn } from '#domain/access.ts'
import { closeCase, openCase, orderCorrection, replyToOrder } from '#domain/acts/cases.ts'
import { stateFiling } from '#domain/acts/filings.ts'
import { plainDate, yearOf } from '#domain/dates.ts'
import { refuse } from '#domain/refusal.ts'
import {
  readAlerts,
  readCases,
  readCorrections,
  readDutyRows,
  readRespondents,
  readStatements,
  readWorkingCalendar,
} from '#db/queries/filings.ts'
import { readNames } from '#db/queries/organisation.ts'
import { readSchemeClasses } from '#db/queries/schemes.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { allowed } from '#api/present/allowed.ts'
import { filingWorkView } from '#api/present/filing-work.ts'
import { caseView, filingAlertView, filingCalendarView, namedByCase } from '#api/present/filings.ts'
import { readAs } from '#api/reading.ts'
import { serve } from '#api/route.ts'
import { actOnStructure, type Written } from '#api/structure-acts.ts'

/** The filing calendar, what is late in it, and the cases that follow. */
export function filingRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'GET /api/filing-calendar', async ({ principal, query }) =>
    readAs(deps, principal(), async (tx, { actor, today }) => {
      const year = query.year ?? yearOf(today)
      const span = { from: plainDate(`${year}-01-01`), to: plainDate(`${year}-12-31`) }
      const rows = await readDutyRows(tx, span.to)
      const [calendar, statements, alerts] = [
        await readWorkingCalendar(tx),
        await readStatements(tx, span),
        await readAlerts(tx, span),
      ]
      return filingCalendarView({ year, span, rows, calendar, statements, alerts, actor, today })
    }),
  )
  serve(app, 'POST /api/filing-calendar/statements', async (call) => {
    const { unitId, classId, fromOn, toOn } = call.body
    const done = await actOnStructure(deps, call, {
      name: 'filing.state',
      act: 'filing.state',
      filingsOf: [unitId],
      count: { unitId, classId, fromOn, toOn },
      decide: (facts) => stateFiling(facts, call.body),
    })
    return { statementId: done['statementId'] ?? '' }
  })
  serve(app, 'GET /api/filing-alerts', async ({ principal }) =>
    readAs(deps, principal(), async (tx, { actor }) => {
      const alerts = await readAlerts(tx, null)
      const names = await readNames(
        tx,
        alerts.map(({ unitId }) => unitId),
      )
      const classes = new Map((await readSchemeClasses(tx, null)).map((one) => [one.id, one]))
      const respondents = await readRespondents(tx, [...new Set(alerts.map(({ unitId }) => unitId))])
      const denied = mayActOrStandIn(actor, 'case.open') ? undefined : refuse('access.denied')
      return {
        items: alerts.map((alert) => filingAlertView(alert, { names, classes, respondents })),
        openCase: allowed(denied),
      }
    }),
  )
  serve(app, 'GET /api/filing-work', async ({ principal }) =>
    readAs(deps, principal(), async (tx, { actor, today }) => {
      const [alerts, every] = [await readAlerts(tx, null), await readCases(tx)]
      const cases = every.filter(({ state }) => state !== 'closed')
      const unitIds = [...new Set([...alerts, ...cases].map(({ unitId }) => unitId))]
      const corrected = await readCorrections(
        tx,
        cases.map(({ alertId }) => alertId),
      )
      const names = await readNames(tx, [...cases.flatMap(namedByCase), ...unitIds])
      const classes = new Map((await readSchemeClasses(tx, null)).map((one) => [one.id, one]))
      const respondents = await readRespondents(tx, unitIds)
      const calendar = await readWorkingCalendar(tx)
      const seen = { names, classes, respondents, corrected, calendar, actor, today }
      return { items: filingWorkView(alerts, cases, seen) }
    }),
  )
  caseRoutes(app, deps)
}

function caseRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'GET /api/accountability-cases', async ({ principal }) =>
    readAs(deps, principal(), async (tx, { actor, today }) => {
      const cases = await readCases(tx)
      const names = await readNames(tx, cases.flatMap(namedByCase))
      const classes = new Map((await readSchemeClasses(tx, null)).map((one) => [one.id, one]))
      const corrected = await readCorrections(
        tx,
        cases.map(({ alertId }) => alertId),
      )
      return { items: cases.map((row) => caseView(row, { names, classes, corrected, actor, today })), today }
    }),
  )
  serve(app, 'POST /api/accountability-cases', async (call) =>
    caseAct(deps, call, {
      name: 'case.open',
      act: 'case.open',
      alerts: [call.body.alertId],
      decide: (facts) => openCase(facts, call.body),
    }),
  )
  serve(app, 'POST /api/accountability-cases/:id/order', async (call) => {
    const { id } = call.params
    return caseAct(deps, call, {
      name: 'case.order',
      act: 'case.open',
      cases: [id],
      decide: (facts) => orderCorrection(facts, { caseId: id, ...call.body }),
    })
  })
  serve(app, 'POST /api/accountability-cases/:id/reply', async (call) => {
    const { id } = call.params
    return caseAct(deps, call, {
      name: 'case.reply',
      act: 'case.reply',
      cases: [id],
      decide: (facts) => replyToOrder(facts, { caseId: id, ...call.body }),
    })
  })
  serve(app, 'POST /api/accountability-cases/:id/closing', async (call) => {
    const { id } = call.params
    return caseAct(deps, call, {
      name: 'case.close',
      act: 'case.open',
      cases: [id],
      decide: (facts) => closeCase(facts, { caseId: id, ...call.body }),
    })
  })
}

async function caseAct(deps: Dependencies, call: Written, doing: Parameters<typeof actOnStructure>[2]) {
  const done = await actOnStructure(deps, call, doing)
  return { caseId: done['caseId'] ?? '' }
}
