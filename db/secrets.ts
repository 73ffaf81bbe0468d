import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const ALGORITHM = 'aes-256-gcm'

/** Encrypts a small secret at rest: `v1.nonce.tag.ciphertext`, base64url. The key is 32 bytes, hex. */
export function sealSecret(plain: string, keyHex: string): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv(ALGORITHM, Buffer.from(keyHex, 'hex'), nonce)
  const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
  return ['v1', ...[nonce, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'))].join('.')
}

/** @throws when the text was changed or sealed with another key */
export function openSecret(sealed: string, keyHex: string): string {
  const [version, nonce, tag, text] = sealed.split('.')
  if (version !== 'v1' || nonce === undefined || tag === undefined || text === undefined)
    throw new Error('not a sealed secret')
  const decipher = createDecipheriv(ALGORITHM, Buffer.from(keyHex, 'hex'), Buffer.from(nonce, 'base64url'))
  decipher.setAuthTag(Buffer.from(tag, 'base64url'))
  return Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]).toString('utf8')
}
