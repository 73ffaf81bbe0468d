import { createPrivateKey, createPublicKey, hash, sign, verify, type KeyObject } from 'node:crypto'
import type { SignedNote } from '#domain/checkpoint.ts'

/** What stands before the 32 bytes of an Ed25519 key in its DER form (RFC 8410). */
const PRIVATE_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')
const PUBLIC_PREFIX = Buffer.from('302a300506032b6570032100', 'hex')
/** The number of Ed25519 in C2SP `signed-note`. */
const ED25519 = 1
const KEY_NAME_BYTES = 4

/** The key that signs the heads of a site's log. The secret stays inside; only signatures and the public half come out. */
export interface SigningKey {
  /** 32 bytes. */
  readonly publicKey: Buffer
  /** The text with the signature under it. */
  readonly signNote: (body: string, keyName: string) => SignedNote
}

/** @param seedHex 32 bytes of chance, in hexadecimal */
export function signingKeyOf(seedHex: string): SigningKey {
  const privateKey = createPrivateKey({
    key: Buffer.concat([PRIVATE_PREFIX, Buffer.from(seedHex, 'hex')]),
    format: 'der',
    type: 'pkcs8',
  })
  const der = createPublicKey(privateKey).export({ format: 'der', type: 'spki' })
  const publicKey = Buffer.from(der.subarray(PUBLIC_PREFIX.length))
  return {
    publicKey,
    signNote: (body, keyName) => {
      const signature = Buffer.concat([
        keyIdOf(keyName, publicKey),
        sign(null, Buffer.from(body, 'utf8'), privateKey),
      ])
      return { body, keyName, signature: signature.toString('base64') }
    },
  }
}

/** Whether a note was signed with this key under the name that it gives. */
export function isSignedBy({ body, keyName, signature }: SignedNote, publicKey: Uint8Array): boolean {
  const bytes = Buffer.from(signature, 'base64')
  if (!bytes.subarray(0, KEY_NAME_BYTES).equals(keyIdOf(keyName, publicKey))) return false
  return verify(null, Buffer.from(body, 'utf8'), keyObject(publicKey), bytes.subarray(KEY_NAME_BYTES))
}

/** The public key as other programs read it. */
export function publicKeyPem(publicKey: Uint8Array): string {
  return keyObject(publicKey).export({ format: 'pem', type: 'spki' }).toString()
}

/** SHA-256 of the public key, hexadecimal: what people compare. */
export function fingerprintOf(publicKey: Uint8Array): string {
  return hash('sha256', publicKey)
}

function keyObject(publicKey: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([PUBLIC_PREFIX, publicKey]), format: 'der', type: 'spki' })
}

function keyIdOf(keyName: string, publicKey: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(`${keyName}\n`, 'utf8'), Buffer.from([ED25519]), publicKey])
  return hash('sha256', named, 'buffer').subarray(0, KEY_NAME_BYTES)
}
