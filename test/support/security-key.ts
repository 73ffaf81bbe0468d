/** A security key in software: it signs what a real one signs, and can be made to cheat. */
import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'
import type { FastifyInstance } from 'fastify'
import { demoPersonId, type DemoLogin } from '#db/seed/demo-organisation.ts'
import { cookieOf, withSession, type Person, type TestApi } from './api.ts'

/** As the injected requests of tests name the site. */
export const KEY_ORIGIN = 'http://localhost'
const [PRESENT, VERIFIED, ATTESTED] = [0x01, 0x04, 0x40]

interface Asked {
  readonly challenge: string
  readonly rpId?: string
  readonly rp?: { readonly id?: string }
}

interface Cheat {
  readonly origin?: string
  /** What it counts, instead of one more than before. */
  readonly counter?: number
  /** `present`: somebody touched it, and nobody checked who. */
  readonly check?: 'present' | 'verified'
}

export class SoftKey {
  readonly id = randomBytes(16).toString('base64url')
  readonly #private: KeyObject
  readonly #point: { readonly x: Buffer; readonly y: Buffer }
  #counter = 0

  constructor() {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
    this.#private = privateKey
    this.#point = { x: Buffer.from(x, 'base64url'), y: Buffer.from(y, 'base64url') }
  }

  /** Answers a page that wants to add it. */
  attest({ challenge, rp }: Asked, cheat: Cheat = {}) {
    const { x, y } = this.#point
    const id = Buffer.from(this.id, 'base64url')
    const numbers = new Map<number, unknown>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, new Uint8Array(x)],
      [-3, new Uint8Array(y)],
    ])
    const attested = Buffer.concat([
      Buffer.alloc(16),
      Buffer.from([0, id.length]),
      id,
      isoCBOR.encode(numbers as never),
    ])
    const authData = Buffer.concat([this.#head(rp?.id, ATTESTED, cheat), attested])
    const object = new Map<string, unknown>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', new Uint8Array(authData)],
    ])
    return this.#answer({
      clientDataJSON: clientData('webauthn.create', challenge, cheat),
      attestationObject: Buffer.from(isoCBOR.encode(object as never)).toString('base64url'),
      transports: ['usb'],
    })
  }

  /** Answers a page that asks who is there. */
  assert({ challenge, rpId }: Asked, cheat: Cheat = {}) {
    const clientDataJSON = clientData('webauthn.get', challenge, cheat)
    const authData = this.#head(rpId, 0, cheat)
    const signed = Buffer.concat([
      authData,
      createHash('sha256').update(Buffer.from(clientDataJSON, 'base64url')).digest(),
    ])
    return this.#answer({
      clientDataJSON,
      authenticatorData: authData.toString('base64url'),
      signature: sign('sha256', signed, this.#private).toString('base64url'),
    })
  }

  #head(rpId = 'localhost', flags: number, { counter, check = 'verified' }: Cheat): Buffer {
    this.#counter = counter ?? this.#counter + 1
    const count = Buffer.alloc(4)
    count.writeUInt32BE(this.#counter)
    const said = flags | PRESENT | (check === 'verified' ? VERIFIED : 0)
    return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.from([said]), count])
  }

  #answer<T>(response: T) {
    return { id: this.id, rawId: this.id, type: 'public-key' as const, clientExtensionResults: {}, response }
  }
}

function clientData(type: string, challenge: string, { origin = KEY_ORIGIN }: Cheat): string {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false })).toString('base64url')
}

/** Asks a route for options of a key. */
export async function optionsFor(person: Person, url: string, body?: unknown): Promise<Asked> {
  const answer = await person.post(url, body === undefined ? {} : { body })
  if (answer.statusCode !== 200) throw new Error(answer.body)
  return answer.json<{ options: Asked }>().options
}

/** Adds a key to a person's account; they go on with the session that comes of it. */
export async function addKey(app: FastifyInstance, person: Person, key: SoftKey): Promise<Person> {
  const options = await optionsFor(person, '/api/authenticators/options')
  const body = { name: '办公室的密钥', response: key.attest(options) }
  return raised(app, await person.post('/api/authenticators', { body }))
}

/** The person with the session that an answer began. */
export function raised(app: FastifyInstance, answer: Awaited<ReturnType<Person['post']>>): Person {
  const { csrfToken } = answer.json<{ csrfToken: string }>()
  return withSession(app, { cookie: cookieOf(answer), csrfToken })
}

/** Wrong tries in a row, at sign-in or at a signature, that count towards the lock of the account. */
export async function failuresOf({ site }: TestApi, login: DemoLogin): Promise<number | undefined> {
  const [row] = await site.admin<{ failures: number }[]>`
    select failures from credential where person_id = ${demoPersonId(login)}`
  return row?.failures
}

/** Lets six digits of this very half minute count once more. */
export async function forgetCodes({ site }: TestApi, login: DemoLogin): Promise<void> {
  await site.admin`update credential set totp_last_step = 0 where person_id = ${demoPersonId(login)}`
}
