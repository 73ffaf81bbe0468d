import { sql } from 'drizzle-orm'
import { bigint, check, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { bytes, civilDate, id, instant, oneOf } from './columns.ts'
import { person } from './organisation.ts'

/** Who a person is for an identity provider. One subject stands for one person at a time. */
export const identity = pgTable(
  'identity',
  {
    id: id(),
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id),
    issuer: text('issuer').notNull(),
    subject: text('subject').notNull(),
    linkedOn: civilDate('linked_on').notNull(),
    /** Null while the person may sign in with it. */
    unlinkedOn: civilDate('unlinked_on'),
  },
  (t) => [
    index('identity_person').on(t.personId),
    uniqueIndex('identity_subject_once')
      .on(t.issuer, t.subject)
      .where(sql`${t.unlinkedOn} is null`),
  ],
)

/** Former passwords, so that none of the last few is taken again. As secret as the present one. */
export const formerPassword = pgTable(
  'former_password',
  {
    id: id().defaultRandom(),
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id),
    passwordHash: text('password_hash').notNull(),
    replacedAt: instant('replaced_at').notNull().defaultNow(),
  },
  (t) => [index('former_password_person').on(t.personId, t.replacedAt)],
)

/** A security key or a device that proves its holder by a signature (WebAuthn). */
export const authenticator = pgTable(
  'authenticator',
  {
    id: id(),
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id),
    /** As the device names it, base64url. */
    credentialId: text('credential_id').notNull(),
    /** COSE. */
    publicKey: bytes('public_key').notNull(),
    /** What it counted when it was last used; zero where it does not count. */
    counter: bigint('counter', { mode: 'number' }).notNull(),
    transports: text('transports').array().notNull(),
    /** What its holder calls it. */
    name: text('name').notNull(),
    addedAt: instant('added_at').notNull().defaultNow(),
    /** Null: not yet. */
    lastUsedAt: instant('last_used_at'),
  },
  (t) => [
    index('authenticator_person').on(t.personId),
    uniqueIndex('authenticator_credential_once').on(t.credentialId),
  ],
)

const CHALLENGE_KINDS = ['enrol', 'sign-in', 'step-up', 'oidc'] as const

/** What was asked and is answered once: of an authenticator, or of an identity provider. */
export const signInChallenge = pgTable(
  'sign_in_challenge',
  {
    /** SHA-256 of the challenge, or of the state, hex. */
    id: text('id').primaryKey(),
    kind: text('kind', { enum: CHALLENGE_KINDS }).notNull(),
    /** Of whom it was asked; null before it is known who signs in. */
    personId: uuid('person_id').references(() => person.id),
    /** What the answer is bound to: a register's hash, a session, or sealed values of the way to the provider. */
    binding: text('binding').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (t) => [
    index('sign_in_challenge_expiry').on(t.expiresAt),
    index('sign_in_challenge_person').on(t.personId),
    check('sign_in_challenge_kind_known', oneOf(t.kind, CHALLENGE_KINDS)),
  ],
)
