import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { isDeepStrictEqual } from 'node:util'
import type { FastifyInstance } from 'fastify'
import { MOST_IN_BOX } from '#domain/box-forms.ts'
import { MOST_OPEN_ERRANDS, type AskedErrand } from '#domain/errands.ts'
import type { Tx } from '#db/actor.ts'
import { idOf } from '#db/ids.ts'
import { askErrand, readErrand, type ErrandRow } from '#db/queries/errands.ts'
import { countSeen, readFiledItems } from '#db/queries/filed-items.ts'
import { readGivenCopy, readGiving } from '#db/queries/givings.ts'
import { countContents } from '#db/queries/objects.ts'
import { readUpload } from '#db/queries/uploads.ts'
import { ErrandFileParams, type AskErrandInput } from '#api/contract/errands.ts'
import { STREAMS } from '#api/contract/streams.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { CONTENT_POLICY, dispositionOf } from '#api/downloads.ts'
import { principalOf } from '#api/plugins/identity.ts'
import { errandView } from '#api/present/errands.ts'
import { problem } from '#api/problem.ts'
import { found, readAs, writeDesk } from '#api/reading.ts'
import { serve } from '#api/route.ts'

/** What a person asks the worker to make for them: nobody else sees it, and it shows no more than that person sees. */
export function errandRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'POST /api/errands', async ({ principal, key, body, request }) => {
    const asked = askedBy(body)
    return writeDesk(deps, principal(), async (tx, { actor }) => {
      if (actor.kind !== 'person') throw problem('access.denied')
      const id = idOf('errand', actor.personId, key())
      const known = await readErrand(tx, id)
      if (known !== undefined && !isDeepStrictEqual(known.asked, asked)) throw problem('request.key-reused')
      if (known === undefined) {
        await refuseInVain(tx, asked, actor.personId)
        if (asked.kind === 'box-forms')
          deps.accessLog.note({
            personId: actor.personId,
            action: 'export',
            result: 'ok',
            detail: JSON.stringify({ what: asked.kind, ...asked }),
            traceId: request.id,
          })
        if ((await askErrand(tx, { id, asked })) === 'too-many')
          throw problem('errand.too-many', { most: MOST_OPEN_ERRANDS })
      }
      return errandView(found(await readErrand(tx, id)))
    })
  })
  serve(app, 'GET /api/errands/:id', async ({ principal, params }) =>
    readAs(deps, principal(), async (tx) => errandView(found(await readErrand(tx, params.id)))),
  )
  fileRoute(app, deps)
}

function askedBy(body: AskErrandInput): AskedErrand {
  if (body.kind !== 'box-forms') return body
  const { kind, unitId, year, period } = body
  return { kind, unitId, year, periodYears: period === 'permanent' ? null : period }
}

/** What the worker would refuse is said at once. */
async function refuseInVain(tx: Tx, asked: AskedErrand, personId: string): Promise<void> {
  if (asked.kind === 'pdf-pages') {
    const upload = await readUpload(tx, { id: asked.uploadId, ownerId: personId })
    if (upload === undefined) throw problem('upload.unknown')
    if (upload.mediaType !== 'application/pdf') throw problem('scan.pdf-unreadable', { name: upload.name })
    return
  }
  if (asked.kind === 'certified-copy') {
    const giving = found(await readGiving(tx, asked.givingId))
    if (giving.state !== 'given' || giving.way !== 'copy') throw problem('giving.not-approved')
    return
  }
  const { unitId, year, periodYears } = asked
  const rows = await readFiledItems(tx, { unitId, year, periodYears, limit: MOST_IN_BOX + 1 })
  if (rows.length === 0) throw problem('box.empty')
  if (rows.length > MOST_IN_BOX) throw problem('box.too-large', { most: MOST_IN_BOX })
}

/** Where a file lies that was made; undefined where an errand makes none of that name. */
function fileOf(
  { asked, result }: ErrandRow,
  name: string,
): { readonly key: string; readonly sha256: string } | undefined {
  if (asked.kind === 'pdf-pages') return undefined
  if (result === null) throw problem('errand.not-done')
  if (result.kind === 'box-forms') return result.forms.find(({ form }) => form === name)
  return result.kind === 'certified-copy' && name === 'copy' ? result : undefined
}

/** Whether the reader still sees all that a paper shows: what was copied, or every record of a box. */
async function isAllSeen(tx: Tx, { asked, result }: ErrandRow): Promise<boolean> {
  if (asked.kind === 'certified-copy') return isGivenSeen(tx, asked.givingId)
  if (result?.kind !== 'box-forms') return true
  // What was made before its records were kept with it is made anew.
  const { recordIds = [], items } = result
  return recordIds.length === items && (await countSeen(tx, recordIds)) === items
}

async function isGivenSeen(tx: Tx, givingId: string): Promise<boolean> {
  const objects = (await readGivenCopy(tx, givingId))?.objects ?? []
  const ids = [...new Set(objects.map(({ id }) => id))]
  return ids.length > 0 && (await countContents(tx, ids)) === ids.length
}

function fileRoute(app: FastifyInstance, deps: Dependencies): void {
  const schema = { tags: ['errands'], params: ErrandFileParams }
  app.get(STREAMS.errandFile, { schema }, async (request, reply) => {
    const { id, name } = ErrandFileParams.parse(request.params)
    const { errand, personId } = await readAs(deps, principalOf(request), async (tx, { actor }) => {
      const errand = found(await readErrand(tx, id))
      // Rights may have gone since it was printed: a paper shows no more than its reader sees now.
      if (!(await isAllSeen(tx, errand))) throw problem('access.denied')
      return { errand, personId: actor.personId }
    })
    const { key, sha256 } = found(fileOf(errand, name))
    deps.accessLog.note({
      personId,
      action: 'download',
      result: 'ok',
      detail: JSON.stringify({ ...errand.asked, form: name }),
      traceId: request.id,
    })
    const bytes = await buffer(await deps.store.get({ bucket: 'derived', key, versionId: null }))
    if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw problem('object.damaged')
    reply.header('content-security-policy', CONTENT_POLICY)
    reply.header('cache-control', 'no-store')
    reply.header(
      'content-disposition',
      dispositionOf('inline', { name: `${name}.pdf`, mediaType: 'application/pdf' }),
    )
    return reply.type('application/pdf').send(bytes)
  })
}
