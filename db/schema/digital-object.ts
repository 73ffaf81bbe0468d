import { sql } from 'drizzle-orm'
import {
  bigint,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { PublicVariant } from '#domain/state/variants.ts'
import { BUCKETS, COPY_STATES, GRADES, OBJECT_ROLES } from '#domain/vocabulary.ts'
import { id, instant, oneOf } from './columns.ts'

/** Stored bytes with their checksum; `subject_id` is a record or a disposal list. */
export const digitalObject = pgTable(
  'digital_object',
  {
    id: id(),
    subjectId: uuid('subject_id').notNull(),
    role: text('role', { enum: OBJECT_ROLES }).notNull(),
    name: text('name'),
    position: integer('position').notNull(),
    mediaType: text('media_type').notNull(),
    formatName: text('format_name'),
    puid: text('puid'),
    sizeBytes: bigint('size_bytes', { mode: 'number' }).notNull(),
    sha256: text('sha256').notNull(),
    pages: integer('pages'),
    findings: text('findings').array(),
    derivedFrom: uuid('derived_from'),
    /** From which clearance on it is shown, where a public variant stands for it; null: to everybody who sees the record. */
    screenGrade: text('screen_grade', { enum: GRADES }),
    /** Null unless it is the public variant of another object. */
    variant: jsonb('variant').$type<PublicVariant>(),
    addedBy: uuid('added_by').notNull(),
    addedAt: instant('added_at').notNull(),
    withdrawnAt: instant('withdrawn_at'),
    destroyedAt: instant('destroyed_at'),
  },
  (t) => [
    index('digital_object_subject').on(t.subjectId, t.position),
    // What waits for a second person.
    index('digital_object_variant_proposed')
      .on(t.id)
      .where(sql`${t.variant}->>'state' = 'proposed'`),
    check('digital_object_role_known', oneOf(t.role, OBJECT_ROLES)),
    check('digital_object_screen_known', oneOf(t.screenGrade, GRADES)),
    check(
      'digital_object_variant_says_why',
      sql`(${t.role} = 'public-variant') = (${t.variant} is not null)`,
    ),
  ],
)

/** Where each copy of each object lies: what the delete gate must find again. */
export const objectCopy = pgTable(
  'object_copy',
  {
    id: id(),
    objectId: uuid('object_id')
      .notNull()
      .references(() => digitalObject.id),
    subjectId: uuid('subject_id').notNull(),
    bucket: text('bucket', { enum: BUCKETS }).notNull(),
    key: text('key').notNull(),
    versionId: text('version_id'),
    state: text('state', { enum: COPY_STATES }).notNull(),
    storedAt: instant('stored_at').notNull(),
    destroyedAt: instant('destroyed_at'),
    proof: text('proof'),
  },
  (t) => [
    uniqueIndex('object_copy_key_once').on(t.bucket, t.key),
    index('object_copy_object').on(t.objectId),
    index('object_copy_subject').on(t.subjectId),
    check('object_copy_state_known', oneOf(t.state, COPY_STATES)),
    check('object_copy_proof', sql`(${t.state} = 'destroyed') = (${t.proof} is not null)`),
  ],
)

/** What the patrols saw of a locked copy. Operational, not a projection. */
export const copyPatrol = pgTable(
  'copy_patrol',
  {
    copyId: uuid('copy_id')
      .primaryKey()
      .references(() => objectCopy.id),
    /** The lock's end on the store's clock; null while no patrol has read it. */
    lockedUntil: instant('locked_until'),
    /** When the lock was read last; null while no patrol has. */
    checkedAt: instant('checked_at'),
    /** When all bytes were read and their digest compared last; null while nobody has. */
    digestedAt: instant('digested_at'),
    /** Problem code of the last comparison; null when all was well. */
    fault: text('fault'),
  },
  (t) => [
    index('copy_patrol_lapse').on(t.lockedUntil),
    // The patrol of bytes asks who waited longest, the health page what is damaged.
    index('copy_patrol_digested').on(t.digestedAt),
    index('copy_patrol_fault')
      .on(t.copyId)
      .where(sql`${t.fault} is not null`),
  ],
)

/** Text of a page, by extraction or OCR, for search; the delete gate removes it with the record. */
export const objectText = pgTable(
  'object_text',
  {
    objectId: uuid('object_id').notNull(),
    subjectId: uuid('subject_id').notNull(),
    page: integer('page').notNull(),
    text: text('text').notNull(),
    source: text('source', { enum: ['document', 'recognition'] }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.objectId, t.page] }), index('object_text_subject').on(t.subjectId)],
)

/** Bytes that were received and belong to no record yet; swept when nobody claims them. */
export const upload = pgTable(
  'upload',
  {
    id: id(),
    ownerId: uuid('owner_id').notNull(),
    key: text('key').notNull(),
    name: text('name').notNull(),
    mediaType: text('media_type').notNull(),
    sizeBytes: bigint('size_bytes', { mode: 'number' }).notNull(),
    sha256: text('sha256').notNull(),
    receivedAt: instant('received_at').notNull().defaultNow(),
    /** Null while no record has taken it. */
    takenBy: uuid('taken_by'),
  },
  (t) => [
    index('upload_untaken')
      .on(t.receivedAt)
      .where(sql`${t.takenBy} is null`),
  ],
)

/** A file that comes in chunks, so that a broken line costs one of them. Gone once the file is whole. */
export const uploadSession = pgTable(
  'upload_session',
  {
    id: id(),
    ownerId: uuid('owner_id').notNull(),
    name: text('name').notNull(),
    sizeBytes: bigint('size_bytes', { mode: 'number' }).notNull(),
    begunAt: instant('begun_at').notNull().defaultNow(),
  },
  (t) => [index('upload_session_begun').on(t.begunAt), check('upload_session_size', sql`${t.sizeBytes} > 0`)],
)

/** What has arrived of it: each chunk is an object of its own in intake. Two chunks for one place: one row. */
export const uploadPart = pgTable(
  'upload_part',
  {
    sessionId: uuid('session_id')
      .notNull()
      .references(() => uploadSession.id),
    offsetBytes: bigint('offset_bytes', { mode: 'number' }).notNull(),
    sizeBytes: bigint('size_bytes', { mode: 'number' }).notNull(),
    key: text('key').notNull(),
  },
  (t) => [primaryKey({ columns: [t.sessionId, t.offsetBytes] })],
)
