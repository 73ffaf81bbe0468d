import type { FastifyInstance } from 'fastify'
import { mayAct } from '#domain/access.ts'
import { explainGap, releaseCodes, reserveCodes } from '#domain/acts/code-sequences.ts'
import { renumberRecord } from '#domain/acts/renumber-record.ts'
import { subjectOf } from '#domain/acts/place.ts'
import { refuse } from '#domain/refusal.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import type { Principal } from '#db/gate/facts.ts'
import {
  readCodeUses,
  readExplanations,
  readFondsOf,
  readReservations,
  readSeenCodes,
  readSequences,
} from '#db/queries/codes.ts'
import { readNames } from '#db/queries/organisation.ts'
import { textIn } from '#api/answer.ts'
import { freeReserved, printedCode, sequenceOf } from '#api/code-sequence.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { allowed } from '#api/present/allowed.ts'
import {
  bySequence,
  gapsIn,
  gapView,
  reservationView,
  sequenceView,
  type SequenceSeen,
} from '#api/present/codes.ts'
import { orProblem, problem } from '#api/problem.ts'
import { factsFor, found, readAs } from '#api/reading.ts'
import { serve } from '#api/route.ts'
import { actOnStructure } from '#api/structure-acts.ts'

/** Gaps that one answer names. */
const MOST_GAPS = 1000

/** Sequences of archival codes: numbers kept back, gaps with their reasons, and other codes for filed records. */
export function codeRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'GET /api/codes', async ({ principal }) => {
    const { fonds, seen, reservations } = await sequencesFor(deps, principal())
    const names = await readAs(deps, principal(), (tx) =>
      readNames(
        tx,
        reservations.flatMap(({ holderUnitId, reservedBy }) => [holderUnitId, reservedBy]),
      ),
    )
    return {
      fonds: fonds.map(({ id, code, nameZh, nameEn }) => ({ id, code, name: { zh: nameZh, en: nameEn } })),
      sequences: seen.map(sequenceView),
      reservations: reservations.map((row) => reservationView(row, names)),
      allowed: { manage: allowed(undefined) },
    }
  })
  serve(app, 'GET /api/codes/gaps', async ({ principal, query }) => {
    const { seen } = await sequencesFor(deps, principal(), query)
    const all = seen.flatMap((one) =>
      gapsIn(one)
        .filter(({ state }) => query.open === undefined || state === 'missing')
        .map((standing) => ({ one, standing })),
    )
    const named = all.slice(0, MOST_GAPS)
    const records = named.flatMap(({ standing }) => standing.use?.recordId ?? [])
    const people = named.flatMap(({ one }) => one.explanations.map(({ explainedBy }) => explainedBy))
    const words = await readAs(deps, principal(), async (tx) => ({
      names: await readNames(tx, [...new Set(people)]),
      seenCodes: await readSeenCodes(tx, records),
    }))
    return {
      items: named.map(({ one, standing }) => gapView(one, standing, words)),
      isCapped: all.length > named.length,
    }
  })
  reservationRoutes(app, deps)
  serve(app, 'POST /api/codes/explanations', async (call) => {
    const { fondsId, year, block } = call.body
    const done = await actOnStructure(deps, call, {
      name: 'code.explain',
      act: 'code.manage',
      codes: { fondsId, year, block },
      decide: (facts) => explainGap(facts, call.body),
    })
    return { id: done['id'] ?? '' }
  })
  renumberingRoute(app, deps)
}

function reservationRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'POST /api/codes/reservations', async (call) => {
    const { classCode: _class, ...said } = call.body
    const codes = await sequenceOf(deps, call.principal(), { ...call.body, act: 'code.manage' })
    const done = await actOnStructure(deps, call, {
      name: 'code.reserve',
      act: 'code.manage',
      codes,
      decide: (facts) => reserveCodes(facts, { ...said, ...codes }),
    })
    return { id: done['id'] ?? '' }
  })
  serve(app, 'POST /api/codes/reservations/:id/release', async (call) => {
    const { id } = call.params
    const { reservations } = await sequencesFor(deps, call.principal())
    const { fondsId, year, block } = found(reservations.find((one) => one.id === id))
    const codes = { fondsId, year, block }
    const done = await actOnStructure(deps, call, {
      name: 'code.release',
      act: 'code.manage',
      codes,
      decide: (facts) => releaseCodes(facts, { ...codes, reservationId: id, reason: call.body.reason }),
    })
    return { id: done['id'] ?? '' }
  })
}

function renumberingRoute(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'GET /api/records/:id/reserved-numbers', async ({ principal, params, query }) => {
    const { classCode } = query
    return { items: [...(await freeReserved(deps, principal(), { recordId: params.id, classCode }))] }
  })
  serve(app, 'POST /api/records/:id/renumbering', async ({ principal, key, params, body, traceId }) => {
    const said = { recordId: params.id, reason: body.reason, number: body.number ?? null }
    const request = { principal: principal(), subjects: [params.id], want: { counters: true } as const }
    const code = said.number === null ? undefined : await codeOf(deps, request, said.number)
    const act = await deps.gate.act(
      {
        name: 'record.renumber',
        facts: { ...request, key: key(), ...(code === undefined ? {} : { code }) },
        body: said,
        traceId,
      },
      (facts) => renumberRecord(facts, said),
    )
    const { answer } = orProblem(act)
    return { archivalCode: textIn(answer, 'archivalCode'), formerCode: textIn(answer, 'formerCode') }
  })
}

/** The code that a number of the record's sequence would print as: whether it stands on something, the gate is asked. */
async function codeOf(
  deps: Dependencies,
  request: {
    readonly principal: Principal
    readonly subjects: readonly string[]
    readonly want: { readonly counters: true }
  },
  number: number,
): Promise<string | undefined> {
  const facts = await factsFor(deps, request)
  const subject = subjectOf(facts, request.subjects[0] ?? '')
  if (subject?.kind !== 'record') return undefined
  const { scheduleVersionId } = subject.row
  return printedCode(facts, subject.row, { number, scheduleVersionId })
}

interface Narrowed {
  readonly fondsId?: string | undefined
  readonly year?: number | undefined
  readonly block?: string | undefined
}

interface Sequences {
  readonly fonds: Awaited<ReturnType<typeof readFondsOf>>
  readonly seen: readonly SequenceSeen[]
  readonly reservations: Awaited<ReturnType<typeof readReservations>>
}

/** The sequences of whoever keeps archives. @throws ProblemError `access.denied` */
async function sequencesFor(
  deps: Dependencies,
  principal: Principal,
  { fondsId, year, block }: Narrowed = {},
): Promise<Sequences> {
  const own = await readAs(deps, principal, async (tx, { actor }) => {
    const refused = mayAct(actor, 'code.manage') ? undefined : refuse('access.denied', { act: 'code.manage' })
    if (refused !== undefined) throw problem(refused.code, refused.detail)
    const { units } = actor
    return {
      fonds: await readFondsOf(tx, units),
      sequences: await readSequences(tx, units),
      reservations: await readReservations(tx, units),
      explanations: await readExplanations(tx, units),
    }
  })
  const sequences = own.sequences.filter(
    (one) =>
      (fondsId === undefined || one.fondsId === fondsId) &&
      (year === undefined || one.year === year) &&
      (block === undefined || one.block === block),
  )
  const blocks = sequences.map((one) => one.block)
  const uses = await readAs(deps, { kind: 'person', id: ENGINE_ID }, (tx) => readCodeUses(tx, blocks))
  return { fonds: own.fonds, reservations: own.reservations, seen: bySequence({ ...own, sequences, uses }) }
}
