import type { FastifyInstance } from 'fastify'
import { decisionDueOn, requestAccess } from '#domain/acts/access-requests.ts'
import { decideLook, endLook, requestClassLook } from '#domain/acts/class-looks.ts'
import { daysBetween, type WorkingCalendar } from '#domain/dates.ts'
import { maskIdentityNumbers } from '#domain/identity-number.ts'
import { purposeWords } from '#domain/personal-files.ts'
import type { Principal } from '#db/gate/facts.ts'
import { savePurpose } from '#db/queries/purposes.ts'
import { readWorkingCalendar } from '#db/queries/filings.ts'
import { readAccessRequest, readAccessRequests, type AccessRequestRow } from '#db/queries/access-requests.ts'
import { totalOf } from '#db/queries/total.ts'
import { readLookLimits } from '#db/reference/look-limits.ts'
import type { AccessRequestView } from '#api/contract/access.ts'
import { textIn } from '#api/answer.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { deadlineOf } from '#api/present/tasks.ts'
import { iso } from '#api/present/words.ts'
import { once } from '#api/once.ts'
import { orProblem, problem } from '#api/problem.ts'
import { found, readAs } from '#api/reading.ts'
import { serve, type Call } from '#api/route.ts'

/** Looks at a record of others for some days: asked for by its code with a purpose, granted or refused by the unit's head. */
export function accessRequestRoutes(app: FastifyInstance, deps: Dependencies): void {
  const limits = readLookLimits()
  const limitsView = { classDays: limits.classDays, classYears: limits.classYears }
  serve(app, 'GET /api/access-requests', async ({ principal, query }) =>
    readAs(deps, principal(), async (tx) => {
      const [page, calendar] = await Promise.all([readAccessRequests(tx, query), readWorkingCalendar(tx)])
      const { items, nextCursor, total } = page
      return { items: items.map((row) => requestView(row, calendar)), nextCursor, total, limits: limitsView }
    }),
  )
  serve(app, 'POST /api/access-requests', async ({ principal, key, body, traceId }) => {
    const facts = { principal: principal(), key: key(), code: body.code }
    const act = await deps.gate.act({ name: 'access.request', facts, body, traceId }, (seen) =>
      requestAccess(seen, body),
    )
    const requestId = textIn(orProblem(act).answer, 'requestId')
    deps.accessLog.note({
      principal: principal(),
      action: 'access.requested',
      result: 'ok',
      detail: `${body.code}: ${body.purpose}`,
      traceId,
    })
    return { requestId }
  })
  serve(app, 'POST /api/access-requests/class', async ({ principal, key, body, traceId }) => {
    const facts = { principal: principal(), key: key(), unit: body.unitId }
    const act = await deps.gate.act({ name: 'access.request-class', facts, body, traceId }, (seen) =>
      requestClassLook(seen, body, limits),
    )
    const requestId = textIn(orProblem(act).answer, 'requestId')
    const detail = `${body.classCode} @ ${body.unitId}: ${body.purpose}`
    const said = { action: 'access.requested', result: 'ok', detail } as const
    deps.accessLog.note({ ...said, principal: principal(), traceId })
    return { requestId }
  })
  serve(app, 'POST /api/records/:id/purpose', async (call) => sayPurpose(deps, call))
  serve(app, 'POST /api/access-requests/:id/decision', async ({ principal, key, params, body, traceId }) => {
    const facts = { ...(await asked(deps, principal(), params.id)), principal: principal(), key: key() }
    const { days, ...said } = { requestId: params.id, ...body }
    const decision = { ...said, ...(days === undefined ? {} : { days }) }
    orProblem(
      await deps.gate.act({ name: 'access.decide', facts, body: decision, traceId }, (seen) =>
        decideLook(seen, decision),
      ),
    )
    return { done: true as const }
  })
  serve(app, 'POST /api/access-requests/:id/end', async ({ principal, key, params, traceId }) => {
    const facts = { ...(await asked(deps, principal(), params.id)), principal: principal(), key: key() }
    const said = { requestId: params.id }
    orProblem(
      await deps.gate.act({ name: 'access.end', facts, body: said, traceId }, (seen) => endLook(seen, said)),
    )
    return { done: true as const }
  })
}

/** What for a person's file is opened: kept for the session and written to the access log. */
async function sayPurpose(
  deps: Dependencies,
  { principal, key, params, body, traceId }: Call<'POST /api/records/:id/purpose'>,
) {
  const by = principal()
  if (by.kind !== 'session') throw problem('access.denied')
  const purpose = purposeWords(body.kind, body.text)
  // It holds for a session: in the next one it is said anew.
  const asked = { ...params, session: by.hash, purpose }
  const write = { name: 'POST /api/records/:id/purpose', principal, key, said: asked }
  const { answer, isAgain } = await once(deps, write, async (tx) => {
    if (!(await savePurpose(tx, { session: by.hash, recordId: params.id, purpose })))
      throw problem('not-found')
    return { done: true as const }
  })
  if (isAgain) return answer
  const said = { action: 'purpose', result: 'ok', subjectKind: 'record', subjectId: params.id } as const
  deps.accessLog.note({ ...said, principal: by, purpose, traceId })
  return answer
}

async function asked(deps: Dependencies, principal: Principal, id: string) {
  const row = found(await readAs(deps, principal, async (tx) => readAccessRequest(tx, id)))
  const { personId, recordId, code } = row
  return { accessGrant: id, code, people: [personId], ...(recordId === null ? {} : { subjects: [recordId] }) }
}

function requestView(row: AccessRequestRow, calendar: WorkingCalendar): AccessRequestView {
  const dueOn = decisionDueOn(row.askedOn, calendar)
  const daysLeft = daysBetween(row.today, dueOn)
  const { id, code, recordId, title, days, purpose, reason, fromOn, toOn } = row
  const decidedBy =
    row.decidedBy === null
      ? null
      : { id: row.decidedBy, name: { zh: row.deciderZh ?? '—', en: row.deciderEn ?? '—' } }
  return {
    id,
    person: { id: row.personId, name: { zh: row.personZh, en: row.personEn } },
    code,
    recordId,
    title: title === null ? null : maskIdentityNumbers(title),
    ofClass: classView(row),
    days,
    purpose,
    state: row.state === 'granted' && toOn !== null && toOn < row.today ? 'over' : row.state,
    askedAt: iso(row.askedAt),
    decidedBy,
    reason,
    fromOn,
    toOn,
    dueOn,
    daysLeft,
    deadline: deadlineOf(daysLeft),
  }
}

function classView({
  unitId,
  classCode,
  fromYear,
  toYear,
  unitZh,
  unitEn,
  opens,
}: AccessRequestRow): AccessRequestView['ofClass'] {
  if (unitId === null || classCode === null) return null
  return {
    unitId,
    unitName: { zh: unitZh ?? '—', en: unitEn ?? '—' },
    classCode,
    years: fromYear === null || toYear === null ? null : { from: fromYear, to: toYear },
    opens: opens === null ? null : totalOf(opens),
  }
}
