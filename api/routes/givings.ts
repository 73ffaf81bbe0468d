import type { FastifyInstance } from 'fastify'
import { mayAct } from '#domain/access.ts'
import { askGiving, decideGiving, give, type GivingDecision } from '#domain/acts/givings.ts'
import { subjectOf } from '#domain/acts/place.ts'
import { givingNumber, type GivingRules } from '#domain/givings.ts'
import { purposeWords } from '#domain/personal-files.ts'
import { searchWordsOf } from '#domain/search.ts'
import { GIVING_STATES } from '#domain/vocabulary/givings.ts'
import type { Principal } from '#db/gate/facts.ts'
import { readGiving, readGivings, readRecordsOfPerson, type GivingListRow } from '#db/queries/givings.ts'
import { readNames } from '#db/queries/organisation.ts'
import { readGivingRules } from '#db/reference/load-giving-rules.ts'
import { textIn } from '#api/answer.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { searchDetail } from '#api/present/found.ts'
import { givingView, ownRecordView } from '#api/present/givings.ts'
import { orProblem, problem } from '#api/problem.ts'
import { factsFor, found, readAs } from '#api/reading.ts'
import { serve, type Call } from '#api/route.ts'

/** More files of one person are looked for by name and class on the page of records. */
const MOST_FOUND = 30
const WANT = { objects: true, window: true } as const

/** Own data at the service window: found by who proved who they are, asked for, approved where that is due, given, all in a register. */
export function givingRoutes(app: FastifyInstance, deps: Dependencies): void {
  const rules = readGivingRules()
  serve(app, 'GET /api/givings', async ({ principal, query }) =>
    readAs(deps, principal(), async (tx, { actor }) => {
      const { items, nextCursor, total } = await readGivings(tx, query)
      const names = await readNames(
        tx,
        items.flatMap(({ askedBy, decidedBy, givenBy }) => [askedBy, decidedBy, givenBy]),
      )
      return { items: items.map((row) => givingView(row, { actor, names })), nextCursor, total }
    }),
  )
  serve(app, 'POST /api/givings/search', async (call) => ({ items: await ownRecordsOf(deps, call, rules) }))
  serve(app, 'POST /api/records/:id/givings', async ({ principal, key, params, body, traceId }) => {
    const facts = { principal: principal(), key: key(), subjects: [params.id], want: WANT }
    const said = { recordId: params.id, ...body }
    const act = await deps.gate.act({ name: 'giving.ask', facts, body: said, traceId }, (seen) =>
      askGiving(seen, said, rules),
    )
    const { answer } = orProblem(act)
    const givingId = textIn(answer, 'givingId')
    const row = found(await readAs(deps, principal(), async (tx) => readGiving(tx, givingId)))
    const state = found(GIVING_STATES.find((known) => known === answer['state']))
    return { givingId, number: givingNumber(row), state }
  })
  serve(app, 'POST /api/givings/:id/decision', async ({ principal, key, params, body, traceId }) => {
    const { subjectId: recordId } = await seen(deps, principal(), params.id)
    const facts = { principal: principal(), key: key(), subjects: [recordId], want: WANT }
    const { reason } = body
    const decision: GivingDecision['decision'] =
      body.decision === 'approve'
        ? { kind: 'approve', reason }
        : { kind: 'refuse', reason, ground: body.ground }
    const said = { recordId, givingId: params.id, decision }
    orProblem(
      await deps.gate.act({ name: 'giving.decide', facts, body: said, traceId }, (known) =>
        decideGiving(known, said),
      ),
    )
    return { done: true as const }
  })
  serve(app, 'POST /api/givings/:id/giving', async ({ principal, key, params, traceId }) => {
    const row = await seen(deps, principal(), params.id)
    const facts = { principal: principal(), key: key(), subjects: [row.subjectId], want: WANT }
    const said = { recordId: row.subjectId, givingId: params.id }
    orProblem(
      await deps.gate.act({ name: 'giving.give', facts, body: said, traceId }, (known) =>
        give(known, said, rules),
      ),
    )
    noteGiving(deps, row, { principal: principal(), traceId })
    return { done: true as const }
  })
}

/** Records of a person who stands at the window, by name; that they were looked for, and what for, is in the access log. */
async function ownRecordsOf(
  deps: Dependencies,
  { principal, body, traceId }: Call<'POST /api/givings/search'>,
  rules: GivingRules,
) {
  const { subject: person, purpose } = body
  const words = searchWordsOf(person.name)
  if (words === undefined) throw problem('request.invalid', { field: 'subject.name' })
  const ids = await readAs(deps, principal(), async (tx, { actor }) => {
    if (!mayAct(actor, 'giving.ask')) throw problem('access.denied', { act: 'giving.ask' })
    const { personId } = actor
    const detail = searchDetail(person.name, purpose)
    const said = {
      action: 'search-person',
      result: 'ok',
      purpose: purposeWords('window', purpose),
    } as const
    deps.accessLog.note({ ...said, personId, detail, traceId })
    return readRecordsOfPerson(tx, words, MOST_FOUND)
  })
  if (ids.length === 0) return []
  const facts = await factsFor(deps, { principal: principal(), subjects: ids, want: WANT })
  const views = ids.map((id) => {
    const subject = subjectOf(facts, id)
    return subject?.kind === 'record' ? ownRecordView({ facts, subject, person, rules }) : undefined
  })
  return views.filter((view) => view !== undefined)
}

interface By {
  readonly principal: Principal
  readonly traceId: string
}

/** That something left the house is in the access log as well, with what for. */
function noteGiving({ accessLog }: Dependencies, row: GivingListRow, by: By): void {
  accessLog.note({
    ...by,
    action: row.way === 'copy' ? 'print' : 'view',
    result: 'ok',
    subjectKind: 'record',
    subjectId: row.subjectId,
    detail: givingNumber(row),
    purpose: purposeWords('window', row.applicant?.purpose ?? ''),
  })
}

/** @throws ProblemError `not-found` for who does not see the record or has nothing to do with the window */
async function seen(deps: Dependencies, principal: Principal, id: string): Promise<GivingListRow> {
  return found(await readAs(deps, principal, async (tx) => readGiving(tx, id)))
}
