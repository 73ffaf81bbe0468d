import { createHash, randomBytes } from 'node:crypto'

/** A UUID of version 7: random, and in the order of its making, so that indexes stay compact. */
export function newId(): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(Date.now(), 0, 6)
  return formatUuid(bytes, 7)
}

const NAMESPACE = Buffer.from('5f1c7c7ab2f34f0f9d5d0f6f7a3f4e21', 'hex')

/** A UUID of version 5: the same for the same name, so that a retried act finds its own result. */
export function idOf(...name: readonly (string | number)[]): string {
  const digest = createHash('sha1').update(NAMESPACE).update(name.join('\u001f')).digest()
  return formatUuid(digest.subarray(0, 16), 5)
}

function formatUuid(bytes: Uint8Array, version: number): string {
  const copy = Buffer.from(bytes)
  copy[6] = ((copy[6] ?? 0) & 0x0f) | (version << 4)
  copy[8] = ((copy[8] ?? 0) & 0x3f) | 0x80
  return copy.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
