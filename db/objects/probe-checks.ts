import { createHash, randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { ensureLockedBucket } from './buckets.ts'
import { destroyAllVersions, storeClockMs } from './destroy.ts'
import { StoreFault } from './fault.ts'
import { objectKeyOf } from './keys.ts'
import {
  extendLock,
  lockHeadersOf,
  provenLockOf,
  requestLegalHold,
  requestRetention,
  retentionOf,
  type VersionRef,
} from './locks.ts'
import { versionIdOf } from './multipart.ts'
import { statOf, versionQueryOf } from './read.ts'
import type { StoreWire } from './wire.ts'

/** What a store must really enforce before a record's bytes may be entrusted to it. */
export const PROBE_CHECKS = [
  'locked bucket is made',
  'damaged body refused',
  'put lock is set',
  'plain delete refused',
  'bypass delete refused',
  'shorten refused',
  'mode downgrade refused',
  'suspend versioning refused',
  'extension works',
  'multi-delete spares the locked',
  'legal hold outlives the lock',
  'default retention is set',
  'lapse works',
] as const

export type ProbeCheck = (typeof PROBE_CHECKS)[number]

// Long enough for all requests of a busy machine, short enough to wait for at a start.
const LOCK_MS = 3_000
const LONG_MS = 3 * LOCK_MS
const LAPSE_DEADLINE_MS = 30_000
export const PROBE_BUCKET = 'probe'
export const PROBE_DEFAULTS_BUCKET = 'probe-defaults'

/** Throws when the store does not do what it must; what it did instead is the message. */
export type Check = () => Promise<void>

/** The checks by name. The first one makes the buckets in which the others work. */
export function checksOf(wire: StoreWire): Readonly<Record<ProbeCheck, Check>> {
  return {
    'locked bucket is made': () => makeBuckets(wire),
    'damaged body refused': () => refused(() => sendDamaged(wire)),
    'put lock is set': () => withVersion(wire, LONG_MS, async () => undefined),
    'plain delete refused': () => staysAfter(wire, (ref) => remove(wire, ref)),
    'bypass delete refused': () =>
      staysAfter(wire, (ref) => remove(wire, ref, { 'x-amz-bypass-governance-retention': 'true' })),
    'shorten refused': () => staysAfter(wire, (ref, untilMs) => shorten(wire, ref, untilMs)),
    'mode downgrade refused': () =>
      staysAfter(wire, (ref, untilMs) =>
        requestRetention(wire, ref, { mode: 'GOVERNANCE', untilMs: untilMs + LOCK_MS }),
      ),
    'suspend versioning refused': () => refused(() => suspendVersioning(wire)),
    'extension works': () =>
      withVersion(wire, LOCK_MS, (ref, untilMs) => extended(wire, ref, untilMs + LOCK_MS)),
    'multi-delete spares the locked': () => multiDeleteSparesLocked(wire),
    'legal hold outlives the lock': () => holdOutlivesLock(wire),
    'default retention is set': () => defaultRetentionIsSet(wire),
    'lapse works': () => withVersion(wire, LOCK_MS, (ref) => lapses(wire, ref)),
  }
}

async function makeBuckets(wire: StoreWire): Promise<void> {
  await ensureLockedBucket(wire, PROBE_BUCKET)
  await ensureLockedBucket(wire, PROBE_DEFAULTS_BUCKET)
}

async function withVersion(
  wire: StoreWire,
  lockMs: number,
  examine: (ref: VersionRef, untilMs: number) => Promise<void>,
): Promise<void> {
  const untilMs = (await storeClockMs(wire, PROBE_BUCKET)) + lockMs
  const ref = await write(wire, PROBE_BUCKET, lockHeadersOf(untilMs))
  await examine(ref, await provenLockOf(wire, ref, untilMs))
}

/** The attack must be refused, and whatever was answered, the version and its lock must stand afterwards. */
async function staysAfter(
  wire: StoreWire,
  attack: (ref: VersionRef, untilMs: number) => Promise<void>,
): Promise<void> {
  await withVersion(wire, LONG_MS, async (ref, untilMs) => {
    await refused(() => attack(ref, untilMs))
    await statOf(wire, ref)
    await provenLockOf(wire, ref, untilMs)
  })
}

async function refused(attack: () => Promise<void>): Promise<void> {
  try {
    await attack()
  } catch (error) {
    if (error instanceof StoreFault && !isUnavailable(error)) return
    throw error
  }
  throw new Error('the store accepted it')
}

/** The store takes a body for another one, as if the line had changed it on its way. */
async function sendDamaged(wire: StoreWire): Promise<void> {
  const lock = lockHeadersOf((await storeClockMs(wire, PROBE_BUCKET)) + LOCK_MS)
  const md5 = createHash('md5').update('what was sent').digest('base64')
  await write(wire, PROBE_BUCKET, { ...lock, 'content-md5': md5 })
}

async function shorten(wire: StoreWire, ref: VersionRef, untilMs: number): Promise<void> {
  await requestRetention(wire, ref, { mode: 'COMPLIANCE', untilMs: untilMs - 2 * LOCK_MS })
}

async function suspendVersioning(wire: StoreWire): Promise<void> {
  const body = Buffer.from('<VersioningConfiguration><Status>Suspended</Status></VersioningConfiguration>')
  await wire.send({ method: 'PUT', bucket: PROBE_BUCKET, query: 'versioning', body })
}

async function extended(wire: StoreWire, ref: VersionRef, untilMs: number): Promise<void> {
  await extendLock(wire, ref, untilMs)
  await refused(() => remove(wire, ref))
}

/** Some stores stop looking at the first entry that may go, and delete the locked ones behind it. */
async function multiDeleteSparesLocked(wire: StoreWire): Promise<void> {
  await withVersion(wire, LOCK_MS, async (lapsing, lapsesAtMs) => {
    await untilStoreClock(wire, lapsesAtMs)
    await withVersion(wire, LONG_MS, async (locked) => {
      const entries = [lapsing, locked].map(
        (ref) => `<Object><Key>${ref.key}</Key><VersionId>${ref.versionId ?? 'null'}</VersionId></Object>`,
      )
      await wire.send({
        method: 'POST',
        bucket: PROBE_BUCKET,
        query: 'delete',
        body: Buffer.from(`<Delete>${entries.join('')}</Delete>`),
      })
      await statOf(wire, locked)
    })
  })
}

async function holdOutlivesLock(wire: StoreWire): Promise<void> {
  await withVersion(wire, LOCK_MS, async (ref, untilMs) => {
    await requestLegalHold(wire, ref, 'held')
    try {
      await untilStoreClock(wire, untilMs)
      await refused(() => remove(wire, ref))
      await statOf(wire, ref)
    } finally {
      await requestLegalHold(wire, ref, 'free')
    }
  })
}

async function defaultRetentionIsSet(wire: StoreWire): Promise<void> {
  const rule = '<Rule><DefaultRetention><Mode>COMPLIANCE</Mode><Days>1</Days></DefaultRetention></Rule>'
  const body = Buffer.from(
    `<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled>${rule}</ObjectLockConfiguration>`,
  )
  await wire.send({ method: 'PUT', bucket: PROBE_DEFAULTS_BUCKET, query: 'object-lock', body })
  const ref = await write(wire, PROBE_DEFAULTS_BUCKET, {})
  const retention = await retentionOf(wire, ref)
  const leastMs = (await storeClockMs(wire, PROBE_DEFAULTS_BUCKET)) + 23 * 60 * 60 * 1000
  if (retention.kind === 'retained' && retention.mode === 'COMPLIANCE' && retention.retainUntilMs >= leastMs)
    return
  throw new Error(`an object written under a default of one day has ${JSON.stringify(retention)}`)
}

async function lapses(wire: StoreWire, ref: VersionRef): Promise<void> {
  const deadlineMs = (await storeClockMs(wire, PROBE_BUCKET)) + LAPSE_DEADLINE_MS
  for (;;) {
    const destruction = await destroyAllVersions(wire, ref)
    if (destruction.kind === 'destroyed') return
    if ((await storeClockMs(wire, PROBE_BUCKET)) > deadlineMs)
      throw new Error(`a lock of three seconds still stands after ${LAPSE_DEADLINE_MS} ms`)
    await pause(250)
  }
}

async function untilStoreClock(wire: StoreWire, instantMs: number): Promise<void> {
  while ((await storeClockMs(wire, PROBE_BUCKET)) <= instantMs) await pause(250)
}

async function write(
  wire: StoreWire,
  bucket: string,
  headers: Readonly<Record<string, string>>,
): Promise<VersionRef> {
  const key = objectKeyOf({ area: 'probe', ownerId: 'probe', objectId: randomUUID() })
  const answer = await wire.send({ method: 'PUT', bucket, key, headers, body: Buffer.from('probe') })
  return { bucket, key, versionId: versionIdOf(answer.headers) }
}

async function remove(
  wire: StoreWire,
  ref: VersionRef,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  await wire.send({ method: 'DELETE', bucket: ref.bucket, key: ref.key, query: versionQueryOf(ref), headers })
}

/** A store that is down has not failed the probe; nothing is known about it. */
export function isUnavailable(error: unknown): boolean {
  return error instanceof StoreFault && error.code === 'store.unavailable'
}
