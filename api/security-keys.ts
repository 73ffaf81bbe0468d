import { randomBytes } from 'node:crypto'
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server'
import type { FastifyRequest } from 'fastify'
import type { NewAuthenticator } from '#domain/acts/act.ts'
import { newId } from '#db/ids.ts'
import { countUse, readAuthenticators, type AuthenticatorRow } from '#db/queries/authenticators.ts'
import { putChallenge, takeChallenge, type Challenge } from '#db/queries/challenges.ts'
import type { AssertionInput, AttestationInput } from './contract/security-keys.ts'
import type { Dependencies } from './dependencies.ts'
import { sha256 } from './plugins/identity.ts'
import { problem } from './problem.ts'

type Reach = Pick<Dependencies, 'sql' | 'config' | 'accessLog'>

/** Where a key is good: it signs the origin, so a page elsewhere gets nothing that we would take. */
export interface Place {
  readonly origin: string
  readonly rpId: string
}

export function placeOf({ config }: Pick<Dependencies, 'config'>, request: FastifyRequest): Place {
  const origin = config.http.origin ?? `${request.protocol}://${request.headers.host ?? ''}`
  const url = new URL(origin)
  return { origin: url.origin, rpId: url.hostname }
}

export interface Holder {
  readonly personId: string
  /** What the answer is bound to. */
  readonly binding: string
}

/** What the browser asks a new key with. Only keys that check their holder by PIN or finger are taken. */
export async function offerKey(
  { sql }: Reach,
  { personId, binding, login, name, place }: Holder & { login: string; name: string; place: Place },
) {
  const known = await readAuthenticators(sql, personId)
  const options = await generateRegistrationOptions({
    rpName: 'Everfile',
    rpID: place.rpId,
    userID: new TextEncoder().encode(personId),
    userName: login,
    userDisplayName: name,
    attestationType: 'none',
    excludeCredentials: known.map(({ credentialId }) => ({ id: credentialId })),
    authenticatorSelection: { userVerification: 'required', residentKey: 'discouraged' },
  })
  await putChallenge(sql, { id: sha256(options.challenge), kind: 'enrol', personId, binding })
  return options
}

interface Offered extends Holder {
  readonly place: Place
  readonly name: string
  readonly response: AttestationInput
}

/** A new key as it proved itself. @throws ProblemError `authenticator.refused` */
export async function provedKey(deps: Reach, offered: Offered): Promise<NewAuthenticator> {
  const { place, name, response } = offered
  const challenge = challengeIn(response.response.clientDataJSON)
  const asked = await takeChallenge(deps.sql, { id: sha256(challenge), kind: 'enrol' })
  if (asked?.personId !== offered.personId || asked.binding !== offered.binding)
    throw problem('authenticator.refused')
  const { registrationInfo } = await verifyRegistrationResponse({
    response: response as RegistrationResponseJSON,
    expectedChallenge: challenge,
    expectedOrigin: place.origin,
    expectedRPID: place.rpId,
    requireUserVerification: true,
  }).catch(() => ({ registrationInfo: undefined }))
  if (registrationInfo === undefined) throw problem('authenticator.refused')
  const { id: credentialId, publicKey, counter } = registrationInfo.credential
  const transports = response.response.transports ?? []
  const publicKeyHex = Buffer.from(publicKey).toString('hex')
  return { id: newId(), credentialId, publicKeyHex, counter, transports, name }
}

interface Asking extends Holder {
  readonly kind: Extract<Challenge['kind'], 'sign-in' | 'step-up'>
  readonly place: Place
}

/**
 * What the browser asks a person's keys with. The challenge is the digest of what is bound and of a nonce, so that the signature is
 * one of exactly that. @throws ProblemError `factor.none`
 */
export async function askKey({ sql }: Reach, { personId, kind, binding, place }: Asking) {
  const keys = await readAuthenticators(sql, personId)
  if (keys.length === 0) throw problem('factor.none')
  const nonce = randomBytes(32).toString('base64url')
  const bound = `${binding}:${nonce}`
  const options = await generateAuthenticationOptions({
    rpID: place.rpId,
    challenge: Buffer.from(sha256(bound), 'hex'),
    userVerification: 'required',
    allowCredentials: keys.map(({ credentialId, transports }) => ({
      id: credentialId,
      transports: [...transports] as never,
    })),
  })
  await putChallenge(sql, { id: sha256(options.challenge), kind, personId, binding: bound })
  return options
}

interface Answering extends Asking {
  readonly response: AssertionInput
}

/** A key's answer that was good: whose key, and what a stranger needs to check the signature for ever. */
export interface Asserted {
  readonly authenticatorId: string
  readonly nonce: string
  /** `authenticatorData.clientDataJSON.signature`, base64url each. */
  readonly signed: string
}

/**
 * Spends a key's answer. It counts once, for the person of whom it was asked, and for what it was asked about.
 * @throws ProblemError `factor.replayed`, `factor.wrong`, `factor.other-register`
 */
export async function spendAssertion(deps: Reach, answer: Answering): Promise<Asserted> {
  const { personId, kind, binding, response } = answer
  const { clientDataJSON, authenticatorData, signature } = response.response
  const challenge = challengeIn(clientDataJSON)
  const asked = await takeChallenge(deps.sql, { id: sha256(challenge), kind })
  if (asked === undefined) throw problem('factor.replayed')
  if (asked.personId !== personId) throw problem('factor.wrong')
  if (!asked.binding.startsWith(`${binding}:`))
    throw problem(kind === 'step-up' ? 'factor.other-register' : 'factor.wrong')
  const key = (await readAuthenticators(deps.sql, personId)).find((one) => one.credentialId === response.id)
  if (key === undefined) throw problem('factor.wrong')
  const counter = await counterOf(deps, { answer, key, challenge })
  if (!(await countUse(deps.sql, { id: key.id, counter }))) throw problem('factor.replayed')
  return {
    authenticatorId: key.id,
    nonce: asked.binding.slice(binding.length + 1),
    signed: [authenticatorData, clientDataJSON, signature].join('.'),
  }
}

interface Checking {
  readonly answer: Answering
  readonly key: AuthenticatorRow
  readonly challenge: string
}

/** What the key counts, if its signature, origin, site and holder's check are right. @throws ProblemError `factor.wrong` */
async function counterOf({ accessLog }: Reach, { answer, key, challenge }: Checking): Promise<number> {
  const { place, response, personId } = answer
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: response as AuthenticationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: place.origin,
      expectedRPID: place.rpId,
      requireUserVerification: true,
      credential: {
        id: key.credentialId,
        publicKey: new Uint8Array(key.publicKey),
        counter: key.counter,
      },
    })
    if (!verified) throw new Error('the signature is not one of this key')
    return authenticationInfo.newCounter
  } catch (error) {
    // A key that counts back may have a twin: whoever reads the log must be able to see it.
    const detail = error instanceof Error ? error.message.slice(0, 200) : 'unknown'
    accessLog.note({ personId, action: 'factor.webauthn', result: 'factor.wrong', detail, subjectId: key.id })
    throw problem('factor.wrong')
  }
}

/** The challenge that the browser says it answered; empty when it says nothing that can be read. */
function challengeIn(clientDataJson: string): string {
  try {
    const said: unknown = JSON.parse(Buffer.from(clientDataJson, 'base64url').toString('utf8'))
    return typeof said === 'object' && said !== null && 'challenge' in said ? String(said.challenge) : ''
  } catch {
    return ''
  }
}
