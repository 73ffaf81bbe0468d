import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
  type AnyPgColumn,
} from 'drizzle-orm/pg-core'
import {
  APPRAISER_KINDS,
  FACTOR_KINDS,
  GRADES,
  HAND_OVER_STATES,
  PERSON_KINDS,
  PERSON_STATES,
  RECORD_FAMILIES,
  ROLES,
  SIGN_IN_METHODS,
  UNIT_KINDS,
} from '#domain/vocabulary.ts'
import type { PostRegister } from '#domain/organisation.ts'
import { SUCCESSION_WAYS, UNIT_ENDINGS } from '#domain/vocabulary/structure.ts'
import { civilDate, id, instant, oneOf } from './columns.ts'

/** A node of the dated tree of organisational units. `path` holds the ids from the root to itself. */
export const unit = pgTable(
  'unit',
  {
    id: id(),
    parentId: uuid('parent_id').references((): AnyPgColumn => unit.id),
    path: uuid('path').array().notNull(),
    kind: text('kind', { enum: UNIT_KINDS }).notNull(),
    nameZh: text('name_zh').notNull(),
    nameEn: text('name_en').notNull(),
    fromOn: civilDate('from_on').notNull(),
    /** The day from which it works in the system; null while that is not set. */
    liveFrom: civilDate('live_from'),
    /** Last day of the unit; null while it exists. */
    toOn: civilDate('to_on'),
    /** Null while the unit exists. */
    endedBy: text('ended_by', { enum: UNIT_ENDINGS }),
    successorIds: uuid('successor_ids')
      .array()
      .notNull()
      .default(sql`'{}'`),
    /** The living unit whose people act for it; null while it exists, or where nobody was named. */
    heirId: uuid('heir_id').references((): AnyPgColumn => unit.id),
  },
  (t) => [
    index('unit_parent').on(t.parentId),
    index('unit_path').using('gin', t.path),
    // Whoever acts for ended units sees their records.
    index('unit_heir')
      .on(t.heirId)
      .where(sql`${t.heirId} is not null`),
    check('unit_kind_known', oneOf(t.kind, UNIT_KINDS)),
    check('unit_dates_in_order', sql`coalesce(${t.fromOn} <= ${t.toOn}, true)`),
    check('unit_live_since_it_exists', sql`coalesce(${t.fromOn} <= ${t.liveFrom}, true)`),
    check('unit_ended_how', sql`(${t.toOn} is null) = (${t.endedBy} is null)`),
    check('unit_ending_known', oneOf(t.endedBy, UNIT_ENDINGS)),
  ],
)

/** Names that units bore before their present ones. */
export const unitName = pgTable(
  'unit_name',
  {
    id: id(),
    unitId: uuid('unit_id')
      .notNull()
      .references(() => unit.id),
    nameZh: text('name_zh').notNull(),
    nameEn: text('name_en').notNull(),
    fromOn: civilDate('from_on').notNull(),
    toOn: civilDate('to_on').notNull(),
  },
  (t) => [
    index('unit_name_unit').on(t.unitId),
    check('unit_name_dates_in_order', sql`${t.fromOn} <= ${t.toOn}`),
  ],
)

/** All records of one creator. `hold_epoch` counts holds, so that a destruction sees one placed meanwhile. */
export const fonds = pgTable(
  'fonds',
  {
    id: id(),
    code: text('code').notNull(),
    nameZh: text('name_zh').notNull(),
    nameEn: text('name_en').notNull(),
    agencyUnitId: uuid('agency_unit_id')
      .notNull()
      .references(() => unit.id),
    archivesUnitId: uuid('archives_unit_id')
      .notNull()
      .references(() => unit.id),
    bureauUnitId: uuid('bureau_unit_id')
      .notNull()
      .references(() => unit.id),
    holdEpoch: integer('hold_epoch').notNull().default(0),
    /** Since when its agency has no settled successor; null: nothing is open. */
    frozenSince: civilDate('frozen_since'),
    /** Null while it grows. */
    closedOn: civilDate('closed_on'),
  },
  (t) => [unique('fonds_code_once').on(t.code), check('fonds_code_form', sql`${t.code} ~ '^[A-Z][0-9]{3}$'`)],
)

/** Who follows the ended agency of a fonds: a question, and its answer. */
export const fondsSuccession = pgTable(
  'fonds_succession',
  {
    id: id(),
    fondsId: uuid('fonds_id')
      .notNull()
      .references(() => fonds.id),
    unitId: uuid('unit_id')
      .notNull()
      .references(() => unit.id),
    openedOn: civilDate('opened_on').notNull(),
    /** Null until it is settled, like everything that follows. */
    settledOn: civilDate('settled_on'),
    settledBy: uuid('settled_by').references((): AnyPgColumn => person.id),
    way: text('way', { enum: SUCCESSION_WAYS }),
    successorUnitId: uuid('successor_unit_id').references(() => unit.id),
    authority: text('authority'),
  },
  (t) => [
    index('fonds_succession_fonds').on(t.fondsId),
    uniqueIndex('fonds_succession_open_once')
      .on(t.fondsId)
      .where(sql`${t.settledOn} is null`),
    check('fonds_succession_way_known', oneOf(t.way, SUCCESSION_WAYS)),
  ],
)

/** A natural person, or a service principal. Ids are never reused; a leaver is made passive. */
export const person = pgTable(
  'person',
  {
    id: id(),
    kind: text('kind', { enum: PERSON_KINDS }).notNull(),
    state: text('state', { enum: PERSON_STATES }).notNull().default('active'),
    login: text('login').notNull(),
    nameZh: text('name_zh').notNull(),
    nameEn: text('name_en').notNull(),
    clearance: text('clearance', { enum: GRADES }).notNull(),
    /** Counted up by every change of posts, state or clearance; each act is guarded by it. */
    rightsVersion: integer('rights_version').notNull().default(1),
    locale: text('locale', { enum: ['zh-CN', 'en'] })
      .notNull()
      .default('zh-CN'),
  },
  (t) => [
    unique('person_login_once').on(t.login),
    check('person_kind_known', oneOf(t.kind, PERSON_KINDS)),
    check('person_state_known', oneOf(t.state, PERSON_STATES)),
    check('person_clearance_known', oneOf(t.clearance, GRADES)),
  ],
)

/** A seat (unit, role) that a person holds from date to date; rights come from posts. */
export const post = pgTable(
  'post',
  {
    id: id(),
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id),
    unitId: uuid('unit_id')
      .notNull()
      .references(() => unit.id),
    role: text('role', { enum: ROLES }).notNull(),
    /** Set for appraisers alone. */
    appraiserKind: text('appraiser_kind', { enum: APPRAISER_KINDS }),
    /** Whether the post shows the records of its unit's subtree (`givesScope` of domain/access). */
    givesScope: boolean('gives_scope').notNull(),
    fromOn: civilDate('from_on').notNull(),
    /** Null while the post is held. */
    toOn: civilDate('to_on'),
  },
  (t) => [
    index('post_person').on(t.personId),
    index('post_unit').on(t.unitId),
    check('post_role_known', oneOf(t.role, ROLES)),
    check('post_appraiser_kind', sql`(${t.role} = 'appraiser') = (${t.appraiserKind} is not null)`),
  ],
)

/** That a post shows the records of a family of classes; without one it shows none of them. */
export const classGrant = pgTable(
  'class_grant',
  {
    id: id(),
    postId: uuid('post_id')
      .notNull()
      .references(() => post.id),
    family: text('family', { enum: RECORD_FAMILIES }).notNull(),
    fromOn: civilDate('from_on').notNull(),
    /** Null while it holds. */
    toOn: civilDate('to_on'),
  },
  (t) => [
    index('class_grant_post').on(t.postId),
    check('class_grant_family_known', oneOf(t.family, RECORD_FAMILIES)),
  ],
)

/** The hand-over of a post to a successor: proposed, agreed to, accepted; its register and the printed sheet of it. */
export const postHandOver = pgTable(
  'post_hand_over',
  {
    id: id(),
    postId: uuid('post_id')
      .notNull()
      .references(() => post.id),
    fromId: uuid('from_id')
      .notNull()
      .references(() => person.id),
    toId: uuid('to_id')
      .notNull()
      .references(() => person.id),
    unitId: uuid('unit_id')
      .notNull()
      .references(() => unit.id),
    role: text('role', { enum: ROLES }).notNull(),
    note: text('note').notNull(),
    state: text('state', { enum: HAND_OVER_STATES }).notNull(),
    proposedBy: uuid('proposed_by').notNull(),
    proposedAt: instant('proposed_at').notNull(),
    /** Null until somebody above agreed, like everything that follows. */
    confirmedBy: uuid('confirmed_by'),
    confirmedAt: instant('confirmed_at'),
    acceptedAt: instant('accepted_at'),
    toPostId: uuid('to_post_id'),
    registerHash: text('register_hash'),
    register: jsonb('register').$type<PostRegister>(),
    /** Where the printed sheet lies in the evidence bucket; null until it is made. */
    sheetKey: text('sheet_key'),
    sheetVersionId: text('sheet_version_id'),
    sheetSha256: text('sheet_sha256'),
    sheetBytes: integer('sheet_bytes'),
  },
  (t) => [
    uniqueIndex('post_hand_over_open_once')
      .on(t.postId)
      .where(sql`${t.state} in ('proposed', 'confirmed')`),
    index('post_hand_over_unprinted')
      .on(t.id)
      .where(sql`${t.state} = 'done' and ${t.sheetKey} is null`),
    check('post_hand_over_state_known', oneOf(t.state, HAND_OVER_STATES)),
    // Null in a check passes: who agreed must be there.
    check(
      'post_hand_over_two_persons',
      sql`${t.fromId} <> ${t.toId} and (${t.state} not in ('confirmed', 'done') or (${t.confirmedBy} is not null and ${t.confirmedBy} not in (${t.fromId}, ${t.toId})))`,
    ),
    check('post_hand_over_done', sql`(${t.state} = 'done') = (${t.register} is not null)`),
  ],
)

/** Secrets of local accounts and keys; never selected together with anything shown. */
export const credential = pgTable('credential', {
  personId: uuid('person_id')
    .primaryKey()
    .references(() => person.id),
  /** argon2id, encoded; null for service principals. */
  passwordHash: text('password_hash'),
  mustChange: boolean('must_change').notNull().default(false),
  passwordSetAt: instant('password_set_at').notNull().defaultNow(),
  /** TOTP seed, encrypted with the site's secret key; null while no second factor is set up. */
  totpSecret: text('totp_secret'),
  /** Last accepted TOTP step: a code is used once. */
  totpLastStep: integer('totp_last_step').notNull().default(0),
  failures: integer('failures').notNull().default(0),
  /** Locks in a row, each longer than the one before; a sign-in begins anew. */
  lockouts: integer('lockouts').notNull().default(0),
  /** Sign-in is refused until then; null when not locked. */
  lockedUntil: instant('locked_until'),
})

export const session = pgTable(
  'session',
  {
    /** SHA-256 of the cookie's token, hex. */
    id: text('id').primaryKey(),
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id),
    createdAt: instant('created_at').notNull().defaultNow(),
    lastSeenAt: instant('last_seen_at').notNull().defaultNow(),
    expiresAt: instant('expires_at').notNull(),
    userAgent: text('user_agent'),
    /** By which it is named in lists; nothing can be opened with it. */
    ref: uuid('ref').notNull().defaultRandom(),
    /** How the person proved who they are. */
    method: text('method', { enum: SIGN_IN_METHODS }).notNull().default('password'),
    /** The second factor that was proved with it; null: none. */
    factor: text('factor', { enum: FACTOR_KINDS }),
  },
  (t) => [
    index('session_person').on(t.personId),
    index('session_expiry').on(t.expiresAt),
    check('session_method_known', oneOf(t.method, SIGN_IN_METHODS)),
    check('session_factor_known', oneOf(t.factor, FACTOR_KINDS)),
  ],
)

/** What a person's file was opened for: said once for each record in a session, and gone with it. The access log keeps it. */
export const viewPurpose = pgTable(
  'view_purpose',
  {
    /** No foreign key: sessions end by other hands than those that may take this away. */
    sessionId: text('session_id').notNull(),
    recordId: uuid('record_id').notNull(),
    purpose: text('purpose').notNull(),
    saidAt: instant('said_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.sessionId, t.recordId] })],
)

export const apiKey = pgTable(
  'api_key',
  {
    id: id(),
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id),
    name: text('name').notNull(),
    secretHash: text('secret_hash').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    expiresAt: instant('expires_at').notNull(),
    lastUsedAt: instant('last_used_at'),
    /** Null while the key works. */
    revokedAt: instant('revoked_at'),
    /** The key whose place it takes; null where it takes none. */
    replacesId: uuid('replaces_id').references((): AnyPgColumn => apiKey.id),
    /** Which event of the service's history made it; null: it is older than keys in that history and waits to be adopted. */
    statedSeq: integer('stated_seq'),
  },
  (t) => [index('api_key_person').on(t.personId), index('api_key_replaced').on(t.replacesId)],
)

/** Days that differ from Monday-to-Friday: holidays and make-up workdays, as data. */
export const workingDayException = pgTable('working_day_exception', {
  on: civilDate('on_date').primaryKey(),
  isWorkday: boolean('is_workday').notNull(),
  nameZh: text('name_zh').notNull(),
  source: text('source').notNull(),
  /** `compared`: with the text of the order as published; `entered`: by a person of this site. */
  confidence: text('confidence').notNull().default('compared'),
})
