import type { FastifyInstance } from 'fastify'
import { mayAct, type ActName } from '#domain/access.ts'
import { originOf } from '#domain/checkpoint.ts'
import type { PlainDate } from '#domain/dates.ts'
import { daysOf, differencesBetween, happenedBy, rowsAfter } from '#domain/replay.ts'
import type { Rows } from '#domain/state.ts'
import type { Reader, Tx } from '#db/actor.ts'
import type { Principal } from '#db/gate/facts.ts'
import { idOf } from '#db/ids.ts'
import { readAccessLog, readAuditedPeople, readAuditEvents, readNameOf } from '#db/queries/audit.ts'
import { readCheckpoints, readLatestCheckpoint } from '#db/queries/checkpoints.ts'
import { readHistory, type HistoryEvent } from '#db/queries/history.ts'
import { readSite } from '#db/queries/organisation.ts'
import { beginVerification, readVerification, readVerifications } from '#db/queries/verification-runs.ts'
import { fingerprintOf, publicKeyPem, signingKeyOf } from '#db/signing.ts'
import type { SubjectRefView } from '#api/contract/audit.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { accessEntryView, auditEventView, checkpointView, verificationRunView } from '#api/present/audit.ts'
import { namedChanges } from '#api/named-changes.ts'
import { codeWordsByKind } from '#api/present/code-words.ts'
import { dataOf, eventView } from '#api/present/events.ts'
import { problem } from '#api/problem.ts'
import { found, noteAudit, readAs } from '#api/reading.ts'
import { serve } from '#api/route.ts'
import { runVerification } from '#api/verification-runs.ts'

const RUNS_SHOWN = 20
/** More than anybody reads in one go; the tables say how many there are, and can be asked for one by one. */
const CHANGES_SHOWN = 1_000
const AUDIT: ActName = 'audit.read'

type Moments = readonly [before: Rows, after: Rows]

export function auditRoutes(app: FastifyInstance, deps: Dependencies): void {
  const running = new Set<Promise<void>>()
  app.addHook('preClose', async () => void (await Promise.allSettled(running)))

  serve(app, 'GET /api/audit/events', async ({ principal, query, request }) =>
    readAs(deps, principal(), async (tx, reader) => {
      noteAudit(deps, reader.actor, request)
      const { items, nextCursor, total } = await readAuditEvents(tx, query)
      const wordsOf = codeWordsByKind(deps.reference)
      return { items: items.map((row) => auditEventView(row, wordsOf)), nextCursor, total }
    }),
  )
  serve(app, 'GET /api/audit/acts/:id/:seq', async ({ principal, params, request }) =>
    readAs(deps, principal(), async (tx, reader) => {
      noteAudit(deps, reader.actor, request)
      const history = await readHistory(tx, params.id)
      const act = actOf(history, found(history.find(({ row }) => row.seq === params.seq)))
      const moments = momentsOf(history, act)
      const subject = await subjectOf(tx, found(act[0]))
      const words = codeWordsByKind(deps.reference)(subject.kind)
      const between = { changes: differencesBetween(...moments), moments, subjectId: params.id }
      return {
        subject,
        events: act.map(({ row }) => eventView(row, words)),
        ...(await namedChanges(tx, words, between)),
      }
    }),
  )
  serve(app, 'GET /api/audit/histories/:id/comparison', async ({ principal, params, query, request }) =>
    readAs(deps, principal(), async (tx, reader) => {
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
      return {
        subject,
        from,
        to,
        days: [...daysOf(events)],
        tables: [...Map.groupBy(all, (change) => change.table)].map(([name, changes]) => ({
          table: name,
          changes: changes.length,
        })),
        ...(await namedChanges(tx, codeWordsByKind(deps.reference)(subject.kind), between)),
      }
    }),
  )

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

  serve(app, 'GET /api/audit/checkpoints', async ({ principal, query }) =>
    asAuditor(deps, principal(), async (tx) => {
      const { items, nextCursor, total } = await readCheckpoints(tx, query)
      return { items: items.map(checkpointView), nextCursor, total }
    }),
  )
  serve(app, 'GET /api/signing-key', async () => {
    const publicKey = await sitePublicKey(deps)
    if (publicKey === undefined) throw problem('site.no-signing-key')
    const { id } = await readSite(deps.sql)
    return {
      name: originOf(id),
      algorithm: 'Ed25519' as const,
      pem: publicKeyPem(publicKey),
      fingerprint: fingerprintOf(publicKey),
    }
  })

  serve(app, 'GET /api/audit/verifications', async ({ principal }) =>
    asAuditor(deps, principal(), async (tx) => ({
      items: (await readVerifications(tx, RUNS_SHOWN)).map(verificationRunView),
    })),
  )
  serve(app, 'GET /api/audit/verifications/:id', async ({ principal, params }) =>
    asAuditor(deps, principal(), async (tx) =>
      verificationRunView(found(await readVerification(tx, params.id))),
    ),
  )
  serve(app, 'POST /api/audit/verifications', async ({ principal, key, request }) => {
    const askedBy = await asAuditor(deps, principal(), async (_, { actor }) => actor.personId)
    const run = await beginVerification(deps.sql, { id: idOf('verification', askedBy, key()), askedBy })
    deps.accessLog.note({
      personId: askedBy,
      action: 'verify',
      result: 'ok',
      detail: run.id,
      traceId: request.id,
    })
    if (run.kind === 'begun') {
      const work = runVerification(deps, run.id).finally(() => running.delete(work))
      running.add(work)
    }
    return asAuditor(deps, principal(), async (tx) =>
      verificationRunView(found(await readVerification(tx, run.id))),
    )
  })
}

/** The key that signs today, or the one that signed last where this process was given none. */
async function sitePublicKey({ config, sql }: Dependencies): Promise<Uint8Array | undefined> {
  if (config.signingKey !== null) return signingKeyOf(config.signingKey).publicKey
  return (await readLatestCheckpoint(sql))?.publicKey
}

/** What is of the whole site, and of no record, is for those who read its logs. */
async function asAuditor<T>(
  deps: Dependencies,
  principal: Principal,
  read: (tx: Tx, reader: Reader) => Promise<T>,
): Promise<T> {
  return readAs(deps, principal, async (tx, reader) => {
    if (!mayAct(reader.actor, AUDIT)) throw problem('access.denied')
    return read(tx, reader)
  })
}

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
