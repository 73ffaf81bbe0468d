import { z } from 'zod'
import { PERSON_STATES, ROLES } from '#domain/vocabulary.ts'
import { BilingualView, DateView, IdSchema, InstantView, ReasonInput } from './common.ts'

/** An account as the security administrator sees it. No secret is in it. */
export const AccountView = z
  .object({
    id: IdSchema,
    name: BilingualView,
    login: z.string(),
    state: z.enum(PERSON_STATES),
    roles: z.array(z.enum(ROLES)),
    /** Null while it is not locked. */
    lockedUntil: InstantView.nullable(),
    mustChangePassword: z.boolean(),
    hasTotp: z.boolean(),
    securityKeys: z.int().min(0),
    sessions: z.int().min(0),
    lastSeenAt: InstantView.nullable(),
    identities: z.array(
      z.object({ id: IdSchema, issuer: z.string(), subject: z.string(), linkedOn: DateView }),
    ),
    /** Nobody administers their own account. */
    isOwn: z.boolean(),
  })
  .meta({ id: 'Account' })
export type AccountView = z.output<typeof AccountView>

export const AccountsView = z
  .object({
    items: z.array(AccountView),
    /** Issuer of the identity provider that people can be linked to; null: none is set up. */
    issuer: z.string().nullable(),
  })
  .meta({ id: 'Accounts' })

export const AccountActInput = z.strictObject({ reason: ReasonInput }).meta({ id: 'AccountAct' })

/** The password is shown this once, and must be changed at the first sign-in. */
export const FirstPasswordView = z.object({ password: z.string() }).meta({ id: 'FirstPassword' })

export const LinkIdentityInput = z
  .strictObject({ subject: z.string().trim().min(1).max(255) })
  .meta({ id: 'LinkIdentity' })

export const IdentityParams = z.object({ id: IdSchema, identityId: IdSchema })
