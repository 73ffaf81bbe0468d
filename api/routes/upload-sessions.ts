import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { idOf, newId } from '#db/ids.ts'
import { objectKeyOf } from '#db/objects/keys.ts'
import {
  deleteUploadSession,
  insertUploadPart,
  insertUploadSession,
  readUploadSession,
  type UploadPartRow,
  type UploadSessionRow,
} from '#db/queries/upload-sessions.ts'
import { readUpload, type UploadRow } from '#db/queries/uploads.ts'
import type { Principal } from '#db/gate/facts.ts'
import type { UploadSessionView } from '#api/contract/objects.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { problem, ProblemError } from '#api/problem.ts'
import { found, readAs } from '#api/reading.ts'
import { serve } from '#api/route.ts'
import { cleanName, receiveFile, UPLOAD_LIMIT_BYTES, type IncomingFile } from '#api/uploads.ts'
import { onlyFile } from './uploads.ts'

/** What a broken line costs at most; a page of paper at 300 dpi is smaller. */
const CHUNK_LIMIT_BYTES = 8 * 1024 * 1024

/** Files that come in chunks and can be continued: nothing of it lies in this process, so any other may take the next chunk. */
export function uploadSessionRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'POST /api/upload-sessions', async ({ principal, key, body }) => {
    if (body.sizeBytes > UPLOAD_LIMIT_BYTES)
      throw problem('upload.too-large', { mostBytes: UPLOAD_LIMIT_BYTES })
    const ownerId = await ownerOf(deps, principal())
    const id = idOf('upload-session', ownerId, key())
    await insertUploadSession(deps.sql, {
      id,
      ownerId,
      name: cleanName(body.name),
      sizeBytes: body.sizeBytes,
    })
    const begun = await viewOf(deps, { id, ownerId })
    const { name } = begun.upload ?? found(await readUploadSession(deps.sql, { id, ownerId })).session
    if (name !== cleanName(body.name) || begun.sizeBytes !== body.sizeBytes)
      throw problem('request.key-reused')
    return begun
  })

  serve(app, 'GET /api/upload-sessions/:id', async ({ principal, params }) =>
    viewOf(deps, { id: params.id, ownerId: await ownerOf(deps, principal()) }),
  )

  serve(
    app,
    { route: 'POST /api/upload-sessions/:id/chunks', bodyLimit: CHUNK_LIMIT_BYTES + 1024 * 1024 },
    async ({ principal, params, query, request }) => {
      const part = await onlyFile(request)
      try {
        const owned = { id: params.id, ownerId: await ownerOf(deps, principal()) }
        const known = await readUpload(deps.sql, owned)
        if (known !== undefined) return whole(known)
        await takeChunk(deps, { owned, offset: query.offset, part })
        return await conclude(deps, owned)
      } finally {
        part.file.resume()
      }
    },
  )
}

type Owned = { readonly id: string; readonly ownerId: string }

async function ownerOf(deps: Dependencies, principal: Principal): Promise<string> {
  return readAs(deps, principal, async (_tx, { actor }) => actor.personId)
}

interface Chunk {
  readonly owned: Owned
  readonly offset: number
  readonly part: IncomingFile
}

async function takeChunk({ sql, store }: Dependencies, { owned, offset, part }: Chunk): Promise<void> {
  const { session, parts } = found(await readUploadSession(sql, owned))
  const arrived = arrivedOf(parts)
  // Everything is there, and only the answer was lost or the store away.
  if (arrived === session.sizeBytes) return
  if (offset !== arrived) throw problem('upload.offset', { offset: arrived })
  const key = objectKeyOf({ area: 'upload', ownerId: owned.ownerId, objectId: newId() })
  const sizeLimitBytes = Math.min(CHUNK_LIMIT_BYTES, session.sizeBytes - arrived)
  const stored = await store.put({ bucket: 'intake', key, body: part.file, sizeLimitBytes })
  const isTaken =
    stored.sizeBytes > 0 &&
    !part.file.truncated &&
    (await insertUploadPart(sql, {
      sessionId: session.id,
      offsetBytes: offset,
      sizeBytes: stored.sizeBytes,
      key,
    }))
  if (isTaken) return
  await store.destroyAllVersions({ bucket: 'intake', key })
  throw problem('upload.offset', { offset: arrived })
}

function arrivedOf(parts: readonly UploadPartRow[]): number {
  return parts.reduce((sum, part) => sum + part.sizeBytes, 0)
}

/** When the last byte has arrived, the chunks become one file, checked like any other. */
async function conclude(deps: Dependencies, owned: Owned): Promise<UploadSessionView> {
  const { session, parts } = found(await readUploadSession(deps.sql, owned))
  if (arrivedOf(parts) < session.sizeBytes) return viewOf(deps, owned)
  try {
    const upload = await receiveFile(deps, joined(deps, { session, parts }), owned)
    await forget(deps, owned)
    return whole(upload)
  } catch (error) {
    // A file that is refused is refused for good; after a fault of the store its sender may try again.
    if (error instanceof ProblemError) await forget(deps, owned)
    throw error
  }
}

async function forget(deps: Dependencies, owned: Owned): Promise<void> {
  for (const key of await deleteUploadSession(deps.sql, owned))
    await deps.store
      .destroyAllVersions({ bucket: 'intake', key })
      .catch((error: unknown) => deps.logger.warn({ err: error, key }, 'an orphan stays in intake'))
}

function joined(
  { store }: Dependencies,
  { session, parts }: { readonly session: UploadSessionRow; readonly parts: readonly UploadPartRow[] },
): IncomingFile {
  async function* bytes(): AsyncGenerator<Buffer> {
    for (const { key } of parts) yield* await store.get({ bucket: 'intake', key, versionId: null })
  }
  return { filename: session.name, file: Object.assign(Readable.from(bytes()), { truncated: false }) }
}

async function viewOf({ sql }: Dependencies, owned: Owned): Promise<UploadSessionView> {
  const known = await readUpload(sql, owned)
  if (known !== undefined) return whole(known)
  const { session, parts } = found(await readUploadSession(sql, owned))
  const { id, sizeBytes } = session
  return { id, sizeBytes, offset: arrivedOf(parts), chunkBytes: CHUNK_LIMIT_BYTES, upload: null }
}

function whole({ id, name, sizeBytes, sha256, mediaType }: UploadRow): UploadSessionView {
  const upload = { id, name, sizeBytes, sha256, mediaType }
  return { id, sizeBytes, offset: sizeBytes, chunkBytes: CHUNK_LIMIT_BYTES, upload }
}
