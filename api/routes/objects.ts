import { buffer } from 'node:stream/consumers'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import sharp from 'sharp'
import type { Tx } from '#db/actor.ts'
import { isQuarantined } from '#db/queries/quarantine.ts'
import {
  readContent,
  readPageImage,
  readShownInstead,
  readText,
  type ContentRow,
} from '#db/queries/objects.ts'
import { ContentQuery, PageImageQuery, PageParams } from '#api/contract/objects.ts'
import { IdParams } from '#api/contract/common.ts'
import { STREAMS } from '#api/contract/streams.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { CONTENT_POLICY, dispositionOf, rangeOf } from '#api/downloads.ts'
import { principalOf } from '#api/plugins/identity.ts'
import { openRelease, type Release } from '#api/release.ts'
import { problem } from '#api/problem.ts'
import { found, noteView, readAs } from '#api/reading.ts'
import { serve } from '#api/route.ts'

/** An image of a page never changes: it is made once of bytes that never change. */
const IMAGE_AGE_S = 3600
/** As wide as pictures of pages are made; the default of the query is the same. */
const STORED_WIDTH = 1000

export function objectRoutes(app: FastifyInstance, deps: Dependencies): void {
  const release = openRelease(deps)
  const content = { params: IdParams, querystring: ContentQuery.strict() }
  app.get(STREAMS.content, { schema: { tags: ['objects'], ...content } }, async (request, reply) => {
    const { id } = IdParams.parse(request.params)
    const { disposition, use } = ContentQuery.parse(request.query)
    const row = await readAs(deps, principalOf(request), async (tx, { actor }) => {
      const seen = found(await openContent(tx, id, (shown) => readContent(tx, shown)))
      noteView(deps, request, {
        personId: actor.personId,
        subjectKind: seen.subjectKind,
        subjectId: seen.subjectId,
        action: use ?? 'download',
      })
      return seen
    })
    reply.header(
      'content-disposition',
      dispositionOf(disposition, { name: row.name ?? nameOf(row), mediaType: row.mediaType }),
    )
    return sendBytes(release, { row, request, reply })
  })

  const page = { params: PageParams, querystring: PageImageQuery.strict() }
  app.get(STREAMS.page, { schema: { tags: ['objects'], ...page } }, async (request, reply) => {
    const { id, page: number } = PageParams.parse(request.params)
    const { width } = PageImageQuery.parse(request.query)
    const row = await readAs(deps, principalOf(request), async (tx, { actor }) => {
      const seen = found(await openContent(tx, id, (shown) => readPageImage(tx, shown, number)))
      noteView(deps, request, {
        personId: actor.personId,
        subjectKind: seen.subjectKind,
        subjectId: seen.subjectId,
      })
      return seen
    })
    reply.header('content-disposition', 'inline')
    reply.header('cache-control', `private, max-age=${IMAGE_AGE_S}`)
    return width < STORED_WIDTH
      ? sendSmaller(release, { row, width, reply })
      : sendBytes(release, { row, request, reply })
  })

  serve(app, 'GET /api/objects/:id/text', async ({ principal, params, request }) =>
    readAs(deps, principal(), async (tx, { actor }) => {
      const { subjectId, pages } = found(await openContent(tx, params.id, (shown) => readText(tx, shown)))
      noteView(deps, request, { personId: actor.personId, subjectKind: 'record', subjectId })
      return { pages: [...pages] }
    }),
  )
}

/**
 * What is there to read, unless it bears the mark of a state secret, and its public variant for who may not see the original (REQ-52);
 * row security hides bytes and texts all the same.
 */
async function openContent<T>(tx: Tx, objectId: string, read: (shownId: string) => Promise<T>): Promise<T> {
  if (await isQuarantined(tx, objectId)) throw problem('content.quarantined')
  return read((await readShownInstead(tx, objectId)) ?? objectId)
}

/** Papers of a list have no name of their own. */
function nameOf({ role, mediaType }: ContentRow): string {
  return mediaType === 'application/pdf' ? `${role}.pdf` : role
}

interface Shrinking {
  readonly row: ContentRow
  readonly width: number
  readonly reply: FastifyReply
}

/**
 * A picture that was made here, narrower than it is stored. It is no copy of record, so no digest goes with it; but it is made
 * of proved bytes only, because people judge a page by what they see here.
 */
async function sendSmaller(release: Release, { row, width, reply }: Shrinking): Promise<FastifyReply> {
  const { mediaType, sha256 } = row
  const proved = await release.bytes(row, 'whole')
  const bytes = Buffer.isBuffer(proved) ? proved : await buffer(proved)
  reply.header('content-security-policy', CONTENT_POLICY)
  reply.header('etag', `"${sha256}-${width}"`)
  reply.type(mediaType)
  return reply.send(await sharp(bytes).resize({ width, withoutEnlargement: true }).toBuffer())
}

interface Sending {
  readonly row: ContentRow
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** Hands out a copy that was proved, whole or a range; its digest goes with it, so that the reader can prove what came. */
async function sendBytes(release: Release, { row, request, reply }: Sending): Promise<FastifyReply> {
  const { sizeBytes, mediaType } = row
  const range = rangeOf(request.headers.range, sizeBytes)
  reply.header('content-security-policy', CONTENT_POLICY)
  reply.header('accept-ranges', 'bytes')
  if (range === 'unsatisfiable') return reply.code(416).header('content-range', `bytes */${sizeBytes}`).send()
  // Before any header of the content: what is refused here is answered as a problem.
  const bytes = await release.bytes(row, range)
  reply.header('etag', `"${row.sha256}"`)
  reply.header('repr-digest', `sha-256=:${Buffer.from(row.sha256, 'hex').toString('base64')}:`)
  reply.type(mediaType)
  if (range === 'whole') return reply.header('content-length', sizeBytes).send(bytes)
  const { fromByte, toByte } = range
  reply
    .code(206)
    .header('content-range', `bytes ${fromByte}-${toByte}/${sizeBytes}`)
    .header('content-length', toByte - fromByte + 1)
  return reply.send(bytes)
}
