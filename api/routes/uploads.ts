import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { MultipartFile } from '@fastify/multipart'
import { idOf } from '#db/ids.ts'
import { readUpload } from '#db/queries/uploads.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { problem } from '#api/problem.ts'
import { readAs } from '#api/reading.ts'
import { serve } from '#api/route.ts'
import { cleanName, receiveFile, UPLOAD_LIMIT_BYTES } from '#api/uploads.ts'

export function uploadRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(
    app,
    { route: 'POST /api/uploads', bodyLimit: UPLOAD_LIMIT_BYTES + 1024 * 1024 },
    async ({ principal, key, request }) => {
      const ownerId = await readAs(deps, principal(), async (_tx, { actor }) => actor.personId)
      const id = idOf('upload', ownerId, key())
      const known = await readUpload(deps.sql, { id, ownerId })
      const part = await onlyFile(request)
      if (known !== undefined) {
        const same = cleanName(part.filename) === known.name && (await digestOf(part.file)) === known.sha256
        if (!same) throw problem('request.key-reused')
        return known
      }
      return receiveFile(deps, part, { ownerId, id })
    },
  )
}

async function digestOf(bytes: AsyncIterable<Buffer>): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of bytes) hash.update(chunk)
  return hash.digest('hex')
}

/** The one file of a multipart body. @throws ProblemError `request.media-type`, `request.invalid` */
export async function onlyFile(request: FastifyRequest): Promise<MultipartFile> {
  if (!request.isMultipart()) throw problem('request.media-type')
  const part = await request.file()
  if (part === undefined) throw problem('request.invalid', { field: 'file' })
  return part
}
