import type { FastifyInstance } from 'fastify'
import { refusalOf, relateRecords, withdrawRelation } from '#domain/acts/relate-records.ts'
import { maskIdentityNumbers } from '#domain/identity-number.ts'
import { RELATION_WORDS } from '#domain/relations.ts'
import { readNames } from '#db/queries/organisation.ts'
import { readRecordByCode, readRelationOwner, readRelations } from '#db/queries/relations.ts'
import { textIn } from '#api/answer.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { allowed } from '#api/present/allowed.ts'
import { personView } from '#api/present/words.ts'
import { orProblem } from '#api/problem.ts'
import { found, readAs } from '#api/reading.ts'
import { serve } from '#api/route.ts'
import { seenRecord } from '#api/seen.ts'

/** The dates of both may rest on it. */
const WANT = { case: true } as const

/** How records stand to each other: shown from both ends to whoever sees both. */
export function relationRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'GET /api/records/:id/relations', async (call) => {
    const { principal, params } = call
    const { facts, subject } = await seenRecord(deps, call)
    return readAs(deps, principal(), async (tx) => {
      const rows = await readRelations(tx, params.id)
      const names = await readNames(tx, [...new Set(rows.map(({ relatedBy }) => relatedBy))])
      return {
        items: rows.map(({ id, type, end, reason, relatedOn, relatedBy, ...other }) => ({
          id,
          type,
          end,
          name: RELATION_WORDS[type][end],
          other: {
            id: other.otherId,
            title: maskIdentityNumbers(other.otherTitle),
            archivalCode: other.otherCode,
          },
          reason,
          relatedOn,
          relatedBy: personView(names, relatedBy),
        })),
        allowed: { relate: allowed(refusalOf(facts, subject)) },
      }
    })
  })
  serve(app, 'POST /api/records/:id/relations', async ({ principal, key, params, body, traceId }) => {
    const { type, code, reason } = body
    const recordId = params.id
    // What one does not see is answered like a code that nothing bears.
    const otherId = await readAs(deps, principal(), async (tx) => readRecordByCode(tx, code))
    const subjects = otherId === undefined || otherId === recordId ? [recordId] : [recordId, otherId]
    const facts = { principal: principal(), key: key(), subjects, want: WANT }
    const act = await deps.gate.act(
      { name: 'record.relate', facts, body: { recordId, ...body }, traceId },
      (seen) => relateRecords(seen, { recordId, otherId: otherId ?? null, type, reason }),
    )
    return { relationId: textIn(orProblem(act).answer, 'relationId') }
  })
  serve(app, 'POST /api/relations/:id/withdrawal', async ({ principal, key, params, body, traceId }) => {
    const recordId = found(await readAs(deps, principal(), async (tx) => readRelationOwner(tx, params.id)))
    const said = { recordId, relationId: params.id, reason: body.reason }
    const facts = { principal: principal(), key: key(), subjects: [recordId], want: WANT }
    orProblem(
      await deps.gate.act({ name: 'record.withdraw-relation', facts, body: said, traceId }, (seen) =>
        withdrawRelation(seen, said),
      ),
    )
    return { done: true as const }
  })
}
