import type { FastifyInstance } from 'fastify'
import { mayAct } from '#domain/access.ts'
import type { PlainDate } from '#domain/dates.ts'
import { daysOf, differencesBetween, happenedBy, rowsAfter } from '#domain/replay.ts'
import type { Rows } from '#domain/state.ts'
import type { Tx } from '#db/actor.ts'
import { readAccessLog, readAuditedPeople, readAuditEvents, readNameOf } from '#db/queries/audit.ts'
import { readHistory, type HistoryEvent } from '#db/queries/history.ts'
import type { SubjectRefView } from '#api/contract/audit.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { accessEntryView, auditEventView } from '#api/present/audit.ts'
import { namedChanges } from '#api/named-changes.ts'
import { codeWordsByKind } from '#api/present/code-words.ts'
import { dataOf, eventView } from '#api/present/events.ts'
import { problem } from '#api/problem.ts'
import { found, noteAudit, readAs } from '#api/reading.ts'
import { serve, type Call } from '#api/route.ts'

/** More than anybody reads in one go; the tables say how many there are, and can be asked for one by one. */
const CHANGES_SHOWN = 1_000

/** What was done and who looked at what, for those who audit; that they read it is itself in the log. */
export function auditRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'GET /api/audit/events', async ({ principal, query, request }) =>
    readAs(deps, principal(), async (tx, reader) => {
      noteAudit(deps, reader.actor, request)
      const { items, nextCursor, total } = await readAuditEvents(tx, query)
      const wordsOf = codeWordsByKind(deps.reference)
      return { items: items.map((row) => auditEventView(row, wordsOf)), nextCursor, total }
    }),
  )
  serve(app, 'GET /api/audit/acts/:id/:seq', (call) => showAct(deps, call))
  serve(app, 'GET /api/audit/histories/:id/comparison', (call) => compareDays(deps, call))

  serve(app, 'GET /api/audit/access', async ({ principal, query, request }) =>
    readAs(deps, principal(), async (tx, reader) => {
      noteAudit(deps, reader.actor, request)
      const { items, nextCursor, total } = await readAccessLog(tx, query)
      return { items: items.map(accessEntryView), nextCursor, total }
    }),
  )
  serve(app, 'GET /api/audit/people', async ({ principal }) =>
    readAs(deps, principal(), async (tx, { actor }) => {
      if (!mayAct(actor, 'rights.read')) throw problem('access.denied')
      const people = await readAuditedPeople(tx)
      return { items: people.map(({ id, zh, en }) => ({ id, name: { zh, en } })) }
    }),
  )
}

/** One act: its events, and what it changed in the tables. */
async function showAct(
  deps: Dependencies,
  { principal, params, request }: Call<'GET /api/audit/acts/:id/:seq'>,
) {
  return readAs(deps, principal(), async (tx, reader) => {
    noteAudit(deps, reader.actor, request)
    const history = await readHistory(tx, params.id)
    const act = actOf(history, found(history.find(({ row }) => row.seq === params.seq)))
    const moments = momentsOf(history, act)
    const subject = await subjectOf(tx, found(act[0]))
    const words = codeWordsByKind(deps.reference)(subject.kind)
    const between = { changes: differencesBetween(...moments), moments, subjectId: params.id }
    const named = await namedChanges(tx, words, between)
    return { subject, events: act.map(({ row }) => eventView(row, words)), ...named }
  })
}

/** What two days of a history differ in, of all tables or of one. */
async function compareDays(
  deps: Dependencies,
  { principal, params, query, request }: Call<'GET /api/audit/histories/:id/comparison'>,
) {
  return readAs(deps, principal(), async (tx, reader) => {
    noteAudit(deps, reader.actor, request)
    const { from, to, table } = query
    const history = await readHistory(tx, params.id)
    const subject = await subjectOf(tx, found(history[0]))
    const events = history.map(({ recorded }) => recorded)
    const asOf = (on: PlainDate) => rowsAfter(events, happenedBy(events, on))
    const moments: Moments = [asOf(from), asOf(to)]
    const all = differencesBetween(...moments)
    const chosen = table === undefined ? all : all.filter((change) => change.table === table)
    const between = { changes: chosen.slice(0, CHANGES_SHOWN), moments, subjectId: params.id }
    const named = await namedChanges(tx, codeWordsByKind(deps.reference)(subject.kind), between)
    const byTable = [...Map.groupBy(all, (change) => change.table)]
    const tables = byTable.map(([name, changes]) => ({ table: name, changes: changes.length }))
    return { subject, from, to, days: [...daysOf(events)], tables, ...named }
  })
}

type Moments = readonly [before: Rows, after: Rows]

/** All events of one accepted act in this history. */
function actOf(history: readonly HistoryEvent[], one: HistoryEvent): readonly HistoryEvent[] {
  const { command } = dataOf(one.row)
  return history.filter(({ row }) => dataOf(row).command === command)
}

/** What stood in the tables before the act and after it. */
function momentsOf(history: readonly HistoryEvent[], act: readonly HistoryEvent[]): Moments {
  const [first, last] = [found(act[0]), found(act.at(-1))]
  const events = history.map(({ recorded }) => recorded)
  return [rowsAfter(events, first.row.seq - 1), rowsAfter(events, last.row.seq)]
}

async function subjectOf(tx: Tx, { streamKind: kind, recorded }: HistoryEvent): Promise<SubjectRefView> {
  const { id } = recorded.stream
  const named = await readNameOf(tx, id)
  return { kind, id, code: named?.code ?? null, title: named?.title ?? null }
}
