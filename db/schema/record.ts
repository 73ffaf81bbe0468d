import { sql, type BuildExtraConfigColumns } from 'drizzle-orm'
import {
  boolean,
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
import type { OwnRule, OwnRuleProposal } from '#domain/precedence.ts'
import type { Starts } from '#domain/starts.ts'
import type { VitalState } from '#domain/vital.ts'
import type { MetadataValues } from '#domain/metadata.ts'
import { DORMANCIES } from '#domain/vocabulary/import.ts'
import { RELATION_TYPES } from '#domain/relations.ts'
import { CARRIERS, GRADES, LEVELS, OPENING_STATES, VOLUMES } from '#domain/vocabulary.ts'
import { QUARANTINES } from '#domain/vocabulary/secrets.ts'
import { civilDate, id, instant, oneOf } from './columns.ts'
import { importBatch } from './import.ts'
import { fonds, person, unit } from './organisation.ts'
import { definition, scheduleVersion } from './rules.ts'

const columns = {
  id: id(),
  version: integer('version').notNull(),
  headHash: text('head_hash').notNull(),
  level: text('level', { enum: LEVELS }).notNull(),
  carrier: text('carrier', { enum: CARRIERS }).notNull(),
  /** Null where files of the class are not parted into volumes. */
  volume: text('volume', { enum: VOLUMES }),
  /** Of a side volume: the main volume of its case. */
  mainRecordId: uuid('main_record_id').references((): AnyPgColumn => record.id),
  /** Null while what was filed is closed. */
  reopenedAt: instant('reopened_at'),
  title: text('title').notNull(),
  classCode: text('class_code').notNull(),
  definitionId: uuid('definition_id')
    .notNull()
    .references(() => definition.id),
  fondsId: uuid('fonds_id')
    .notNull()
    .references(() => fonds.id),
  formingUnitId: uuid('forming_unit_id')
    .notNull()
    .references(() => unit.id),
  custodyUnitId: uuid('custody_unit_id').references(() => unit.id),
  grade: text('grade', { enum: GRADES }).notNull(),
  /** Null while nobody has proposed to lower the grade. */
  proposedGrade: text('proposed_grade', { enum: GRADES }),
  gradeProposedBy: uuid('grade_proposed_by'),
  openingState: text('opening_state', { enum: OPENING_STATES }),
  formedOn: civilDate('formed_on').notNull(),
  triggeredOn: civilDate('triggered_on'),
  /** Null while no start was kept by name. */
  starts: jsonb('starts').$type<Starts>(),
  extendedYears: integer('extended_years'),
  /** Null where nobody set an end by hand. */
  manualEndsOn: civilDate('manual_ends_on'),
  manualSetBy: uuid('manual_set_by'),
  /** Null where its class alone decides; and null where nothing waits for a second person. */
  ownRule: jsonb('own_rule').$type<OwnRule>(),
  ownRuleProposal: jsonb('own_rule_proposal').$type<OwnRuleProposal>(),
  /** Null where it is not vital, like the day of its next review. */
  vital: jsonb('vital').$type<VitalState>(),
  vitalReviewOn: civilDate('vital_review_on'),
  archivalCode: text('archival_code'),
  scheduleVersionId: uuid('schedule_version_id').references(() => scheduleVersion.id),
  scanPolicy: text('scan_policy'),
  retentionEndsOn: civilDate('retention_ends_on'),
  dueOn: civilDate('due_on'),
  transferDueOn: civilDate('transfer_due_on'),
  wakeOn: civilDate('wake_on'),
  placeStep: text('place_step').notNull(),
  placeRound: integer('place_round').notNull(),
  placeVersion: integer('place_version').notNull(),
  pages: integer('pages'),
  disposalListId: uuid('disposal_list_id'),
  transferBatchId: uuid('transfer_batch_id'),
  transferDecidedOn: civilDate('transfer_decided_on'),
  transferredOn: civilDate('transferred_on'),
  copyKeptUntil: civilDate('copy_kept_until'),
  activeHolds: integer('active_holds').notNull(),
  isShelved: boolean('is_shelved').notNull().default(false),
  destructionBegunAt: instant('destruction_begun_at'),
  endedOn: civilDate('ended_on'),
  sourceSystem: text('source_system'),
  sourceReference: text('source_reference'),
  createdBy: uuid('created_by')
    .notNull()
    .references(() => person.id),
  createdAt: instant('created_at').notNull(),
  subjectDigest: text('subject_digest'),
  openGroups: text('open_groups').array().notNull(),
  /** Of its class, kept by a trigger, so that row security compares it without looking anything up. Empty: of no known class. */
  family: text('family').notNull().default(''),
  /** Null where it was created here. */
  importId: uuid('import_id').references(() => importBatch.id),
  dormancy: text('dormancy', { enum: DORMANCIES }).notNull().default('workflow'),
  /** Null while nothing in it bears the mark of a state secret. */
  quarantine: text('quarantine', { enum: QUARANTINES }),
  clearedDigests: text('cleared_digests')
    .array()
    .notNull()
    .default(sql`'{}'`),
}

type Columns = BuildExtraConfigColumns<'record', typeof columns, 'pg'>

/** Which lists of records people page through. */
function pageIndexesOf(t: Columns) {
  return [
    index('record_forming').on(t.formingUnitId, t.id),
    // Pages of a class, newest first, and of a year, by the day of forming.
    index('record_of_class').on(t.classCode, t.id),
    index('record_formed').on(t.formedOn, t.id),
    index('record_custody')
      .on(t.custodyUnitId, t.id)
      .where(sql`${t.custodyUnitId} is not null`),
    // The pages of rare states, in the order in which they are shown. Under row security an index serves leakproof expressions alone: least is one, coalesce is not.
    // None names a column that a step changes: each step would write them all.
    index('record_due')
      .on(t.dueOn, t.id)
      .where(sql`${t.endedOn} is null and ${t.dueOn} is not null`),
    index('record_falls_due')
      .on(sql`least(${t.dueOn}, ${t.transferDueOn}, ${t.transferDecidedOn})`, t.id)
      .where(sql`${t.endedOn} is null`),
    index('record_transfer_due')
      .on(sql`least(${t.transferDecidedOn}, ${t.transferDueOn})`, t.id)
      .where(sql`${t.endedOn} is null and ${t.transferBatchId} is null`),
    index('record_held')
      .on(t.id)
      .where(sql`${t.activeHolds} > 0`),
    index('record_listed')
      .on(t.id)
      .where(sql`${t.endedOn} is null and ${t.disposalListId} is not null`),
    index('record_ended')
      .on(t.id)
      .where(sql`${t.endedOn} is not null`),
    // Few at a time where paper is shelved by its own step; many after a backlog.
    index('record_unshelved')
      .on(t.id)
      .where(sql`not ${t.isShelved} and ${t.carrier} <> 'electronic' and ${t.endedOn} is null`),
    // Few at a time: what waits for a second person, in every worklist of those who decide.
    index('record_grade_proposed')
      .on(t.id)
      .where(sql`${t.proposedGrade} is not null`),
    index('record_rule_proposed')
      .on(t.id)
      .where(sql`${t.ownRuleProposal} is not null`),
    // Few are vital; those whose review is due first come first.
    index('record_vital')
      .on(t.vitalReviewOn, t.id)
      .where(sql`${t.vitalReviewOn} is not null`),
    // Reviews that the bell tells of.
    index('record_vital_reminded')
      .on(t.vitalReviewOn, t.id)
      .where(sql`${t.vital}->>'reminded' is not null`),
    // Few at a time: the security administrator's list of what waits to be decided.
    index('record_quarantined')
      .on(t.id)
      .where(sql`${t.quarantine} is not null`),
  ]
}

/** What finds records by something else: a code, a list or a batch, a main volume, the day on which they wake, walks of the machine. */
function walkIndexesOf(t: Columns) {
  return [
    uniqueIndex('record_archival_code_once')
      .on(t.archivalCode)
      .where(sql`${t.archivalCode} is not null`),
    index('record_wake')
      .on(t.wakeOn, t.id)
      .where(sql`${t.endedOn} is null and ${t.wakeOn} is not null`),
    index('record_batch')
      .on(t.transferBatchId)
      .where(sql`${t.transferBatchId} is not null`),
    index('record_main')
      .on(t.mainRecordId)
      .where(sql`${t.mainRecordId} is not null`),
    index('record_list')
      .on(t.disposalListId)
      .where(sql`${t.disposalListId} is not null`),
    // What-if and re-dating walk the records of a schedule version in the order of their ids.
    index('record_schedule')
      .on(t.scheduleVersionId, t.id)
      .where(sql`${t.endedOn} is null and ${t.scheduleVersionId} is not null`),
    // Progress and undo of an import walk its records.
    index('record_import')
      .on(t.importId, t.id)
      .where(sql`${t.importId} is not null`),
  ]
}

/** What is true of every record, whoever writes it. */
function checksOf(t: Columns) {
  return [
    check('record_quarantine_known', sql`${t.quarantine} is null or ${oneOf(t.quarantine, QUARANTINES)}`),
    check('record_dormancy_known', oneOf(t.dormancy, DORMANCIES)),
    check('record_level_known', oneOf(t.level, LEVELS)),
    check('record_carrier_known', oneOf(t.carrier, CARRIERS)),
    check('record_grade_known', oneOf(t.grade, GRADES)),
    check('record_opening_known', oneOf(t.openingState, OPENING_STATES)),
    check(
      'record_released_without_hold',
      sql`${t.placeStep} <> 'released' or (${t.activeHolds} = 0 and ${t.transferredOn} is not null)`,
    ),
    check('record_vital_has_review', sql`(${t.vital} is null) = (${t.vitalReviewOn} is null)`),
    check('record_manual_end_has_author', sql`(${t.manualEndsOn} is null) = (${t.manualSetBy} is null)`),
    check(
      'record_own_rule_two_persons',
      sql`${t.ownRule} is null or ${t.ownRule}->>'proposedBy' is distinct from ${t.ownRule}->>'confirmedBy'`,
    ),
    check(
      'record_side_has_main',
      sql`(${t.volume} is not distinct from 'side') = (${t.mainRecordId} is not null)`,
    ),
    check('record_reopened_is_filed', sql`${t.reopenedAt} is null or ${t.archivalCode} is not null`),
    check(
      'record_reopened_on_no_list',
      sql`${t.reopenedAt} is null or (${t.disposalListId} is null and ${t.transferBatchId} is null)`,
    ),
    check('record_holds_counted', sql`${t.activeHolds} >= 0`),
    check('record_due_after_end', sql`${t.dueOn} is null or ${t.dueOn} > ${t.retentionEndsOn}`),
    check('record_destroyed_without_hold', sql`${t.placeStep} <> 'destroyed' or ${t.activeHolds} = 0`),
  ]
}

/** What has a lifecycle: a file or an item filed by itself. A fold of its events; see domain/state. */
export const record = pgTable('record', columns, (t) => [
  ...pageIndexesOf(t),
  ...walkIndexesOf(t),
  ...checksOf(t),
])

/** A file's contents list (卷内文件): rows with pages and no lifecycle of their own. */
export const recordItem = pgTable(
  'record_item',
  {
    id: id(),
    recordId: uuid('record_id')
      .notNull()
      .references(() => record.id),
    position: integer('position').notNull(),
    /** Null once destroyed, like the two names below: they may be of persons. */
    title: text('title'),
    /** Author, 责任者. */
    responsible: text('responsible'),
    /** Null where the paper bears none. */
    documentNo: text('document_no'),
    formedOn: civilDate('formed_on'),
    /** Null where the entry says none: it is of the file's class. */
    classCode: text('class_code'),
    firstPage: integer('first_page').notNull(),
    lastPage: integer('last_page').notNull(),
    pages: integer('pages').notNull(),
    /** Null while the item is in its file; a withdrawn item leaves its number and this note. */
    withdrawnNote: text('withdrawn_note'),
  },
  (t) => [
    // One entry at a place of the standing list; earlier lists keep theirs.
    uniqueIndex('record_item_position')
      .on(t.recordId, t.position)
      .where(sql`${t.withdrawnNote} is null`),
    check('record_item_pages', sql`${t.pages} = ${t.lastPage} - ${t.firstPage} + 1 and ${t.pages} > 0`),
  ],
)

/** What was said of a record or of one of its items, by the field of the metadata scheme. */
export const recordMetadata = pgTable(
  'record_metadata',
  {
    id: id(),
    subjectId: uuid('subject_id')
      .notNull()
      .references(() => record.id),
    /** Null where the record itself is described. */
    itemId: uuid('item_id').references(() => recordItem.id),
    /** Null once destroyed: values may name persons. */
    values: jsonb('values').$type<MetadataValues>(),
  },
  (t) => [
    index('record_metadata_subject').on(t.subjectId),
    check('record_metadata_id', sql`${t.id} = coalesce(${t.itemId}, ${t.subjectId})`),
  ],
)

/** How a record stands to another (关系): stated by the first, shown from both ends. */
export const recordRelation = pgTable(
  'record_relation',
  {
    id: id(),
    subjectId: uuid('subject_id')
      .notNull()
      .references(() => record.id),
    type: text('type', { enum: RELATION_TYPES }).notNull(),
    otherId: uuid('other_id')
      .notNull()
      .references(() => record.id),
    reason: text('reason').notNull(),
    relatedOn: civilDate('related_on').notNull(),
    relatedBy: uuid('related_by')
      .notNull()
      .references(() => person.id),
    /** Null while it stands, like the two that follow. */
    withdrawnOn: civilDate('withdrawn_on'),
    withdrawnBy: uuid('withdrawn_by').references(() => person.id),
    withdrawReason: text('withdraw_reason'),
  },
  (t) => [
    // Each relation once at a time; earlier ones keep their rows.
    uniqueIndex('record_relation_once')
      .on(t.subjectId, t.otherId, t.type)
      .where(sql`${t.withdrawnOn} is null`),
    index('record_relation_other').on(t.otherId),
    check('record_relation_type_known', oneOf(t.type, RELATION_TYPES)),
    check('record_relation_two_records', sql`${t.subjectId} <> ${t.otherId}`),
  ],
)
