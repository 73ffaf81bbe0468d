import { GIVING_EVENT_TYPES } from './vocabulary/givings.ts'
import { STANDING_HOLD_EVENT_TYPES } from './vocabulary/holds.ts'
import { IMPORT_EVENT_TYPES } from './vocabulary/import.ts'
import { LIST_EVENT_TYPES } from './vocabulary/list.ts'
import { SCHEDULE_EVENT_TYPES } from './vocabulary/schedule.ts'
import { GRADE_EVENT_TYPES, SECRET_EVENT_TYPES } from './vocabulary/secrets.ts'
import { VARIANT_EVENT_TYPES } from './vocabulary/variants.ts'
import { VITAL_EVENT_TYPES } from './vocabulary/vital.ts'
import { ACCESS_EVENT_TYPES, STRUCTURE_EVENT_TYPES } from './vocabulary/structure.ts'

/**
 * Every closed list of the product, once. Tables, wire schemas and screens read it from here.
 *
 * Glossary (ISO 15489, ISAD(G), DA/T):
 *   record 案卷/件 · file 案卷 · item 件 · fonds 全宗 · unit 单位 · post 岗位 · carrier 载体 · hold 暂停处置 (冻结 on screens) ·
 *   appraisal 鉴定 · disposal 处置 · destruction 销毁 · destruction register 销毁清册 · witness 监销人 ·
 *   filing for record 备案 · main head 主要负责人 · keep 保管 · hand over 移交 · grade 密级
 */

export const SITE_MODES = ['demo', 'test', 'production'] as const
export type SiteMode = (typeof SITE_MODES)[number]

export const UNIT_KINDS = ['bureau', 'agency', 'section', 'archives-office', 'information-centre'] as const
export type UnitKind = (typeof UNIT_KINDS)[number]

/** What a post may do. The three administrators (三员) never meet in one person. */
export const ROLES = [
  'business-clerk',
  'unit-archivist',
  'unit-head',
  'archives-clerk',
  'archives-head',
  'scanner',
  'quality-checker',
  'binder',
  'repository-keeper',
  'executor',
  'appraiser',
  'main-head',
  'witness',
  'window-clerk',
  'auditor',
  'leader',
  'system-admin',
  'security-admin',
  'audit-admin',
  'integration',
  'receiving-archive',
  'engine',
] as const
export type Role = (typeof ROLES)[number]

/** The four kinds of persons in an appraisal group (令3). */
export const APPRAISER_KINDS = ['agency-head', 'business', 'archives', 'administration'] as const
export type AppraiserKind = (typeof APPRAISER_KINDS)[number]

/** `service` is a business system or the product's own engine: it signs in by key, never by password. */
export const PERSON_KINDS = ['person', 'service'] as const
export const PERSON_STATES = ['active', 'passive'] as const
/** How somebody proves who they are, and what they prove it with once more. */
export const SIGN_IN_METHODS = ['password', 'oidc'] as const
export type SignInMethod = (typeof SIGN_IN_METHODS)[number]
export const FACTOR_KINDS = ['totp', 'webauthn', 'oidc'] as const
export type FactorKind = (typeof FACTOR_KINDS)[number]

export const LEVELS = ['file', 'item'] as const
export type Level = (typeof LEVELS)[number]

/** Volumes of one case (正卷、副卷): the side volume is internal, and hidden from the parties. */
export const VOLUMES = ['main', 'side'] as const
export type Volume = (typeof VOLUMES)[number]

export const CARRIERS = ['paper', 'electronic', 'both'] as const
export type Carrier = (typeof CARRIERS)[number]

/** Ordinary access grades, lowest first. State secrets (秘密 and above) are refused as content. */
export const GRADES = ['public', 'internal', 'restricted'] as const
export type Grade = (typeof GRADES)[number]

export const RECORD_FAMILIES = [
  'business',
  'documents',
  'accounting',
  'retiree-personnel',
  'labour-inspection',
  'arbitration',
  'archives-own',
] as const
/** What classes have in common; a post is granted families (门类授权), and sees no other. */
export type RecordFamily = (typeof RECORD_FAMILIES)[number]

/** A hand-over of a post: proposed, agreed to from above, accepted by the successor; or taken back. */
export const HAND_OVER_STATES = ['proposed', 'confirmed', 'done', 'withdrawn'] as const

/** What became of somebody's wish to look at a record of others; a granted one ends by itself with its last day. */
export const ACCESS_GRANT_STATES = ['asked', 'granted', 'refused', 'ended'] as const

/** What a stream of events, a task, a job or a nudge is about. */
export const SUBJECT_KINDS = ['record', 'disposal-list', 'transfer-batch'] as const
export type SubjectKind = (typeof SUBJECT_KINDS)[number]

export const STREAM_KINDS = [
  'record',
  'disposal-list',
  'transfer-batch',
  'site',
  'person',
  'schedule',
  'scheme',
  'filing',
  'accountability-case',
  'import',
  'code-sequence',
  'standing-hold',
] as const
export type StreamKind = (typeof STREAM_KINDS)[number]

export const TASK_STATES = ['open', 'claimed', 'completed', 'cancelled'] as const
export type TaskState = (typeof TASK_STATES)[number]

export const JOB_STATES = ['running', 'incident', 'completed', 'cancelled'] as const
export type JobState = (typeof JOB_STATES)[number]

/** What machines do for a record or a list; a job is one of them at one place. */
export const JOB_KINDS = [
  'inspect',
  'preserve',
  'recognise-text',
  'register',
  'destroy',
  'certify',
  'secure-copies',
  'check-fixity',
  'check-images',
  'make-dual-layer',
  'print-forms',
  'package',
  'check-package',
  'deliver',
  'conclude-transfer',
  'release-copies',
  'settle-retention',
  'remove-secret',
] as const
export type JobKind = (typeof JOB_KINDS)[number]

export const OBJECT_ROLES = [
  'content',
  'thumbnail',
  'certificate',
  'register',
  'dual-layer',
  'form',
  'package',
  'bag-manifest',
  'transfer-form',
  'public-variant',
] as const
export type ObjectRole = (typeof OBJECT_ROLES)[number]

export const BUCKETS = ['intake', 'derived', 'masters', 'evidence'] as const
export type Bucket = (typeof BUCKETS)[number]

export const COPY_STATES = ['stored', 'destroyed'] as const

/** An event that starts a clock is entered by one person and confirmed by another. */
export const TRIGGER_STATES = ['entered', 'confirmed', 'refused'] as const
export type TriggerState = (typeof TRIGGER_STATES)[number]

export const HOLD_STATES = ['active', 'lift-proposed', 'lifted'] as const
export type HoldState = (typeof HOLD_STATES)[number]

export const VERDICTS = ['destroy', 'extend', 'transfer', 'ask-expert'] as const
export type AppraisalVerdict = (typeof VERDICTS)[number]

/** What a second person says of a proposal to keep longer what an appraiser would not destroy. */
export const TERM_ANSWERS = ['agreed', 'refused'] as const

export const LIST_ITEM_STATES = ['listed', 'left', 'destroying', 'destroyed'] as const
export type ListItemState = (typeof LIST_ITEM_STATES)[number]

/** Why an item left a sealed list; from sealing on items can only leave. */
export const LEAVE_REASONS = [
  'extended',
  'transfer',
  'not-unanimous',
  'on-hold',
  'not-due',
  'list-aborted',
  'fonds-frozen',
  'sampled',
] as const
export type LeaveReason = (typeof LEAVE_REASONS)[number]

/** Screens whose filters a person may keep under a name. */
export const SAVED_SCREENS = ['worklist', 'records', 'disposal', 'transfer', 'audit'] as const
export type SavedScreen = (typeof SAVED_SCREENS)[number]

/** What becomes of a record on a transfer batch; from sealing on records can only leave. */
export const BATCH_ITEM_STATES = ['listed', 'left', 'transferred'] as const
export type BatchItemState = (typeof BATCH_ITEM_STATES)[number]

export const BATCH_LEAVE_REASONS = ['on-hold', 'returned', 'batch-aborted', 'fonds-frozen'] as const
export type BatchLeaveReason = (typeof BATCH_LEAVE_REASONS)[number]

/** How a package reaches the receiving archive. */
export const SEND_METHODS = ['download', 'folder', 'bucket'] as const
export type SendMethod = (typeof SEND_METHODS)[number]

/** What the receiving archive says of a whole package (移交接收). */
export const RECEIPT_VERDICTS = ['accepted', 'returned'] as const
export type ReceiptVerdict = (typeof RECEIPT_VERDICTS)[number]

/** Of the four-nature check (四性检测); what no machine can judge waits for a person and is never a pass. */
export const CHECK_VERDICTS = ['PASS', 'FAIL', 'MANUAL_REVIEW', 'NOT_APPLICABLE'] as const
export type CheckVerdict = (typeof CHECK_VERDICTS)[number]
export const NATURES = ['authenticity', 'integrity', 'usability', 'security'] as const
export type Nature = (typeof NATURES)[number]

export const DEADLINE_STATES = ['on-time', 'due-soon', 'due-today', 'overdue'] as const

export const SCHEDULE_STATES = ['draft', 'reviewed', 'approved', 'active', 'superseded'] as const

/** Where paper stands: a room holds racks, a rack holds cells; a cell has a barcode and room for so many files. */
export const LOCATION_KINDS = ['room', 'rack', 'cell'] as const
export type LocationKind = (typeof LOCATION_KINDS)[number]

export const SCAN_OUTCOMES = ['passed', 'faulty'] as const
/** How a second person looks: page by page 逐页, or at many pages at once 平铺 (form F29). */
export const QUALITY_MODES = ['page-by-page', 'contact-sheet'] as const
export const QUALITY_VERDICTS = ['accepted', 'returned'] as const

/** A verification of the whole site, in the background. `stopped`: its process went away before it had finished. */
export const VERIFICATION_STATES = ['running', 'finished', 'stopped'] as const
export type VerificationState = (typeof VERIFICATION_STATES)[number]

export const SCAN_POLICIES = ['always', 'if-used', 'never'] as const
export const OPENING_STATES = ['open', 'controlled'] as const

/** Work over many records, a page at a time. */
export const BULK_STATES = ['running', 'paused', 'finished'] as const
export type BulkState = (typeof BULK_STATES)[number]

/**
 * What became of a record in a re-dating: moved in one of three ways, left with its reason, or still to be tried. An end set by hand
 * is said by name: it still counts, or the new minimum term has overtaken it.
 */
export const REDATING_VERDICTS = [
  'same',
  'later',
  'earlier',
  'by-hand-kept',
  'by-hand-overtaken',
  'conflict',
  'cannot_evaluate',
  'on-list',
  'ended',
  'same-version',
  'failed',
] as const
export type RedatingVerdict = (typeof REDATING_VERDICTS)[number]

/** Facts that events state, `thing.verb` in the past. Adding one needs a reducer in `projection.ts`. */
export const EVENT_TYPES = [
  ...STRUCTURE_EVENT_TYPES,
  'record.batched',
  'record.left-batch',
  'record.transferred',
  'record.released',
  'release.begun',
  'batch.compiled',
  'batch.sealed',
  'batch.item-left',
  'batch.packaged',
  'batch.checked',
  'batch.sent',
  'batch.delivered',
  'batch.receipt-entered',
  'batch.received',
  'batch.aborted',
  'site.created',
  'site.clock-moved',
  'person.added',
  'person.made-passive',
  'person.password-set',
  'person.password-changed',
  'person.locked',
  'person.unlocked',
  'person.sessions-ended',
  'person.factor-added',
  'person.factor-removed',
  'person.identity-linked',
  'person.identity-unlinked',
  'post.given',
  'post.ended',
  'post.handed-over',
  'hand-over.proposed',
  'hand-over.confirmed',
  'hand-over.accepted',
  'hand-over.withdrawn',
  'hand-over.sheet-laid',
  ...ACCESS_EVENT_TYPES,
  'class.granted',
  'class.withdrawn',
  'record.created',
  'record.described',
  'record.metadata-set',
  'record.renumbered',
  'record.related',
  'record.relation-withdrawn',
  'record.reopened',
  'record.closed',
  'record.item-added',
  'record.item-withdrawn',
  'place.moved',
  'place.skipped',
  'record.contents-listed',
  'scan.submitted',
  'scan.examined',
  'scan.judged',
  'record.bound',
  'record.shelved',
  'record.unshelved',
  'record.filed',
  'record.appraised',
  'record.custody-taken',
  'trigger.entered',
  'trigger.confirmed',
  'trigger.refused',
  'record.listed',
  'record.left-list',
  'record.destroyed',
  'retention.computed',
  'retention.set-by-hand',
  'retention.hand-lifted',
  'retention.rule-proposed',
  'retention.rule-confirmed',
  'retention.rule-refused',
  'retention.started',
  'retention.fell-due',
  'retention.looked-at',
  'task.opened',
  'task.claimed',
  'task.released',
  'task.delegated',
  'task.handed-back',
  'task.reassigned',
  'task.completed',
  'task.cancelled',
  'task.reminded',
  'task.escalated',
  'job.started',
  'job.failed',
  'job.retried',
  'job.completed',
  'object.added',
  'object.withdrawn',
  'object.inspected',
  'object.preserved',
  'copy.destroyed',
  'hold.placed',
  'hold.lift-proposed',
  'hold.lift-refused',
  'hold.lifted',
  'hold.refused',
  ...STANDING_HOLD_EVENT_TYPES,
  ...LIST_EVENT_TYPES,
  'destruction.begun',
  'comment.added',
  'deputy.named',
  'deputy.ended',
  ...SCHEDULE_EVENT_TYPES,
  'record.repinned',
  'record.imported',
  'record.import-withdrawn',
  ...GRADE_EVENT_TYPES,
  ...GIVING_EVENT_TYPES,
  ...VARIANT_EVENT_TYPES,
  ...VITAL_EVENT_TYPES,
  ...SECRET_EVENT_TYPES,
  ...IMPORT_EVENT_TYPES,
] as const
export type EventType = (typeof EVENT_TYPES)[number]

/** Places that end a life. A transferred record has not ended: our copy stays until it is `released`. */
export const ENDS = ['destroyed', 'released', 'completed', 'aborted', 'withdrawn'] as const
export type End = (typeof ENDS)[number]
