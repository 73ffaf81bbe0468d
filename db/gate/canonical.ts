import { hash } from 'node:crypto'
import canonicalize from 'canonicalize'

/** Canonical JSON (RFC 8785): what is hashed is what is stored, byte for byte. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value)
  if (text === undefined) throw new TypeError('only JSON values have a canonical form')
  return text
}

export function sha256Hex(data: string | Uint8Array): string {
  return hash('sha256', data)
}

/** The next hash of a chain: sha256(previous hash ‖ canonical JSON). The first event follows the empty hash. */
export function chainHash(previousHash: string, canonical: string): string {
  return hash('sha256', Buffer.concat([Buffer.from(previousHash, 'hex'), Buffer.from(canonical, 'utf8')]))
}
