import { z } from 'zod'
import { BUCKETS, COPY_STATES, OBJECT_ROLES } from '#domain/vocabulary.ts'
import { IdSchema, InstantView, Sha256View } from './common.ts'

export const CopyView = z
  .object({
    bucket: z.enum(BUCKETS),
    state: z.enum(COPY_STATES),
    /** The store refuses to destroy it before; null where there is no lock. */
    lockedUntil: InstantView.nullable(),
  })
  .meta({ id: 'ObjectCopy' })

/** Stored bytes and their checksum. */
export const ObjectView = z
  .object({
    id: IdSchema,
    /** Null once destroyed. */
    name: z.string().nullable(),
    role: z.enum(OBJECT_ROLES),
    mediaType: z.string(),
    formatName: z.string().nullable(),
    /** The identifier of the format in the PRONOM registry. */
    puid: z.string().nullable(),
    sizeBytes: z.int(),
    sha256: Sha256View,
    pages: z.int().nullable(),
    /** Finding codes of the inspection; null before it. */
    findings: z.array(z.string()).nullable(),
    /** A path of this API. */
    thumbnailUrl: z.string().nullable(),
    hasText: z.boolean(),
    isDestroyed: z.boolean(),
    /** `stands-in`: the reader is shown its public variant instead; `variant`: it is one itself, which stands for another. */
    shown: z.enum(['itself', 'stands-in', 'variant']),
    canWithdraw: z.boolean(),
    copies: z.array(CopyView),
  })
  .meta({ id: 'DigitalObject' })
export type ObjectView = z.output<typeof ObjectView>

export const UploadView = z
  .object({
    id: IdSchema,
    name: z.string(),
    sizeBytes: z.int(),
    sha256: Sha256View,
    mediaType: z.string(),
  })
  .meta({ id: 'Upload' })
export type UploadView = z.output<typeof UploadView>

/** Text by page, from the document itself or recognised from its image. */
export const ObjectTextView = z
  .object({
    pages: z.array(
      z.object({ page: z.int().min(1), text: z.string(), source: z.enum(['document', 'recognition']) }),
    ),
  })
  .meta({ id: 'ObjectText' })

export const PageImageQuery = z.object({ width: z.coerce.number().int().min(64).max(2400).default(1000) })
export const PageParams = z.object({ id: IdSchema, page: z.coerce.number().int().min(1).max(100_000) })
export const ContentQuery = z.object({
  disposition: z.enum(['inline', 'attachment']).default('attachment'),
  /** `print`: the access log says so. */
  use: z.enum(['print']).optional(),
})

export const BeginUploadInput = z
  .strictObject({ name: z.string().min(1).max(1000), sizeBytes: z.int().min(1) })
  .meta({ id: 'BeginUpload' })

/** A file that comes in chunks: how much of it has arrived. After a break the sender asks and goes on from `offset`. */
export const UploadSessionView = z
  .object({
    id: IdSchema,
    sizeBytes: z.int(),
    offset: z.int(),
    /** The largest chunk that is taken. */
    chunkBytes: z.int(),
    /** The file itself as soon as it is whole; its id is what records take. */
    upload: UploadView.nullable(),
  })
  .meta({ id: 'UploadSession' })
export type UploadSessionView = z.output<typeof UploadSessionView>
export const ChunkQuery = z.object({ offset: z.coerce.number().int().min(0) })
