import { z } from 'zod'
import { ACT_ROLES, type ActName } from '#domain/access.ts'
import {
  APPRAISER_KINDS,
  FACTOR_KINDS,
  GRADES,
  ROLES,
  SIGN_IN_METHODS,
  SITE_MODES,
} from '#domain/vocabulary.ts'
import { BilingualView, DateView, IdSchema, InstantView, TotpInput } from './common.ts'

/** Shown on demo and test sites alone; a production site never lists its accounts. */
export const DemoLoginView = z
  .object({ login: z.string(), password: z.string(), name: BilingualView, post: BilingualView })
  .meta({ id: 'DemoLogin' })
export type DemoLoginView = z.output<typeof DemoLoginView>

export const SiteView = z
  .object({
    name: BilingualView,
    mode: z.enum(SITE_MODES),
    version: z.string(),
    zone: z.string(),
    today: DateView,
    /** The identity provider that one can sign in at (`/api/oidc`); null: none is set up. */
    signInProvider: BilingualView.nullable(),
    /** Null on a production site. */
    demoLogins: z.array(DemoLoginView).nullable(),
  })
  .meta({ id: 'Site' })
export type SiteView = z.output<typeof SiteView>

export const PostView = z
  .object({
    id: IdSchema,
    role: z.enum(ROLES),
    unitId: IdSchema,
    unitName: BilingualView,
    /** Set for appraisers alone. */
    appraiserKind: z.enum(APPRAISER_KINDS).nullable(),
  })
  .meta({ id: 'Post' })
export type PostView = z.output<typeof PostView>

export const MyselfView = z
  .object({
    id: IdSchema,
    name: BilingualView,
    login: z.string(),
    clearance: z.enum(GRADES),
    hasSecondFactor: z.boolean(),
    /** Until it is changed every other call answers `auth.must-change`. */
    mustChangePassword: z.boolean(),
    /** What is still missing of this sign-in; null: nothing. */
    pending: z.enum(['change-password', 'enrol-factor', 'prove-factor']).nullable(),
    /** How many security keys the person has. */
    securityKeys: z.int().min(0),
  })
  .meta({ id: 'Myself' })
export type MyselfView = z.output<typeof MyselfView>

const ACT_NAMES = Object.keys(ACT_ROLES) as [ActName, ...ActName[]]

export const SessionView = z
  .object({
    person: MyselfView,
    posts: z.array(PostView),
    roles: z.array(z.enum(ROLES)),
    /** Sent back as `X-CSRF-Token` with every write by cookie. */
    csrfToken: z.string(),
    site: SiteView.omit({ demoLogins: true }).meta({ id: 'SiteOfSession' }),
    /** Acts that one of the posts allows at all; whether one may be done to a thing stands with the thing. */
    allowed: z.record(z.enum(ACT_NAMES), z.boolean()),
  })
  .meta({ id: 'Session' })
export type SessionView = z.output<typeof SessionView>

/** `providerUrl`: where the session at the identity provider is ended too; null for a local one. */
export const SignedOutView = z
  .object({ done: z.literal(true), providerUrl: z.string().nullable() })
  .meta({ id: 'SignedOut' })

export const SignInInput = z
  .strictObject({
    login: z.string().trim().min(1).max(100),
    password: z.string().min(1).max(200),
    /** Six digits, asked for by `factor.required`. */
    code: TotpInput.optional(),
  })
  .meta({ id: 'SignIn' })

export const ChangePasswordInput = z
  .strictObject({ old: z.string().min(1).max(200), new: z.string().min(1).max(200) })
  .meta({ id: 'ChangePassword' })

export const FactorEnrolmentView = z
  .object({ otpauthUrl: z.string(), secret: z.string() })
  .meta({ id: 'FactorEnrolment' })

export const FactorConfirmationInput = z.strictObject({ code: TotpInput }).meta({ id: 'FactorConfirmation' })

/** Where a person is signed in. `id` names it in lists and opens nothing. */
export const OwnSessionView = z
  .object({
    id: IdSchema,
    isCurrent: z.boolean(),
    createdAt: InstantView,
    lastSeenAt: InstantView,
    expiresAt: InstantView,
    userAgent: z.string().nullable(),
    method: z.enum(SIGN_IN_METHODS),
    factor: z.enum(FACTOR_KINDS).nullable(),
  })
  .meta({ id: 'OwnSession' })
export type OwnSessionView = z.output<typeof OwnSessionView>

/** Whether the session that asks is among those that end. */
export const EndSessionsQuery = z.object({ of: z.enum(['all', 'others']).default('others') })

export const OwnSessionsView = z
  .object({
    items: z.array(OwnSessionView),
    /** How long a session lasts, and what becomes of one more than `most`. */
    rule: z.object({
      idleMinutes: z.int(),
      hours: z.int(),
      most: z.int(),
      onMore: z.enum(['end-oldest', 'refuse']),
    }),
  })
  .meta({ id: 'OwnSessions' })
