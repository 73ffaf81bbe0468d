import type { FastifyInstance } from 'fastify'
import { isCleared, mayAct, type Actor } from '#domain/access.ts'
import { endStub, enterStub } from '#domain/acts/secret-stubs.ts'
import { refuse } from '#domain/refusal.ts'
import { searchWordsOf } from '#domain/search.ts'
import { readFondsOf } from '#db/queries/codes.ts'
import { readNames } from '#db/queries/organisation.ts'
import { readStubs, readStubSequence, type StubListRow } from '#db/queries/secret-stubs.ts'
import type { SecretStubView } from '#api/contract/secret-stubs.ts'
import { sequenceOf } from '#api/code-sequence.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { allowed } from '#api/present/allowed.ts'
import { personView } from '#api/present/words.ts'
import { found, readAs } from '#api/reading.ts'
import { serve } from '#api/route.ts'
import { actOnStructure } from '#api/structure-acts.ts'

/** Stubs of classified files: who may know of them reads them, and every reading is written (实施条例 of 保密法 Art 20). */
export function secretStubRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'GET /api/secret-stubs', async ({ principal, query, traceId }) => {
    const needles = searchWordsOf(query.q ?? '')?.needles ?? []
    const answer = await readAs(deps, principal(), async (tx, { actor }) => {
      const [page, fonds] = await Promise.all([
        readStubs(tx, { ...query, needles }),
        readFondsOf(tx, actor.units),
      ])
      const named = page.items.flatMap(({ enteredBy, endedBy }) => [enteredBy, endedBy])
      const names = await readNames(tx, named)
      return {
        items: page.items.map((row) => stubView(row, { actor, names })),
        nextCursor: page.nextCursor,
        total: page.total,
        fonds: fonds.map(({ id, code, nameZh, nameEn }) => ({ id, code, name: { zh: nameZh, en: nameEn } })),
        allowed: { enter: allowed(entryRefusal(actor)) },
      }
    })
    if (answer.items.length > 0)
      deps.accessLog.note({
        principal: principal(),
        action: 'view',
        result: 'ok',
        subjectKind: 'secret-stub',
        detail: `${answer.items.length}`,
        traceId,
      })
    return answer
  })
  serve(app, 'POST /api/secret-stubs', async (call) => {
    const codes = await sequenceOf(deps, call.principal(), { ...call.body, act: 'stub.enter' })
    const { number = null, ...said } = call.body
    const done = await actOnStructure(deps, call, {
      name: 'stub.enter',
      act: 'stub.enter',
      codes,
      decide: (facts) => enterStub(facts, { ...said, ...codes, number }),
    })
    return { id: done['id'] ?? '' }
  })
  serve(app, 'POST /api/secret-stubs/:id/end', async (call) => {
    const codes = found(
      await readAs(deps, call.principal(), async (tx) => readStubSequence(tx, call.params.id)),
    )
    await actOnStructure(deps, call, {
      name: 'stub.end',
      act: 'stub.end',
      codes,
      decide: (facts) => endStub(facts, { stubId: call.params.id, ...call.body }),
    })
    return { done: true as const }
  })
}

function entryRefusal(actor: Actor) {
  return mayAct(actor, 'stub.enter') && isCleared(actor, 'restricted')
    ? undefined
    : refuse('access.denied', { act: 'stub.enter' })
}

interface Seeing {
  readonly actor: Actor
  readonly names: Awaited<ReturnType<typeof readNames>>
}

function stubView(row: StubListRow, { actor, names }: Seeing): SecretStubView {
  const { id, classCode, year, code, grade, secrecyYears, custodyCode, enteredOn } = row
  const { endedAs, endReference, endedBy, endedOn } = row
  const refusal = mayAct(actor, 'stub.end')
    ? endedOn !== null
      ? refuse('stub.ended')
      : row.enteredBy === actor.personId
        ? refuse('stub.own-entry')
        : undefined
    : refuse('access.denied', { act: 'stub.end' })
  return {
    id,
    classCode,
    year,
    code,
    formingUnitName: { zh: row.unitZh, en: row.unitEn },
    grade,
    secrecyYears,
    secretUntilYear: secrecyYears === null ? null : year + secrecyYears,
    custodyCode,
    enteredBy: personView(names, row.enteredBy),
    enteredOn,
    ended:
      endedAs === null || endedBy === null || endedOn === null
        ? null
        : { as: endedAs, reference: endReference ?? '', by: personView(names, endedBy), on: endedOn },
    allowed: { end: allowed(refusal) },
  }
}
