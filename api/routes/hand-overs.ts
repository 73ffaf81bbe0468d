import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import type { FastifyInstance } from 'fastify'
import {
  acceptHandOver,
  confirmHandOver,
  proposeHandOver,
  withdrawHandOver,
  type HandOverFacts,
  type Signature,
} from '#domain/acts/hand-overs.ts'
import type { AdministrationDecision } from '#domain/acts/administer.ts'
import type { Tx } from '#db/actor.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { readMoving, type Moving } from '#db/gate/moving.ts'
import { passClaimedTasks } from '#db/hand-over.ts'
import { readWorkingCalendar } from '#db/queries/filings.ts'
import {
  readHandOvers,
  readHeldPosts,
  readTitles,
  readWaitingHandOvers,
  type HandOverRow,
} from '#db/queries/hand-overs.ts'
import { readNames } from '#db/queries/organisation.ts'
import { IdParams } from '#api/contract/common.ts'
import type { SignHandOverInput } from '#api/contract/hand-overs.ts'
import { STREAMS } from '#api/contract/streams.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { CONTENT_POLICY, dispositionOf } from '#api/downloads.ts'
import { principalOf } from '#api/plugins/identity.ts'
import { codeWords } from '#api/present/code-words.ts'
import {
  concerns,
  handOverView,
  handOverWorkView,
  mayPropose,
  namedInHandOver,
  registerView,
} from '#api/present/hand-overs.ts'
import { problem } from '#api/problem.ts'
import { found, readAs } from '#api/reading.ts'
import { serve, type Call } from '#api/route.ts'
import { askKey, placeOf } from '#api/security-keys.ts'
import { proofOf } from '#api/signature.ts'
import { actOnStructure } from '#api/structure-acts.ts'

/** A post passes to a successor: proposed, agreed to from above, signed for, and then moved in one act (定期轮岗). */
export function handOverRoutes(app: FastifyInstance, deps: Dependencies): void {
  readRoutes(app, deps)
  sheetRoute(app, deps)

  serve(app, 'POST /api/hand-overs', async (call) => {
    const { postId } = call.body
    const decide = (facts: HandOverFacts) => proposeHandOver(facts, call.body)
    const doing = { name: 'hand-over.propose', decide, handOver: { id: null, postId } }
    const { handOverId = '' } = await actOnStructure(deps, call, doing)
    return { handOverId }
  })
  serve(app, 'POST /api/hand-overs/:id/factor-options', async ({ principal, params, body, request }) => {
    const { personId } = await seenBy(deps, { principal: principal(), id: params.id })
    const binding = bindingOf(params.id, body.registerHash)
    const place = placeOf(deps, request)
    return { options: { ...(await askKey(deps, { personId, kind: 'step-up', binding, place })) } }
  })
  serve(app, 'POST /api/hand-overs/:id/confirmation', async (call) => {
    await sign(deps, call, { name: 'hand-over.confirm', decide: confirmHandOver })
    return { done: true as const }
  })
  serve(app, 'POST /api/hand-overs/:id/acceptance', async (call) => {
    const { row } = await sign(deps, call, { name: 'hand-over.accept', decide: acceptHandOver })
    // The post has passed; what was claimed follows at once, and what is interrupted here the worker finishes.
    const { sql, gate } = deps
    const { fromId, toId, unitId, role } = row
    await passClaimedTasks({ sql, gate, engineId: ENGINE_ID, fromId, toId, unitId, role })
    return { done: true as const }
  })
  serve(app, 'POST /api/hand-overs/:id/withdrawal', async (call) => {
    const { row } = await seenBy(deps, { principal: call.principal(), id: call.params.id })
    const decide = (facts: HandOverFacts) => withdrawHandOver(facts, { ...call.params, ...call.body })
    await actOnStructure(deps, call, { name: 'hand-over.withdraw', decide, handOver: row })
    return { done: true as const }
  })
}

function readRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'GET /api/hand-overs', async ({ principal }) =>
    readAs(deps, principal(), async (tx, { actor }) => {
      const rows = (await readHandOvers(tx)).filter((row) => concerns(actor, row))
      const posts = (await readHeldPosts(tx)).filter((post) => mayPropose(actor, post))
      const names = await readNames(tx, [
        ...rows.flatMap(namedInHandOver),
        ...posts.flatMap(({ unitId, personId }) => [unitId, personId]),
      ])
      const nameOf = (id: string) => names.get(id) ?? { zh: '—', en: '—' }
      return {
        items: rows.map((row) => handOverView(row, actor, names)),
        posts: posts.map(({ id, role, unitId, personId }) => ({
          id,
          role,
          unitName: nameOf(unitId),
          holder: { id: personId, name: nameOf(personId) },
        })),
      }
    }),
  )
  serve(app, 'GET /api/hand-over-work', async ({ principal }) =>
    readAs(deps, principal(), async (tx, { actor, today }) => {
      const rows = await readWaitingHandOvers(tx)
      const names = await readNames(tx, rows.flatMap(namedInHandOver))
      const calendar = await readWorkingCalendar(tx)
      return { items: handOverWorkView(rows, { actor, names, calendar, today }) }
    }),
  )
  serve(app, 'GET /api/hand-overs/register', async ({ principal, query }) => {
    await readAs(deps, principal(), async (tx, { actor }) => {
      const [post] = await readHeldPosts(tx, query.postId)
      if (post === undefined || !mayPropose(actor, { ...post, isHandedOver: false }))
        throw problem('not-found')
    })
    const moving = found(await movingOf(deps, query.postId))
    return readAs(deps, principal(), async (tx) => shown(deps, tx, moving))
  })
  serve(app, 'GET /api/hand-overs/:id', async ({ principal, params, traceId }) => {
    const { row, personId } = await seenBy(deps, { principal: principal(), id: params.id })
    const detail = `hand-over ${params.id}`
    deps.accessLog.note({ personId, action: 'view', result: 'ok', detail, traceId })
    // What was signed for stands as it was; before that it is what would move now.
    const moving =
      row.register === null
        ? found(await movingOf(deps, row.postId))
        : { register: row.register, hash: row.registerHash ?? '' }
    return readAs(deps, principal(), async (tx, { actor }) => {
      const names = await readNames(tx, namedInHandOver(row))
      return { ...handOverView(row, actor, names), register: await shown(deps, tx, moving) }
    })
  })
}

function sheetRoute(app: FastifyInstance, deps: Dependencies): void {
  const sheet = { params: IdParams }
  app.get(STREAMS.handOverSheet, { schema: { tags: ['hand-overs'], ...sheet } }, async (request, reply) => {
    const { id } = IdParams.parse(request.params)
    const { row, personId } = await seenBy(deps, { principal: principalOf(request), id })
    const { sheetKey: key, sheetVersionId: versionId, sheetSha256: sha256 } = row
    if (key === null || sha256 === null) throw problem('hand-over.sheet-missing')
    deps.accessLog.note({
      personId,
      action: 'download',
      result: 'ok',
      detail: `hand-over ${id}`,
      traceId: request.id,
    })
    const bytes = await buffer(await deps.store.get({ bucket: 'evidence', key, versionId }))
    if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw problem('object.damaged')
    reply.header('content-security-policy', CONTENT_POLICY)
    reply.header(
      'content-disposition',
      dispositionOf('inline', { name: `hand-over-${id}.pdf`, mediaType: 'application/pdf' }),
    )
    reply.type('application/pdf')
    return reply.send(bytes)
  })
}

type Signing = Pick<
  Call<'POST /api/hand-overs/:id/confirmation'>,
  'principal' | 'key' | 'request' | 'params'
> & { readonly body: SignHandOverInput }

interface SigningAct {
  readonly name: string
  readonly decide: (facts: HandOverFacts, signature: Signature) => AdministrationDecision
}

/** One signature under the register that the signer saw, proved anew before the act. */
async function sign(deps: Dependencies, call: Signing, { name, decide }: SigningAct): Promise<SeenHandOver> {
  const { params, body, request } = call
  const seen = await seenBy(deps, { principal: call.principal(), id: params.id })
  const { registerHash, totp, assertion, password } = body
  const binding = bindingOf(params.id, registerHash)
  const place = placeOf(deps, request)
  const proof = await proofOf(deps, { personId: seen.personId, binding, totp, assertion, password, place })
  const written = { principal: call.principal, key: call.key, params, body: { registerHash } }
  await actOnStructure(deps, written, {
    name,
    decide: (facts) => decide(facts, { id: params.id, registerHash, proof }),
    handOver: seen.row,
  })
  return seen
}

function bindingOf(id: string, registerHash: string): string {
  return `hand-over:${id}:${registerHash}`
}

interface SeenHandOver {
  readonly row: HandOverRow
  readonly personId: string
}

/** @throws ProblemError `not-found` for whom it does not concern */
async function seenBy(
  deps: Dependencies,
  { principal, id }: { readonly principal: Parameters<typeof readAs>[1]; readonly id: string },
): Promise<SeenHandOver> {
  return readAs(deps, principal, async (tx, { actor }) => {
    const [row] = await readHandOvers(tx, id)
    if (row === undefined || !concerns(actor, row)) throw problem('not-found')
    return { row, personId: actor.personId }
  })
}

async function movingOf(deps: Dependencies, postId: string): Promise<Moving | undefined> {
  const { moving } = await deps.sql.begin('read only', async (tx) => ({
    moving: await readMoving(tx, postId),
  }))
  return moving
}

async function shown(deps: Dependencies, tx: Tx, moving: Moving) {
  const { register } = moving
  const [titles, names] = [
    await readTitles(tx, register),
    await readNames(
      tx,
      register.deputies.map(({ deputyId }) => deputyId),
    ),
  ]
  return registerView(moving, { titles, names, words: codeWords(deps.reference) })
}
