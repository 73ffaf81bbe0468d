import { createHash } from 'node:crypto'
import type { MultipartFile } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import type { UploadRow } from '#db/queries/uploads.ts'
import type { Dependencies } from './dependencies.ts'
import { problem } from './problem.ts'
import { cleanName, discardFiles, receiveFile } from './uploads.ts'

export interface FileDigest {
  readonly name: string
  readonly sha256: string
}

export interface Parts {
  readonly record: unknown
  readonly files: readonly UploadRow[]
  readonly digests: readonly FileDigest[]
}

interface Options {
  readonly ownerId: string
  /** `digest`: the act was done before, so the bytes are only compared. */
  readonly keep: 'files' | 'digest'
}

/** The parts of a hand-in in the order in which they come: `record` as JSON, and files. On a fault nothing stays. */
export async function readParts(
  deps: Dependencies,
  request: FastifyRequest,
  { ownerId, keep }: Options,
): Promise<Parts> {
  const files: UploadRow[] = []
  const digests: FileDigest[] = []
  let record: unknown
  try {
    for await (const part of request.parts()) {
      if (part.type === 'field') {
        if (part.fieldname !== 'record') throw problem('request.invalid', { field: part.fieldname })
        record = jsonOf(part.value)
      } else if (part.fieldname === 'record') record = jsonOf(await part.toBuffer())
      else if (keep === 'digest') digests.push(await digestOf(part))
      else {
        const file = await receiveFile(deps, part, { ownerId })
        files.push(file)
        digests.push({ name: file.name, sha256: file.sha256 })
      }
    }
  } catch (error) {
    await discardFiles(deps, { ids: files.map((file) => file.id), ownerId })
    throw error
  }
  if (record === undefined) {
    await discardFiles(deps, { ids: files.map((file) => file.id), ownerId })
    throw problem('request.invalid', { field: 'record' })
  }
  return { record, files, digests }
}

function jsonOf(value: unknown): unknown {
  if (typeof value === 'object' && value !== null && !Buffer.isBuffer(value)) return value
  try {
    return JSON.parse(String(value)) as unknown
  } catch {
    throw problem('request.invalid', { field: 'record' })
  }
}

async function digestOf(part: MultipartFile): Promise<FileDigest> {
  const hash = createHash('sha256')
  for await (const chunk of part.file) hash.update(chunk as Buffer)
  return { name: cleanName(part.filename), sha256: hash.digest('hex') }
}
