import { sql } from 'drizzle-orm'
import {
  check,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
  uuid,
  type AnyPgColumn,
} from 'drizzle-orm/pg-core'
import type { PageFault } from '#domain/scan.ts'
import type { MeasuredPage } from '#domain/state/paper.ts'
import { LOCATION_KINDS, QUALITY_VERDICTS, SCAN_OUTCOMES } from '#domain/vocabulary.ts'
import { civilDate, id, instant, oneOf } from './columns.ts'
import { unit } from './organisation.ts'
import { record } from './record.ts'

/** A room, a rack in it, or a cell of a rack: where paper can stand. Set up by the site, not by acts of records. */
export const location = pgTable(
  'location',
  {
    id: id(),
    /** Null for a room. */
    parentId: uuid('parent_id').references((): AnyPgColumn => location.id),
    kind: text('kind', { enum: LOCATION_KINDS }).notNull(),
    barcode: text('barcode').notNull(),
    nameZh: text('name_zh').notNull(),
    nameEn: text('name_en').notNull(),
    /** How many files a cell holds; null for rooms and racks. */
    capacity: integer('capacity'),
    /** Order among its neighbours. */
    position: integer('position').notNull(),
    /** Whose room it is. */
    unitId: uuid('unit_id')
      .notNull()
      .references(() => unit.id),
  },
  (t) => [
    uniqueIndex('location_barcode_once').on(t.barcode),
    index('location_parent').on(t.parentId, t.position),
    index('location_unit').on(t.unitId),
    check('location_kind_known', oneOf(t.kind, LOCATION_KINDS)),
    check(
      'location_cell_holds',
      sql`(${t.kind} = 'cell') = (${t.capacity} is not null) and (${t.capacity} is null or ${t.capacity} > 0)`,
    ),
    check('location_room_is_top', sql`(${t.kind} = 'room') = (${t.parentId} is null)`),
  ],
)

/** Where a paper file stands and stood. The unique indexes keep two files from one place, whoever comes at the same moment. */
export const placement = pgTable(
  'placement',
  {
    id: id(),
    subjectId: uuid('subject_id')
      .notNull()
      .references(() => record.id),
    cellId: uuid('cell_id')
      .notNull()
      .references(() => location.id),
    barcode: text('barcode').notNull(),
    slot: integer('slot').notNull(),
    /** Null where the boxes bear no numbers. */
    boxNumber: text('box_number'),
    placedBy: uuid('placed_by').notNull(),
    placedAt: instant('placed_at').notNull(),
    placedOn: civilDate('placed_on').notNull(),
    /** Null while it stands there. */
    freedAt: instant('freed_at'),
    freedReason: text('freed_reason'),
  },
  (t) => [
    uniqueIndex('placement_slot_once')
      .on(t.cellId, t.slot)
      .where(sql`${t.freedAt} is null`),
    uniqueIndex('placement_record_once')
      .on(t.subjectId)
      .where(sql`${t.freedAt} is null`),
    index('placement_subject').on(t.subjectId),
    check('placement_slot', sql`${t.slot} > 0`),
    check('placement_freed', sql`(${t.freedAt} is null) = (${t.freedReason} is null)`),
  ],
)

/** One pass of scanning: who scanned, what the machine measured, what the second person judged (form F29). */
export const scanPass = pgTable(
  'scan_pass',
  {
    id: id(),
    subjectId: uuid('subject_id')
      .notNull()
      .references(() => record.id),
    round: integer('round').notNull(),
    pages: integer('pages').notNull(),
    asOriginal: jsonb('as_original').$type<readonly number[]>().notNull(),
    scannedBy: uuid('scanned_by').notNull(),
    submittedAt: instant('submitted_at').notNull(),
    /** Null until the machine has looked. */
    outcome: text('outcome', { enum: SCAN_OUTCOMES }),
    measured: jsonb('measured').$type<readonly MeasuredPage[]>().notNull(),
    missing: jsonb('missing').$type<readonly number[]>().notNull(),
    examinedAt: instant('examined_at'),
    /** Null until the second person has judged. */
    verdict: text('verdict', { enum: QUALITY_VERDICTS }),
    faults: jsonb('faults').$type<readonly PageFault[]>().notNull(),
    judgedBy: uuid('judged_by'),
    judgedAt: instant('judged_at'),
  },
  (t) => [
    index('scan_pass_subject').on(t.subjectId, t.submittedAt),
    check('scan_pass_outcome_known', oneOf(t.outcome, SCAN_OUTCOMES)),
    check('scan_pass_verdict_known', oneOf(t.verdict, QUALITY_VERDICTS)),
    // Who scanned does not check (DOMAIN: distinct persons).
    check('scan_pass_second_person', sql`${t.judgedBy} is null or ${t.judgedBy} <> ${t.scannedBy}`),
  ],
)
