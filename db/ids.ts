import { hash, randomFillSync } from 'node:crypto'

/** Random bytes for many ids at once: asking the system for each costs more than the rest of an id. */
const POOL = Buffer.allocUnsafe(4096)
let used = POOL.length

function sixteenRandomBytes(): Buffer {
  if (used === POOL.length) {
    randomFillSync(POOL)
    used = 0
  }
  used += 16
  return POOL.subarray(used - 16, used)
}

/** A UUID of version 7: random, and in the order of its making, so that indexes stay compact. */
export function newId(): string {
  const bytes = Buffer.from(sixteenRandomBytes())
  bytes.writeUIntBE(Date.now(), 0, 6)
  return formatUuid(bytes, 7)
}

const NAMESPACE = Buffer.from('5f1c7c7ab2f34f0f9d5d0f6f7a3f4e21', 'hex')

/** A UUID of version 5: the same for the same name, so that a retried act finds its own result. */
export function idOf(...name: readonly (string | number)[]): string {
  const digest = hash('sha1', Buffer.concat([NAMESPACE, Buffer.from(name.join('\u001f'), 'utf8')]), 'buffer')
  return formatUuid(Buffer.from(digest.subarray(0, 16)), 5)
}

function formatUuid(bytes: Buffer, version: number): string {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | (version << 4)
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
