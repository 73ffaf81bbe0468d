import { z } from 'zod'
import { IdSchema, InstantView, TotpInput } from './common.ts'

/** Bytes as the browser's interface of authenticators writes them: base64url. */
const Bytes = z
  .string()
  .max(8_000)
  .regex(/^[A-Za-z0-9_-]*$/)

/** A person's own security key or device (WebAuthn). */
export const AuthenticatorView = z
  .object({
    id: IdSchema,
    name: z.string(),
    addedAt: InstantView,
    lastUsedAt: InstantView.nullable(),
  })
  .meta({ id: 'Authenticator' })
export type AuthenticatorView = z.output<typeof AuthenticatorView>
export const AuthenticatorsView = z
  .object({ items: z.array(AuthenticatorView) })
  .meta({ id: 'Authenticators' })

/** Options of WebAuthn as the browser takes them. */
export const KeyOptionsView = z
  .object({ options: z.record(z.string(), z.unknown()) })
  .meta({ id: 'KeyOptions' })

/** What a new key answers (`RegistrationResponseJSON`). */
export const AttestationInput = z
  .object({
    id: Bytes,
    rawId: Bytes,
    type: z.literal('public-key'),
    clientExtensionResults: z.record(z.string(), z.unknown()),
    response: z.object({
      clientDataJSON: Bytes,
      attestationObject: Bytes,
      transports: z.array(z.string().max(20)).max(10).optional(),
    }),
  })
  .meta({ id: 'Attestation' })
export type AttestationInput = z.output<typeof AttestationInput>

/** What a known key answers (`AuthenticationResponseJSON`). */
export const AssertionInput = z
  .object({
    id: Bytes,
    rawId: Bytes,
    type: z.literal('public-key'),
    clientExtensionResults: z.record(z.string(), z.unknown()),
    response: z.object({
      clientDataJSON: Bytes,
      authenticatorData: Bytes,
      signature: Bytes,
      userHandle: Bytes.optional(),
    }),
  })
  .meta({ id: 'Assertion' })
export type AssertionInput = z.output<typeof AssertionInput>

export const AddAuthenticatorInput = z
  .strictObject({ name: z.string().trim().min(1).max(60), response: AttestationInput })
  .meta({ id: 'AddAuthenticator' })

/** One of the two: six digits, or the answer of a key. */
export const ProveFactorInput = z
  .strictObject({ code: TotpInput.optional(), assertion: AssertionInput.optional() })
  .refine((said) => (said.code === undefined) !== (said.assertion === undefined), {
    message: 'six digits or the answer of a key',
  })
  .meta({ id: 'ProveFactor' })
