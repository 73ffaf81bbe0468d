import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { newId } from '#db/ids.ts'
import { StoreFault } from '#db/objects/fault.ts'
import type { ContentRow } from '#db/queries/objects.ts'
import { askForCheck } from '#domain/acts/secure-copies.ts'
import type { Dependencies } from './dependencies.ts'
import type { WantedRange } from './downloads.ts'
import { problem } from './problem.ts'

type Needs = Pick<Dependencies, 'store' | 'gate' | 'logger'>

/** Up to here the whole is read and compared before the first byte leaves; above it the last part is held back. */
const AT_ONCE_BYTES = 8 * 1024 * 1024
/** A large copy that was read whole and found sound is not read whole again for each range of the next minutes. */
const SOUND_MS = 10 * 60_000
const MOST_REMEMBERED = 1_000

export interface Release {
  /** A range is released only of a copy whose whole digest was found right. */
  bytes(row: ContentRow, range: WantedRange | 'whole'): Promise<Buffer | Readable>
}

/**
 * Nothing leaves as a record that is not, byte for byte, what was filed. A small copy is compared before the answer begins; of
 * a large one the last part is held back until the digest is right, and the connection is broken where it is not, so that
 * nobody ever holds a whole file of wrong bytes. What is wrong starts a check that ends as an incident.
 */
export function openRelease(needs: Needs): Release {
  const soundUntil = new Map<string, number>()
  const isKnownSound = ({ key, sha256 }: ContentRow): boolean =>
    (soundUntil.get(`${key} ${sha256}`) ?? 0) > performance.now()
  const remember = ({ key, sha256 }: ContentRow): void => {
    if (soundUntil.size >= MOST_REMEMBERED) soundUntil.clear()
    soundUntil.set(`${key} ${sha256}`, performance.now() + SOUND_MS)
  }
  return {
    async bytes(row, range) {
      if (row.sizeBytes <= AT_ONCE_BYTES) {
        const whole = await readWhole(needs, row)
        return range === 'whole' ? whole : whole.subarray(range.fromByte, range.toByte + 1)
      }
      if (range === 'whole') return Readable.from(heldBack(needs, row))
      if (!isKnownSound(row)) await prove(needs, row)
      remember(row)
      return needs.store.getRange(row, range)
    },
  }
}

async function readWhole(needs: Needs, row: ContentRow): Promise<Buffer> {
  const bytes = await orDamage(needs, row, async () => buffer(await needs.store.get(row)))
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return sha256 === row.sha256 ? bytes : damaged(needs, row)
}

async function prove(needs: Needs, row: ContentRow): Promise<void> {
  const found = await orDamage(needs, row, () => needs.store.digest(row))
  if (found.sha256 !== row.sha256 || found.sizeBytes !== row.sizeBytes) await damaged(needs, row)
}

async function* heldBack(needs: Needs, row: ContentRow): AsyncGenerator<Buffer> {
  const hash = createHash('sha256')
  let held: Buffer | undefined
  const source: AsyncIterator<Buffer> = (await orDamage(needs, row, () => needs.store.get(row)))[
    Symbol.asyncIterator
  ]()
  for (;;) {
    const next = await orDamage(needs, row, () => source.next())
    if (next.done === true) break
    hash.update(next.value)
    if (held !== undefined) yield held
    held = next.value
  }
  if (hash.digest('hex') !== row.sha256) await damaged(needs, row)
  if (held !== undefined) yield held
}

/** Bytes that are gone are damaged; bytes that a store which is up cannot hand out are looked at, and asked for again. */
async function orDamage<T>(needs: Needs, row: ContentRow, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof StoreFault && error.code === 'store.not-found') return damaged(needs, row)
    await needs.store.clockMs()
    await report(needs, row, error)
    throw problem('store.unavailable')
  }
}

async function damaged(needs: Needs, row: ContentRow): Promise<never> {
  await report(needs, row)
  throw problem('object.damaged')
}

async function report(needs: Needs, row: ContentRow, cause?: unknown): Promise<void> {
  const { objectId, subjectId, bucket, key } = row
  needs.logger.error({ objectId, bucket, key, err: cause }, 'stored bytes are not what was filed')
  const principal = { kind: 'person' as const, id: ENGINE_ID }
  const facts = { principal, key: newId(), subjects: [subjectId] }
  await needs.gate.act({ name: 'fixity.ask', facts, body: { subjectId } }, (seen) =>
    askForCheck(seen, { subjectId }),
  )
}
